"""The columns of a grid: state, name, fields, and last period beside the fields that ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QFontMetrics

from desktop_app.catalogue.model import Field
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, joined, label_of, language, noted, unit_word
from desktop_app.ui import theme
from desktop_app.ui.grid.source import Source
from desktop_app.ui.tokens import size

FROZEN = 2
"""The first columns, state and name, stay where they are."""

STATE_WIDTH = 48
NUMBER_WIDTHS = (76, 150)
MONEY_WIDTH = 92
TEXT_WIDTHS = {
    FieldType.USCC: 184,
    FieldType.PATENT_NO: 150,
    FieldType.CERT_NO: 148,
    FieldType.DATE: 114,
    FieldType.MONTH: 90,
    FieldType.YEAR: 72,
    FieldType.BOOL: 72,
    FieldType.PHONE: 138,
    FieldType.CODE: 140,
}
"""Room for a whole value beside the shape of a finding: just then one wants to read it."""


class Part(StrEnum):
    """What of a record a column shows."""

    STATE = "state"
    NAME = "name"
    NOW = "now"
    PREVIOUS = "previous"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid.

    Attributes:
        part: What it shows.
        title: First line of its heading.
        detail: Second line: line code and unit.
        group: Title over several columns, or "".
        width: Width to begin with.
        right: Numbers stand at the right.
        editable: Whether something can be typed.
        computed: Whether it is calculated.
        field: The field, or None for state and name.
        place: Index of the field in a row's values.
    """

    part: Part
    title: str
    detail: str = ""
    group: str = ""
    width: int = 100
    right: bool = False
    editable: bool = False
    computed: bool = False
    field: Field | None = None
    place: int = -1

    @property
    def spoken(self) -> str:
        """The heading as one line, for copying and screen readers."""
        if self.part is Part.STATE:
            return _("状态")
        if self.field is None:
            return self.title
        parts = [field_label(self.field)]
        if self.group:
            parts.append(self.title.removeprefix("Σ "))
        if self.field.unit and self.part is not Part.CHANGE:
            parts.append(unit_word(self.field.unit))
        return joined(part for part in parts if part)


def field_label(field: Field) -> str:
    """Return a field's label in the user's language."""
    return label_of(field)


def field_heading(field: Field) -> str:
    """Return the heading of a field's column in the user's language."""
    return field.label_en or field.label if language() == "en" else field.heading


def line_code(field: Field) -> str:
    """Return the official line code as people say it: 07 for L07."""
    return field.official.removeprefix("L")


def make_columns(source: Source) -> list[Column]:
    """Return the columns of a source."""
    columns = [
        Column(Part.STATE, "", width=STATE_WIDTH),
        Column(Part.NAME, source.name_label, width=size("name_min") + 16),
    ]
    for place, field in enumerate(source.fields):
        if field.code in source.compared:
            columns += _compared(field, place, computed=field.code in source.computed)
        else:
            columns.append(_single(field, place, computed=field.code in source.computed))
    return columns


def _single(field: Field, place: int, *, computed: bool) -> Column:
    title = field_heading(field)
    detail = "\u2002".join(part for part in (line_code(field), unit_word(field.unit)) if part)
    return Column(
        Part.NOW,
        f"Σ {title}" if computed else title,
        detail,
        width=_width(field, (title, detail)),
        right=field.is_number,
        editable=not computed,
        computed=computed,
        field=field,
        place=place,
    )


def _compared(field: Field, place: int, *, computed: bool) -> list[Column]:
    facts = joined(part for part in (line_code(field), unit_word(field.unit)) if part)
    heading = field_heading(field)
    group = noted(heading, facts)
    now = _("本期")
    titles = (f"Σ {now}" if computed else now, _("上期"), _("±%"))
    parts = (Part.NOW, Part.PREVIOUS, Part.CHANGE)
    widths = (_width(field, ("",)) + 16, _width(field, ("",)) + 2, 64)
    missing = _text_width((group,)) + 24 - sum(widths)
    first = max(0, missing)
    return [
        Column(
            part,
            title,
            group=group,
            width=width + (first if part is Part.NOW else 0),
            right=True,
            editable=part is Part.NOW and not computed,
            computed=part is Part.NOW and computed,
            field=field,
            place=place,
        )
        for part, title, width in zip(parts, titles, widths, strict=True)
    ]


def _width(field: Field, texts: Sequence[str]) -> int:
    heading = _text_width(texts) + 18
    if field.is_number:
        low, high = NUMBER_WIDTHS
        if field.type is FieldType.MONEY:
            low = MONEY_WIDTH
        return min(max(low, heading), high)
    wanted = field.width or TEXT_WIDTHS.get(field.type, 150)
    return max(wanted, min(heading, 200))


def _text_width(texts: Sequence[str]) -> int:
    metrics = QFontMetrics(theme.font())
    return max(metrics.horizontalAdvance(text) for text in texts)
