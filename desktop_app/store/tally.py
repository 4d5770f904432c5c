"""Counting what breaks the rules of a period, for imports so large that listing it has to wait.

The same queries as 全审 are asked, of the same records, but a finding is not written down: one with
its values costs more than finding it. 全审 lists them when somebody works on the period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Stored
from desktop_app.rules import generated
from desktop_app.rules.sql import rules_of, tally_query
from desktop_app.store.findings import absent_firms, bound_names, due_condition, fill_scope


def tally_period(
    connection: Connection, catalogue: Catalogue, unit: str, period: str, *, standing: bool
) -> dict[str, int]:
    """Return how many findings 全审 would give, by severity; nothing is written.

    The period has to be in the table of periods, as every one with a record or a report is.

    Args:
        connection: Of the database.
        catalogue: The forms and rules.
        unit: Whose records.
        period: The period.
        standing: Whether to look at the standing records, or at those of the period alone.
    """
    bound = bound_names(unit, period)
    found: Counter[str] = Counter()
    if standing:
        fill_scope(connection, unit, period)
        found[Severity.VERIFY.value] += _one(connection, f"SELECT count(*) {absent_firms()}", bound)
    for form in catalogue.reported:
        if form.periodic != standing:
            for severity, count in _tally_form(connection, catalogue, form, bound):
                found[severity] += count
    return {severity: count for severity, count in found.items() if count}


def _tally_form(
    connection: Connection, catalogue: Catalogue, form: Form, bound: Mapping[str, Stored]
) -> Iterator[tuple[str, int]]:
    year, scope = int(bound["year"] or 0), due_condition(form)
    rules = rules_of(catalogue, form.code, year)
    if rules:
        query = tally_query(catalogue, rules, source=form.view, scope=scope)
        counts = connection.execute(query, bound).fetchone()
        yield from zip((rule.severity.value for rule in rules), counts, strict=True)
    made = generated.tally_query(catalogue, form, year=year, table=form.code, scope=scope)
    yield Severity.MUST.value, _one(connection, made, bound)
    texts = generated.raw_tally_query(form, table=form.code, scope=scope)
    yield Severity.MUST.value, _one(connection, texts, bound)


def _one(connection: Connection, query: str, bound: Mapping[str, Stored]) -> int:
    return int(connection.execute(query, bound).fetchone()[0])
