"""孵化器: figures of incubators and makerspaces, and the register of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.form.many_forms import ManyFormsPage
from desktop_app.ui.pages.form.page import FormPage

FIRST = "incubator"


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return IncubatorsPage(desk)


class IncubatorsPage(ManyFormsPage):
    """Three forms: 孵化器 and 众创空间 by period, 载体名录."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("孵化器"))
        self.forms = frozenset({"carrier", "incubator", "makerspace"})
        self.show_form(FIRST)

    def make_page(self, form_code: str) -> FormPage:
        """Return the page of a form with the three names in its head."""
        words = {"incubator": _("孵化器"), "makerspace": _("众创空间"), "carrier": _("载体名录")}
        chooser = Segments([Segment(code, word) for code, word in words.items()])
        page = FormPage(self.desk, form_code, words[form_code], lead=chooser)
        chooser.choose(form_code)
        chooser.chosen.connect(lambda code: self._on_chosen(chooser, form_code, code))
        if form_code != "carrier":
            # A new incubator is a new line of the register; its figures follow.
            page.new_wanted = lambda: self.show_form("carrier").add_new()
        return page

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a record; an addition goes to the register."""
        if target.get("add") and "form" not in target:
            target = {**target, "form": "carrier"}
        super().show_target(target)

    def _on_chosen(self, chooser: Segments, own: str, code: str) -> None:
        if code != own:
            chooser.choose(own)
            page = self.show_form(code)
            focus = page.first_focus()
            if focus is not None:
                focus.setFocus()
