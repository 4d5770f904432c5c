"""The pages of a district's and of the city's window, as the navigation shows them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.desk import Desk
from desktop_app.ui.page_entry import PageEntry

DISTRICT, CITY = "district", "city"
"""The roles of a workspace."""


FIRST_PAGES = {CITY: "inbox"}
"""Pages that roles begin with, where it is not 总览."""


def entries(role: str = DISTRICT) -> list[PageEntry]:
    """Return the pages of a role in the order of the navigation.

    Each is named by its module in `ui/pages`, which has a function `make(desk)`; the first part of
    that name is the key of the page.
    """
    return _of_the_city() if role == CITY else _of_a_district()


def first_page(role: str = DISTRICT) -> str:
    """Return the key of the page that a role begins with."""
    return FIRST_PAGES.get(role, "overview")


def _of_a_district() -> list[PageEntry]:
    return [
        _entry("overview.page", "ZL", lambda: _("总览"), "layout-dashboard"),
        _entry("firms", "QY", lambda: _("企业"), "building-factory-2"),
        _entry("rd", "YFTR", lambda: _("研发投入"), "flask"),
        _entry("patents", "ZL", lambda: _("专利"), "bulb"),
        _entry("incubators", "FHQ", lambda: _("孵化器"), "building-community"),
        _entry("others", "QTBB", lambda: _("其他报表"), "table"),
        _entry("checks.page", "SH", lambda: _("审核"), "clipboard-check", "work"),
        _entry("importing.page", "DR", lambda: _("导入"), "file-import", "work"),
        _entry("submit.page", "SB", lambda: _("上报"), "send", "work"),
        _entry("task.page", "RWWJ", lambda: _("任务文件"), "file-certificate", "work"),
        _entry("history.page", "LS", lambda: _("历史"), "history", "work"),
        _entry("settings.page", "SZ", lambda: _("设置"), "settings", "foot"),
    ]


def _of_the_city() -> list[PageEntry]:
    return [
        _entry("overview.page", "ZL", lambda: _("总览"), "layout-dashboard"),
        _entry("inbox.page", "SJ", lambda: _("收件"), "inbox"),
        _entry("merging.page", "HB", lambda: _("合并"), "git-merge"),
        _entry("ranking.page", "PM", lambda: _("排名"), "trophy"),
        _entry("task.page", "RWWJ", lambda: _("任务文件"), "file-certificate", "work"),
        _entry("certificates.page", "ZS", lambda: _("证书"), "key", "work"),
        _entry("history.page", "LS", lambda: _("历史"), "history", "work"),
        _entry("unit", "", lambda: _("各单位数据"), "table", ""),
        _entry("settings.page", "SZ", lambda: _("设置"), "settings", "foot"),
    ]


def make_first_start(desk: Desk) -> QWidget:
    """Return what a machine without a workspace shows (`ui/pages/start.py`)."""
    return _make("start", desk)


def _entry(
    module: str, initials: str, label: Callable[[], str], icon: str, group: str = "data"
) -> PageEntry:
    key = module.partition(".")[0]
    return PageEntry(key, label, icon, lambda desk: _make(module, desk), group, initials)


def _make(module: str, desk: Desk) -> QWidget:
    # By name, so that a page costs nothing before its first visit.
    page = import_module(f"desktop_app.ui.pages.{module}")
    return cast(QWidget, page.make(desk))
