"""合并: what only a person can decide, both records side by side; each decision is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, plural
from desktop_app.store.overlaps import Shared
from desktop_app.ui.components.buttons import Button, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import FilterBar
from desktop_app.ui.components.stepper import BottomBar
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.inbox.run import MergeRun
from desktop_app.ui.pages.inbox.state import Preview
from desktop_app.ui.pages.lazy_lines import LazyModel
from desktop_app.ui.pages.merging.compare import ComparisonTable
from desktop_app.ui.pages.merging.many import MOST_UNITS, Act, acts_on, many_headings, many_lines
from desktop_app.ui.pages.merging.rows import (
    EVERY,
    OPEN,
    SETTLED,
    Case,
    CaseLines,
    Cases,
    Key,
    KindBox,
    Wanted,
    headings,
    key_of,
    load_cases,
    load_names,
    matching,
    state_of,
    state_segments,
)
from desktop_app.work.city.chain_cases import ChainCase, compare_chain
from desktop_app.work.city.compare import Comparison, compare_overlap
from desktop_app.work.city.dismiss import dismiss
from desktop_app.work.city.overlaps import APART, PARKED, SAME, choice_word, decide_all, described
from desktop_app.work.history import undo
from desktop_app.work.workspace import Workspace

LIST_HEIGHT, CASE_HEIGHT = 250, 470
"""How list and records share the page at first; the line between them can be moved."""


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return MergingPage(desk)


class MergingPage(Page):
    """The cases above, the records of the chosen one below, and one button for each decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("合并"), _("先收件，后判定；判定记住，以后各期不再问"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self._cases = Cases()
        self._names: Mapping[Key, str] = {}
        self._lines = CaseLines(desk.ws, ())
        self._told: tuple[Case, ...] = ()
        self._many: list[Act] = []
        self._wanted: Mapping[str, Any] = {}
        self.run = MergeRun(
            desk,
            self,
            self.header.progress,
            key="merging",
            changed=self._show_acts,
            previewed=lambda _preview: None,
            merged=self._on_merged,
        )
        self.header.add_action(secondary(_("复制到 Excel"), self._copy, "copy"))
        self._add_body()
        self._add_keys()

    # Parts

    def _add_body(self) -> None:
        self.bar = FilterBar(_("代码、企业、单位"), state_segments())
        self.kinds = KindBox()
        self.bar.add_tool(self.kinds)
        self.bar.changed.connect(lambda _text, _segment: self._list())
        self.kinds.chosen.connect(lambda _key: self._list())
        self.model = LazyModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("要判定的"), density="standard", many=True)
        self.table.row_changed.connect(lambda _place: self._show_chosen())
        self.table.selected_changed.connect(self._show_chosen)
        self.table.row_opened.connect(lambda _place: self._focus_first_act())
        self.compare = ComparisonTable()
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self._make_case())
        halves.setSizes([LIST_HEIGHT, CASE_HEIGHT])
        halves.setStretchFactor(1, 1)
        self.empty = QStackedWidget()
        self.stack = QStackedWidget()
        self.stack.addWidget(halves)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)

    def _make_case(self) -> QWidget:
        case = QWidget()
        column = QVBoxLayout(case)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.compare, 1)
        bar = BottomBar()
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 9, 24, 9)
        row.setSpacing(8)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("理由，可不写"))
        self.note.setAccessibleName(_("理由"))
        row.addWidget(text(_("理由"), "label"))
        row.addWidget(self.note, 1)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        row.addLayout(self._acts)
        column.addWidget(bar)
        return case

    def _add_keys(self) -> None:
        for number in range(10):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._press, number))

    # Showing

    def reload(self) -> None:
        """Read what is to be decided."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: load_cases(ws), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.table

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show what is open of a `kind`, or the case of a `value`."""
        self._wanted = target
        self.bar.clear()
        self.bar.segments.choose(OPEN)
        self.kinds.choose(str(target.get("kind", EVERY)))
        self._go_to_wanted()

    def next_finding(self, step: int) -> None:
        """Choose the next or previous case."""
        count = len(self._lines)
        if count:
            self.table.choose((self.table.current_place() + step) % count)

    def _show(self, cases: Cases) -> None:
        self._cases = cases
        self._names = {}
        self._list()
        self._go_to_wanted()
        ws = self.desk.ws
        if cases.codes:
            self.desk.operations.run_after_painting(
                lambda: load_names(ws, cases),
                lambda names: self._take_names(cases, names),
                asker=self,
            )
        words = _(
            "Ctrl+1 算在第一个单位　Ctrl+0 各算各的　Ctrl+9 暂放　Shift+↓、Ctrl+A 选几处一起判"
        )
        self.desk.tell(words)

    def _take_names(self, cases: Cases, names: Mapping[Key, str]) -> None:
        if cases is self._cases:
            self._names = names
            if self.bar.field.text().strip():
                self._list()

    def _list(self) -> None:
        """List what is asked for; the case that was chosen stays, else the one at its place."""
        asked = Wanted(self.bar.field.text().strip(), self.bar.segments.current, self.kinds.current)
        before = self._current()
        place = max(self.table.current_place(), 0)
        found = matching(self.desk.ws, self._cases, asked, self._names)
        self._lines = CaseLines(self.desk.ws, found)
        self.model.set_lines(self._lines)
        self._count()
        if not found:
            self._show_empty(asked)
            return
        self.stack.setCurrentIndex(0)
        if before is None or not self.table.choose_key(key_of(before)):
            self.table.choose(min(place, len(found) - 1))
        self._told = ()
        self._show_chosen()

    def _count(self) -> None:
        cases = self._cases.all
        states = Counter(map(state_of, cases))
        asked = self.bar.segments.current
        counted = cases if asked == EVERY else [one for one in cases if state_of(one) == asked]
        kinds = Counter(key_of(case)[0] for case in counted)
        counts = {state: states[state] for state in (OPEN, PARKED, SETTLED)} | {EVERY: len(cases)}
        kinds[EVERY] = len(counted)
        self.bar.segments.set_counts(counts)
        self.kinds.set_counts(kinds)

    def _show_empty(self, asked: Wanted) -> None:
        nothing = not asked.text and asked.state == OPEN and asked.kind == EVERY
        if nothing and not self._cases.all:
            title = _("没有要判定的")
            words = _("几个单位都报的企业、专利和证书，断链和分叉的报送包，合并后列在这里。")
            button = secondary(_("去收件"), lambda: self.desk.go("inbox"), "inbox")
            page = EmptyPage(title, words, button)
        elif nothing:
            page = EmptyPage(_("都判定了"), _("判定过的在“已判定”里，随时可改判。"))
        else:
            page = EmptyPage(_("没有符合筛选的"), _("换一个筛选，或按 Esc 清空。"))
        while self.empty.count():
            old = self.empty.widget(0)
            self.empty.removeWidget(old)
            old.deleteLater()
        self.empty.addWidget(page)
        self.stack.setCurrentIndex(1)

    def _current(self) -> Case | None:
        place = self.table.current_place()
        return self._lines.cases[place] if 0 <= place < len(self._lines) else None

    def _go_to_wanted(self) -> None:
        key = (str(self._wanted.get("kind", "")), str(self._wanted.get("value", "")))
        if self.table.choose_key(key):
            self._wanted = {}

    def chosen(self) -> list[Case]:
        """Return the selected cases."""
        places = self.table.selected_places()
        return [self._lines.cases[place] for place in places if place < len(self._lines)]

    def _show_chosen(self) -> None:
        """Show the chosen case beside its rivals, or what would become of all that are chosen."""
        chosen = tuple(self.chosen())
        if chosen == self._told:
            return
        self._told = chosen
        case = chosen[0] if len(chosen) == 1 else None
        self.note.setText(case.note if isinstance(case, Shared) else "")
        self._many = acts_on(self.desk.ws, chosen) if case is None else []
        self._show_acts()
        if case is not None:
            self._show_case(case)
        elif chosen:
            lines = many_lines(self.desk.ws, chosen, self._many)
            self.compare.show_lines(many_headings(self._many), lines)
        else:
            self.compare.show_nothing()

    def _show_case(self, case: Case) -> None:
        ws = self.desk.ws

        def show(found: Comparison) -> None:
            if self._told == (case,):
                self.compare.show_comparison(found)

        self.desk.operations.run(lambda: _compare(ws, case), show, asker=self)

    # Deciding

    def _show_acts(self) -> None:
        """Show a button for each thing that can be decided on the chosen case."""
        while (item := self._acts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, words, _act in self._choices():
            button = Button(words, partial(self._press, number))
            button.setToolTip(f"Ctrl+{number}")
            self._acts.addWidget(button)

    def _choices(self) -> list[tuple[int, str, Callable[[], object]]]:
        """Return number of the key, words and act of each decision on what is chosen."""
        if len(self._told) != 1:
            return [(act.number, act.label, partial(self.decide_many, act)) for act in self._many]
        case = self._told[0]
        if isinstance(case, ChainCase):
            take = _("以这一包为准") if case.is_fork else _("照样并入")
            return [
                (1, take, partial(self._merge, case)),
                (2, _("不要这一包"), partial(self._dismiss, case)),
            ]
        found: list[tuple[int, str, Callable[[], object]]] = []
        for place, unit in enumerate(case.units[:MOST_UNITS], 1):
            words = _("算在{unit}").format(unit=self.desk.ws.catalogue.unit_name(unit))
            found.append((place, words, partial(self.decide, SAME, unit)))
        return [
            *found,
            (0, _("都算，各算各的"), partial(self.decide, APART)),
            (9, _("先放着"), partial(self.decide, PARKED)),
        ]

    def _press(self, number: int) -> None:
        choices = self._choices()
        if choices and self.desk.at_work:
            self.desk.toast(_("还在处理报送包，做完再判定"))
            return
        for key, _words, act in choices:
            if key == number:
                act()

    def decide(self, choice: str, chosen: str = "") -> None:
        """Decide on the chosen case and go on with the next."""
        case = self._current()
        if not isinstance(case, Shared):
            return
        ws, note = self.desk.ws, self.note.text()

        def tell(applied: Applied) -> None:
            words = choice_word(choice)
            if choice == SAME:
                words = _("只算在{unit}").format(unit=ws.catalogue.unit_name(chosen))
            self._tell(_("{code} {choice}").format(code=case.value, choice=words), applied)

        self.desk.operations.run(
            lambda: decide_all(ws, [case], choice, chosen=chosen, note=note), tell, asker=self
        )

    def decide_many(self, act: Act) -> None:
        """Decide the same on several cases, as one batch."""
        ws, note = self.desk.ws, self.note.text()
        self.desk.operations.run(
            lambda: decide_all(ws, act.cases, act.choice, chosen=act.chosen, note=note),
            lambda applied: self._tell(
                plural("已判定 {n} 处：{words}", len(act.cases), words=act.words), applied
            ),
            asker=self,
        )

    def _tell(self, words: str, applied: Applied) -> None:
        ws, desk = self.desk.ws, self.desk

        def take_back() -> None:
            desk.operations.run(lambda: undo(ws, applied.batch))

        desk.toast(words, (_("撤销"), take_back))
        if self.first_focus() is not None and self.isVisible():
            self.table.setFocus()

    def _merge(self, case: ChainCase) -> None:
        self.run.merge([case.package.path], accept=True)

    def _on_merged(self, _done: Preview) -> None:
        self.mark_stale()

    def _dismiss(self, case: ChainCase) -> None:
        reason = self.note.text().strip()
        if not reason:
            self.note.setFocus()
            self.desk.toast(_("写明为什么不要这一包，再按一次"))
            return
        ws = self.desk.ws
        self.desk.operations.run(
            lambda: dismiss(ws, case.package.digest, reason),
            lambda applied: self._tell(_("不并入，已记下理由"), applied),
            asker=self,
        )

    def _focus_first_act(self) -> None:
        item = self._acts.itemAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setFocus()

    def _copy(self) -> None:
        count = self.table.copy(everything=True)
        self.desk.toast(plural("已复制 {n} 行，可粘贴到 Excel", count))


def _compare(ws: Workspace, case: Case) -> Comparison:
    if isinstance(case, ChainCase):
        return compare_chain(ws, case)
    return compare_overlap(ws, described(ws, [case])[0])
