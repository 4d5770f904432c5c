"""Sealed workbooks: written, signed and verified."""
