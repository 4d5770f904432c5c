"""The panel beside a grid: firm and field, values, findings with explanation, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.findings import Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.i18n import _, language, period_label, plural, severity_word, unit_word
from desktop_app.store.journal import Past
from desktop_app.ui.components.buttons import Button, secondary
from desktop_app.ui.components.side_panel import FindingCard, FindingText, HistoryEntry, SidePanel
from desktop_app.ui.components.texts import FactRow, GlyphText, facts, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.columns import field_label, line_code
from desktop_app.ui.grid.source import Row
from desktop_app.ui.pages.form.sheet_source import SheetSource, finding_sign
from desktop_app.ui.pages.moments import kind_word, moment_text
from desktop_app.ui.pages.remark_card import RemarkCard, remark_title
from desktop_app.work.cell import CellFacts, Said, cell_facts, relations

WAIT_MILLISECONDS = 60
CARDS_AT_MOST = 6


def finding_title(said: Said) -> str:
    """Return the heading of a finding's card."""
    if said.finding.severity is Severity.MUST:
        return _("强制，要改数")
    if said.finding.severity is Severity.HINT:
        return _("提示")
    return _("核实，需要说明") if said.finding.open else _("核实，已说明")


def finding_text(said: Said) -> FindingText:
    """Return a finding as its card shows it."""
    finding = said.finding
    return FindingText(
        finding_sign(finding),
        finding_title(said),
        finding.rule,
        said.sentence,
        finding.explanation,
    )


class CellPanel(SidePanel):
    """What is known of the current cell; read off the screen's thread, a moment after moving.

    Attributes:
        more: Gives further parts for a row (ways to other pages), or None.

    Signals:
        explained: Rule, record and text of an explanation.
        answered: Number and answer of a remark.
        step_wanted: 1 to the next open finding, -1 to the one before.
        change_wanted: Code of a field that is to be typed into.
        told: The facts that are shown now.
    """

    explained = Signal(str, str, str)
    answered = Signal(int, str)
    step_wanted = Signal(int)
    change_wanted = Signal(str)
    told = Signal(object)

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self._rules = False
        self._row: Row | None = None
        self._field = ""
        self._source: SheetSource | None = None
        self._cards: list[FindingCard] = []
        self.more: Callable[[Row], Sequence[QWidget]] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MILLISECONDS)
        self._wait.timeout.connect(self._ask)
        self._before = secondary(_("上一处"), lambda: self.step_wanted.emit(-1), "chevron-left")
        self._after = secondary(_("下一处"), lambda: self.step_wanted.emit(1), "chevron-right")
        self._place = text("", "fact")
        self.set_foot(self._before, self._after, self._place)
        self.show_findings_place(0, 0)

    def show_findings_place(self, place: int, count: int) -> None:
        """Say which of the open findings is shown, as “4 / 10”."""
        self._place.setText(f"{place} / {count}" if place else plural("{n} 处", count))
        self._before.setEnabled(count > 0)
        self._after.setEnabled(count > 0)

    def set_rules(self, *, rules: bool) -> None:
        """Beside a form: help, all findings of the record and the rules of the field."""
        self._rules = rules

    def show_cell(self, source: SheetSource, row: Row, field: str) -> None:
        """Show a cell, a moment later."""
        self._source, self._row, self._field = source, row, field
        self._wait.start()

    def read_again(self) -> None:
        """Read the cell again that is shown."""
        if self._row is not None and self._editor_text() is None:
            self._wait.start()

    def focus_explanation(self) -> None:
        """Put the focus into the explanation, if one is asked for."""
        editor = next((card.editor for card in self._cards if card.editor is not None), None)
        if editor is not None:
            editor.setFocus()

    def _editor_text(self) -> str | None:
        """Return what is being written as an explanation, or None."""
        for card in self._cards:
            if card.editor is not None and card.editor.hasFocus():
                typed = card.editor.toPlainText().strip()
                return typed if typed != card.finding.explanation else None
        return None

    def _ask(self) -> None:
        row, source = self._row, self._source
        if row is None or source is None:
            return
        ws, form, period, field = self._desk.ws, self._form, self._desk.period, self._field
        asked = (row.uid, field)

        def ask() -> tuple[Row, CellFacts]:
            # The row too: what was saved meanwhile stands beside the findings about it.
            place = source.place(row.uid)
            fresh = source.block([place])[0] if place is not None else row
            uid = row.uid if place is not None and not row.uid.startswith("+") else ""
            return fresh, cell_facts(ws, form, period, uid, field)

        def tell(found: tuple[Row, CellFacts]) -> None:
            if self._row is not None and (self._row.uid, self._field) == asked:
                self._row = found[0]
                self._tell(found[1])

        self._desk.operations.run(ask, tell, asker=self)

    # What it says

    def _tell(self, found: CellFacts) -> None:
        row, source = self._row, self._source
        if row is None or source is None:
            return
        self.clear()
        self._cards = []
        field = self._form.by_code.get(self._field)
        if self._rules and field is not None:
            self._add_field(field)
        else:
            self._add_head(row, field)
        if field is not None and not self._rules:
            self._add_values(source, row, field, found)
        self._add_remarks(found)
        self._add_findings(found)
        if self.more is not None:
            self._add_more(self.more(row))
        if self._rules and field is not None:
            self._add_relations(found)
        else:
            self._add_past(source, found)
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)
        self.told.emit(found)

    def _add_head(self, row: Row, field: Field | None) -> None:
        if field is None:
            self.add_heading(row.name)
            if self._rules:
                self.add_rule()
            return
        self.add_heading(row.name, facts(_line(field), unit_word(field.unit)))

    def _add_field(self, field: Field) -> None:
        kinds = _("整数") if field.whole or field.type == "count" else ""
        self.add_heading(_line(field), facts(unit_word(field.unit), kinds))
        help_text = field.help_en if language() == "en" else field.help
        if help_text:
            self.add(text(help_text, wrap=True))
        self.add_rule()

    def _add_values(self, source: SheetSource, row: Row, field: Field, found: CellFacts) -> None:
        places = [one.code for one in source.fields]
        if field.code not in places:
            return
        place = places.index(field.code)
        self.add_rule()
        raw = row.marks[field.code].raw if field.code in row.marks else ""
        now = raw or source.show(field, row.values[place])
        period = self._desk.period
        if not self._form.periodic:
            self.add(FactRow(_("现在"), now or _("空"), bold=True))
            return
        self.add(FactRow(_("本期（{p}）").format(p=_short(period)), now or _("空"), bold=True))
        if row.previous:
            earlier = _short(parse_period(period).previous)
            before = source.show(field, row.previous[place])
            self.add(FactRow(_("上期（{p}）").format(p=earlier), before or _("空")))
        if found.median is not None:
            self.add(FactRow(_("本区同行业中位数"), source.show(field, found.median)))

    def _add_remarks(self, found: CellFacts) -> None:
        whole = self._rules or not self._field
        for remark in found.remarks if whole else found.remarked(self._field):
            card = RemarkCard(
                remark,
                answerable=found.answerable,
                change=partial(self._emit_change, remark.field),
            )
            card.explained.connect(partial(self._emit_answer, remark.number))
            self._cards.append(card)
            self.add(card)

    def _emit_change(self, field: str) -> None:
        self.change_wanted.emit(field)

    def _emit_answer(self, number: int, words: str) -> None:
        self.answered.emit(number, words)

    def _add_findings(self, found: CellFacts) -> None:
        said = found.about(self._field) if not self._rules and self._field else found.said
        others = len(found.said) - len(said)
        if self._rules:
            words = _("本条问题 {n}").format(n=len(said)) if said else _("本条问题")
            self.add(text(words, "section"))
            if not said:
                self.add(GlyphText(Sign.CLEAN, _("没有问题"), "fact"))
        for one in said[:CARDS_AT_MOST]:
            self._add_card(one)
        if others and not self._rules:
            self.add(text(_("这一行另有 {n} 处").format(n=others), "label"))

    def _add_card(self, said: Said) -> None:
        asks = said.finding.severity is Severity.VERIFY
        lent = self._desk.ws.lent
        card = FindingCard(finding_text(said), explain=asks and not lent)
        rule, uid = said.finding.rule, said.finding.uid
        card.explained.connect(lambda words: self.explained.emit(rule, uid, words))
        target = next(iter(said.finding.fields), "")
        if lent:
            pass
        elif asks:
            card.add_button(Button(_("改数"), lambda: self.change_wanted.emit(target)))
        elif said.finding.severity is Severity.MUST and target:
            card.add_link(_("改数"), lambda: self.change_wanted.emit(target))
        self._cards.append(card)
        self.add(card)

    def _add_more(self, widgets: Sequence[QWidget]) -> None:
        self.add_rule()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for place, widget in enumerate(widgets):
            grid.addWidget(widget, *divmod(place, 2), Qt.AlignmentFlag.AlignLeft)
        self.add(holder)

    def _add_relations(self, found: CellFacts) -> None:
        rules = relations(self._desk.ws, self._form, self._desk.period, self._field)
        if not rules:
            return
        broken = {said.finding.rule: finding_sign(said.finding) for said in found.said}
        self.add_rule()
        self.add(text(_("本项审核关系"), "section"))
        for rule, words in rules:
            self.add(_relation(broken.get(rule, Sign.CLEAN), words))

    def _add_past(self, source: SheetSource, found: CellFacts) -> None:
        if not found.past:
            return
        self.add_rule()
        self.add(text(_("修改历史"), "section"))
        for _batch, group in groupby(found.past, key=lambda past: past.batch):
            changes = list(group)
            one = changes[0]
            who = facts(one.person or _("未填姓名"), kind_word(one.kind))
            what = self._what(source, one)
            if len(changes) > 1:
                what = plural("{title}，{n} 项", len(changes), title=one.title)
            self.add(HistoryEntry(moment_text(one.made_at), who, what))

    def _what(self, source: SheetSource, one: Past) -> str:
        field = self._form.by_code.get(one.field)
        if field is None:
            return one.title
        before, after = (_shown(source, field, stored) for stored in (one.before, one.after))
        if self._field:
            if one.kind != "edit" and one.before is None:
                return _("{title}，填入 {after}").format(title=one.title, after=after)
            return f"{before} → {after}"
        return facts(_line(field), f"{before} → {after}")


def _line(field: Field) -> str:
    return f"{line_code(field)} {field_label(field)}".strip()


def _shown(source: SheetSource, field: Field, stored: Stored) -> str:
    return source.show(field, stored) or _("空")


def _short(period: str) -> str:
    return period_label(period)


def _relation(sign: Sign, words: str) -> GlyphText:
    line = GlyphText(sign, words)
    line.words.setWordWrap(True)
    line.words.setMinimumWidth(40)
    return line


def strip_words(found: CellFacts) -> tuple[Sign, str, str]:
    """Return shape, title and sentence of the worst that is said, for a narrow window's strip."""
    said = found.about(found.field) if found.field else found.said
    asked = found.remarked(found.field) if found.field else found.remarks
    if not said and asked:
        return Sign.REMARK, remark_title(asked[0]), asked[0].text
    if not said:
        return Sign.NONE, "", ""
    first = said[0]
    return finding_sign(first.finding), severity_word(first.finding.severity), first.sentence
