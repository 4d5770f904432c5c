"""Reads .xlsb, the binary workbooks of Excel (BIFF12)."""
