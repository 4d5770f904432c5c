"""The window paints before anything heavy is imported, then opens the workspace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

FIRST_PAINT = """
import json, sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop_app.ui.app import make_window
folder = Path(tempfile.mkdtemp())
(folder / "settings.toml").write_text('theme = "dark"', "utf-8")
shell = make_window(folder)
seen = {}
def painted():
    heavy = ("sqlalchemy", "openpyxl", "pyqtgraph", "numpy", "cryptography", "lxml", "pypinyin",
             "rapidfuzz", "desktop_app.work", "desktop_app.store", "desktop_app.catalogue.loading")
    seen["heavy"] = [name for name in heavy if name in sys.modules]
    app.quit()
shell.painted.connect(painted)
shell.show()
app.exec()
from desktop_app.ui import theme
seen["mode"] = theme.look().mode
shell.desk.operations.close()
print(json.dumps(seen))
"""


def test_that_nothing_heavy_is_imported_before_the_first_paint():
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"heavy": [], "mode": "dark"}
