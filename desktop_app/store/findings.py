"""Running the rules on all of a period (全审), and reading what they found.

What is checked is the stored record, so there is one source of rows for typing, importing and
全审 alike; `recheck` asks the same rules of one firm after a save.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.findings import Finding, FindingHead, Severity
from desktop_app.domain.plans import Stored
from desktop_app.rules.generated import ABSENT, field_queries, raw_query
from desktop_app.rules.sql import bound_names, rules_of, sweep_query
from desktop_app.store.apply import ensure_periods, now_text
from desktop_app.store.names import subject_expression

Progress = Callable[[int, int], None]

OPERATING = "('1', '2', '3')"
"""营业状态 that keep a firm on the due list: 营业, 停业, 筹建."""

REPORTING_FORMS = ("firm_period", "rd_activity", "rd_project", "super_deduction")
"""Forms whose records make a firm one that reports in the period."""

_INSERT = (
    "INSERT INTO finding (unit, period, form, uid, rule, severity, fields, shown, evidence) "
    "SELECT :unit, :period, '{form}', q.uid, q.rule, q.severity, q.fields, q.shown, q.evidence "
    "FROM ({query}) q"
)

_ORDER = {Severity.MUST: 0, Severity.VERIFY: 1, Severity.HINT: 2}


def check_period(
    connection: Connection,
    catalogue: Catalogue,
    unit: str,
    period: str,
    *,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Run every rule on the periodic records of a period and the standing records of due firms.

    Returns:
        The number of findings by severity.
    """
    ensure_periods(connection, [period])
    bound = bound_names(unit, period)
    fill_scope(connection, unit, period)
    connection.execute("DELETE FROM finding WHERE unit = :unit AND period = :period", bound)
    forms = catalogue.reported
    for done, form in enumerate(forms):
        if progress:
            progress(done, len(forms))
        scope = due_condition(form)
        for statement in statements(catalogue, form.code, int(bound["year"] or 0), scope):
            connection.execute(statement, bound)
    find_absent(connection, bound, "")
    connection.execute(
        "INSERT OR REPLACE INTO checked VALUES (?, ?, ?)", (unit, period, now_text())
    )
    if progress:
        progress(len(forms), len(forms))
    found = connection.execute(
        "SELECT severity, count(*) FROM finding WHERE unit = :unit AND period = :period "
        "GROUP BY severity",
        bound,
    )
    return {str(row[0]): int(row[1]) for row in found}


@lru_cache(maxsize=512)
def statements(catalogue: Catalogue, code: str, year: int, scope: str) -> tuple[str, ...]:
    """Return the INSERT of every check of a form: its rules, its fields' checks, its raw texts.

    Kept, since a saved cell runs a hundred of them and making the texts costs more than that.
    """
    form = catalogue.form(code)
    rules = rules_of(catalogue, form.code, year)
    queries = [sweep_query(catalogue, rules, source=form.view, scope=scope)] if rules else []
    queries += field_queries(catalogue, form, year=year, table=form.code, scope=scope)
    queries.append(raw_query(form, table=form.code, scope=scope))
    return tuple(_INSERT.format(form=form.code, query=query) for query in queries)


def fill_scope(connection: Connection, unit: str, period: str, root: str = "") -> None:
    """Put the due firms of a period into `temp.scope`; only the firm `root` where it is given.

    These are the firms of the due list; without one, the firms in operation on the last day. A
    firm that reports all the same belongs to them.
    """
    bound = {**bound_names(unit, period), "root": root}
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS scope (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM temp.scope")
    this_period = "WHERE unit = :unit AND period = :period"
    if connection.execute(f"SELECT 1 FROM due {this_period} LIMIT 1", bound).fetchone():
        one = " AND firm = :root" if root else ""
        asked = " UNION ALL ".join(
            f"SELECT firm FROM {form} {this_period}{one}" for form in ("due", *REPORTING_FORMS)
        )
    else:
        reports = " OR ".join(
            f"EXISTS (SELECT 1 FROM {form} r WHERE r.unit = f.unit AND r.firm = f.uid "
            "AND r.period = :period)"
            for form in REPORTING_FORMS
        )
        # In the order of their ids firms are read as they lie; any other index would be slower.
        asked = (
            f"SELECT f.uid FROM firm f WHERE f.unit = :unit{' AND f.uid = :root' if root else ''} "
            f"AND ((f.op_status IS NULL OR f.op_status IN {OPERATING}) "
            f"AND (f.found_date IS NULL OR f.found_date <= :last_day) OR {reports}) ORDER BY f.uid"
        )
    connection.execute(f"INSERT OR IGNORE INTO temp.scope {asked}", bound)


def due_condition(form: Form) -> str:
    """Return the condition that keeps a standing record to the due firms; the rest is free."""
    if form.periodic:
        return ""
    if form.code == "firm":
        return "r.uid IN (SELECT uid FROM temp.scope)"
    if form.parent == "firm":
        free = "" if form.parent_required else "r.firm IS NULL OR "
        return f"{free}r.firm IN (SELECT uid FROM temp.scope)"
    return ""


def find_absent(connection: Connection, bound: Mapping[str, Stored], which: str) -> None:
    """Store a finding for each due firm that reports nothing; `which` narrows the firms `f`."""
    connection.execute(
        "INSERT INTO finding (unit, period, form, uid, rule, severity, fields, shown, evidence) "
        f"SELECT :unit, :period, 'firm', f.uid, '{ABSENT}', '{Severity.VERIFY.value}', '[]', "
        f"json_object('name', f.name), json_array(:period) {absent_firms(which)}",
        bound,
    )


def absent_firms(which: str = "") -> str:
    """Return the FROM that gives the due firms `f` without any record or reason in a period."""
    return (
        f"FROM firm f JOIN temp.scope s ON s.uid = f.uid WHERE {which} f.unit = :unit "
        "AND NOT EXISTS (SELECT 1 FROM rd_activity a WHERE a.unit = f.unit AND a.firm = f.uid "
        "AND a.period = :period) AND NOT EXISTS (SELECT 1 FROM firm_period p "
        "WHERE p.unit = f.unit AND p.firm = f.uid AND p.period = :period) "
        "AND NOT EXISTS (SELECT 1 FROM due d WHERE d.unit = f.unit AND d.firm = f.uid "
        "AND d.period = :period AND d.state <> 'reported' AND d.reason IS NOT NULL)"
    )


def checked_at(connection: Connection, unit: str, period: str) -> str:
    """Return when 全审 last ran on the period (UTC, ISO), or ""."""
    found = connection.execute(
        "SELECT checked_at FROM checked WHERE unit = ? AND period = ?", (unit, period)
    ).fetchone()
    return str(found[0]) if found else ""


_EXPLAINED = (
    "LEFT JOIN explanation e ON e.unit = f.unit AND e.period = f.period AND e.rule = f.rule "
    "AND e.form = f.form AND e.record = f.uid AND e.evidence = f.evidence"
)
"""Joins the explanation `e` that still holds for a finding `f`."""


def heads(
    connection: Connection, catalogue: Catalogue, unit: str, period: str
) -> list[FindingHead]:
    """Return how the findings of a period stand, in the order of `findings`."""
    found: dict[str, list[FindingHead]] = {severity.value: [] for severity in _ORDER}
    for entry in catalogue.reported:
        rows = connection.execute(
            "SELECT f.rule, f.form, f.uid, f.severity, coalesce(e.text, '') <> '' FROM finding f "
            f"{_EXPLAINED} WHERE f.unit = ? AND f.period = ? AND f.form = ? ORDER BY f.rowid",
            (unit, period, entry.code),
        )
        for head in map(FindingHead._make, rows):
            found[head.severity].append(head)
    return [head for severity in _ORDER for head in found[severity.value]]


def findings(
    connection: Connection,
    catalogue: Catalogue,
    unit: str,
    period: str,
    *,
    form: str = "",
    uids: Sequence[str] = (),
) -> list[Finding]:
    """Return the findings of a period with their explanations: the gravest first, in form order."""
    result: list[Finding] = []
    codes = [form] if form else [entry.code for entry in catalogue.reported]
    marks = f" AND f.uid IN ({', '.join('?' * len(uids))})" if uids else ""
    for code in codes:
        subject = subject_expression(catalogue, catalogue.form(code), "r")
        found = connection.execute(
            "SELECT f.rule, f.severity, f.uid, f.fields, f.shown, f.evidence, e.text, "
            f"{subject} FROM finding f LEFT JOIN {code} r ON r.unit = f.unit AND r.uid = f.uid "
            f"{_EXPLAINED} WHERE f.unit = ? AND f.period = ? AND f.form = ?{marks} "
            "ORDER BY f.rowid",
            (unit, period, code, *uids),
        )
        for rule, severity, uid, fields, shown, evidence, text, name in found:
            result.append(
                Finding(
                    rule,
                    Severity(severity),
                    code,
                    uid,
                    period,
                    tuple(json.loads(fields)),
                    json.loads(shown),
                    evidence,
                    text or "",
                    str(name or ""),
                )
            )
    result.sort(key=lambda finding: _ORDER[finding.severity])
    return result
