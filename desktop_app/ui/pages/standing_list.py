"""Who loses, may gain or may lose the high-tech status, as a list of firms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.indicators.recognition import FirmStanding
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.work import lists
from desktop_app.work.workspace import Workspace

EXPIRING, NEAR, LOSING = "expiring", "near", "losing"
ASK: dict[str, Callable[[Workspace, str], tuple[FirmStanding, ...]]] = {
    EXPIRING: lists.expiring,
    NEAR: lists.near,
    LOSING: lists.losing,
}
WIDTHS = (0, 172, 140, 100, 80)
SOON_DAYS = 90
CERTIFICATE_COLUMNS = (2, 3, 4)


def standing_headings(which: str) -> tuple[Heading, ...]:
    """Return the headings of a list; firms without a certificate have none of its columns."""
    names = lists.headings()
    made = []
    for place, name in enumerate(names):
        if which == NEAR and place in CERTIFICATE_COLUMNS:
            continue
        width = WIDTHS[place] if place < len(WIDTHS) else 96
        last = place == len(names) - 1
        made.append(
            Heading(
                name,
                width=210 if not place else 180 if last else width,
                right=place == 4 or (len(WIDTHS) <= place < len(names) - 1),
                stretch=not place,
            )
        )
    return tuple(made)


class StandingList(QWidget):
    """One of the three lists.

    Signals:
        opened: Uid of the firm that was opened.
        counted: How many firms the list has.
    """

    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, desk: Desk, which: str) -> None:
        super().__init__()
        self._desk = desk
        self.which = which
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.model = LinesModel(standing_headings(which), self)
        self.list = ListTable(self.model, standing_headings(which), _("企业"))
        self.list.row_opened.connect(self._open)
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        self._note = text(_note(which), "label", wrap=True)
        self._note.setContentsMargins(24, 6, 24, 8)
        column.addWidget(self._note)

    def load(self) -> None:
        """Ask for the list again."""
        ws, period, ask = self._desk.ws, self._desk.period, ASK[self.which]
        self._desk.operations.run(lambda: ask(ws, period), self._show)

    def filter(self, words: str) -> None:
        """Show only firms that contain a text."""
        self.model.filter(words)

    def _show(self, rows: Sequence[FirmStanding]) -> None:
        self.model.set_lines([Line(self._cells(row), key=row.firm) for row in rows])
        none = "" if rows else _("现在没有这样的企业。")
        self._note.setText(f"{none}{_note(self.which)}")
        self.counted.emit(len(rows))

    def _cells(self, row: FirmStanding) -> tuple[Cell, ...]:
        texts = lists.cells(row)
        conditions = [
            Cell(
                shown,
                right=True,
                tone="red" if one.met is False else "text3" if one.met is None else "text",
                bold=one.met is False,
                tip=lists.condition_sentence(one),
            )
            for shown, one in zip(texts[5:-1], row.conditions, strict=True)
        ]
        soon = row.days_left is not None and row.days_left <= SOON_DAYS
        lead = [
            Cell(texts[0], sign=_sign(row, self.which)),
            Cell(texts[1], tone="text2"),
            Cell(texts[2], tone="text2"),
            Cell(texts[3]),
            Cell(texts[4], right=True, bold=soon, tone="amber" if soon else "text"),
        ]
        if self.which == NEAR:
            lead = lead[:2]
        return (*lead, *conditions, Cell(texts[-1], tip=texts[-1]))

    def _open(self, place: int) -> None:
        self.opened.emit(str(self.model.line(place).key))


def _sign(row: FirmStanding, which: str) -> Sign:
    if which == NEAR:
        return Sign.HINT if row.missing else Sign.CLEAN
    return Sign.VERIFY if row.missing or which == EXPIRING else Sign.HINT


def _note(which: str) -> str:
    return {
        EXPIRING: _("证书半年内到期、还没有接续证书的企业，最早到期的在前。"),
        NEAR: _("没有有效证书，各项条件都符合或只差一点的企业；缺数据的条件不算不符合。"),
        LOSING: _("有有效证书，但有条件不再符合的企业。"),
    }[which]
