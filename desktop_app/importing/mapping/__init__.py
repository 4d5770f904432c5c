"""Which field, period and unit each column of a table is."""
