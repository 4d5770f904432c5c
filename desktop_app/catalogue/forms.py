"""Reads forms/*.toml: what each form and field is, checked entry by entry."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from desktop_app.catalogue.form_checks import check_form, check_together
from desktop_app.catalogue.model import Field, Form
from desktop_app.catalogue.reading import (
    COLUMNS,
    FLAG,
    TEXT,
    TEXTS,
    WHOLE,
    WORDS,
    Place,
    Table,
    read_toml,
    take,
)
from desktop_app.domain.values import FieldType

_FIELD_KEYS = {
    "label": TEXT,
    "label_en": TEXT,
    "short": TEXT,
    "type": TEXT,
    "unit": TEXT,
    "scale": WHOLE,
    "codes": TEXT,
    "blank": TEXT,
    "required": FLAG,
    "signed": FLAG,
    "whole": FLAG,
    "official": TEXT,
    "last": FLAG,
    "begin": TEXT,
    "year_in": TEXT,
    "part_of": TEXT,
    "group": TEXT,
    "aliases": TEXTS,
    "nearly": TEXTS,
    "since": WHOLE,
    "until": WHOLE,
    "help": TEXT,
    "help_en": TEXT,
    "derived": TEXT,
    "rules": WORDS,
    "private": FLAG,
    "width": WHOLE,
}
_FORM_KEYS = {
    "code": TEXT,
    "label": TEXT,
    "label_en": TEXT,
    "short": TEXT,
    "short_en": TEXT,
    "kind": TEXT,
    "aside": FLAG,
    "periodic": FLAG,
    "parent": TEXT,
    "parent_required": FLAG,
    "parent_values": WORDS,
    "key": TEXTS,
    "identity": TEXTS,
    "name_field": TEXT,
    "official": TEXT,
    "order": WHOLE,
    "indexes": COLUMNS,
    "aliases": TEXTS,
    "help": TEXT,
    "help_en": TEXT,
    "made_by": TEXT,
    "document": TEXT,
    "valid_until": TEXT,
    "groups": WORDS,
    "blank": TEXT,
    "rules": WORDS,
}
_FORM_NEEDS = ("code", "label", "label_en", "short", "short_en", "kind", "order")


def read_forms(folder: Path, code_lists: Collection[str]) -> tuple[Form, ...]:
    """Return the forms of `folder` in order, checked by themselves and against each other.

    Args:
        folder: Folder of the TOML files.
        code_lists: Names of the code lists that fields may take their values from.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    forms = [read_form(path, code_lists) for path in sorted(folder.glob("*.toml"))]
    forms.sort(key=lambda form: form.order)
    check_together(forms)
    return tuple(forms)


def read_form(path: Path, code_lists: Collection[str]) -> Form:
    """Return the form that a TOML file defines; see `read_forms`."""
    place = Place(path.name)
    head = read_toml(path)
    entries = head.pop("fields", {})
    head = take(place, head, _FORM_KEYS, _FORM_NEEDS)
    if head["code"] != path.stem:
        raise place.error("code", "differs from the name of the file")
    blank, rules = head.pop("blank", "unknown"), head.pop("rules", {})
    if not isinstance(entries, dict) or not entries:
        raise place.error("fields", "missing")
    fields = tuple(
        _read_field(place.at(f"fields.{code}"), code, entry, blank, rules)
        for code, entry in entries.items()
    )
    form = Form(fields=fields, **head)
    check_form(place, form, code_lists)
    return form


def _read_field(place: Place, code: str, entry: Table, blank: str, rules: Table) -> Field:
    values = take(place, entry, _FIELD_KEYS, ("label", "label_en", "type"))
    try:
        kind = FieldType(values.pop("type"))
    except ValueError as why:
        raise place.error("type", str(why)) from why
    number = kind in {FieldType.MONEY, FieldType.COUNT, FieldType.DECIMAL}
    values.setdefault("blank", blank if number else "unknown")
    values["rules"] = {**(rules if number else {}), **values.get("rules", {})}
    return Field(code=code, type=kind, **values)
