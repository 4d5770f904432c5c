"""Importing a sheet of 100,000 rows x 20 columns with dirty cells: preview, writing, checks.

Run: python tests/benchmarks/bench_import.py [rounds] [long]

The preview and the import are timed apart, for an import writes while it still looks at the rest.

With "long" a sheet of 1,048,576 rows x 10 columns is imported too, which takes minutes. Where
BENCH_PEERS names a Python that has pandas, openpyxl, python-calamine and XlsxWriter, two scripts as
people write them are run beside it.

The floor is the pipe that a good script is: calamine, seven checks a row in a loop, `executemany`
into SQLite, a summary by district and year with XlsxWriter, in a sheet for all and one for each
district. It keeps no history, no doubtful cell, no record apart from its row, makes no backup and
knows no rules.
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sample
from common import (
    Line,
    Told,
    in_turns,
    is_child,
    middle,
    ratio,
    rounds_from_arguments,
    run_case,
    show,
)

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace

ROWS, YEARS = 100_000, 5
LONG = 1_048_575
DATA, LONG_DATA = "BENCH_DATA", "BENCH_LONG_DATA"
PEERS = {"calamine": 1.0, "openpyxl": 3.5}
"""Scripts with pandas, and how many times as fast an import is to be."""
TWICE, PREVIEW, PEAK, LONG_PEAK = 2.0, 0.75, 400.0, 1200.0
ENOUGH = 900
HEADINGS = (
    *("统一社会信用代码", "企业名称", "所属区县", "年度", "行业代码", "注册日期", "从业人员数"),
    *("研发人员数", "营业收入(万元)", "研发费用(万元)", "利润总额(万元)", "上缴税费(万元)"),
    *("发明专利数", "实用新型数", "软件著作权数", "是否高新技术企业", "认定日期", "联系人"),
    *("联系电话", "备注"),
)
FIRST_NUMBER, LAST_NUMBER = 6, 14
CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
LONG_PLACES = (0, 1, 3, 6, 8, 9, 10, 12, 17, 18)
"""Columns of the long sheet."""

SPELLINGS = ("无", "-", "１２３", "{:,}", "{}", "{}万元", "")


def rows(count: int = ROWS) -> Iterator[list[object]]:
    """Yield made-up rows: 6 % have a dirty figure, 1 % a wrong code, 0.5 % stand twice."""
    chance = random.Random(17)
    row: list[object] = []
    for number in range(count):
        if row and chance.random() < 0.005:
            yield row
            continue
        if number % YEARS == 0 or not row:
            firm = [sample.uscc(chance), sample.name(chance), "海曙区"]
            fixed = ["3829", f"{chance.randrange(1990, 2020)}-05-17"]
        row = [*firm, 2020 + number % YEARS, *fixed, *_figures(chance)]
        if chance.random() < 0.06:
            place = chance.randint(FIRST_NUMBER, LAST_NUMBER)
            row[place] = chance.choice(SPELLINGS).format(row[place])
        if chance.random() < 0.01:
            code = str(row[0])
            row[0] = chance.choice((code[:17], code.lower(), f" {code}", ""))
        yield row


def _figures(chance: random.Random) -> list[object]:
    staff = int(chance.paretovariate(1.1) * 12) % 20_000
    revenue = round(staff * chance.uniform(20, 200), 2)
    high_tech = chance.random() < 0.25
    return [
        *(staff, int(staff * chance.uniform(0, 0.4)), revenue),
        *(round(revenue * chance.uniform(low, 0.1), 2) for low in (0, -0.1, 0)),
        *(chance.randint(0, most) for most in (30, 60, 20)),
        *(("是", "2021-12-01") if high_tech else ("否", "")),
        *("".join(chance.choices("王李张刘陈杨黄", k=2)), f"0574-8{chance.randrange(10**7):07}"),
        f"本年度新增研发项目{chance.randint(1, 20)}项" if chance.random() < 0.12 else "",
    ]


def write_file(path: Path, count: int = ROWS, places: Sequence[int] = range(20)) -> None:
    """Write the sheet as a legacy workbook, or some columns of it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        tab = book.add_worksheet("企业年报")
        tab.write_row(0, 0, [HEADINGS[place] for place in places])
        for number, row in enumerate(rows(count), 1):
            tab.write_row(number, 0, [row[place] for place in places])


# -- the floor ---------------------------------------------------------------------------------


def plain(folder: Path) -> Callable[[], Told]:
    """Prepare the plain pipe."""
    import python_calamine
    import xlsxwriter

    def run() -> Told:
        book = python_calamine.CalamineWorkbook.from_path(os.environ[DATA])
        found: Iterator[list[Any]] = book.get_sheet_by_index(0).iter_rows()
        next(found)
        kept, wrong = _checked(found)
        sums = _stored(folder / "plain.db", kept)
        with xlsxwriter.Workbook(str(folder / "plain.xlsx")) as out:
            for name in ("汇总", *dict.fromkeys(str(row[0]) for row in sums)):
                tab = out.add_worksheet(name)
                own = [row for row in sums if name in {"汇总", row[0]}]
                for number, row in enumerate(own):
                    tab.write_row(number, 0, row)
        return {"wrong": float(wrong.total())}

    return run


def _checked(found: Iterator[list[Any]]) -> tuple[list[Sequence[object]], Counter[str]]:
    wrong: Counter[str] = Counter()
    seen: set[tuple[object, object]] = set()
    kept: list[Sequence[object]] = []
    for cells in found:
        row = [None if cell == "" else cell for cell in cells]
        code, key = row[0], (row[0], row[3])
        wrong["missing"] += code is None
        wrong["pattern"] += code is not None and CODE.fullmatch(str(code)) is None
        wrong["twice"] += key in seen
        seen.add(key)
        for place in range(FIRST_NUMBER, LAST_NUMBER + 1):
            if row[place] is not None and not isinstance(row[place], int | float):
                wrong["number"] += 1
                row[place] = None
        wrong["year"] += not 2000 <= row[3] <= 2030  # type: ignore[operator]
        wrong["unit"] += row[2] != "海曙区"
        wrong["sum"] += bool(row[8] and row[9] and row[9] > row[8])  # type: ignore[operator]
        kept.append(row)
    return kept, wrong


def _stored(path: Path, kept: list[Sequence[object]]) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    names = [f"c{number}" for number in range(len(HEADINGS))]
    connection.execute(f"CREATE TABLE record ({', '.join(names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO record VALUES ({marks})", kept)
    connection.execute("CREATE INDEX code_and_year ON record (c0, c3)")
    connection.commit()
    sums = ", ".join(f"sum({name})" for name in names[FIRST_NUMBER : LAST_NUMBER + 1])
    return connection.execute(f"SELECT c2, c3, {sums} FROM record GROUP BY 1, 2").fetchall()


# -- ours --------------------------------------------------------------------------------------


def preview(folder: Path) -> Callable[[], Told]:
    """Prepare an empty workspace; then look at what the file would bring."""
    from desktop_app.work.importing.files import preview_files

    ws, path = _workspace(folder), Path(os.environ[DATA])

    def run() -> Told:
        start = time.perf_counter()
        found = preview_files(ws, [path])
        wall = time.perf_counter() - start
        ws.close()
        return {"wall": wall, "rows": float(sum(found.counts.values()))}

    return run


def ours(folder: Path, data: str = DATA, count: int = ROWS) -> Callable[[], Told]:
    """Prepare an empty workspace; then import the file into it."""
    from desktop_app.work.importing.files import import_files

    ws, path = _workspace(folder), Path(os.environ[data])

    def run() -> Told:
        written = list[float]()
        start = time.perf_counter()
        result = import_files(
            ws, [path], written=lambda _result: written.append(time.perf_counter())
        )
        checked = time.perf_counter()
        if result.applied is None or sum(result.counts.values()) < count:
            raise SystemExit(f"rows are missing: {result.counts}")
        ws.close()
        return {
            "wall": checked - start,
            "written": written[0] - start,
            "rules": checked - written[0],
            "records": float(result.applied.count),
            "findings": float(sum(result.findings.values())),
        }

    return run


def _workspace(folder: Path) -> Workspace:
    from desktop_app.work.workspace import init_workspace

    return init_workspace(folder / "ws", role="district", unit=sample.UNIT, person="测试员")


def long(folder: Path) -> Callable[[], Told]:
    """Prepare an empty workspace; then import as many rows as a sheet can have."""
    return ours(folder, LONG_DATA, LONG)


# -- scripts as people write them ----------------------------------------------------------------


def peers(path: Path) -> dict[str, Told]:
    """Return what the scripts took that the Python named by BENCH_PEERS can run."""
    python = os.environ.get("BENCH_PEERS")
    script = str(Path(__file__).with_name("import_peers.py"))
    found: dict[str, Told] = {}
    for engine in PEERS if python else ():
        command = [str(python), script, str(path), engine]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=ENOUGH)
        found[engine] = json.loads(done.stdout)
    return found


CASES = {"plain": plain, "preview": preview, "ours": ours, "long": long}


def main(rounds: int) -> None:
    """Write the files, run the cases in turns and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        path, wide = Path(folder) / "企业年报.xlsx", Path(folder) / "满表.xlsx"
        write_file(path)
        os.environ[DATA] = str(path)
        found = in_turns(__file__, ["plain", "preview", "ours"], rounds, enough=ENOUGH)
        show(f"Import: {rounds} rounds, medians", _lines(found, path))
        if "long" in sys.argv:
            write_file(wide, LONG, LONG_PLACES)
            os.environ[LONG_DATA] = str(wide)
            [told] = in_turns(__file__, ["long"], 1, enough=ENOUGH)["long"]
            show(f"Import of {LONG + 1:,} rows x {len(LONG_PLACES)} columns", _long_lines(told))


def _lines(found: Mapping[str, list[Told]], path: Path) -> Iterator[Line]:
    floor, mine = found["plain"], found["ours"]
    least, memory = middle(floor), middle(floor, "peak")
    limit = TWICE * least
    looked = found["preview"]
    what = f"{ROWS:,} rows read, understood and previewed"
    yield Line(what, middle(looked), "s", PREVIEW * limit, least, ratio(looked, floor))
    words = {
        "written": (f"imported: {mine[0]['records']:,.0f} records written with journal", None),
        "wall": (f"the same, and {mine[0]['findings']:,.0f} findings of the rules", limit),
    }
    for key, (what, goal) in words.items():
        times = ratio(mine, floor, key, "wall")
        yield Line(what, middle(mine, key), "s", goal, floor=least, ratio=times)
    busy, base = middle(mine, "cpu"), middle(floor, "cpu")
    yield Line("processor time of it all", busy, "s", floor=base)
    yield Line("peak memory", middle(mine, "peak"), "MB", PEAK, floor=memory)
    for engine, told in peers(path).items():
        times = told["wall"] / middle(mine, "wall")
        yield Line(f"pandas with {engine}", told["wall"], "s", floor=least)
        yield Line("its processor time", told["cpu"], "s", floor=base)
        yield Line("its time for ours", times, "x", PEERS[engine], more_is_better=True)


def _long_lines(told: Told) -> Iterator[Line]:
    yield Line(
        f"imported: {told['records']:,.0f} records written with journal", told["written"], "s"
    )
    yield Line("the same, and the rules run", told["wall"], "s")
    yield Line("peak memory", told["peak"], "MB", LONG_PEAK)


if __name__ == "__main__":
    if is_child():
        run_case(CASES)
    else:
        main(rounds_from_arguments(2))
