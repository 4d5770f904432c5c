"""The page of one form, and what it is made of: grid, record, side panel, source."""
