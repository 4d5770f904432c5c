"""What brings cells of a row into the columns that they are read in, before any is read."""
