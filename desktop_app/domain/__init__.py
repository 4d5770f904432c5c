"""Plain values and pure functions; needs no library."""
