"""Ways from one form of a firm to the others: what a rule compares may stand in another one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import link
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.source import Row
from desktop_app.ui.pages.form.views import form_label
from desktop_app.ui.pages.places import page_of

FORMS = ("firm", "rd_activity", "firm_period", "rd_project", "super_deduction", "patent")


def firm_links(desk: Desk, here: str, row: Row) -> list[QWidget]:
    """Return the ways from a firm's row of the form `here` to its rows of the other forms."""
    forms = (desk.ws.catalogue.form(code) for code in FORMS if code != here)
    return [
        link(
            _("看{form}").format(form=form_label(form)),
            lambda code=form.code: desk.go(  # type: ignore[misc]  # bound to this form
                page_of(code), {"form": code, "text": row.name}
            ),
        )
        for form in forms
    ]
