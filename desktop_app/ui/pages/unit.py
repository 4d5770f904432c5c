"""各单位数据: what a district reported, in the pages that the district has, to look at only."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.fields import ChoiceBox
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.desk import Desk
from desktop_app.ui.page import Page


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return UnitPage(desk)


def parts() -> list[Segment]:
    """Return the pages of a district that show its data."""
    return [
        Segment("firms", _("企业")),
        Segment("rd", _("研发投入")),
        Segment("patents", _("专利")),
        Segment("incubators", _("孵化器")),
        Segment("others", _("其他报表")),
    ]


class UnitPage(Page):
    """A unit, and one of the pages of its data; another unit brings pages of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("各单位数据"), _("区县报来的数据，只能看"))
        self._units = [unit.code for unit in desk.ws.catalogue.units]
        self._lent: Desk | None = None
        self._pages: dict[str, Page] = {}
        self.unit = ""
        self.choice = ChoiceBox([desk.ws.catalogue.unit_name(code) for code in self._units])
        self.choice.removeItem(0)
        self.choice.setAccessibleName(_("单位"))
        self.choice.activated.connect(lambda place: self.show_unit(self._units[place]))
        self.parts = Segments(parts())
        self.parts.chosen.connect(self._show_part)
        self.header.add_action(secondary(_("回收件"), self._go_back, "inbox"))
        self.header.add_action(self.choice)
        self.header.add_action(self.parts)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        desk.period_changed.connect(self._on_period)

    def first_focus(self) -> QWidget | None:
        """Return the grid."""
        page = self._page()
        return page.first_focus() if page is not None else self.choice

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a `unit`."""
        self.show_unit(str(target["unit"]))

    def toggle_side(self) -> None:
        """Show or hide the panel of the page that is shown: F4."""
        page = self._page()
        if page is not None:
            page.toggle_side()

    def next_finding(self, step: int) -> None:
        """Go to the next finding of the page that is shown."""
        page = self._page()
        if page is not None:
            page.next_finding(step)

    def narrow_changed(self, *, narrow: bool) -> None:
        """Tell the page that is shown."""
        for page in self._pages.values():
            page.set_narrow(narrow=narrow)

    def regions(self) -> list[QWidget]:
        """Return the head, and what the page that is shown has."""
        page = self._page()
        return [self.header, *(page.regions() if page is not None else [])]

    def show_unit(self, unit: str) -> None:
        """Show the data of another unit."""
        self.choice.setCurrentIndex(self._units.index(unit))
        if unit == self.unit:
            return
        self.unit = unit
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._lend(unit)
        self._show_part(self.parts.current)

    def _lend(self, unit: str) -> None:
        """Give the pages a desk of their own, on which the workspace is the unit's."""
        if self._lent is not None:
            self._lent.deleteLater()
        lent = Desk(self.desk.operations, self)
        lent.workspace = self.desk.ws.of(unit)
        lent.period = self.desk.period
        lent.page_wanted.connect(self._on_page_wanted)
        lent.toast_wanted.connect(self.desk.toast_wanted)
        lent.status_told.connect(self.desk.status_told)
        lent.facts_told.connect(self.desk.facts_told)
        self._lent = lent

    def _show_part(self, key: str) -> None:
        if self._lent is None:
            return
        if key not in self._pages:
            module = import_module(f"desktop_app.ui.pages.{key}")
            page = cast(Page, module.make(self._lent))
            page.set_narrow(narrow=self.narrow)
            self._pages[key] = page
            self.stack.addWidget(page)
        page = self._pages[key]
        self.stack.setCurrentWidget(page)
        page.refresh()
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus()

    def _page(self) -> Page | None:
        return self._pages.get(self.parts.current)

    def _on_page_wanted(self, key: str, target: Mapping[str, Any]) -> None:
        """Follow a link from one page of the unit to another."""
        if key in {segment.key for segment in parts()}:
            self.parts.choose(key)
            page = self._page()
            if page is not None and target:
                page.show_target(target)

    def _on_period(self, code: str) -> None:
        if self._lent is not None:
            self._lent.set_period(code)

    def _go_back(self) -> None:
        self.desk.go("inbox", {"unit": self.unit})
