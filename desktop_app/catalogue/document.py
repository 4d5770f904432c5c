"""Writes docs/fields.md, the reference of forms and fields, from the catalogues.

`python -m desktop_app.catalogue.document` writes it anew; a test holds it current.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.catalogue.loading import load
from desktop_app.catalogue.model import LAST_YEAR, Catalogue, CodeList, Field, Form

PATH = Path(__file__).parents[2] / "docs" / "fields.md"
LONGEST_LIST = 60
"""Longer code lists are named, not printed."""

_HEAD = """# Forms and fields

This page is made from `resources/catalogues/` by `python -m desktop_app.catalogue.document`.
Do not edit it: change the catalogue and make it again.

Every table has `unit` and `uid` in front, then the parent's uid (a column named like the parent
form), `period` where the form is periodic, the fields below, and `version`. Amounts are stored
in 分, decimals times a power of ten, dates as ISO text. A blank of a field marked "blank = 0"
counts as 0 in rules and sums; it stays a blank in the data. Headings are what the importer takes
for the field, besides its label and official code.
"""


def fields_reference(catalogue: Catalogue) -> str:
    """Return the text of docs/fields.md."""
    parts = [_HEAD, "\n".join(_contents(catalogue))]
    parts += ["\n".join(_form(form)) for form in catalogue.forms]
    parts.append("# Code lists\n")
    parts += ["\n".join(_code_list(codes)) for codes in catalogue.codes.values()]
    return "\n".join(parts)


def _contents(catalogue: Catalogue) -> Iterator[str]:
    yield "| form | table | official | fields | kind |"
    yield "| --- | --- | --- | ---: | --- |"
    for form in catalogue.forms:
        kind = "system" if form.kind == "system" else "periodic" if form.periodic else "standing"
        owner = f", of {form.parent}" if form.parent else ""
        yield (
            f"| [{form.short}](#{form.code}) {form.label_en} | `{form.code}` | {form.official} "
            f"| {len(form.fields)} | {kind}{owner} |"
        )
    yield ""


def _form(form: Form) -> Iterator[str]:
    yield f'<a id="{form.code}"></a>\n\n## {form.label} `{form.code}`\n'
    yield f"{form.label_en}. {form.help_en}".rstrip() + "\n"
    facts = {
        "official form": form.official,
        "parent": form.parent + ("" if form.parent_required or not form.parent else " (optional)"),
        "key": ", ".join(form.key),
        "recognised by": ", then ".join(form.identity),
    }
    said = [f"{name}: {value}" for name, value in facts.items() if value]
    if said:
        yield "; ".join(said) + "\n"
    yield "| column | label | English | type | official | asked | headings |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    group = ""
    for field in form.fields:
        if field.group != group:
            group = field.group
            yield f"| | **{group}** | *{form.groups[group]}* | | | | |"
        yield _field(field)
    yield ""


def _field(field: Field) -> str:
    indent = "　" if field.part_of else ""
    cells = (
        f"`{field.code}`",
        indent + field.label,
        field.label_en,
        _type(field),
        field.official,
        _asked(field),
        "、".join((*field.aliases, *(f"{name}（存疑）" for name in field.nearly))),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _type(field: Field) -> str:
    parts: list[str] = [field.type.value]
    if field.codes:
        parts.append(f"[{field.codes}](#list-{field.codes})")
    if field.scale:
        parts.append(f".{field.scale}")
    if field.unit:
        parts.append(field.unit)
    return " ".join(parts)


def _asked(field: Field) -> str:
    said = {
        "required": field.required,
        "whole": field.whole,
        "may be negative": field.signed,
        "blank = 0": field.blank == "zero",
        f"part of {field.part_of}": bool(field.part_of),
        f"from {field.since}": field.since > 0,
        f"to {field.until}": field.until < LAST_YEAR,
        f"computed: {field.derived}": bool(field.derived),
        "personal": field.private,
    }
    return ", ".join(text for text, holds in said.items() if holds)


def _code_list(codes: CodeList) -> Iterator[str]:
    yield f'<a id="list-{codes.name}"></a>\n\n## `{codes.name}`\n'
    if len(codes.entries) > LONGEST_LIST:
        yield f"{len(codes.entries)} entries, see `codes/{codes.name}.csv`.\n"
        return
    yield "| code | label | English | years |"
    yield "| --- | --- | --- | --- |"
    for entry in codes.entries:
        since = str(entry.since) if entry.since else ""
        until = str(entry.until) if entry.until < LAST_YEAR else ""
        years = f"{since}–{until}" if since or until else ""
        yield f"| {entry.code} | {entry.label} | {entry.label_en} | {years} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(fields_reference(load()), encoding="utf-8")
