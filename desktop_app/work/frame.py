"""What the frame of the window shows of a period: its state, deadline, counts, next undo."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.periods import BadPeriod, parse_period
from desktop_app.domain.states import ReportState
from desktop_app.store.queries import count_open
from desktop_app.work.city.inbox import inbox
from desktop_app.work.report.decision import due_day, state_of
from desktop_app.work.report.remarks import open_remarks
from desktop_app.work.report.reporting import periods_with_data, report_of
from desktop_app.work.task.in_force import set_periods
from desktop_app.work.workspace import Workspace

COUNTED = {"firms": "firm", "rd": "rd_activity", "patents": "patent", "incubators": "incubator"}
"""Pages whose count in the navigation is the number of records of a form."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of the window shows of a period.

    Attributes:
        period: Code of the period.
        state: Where its report stands, in Chinese as stored.
        deadline: ISO date, or ""; of a returned report the day for its correction.
        periods: Codes of the periods to choose from, oldest first.
        counts: Counts for the navigation, by page.
        undo: Title of the batch that 撤销 takes back, or None.
        redo: Title of the batch that 重做 brings back, or None.
    """

    period: str
    state: str
    deadline: str
    periods: tuple[str, ...]
    counts: dict[str, int | None]
    undo: str | None
    redo: str | None


def load_frame(ws: Workspace, period: str) -> Frame:
    """Return what the frame shows of a period."""
    if ws.role == "city":
        return _city_frame(ws, period)
    counts: dict[str, int | None] = {
        page: ws.store.count(form, period) for page, form in COUNTED.items()
    }
    with ws.store.reading() as reading:
        findings = count_open(reading, ws.unit, period)
    counts["checks"] = findings + len(open_remarks(ws, period)) or None
    undo, redo = next_titles(ws)
    report = report_of(ws, period)
    return Frame(
        period=period,
        state=state_of(ws, report),
        deadline=due_day(ws, report),
        periods=known_periods([*periods_with_data(ws), *set_periods(ws)], period),
        counts=counts,
        undo=undo,
        redo=redo,
    )


COLLECTING, COLLECTED = "收件中", "已收齐"
"""Where a period stands at the city: while units are missing, and when all were merged."""


def _city_frame(ws: Workspace, period: str) -> Frame:
    """Return what the frame of the city shows: what people have to do on its pages."""
    found = inbox(ws, period)
    waiting = sum(tile.waiting for tile in found.tiles)
    counts: dict[str, int | None] = {
        "inbox": sum(tile.state == ReportState.SENT.value for tile in found.tiles) or None,
        "merging": found.overlaps + waiting or None,
    }
    undo, redo = next_titles(ws)
    return Frame(
        period=found.period,
        state=COLLECTED if all(tile.digest for tile in found.tiles) else COLLECTING,
        deadline=found.deadline,
        periods=known_periods(periods_with_data(ws), period),
        counts=counts,
        undo=undo,
        redo=redo,
    )


def next_titles(ws: Workspace) -> tuple[str | None, str | None]:
    """Return the titles of what 撤销 takes back and 重做 brings back, None where there is none."""
    undo, redo = ws.store.next_steps()
    # What is redone is named by the batch that was undone, not by the undo.
    return _title(ws, undo), _title(ws, _undone_by(ws, redo))


def known_periods(with_data: list[str], current: str) -> tuple[str, ...]:
    """Return the periods to choose from: with data, the current one, and those beside it."""
    codes = {*with_data, current}
    try:
        period = parse_period(current)
        codes |= {period.previous, period.following}
        return tuple(sorted(codes, key=_by_days))
    except BadPeriod:
        return tuple(sorted(codes))


def _by_days(code: str) -> tuple[str, str]:
    period = parse_period(code)
    return period.last_day, period.first_day


def _undone_by(ws: Workspace, number: int | None) -> int | None:
    """Return the batch that an undo took back: bringing it back is named after it."""
    batch = ws.store.batch(number) if number is not None else None
    return batch.undoes if batch is not None else None


def _title(ws: Workspace, number: int | None) -> str | None:
    batch = ws.store.batch(number) if number is not None else None
    return batch.title if batch is not None else None
