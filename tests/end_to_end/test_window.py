"""The real window on a real screen, driven by the keyboard alone as a clerk would."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest
from real_screen import Screen, needs_screen, wait, window

from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace

FIRM = {"name": "宁波甬能科技有限公司", "uscc": "91330203MA2TE5T1XB"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    firm, _ = add_record(ws, "firm", FIRM)
    add_record(ws, "rd_activity", {"rd_staff": "3"}, parent=firm, period="2024")
    ws.keep(period="2024")
    ws.close()
    return folder


def stored(folder: Path) -> int:
    """Return the figure as another program reads it beside the window."""
    uri = f"{(folder / 'data.db').as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True)
    try:
        return int(connection.execute("SELECT rd_staff FROM rd_activity").fetchone()[0])
    finally:
        connection.close()


@needs_screen
def test_that_a_figure_is_typed_saved_and_taken_back_with_the_keyboard(
    screen: Screen, folder: Path, picture_at: Path | None
):
    with window(screen, "总览", "--workspace", str(folder)) as program:
        type_figure(screen, "12")
        wait("the figure is saved", lambda: stored(folder) == 12, program)
        if picture_at is not None:
            subprocess.run(
                ["import", "-window", "root", str(picture_at)], env=screen.env, check=False
            )
        screen.press("ctrl+z")
        wait("the figure is taken back", lambda: stored(folder) == 3, program)
        screen.press("ctrl+y")
        wait("the figure is brought back", lambda: stored(folder) == 12, program)
    assert (folder / "workspace.lock").read_text("utf-8") == ""
    assert stored(folder) == 12


def type_figure(screen: Screen, figure: str) -> None:
    """Go to a cell by the number of its field and type at once, before its page is there."""
    screen.press("ctrl+k")
    screen.type("L01")
    screen.press("Return")
    screen.type(figure)
    screen.press("Return")


@pytest.fixture
def picture_at() -> Path | None:
    """Where a picture of the screen is kept; WINDOW_PICTURE names it."""
    name = os.environ.get("WINDOW_PICTURE")
    return Path(name) if name else None
