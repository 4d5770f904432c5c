"""Reads and writes spreadsheets: a package for each kind of file; `read` knows which one it is."""
