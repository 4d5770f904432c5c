"""The built program beside the source: until its window is painted, and how large it is.

Run: make build; python tests/benchmarks/bench_build.py [rounds]

A screen of its own (Xvfb) whose pixels lie in a file; a window is painted when the middle of the
screen is no longer black. The floor is the same start from the source.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common import Line, rounds_from_arguments, show

from desktop_app.work.workspace import init_workspace

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist" / "shuangbei" / "shuangbei"
SIZE = (1440, 900)
PATIENCE = 60.0
LARGEST = 255.0


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """Start a screen; give the environment of its programs."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        size,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(
        [*command, "-fbdir", str(folder)],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def is_painted(pixels: Path) -> bool:
    """Whether something stands in the middle of the screen."""
    with pixels.open("rb") as file:
        file.seek(pixels.stat().st_size // 2)
        return any(file.read(4 * SIZE[0]))


def until_painted(command: list[str], workspace: Path) -> float:
    """Return the seconds from the start of a program until its window is painted."""
    with tempfile.TemporaryDirectory() as folder, screen(Path(folder)) as environment:
        pixels = Path(folder) / "Xvfb_screen0"
        start = time.perf_counter()
        program = subprocess.Popen([*command, "--workspace", str(workspace)], env=environment)
        try:
            while not is_painted(pixels):
                if time.perf_counter() - start > PATIENCE or program.poll() is not None:
                    raise SystemExit(f"no window: {' '.join(command)}")
                time.sleep(0.002)
            return time.perf_counter() - start
        finally:
            program.kill()
            program.wait()


def megabytes(folder: Path) -> float:
    """Return how much a folder holds, in millions of bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Print the figures."""
    if not BUILT.exists():
        print("not built; `make build` first")
        return
    source = [sys.executable, "-m", "desktop_app"]
    ours, floor = [], []
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        init_workspace(workspace, role="district", unit="海曙区", person="王敏")
        until_painted(source, workspace)
        until_painted([str(BUILT)], workspace)
        for _ in range(rounds_from_arguments(7)):
            floor.append(until_painted(source, workspace))
            ours.append(until_painted([str(BUILT)], workspace))
    over = statistics.median(mine / plain for mine, plain in zip(ours, floor, strict=True))
    middle = statistics.median(ours)
    show(
        "The built program",
        [
            Line("until the window is painted", middle, "s", floor=statistics.median(floor)),
            Line("the same, built over source", over, "x", goal=1.5),
            Line("size", megabytes(BUILT.parent), "MB", goal=LARGEST),
        ],
    )


if __name__ == "__main__":
    main()
