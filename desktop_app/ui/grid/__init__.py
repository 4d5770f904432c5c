"""Tables: the entry grid, searchable lists, static tables; one delegate paints all their cells."""
