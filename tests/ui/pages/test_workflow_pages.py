"""What every page of the work has in common: sizes, names, words."""

from __future__ import annotations

import platform
import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from desktop_app.ui.pages import start
from desktop_app.ui.pages.checks import page as checks
from desktop_app.ui.pages.history import page as history
from desktop_app.ui.pages.importing import page as importing
from desktop_app.ui.pages.settings import page as settings
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.tokens import size
from desktop_app.work.checks import check

PAGES = {
    "checks": checks.make,
    "importing": importing.make,
    "submit": submit.make,
    "history": history.make,
    "settings": settings.make,
    "start": start.make,
}
TAKES_FOCUS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
KEPT_WORDS = {
    *("Excel", "WPS", "Python", "Qt", "for", "PySide", "LGPL", "MIT", "Tabler", "English", "SHA"),
    *("xlsx", "xls", "csv", "et", "ods", "MB", "KB", "U", "F", "Ctrl", "Shift", "Enter", "Esc"),
    *("p", "sent", "licences", "p12", "ws", "csr", "pem"),
}
"""Names of files, programs and keys, which stay as they are."""


@pytest.fixture(params=PAGES)
def page(request, faulty_firm, desk, shown):
    check(desk.ws, desk.period)
    made = shown(PAGES[request.param])
    yield made
    if isinstance(made, importing.ImportPage):
        made.close_reader()


def test_that_it_fits_into_the_smallest_window(page):
    hint = page.minimumSizeHint()
    wide = size("page_min_width") - size("nav_width_narrow")
    high = size("page_min_height") - size("top_bar") - size("status_bar")
    side = getattr(page, "side", None)
    # In a narrow window the panel is a drawer and asks for no room.
    taken = side.minimumSizeHint().width() if side is not None and side.isVisible() else 0
    assert hint.width() - taken <= wide
    assert hint.height() <= high


def test_that_everything_one_can_reach_has_a_name(page):
    nameless = [
        widget
        for kind in TAKES_FOCUS
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page)
        and widget.focusPolicy().value
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_that_it_speaks_chinese(page):
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    texts += [button.text() for button in page.findChildren(QAbstractButton)]
    texts += [field.placeholderText() for field in page.findChildren(QLineEdit)]
    shown = [text for text in texts if "/" not in text and text != platform.node()]
    words = {word for text in shown for word in re.findall(r"[A-Za-z]{1,}", text)}
    codes = {"RDA", "RDP", "REQ", "ENT", "HTE", "GB", "T", "L"}
    assert words - KEPT_WORDS - codes == set()


def test_that_the_first_thing_to_do_takes_the_focus(page):
    if hasattr(page, "first_focus"):
        focus = page.first_focus()
        assert focus is None or focus.isVisibleTo(page)
