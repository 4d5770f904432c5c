"""The SQL that finds the records for which a rule does not hold.

Only text is made here; `store` runs it. One text serves the whole period (`source` is the form's
view) and the record being typed (`source` is a temporary view of one row). Every query gives the
columns of `COLUMNS`. The caller binds `bound_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.catalogue.model import Catalogue, Form, Rule
from desktop_app.domain.findings import Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored

COLUMNS = ("uid", "evidence", "shown", "rule", "severity", "fields")
"""What every query gives: `evidence` and `fields` are JSON arrays, `shown` is a JSON object."""

UNITS = {"yuan": 100, "qian": 100_000, "wan": 1_000_000, "yi": 10_000_000_000}
"""分 per unit of money, as bound by `:yuan :qian :wan :yi`."""

SCALES = {"d1": 10, "d2": 100}
"""What decimals of one and two places are multiplied with, as bound by `:d1 :d2`."""

PREVIOUS = "previous"

MOST_SWEPT = 62
"""Rules that one sweep can hold: a bit each of a whole number."""

_NAMED = re.compile(r"\{(\w+)\}")
_DATED = re.compile(r":(?:period|year|first_day|last_day)\b")
_COLUMN = re.compile(r"\b([a-z_]+)\.([a-z_0-9]+)\b")


def bound_names(unit: str, period: str) -> dict[str, Stored]:
    """Return what every query of a rule or an indicator binds."""
    cut = parse_period(period)
    return {
        "unit": unit,
        "period": cut.code,
        "year": cut.year,
        "first_day": cut.first_day,
        "last_day": cut.last_day,
        **UNITS,
        **SCALES,
    }


def rules_of(catalogue: Catalogue, form: str, year: int) -> list[Rule]:
    """Return the rules that are asked of the records of a form in a year, in catalogue order."""
    return [rule for rule in catalogue.rules.of(form).values() if rule.since <= year <= rule.until]


def breach_query(catalogue: Catalogue, rule: Rule, *, source: str, scope: str = "") -> str:
    """Return the SELECT that gives the records of `source` for which `rule` does not hold.

    Args:
        catalogue: The catalogue that `rule` stands in.
        rule: The rule asked.
        source: View of the rule's form, or a temporary view with the same columns.
        scope: Further SQL condition over `r`, or "" for all records of the unit (and period).
    """
    form = catalogue.form(rule.form)
    return (
        f"SELECT {_result(form, rule)} FROM {source} AS r{_joins(catalogue, form, rule.uses)} "
        f"WHERE {record_condition(form, scope)} AND {_broken(rule)}"
    )


def sweep_query(
    catalogue: Catalogue, rules: Sequence[Rule], *, source: str, scope: str = ""
) -> str:
    """Return the SELECT that gives the same rows as `breach_query` of all `rules` together.

    One scan finds the records that break any of them, with a bit for each rule; only these are
    looked up again, rule by rule, for what the findings say.

    Args:
        catalogue: The catalogue that the rules stand in.
        rules: Rules of one form, `MOST_SWEPT` at most.
        source: View of that form, or a temporary view with the same columns.
        scope: Further SQL condition over `r`, or "".

    Raises:
        ValueError: There are no rules, or more than have a bit.
    """
    swept = _swept(catalogue, rules, source, scope)
    form = catalogue.form(rules[0].form)
    each = " UNION ALL ".join(
        f"SELECT {_result(form, rule)} FROM broken AS b CROSS JOIN {source} AS r "
        f"ON r.unit = :unit AND r.uid = b.uid{_joins(catalogue, form, rule.uses)} "
        f"WHERE b.bits & {1 << at}"
        for at, rule in enumerate(rules)
    )
    return f"{swept} {each}"


def tally_query(
    catalogue: Catalogue, rules: Sequence[Rule], *, source: str, scope: str = ""
) -> str:
    """Return the SELECT of how many rows `sweep_query` would give, by severity.

    It gives one row with a number for each `Severity`. Nothing is kept of a record, so that it
    takes less than the first half of `sweep_query`; its arguments are the same.
    """
    form = catalogue.form(rules[0].form)
    uses = dict.fromkeys(name for rule in rules for name in rule.uses)
    sums = ", ".join(
        f"coalesce(sum({' + '.join(broken) or 0}), 0)"
        for severity in Severity
        for broken in [[_broken(rule) for rule in rules if rule.severity is severity]]
    )
    return (
        f"SELECT {sums} FROM {source} AS r{_joins(catalogue, form, uses)} "
        f"WHERE {record_condition(form, scope)}"
    )


def is_timeless(catalogue: Catalogue, rule: Rule) -> bool:
    """Whether a rule of standing records says the same of a record in every period."""
    parent = catalogue.form(rule.form).parent
    said = _DATED.search(f"{rule.needs} {rule.holds}")
    return said is None and all(name == parent for name in rule.uses)


def keeping_query(catalogue: Catalogue, rules: Sequence[Rule], *, source: str, table: str) -> str:
    """Return the CREATE of a temporary table of the records that break any of `rules`.

    It is for `kept_tally_query`; the rules are timeless ones, of a standing form.
    """
    form = catalogue.form(rules[0].form)
    owner = (form.parent,) if form.parent else ()
    swept = _swept(catalogue, rules, source, "", owner)
    return f"CREATE TEMP TABLE {table} AS {swept} SELECT * FROM broken"


def kept_tally_query(places: Iterable[int], *, table: str, scope: str) -> str:
    """Return the SELECT of how many records of a kept table break each rule, by its place there."""
    sums = ", ".join(f"coalesce(sum(bits >> {at} & 1), 0)" for at in places)
    return f"SELECT {sums} FROM temp.{table} AS r WHERE {scope or 1}"


def _swept(
    catalogue: Catalogue, rules: Sequence[Rule], source: str, scope: str, also: Sequence[str] = ()
) -> str:
    """Return the WITH that finds the records which break a rule, with a bit for each rule."""
    if not 0 < len(rules) <= MOST_SWEPT:
        raise ValueError(len(rules))
    form = catalogue.form(rules[0].form)
    uses = dict.fromkeys(name for rule in rules for name in rule.uses)
    bits = " | ".join(f"({_broken(rule)} << {at})" for at, rule in enumerate(rules))
    own = "".join(f", r.{name} AS {name}" for name in also)
    # The LIMIT keeps SQLite from computing the bits once to judge and once more to give them.
    return (
        f"WITH broken AS MATERIALIZED (SELECT * FROM (SELECT r.uid AS uid, {bits} AS bits{own} "
        f"FROM {source} AS r{_joins(catalogue, form, uses)} "
        f"WHERE {record_condition(form, scope)} LIMIT -1) WHERE bits <> 0)"
    )


def _result(form: Form, rule: Rule) -> str:
    shown = ", ".join(f"'{name}', {text}" for name, text in sorted(_shown(rule).items()))
    return (
        f"r.uid AS uid, json_array({', '.join(_evidence(form, rule))}) AS evidence, "
        f"json_object({shown}) AS shown, '{rule.id}' AS rule, '{rule.severity.value}' AS severity, "
        f"{_marked(rule)} AS fields"
    )


def record_condition(form: Form, scope: str) -> str:
    """Return the condition that `r` is of the unit (and period) checked and within `scope`.

    Without a scope all standing records are read: the plus keeps SQLite from walking an index
    of them and fetching each record apart.
    """
    plus = "" if scope or form.periodic else "+"
    period = " AND r.period = :period" if form.periodic else ""
    within = f" AND ({scope})" if scope else ""
    return f"{plus}r.unit = :unit{period}{within}"


def _broken(rule: Rule) -> str:
    """Return 1 where `rule` is asked and does not hold, else 0; never NULL.

    As the condition of `iif` it is judged from left to right and no further than needed. Inside a
    function it cannot turn a LEFT JOIN into a plain one either, so SQLite goes through the records
    under check and looks the others up, never the other way round.
    """
    needs = f"({rule.needs}) AND " if rule.needs else ""
    return f"iif({needs}NOT ({rule.holds}), 1, 0)"


def _marked(rule: Rule) -> str:
    names = ", ".join(f"'{name}'" for name in rule.fields)
    return f"json_array({names})"


def _shown(rule: Rule) -> dict[str, str]:
    """Return the SQL of each value that the message names, in either language."""
    names = {*_NAMED.findall(rule.message), *_NAMED.findall(rule.message_en)}
    return {name: rule.shows.get(name, f"r.{name}") for name in names}


def _evidence(form: Form, rule: Rule) -> list[str]:
    """Return the SQL of every value that an explanation of a breach speaks of.

    These are the marked fields, all that the condition reads of `r` and of the joined records,
    and the named expressions.
    """
    keys = {"uid", "unit", "period", form.parent}
    read = [
        f"{alias}.{column}"
        for alias, column in _COLUMN.findall(f"{rule.needs} {rule.holds}")
        if alias in {"r", *rule.uses} and column not in keys
    ]
    marked = [f"r.{name}" for name in rule.fields]
    return list(dict.fromkeys([*marked, *read, *rule.shows.values()]))


def _joins(catalogue: Catalogue, form: Form, uses: Iterable[str]) -> str:
    return "".join(
        f" LEFT JOIN {view} AS {name} ON {name}.unit = r.unit AND {condition}"
        for name, view, condition in _joined(catalogue, form, uses)
    )


def _joined(
    catalogue: Catalogue, form: Form, uses: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (alias, view, condition) of each record that stands beside `r`."""
    for name in uses:
        if name == PREVIOUS:
            cut = "(SELECT previous FROM period WHERE code = :period)"
            same = f"previous.{form.parent} = r.{form.parent}"
            yield name, form.view, f"{same} AND previous.period = {cut}"
            continue
        other = catalogue.form(name)
        if name == form.parent:
            yield name, other.view, f"{name}.uid = r.{name}"
        else:
            # The record's own parent, or the record itself where it is the parent.
            owner = "r.uid" if other.parent == form.code else f"r.{other.parent}"
            same = f"{name}.{other.parent} = {owner}"
            yield name, other.view, f"{same} AND {name}.period = :period"


def related(catalogue: Catalogue, form: str) -> frozenset[str]:
    """Return the forms whose records are checked anew when a record of `form` changes.

    Meant are the records of the same firm or incubator, in the same year and those after it:
    the form's own, and those of the forms whose rules read it.
    """
    view = re.compile(rf"\b{form}_view\b")
    readers = {
        rule.form
        for rule in catalogue.rules.values()
        if form in rule.uses or view.search(" ".join([rule.needs, rule.holds]))
    }
    return frozenset({form, *readers})
