"""The lines of a form: sections, and fields with their indent under what they are part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Field, Form
from desktop_app.i18n import _, language
from desktop_app.ui.grid.columns import Column, Part, field_label, line_code
from desktop_app.ui.grid.source import Source

INDENT = 13
"""One full-width space."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: a section (no field), or a field.

    Attributes:
        text: Heading of the section, or label of the field.
        indent: Pixels that the label is moved in.
        code: Official line code.
        now: Column of the figure; `before` and `change` those of last period.
    """

    text: str
    indent: int = 0
    code: str = ""
    now: Column | None = None
    before: Column | None = None
    change: Column | None = None

    @property
    def field(self) -> Field | None:
        """The field, or None for a section."""
        return self.now.field if self.now else None


def form_lines(form: Form, source: Source) -> list[FormLine]:
    """Return the lines of a form in order, a section before the fields of its group."""
    lines: list[FormLine] = []
    group = ""
    parts: set[str] = set()
    for place, field in enumerate(source.fields):
        if field.group and field.group != group:
            group = field.group
            lines.append(FormLine(group_label(form, group)))
        lines.append(_line(field, place, source, parts))
    return lines


def group_label(form: Form, group: str) -> str:
    """Return the heading of a section in the user's language."""
    return form.groups.get(group, group) if language() == "en" else group


def _line(field: Field, place: int, source: Source, parts: set[str]) -> FormLine:
    """Return the line of a field; the first part of a figure says so in words."""
    label = field_label(field)
    depth = _depth(field, source.fields)
    if depth and field.part_of not in source.computed:
        if field.part_of in parts:
            depth += 1
        else:
            label = _("其中：{label}").format(label=label)
    if field.part_of:
        parts.add(field.part_of)
    computed = field.code in source.computed

    def column(part: Part) -> Column:
        now = part is Part.NOW
        return Column(
            part,
            field.heading,
            right=field.is_number,
            editable=now and not computed,
            computed=now and computed,
            field=field,
            place=place,
        )

    return FormLine(
        label,
        depth * INDENT,
        line_code(field),
        column(Part.NOW),
        column(Part.PREVIOUS),
        column(Part.CHANGE),
    )


def _depth(field: Field, fields: Sequence[Field]) -> int:
    by_code = {one.code: one for one in fields}
    depth = 0
    seen = {field.code}
    while field.part_of in by_code and field.part_of not in seen:
        seen.add(field.part_of)
        field = by_code[field.part_of]
        depth += 1
    return depth
