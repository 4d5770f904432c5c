"""The colours and sizes of the window, read from resources/themes/tokens.toml; no Qt here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop_app.paths import resources

MODES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A stated contrast: `text` on `ground`, as ratios by mode."""

    text: str
    ground: str
    ratios: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything that tokens.toml says.

    Attributes:
        colours: Hex colours by mode and name.
        series: Colours of chart series by mode, in order.
        families: Font families in order of preference.
        sizes: Lengths in logical pixels by name.
        type_sizes: Font sizes in pixels by name.
        density: What a row adds to the height of the font, by name.
        contrasts: Contrasts that are stated, for the test that computes them again.
    """

    colours: Mapping[str, Mapping[str, str]]
    series: Mapping[str, Sequence[str]]
    families: Sequence[str]
    sizes: Mapping[str, int]
    type_sizes: Mapping[str, int]
    density: Mapping[str, int]
    contrasts: Sequence[Contrast]


def themes_folder() -> Path:
    """Return the folder of tokens, style sheet and the drawings that the sheet needs."""
    return resources() / "themes"


@cache
def tokens() -> Tokens:
    """Return the tokens, read once."""
    with (themes_folder() / "tokens.toml").open("rb") as file:
        raw = tomllib.load(file)
    kinds = dict(raw["type"])
    families = kinds.pop("families")
    return Tokens(
        colours={mode: raw[mode] for mode in MODES},
        series=raw["series"],
        families=families,
        sizes=raw["size"],
        type_sizes=kinds,
        density=raw["density"],
        contrasts=[
            Contrast(entry["text"], entry["on"], dict(zip(MODES, entry["ratios"], strict=True)))
            for entry in raw["contrast"]
        ],
    )


def size(name: str) -> int:
    """Return a length in logical pixels."""
    return tokens().sizes[name]


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two hex colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
