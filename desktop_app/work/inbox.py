"""收件: the fifteen units of a period as the city sees them, in the annex's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.states import ReportState
from desktop_app.store.queries import count_open
from desktop_app.work.received import MERGED, WAITING
from desktop_app.work.reporting import canonical_period, deadline_of, report_of
from desktop_app.work.workspace import Workspace

ARRIVED = ("reported", "zero")
"""States of a due firm that count as 实报: with figures, or 零报送."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit in a period.

    Attributes:
        unit: Code of the unit; `name` as people read it.
        state: Where its report stands, in Chinese as stored.
        revision: Of the package that was merged last, or 0.
        due: 应报户数; `reported` 实报户数.
        on_time: Whether the first package came by the deadline; None without package or deadline.
        open: Findings that would keep such a report from being sent.
        remarks: Remarks sent back with it and not answered yet.
        waiting: Packages that wait for a person.
        received_at: When the first package of the period was received, or None.
        digest: SHA-256 of the package that was merged last, or "".
    """

    unit: str
    name: str
    state: str
    revision: int
    due: int
    reported: int
    on_time: bool | None
    open: int
    remarks: int
    waiting: int
    received_at: datetime | None
    digest: str

    @property
    def timeliness(self) -> int | None:
        """及时率 in hundredths of a percent: firms reported in time of those due; None unknown."""
        if self.on_time is None or not self.due:
            return None
        return 10_000 * self.reported // self.due if self.on_time else 0


@dataclass(frozen=True, slots=True)
class Inbox:
    """All units of a period.

    Attributes:
        period: Code of the period.
        deadline: ISO date by which packages were to come, or "".
        tiles: One for each unit.
        overlaps: Records of several units on which nobody has decided.
    """

    period: str
    deadline: str
    tiles: tuple[Tile, ...]
    overlaps: int


def inbox(ws: Workspace, period: str, deadline: str = "") -> Inbox:
    """Return where each unit stands in a period.

    Args:
        ws: The city's workspace.
        period: Code of the period.
        deadline: ISO date; "" for the one that the period has, if any.

    Raises:
        UserError: `period` names none.
    """
    code = canonical_period(period)
    deadline = deadline or deadline_of(ws, code)
    tiles = tuple(_tile(ws, unit.code, code, deadline) for unit in ws.catalogue.units)
    from desktop_app.work.overlaps import overlaps

    return Inbox(code, deadline, tiles, len(overlaps(ws, unsettled=True)))


def _tile(ws: Workspace, unit: str, period: str, deadline: str) -> Tile:
    store = ws.store.of(unit)
    report = report_of(ws, period, unit)
    states = [
        str(row[2]) for row in store.rows("due", ("state",), where="r.period = ?", params=(period,))
    ]
    moments = {
        state: [
            datetime.fromisoformat(str(row[2]))
            for row in store.rows(
                "exchange",
                ("at",),
                where="r.kind = 'package' AND r.state = ? AND r.for_period = ?",
                params=(state, period),
            )
        ]
        for state in (MERGED, WAITING)
    }
    first = min(moments[MERGED], default=None)
    on_time = first.astimezone().date().isoformat() <= deadline if first and deadline else None
    with ws.store.reading() as reading:
        still_open = count_open(reading, unit, period)
    return Tile(
        unit=unit,
        name=ws.catalogue.unit_name(unit),
        state=report.state.value,
        revision=report.revision if report.uid else 0,
        due=len(states),
        reported=sum(state in ARRIVED for state in states),
        on_time=on_time,
        open=still_open,
        remarks=_remarks(ws, unit, period) if report.state is ReportState.RETURNED else 0,
        waiting=len(moments[WAITING]),
        received_at=first,
        digest=str(report.values.get("package_digest") or ""),
    )


def _remarks(ws: Workspace, unit: str, period: str) -> int:
    rows = ws.store.of(unit).rows(
        "remark", (), where="r.for_period = ? AND r.answer IS NULL", params=(period,)
    )
    return sum(1 for _row in rows)
