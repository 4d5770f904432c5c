"""The lines of a ranking: place, unit, figures, and a bar with its tick at 100 %."""

from __future__ import annotations

from desktop_app.i18n import _, joined
from desktop_app.indicators.ranking import Rank, Ranking
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.work.workspace import Workspace

LEAST_SCALE = 125.0
"""Percent that the whole length of a bar stands for, unless a unit has come further."""


def headings() -> list[Heading]:
    """Return the columns of a ranking."""
    return [
        Heading(_("名次"), 72, right=True),
        Heading(_("单位"), 144),
        Heading(_("完成（家）"), 96, right=True),
        Heading(_("应到（家）"), 96, right=True),
        Heading(_("完成率（%）"), 104, right=True),
        Heading(_("差额（家）"), 96, right=True),
        Heading(_("2025 年目标（家）"), 138, right=True),
        Heading(_("竖线为 100%"), 110, stretch=True),
    ]


def line(ws: Workspace, rank: Rank, found: Ranking) -> Line:
    """Return the line of a unit."""
    return _line(rank, f"{rank.place}", ws.catalogue.unit_name(rank.unit), found, rank.unit)


def city_line(rank: Rank, name: str, found: Ranking) -> Line:
    """Return the line of the whole city against one of its totals."""
    return _line(rank, "", name, found, name)


def rate_text(rank: Rank) -> str:
    """Return a rate as it is shown."""
    return "—" if rank.rate is None else f"{rank.rate:,}"


def gap_text(rank: Rank) -> str:
    """Return what is above or below the annex, with its sign."""
    return f"{rank.gap:+,}".replace("-", "−") if rank.gap else "0"


def _line(rank: Rank, place: str, name: str, found: Ranking, key: str) -> Line:
    strong = not place
    cells = (
        Cell(place, right=True, tone="text2"),
        Cell(name, bold=strong, tip=name),
        Cell(f"{rank.done:,}", right=True),
        Cell(f"{rank.due:,}", right=True, tone="text2"),
        Cell(rate_text(rank), right=True, bold=True),
        Cell(gap_text(rank), right=True, tone="red" if rank.gap < 0 else "text"),
        Cell(f"{rank.total:,}", right=True, tone="text2"),
        _bar(rank, found),
    )
    return Line(cells, key=key)


def _bar(rank: Rank, found: Ranking) -> Cell:
    if rank.rate is None:
        return Cell()
    furthest = max((float(one.rate) for one in found.ranks if one.rate is not None), default=0.0)
    scale = max(LEAST_SCALE, furthest * 1.05)
    return Cell(
        share=max(0.0, float(rank.rate) / scale),
        target=100.0 / scale,
        spoken=joined((_("完成率"), f"{rank.rate}%")),
    )
