"""The checks that follow from a field's own entry: required, sign, whole amounts, code lists.

They read the form's table, not its view: a blank must be seen. One scan finds the records that
break any check of a kind; only these are then asked which fields it was, so that a form with
sixty fields costs one scan a kind and not sixty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.findings import Severity
from desktop_app.domain.values import FieldType
from desktop_app.rules.sql import record_condition

RAW = "RAW"
"""Id of the check for typed text that is no value."""

ABSENT = "RPT-007"
"""Id of the check for a due firm without any record in the period (the store makes it)."""

KINDS = {"required": "REQ", "sign": "NEG", "whole": "INT", "code": "LST"}
"""The checks made from a field's entry, with the first letters of their ids."""

FACTORS = {"元": ":yuan", "千元": ":qian", "万元": ":wan", "亿元": ":yi"}
"""Bound name of the 分 in each display unit of money."""

_SEVERITY = Severity.MUST.value


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One check of one field.

    Attributes:
        id: Rule id that the field's entry names for it, or "REQ-firm-address".
        kind: One of `KINDS`.
        form: Code of the form.
        field: The field.
        standing: Whether the form's records stand for all periods: their codes may also be
            those of a later year.
    """

    id: str
    kind: str
    form: str
    field: Field
    standing: bool = False

    @property
    def breach(self) -> str:
        """SQL that is true where the field of `r` breaks the check."""
        column = f"r.{self.field.code}"
        if self.kind == "required":
            return f"{column} IS NULL"
        if self.kind == "sign":
            return f"{column} < 0"
        if self.kind == "whole":
            return f"{column} % {FACTORS[self.field.unit]} <> 0"
        years = ":year <= c.until" if self.standing else ":year BETWEEN c.since AND c.until"
        # These lists are short; SQLite gathers them once a query, not once a record.
        return (
            f"({column} IS NOT NULL AND {column} NOT IN (SELECT c.code FROM code c "
            f"WHERE c.list = '{self.field.codes}' AND {years}))"
        )


def field_checks(catalogue: Catalogue, form: Form) -> list[FieldCheck]:
    """Return the checks made from a form's field entries.

    A check whose id is a rule of the catalogue is left to that rule.
    """
    return [
        check
        for field in form.fields
        for kind in _kinds(field)
        if (check := _check(form, field, kind)).id not in catalogue.rules.of(form.code)
    ]


def _check(form: Form, field: Field, kind: str) -> FieldCheck:
    own = f"{KINDS[kind]}-{form.code}-{field.code}"
    return FieldCheck(
        field.rules.get(kind, own), kind, form.code, field, standing=not form.periodic
    )


def _kinds(field: Field) -> Iterator[str]:
    if field.derived:
        return
    if field.required:
        yield "required"
    if field.is_number and not field.signed:
        yield "sign"
    if field.whole and field.type is FieldType.MONEY and field.unit in FACTORS:
        yield "whole"
    if field.codes:
        yield "code"


def field_queries(
    catalogue: Catalogue, form: Form, *, year: int, table: str, scope: str = ""
) -> list[str]:
    """Return the SELECTs for all checks made from a form's entries that are asked in `year`.

    Args:
        catalogue: The catalogue that `form` stands in.
        form: The form checked.
        year: Fields that the form of this year does not have are not asked.
        table: The form's table, or a temporary table with the same columns.
        scope: Further SQL condition over `r`, or "".
    """
    by_id = _asked(catalogue, form, year)
    shared = sorted(name for name, checks in by_id.items() if len(checks) > 1)
    asked = [check for name, checks in by_id.items() if name not in shared for check in checks]
    queries = [_shared_query(form, by_id[name], table, scope) for name in shared]
    for kind in KINDS:
        alone = [check for check in asked if check.kind == kind]
        if alone:
            queries.append(_kind_query(form, alone, table, scope))
    return queries


def tally_query(catalogue: Catalogue, form: Form, *, year: int, table: str, scope: str = "") -> str:
    """Return the SELECT of how many rows `field_queries`, with the same arguments, give in all.

    One scan asks everything of a record, and nothing is made of what it breaks.
    """
    asked = _asked(catalogue, form, year).values()
    broken = " + ".join(f"iif({_any(checks)}, 1, 0)" for checks in asked)
    return (
        f"SELECT coalesce(sum({broken or 0}), 0) FROM {table} AS r "
        f"WHERE {record_condition(form, scope)}"
    )


def _asked(catalogue: Catalogue, form: Form, year: int) -> dict[str, list[FieldCheck]]:
    """Return the checks of a form that are asked in a year, by id."""
    by_id: dict[str, list[FieldCheck]] = {}
    for check in field_checks(catalogue, form):
        if check.field.since <= year <= check.field.until:
            by_id.setdefault(check.id, []).append(check)
    return by_id


def _kind_query(form: Form, checks: list[FieldCheck], table: str, scope: str) -> str:
    """Return one row for each record and broken check; the checks have ids of their own."""
    columns = ", ".join(dict.fromkeys(f"r.{check.field.code}" for check in checks))
    each = " UNION ALL ".join(
        f"SELECT r.uid AS uid, json_array(r.{name}) AS evidence, json_object('{name}', r.{name}) "
        f"AS shown, '{check.id}' AS rule, '{_SEVERITY}' AS severity, "
        f"json_array('{name}') AS fields FROM hit AS r WHERE {check.breach}"
        for check in checks
        for name in [check.field.code]
    )
    return (
        f"WITH hit AS MATERIALIZED (SELECT r.uid, {columns} FROM {table} AS r "
        f"WHERE {record_condition(form, scope)} AND ({_any(checks)})) {each}"
    )


def _shared_query(form: Form, checks: list[FieldCheck], table: str, scope: str) -> str:
    """Return one row for each record that breaks any of the checks, which share one id."""
    by_field: dict[str, list[FieldCheck]] = {}
    for check in checks:
        by_field.setdefault(check.field.code, []).append(check)
    names = " || ".join(
        f"iif({_any(group)}, ',\"{name}\"', '')" for name, group in by_field.items()
    )
    values = " || ".join(
        f"iif({_any(group)}, ',' || json_quote(r.{name}), '')" for name, group in by_field.items()
    )
    return (
        f"SELECT r.uid AS uid, '[' || substr({values}, 2) || ']' AS evidence, "
        f"json_object() AS shown, '{checks[0].id}' AS rule, '{_SEVERITY}' AS severity, "
        f"'[' || substr({names}, 2) || ']' AS fields FROM {table} AS r "
        f"WHERE {record_condition(form, scope)} AND ({_any(checks)})"
    )


def _any(checks: list[FieldCheck]) -> str:
    return " OR ".join(check.breach for check in checks)


def raw_tally_query(form: Form, *, table: str, scope: str = "") -> str:
    """Return the SELECT of how many rows `raw_query`, with the same arguments, gives."""
    return f"SELECT count(DISTINCT r.uid) {_raw_source(form, table, scope)}"


def _raw_source(form: Form, table: str, scope: str) -> str:
    return (
        f"FROM raw_text AS t JOIN {table} AS r ON r.unit = t.unit AND r.uid = t.record "
        f"WHERE t.unit = :unit AND t.form = '{form.code}' AND {record_condition(form, scope)}"
    )


def raw_query(form: Form, *, table: str, scope: str = "") -> str:
    """Return the SELECT for the typed texts of a form's records that are no values.

    A record gives one row; `shown` keeps field, text and reason of each as JSON.
    """
    return (
        "SELECT r.uid AS uid, json_group_array(json_array(t.field, t.text)) AS evidence, "
        # Joined with '' it is a text, as every value shown is, and no array within the object.
        "json_object('texts', json_group_array(json_array(t.field, t.text, t.reason)) || '') "
        "AS shown, "
        f"'{RAW}' AS rule, '{_SEVERITY}' AS severity, json_group_array(t.field) AS fields "
        f"{_raw_source(form, table, scope)} GROUP BY r.uid"
    )
