"""其他报表: the forms without a page of their own, and the page of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, language, plural
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.form.many_forms import ManyFormsPage
from desktop_app.ui.pages.form.page import FormPage
from desktop_app.ui.pages.form.views import counted, form_label
from desktop_app.work.forms_state import FormState, forms_state

OWN_PAGES = frozenset({"firm", "rd_activity", "patent", "incubator", "carrier"})


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return OthersPage(desk)


def headings() -> tuple[Heading, ...]:
    """Return the headings of the list of forms."""
    return (
        Heading(_("报表"), width=170),
        Heading(_("全称"), width=200, stretch=True),
        Heading(_("表号"), width=130),
        Heading(_("期别"), width=96),
        Heading(_("本期"), width=110, right=True),
        Heading(_("强制"), width=90, right=True),
        Heading(_("核实"), width=90, right=True),
        Heading(_("意见"), width=90, right=True),
        Heading("", width=16),
    )


class OthersPage(ManyFormsPage):
    """The list of forms; choosing one shows its page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("其他报表"))
        self._codes = [
            form.code for form in desk.ws.catalogue.reported if form.code not in OWN_PAGES
        ]
        self.forms = frozenset({*self._codes, "remark", "report"})
        self.model = LinesModel(headings(), self)
        self.list = ListTable(self.model, headings(), _("其他报表"))
        self.list.row_opened.connect(self._open)
        self.stack.addWidget(self.list)
        self.header.set_facts(plural("{n} 张表", len(self._codes)))

    def first_focus(self) -> QWidget | None:
        """The list, or the grid of the form that is shown."""
        return self.list if self.current is None else super().first_focus()

    def reload(self) -> None:
        """Count the records and findings of the forms again."""
        ws, period, codes = self.desk.ws, self.desk.period, list(self._codes)
        self.desk.operations.run(lambda: forms_state(ws, period, codes), self._show)

    def make_page(self, form_code: str) -> FormPage:
        """Return the page of a form with a way back to the list."""
        back = secondary(_("全部报表"), self.show_list, "chevron-left")
        return FormPage(self.desk, form_code, lead=back)

    def show_list(self) -> None:
        """Show the list of forms again."""
        self.current = None
        self.header.show()
        self.stack.setCurrentWidget(self.list)
        self.reload()
        self.list.setFocus()

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a record; without a form, the list."""
        if "form" in target:
            super().show_target(target)
        else:
            self.show_list()

    def _show(self, states: Sequence[FormState]) -> None:
        self.model.set_lines([_line(state) for state in states])
        if self.list.current_place() < 0:
            self.list.choose(0)

    def _open(self, place: int) -> None:
        page = self.show_form(str(self.model.line(place).key))
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus()


def _line(state: FormState) -> Line:
    form = state.form
    return Line(
        (
            Cell(form_label(form), bold=True),
            Cell(form.label_en if language() == "en" else form.label, tone="text2"),
            Cell(form.official, tone="text2"),
            Cell(_("分期") if form.periodic else _("长期"), tone="text2"),
            Cell(counted(form, state.count) if state.count else "—", right=True),
            _flaw(state.to_fix, Sign.MUST),
            _flaw(state.to_explain, Sign.VERIFY),
            _flaw(state.remarks, Sign.REMARK),
        ),
        key=form.code,
    )


def _flaw(count: int, sign: Sign) -> Cell:
    return Cell(f"{count:,}", right=True, sign=sign) if count else Cell("", right=True)
