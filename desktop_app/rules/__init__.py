"""Turns rule entries into SQL text and findings into sentences."""
