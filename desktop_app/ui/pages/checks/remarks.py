"""Remarks of the city among the findings of 审核: their lines, and the panel beside one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.i18n import _, period_label, short_of
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.components.texts import facts
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell
from desktop_app.ui.pages.remark_card import remark_number, remark_words
from desktop_app.ui.pages.widths import field_word
from desktop_app.work.report.remarks import Handled, Remark, handled_word, remarks
from desktop_app.work.workspace import Workspace

OPEN, HANDLED = "remark", "handled"
"""Segments of the list; they are shown only where there is a remark."""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark with the texts that the list shows.

    Attributes:
        remark: The remark.
        form: What its form is called.
        place: Label of its field.
        text: What it says, with what became of its value.
        haystack: All of it, folded, for the filter.
    """

    remark: Remark
    form: str
    place: str
    text: str
    haystack: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart from the other lines of its period."""
        return remark_number(self.remark), self.remark.form, self.remark.uid

    @property
    def asks(self) -> bool:
        """Whether something is to be done about it."""
        return self.remark.handled is Handled.OPEN

    @property
    def sign(self) -> Sign:
        """Its shape: a bubble until somebody has acted on it."""
        return Sign.REMARK if self.asks else Sign.CLEAN

    @property
    def segment(self) -> str:
        """The part of the list that it belongs to."""
        return OPEN if self.asks else HANDLED

    @property
    def subject(self) -> str:
        """Whose record it is on."""
        return self.remark.subject or _("整份报表")

    @property
    def rule(self) -> str:
        """Which remark of its slip it is."""
        return remark_number(self.remark)

    @property
    def record(self) -> str:
        """The record that it marks."""
        return self.remark.record

    @property
    def target(self) -> tuple[str, str, str]:
        """Form, record and field that it marks."""
        return self.remark.form, self.remark.record, self.remark.field

    @property
    def severity(self) -> Cell:
        """Its cell in the column of severities."""
        return Cell(_("意见"), sign=self.sign, bold=self.asks)

    @property
    def state(self) -> Cell:
        """Its cell in the column of states."""
        return Cell(handled_word(self.remark), tone="violet" if self.asks else "text2")


def remark_rows(ws: Workspace, period: str) -> list[RemarkRow]:
    """Return the remarks on a period that count now, as lines."""
    return [_row(ws, remark) for remark in remarks(ws, period)]


def remark_segments() -> list[Segment]:
    """Return what the list can be narrowed to where there are remarks."""
    return [
        Segment(OPEN, _("未处理"), Sign.REMARK),
        Segment(HANDLED, _("已处理"), Sign.CLEAN),
    ]


def remark_place(ws: Workspace, row: RemarkRow, period: str) -> str:
    """Return where a remark is: form with its number, field, period."""
    form = ws.catalogue.by_code.get(row.remark.form)
    official = form.official if form is not None else ""
    return facts(official, row.form, row.place, period_label(period))


def remark_values(remark: Remark) -> Sequence[tuple[str, str]]:
    """Return the value that a remark marks: as it was returned, and as it is."""
    if not remark.field:
        return ()
    empty = _("（空）")
    return (_("退回时"), remark.was or empty), (_("现在"), remark.now or empty)


def _row(ws: Workspace, remark: Remark) -> RemarkRow:
    form = ws.catalogue.by_code.get(remark.form)
    field = form.by_code.get(remark.field) if form is not None else None
    name = short_of(form) if form is not None else _("整份报表")
    place = field_word(field) if field is not None else ""
    text = remark_words(remark)
    parts = (remark.subject, name, place, text, remark.answer)
    return RemarkRow(remark, name, place, text, "\n".join(parts).casefold())
