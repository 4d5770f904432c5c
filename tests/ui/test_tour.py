"""The tour of all pages tells every fault that it meets; the self-test relies on it."""

from __future__ import annotations

import sys

import pytest

from desktop_app.ui import tour as touring
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.work.workspace import init_workspace, open_workspace


@pytest.fixture
def folder(tmp_path):
    init_workspace(tmp_path / "desk", role="district", unit="海曙区").close()
    return tmp_path / "desk"


@pytest.fixture
def pages(monkeypatch):
    """Let the window have an overview that does `act` when it reloads, and a second page."""

    def have(act) -> None:
        class Overview(Page):
            def reload(self) -> None:
                act(self)

        entries = [
            PageEntry("overview", lambda: "总览", "table", lambda desk: Overview(desk, "总览")),
            PageEntry("firms", lambda: "企业", "table", lambda desk: Page(desk, "企业")),
        ]
        monkeypatch.setattr("desktop_app.ui.app.entries", lambda _role: entries)
        monkeypatch.setattr(touring, "entries", lambda _role: entries)

    return have


def fail(*_arguments) -> None:
    raise ValueError("a fault")


def test_that_every_page_is_shown_with_its_data(qapp, folder, pages):
    loaded, seen = [], []
    pages(lambda page: page.desk.operations.run(lambda: 7, loaded.append))
    touring.tour(folder, lambda key, picture: seen.append((key, picture.width(), len(loaded))))
    assert seen == [("overview", 1440, 1), ("firms", 1440, 1)]


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.desk.operations.run(fail),
        lambda page: page.desk.operations.run(lambda: 1, fail),
        fail,
    ],
    ids=["on the data thread", "with a result", "on the screen's thread"],
)
def test_that_a_fault_ends_the_tour(qapp, folder, pages, act):
    pages(act)
    before = sys.excepthook
    with pytest.raises(touring.Unfinished, match="a fault"):
        touring.tour(folder, lambda _key, _picture: None)
    assert sys.excepthook is before


def test_that_a_workspace_that_does_not_open_ends_the_tour(qapp, folder, pages):
    pages(lambda _page: None)
    other = open_workspace(folder)
    with pytest.raises(touring.Unfinished, match="did not open"):
        touring.tour(folder, lambda _key, _picture: None)
    other.close()
