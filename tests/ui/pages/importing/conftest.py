"""What the tests of 导入 share: the page, and files that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.ui.desk import Desk
from desktop_app.ui.long_work import LongWork
from desktop_app.ui.pages.importing import page as importing


@pytest.fixture
def page(desk: Desk, shown) -> Iterator[importing.ImportPage]:
    """The page, in a workspace without data."""
    made = shown(importing.make)
    yield made
    made.close_reader()


@pytest.fixture
def look(page: importing.ImportPage, qtbot, settled) -> Callable[..., None]:
    """Give files to the page, if there are more, and wait until what they bring is shown."""

    def until_read(*paths: Path) -> None:
        if paths:
            page.take(list(paths))
        qtbot.waitUntil(lambda: not (page.findChildren(LongWork) or page._reader.busy))
        settled()
        qtbot.waitUntil(lambda: not page._reader.busy)

    return until_read
