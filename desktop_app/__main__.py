"""Chooses the window or the command line, and owns the self-test, which needs both."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

PARTS = (
    *("PySide6-Essentials", "SQLAlchemy", "alembic", "openpyxl", "python-calamine", "lxml"),
    *("cryptography", "python-pkcs11", "pyqtgraph", "numpy", "pypinyin", "rapidfuzz", "click"),
)
FAULT = 3


def main() -> int:
    """Run `shuangbei`: with a command on the command line, without one as a window."""
    if getattr(sys, "frozen", False):
        # The built program is its own Python: a second process starts here, too.
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    if arguments == ["self-test"]:
        return self_test()
    workspace, words = _workspace(arguments)
    files = _files(words)
    if files or not words:
        from desktop_app.ui.app import run as show

        return show(arguments, workspace, files)
    if "--progress-json" in arguments:
        from desktop_app.processes import give_way

        # It works for the window, which paints while this one works.
        give_way()
    from desktop_app.cli.main import run

    return run(arguments)


def self_test() -> int:
    """Do the whole job in a temporary folder and open every page; print a report as JSON.

    Also in the built program, where what was left out shows only now.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steps: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        demo = Path(folder) / "demo"
        good = _try(steps, "job", lambda: _job(demo))
        good = good and _try(steps, "tokens", lambda: _tokens(Path(folder) / "no driver"))
        good = good and _try(steps, "pages", lambda: _pages(demo / "workspace"))
    report = {"ok": good, "versions": _versions(), "steps": steps}
    print(json.dumps(report, ensure_ascii=False, indent=1))  # noqa: T201 - the report itself
    return 0 if good else FAULT


def _try(steps: list[dict[str, object]], name: str, act: Callable[[], object]) -> bool:
    start = time.perf_counter()
    step: dict[str, object] = {"step": name}
    try:
        step["result"] = act()
        step["ok"] = True
    except Exception:  # noqa: BLE001 - the report is what a fault is for
        step["ok"] = False
        step["fault"] = traceback.format_exc()
    step["seconds"] = round(time.perf_counter() - start, 3)
    steps.append(step)
    return bool(step["ok"])


def _job(folder: Path) -> dict[str, object]:
    from desktop_app.work.demo import demo

    run = demo(folder, lambda _what, _seconds: None)
    word = run.judged.word if run.judged else ""
    if word != "有效":
        raise RuntimeError(f"verdict {word}")
    return {"verdict": word, "steps": [f"{what} {seconds:.2f} s" for what, seconds in run.steps]}


def _tokens(wrong: Path) -> str:
    """Let a file that is no driver be refused, which the library for tokens must be there for."""
    from desktop_app.domain.errors import UserError
    from desktop_app.work.keys.enrol import tokens

    wrong.write_bytes(b"")
    try:
        tokens(wrong)
    except UserError as error:
        return error.message
    raise RuntimeError(wrong)


def _pages(workspace: Path) -> list[str]:
    from desktop_app.ui.tour import tour

    seen: list[str] = []
    tour(workspace, lambda key, _picture: seen.append(key))
    return seen


def _versions() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    from desktop_app import __version__

    found = {"shuangbei": __version__, "python": platform.python_version()}
    for name in PARTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "?"
    return found


def _workspace(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Return the workspace that is named before anything else, and what stands behind it."""
    if len(arguments) > 1 and arguments[0] == "--workspace":
        return Path(arguments[1]), arguments[2:]
    return None, arguments


def _files(words: list[str]) -> list[Path]:
    """Return the files to open in the window, where nothing but files stands there.

    So the desktop starts a program with what was chosen there. A command is a plain word.
    """
    paths = [Path(word) for word in words]
    return paths if all(path.suffix and path.is_file() for path in paths) else []


if __name__ == "__main__":
    sys.exit(main())
