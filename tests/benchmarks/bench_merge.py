"""Merges the packages of a whole city into an empty database, then once more.

Run: python tests/benchmarks/bench_merge.py [cities]

A city is fifteen packages with 40,000 firms, 200,000 periodic records and 500,000 patents, all made
up. More than one city is as many times fifteen units, for the growth of the merge; making their
packages takes a minute a city. The floor reads the same sheets with calamine and inserts their rows
into tables without keys, indexes, journal or checks.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from city_data import FIRMS, PATENTS, PERIODIC, catalogue_of, make_city
from common import Line, Told, in_turns, is_child, run_case, show

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace

DATA, CITIES = "BENCH_PACKAGES", "BENCH_CITIES"
MOST_SECONDS, MOST_MEMORY, LEAST_SPEED, MOST_AGAIN = 25.0, 500.0, 150.0, 0.4
ENOUGH = 3600


def packages() -> list[Path]:
    """Return the packages of all units."""
    return sorted(Path(os.environ[DATA]).glob("*.xlsx"))


def workspace(folder: Path) -> Workspace:
    """Return an empty workspace of a city that trusts whoever made the packages."""
    from desktop_app import catalogue as catalogues
    from desktop_app.work.workspace import init_workspace

    # A province's catalogue has the units of all its cities.
    wide = catalogue_of(int(os.environ[CITIES]))
    catalogues.load = lambda: wide
    ws = init_workspace(folder / "city", role="city", unit="", person="市局")
    (ws.trust / "ca.pem").write_bytes((Path(os.environ[DATA]) / "ca.pem").read_bytes())
    return ws


def merging(folder: Path) -> Callable[[], Told]:
    """Merge all packages into an empty database, then once more."""
    ws = workspace(folder)

    def run() -> Told:
        from common import peak

        from desktop_app.work.city.merge import Outcome, merge

        told: Told = {}
        for key, outcome in (("first", Outcome.MERGED), ("again", Outcome.SAME)):
            start = time.perf_counter()
            result = merge(ws, packages())
            told[key] = time.perf_counter() - start
            if result.count(outcome) != len(packages()):
                raise SystemExit(str([file.sentences for file in result.files]))
            told[f"{key}_peak"] = peak()
        ws.close()
        return told

    return run


def verifying(folder: Path) -> Callable[[], Told]:
    """Verify all packages and do nothing else."""
    ws = workspace(folder)

    def run() -> Told:
        from datetime import UTC, datetime

        from desktop_app.packages.pki.keys import read_trust
        from desktop_app.packages.verify import verify

        trust, inflated = read_trust(ws.trust), 0
        start = time.perf_counter()
        for path in packages():
            data = path.read_bytes()
            if not verify(data, trust=trust, now=datetime.now(UTC)).valid:
                raise SystemExit(path.name)
        took = time.perf_counter() - start
        for path in packages():
            with zipfile.ZipFile(path) as opened:
                inflated += sum(entry.file_size for entry in opened.infolist())
        ws.close()
        return {"verified": took, "megabytes": inflated / 1e6}

    return run


def floor(folder: Path) -> Callable[[], Told]:
    """Read the sheets and insert their rows, without a question asked."""
    from python_calamine import CalamineWorkbook

    def run() -> Told:
        database = sqlite3.connect(folder / "floor.db")
        for path in packages():
            book = CalamineWorkbook.from_path(str(path))
            for number, name in enumerate(book.sheet_names):
                rows = book.get_sheet_by_name(name).to_python()
                width = max(map(len, rows), default=0)
                if width:
                    columns = ", ".join(f"c{n}" for n in range(width))
                    marks = ", ".join("?" * width)
                    database.execute(f"CREATE TABLE IF NOT EXISTS s{number} ({columns})")
                    database.executemany(
                        f"INSERT INTO s{number} VALUES ({marks})",
                        [[_plain(value) for value in row] for row in rows],
                    )
        database.commit()
        return {}

    return run


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float)) else str(value)


CASES = {"merging": merging, "verifying": verifying, "floor": floor}


def main(cities: int) -> None:
    """Make the packages, run the cases and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {DATA: folder, CITIES: str(cities)}
        make_city(Path(folder), cities)
        found = in_turns(__file__, list(CASES), 1, enough=ENOUGH)
    merged, verified = found["merging"][0], found["verifying"][0]
    speed = verified["megabytes"] / verified["verified"]
    title = (
        f"{cities * 15} packages, {cities * FIRMS:,} firms, "
        f"{cities * PERIODIC:,} periodic records, {cities * PATENTS:,} patents"
    )
    first, plain = merged["first"], found["floor"][0]["wall"]
    show(
        title,
        [
            Line("merged into nothing", first, "s", goal=MOST_SECONDS * cities, floor=plain),
            Line("its memory", merged["first_peak"], "MB", goal=MOST_MEMORY),
            Line("merged again", merged["again"], "s", goal=MOST_AGAIN * first, floor=first),
            Line("verified", speed, "MB/s", goal=LEAST_SPEED, more_is_better=True),
        ],
    )


if __name__ == "__main__":
    if is_child():
        run_case(CASES)
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1)
