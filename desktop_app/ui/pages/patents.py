"""专利: the register of patents, each with its owners."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.form.page import FormPage


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return FormPage(desk, "patent", _("专利"), children=("patent_owner",))
