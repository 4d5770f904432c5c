"""Checks the entries of forms and fields, by themselves and against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desktop_app.catalogue.model import Field, Form
from desktop_app.catalogue.reading import SAFE_NAME, CatalogueError, Place
from desktop_app.domain.values import FieldType

BLANKS = ("zero", "unknown")
CHECKS = ("required", "whole", "sign", "code")
DERIVATIONS = ("name_key", "initials")
KINDS = ("reported", "system")
MONEY_UNITS = ("元", "千元", "万元", "亿元")
OWN_COLUMNS = frozenset({"unit", "uid", "period", "version", "rowid", "oid"})

_KEYWORDS = """
abort action add after all alter always analyze and as asc attach autoincrement before begin
between by cascade case cast check collate column commit conflict constraint create cross
current current_date current_time current_timestamp database default deferrable deferred delete
desc detach distinct do drop each else end escape except exclude exclusive exists explain fail
filter first following for foreign from full generated glob group groups having if ignore
immediate in index indexed initially inner insert instead intersect into is isnull join key last
left like limit match materialized natural no not nothing notnull null nulls of offset on or
order others outer over partition plan pragma preceding primary query raise range recursive
references regexp reindex release rename replace restrict returning right rollback row rows
savepoint select set table temp temporary then ties to transaction trigger unbounded union
unique update user using vacuum values view virtual when where window with without
"""
SQL_WORDS = frozenset(_KEYWORDS.split())
RULE_NAMES = frozenset({"r", "previous", "code", "word", "parameter", "period"})


def _safe(place: Place, key: str, name: str, reserved: Collection[str]) -> None:
    if not SAFE_NAME.match(name):
        raise place.error(key, f"{name!r} is no plain lower-case name")
    if name in SQL_WORDS or name in reserved:
        raise place.error(key, f"{name!r} is a reserved name")


def check_form(place: Place, form: Form, code_lists: Collection[str]) -> None:
    """Check a form, its fields and their headings by themselves.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    _check_head(place, form)
    for field in form.fields:
        _check_field(place.at(f"fields.{field.code}"), form, field, code_lists)
    _check_headings(place, form)


def _check_head(place: Place, form: Form) -> None:
    _safe(place, "code", form.code, RULE_NAMES | OWN_COLUMNS)
    if form.kind not in KINDS:
        raise place.error("kind", f"{form.kind!r} is none of {KINDS}")
    if form.aside and (form.kind != "system" or form.periodic):
        raise place.error("aside", "only a system form without periods can stand aside")
    if form.periodic and not form.key and not form.parent:
        raise place.error("key", "a periodic form needs a key or a parent")
    known = {"period", *form.columns} if form.periodic else set(form.columns)
    for name in ("key", "indexes", "identity"):
        for columns in _columns_of(form, name):
            for column in columns:
                if column not in known:
                    raise place.error(name, f"no column {column!r}")
    if form.name_field and form.name_field not in form.by_code:
        raise place.error("name_field", f"no field {form.name_field!r}")
    if form.parent_values and not form.parent:
        raise place.error("parent_values", "the form has no parent")


def _columns_of(form: Form, name: str) -> Iterable[tuple[str, ...]]:
    if name == "key":
        return (form.key,)
    if name == "indexes":
        return form.indexes
    return tuple(tuple(way.split("+")) for way in form.identity)


def _check_field(place: Place, form: Form, field: Field, code_lists: Collection[str]) -> None:
    _safe(place, "", field.code, OWN_COLUMNS | {form.parent})
    for key, value, allowed in (
        ("blank", field.blank, BLANKS),
        ("derived", field.derived, ("", *DERIVATIONS)),
        ("group", field.group, ("", *form.groups)),
        ("year_in", field.year_in, ("", *_years(form))),
        ("part_of", field.part_of, ("", *form.by_code)),
        ("begin", field.begin, ("", *form.by_code) if field.last else ("",)),
    ):
        if value not in allowed:
            raise place.error(key, f"{value!r} is none of {tuple(allowed)}")
    if field.derived and not form.name_field:
        raise place.error("derived", "the form has no name_field to derive it from")
    for check in field.rules:
        if check not in CHECKS:
            raise place.error("rules", f"{check!r} is none of {CHECKS}")
    if field.part_of == field.code:
        raise place.error("part_of", "a field is no part of itself")
    if field.since > field.until:
        raise place.error("since", "later than until")
    _check_type(place, field, code_lists)


def _years(form: Form) -> Iterable[str]:
    return (field.code for field in form.fields if field.type is FieldType.YEAR)


def _check_type(place: Place, field: Field, code_lists: Collection[str]) -> None:
    kind = field.type
    if (kind is FieldType.CODE) != bool(field.codes):
        raise place.error("codes", "belongs to fields of type code, and only to them")
    if field.codes and field.codes not in code_lists:
        raise place.error("codes", f"no code list {field.codes!r}")
    if (kind is FieldType.DECIMAL) != bool(field.scale):
        raise place.error("scale", "belongs to fields of type decimal, and only to them")
    if kind is FieldType.MONEY and field.unit not in MONEY_UNITS:
        raise place.error("unit", f"{field.unit!r} is none of {MONEY_UNITS}")
    if field.whole and kind is not FieldType.MONEY:
        raise place.error("whole", "only amounts of money can be asked to be whole")
    if field.signed and not field.is_number:
        raise place.error("signed", "only numbers have a sign")


def _check_headings(place: Place, form: Form) -> None:
    seen: dict[str, str] = {}
    for field in form.fields:
        for heading in {field.label, *field.aliases, *field.nearly}:
            other = seen.setdefault(heading, field.code)
            if other != field.code:
                where = place.at(f"fields.{field.code}")
                raise where.error("aliases", f"{heading!r} already leads to {other}")
    officials = [field.official for field in form.fields if field.official]
    for official in officials:
        if officials.count(official) > 1:
            raise place.error("official", f"{official} stands twice")


def check_together(forms: list[Form]) -> None:
    """Check that parents are there and no two forms stand in one place.

    Raises:
        CatalogueError: A parent is missing or two forms have one order.
    """
    by_code = {form.code: form for form in forms}
    for form in forms:
        file = f"{form.code}.toml"
        parent = by_code.get(form.parent)
        if form.parent and (parent is None or parent.periodic):
            raise CatalogueError(file, "", "parent", f"no standing form {form.parent!r}")
        for name in form.parent_values:
            if parent is None or name not in parent.by_code:
                raise CatalogueError(file, "", "parent_values", f"no field {name!r} of the parent")
    orders = [form.order for form in forms]
    for form in forms:
        if orders.count(form.order) > 1:
            raise CatalogueError(f"{form.code}.toml", "", "order", f"{form.order} stands twice")
