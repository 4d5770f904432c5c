"""Reads .xls of every age: the record streams of Excel 2 to 2003 (BIFF)."""
