"""上报: its page, cards, and what the city answered."""
