"""Loads and checks the catalogues of forms, rules, indicators and code lists."""
