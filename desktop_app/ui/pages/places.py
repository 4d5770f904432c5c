"""Which page shows the records of a form."""

from __future__ import annotations

from desktop_app.ui.desk import Desk

PAGES = {
    "firm": "firms",
    "rd_activity": "rd",
    "patent": "patents",
    "carrier": "incubators",
    "incubator": "incubators",
    "makerspace": "incubators",
}
"""Forms with a page of their own; the others are chosen on 其他报表."""


def page_of(form_code: str) -> str:
    """Return the key of the page that shows a form."""
    return PAGES.get(form_code, "others")


def show_record(desk: Desk, form_code: str, uid: str, field: str = "") -> None:
    """Go to a record, and to one of its fields."""
    desk.go(page_of(form_code), {"form": form_code, "uid": uid, "field": field})
