"""总览: headline figures, both annexes, what is due before the deadline, the newest findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.states import ReportState
from desktop_app.indicators.annexes import ANNEXES, Annex, annex
from desktop_app.indicators.asking import Reading
from desktop_app.indicators.figures import Figure, figure, headline_indicators, trend
from desktop_app.indicators.recognition import count_expiring
from desktop_app.rules.generated import ABSENT
from desktop_app.rules.sql import bound_names
from desktop_app.store import findings as checking
from desktop_app.work.report.decision import due_day
from desktop_app.work.report.remarks import open_remarks
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import Workspace

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A headline card.

    Attributes:
        figure: The figure, with its target and standing.
        trend: (year, value) of the same cut in each year since 2021, this one last.
    """

    figure: Figure
    trend: tuple[tuple[int, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done before the report can be sent.

    Attributes:
        to_fix: Open 强制 findings.
        to_explain: Open 核实 findings, without those of firms that reported nothing.
        absent: Due firms that have no figures of the period, and no reason for it.
        expiring: Certificates that end soon with none to follow.
        remarks: Remarks of the city that nobody has acted on.
        findings: All findings of the period, also explained ones and 提示.
    """

    to_fix: int
    to_explain: int
    absent: int
    expiring: int
    remarks: int
    findings: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page 总览 shows.

    Attributes:
        period: Code of the period; `unit` the reporting unit.
        state: Where the report stands.
        deadline: Last day to send it, ISO, or "" where none is set; `days_left` from today.
        cards: Headline cards, in the plan's order.
        annexes: Both annexes for the unit.
        due: What is to be done.
        newest: Open findings, the gravest first, of these the newest.
        checked_at: When 全审 last ran (UTC, ISO), or "".
    """

    period: str
    unit: str
    state: ReportState
    deadline: str
    days_left: int | None
    cards: tuple[Card, ...]
    annexes: tuple[Annex, ...]
    due: Due
    newest: tuple[Finding, ...]
    checked_at: str


def overview(ws: Workspace, period: str) -> Overview:
    """Return the overview of a period, its figures read from one state of the data.

    Raises:
        BadPeriod: `period` names none.
    """
    code = parse_period(period).code
    report, asked = report_of(ws, code), open_remarks(ws, code)
    deadline = due_day(ws, report)
    with ws.store.counting() as reading:
        left = (date.fromisoformat(deadline) - _today()).days if deadline else None
        return Overview(
            code,
            ws.unit,
            report.state,
            deadline,
            left,
            _cards(reading, ws, code),
            tuple(annex(reading, ws.catalogue, ws.unit, code, number) for number in ANNEXES),
            _due(reading, ws, code, remarks=len(asked)),
            tuple(
                finding
                for form, uid, rule in _newest(reading, bound_names(ws.unit, code))
                for finding in checking.findings(
                    reading, ws.catalogue, ws.unit, code, form=form, uids=(uid,)
                )
                if finding.rule == rule
            ),
            checking.checked_at(reading, ws.unit, code),
        )


def has_firms(ws: Workspace) -> bool:
    """Whether there is any firm to tell figures of; at the city, of any unit."""
    if ws.role != "city":
        return bool(ws.store.count("firm"))
    with ws.store.reading() as reading:
        return reading.execute("SELECT 1 FROM firm LIMIT 1").fetchone() is not None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the clerk's wall


def _cards(reading: Reading, ws: Workspace, period: str) -> tuple[Card, ...]:
    figures = [
        figure(reading, ws.catalogue, ws.unit, indicator, period)
        for indicator in headline_indicators(ws.catalogue)
    ]
    return tuple(Card(now, trend(reading, ws.catalogue, now)) for now in figures)


_EXPLAINED = """EXISTS (SELECT 1 FROM explanation e WHERE e.unit = f.unit AND e.period = f.period
  AND e.rule = f.rule AND e.form = f.form AND e.record = f.uid AND e.evidence = f.evidence)"""

# NOT INDEXED and CROSS JOIN tell SQLite, which keeps no statistics here, what is much and what is
# little: the findings of a period are most of their table, the newest at its end; explanations few.
_FINDINGS = "FROM finding f NOT INDEXED WHERE f.unit = :unit AND f.period = :period"

_EXPLANATIONS = f"""
SELECT COUNT(*) FROM explanation e CROSS JOIN finding f ON f.unit = e.unit AND f.period = e.period
  AND f.form = e.form AND f.uid = e.record AND f.rule = e.rule AND f.evidence = e.evidence
WHERE e.unit = :unit AND e.period = :period AND f.severity = '{Severity.VERIFY}'
  AND f.rule <> '{ABSENT}'"""

# Two steps: who reported is told by indexes alone, and only of the others the wide row is read.
_ABSENT = f"""
WITH silent AS MATERIALIZED (SELECT f.unit, f.uid FROM firm f {{entered}} WHERE f.unit = :unit
  AND NOT EXISTS (SELECT 1 FROM rd_activity a
    WHERE a.unit = f.unit AND a.firm = f.uid AND a.period = :period)
  AND NOT EXISTS (SELECT 1 FROM firm_period p
    WHERE p.unit = f.unit AND p.firm = f.uid AND p.period = :period))
SELECT COUNT(*) FROM silent s CROSS JOIN firm f ON f.unit = s.unit AND f.uid = s.uid
WHERE NOT EXISTS (SELECT 1 FROM explanation e
  WHERE e.unit = f.unit AND e.period = :period AND e.rule = '{ABSENT}'
  AND e.form = 'firm' AND e.record = f.uid)"""

_LISTED = """ AND f.uid IN (SELECT d.firm FROM due d WHERE d.unit = :unit AND d.period = :period
  AND d.state NOT IN ('zero', 'suspended'))"""

_OPERATING = f""" AND (f.op_status IS NULL OR f.op_status IN {checking.OPERATING})
  AND (f.found_date IS NULL OR f.found_date <= :last_day)"""


def _due(reading: Reading, ws: Workspace, period: str, *, remarks: int) -> Due:
    bind, firm = bound_names(ws.unit, period), ws.catalogue.form("firm")

    def number(sql: str) -> int:
        return int(reading.execute(sql, bind).fetchall()[0][0])

    grouped = reading.execute(
        f"SELECT f.severity, f.rule = '{ABSENT}', COUNT(*) {_FINDINGS} GROUP BY 1, 2", bind
    )
    found = {(str(row[0]), bool(row[1])): int(row[2]) for row in grouped.fetchall()}
    listed = number("SELECT COUNT(*) FROM due WHERE unit = :unit AND period = :period")
    return Due(
        found.get((Severity.MUST, False), 0),
        found.get((Severity.VERIFY, False), 0) - number(_EXPLANATIONS),
        number(_ABSENT.format(entered=firm.entered) + (_LISTED if listed else _OPERATING)),
        count_expiring(reading, ws.catalogue, ws.unit, period),
        remarks,
        sum(found.values()),
    )


def _newest(reading: Reading, bind: dict[str, Stored]) -> list[tuple[str, str, str]]:
    """Return (form, uid, rule) of the findings to show: 强制 before 核实, of each the newest."""
    ways = (
        f"f.severity = '{Severity.MUST}'",
        f"f.severity = '{Severity.VERIFY}' AND f.rule <> '{ABSENT}' AND NOT {_EXPLAINED}",
    )
    found: list[tuple[str, str, str]] = []
    for way in ways:
        if left := NEWEST - len(found):
            rows = reading.execute(
                f"SELECT f.form, f.uid, f.rule {_FINDINGS} AND {way} "
                f"ORDER BY f.rowid DESC LIMIT {left}",
                bind,
            )
            found += [(str(form), str(uid), str(rule)) for form, uid, rule in rows.fetchall()]
    return found
