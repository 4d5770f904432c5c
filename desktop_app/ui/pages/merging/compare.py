"""Two or more records side by side, what they say differently first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.texts import text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.work.city.compare import Comparison, Fact


class ComparisonTable(QWidget):
    """A column for each record; a heading row names what the facts below it are."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table: ListTable | None = None
        self._empty = text(_("选一处，这里并列各单位报的内容。"), "fact")
        self._empty.setContentsMargins(24, 16, 24, 16)
        self._column.addWidget(self._empty)
        self._headings: tuple[Heading, ...] = ()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        if self.table is not None:
            self.table.hide()
        self._empty.show()

    def show_comparison(self, found: Comparison) -> None:
        """Show other records."""
        width = 240 if len(found.heads) < 4 else 170
        headings = [
            Heading(_("内容"), 210),
            *(Heading(name, width) for name in found.heads[:-1]),
            Heading(found.heads[-1], width, stretch=True),
        ]
        self.show_lines(headings, comparison_lines(found))

    def show_lines(self, headings: Sequence[Heading], lines: Sequence[Line]) -> None:
        """Show lines under headings."""
        if self.table is None or self._headings != tuple(headings):
            self._replace_table(headings)
        table = self.table
        if table is not None:
            model = table.model()
            assert isinstance(model, LinesModel)  # noqa: S101 - made below
            model.set_lines(lines)
            table.scrollToTop()
            table.show()
        self._empty.hide()

    def _replace_table(self, headings: Sequence[Heading]) -> None:
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
        self._headings = tuple(headings)
        model = LinesModel(headings, self)
        self.table = ListTable(model, headings, _("并列比较"), lines=True, density="standard")
        self._column.addWidget(self.table)


def comparison_lines(found: Comparison) -> list[Line]:
    """Return the facts under their headings."""
    count = len(found.heads)
    lines: list[Line] = []
    for title, facts in (
        (_("依据"), found.evidence),
        (_("说法不同 {n} 项").format(n=len(found.different)), found.different),
        (_alike_title(found), found.alike),
    ):
        if facts:
            blanks = (Cell(ground="header"),) * count
            lines.append(Line((Cell(title, bold=True, ground="header"), *blanks), section=True))
            lines += [_line(fact) for fact in facts]
    return lines


def _alike_title(found: Comparison) -> str:
    if len(found.heads) == 1:
        return _("清单里写的")
    return _("说法相同 {n} 项").format(n=len(found.alike))


def _line(fact: Fact) -> Line:
    sign = Sign.CHANGED if fact.differs else Sign.SAME
    if len(fact.values) == 1:
        sign = Sign.NONE
    values: Sequence[Cell] = [
        Cell(value or "—", bold=fact.differs, tone="text" if value else "text3", tip=value)
        for value in fact.values
    ]
    return Line((Cell(fact.label, sign=sign, tone="text2", tip=fact.label), *values))
