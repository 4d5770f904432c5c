"""What the page 收件 knows: its tiles, what came, and the preview of what is to be merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.findings import Severity
from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, plural, state_word
from desktop_app.ui.glyphs import Sign
from desktop_app.work.city.arrivals import Traffic, traffic
from desktop_app.work.city.inbox import Inbox, Tile, inbox
from desktop_app.work.city.merge import Outcome
from desktop_app.work.workspace import Workspace

ALL, TO_DO, MISSING = "all", "todo", "missing"
"""What the tiles can be narrowed to."""


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """What a merge did, or would do, with one file, as the child process told it."""

    path: Path
    outcome: Outcome
    word: str
    sentences: tuple[str, ...]
    advice: str
    late: bool
    digest: str
    unit: str
    period: str
    revision: int
    person: str
    received_at: datetime | None
    batch: int
    open: int
    findings: Mapping[str, int]
    due: int
    reported: int
    added: int
    changed: int
    removed: int
    same: int

    @property
    def moved(self) -> int:
        """Records that it adds, changes or takes away."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of the files that were dropped.

    Attributes:
        files: Each file.
        shared: By unit, how many codes it shares with others then and nobody has decided on.
        first: By unit the first of these: what it is, its code, its units.
        total: All such codes.
    """

    files: tuple[PreviewFile, ...] = ()
    shared: Mapping[str, int] = field(default_factory=dict)
    first: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]] = field(default_factory=dict)
    total: int = 0

    @property
    def mergeable(self) -> tuple[PreviewFile, ...]:
        """The files that would be merged."""
        return tuple(one for one in self.files if one.outcome is Outcome.MERGED)

    def count(self, outcome: Outcome) -> int:
        """Return how many files end so."""
        return sum(one.outcome is outcome for one in self.files)

    def of(self, unit: str, period: str) -> PreviewFile | None:
        """Return the file that says most about a unit in a period: the newest that is merged."""
        own = [one for one in self.files if (one.unit, one.period) == (unit, period)]
        own = [one for one in own if one.outcome is not Outcome.SAME]
        merged = [one for one in own if one.outcome is Outcome.MERGED]
        return max(merged or own, key=lambda one: one.revision, default=None)

    def without(self, gone: Sequence[PreviewFile]) -> Preview:
        """Return the preview without some files."""
        rest = tuple(one for one in self.files if one not in gone)
        return Preview(rest, self.shared, self.first, self.total) if rest else NO_PREVIEW


NO_PREVIEW = Preview()


def preview_of(told: Mapping[str, Any]) -> Preview:
    """Return what the child process told of a merge or of its trial."""
    shared = told.get("shared") or {}
    return Preview(
        tuple(_file(one) for one in told.get("files", ())),
        shared.get("units", {}),
        {
            unit: [(str(kind), str(value), units) for kind, value, units in first]
            for unit, first in shared.get("first", {}).items()
        },
        int(shared.get("all", 0)),
    )


def _file(told: Mapping[str, Any]) -> PreviewFile:
    counts = told["counts"].values()
    at = told["received_at"]
    return PreviewFile(
        path=Path(told["file"]),
        outcome=Outcome(told["outcome"]),
        word=told["verdict"],
        sentences=tuple(told["messages"]),
        advice=told["advice"] or "",
        late=told["late"],
        digest=told["digest"],
        unit=told["unit"],
        period=told["period"],
        revision=told["revision"],
        person=told["person"],
        received_at=datetime.fromisoformat(at) if at else None,
        batch=told["batch"] or 0,
        open=told["open"],
        findings=told["findings"],
        due=told["due"],
        reported=told["reported"],
        added=sum(one["added"] for one in counts),
        changed=sum(one["changed"] for one in counts),
        removed=sum(one["removed"] for one in counts),
        same=sum(one["same"] for one in counts),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a period."""

    inbox: Inbox
    traffic: Traffic


def load(ws: Workspace, period: str) -> Shown:
    """Read the tiles of a period and what came and went."""
    return Shown(inbox(ws, period), traffic(ws, period))


@dataclass(frozen=True, slots=True)
class Face:
    """What a tile says.

    Attributes:
        unit: Code of the unit; `name` as people read it.
        sign: Shape of the state, with its `tone` and `word`.
        count: 实报 and 应报 firms.
        rate: 及时率, or "".
        note: What is to be known: findings, remarks, days past the deadline.
        to_do: Whether the city has something to do about it.
        missing: Whether nothing of it was merged.
    """

    unit: str
    name: str
    sign: Sign
    tone: str
    word: str
    count: str
    rate: str = ""
    note: str = ""
    to_do: bool = False
    missing: bool = False


def face(tile: Tile, found: PreviewFile | None, deadline: str, today: date) -> Face:
    """Return what the tile of a unit says, with the file of it that is to be merged, if any."""
    if found is not None:
        return _face_of_file(tile, found)
    sign, tone, word = _standing(tile)
    missing = tile.state == ReportState.NOT_REPORTED.value
    note, to_do = _note(tile), bool(tile.waiting)
    left = (today - date.fromisoformat(deadline)).days if deadline else 0
    if missing and left > 0 and not tile.waiting:
        sign, tone, word = Sign.SKIPPED, "red", state_word("逾期")
        note, to_do = plural("已过 {n} 天", left), True
    return Face(
        tile.unit,
        tile.name,
        sign,
        tone,
        word,
        count_words(tile.reported, tile.due),
        rate_words(tile.timeliness),
        note,
        to_do=to_do,
        missing=missing,
    )


def _face_of_file(tile: Tile, found: PreviewFile) -> Face:
    words = {
        Outcome.REFUSED: (Sign.MUST, "red", _("拒收")),
        Outcome.WAITING: (Sign.VERIFY, "amber", _("待定")),
    }
    usual = (Sign.VERIFY, "amber", _("待核")) if found.open else (Sign.CHANGED, "accent", _("已收"))
    sign, tone, word = words.get(found.outcome, usual)
    merges = found.outcome is Outcome.MERGED
    due, reported = (found.due, found.reported) if merges else (tile.due, tile.reported)
    return Face(
        tile.unit,
        tile.name,
        sign,
        tone,
        word,
        count_words(reported, due),
        "",
        _("待核 {n:,}").format(n=found.open) if found.open else "",
        to_do=True,
        missing=not tile.digest,
    )


def _standing(tile: Tile) -> tuple[Sign, str, str]:
    if tile.waiting:
        return Sign.VERIFY, "amber", _("待定")
    return {
        ReportState.SENT.value: (Sign.CLEAN, "green", _("已并")),
        ReportState.RECEIVED.value: (Sign.CLEAN, "accent", _("已受理")),
        ReportState.RETURNED.value: (Sign.REMARK, "violet", _("已退回")),
        ReportState.ACCEPTED.value: (Sign.LOCKED, "green", _("验收")),
    }.get(tile.state, (Sign.UNFILLED, "text2", _("未报")))


def _note(tile: Tile) -> str:
    if tile.waiting:
        return plural("{n} 包待定", tile.waiting)
    if tile.state == ReportState.RETURNED.value and tile.remarks:
        return plural("意见 {n}", tile.remarks)
    return _("待核 {n:,}").format(n=tile.open) if tile.open else ""


def count_words(reported: int, due: int) -> str:
    """Return 实报 and 应报 firms as the tiles say them."""
    if not due:
        return "—"
    return _("{reported:,} / {due:,} 户").format(reported=reported, due=due)


def rate_words(rate: int | None) -> str:
    """Return 及时率, given in hundredths of a percent, or "" where it is not known."""
    if rate is None:
        return ""
    whole, part = divmod(rate, 100)
    return _("及时率 {rate}%").format(rate=f"{whole}.{part:02}" if part else whole)


def sum_words(tiles: Sequence[Tile]) -> str:
    """Return 应报, 已报 and the rate of the whole city."""
    due = sum(tile.due for tile in tiles)
    reported = sum(tile.reported for tile in tiles)
    if not due:
        return _("还没有应报名单")
    rate = f"{100 * reported / due:.1f}"
    words = _("应报 {due:,} 户，已报 {reported:,} 户，报送率 {rate}%")
    return words.format(due=due, reported=reported, rate=rate)


def outcome_look(outcome: Outcome, *, dry: bool = True) -> tuple[Sign, str, str]:
    """Return shape, tone and word of what becomes of a file."""
    return {
        Outcome.MERGED: (Sign.CLEAN, "green", _("可并") if dry else _("已并入")),
        Outcome.SAME: (Sign.SAME, "text2", _("已在库")),
        Outcome.WAITING: (Sign.VERIFY, "amber", _("待定")),
        Outcome.REFUSED: (Sign.MUST, "red", _("拒收")),
    }[outcome]


def severity_counts(findings: Mapping[str, int]) -> tuple[int, int, int]:
    """Return the findings that are 强制, 核实 and 提示."""
    must, verify, hint = (findings.get(one.value, 0) for one in Severity)
    return must, verify, hint
