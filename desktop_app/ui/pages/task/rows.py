"""任务文件 as lines: what is set or would change, with what holds without it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.i18n import _, joined
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.work.task.items import Item
from desktop_app.work.task.overview import section_word

ALL = ""


def headings() -> tuple[Heading, ...]:
    """Return the columns of the list."""
    return (
        Heading(_("分项"), 132),
        Heading(_("项目"), 360),
        Heading(_("原来"), 190),
        Heading(_("改为"), 200, stretch=True),
    )


def section_of(item: Item) -> str:
    """Return the segment that an item belongs to: due lists have one, whoever keeps them."""
    return "due" if item.section == "task_due" else item.section


def segments(catalogue: Catalogue, items: Sequence[Item]) -> list[Segment]:
    """Return a choice for each section that has items, all of them first."""
    sections = dict.fromkeys(map(section_of, items))
    chosen = [Segment(section, section_word(catalogue, section)) for section in sections]
    return [Segment(ALL, _("全部")), *chosen]


def counts(items: Sequence[Item]) -> dict[str, int]:
    """Return how many items each segment has."""
    found = {ALL: len(items)}
    for item in items:
        section = section_of(item)
        found[section] = found.get(section, 0) + 1
    return found


def line(catalogue: Catalogue, item: Item) -> Line:
    """Return the line of an item."""
    word = section_word(catalogue, section_of(item))
    before, after = item.before or "—", item.after or "—"
    spoken = joined((word, item.subject, _("{was} → {now}").format(was=before, now=after)))
    cells = (
        Cell(word, tone="text2", sign=_sign(item), spoken=spoken),
        Cell(item.subject),
        Cell(before, tone="text3"),
        Cell(after, tone="accent", bold=True),
    )
    return Line(cells, key=(item.section, item.period or item.subject))


def _sign(item: Item) -> Sign:
    if not item.before:
        return Sign.ADDED
    return Sign.CHANGED if item.after else Sign.SKIPPED
