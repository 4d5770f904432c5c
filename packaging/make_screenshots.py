"""Pictures of every page, from the demo's workspace: two sizes, light and dark, in Chinese.

Run as: python packaging/make_screenshots.py docs/images
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from city_office_pictures import keep_city_office
from inbox_pictures import keep_inbox
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from returned_pictures import keep_returned

from desktop_app.ui.app import make_window
from desktop_app.ui.tour import tour
from desktop_app.work.demo import demo
from desktop_app.work.settings import read_settings, write_settings

SIZES = {"1440x900": (1440, 900), "1366x768": (1366, 768)}
THEMES = ("light", "dark")
STANDS = 1.0
"""Seconds after which the first start has been laid out and painted."""


def main(out: Path) -> None:
    """Write <page>-<size>-<theme>.png for every page into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    # The settings page shows the folder, so it has the same name in every picture.
    folder = Path(tempfile.gettempdir()) / "shuangbei"
    workspace = demo(folder, lambda what, _seconds: print(what)).folder / "workspace"
    settings_path = workspace / "settings.toml"
    for theme in THEMES:
        settings = read_settings(settings_path)
        write_settings(settings_path, {**settings, "theme": theme, "period": "2023"})
        for name, size in SIZES.items():
            tour(workspace, partial(_keep, out, f"{name}-{theme}"), size=size)
    keep_returned(folder, out)
    keep_city_office(out)
    keep_inbox(out)
    shutil.rmtree(folder)
    keep_first_start(out / "first-start.png")


def keep_first_start(target: Path) -> None:
    """Write what a machine shows that has no workspace yet."""
    app = QApplication.instance() or QApplication(["shuangbei"])
    shell = make_window(Path(tempfile.gettempdir()) / "shuangbei")
    shell.resize(*SIZES["1366x768"])
    shell.show()
    end = time.monotonic() + STANDS
    while time.monotonic() < end:
        app.processEvents()
    shell.grab().save(str(target))
    shell.close()


def _keep(out: Path, ending: str, key: str, picture: QPixmap) -> None:
    picture.save(str(out / f"{key}-{ending}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
