"""Turns foreign sheets into a change plan."""
