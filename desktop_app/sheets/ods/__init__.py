"""Reads .ods, the sheets of LibreOffice (OpenDocument)."""
