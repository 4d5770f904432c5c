"""A package given to the city's window is previewed, merged and taken back by the keyboard."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from city_desk import Province
from real_screen import Screen, needs_screen, wait, window

HEARD = 2.0
"""Seconds that a key is given before it is pressed once more."""


def merged(folder: Path) -> int:
    """Return how many reports the city has, as another program reads it beside the window."""
    connection = sqlite3.connect(f"{(folder / 'data.db').as_uri()}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def city(tmp_path, firm_without_findings) -> tuple[Path, Path]:
    """The city's workspace, which has merged nothing, and a package of a district."""
    province = Province(tmp_path)
    office = province.enrol("330203", firm_without_findings)
    office.ready()
    package = office.send()
    province.city.ws.keep(period="2024")
    folder = province.city.ws.folder
    province.close()
    # Where a program looks that is started with nothing but a file.
    usual = tmp_path / "data" / "shuangbei"
    usual.parent.mkdir()
    return folder.rename(usual), package


@needs_screen
def test_that_a_package_is_merged_and_taken_back_with_the_keyboard(
    screen: Screen, city: tuple[Path, Path]
):
    folder, package = city
    with window(screen, "收件", str(package), XDG_DATA_HOME=str(folder.parent)) as program:

        def press_until(key: str, count: int) -> bool:
            # The button has the focus as soon as the preview stands; a tile before it. Nothing is
            # taken back while the child that merges has not ended; the window says so.
            if merged(folder) != count:
                screen.press(key)
                time.sleep(HEARD)
            return merged(folder) == count

        wait("the package is merged", lambda: press_until("Return", 1), program)
        wait("the merge is taken back", lambda: press_until("ctrl+z", 0), program)
        wait("the merge is there again", lambda: press_until("ctrl+y", 1), program)
