"""The sheets of a package that people read first: 封面 and 汇总. They are always in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.indicators.summary import SummaryTable
from desktop_app.packages.opc import layout
from desktop_app.packages.report.model import PackageContent
from desktop_app.sheets.writing.shell import Drawn, Line, Shown, text_width

COVER = "封面"
SUMMARY = "汇总"
TITLE = "宁波市科技企业“双倍增”数据报送"
PLEDGE = "诚信承诺"
_COVER_WIDTHS = (16, 44, 16, 44)
_SUMMARY_WIDTHS = (40, *([16] * 8))
_LINE_HEIGHT = 17.0
_MOST_FIXED = 4


def format_text() -> str:
    """Return the version of the package format, as 清单 names it."""
    return "{}.{}".format(*layout.FORMAT)


def period_text(code: str) -> str:
    """Return what a period is called on official sheets: “2024 年 1–9 月”."""
    period = parse_period(code)
    if period.kind is PeriodKind.YEAR:
        return f"{period.year} 年"
    if period.kind is PeriodKind.QUARTER:
        return f"{period.year} 年第 {period.quarter} 季度"
    if period.kind is PeriodKind.MONTH:
        return f"{period.year} 年 {period.last_month} 月"
    return f"{period.year} 年 {period.first_month}–{period.last_month} 月"


def headline(content: PackageContent, catalogue: Catalogue) -> str:
    """Return the line that names unit, period and revision."""
    unit = catalogue.unit_label(content.unit)
    return f"{unit}　{period_text(content.period)}　第 {content.revision} 版"


def cover_texts(basics: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what the cover says besides title and pledge, from the basics of 清单."""
    return (
        ("报送单位", f"{basics['unit_name']}（{basics['unit']}）"),
        ("期别", basics["period_name"]),
        ("版次", f"第 {basics['revision']} 版"),
        ("制度版本", basics["forms"]),
        ("单位负责人", basics["head"]),
        ("统计负责人", basics["statistician"]),
        ("填表人", basics["filler"]),
        ("联系电话", basics["phone"]),
        ("报出日期", basics["date"]),
        ("承诺书版本", basics["pledge"]),
    )


def basics_of(content: PackageContent, catalogue: Catalogue) -> dict[str, str]:
    """Return what cover and 清单 say of the package as a whole."""
    return {
        "format": format_text(),
        "forms": catalogue.version,
        "rules": catalogue.version,
        "unit": content.unit,
        "unit_name": catalogue.unit_label(content.unit),
        "period": content.period,
        "period_name": period_text(content.period),
        "revision": str(content.revision),
        "previous": content.previous,
        "pledge": content.pledge_version,
        "report": content.report,
        "head": content.signoff.head,
        "statistician": content.signoff.statistician,
        "filler": content.signoff.filler,
        "phone": content.signoff.phone,
        "date": content.signoff.date,
    }


def draw_cover(content: PackageContent, catalogue: Catalogue) -> Drawn:
    """Return 封面."""
    entries = cover_texts(basics_of(content, catalogue))
    lines = [
        Line(height=30),
        Line((Shown(TITLE, "title", 4),), height=36),
        Line((Shown(headline(content, catalogue), "subtitle", 4),), height=26),
        Line(height=16),
        *(_entry_line(first, second) for first, second in _pairs(entries)),
        Line(height=16),
        Line((Shown(PLEDGE, "section", 4),), height=22),
        Line((Shown(content.pledge, "prose", 4),), height=_prose_height(content.pledge)),
        Line(height=10),
        Line((Shown("各表数据见后页，机器核对用的清单在最后一页。", "info", 4),)),
    ]
    return Drawn(COVER, _COVER_WIDTHS, lines, footer=headline(content, catalogue))


def _pairs(
    entries: Sequence[tuple[str, str]],
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    padded = [*entries, ("", "")] if len(entries) % 2 else list(entries)
    for index, (first, second) in enumerate(pairwise(padded)):
        if index % 2 == 0:
            yield first, second


def _entry_line(first: tuple[str, str], second: tuple[str, str]) -> Line:
    cells = [cell for word, text in (first, second) for cell in _entry(word, text)]
    return Line(tuple(cells), height=24)


def _entry(word: str, text: str) -> tuple[Shown, Shown]:
    return Shown(word, "label"), Shown(text, "value")


def _prose_height(text: str) -> float:
    across = sum(_COVER_WIDTHS) * 0.86
    lines = sum(max(1, ceil(text_width(line) / across)) for line in text.split("\n"))
    return lines * _LINE_HEIGHT + 8


def draw_summary(content: PackageContent, catalogue: Catalogue) -> Drawn:
    """Return 汇总."""
    lines = [Line((Shown("汇总", "heading"),), height=24)]
    lines.append(Line((Shown(headline(content, catalogue), "info"),), height=18))
    for table in content.summary:
        lines.extend(_table_lines(table))
    if not content.summary:
        lines.append(Line((Shown("本期无汇总表", "info"),)))
    return draw_again(lines, headline(content, catalogue))


def draw_again(lines: Sequence[Line], footer: str) -> Drawn:
    """Return 汇总 of these lines, as wide as the longest of them."""
    columns = max((len(line.cells) for line in lines), default=1)
    return Drawn(SUMMARY, _SUMMARY_WIDTHS[: max(2, columns)], lines, footer=footer)


def _table_lines(table: SummaryTable) -> Iterator[Line]:
    yield Line(height=12)
    yield Line((Shown(table.title, "section"),), height=20)
    tallest = max(ceil(text_width(heading) / 15) for heading in table.columns)
    yield Line(
        tuple(Shown(heading, "table_head") for heading in table.columns), height=8 + 13 * tallest
    )
    for row in table.rows:
        yield Line(tuple(Shown(value, _style(value)) for value in row))
    for note in table.notes:
        yield Line((Shown(note, "info"),))


def _style(value: str | int | Decimal | None) -> str:
    if not isinstance(value, Decimal):
        return "whole" if isinstance(value, int) else "text"
    places = -int(value.as_tuple().exponent)
    return f"fixed{min(places, _MOST_FIXED)}" if places > 0 else "whole"
