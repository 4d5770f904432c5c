"""One function for each thing that a person does."""
