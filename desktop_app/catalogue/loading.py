"""Loads the catalogues once and hands them to everybody."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from desktop_app.catalogue.forms import read_forms
from desktop_app.catalogue.indicator_names import indicator_codes
from desktop_app.catalogue.indicators import read_indicators
from desktop_app.catalogue.lists import (
    CodeLists,
    read_parameter_heads,
    read_parameters,
    read_targets,
    read_version,
    read_words,
)
from desktop_app.catalogue.model import Catalogue
from desktop_app.catalogue.rules import Rules
from desktop_app.paths import resources


@cache
def load() -> Catalogue:
    """Return the catalogues that the program came with, read once.

    Code lists and rules are read, and checked, when they are first asked for.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    return read_catalogue(resources() / "catalogues")


def read_catalogue(folder: Path) -> Catalogue:
    """Return the catalogues of `folder`, read anew; see `load`."""
    indicators = read_indicators(folder / "indicators.toml")
    named = partial(indicator_codes, folder / "indicator_names.toml", indicators)
    codes = CodeLists(folder / "codes", {"indicator": named})
    forms = read_forms(folder / "forms", codes)
    return Catalogue(
        forms=forms,
        codes=codes,
        rules=Rules(folder / "rules", forms),
        indicators=indicators,
        targets=read_targets(folder / "targets.csv"),
        words=read_words(folder / "words.toml"),
        parameters=read_parameters(folder / "parameters.toml"),
        parameter_heads=read_parameter_heads(folder / "parameters.toml"),
        version=read_version(folder / "catalogue.toml"),
    )
