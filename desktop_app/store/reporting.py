"""The records that belong to the report of a period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.store.findings import fill_scope

_BOUND = re.compile(":(unit|period|year|last_day)")

CUT_OFF = {
    "hte_cert": ("issue_date", "last_day"),
    "patent": ("app_date", "last_day"),
    "tech_sme": ("year", "year"),
}
"""Certificates, filings and patents go up to the last day; other standing records all go.

By form: the field, and the name of what it may reach up to.
"""


def report_rows(
    connection: Connection,
    catalogue: Catalogue,
    form: Form,
    columns: Sequence[str],
    *,
    unit: str,
    period: str,
) -> Iterator[tuple[Stored, ...]]:
    """Yield the rows of a form that go into the report, in the order in which people read them.

    The caller has filled `temp.scope` with the due firms.
    """
    names = ", ".join(f"r.{column}" for column in columns)
    owner, order = _place(catalogue, form)
    yield from connection.execute(
        f"SELECT {names} FROM {form.code} r {owner} WHERE r.unit = :unit "
        f"AND {belongs(catalogue, form)} ORDER BY {order}",
        bounds(unit, period),
    )


@contextmanager
def reported_alone(
    connection: Connection, catalogue: Catalogue, unit: str, period: str
) -> Iterator[None]:
    """Let the views show only standing records of the report; periodic ones stay, of all periods.

    So what is added up for a package is made of what travels in it.
    """
    fill_scope(connection, unit, period)
    forms = [form for form in catalogue.reported if not form.periodic]
    bound = {name: f"'{value}'" for name, value in bounds(unit, period).items()}
    bound["year"] = bound["year"].strip("'")
    try:
        for form in forms:
            which = _BOUND.sub(lambda name: bound[name[1]], belongs(catalogue, form))
            connection.execute(
                f"CREATE TEMP VIEW {form.view} AS SELECT v.* FROM main.{form.view} v "
                f"JOIN main.{form.code} r ON r.unit = v.unit AND r.uid = v.uid WHERE {which}"
            )
        yield
    finally:
        for form in forms:
            connection.execute(f"DROP VIEW IF EXISTS temp.{form.view}")


def bounds(unit: str, period: str) -> dict[str, Stored]:
    """Return what the conditions of a report bind."""
    cut = parse_period(period)
    return {"unit": unit, "period": cut.code, "year": cut.year, "last_day": cut.last_day}


def belongs(catalogue: Catalogue, form: Form) -> str:
    """Return the condition that the record `r` belongs to the report; it binds `bounds`."""
    if form.periodic:
        return "r.period = :period"
    cut_off = "1"
    if form.code in CUT_OFF:
        field, bound = CUT_OFF[form.code]
        cut_off = f"(r.{field} IS NULL OR r.{field} <= :{bound})"
    if form.code == "firm":
        return "r.uid IN (SELECT uid FROM temp.scope)"
    if not form.parent:
        return cut_off
    parent = catalogue.form(form.parent)
    inner = belongs(catalogue, parent).replace("r.", "p.")
    below = (
        f"EXISTS (SELECT 1 FROM {parent.code} p WHERE p.unit = r.unit "
        f"AND p.uid = r.{parent.code} AND {inner})"
    )
    free = "" if form.parent_required else f"r.{parent.code} IS NULL OR "
    return f"({free}{below}) AND {cut_off}"


def _place(catalogue: Catalogue, form: Form) -> tuple[str, str]:
    """Return the join and the order that put records below their firm, in order of entry."""
    if not form.parent:
        return "", "r.rowid"
    parent = catalogue.form(form.parent)
    join = f"LEFT JOIN {parent.code} o ON o.unit = r.unit AND o.uid = r.{parent.code}"
    return join, "o.rowid IS NULL, o.rowid, r.rowid"
