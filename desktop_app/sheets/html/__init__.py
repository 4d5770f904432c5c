"""Reads web pages, also those that programs and Excel name .xls."""
