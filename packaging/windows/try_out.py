"""Tries the built Windows program under wine as an office would, and prints sizes and times.

`python packaging/windows/try_out.py WORKSPACE`: makes the installer of dist/windows/shuangbei and
that of an older version (the same program under a lower number, with a file that the newer has
not), installs the older one, upgrades it over a copy of WORKSPACE, which an older program wrote,
lets the installed program try itself, measures how soon its window opens, and uninstalls it. Ends
with 1 where something is not as it should be.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE / "wine"))

import rig  # noqa: E402 - it lies beside this script

OLDER = "0.0.1"
STALE = "only-in-the-older.txt"
BUILT = ROOT / "dist" / "windows" / "shuangbei"
WORKSPACE = ("AppData", "Local", "shuangbei")
ROUNDS = 5
SLOWEST = 1.5
"""How much longer the installed window may take to open than the one run from its source."""
PROGRAM = ("AppData", "Local", "Programs", "Shuangbei")


class NotAsItShouldBe(Exception):  # noqa: N818 - told to the person who tries
    """Something that was tried did not hold."""


def hold(fact: object, what: str) -> None:
    """Go on only where something holds."""
    if not fact:
        raise NotAsItShouldBe(what)


def version() -> str:
    """Return the version of the program."""
    text = (ROOT / "desktop_app" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "(.*)"', text)
    return found[1] if found else ""


def megabytes(path: Path) -> float:
    """Return the size of a file, or of all files in a folder, in millions of bytes."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


def make_setup(number: str, *options: str) -> Path:
    """Make an installer of the built program under a number."""
    setup = ROOT / "dist" / f"shuangbei-{number}-setup.exe"
    start = time.monotonic()
    subprocess.run([HERE / "make_installer.sh", BUILT, number, setup, *options], check=True)
    tell(f"made {setup.name}", start, f"{megabytes(setup):.1f} MB")
    return setup


def tell(what: str, start: float, more: str = "") -> None:
    """Print what was done and how long it took."""
    print(f"{what:<48}{time.monotonic() - start:7.1f} s  {more}".rstrip(), flush=True)


def install(windows: rig.Windows, setup: Path) -> None:
    """Install silently for the present user."""
    start = time.monotonic()
    ended = windows.run(setup, "/S", "/CURRENTUSER")
    hold(ended.code == 0, f"{setup.name} ended with {ended.code}")
    tell(f"installed {setup.name}", start, f"{megabytes(windows.home(*PROGRAM)):.1f} MB")


def try_itself(windows: rig.Windows) -> None:
    """Let the installed program do its self-test."""
    start = time.monotonic()
    ended = windows.run(windows.home(*PROGRAM, "shuangbei.exe"), "self-test")
    hold(ended.code == 0, ended.text)
    report = json.loads(ended.text)
    hold(report["ok"] and report["versions"]["shuangbei"] == version(), ended.text)
    tell("self-test of the installed program", start)


def database_version(folder: Path) -> str:
    """Return which version a workspace's database is of."""
    connection = sqlite3.connect(folder / "data.db")
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def migrate(windows: rig.Windows, folder: Path) -> None:
    """Let the installed program open the old workspace."""
    before, start = database_version(folder), time.monotonic()
    ended = windows.run(windows.home(*PROGRAM, "shuangbei.exe"), "history", "--json")
    hold(ended.code == 0, ended.text)
    after = database_version(folder)
    hold(after > before, f"the database stayed at {before}")
    backups = [path for path in folder.rglob("*") if path.is_file() and "backup" in str(path)]
    hold(backups, "no backup was made before the migration")
    tell("opened a workspace of an older version", start, f"database {before} -> {after}")


def opened_after(windows: rig.Windows, folder: Path, *command: Path | str) -> float:
    """Return the seconds from the start of the window until it has opened a workspace.

    That is its first act after its first painting, and the only one that shows from outside where
    there is no screen.
    """
    lock = folder / "workspace.lock"
    lock.unlink(missing_ok=True)
    start = time.monotonic()
    with windows.started(*command, "--workspace", "Z:" + str(folder)):
        rig.wait_until(lambda: lock.exists() and lock.stat().st_size, "the window does not open")
        return time.monotonic() - start


def start_window(windows: rig.Windows, folder: Path) -> None:
    """Compare the installed window with the same one run from its source."""
    program = windows.home(*PROGRAM, "shuangbei-window.exe")
    source = (rig.PYTHON, "-X", "utf8", "-m", "desktop_app")
    begin = time.monotonic()
    opened_after(windows, folder, program)
    opened_after(windows, folder, *source)
    pairs = [
        (opened_after(windows, folder, program), opened_after(windows, folder, *source))
        for _ in range(ROUNDS)
    ]
    built, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    hold(built <= SLOWEST * plain, f"the window opens in {built:.2f} s, from source {plain:.2f} s")
    tell("opened the window", begin, f"{built:.2f} s, {built / plain:.2f} x from its source")


def uninstall(windows: rig.Windows, folder: Path) -> None:
    """Uninstall silently; the data stay."""
    start = time.monotonic()
    windows.run(windows.home(*PROGRAM, "uninstall.exe"), "/S", "/CURRENTUSER")
    rig.wait_until(lambda: not windows.home(*PROGRAM).exists(), "the program is still there")
    hold((folder / "data.db").is_file(), "the data are gone")
    tell("uninstalled, the data kept", start)


def try_out(windows: rig.Windows, old_workspace: Path) -> None:
    """Do all of it."""
    print(f"built program {megabytes(BUILT):.1f} MB")
    stale = BUILT / "_internal" / STALE
    stale.write_text("older\n", "ascii")
    try:
        older = make_setup(OLDER, "-DFAST")
    finally:
        stale.unlink()
    newer = make_setup(version())
    install(windows, older)
    hold(windows.home(*PROGRAM, "_internal", STALE).exists(), "the older version is not there")
    folder = windows.home(*WORKSPACE)
    folder.mkdir(parents=True)
    for name in ("data.db", "settings.toml"):
        shutil.copy(old_workspace / name, folder)
    install(windows, newer)
    hold(not windows.home(*PROGRAM, "_internal", STALE).exists(), "a stale file stayed")
    migrate(windows, folder)
    try_itself(windows)
    start_window(windows, folder)
    hold(windows.run(older, "/S", "/CURRENTUSER").code == 11, "the older version was taken")
    uninstall(windows, folder)
    older.unlink()


def main() -> int:
    """Try it on a Windows of its own."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1700000000")
    prefix = rig.RIG / "try-out"
    shutil.rmtree(prefix, ignore_errors=True)
    windows = rig.Windows(prefix)
    windows.boot()
    try:
        windows.lend(rig.RIG / "prefix")
        try_out(windows, Path(sys.argv[1]))
    except NotAsItShouldBe as error:
        print(f"NOT as it should be: {error}")
        return 1
    finally:
        windows.stop()
        shutil.rmtree(prefix, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
