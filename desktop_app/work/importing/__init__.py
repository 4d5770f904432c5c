"""Importing spreadsheets: previewed, decided on, written as one batch, remembered."""
