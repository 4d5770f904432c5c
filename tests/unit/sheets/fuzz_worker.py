"""Reads damaged files one after the other and tells of each what came of it.

Run: python fuzz_worker.py FIRST_SEED COUNT [--import] (a process of its own, for a reader that
ends it, hangs or eats memory must not take the tests along).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

from golden_sheets.damage import PASSWORD, damaged, seeds

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile

LIMIT = 3 * 1024**3
"""Bytes of addresses that the process may use: what goes beyond is told by its end."""


def tell(**facts: object) -> None:
    """Say something to the process that listens."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def told(path: Path) -> str:
    """Return what came of a file: a problem, or "read"."""
    try:
        for sheet in read_file(path, password=PASSWORD).sheets:
            content = sheet.read()
            for row in content.rows:
                if not isinstance(row, list):
                    return f"a row that is a {type(row).__name__}"
    except BadFile as refused:
        return f"refused: {refused.problem}"
    except BaseException:  # noqa: BLE001 - a panic of a library is none of Exception
        return traceback.format_exc()
    return "read"


def imported(path: Path) -> str:
    """Return what came of a file that is imported for a look."""
    from desktop_app import catalogue
    from desktop_app.importing.existing import Nothing
    from desktop_app.importing.model import ImportOptions
    from desktop_app.importing.preview import preview_files

    try:
        preview_files(
            [path],
            catalogue=catalogue.load(),
            existing=Nothing(),
            unit="330203",
            options=ImportOptions(period="2023", password=PASSWORD),
            progress=lambda _done, _all: None,
        )
    except BaseException:  # noqa: BLE001
        return traceback.format_exc()
    return "read"


def peak():
    """Return the most memory this process ever held, in MB.

    `ru_maxrss` would count what the process held that started this one.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def main(first: int, count: int, *, with_import: bool) -> None:
    """Damage and read `count` files, beginning with the seed `first`."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = sorted(seeds(folder).items())
        for seed in range(first, first + count):
            kind, data = good[seed % len(good)]
            path = folder / f"坏-{kind}"
            path.write_bytes(damaged(random.Random(seed), data))
            tell(seed=seed, kind=kind)
            began = time.process_time()  # of this process alone: the machine may be busy
            said = told(path)
            if with_import and said == "read":
                said = imported(path)
            seconds = time.process_time() - began
            tell(said=said, seconds=seconds, peak=peak())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), with_import="--import" in sys.argv)
