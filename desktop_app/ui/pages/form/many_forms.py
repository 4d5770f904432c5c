"""One page of the navigation that shows several forms, each on a form page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.desk import Desk
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form.page import FormPage


class ManyFormsPage(Page):
    """Passes on to the form page that is shown; subclasses make the pages and their choosers."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self._forms: dict[str, FormPage] = {}
        self.current: FormPage | None = None
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)

    def make_page(self, form_code: str) -> FormPage:
        """Return a new page of a form, with what leads to the other forms."""
        raise LookupError(form_code)

    def show_form(self, form_code: str) -> FormPage:
        """Show the page of a form, making it on its first visit."""
        if form_code not in self._forms:
            page = self._forms[form_code] = self.make_page(form_code)
            page.set_narrow(narrow=self.narrow)
            self.stack.addWidget(page)
        page = self._forms[form_code]
        self.header.hide()
        self.current = page
        page.set_narrow(narrow=self.narrow)
        self.stack.setCurrentWidget(page)
        page.refresh()
        return page

    # Passed on

    def refresh(self) -> None:
        """Let the form that is shown look for changes."""
        super().refresh()
        if self.current is not None:
            self.current.refresh()

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a record of one of the forms: `form`, then as the form page says."""
        code = str(target.get("form", ""))
        page = self.show_form(code) if code else self.current
        if page is not None:
            page.show_target(target)

    def next_finding(self, step: int) -> None:
        """Go on in the form that is shown."""
        if self.current is not None:
            self.current.next_finding(step)

    def toggle_side(self) -> None:
        """Show or hide the panel of the form that is shown."""
        if self.current is not None:
            self.current.toggle_side()

    def first_focus(self) -> QWidget | None:
        """The grid of the form that is shown."""
        return self.current.first_focus() if self.current is not None else None

    def regions(self) -> list[QWidget]:
        """The regions of the form that is shown."""
        return self.current.regions() if self.current is not None else super().regions()

    def narrow_changed(self, *, narrow: bool) -> None:
        """Pass it on."""
        for page in self._forms.values():
            page.set_narrow(narrow=narrow)

    @property
    def panel(self) -> SidePanel | None:
        """The side panel of the form that is shown."""
        return self.current.side if self.current is not None else None
