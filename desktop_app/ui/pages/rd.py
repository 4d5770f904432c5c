"""研发投入: form 107-2 as grid and as form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.form.page import FormPage


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return FormPage(desk, "rd_activity", _("研发投入"))
