"""Indicators and targets as plain tables."""
