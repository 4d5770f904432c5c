"""A page as the navigation knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the navigation knows it.

    Attributes:
        key: Name that `desk.go` uses.
        label: Gives the word in the navigation, called when it is shown.
        icon: File name in resources/icons.
        make: Makes the page; called when it is shown first. It imports the page's module.
        group: "data", "work" or "foot"; "" for a page that another one leads to.
        initials: Pinyin initials by which the search finds it, in capitals.
    """

    key: str
    label: Callable[[], str]
    icon: str
    make: Callable[[Desk], QWidget]
    group: str = "data"
    initials: str = ""
