"""A district's report as a sealed workbook: its sheets written, inspected and read back."""
