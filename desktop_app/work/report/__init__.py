"""The report of a period: signed off, packed and sent, and what the city answered to it."""
