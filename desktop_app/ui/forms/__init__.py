"""Form editors made from the catalogue: official sheets as tables, standing forms as fields."""
