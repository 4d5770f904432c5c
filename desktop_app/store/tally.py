"""Counting what breaks the rules of periods, for imports so large that listing it has to wait.

The same queries as 全审 are asked, of the same records, but a finding is not written down: one with
its values costs more than finding it. 全审 lists them when somebody works on the period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form, Rule
from desktop_app.domain.findings import Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.rules import generated, sql
from desktop_app.store.findings import absent_firms, due_condition, fill_scope

Bound = Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class Kept:
    """Records of a standing form that break rules which are the same in every period.

    Attributes:
        table: Temporary table of the records.
        rules: The rules, in the order of their bits.
    """

    table: str
    rules: tuple[Rule, ...] = ()


def tally_dated(
    connection: Connection, catalogue: Catalogue, unit: str, period: str, form: str
) -> dict[str, int]:
    """Return how many findings 全审 would give of a form's records of a period, by severity.

    Nothing is written. The period has to be in the table of periods, as every one with a record
    or a report is.

    Args:
        connection: Of the database.
        catalogue: The forms and rules.
        unit: Whose records.
        period: The period.
        form: A periodic form.
    """
    bound = sql.bound_names(unit, period)
    return dict(+_counted(connection, catalogue, catalogue.form(form), bound))


def tally_standing(
    connection: Connection, catalogue: Catalogue, unit: str, periods: Sequence[str]
) -> Iterator[dict[str, int]]:
    """Yield for each period how many findings 全审 would give of standing records, by severity.

    What says the same in every period is asked once; else as `tally_dated`.
    """
    forms = [form for form in catalogue.reported if not form.periodic]
    kept = {form.code: _keep(connection, catalogue, form, unit, periods) for form in forms}
    try:
        for period in periods:
            bound = sql.bound_names(unit, period)
            fill_scope(connection, unit, period)
            absent = _one(connection, f"SELECT count(*) {absent_firms()}", bound)
            found = Counter({Severity.VERIFY.value: absent})
            for form in forms:
                found.update(_counted(connection, catalogue, form, bound, kept[form.code]))
            yield dict(+found)
    finally:
        for one in kept.values():
            connection.execute(f"DROP TABLE IF EXISTS temp.{one.table}")


def _keep(
    connection: Connection, catalogue: Catalogue, form: Form, unit: str, periods: Sequence[str]
) -> Kept:
    """Ask the rules of a form that are the same in all periods."""
    table = f"kept_{form.code}"
    asked = {
        rule.id: rule
        for period in periods
        for rule in sql.rules_of(catalogue, form.code, parse_period(period).year)
        if sql.is_timeless(catalogue, rule)
    }
    rules = tuple(asked.values())[: sql.MOST_SWEPT]
    if rules:
        query = sql.keeping_query(catalogue, rules, source=form.view, table=table)
        connection.execute(query, sql.bound_names(unit, periods[0]))
    return Kept(table, rules)


def _counted(
    connection: Connection, catalogue: Catalogue, form: Form, bound: Bound, kept: Kept = Kept("")
) -> Counter[str]:
    """Count what breaks the rules of a form, the checks of its fields, and texts that wait."""
    year, scope = int(bound["year"] or 0), due_condition(form)
    rules = sql.rules_of(catalogue, form.code, year)
    others = [rule for rule in rules if rule not in kept.rules]
    places = [place for place, rule in enumerate(kept.rules) if rule in rules]
    made = generated.tally_query(catalogue, form, year=year, table=form.code, scope=scope)
    texts = generated.raw_tally_query(form, table=form.code, scope=scope)
    must = _one(connection, made, bound) + _one(connection, texts, bound)
    found = Counter({Severity.MUST.value: must})
    if others:
        query = sql.tally_query(catalogue, others, source=form.view, scope=scope)
        found.update(_by_severity(connection, query, bound, list(Severity)))
    if places:
        query = sql.kept_tally_query(places, table=kept.table, scope=scope)
        asked = [kept.rules[place].severity for place in places]
        found.update(_by_severity(connection, query, bound, asked))
    return found


def _by_severity(
    connection: Connection, query: str, bound: Bound, severities: Sequence[Severity]
) -> Counter[str]:
    """Return the numbers of a row together, which are of these severities."""
    found: Counter[str] = Counter()
    row = connection.execute(query, bound).fetchone()
    for severity, count in zip(severities, row, strict=True):
        found[severity.value] += count
    return found


def _one(connection: Connection, query: str, bound: Bound) -> int:
    return int(connection.execute(query, bound).fetchone()[0])
