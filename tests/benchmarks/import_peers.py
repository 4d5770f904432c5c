"""A legacy sheet checked, loaded into SQLite and summed up with pandas, as scripts do it.

Run: python import_peers.py FILE calamine|openpyxl

It prints seconds and seconds of processor time as JSON. pandas is no library of this project, so
the Python that runs it is one of its own.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas

CODE, UNIT, YEAR, REVENUE, COST = 0, 2, 3, 8, 9
NUMBERS = range(6, 15)
UNITS = (
    "海曙区",
    "江北区",
    "镇海区",
    "北仑区",
    "鄞州区",
    "奉化区",
    "余姚市",
    "慈溪市",
    "宁海县",
    "象山县",
)
PATTERN = "^[0-9A-HJ-NPQRTUWXY]{18}$"
WRITERS = {"calamine": "xlsxwriter", "openpyxl": "openpyxl"}


def load(path: Path, engine: str, folder: Path) -> None:
    """Read, check, store and sum up one sheet."""
    frame = pandas.read_excel(path, engine=engine, dtype={0: str})
    names = list(frame.columns)
    _check(frame, names)
    with sqlite3.connect(folder / "peer.db") as connection:
        frame.to_sql("record", connection, index=False)
        connection.execute(f'CREATE INDEX key ON record ("{names[CODE]}", "{names[YEAR]}")')
    numbers = [names[place] for place in NUMBERS]
    sums = frame.groupby([names[UNIT], names[YEAR]])[numbers].sum()
    with pandas.ExcelWriter(folder / "sums.xlsx", engine=WRITERS[engine]) as book:
        sums.to_excel(book, sheet_name="汇总")
        for unit, own in sums.groupby(level=0):
            own.to_excel(book, sheet_name=str(unit))


def _check(frame: Any, names: list[str]) -> None:
    """Count what is wrong, and leave nothing but numbers in columns of numbers."""
    codes = frame[names[CODE]]
    wrong = [codes.isna(), codes.notna() & ~codes.fillna("").astype(str).str.match(PATTERN)]
    wrong.append(frame.duplicated([names[CODE], names[YEAR]]))
    for place in NUMBERS:
        column = frame[names[place]]
        numbers = pandas.to_numeric(column, errors="coerce")
        wrong.append(column.notna() & ~column.map(lambda cell: isinstance(cell, int | float)))
        frame[names[place]] = numbers
    wrong.append(~frame[names[YEAR]].between(2000, 2030))
    wrong.append(~frame[names[UNIT]].isin(UNITS))
    wrong.append(frame[names[COST]] > frame[names[REVENUE]])
    for one in wrong:
        one.sum()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        cpu, start = time.process_time(), time.perf_counter()
        load(Path(sys.argv[1]), sys.argv[2], Path(made))
        told = {"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    print(json.dumps(told))
