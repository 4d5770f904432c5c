"""收件: the fifteen units of a period as the city sees them, in the annex's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from desktop_app.domain.plans import Stored
from desktop_app.domain.states import ReportState
from desktop_app.store.queries import count_due, count_open_by_unit
from desktop_app.work.city.arrivals import MERGED, WAITING
from desktop_app.work.city.overlaps import count_unsettled
from desktop_app.work.report.reporting import canonical_period, deadline_of
from desktop_app.work.workspace import Workspace

NOT_REPORTED = ReportState.NOT_REPORTED.value
"""State of a unit of which nothing was merged."""


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
    with ws.store.reading() as connection:
        told = _Told(connection, code)
        tiles = tuple(
            told.tile(unit.code, ws.catalogue.unit_name(unit.code), deadline)
            for unit in ws.catalogue.units
        )
        return Inbox(code, deadline, tiles, count_unsettled(connection))


class _Told:
    """What the database says of all units in a period, each kind asked once."""

    def __init__(self, connection: Connection, period: str) -> None:
        def ask(sql: str) -> dict[str, tuple[Stored, ...]]:
            return {str(row[0]): tuple(row[1:]) for row in connection.execute(sql, (period,))}

        self._due = count_due(connection, period)
        self._reports = ask(
            "SELECT unit, state, revision, package_digest FROM report WHERE period = ?"
        )
        packages = (
            "SELECT unit, {what} FROM exchange WHERE kind = 'package' AND state = '{state}' "
            "AND for_period = ? GROUP BY 1"
        )
        self._first = ask(packages.format(what="min(at)", state=MERGED))
        self._waiting = ask(packages.format(what="count(*)", state=WAITING))
        self._remarks = ask(
            "SELECT unit, count(*) FROM remark WHERE for_period = ? AND answer IS NULL GROUP BY 1"
        )
        self._open = count_open_by_unit(connection, period)

    def tile(self, unit: str, name: str, deadline: str) -> Tile:
        """Return one unit."""
        due, reported = self._due.get(unit, (0, 0))
        state, revision, digest = self._reports.get(unit, (NOT_REPORTED, 0, ""))
        (at,) = self._first.get(unit, ("",))
        first = datetime.fromisoformat(str(at)) if at else None
        on_time = first.astimezone().date().isoformat() <= deadline if first and deadline else None
        returned = state == ReportState.RETURNED.value
        return Tile(
            unit=unit,
            name=name,
            state=str(state),
            revision=int(revision or 1) if unit in self._reports else 0,
            due=due,
            reported=reported,
            on_time=on_time,
            open=self._open.get(unit, 0),
            remarks=int(self._remarks.get(unit, (0,))[0] or 0) if returned else 0,
            waiting=int(self._waiting.get(unit, (0,))[0] or 0),
            received_at=first,
            digest=str(digest or ""),
        )
