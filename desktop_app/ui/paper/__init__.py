"""Printed sheets and charts: black on white, shapes in place of colours, whole columns only."""
