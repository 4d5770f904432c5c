"""Columns and words that fit in every language."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFontMetrics

from desktop_app.catalogue.model import Field
from desktop_app.i18n import language, noted, unit_word
from desktop_app.ui import theme

SIGN_WIDTH = 18
ICON_WIDTH = 24
PADDING = 20
MARGIN = 16
"""What the first column of a table as wide as its page has more at its left."""


def width_of(
    words: Iterable[str],
    least: int = 0,
    *,
    sign: bool = False,
    icon: bool = False,
    first: bool = False,
) -> int:
    """Return the width of a column that shows any of some words whole.

    Args:
        words: What it may say, its heading among them.
        least: Smallest width.
        sign: Whether a shape stands before the words.
        icon: Whether an icon does.
        first: Whether it is the first column of a table as wide as its page.
    """
    metrics = QFontMetrics(theme.font(bold=True))
    longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
    mark = ICON_WIDTH if icon else SIGN_WIDTH if sign else 0
    return max(least, longest + PADDING + mark + (MARGIN if first else 0))


def field_word(field: Field) -> str:
    """Return what a field is called in a narrow place."""
    return (field.label_en or field.heading) if language() == "en" else field.heading


def field_with_unit(field: Field) -> str:
    """Return what a field is called, with its unit."""
    return noted(field_word(field), unit_word(field.unit) if field.unit else "")
