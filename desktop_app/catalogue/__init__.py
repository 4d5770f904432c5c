"""Loads and checks the catalogues of forms, rules, indicators and code lists."""

from desktop_app.catalogue.loading import load
from desktop_app.catalogue.reading import CatalogueError

__all__ = ["CatalogueError", "load"]
