"""排名 at the city: the rankings of both annexes, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.catalogue.model import Indicator
from desktop_app.i18n import _, language, period_label
from desktop_app.indicators.annexes import ANNEXES
from desktop_app.indicators.asking import FigureRow
from desktop_app.indicators.ranking import (
    Rank,
    Ranking,
    Standings,
    ranking,
    ranking_rows,
    standings,
)
from desktop_app.indicators.summary import name_of
from desktop_app.work.workspace import Workspace


def load_standings(ws: Workspace, period: str) -> Standings:
    """Return both annexes of all units up to a period.

    Raises:
        BadPeriod: `period` names none.
    """
    with ws.store.reading() as reading:
        return standings(reading, ws.catalogue, period)


def ways(ws: Workspace) -> list[Indicator]:
    """Return the readings of the annexes, in their order."""
    known = [i for i in ws.catalogue.indicators.values() if i.annex and i.query]
    return [i for number in ANNEXES for i in known if i.annex == number]


def ranked(ws: Workspace, found: Standings, way: str, *, yearly: bool) -> Ranking:
    """Return the units by the rate at which they meet an annex, in one reading."""
    number = int(ws.catalogue.indicators[way].annex or 0)
    return ranking(found, ws.catalogue, number, way, yearly=yearly)


def rows_behind(ws: Workspace, unit: str, found: Ranking) -> tuple[tuple[int, FigureRow], ...]:
    """Return the records that a unit's figure is made of, with their years."""
    with ws.store.reading() as reading:
        return ranking_rows(reading, ws.catalogue, unit, found)


def notes(ws: Workspace, found: Ranking) -> list[str]:
    """Return what is to be said under a ranking: how it counts, and the plan's own faults."""
    indicator = ws.catalogue.indicators[found.way]
    return list(indicator.notes if language() == "zh" else indicator.notes_en)


def span_text(found: Ranking) -> str:
    """Return the years that a ranking counts: “2021—2024 年”."""
    if not found.years:
        return ""
    first, last = found.years[0], found.years[-1]
    if first == last:
        return _("{year} 年").format(year=first)
    return _("{first}—{last} 年").format(first=first, last=last)


def write_rankings(ws: Workspace, found: Standings, path: Path, *, yearly: bool) -> int:
    """Write the rankings in all readings as a workbook of a sheet each; return how many.

    Raises:
        UserError: The file cannot be written.
    """
    from desktop_app.sheets.writing.cells import Column, Look
    from desktop_app.sheets.writing.plain import table, write_book

    columns = (
        Column(_("名次"), Look.WHOLE, width=8),
        Column(_("单位"), Look.TEXT, width=24),
        Column(_("完成（家）"), Look.WHOLE, width=14),
        Column(_("应到（家）"), Look.WHOLE, width=14),
        Column(_("完成率（%）"), Look.AMOUNT, width=14, digits=1, fixed=1),
        Column(_("差额（家）"), Look.WHOLE, width=14),
        Column(_("2025 年目标（家）"), Look.WHOLE, width=18),
    )
    sheets = []
    for way in ways(ws):
        one = ranked(ws, found, way.id, yearly=yearly)
        title = _("附件 {n} 排名：{name}，{years}，截至 {period}").format(
            n=one.annex,
            name=name_of(way, language()),
            years=span_text(one),
            period=period_label(one.period),
        )
        rows = [_sheet_row(ws, rank) for rank in one.ranks]
        rows += [_city_row(rank, name) for rank, name in zip(one.city, city_names(), strict=True)]
        facts = " ".join(notes(ws, one))
        name = _("附件 {n}").format(n=one.annex) + f" {way.id}"
        sheets.append(table(title, columns, rows, facts=facts, kept=2, name=name))
    write_book(path, sheets)
    return len(sheets)


def city_names() -> Sequence[str]:
    """Return what the two lines of the whole city are called."""
    return _("全市，分项合计"), _("全市，原文合计")


def _sheet_row(ws: Workspace, rank: Rank) -> tuple[int | str | None, ...]:
    return (rank.place, ws.catalogue.unit_name(rank.unit), *_figures(rank))


def _city_row(rank: Rank, name: str) -> tuple[int | str | None, ...]:
    return (None, name, *_figures(rank))


def _figures(rank: Rank) -> tuple[int | None, ...]:
    rate = None if rank.rate is None else int(rank.rate * 10)
    return rank.done, rank.due, rate, rank.gap, rank.total
