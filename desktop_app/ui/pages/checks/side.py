"""The panel beside the findings: the rule's words, the record's values, the explanation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Record
from desktop_app.i18n import _, period_label, short_of
from desktop_app.ui.components.buttons import Button, secondary
from desktop_app.ui.components.side_panel import (
    EXPLANATION_LENGTH,
    FindingCard,
    FindingText,
    SidePanel,
)
from desktop_app.ui.components.texts import FactRow, facts, text
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.checks.found import FoundLine
from desktop_app.ui.pages.checks.remarks import RemarkRow, remark_values
from desktop_app.ui.pages.checks.rows import Listed, rule_words
from desktop_app.ui.pages.remark_card import RemarkCard
from desktop_app.ui.pages.widths import field_with_unit, width_of
from desktop_app.work.workspace import Workspace

SHOWN_FIELDS = 12


@dataclass(frozen=True, slots=True)
class Detail:
    """What the panel says of a finding beside the finding itself.

    Attributes:
        words: What should hold.
        form: Name of the form, with its official number.
        values: Label with unit, value, and value of the period before, of each field marked.
        compared: Whether there is a period before to compare with.
    """

    words: str
    form: str
    values: tuple[tuple[str, str, str], ...]
    compared: bool


def load_detail(ws: Workspace, finding: Finding) -> Detail:
    """Read the values that a finding speaks of."""
    form = ws.catalogue.form(finding.form)
    record = ws.store.record(form.code, finding.uid) if finding.uid else None
    before = _record_before(ws, record) if record is not None and form.periodic else None
    values = []
    for code in finding.fields[:SHOWN_FIELDS]:
        field = form.by_code.get(code)
        if field is None or record is None:
            continue
        label = field_with_unit(field)
        now = ws.catalogue.show(field, record.values[code])
        then = ws.catalogue.show(field, before.values[code]) if before else ""
        values.append((label, now, then))
    name = facts(form.official, short_of(form), period_label(finding.period))
    return Detail(rule_words(ws, finding), name, tuple(values), before is not None)


def _record_before(ws: Workspace, record: Record) -> Record | None:
    form = ws.catalogue.form(record.form)
    period = parse_period(str(record.values["period"])).previous
    where = f"r.{form.parent} = ? AND r.period = ?" if form.parent else "r.period = ?"
    params = (record.values[form.parent], period) if form.parent else (period,)
    for uid, *_rest in list(ws.store.rows(form.code, (), where=where, params=params)):
        return ws.store.record(form.code, str(uid))
    return None


class FindingPanel(SidePanel):
    """Shows one finding, or one remark of the city.

    Args:
        step: Goes to the next (1) or previous (-1) line.
        correct: Goes to the cell that the line marks.
        save: Takes the line and the explanation or answer that was written.
    """

    def __init__(
        self,
        step: Callable[[int], object],
        correct: Callable[[], object],
        save: Callable[[Listed, str], object],
    ) -> None:
        super().__init__()
        self._correct = correct
        self._save = save
        self.card: FindingCard | None = None
        self._row: Listed | None = None
        self._count: QLabel = text("", "label")
        before = secondary(_("上一处"), lambda: step(-1), "chevron-left")
        self._next = secondary(_("下一处"), lambda: step(1), "chevron-right")
        before.setToolTip("Shift+F8")
        self._next.setToolTip("F8")
        self.set_foot(before, self._next, self._count)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No finding is chosen."""
        self.clear()
        self.card = self._row = None
        self._count.setText("")
        self.add(text(_("选一处问题，这里写明规则、本期的值和说明。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_finding(self, row: FoundLine, detail: Detail, place: str, *, locked: bool) -> None:
        """Show a finding with its values; who wrote an explanation goes on with the next one."""
        writing = self.has_focus_inside
        self.clear()
        self._row, finding = row, row.finding
        self.add_heading(finding.subject or _("全部"), detail.form)
        self.card = self._make_card(row, locked=locked)
        self.add(self.card)
        if detail.values:
            self.add(_values_table(detail))
        if detail.words:
            self.add(text(_("规则"), "label"))
            self.add(text(detail.words, wrap=True))
        self._add_note(finding, locked=locked)
        self._end(place, writing=writing)

    def show_remark(self, row: RemarkRow, where: str, place: str, *, locked: bool) -> None:
        """Show a remark with its answer; who wrote one goes on with the next line."""
        writing = self.has_focus_inside
        self.clear()
        self._row = row
        self.add_heading(row.subject, where)
        self.card = RemarkCard(row.remark, answerable=not locked, change=self._correct)
        self._ask(self.card, row)
        self.add(self.card)
        for name, value in remark_values(row.remark):
            self.add(FactRow(name, value, bold=True))
        if locked:
            self.add(text(_("报表已上报，不再答复。"), "label", wrap=True))
        else:
            words = _("改数或写答复，都算处理。答复写进报送包的“审核说明”，随下一版交市局。")
            self.add(text(words, "label", wrap=True))
        self._end(place, writing=writing)

    def _end(self, place: str, *, writing: bool) -> None:
        self.body.addStretch(1)
        self.set_place(place)
        if writing and self.card is not None:
            (self.card.editor or self._next).setFocus()

    def unsaved(self) -> tuple[Listed, str] | None:
        """Return the line whose explanation or answer was typed but not saved, with the text."""
        editor = self.card.editor if self.card is not None else None
        if self._row is None or editor is None or not editor.document().isModified():
            return None
        said = editor.toPlainText().strip()
        return (self._row, said) if 0 < len(said) <= EXPLANATION_LENGTH else None

    def mark_saved(self) -> None:
        """What stands in the field is on its way to the store."""
        if self.card is not None and self.card.editor is not None:
            self.card.editor.document().setModified(False)

    def set_place(self, place: str) -> None:
        """Say which of how many is shown."""
        self._count.setText(place)

    def _make_card(self, row: FoundLine, *, locked: bool) -> FindingCard:
        finding = row.finding
        asks = finding.severity is Severity.VERIFY and not locked
        words = FindingText(
            row.sign, _title(finding), finding.rule, row.text, finding.explanation if asks else ""
        )
        card = FindingCard(words, explain=asks)
        if asks:
            self._ask(card, row)
            card.add_button(self._correct_button())
        elif not locked and finding.uid:
            card.body.addWidget(self._correct_button())
        return card

    def _ask(self, card: FindingCard, row: Listed) -> None:
        """Let the text of a card be saved, and go on."""
        if card.editor is None:
            return
        card.explained.connect(lambda said: self._save(row, said))
        card.save.setText(_("保存并看下一处"))

    def _correct_button(self) -> Button:
        return secondary(_("改数"), self._correct, "pencil")

    def _add_note(self, finding: Finding, *, locked: bool) -> None:
        if locked:
            if finding.explanation:
                self.add(text(_("说明"), "label"))
                self.add(text(finding.explanation, wrap=True))
            self.add(text(_("报表已上报，数和说明不再改。"), "label", wrap=True))
        elif finding.severity is Severity.VERIFY:
            self.add(text(_("说明随数据一起上报。数变了，要重新说明。"), "label", wrap=True))


def _title(finding: Finding) -> str:
    if finding.severity is Severity.MUST:
        return _("强制，改完才能上报")
    if finding.severity is Severity.HINT:
        return _("提示，不必处理")
    return _("核实，已说明") if finding.explanation else _("核实，需要说明")


def _values_table(detail: Detail) -> ListTable:
    is_right = all(_is_number(now) for _label, now, _then in detail.values)
    figures = [_("本期"), *(now for _label, now, _then in detail.values)]
    # Figures are short and take what they need; a name beside words shares the room with them.
    headings = [
        Heading(_("字段"), 100, stretch=is_right),
        Heading(
            _("本期"),
            width_of(figures, 64) if is_right else 150,
            right=is_right,
            stretch=not is_right,
        ),
    ]
    if detail.compared:
        before = [_("上期"), *(then for _label, _now, then in detail.values)]
        headings.append(Heading(_("上期"), min(width_of(before, 64), 120), right=is_right))
    model = LinesModel(headings)
    model.set_lines(
        [
            Line(
                (
                    Cell(label, tip=label),
                    Cell(now or "—", right=_is_number(now), bold=True, tip=now),
                    *((Cell(then or "—", right=_is_number(then), tone="text3"),) * detail.compared),
                ),
                key=label,
            )
            for label, now, then in detail.values
        ]
    )
    table = ListTable(
        model, headings, _("本条的值"), margin=8, lines=True, density="standard", framed=True
    )
    model.setParent(table)
    table.fit_height(SHOWN_FIELDS)
    return table


def _is_number(shown: str) -> bool:
    return shown[-1:].isdigit() or shown in {"", "—"}
