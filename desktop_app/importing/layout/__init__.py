"""What stands where in a sheet: tables, headings, titles, forms, and rows that are no records."""
