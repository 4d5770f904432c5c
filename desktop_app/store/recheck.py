"""Checking anew what a change can have moved: the records of its firm or incubator, at once.

A save checks the records that stand with it in the same transaction; what changes for everybody,
or too much at once, is left to 全审 by saying that the period is not checked any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Applied, Stored
from desktop_app.domain.states import LOCKED
from desktop_app.rules.generated import ABSENT
from desktop_app.rules.sql import bound_names, related
from desktop_app.store.apply import ensure_periods
from desktop_app.store.findings import (
    REPORTING_FORMS,
    due_condition,
    fill_scope,
    find_absent,
    statements,
)

UNIQUE = {
    "firm": ("uscc", "name_key"),
    "hte_cert": ("cert_no",),
    "patent": ("app_no",),
}
"""Fields that no two records may share: when one changes, the other is asked anew."""
NOBODY = "-"
"""A uid that no record has."""

_LOCKS = ", ".join(f"'{state}'" for state in LOCKED)


@dataclass(frozen=True, slots=True)
class Root:
    """The firm or incubator (or a record that stands alone) whose records are checked together."""

    form: str
    uid: str


def recheck(
    connection: Connection,
    catalogue: Catalogue,
    unit: str,
    records: Iterable[tuple[str, str]],
) -> None:
    """Check anew the records of the firms (or incubators) that some saved records belong to."""
    work: dict[tuple[Root, str], set[str]] = {}
    for form_code, uid in records:
        form = catalogue.form(form_code)
        if form.kind == "system" and form_code not in {"raw_text", "due"}:
            continue
        for code, record_uid in _about(connection, unit, form_code, uid):
            root, periods = _root_and_periods(connection, catalogue, unit, code, record_uid)
            for period in periods:
                # A record that was taken away has no root to be found by.
                connection.execute(
                    "DELETE FROM finding WHERE unit = ? AND period = ? AND form = ? AND uid = ?",
                    (unit, period, code, record_uid),
                )
                asked = work.setdefault((root, period), set())
                asked |= related(catalogue, code)
                if root.form == "firm" and _moves_scope(
                    connection, catalogue, unit, code, record_uid
                ):
                    asked |= _below_firm(catalogue)
    for (root, period), forms in sorted(work.items(), key=lambda item: item[0][1]):
        ensure_periods(connection, [period])
        _recheck_root(connection, catalogue, root, bound_names(unit, period), forms)


@lru_cache(maxsize=8)
def _below_firm(catalogue: Catalogue) -> frozenset[str]:
    """Return the forms whose standing records are asked only while their firm is due."""
    return frozenset(form.code for form in catalogue.reported if due_condition(form))


def _moves_scope(
    connection: Connection, catalogue: Catalogue, unit: str, code: str, uid: str
) -> bool:
    """Whether a saved record can have made its firm due, or not due any more.

    A firm does by its state, a record of the due list by what it says, figures by being there.
    """
    if code in {"firm", "due"}:
        return True
    if code not in REPORTING_FORMS:
        return False
    found = connection.execute(
        f"SELECT before_version IS NULL OR after_version IS NULL "
        f"FROM {catalogue.form(code).history} WHERE unit = ? AND uid = ? "
        "ORDER BY in_batch DESC LIMIT 1",
        (unit, uid),
    ).fetchone()
    return bool(found and found[0])


def _about(connection: Connection, unit: str, form_code: str, uid: str) -> list[tuple[str, str]]:
    """Return the records that a saved one speaks of, itself for all but raw texts.

    Records that shared a value with it may be free of their finding now, so they are asked too.
    """
    if form_code == "raw_text":
        found = connection.execute(
            "SELECT form, record FROM raw_text WHERE unit = ? AND uid = ? UNION "
            "SELECT form, record FROM raw_text_history WHERE unit = ? AND uid = ? "
            "AND before_version IS NOT NULL",
            (unit, uid, unit, uid),
        )
        return [(row[0], row[1]) for row in found]
    result = [(form_code, uid)]
    for column in UNIQUE.get(form_code, ()):
        for source in (form_code, f"{form_code}_history"):
            found = connection.execute(
                f"SELECT DISTINCT o.uid FROM {source} f CROSS JOIN {form_code} o "
                f"ON o.unit = f.unit AND o.{column} = f.{column} AND o.uid <> f.uid "
                "WHERE f.unit = ? AND f.uid = ? LIMIT 20",
                (unit, uid),
            )
            result += [(form_code, row[0]) for row in found]
    if form_code == "firm":
        # A doubled certificate is told with the name of the other firm.
        found = connection.execute(
            "SELECT DISTINCT o.uid FROM hte_cert f CROSS JOIN hte_cert o ON o.unit = f.unit "
            "AND o.cert_no = f.cert_no AND o.firm <> f.firm WHERE f.unit = ? AND f.firm = ?",
            (unit, uid),
        )
        result += [("hte_cert", row[0]) for row in found]
    return list(dict.fromkeys(result))


def _root_and_periods(
    connection: Connection, catalogue: Catalogue, unit: str, form_code: str, uid: str
) -> tuple[Root, list[str]]:
    form = catalogue.form(form_code)
    open_periods = _open_periods(connection, unit)
    row = _now_or_before(connection, form, unit, uid)
    if form.periodic:
        periods = [str(row["period"])] if row.get("period") else []
        # Rules look back up to two years, and from a quarter into the year.
        first = min((parse_period(code).year for code in periods), default=0)
        periods += [
            code
            for code in open_periods
            if code not in periods and parse_period(code).year >= first
        ]
    else:
        periods = open_periods
    parent = row.get(form.parent) if form.parent else None
    if not parent:
        return Root(form_code, uid), periods
    above, _ = _root_and_periods(connection, catalogue, unit, form.parent, str(parent))
    return above, periods


def _open_periods(connection: Connection, unit: str) -> list[str]:
    """Return the periods whose findings follow the data: with a report or a check, not sent."""
    found = connection.execute(
        "SELECT period FROM (SELECT period FROM report WHERE unit = :unit "
        "UNION SELECT period FROM checked WHERE unit = :unit) WHERE period NOT IN "
        f"(SELECT period FROM report WHERE unit = :unit AND state IN ({_LOCKS}))",
        {"unit": unit},
    )
    return [row[0] for row in found]


def _now_or_before(connection: Connection, form: Form, unit: str, uid: str) -> Mapping[str, Stored]:
    """Return the keys of a record as it is, or as it last was if it was taken away."""
    names = [name for name in (form.parent, "period" if form.periodic else "") if name]
    if not names:
        return {}
    columns = ", ".join(names)
    row = connection.execute(
        f"SELECT {columns} FROM {form.code} WHERE unit = ? AND uid = ?", (unit, uid)
    ).fetchone()
    if row is None:
        row = connection.execute(
            f"SELECT {columns} FROM {form.history} WHERE unit = ? AND uid = ? "
            "AND before_version IS NOT NULL ORDER BY in_batch DESC LIMIT 1",
            (unit, uid),
        ).fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


def _recheck_root(
    connection: Connection,
    catalogue: Catalogue,
    root: Root,
    bound: Mapping[str, Stored],
    forms: Iterable[str],
) -> None:
    bound = {**bound, "root": root.uid}
    # Without a firm there is nobody due, but the rules still look into the table.
    firm = root.uid if root.form == "firm" else NOBODY
    fill_scope(connection, str(bound["unit"]), str(bound["period"]), firm)
    for code in sorted(forms):
        form = catalogue.form(code)
        belongs = _root_condition(catalogue, form, root)
        if not belongs:
            continue
        mine = f"FROM {code} r WHERE r.unit = :unit AND {belongs}"
        if connection.execute(f"SELECT 1 {mine} LIMIT 1", bound).fetchone() is None:
            continue
        connection.execute(
            f"DELETE FROM finding WHERE unit = :unit AND period = :period AND form = '{code}' "
            f"AND uid IN (SELECT r.uid {mine})",
            bound,
        )
        due = due_condition(form)
        scope = f"{belongs} AND ({due})" if due else belongs
        for statement in statements(catalogue, form.code, int(bound["year"] or 0), scope):
            connection.execute(statement, bound)
    if root.form == "firm":
        connection.execute(
            "DELETE FROM finding WHERE unit = :unit AND period = :period AND form = 'firm' "
            f"AND uid = :root AND rule = '{ABSENT}'",
            bound,
        )
        find_absent(connection, bound, "f.uid = :root AND")


def _root_condition(catalogue: Catalogue, form: Form, root: Root) -> str:
    """Return the condition that `r`, of `form`, belongs to the root; "" if it never can."""
    if form.code == root.form:
        return "r.uid = :root"
    if form.parent == root.form:
        return f"r.{form.parent} = :root"
    if form.parent:
        parent = catalogue.form(form.parent)
        if parent.parent == root.form:
            return (
                f"r.{form.parent} IN (SELECT uid FROM {parent.code} "
                f"WHERE unit = :unit AND {parent.parent} = :root)"
            )
    return ""


def changes_everybody(connection: Connection, unit: str, batch: int) -> bool:
    """Whether a batch changed what the rules ask of records that it did not touch.

    That is so where a period was opened or closed, and where its due list came or went as a whole.
    """
    reports = connection.execute(
        "SELECT 1 FROM report_history WHERE in_batch = ? AND unit = ? "
        "AND (before_version IS NULL OR after_version IS NULL) LIMIT 1",
        (batch, unit),
    )
    if reports.fetchone():
        return True
    moved = connection.execute(
        "SELECT coalesce(d.period, h.period), sum(h.before_version IS NULL) "
        "- sum(h.after_version IS NULL) FROM due_history h LEFT JOIN due d "
        "ON d.unit = h.unit AND d.uid = h.uid WHERE h.in_batch = ? AND h.unit = ? GROUP BY 1",
        (batch, unit),
    ).fetchall()
    counted = "SELECT count(*) FROM due WHERE unit = ? AND period = ?"
    for period, more in moved:
        now = connection.execute(counted, (unit, period)).fetchone()[0]
        if more and now in {0, more}:
            return True
    return False


def records_of(
    connection: Connection, catalogue: Catalogue, unit: str, applied: Applied
) -> list[tuple[str, str]]:
    """Return (form, uid) of the records that a batch changed."""
    result = []
    for code in sorted(applied.forms):
        form = catalogue.form(code)
        found = connection.execute(
            f"SELECT uid FROM {form.history} WHERE in_batch = ? AND unit = ?",
            (applied.batch, unit),
        )
        result += [(code, row[0]) for row in found]
    return result


def forget_checks(connection: Connection, unit: str) -> None:
    """Say that no unsent period is checked any more, since much was changed at once."""
    connection.execute(
        "DELETE FROM checked WHERE unit = ? AND period NOT IN "
        f"(SELECT period FROM report WHERE unit = ? AND state IN ({_LOCKS}))",
        (unit, unit),
    )


def forget_gone(
    connection: Connection, catalogue: Catalogue, unit: str, forms: Iterable[str]
) -> None:
    """Take away the findings of records that are not there any more."""
    for form in map(catalogue.form, sorted(forms)):
        connection.execute(
            "DELETE FROM finding WHERE unit = ? AND form = ? AND NOT EXISTS (SELECT 1 "
            f"FROM {form.code} r WHERE r.unit = finding.unit AND r.uid = finding.uid)",
            (unit, form.code),
        )
