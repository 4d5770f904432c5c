"""Writing and undoing batches: 100,000 records x 20 fields, one cell, a cell with its checks.

Run: python tests/benchmarks/bench_store.py [rounds]

The floor is what a script does that keeps no more than it must: sqlite3 with the same journal mode
and the same indexes, `executemany` for the records, and a copy of each record before it changes.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from common import (
    Line,
    Told,
    in_turns,
    is_child,
    middle,
    ratio,
    rounds_from_arguments,
    run_case,
    seconds,
    show,
)

from db.engine import connect
from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import ChangePlan, Rows, Stored, put
from desktop_app.domain.uids import new_uids
from desktop_app.store import Author, Store

UNIT = "330203"
FIRMS, PERIODS = 20_000, ("2020", "2021", "2022", "2023", "2024")
FORM = "rd_activity"
FIELDS = 20
SAVES = 200
NAMES = ("科技", "机械", "电子", "新材料", "生物", "软件", "模具", "轴承")
SIGNS = "甬宁海天华鑫宏博晨星东方明德瑞恒创新佳信立达永安金辉润和兴盛远智慧联合"


def chosen(form: Form) -> tuple[str, ...]:
    """Return the fields that are set: the first twenty of the form."""
    return tuple(entry.code for entry in form.typed[:FIELDS])


def firms() -> list[tuple[Stored, ...]]:
    """Return made-up firms: (uid, no version yet, name, a code that is none)."""
    chance = random.Random(5)
    return [
        (
            uid,
            None,
            f"宁波{''.join(chance.choices(SIGNS, k=3))}{chance.choice(NAMES)}有限公司",
            f"91330203MA{number:08}",
        )
        for number, uid in enumerate(new_uids(FIRMS))
    ]


def keys(owners: list[tuple[Stored, ...]]) -> list[tuple[Stored, ...]]:
    """Return (uid, firm, period) of the records."""
    pairs = [(owner[0], period) for period in PERIODS for owner in owners]
    return [(uid, *pair) for uid, pair in zip(new_uids(len(pairs)), pairs, strict=True)]


def values(seed: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield twenty made-up values a record."""
    chance = random.Random(seed)
    for _ in range(count):
        first = chance.randrange(1, 900)
        yield tuple(first * n for n in range(1, FIELDS + 1))


def new_store(folder: Path, catalogue: Catalogue) -> tuple[Store, list[tuple[Stored, ...]]]:
    """Return a store with the firms in it."""
    store = Store.create(folder / "data.db", catalogue, UNIT, Author("测试员"))
    owners = firms()
    store.apply(
        ChangePlan("import", "企业", (Rows("firm", ("name", "uscc"), owners),)), check=False
    )
    return store, owners


def ours(folder: Path) -> Callable[[], Told]:
    """Prepare firms; then insert, change and undo all records, and save single cells."""
    catalogue = load()
    store, owners = new_store(folder, catalogue)
    known = keys(owners)
    names = chosen(catalogue.form(FORM))
    columns = ("firm", "period", *names)
    rows = [
        (uid, None, firm, period, *found)
        for (uid, firm, period), found in zip(known, values(1, len(known)), strict=True)
    ]
    changed = list(values(2, len(known)))

    def run() -> Told:
        told: Told = {}
        insert = ChangePlan("import", "新增", (Rows(FORM, columns, rows),))
        told["insert"] = seconds(lambda: store.apply(insert, check=False))
        first = store.batches(limit=1)[0].id
        later = [(uid, first, *found) for (uid, *_rest), found in zip(known, changed, strict=True)]
        update = ChangePlan("import", "修改", (Rows(FORM, names, later),))
        told["update"] = seconds(lambda: store.apply(update, check=False))
        second = store.batches(limit=1)[0].id
        told["undo_update"] = seconds(lambda: store.undo(second))
        told |= _cells(store, known, names[0], first)
        more = [
            (uid, None, f"宁波试样{n}机械有限公司", f"N{n}")
            for n, uid in enumerate(new_uids(100_000))
        ]
        bulk = ChangePlan("import", "企业", (Rows("firm", ("name", "uscc"), more),))
        told["firms"] = seconds(lambda: store.apply(bulk, check=False))
        return told

    return run


def undo_inserts(folder: Path) -> Callable[[], Told]:
    """Prepare a batch that inserted all records; then take it back."""
    catalogue = load()
    store, owners = new_store(folder, catalogue)
    known = keys(owners)
    columns = ("firm", "period", *chosen(catalogue.form(FORM)))
    rows = [
        (uid, None, firm, period, *found)
        for (uid, firm, period), found in zip(known, values(1, len(known)), strict=True)
    ]
    applied = store.apply(ChangePlan("import", "新增", (Rows(FORM, columns, rows),)), check=False)
    return lambda: {"undo_insert": seconds(lambda: store.undo(applied.batch))}


def _cells(store: Store, known: list[tuple[Stored, ...]], name: str, version: int) -> Told:
    """Save single cells of records all over the table, without checks and with them."""
    chance = random.Random(3)
    plain, checked = [], []
    for number, place in enumerate(chance.sample(range(len(known)), SAVES)):
        plan = ChangePlan(
            "edit", "改一格", (put(FORM, str(known[place][0]), version, {name: number}),)
        )
        if number % 2:
            checked.append(seconds(lambda p=plan: store.apply(p)))
        else:
            plain.append(seconds(lambda p=plan: store.apply(p, check=False)))
    return {"cell": statistics.median(plain), "checked_cell": statistics.median(checked)}


# -- the floor ---------------------------------------------------------------------------------

_COLUMNS = [f"c{n}" for n in range(FIELDS)]
_BEFORE = f"INSERT INTO past SELECT ?, uid, {', '.join(_COLUMNS)} FROM record WHERE uid = ?"


def plain(folder: Path) -> Callable[[], Told]:
    """Prepare plain rows; then write, change and put them back as a script would."""
    known = keys(firms())
    rows = [(*key, *found) for key, found in zip(known, values(1, len(known)), strict=True)]
    changed = [(*f, key[0]) for key, f in zip(known, values(2, len(known)), strict=True)]
    connection = connect(folder / "floor.db")
    numbers = "".join(f", {name} INTEGER" for name in _COLUMNS)
    connection.executescript(
        f"CREATE TABLE record (uid TEXT PRIMARY KEY, firm TEXT, period TEXT{numbers}, "
        "UNIQUE (firm, period));"
        f"CREATE TABLE past (batch INTEGER, uid TEXT{numbers}, PRIMARY KEY (batch, uid)) "
        "WITHOUT ROWID;"
    )
    uids = [key[0] for key in known]
    told: Told = {}

    def run() -> Told:
        told["insert"] = seconds(lambda: _insert(connection, rows))
        told["update"] = seconds(lambda: _update(connection, changed))
        told["undo_update"] = seconds(lambda: _put_back(connection))
        told["cell"] = _one_cell(connection, uids)
        told["undo_insert"] = seconds(lambda: _delete(connection, uids))
        return told

    return run


def _insert(connection: sqlite3.Connection, rows: list[tuple[Stored, ...]]) -> None:
    marks = ", ".join("?" * (FIELDS + 3))
    with _transaction(connection):
        connection.executemany(f"INSERT INTO record VALUES ({marks})", rows)


def _update(connection: sqlite3.Connection, changed: list[tuple[Stored, ...]]) -> None:
    sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
    with _transaction(connection):
        connection.executemany(_BEFORE, ((1, row[-1]) for row in changed))
        connection.executemany(f"UPDATE record SET {sets} WHERE uid = ?", changed)


def _put_back(connection: sqlite3.Connection) -> None:
    sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
    with _transaction(connection):
        found = connection.execute(
            f"SELECT {', '.join(_COLUMNS)}, uid FROM past WHERE batch = 1"
        ).fetchall()
        connection.executemany(_BEFORE, ((2, row[-1]) for row in found))
        connection.executemany(f"UPDATE record SET {sets} WHERE uid = ?", found)


def _delete(connection: sqlite3.Connection, uids: list[Stored]) -> None:
    with _transaction(connection):
        connection.executemany(_BEFORE, ((3, uid) for uid in uids))
        connection.executemany("DELETE FROM record WHERE uid = ?", ((uid,) for uid in uids))


def _one_cell(connection: sqlite3.Connection, uids: list[Stored]) -> float:
    """Return how long one cell takes in a transaction of its own."""
    chance = random.Random(3)

    def save(number: int, uid: Stored) -> None:
        with _transaction(connection):
            connection.execute(_BEFORE, (100 + number, uid))
            connection.execute("UPDATE record SET c0 = ? WHERE uid = ?", (number, uid))

    some = chance.sample(uids, SAVES)
    found = [seconds(lambda n=n, uid=uid: save(n, uid)) for n, uid in enumerate(some)]
    return statistics.median(found)


class _transaction:  # noqa: N801 - reads as a statement
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("COMMIT")


CASES = {"floor": plain, "ours": ours, "undo_inserts": undo_inserts}
GOAL = 2.0
WORDS = {
    "insert": "100,000 new records x 20 fields, one batch",
    "update": "100,000 records changed in 20 fields",
    "undo_update": "undo of the changes",
    "undo_insert": "undo of the new records",
}


def main(rounds: int) -> None:
    """Run all cases in turns and print the table."""
    found = in_turns(__file__, list(CASES), rounds)
    floor, mine = found["floor"], found["ours"]
    lines = []
    for key, words in WORDS.items():
        runs = found["undo_inserts"] if key == "undo_insert" else mine
        over = ratio(runs, floor, key)
        took, least = middle(runs, key), middle(floor, key)
        lines.append(Line(words, took, "s", goal=GOAL, floor=least, ratio=over))
    cell, checked = middle(mine, "cell") * 1000, middle(mine, "checked_cell") * 1000
    least = middle(floor, "cell") * 1000
    most = max(run["peak"] for run in mine)
    lines += [
        Line("one cell saved", cell, "ms", goal=1.0, floor=least),
        Line("one cell saved, with the checks of its firm", checked, "ms", floor=least),
        Line("100,000 new firms, with name keys and initials", middle(mine, "firms"), "s"),
        Line("peak memory, with the rows to be written", most, "MB"),
    ]
    show(f"Store: {rounds} rounds, medians", lines)


if __name__ == "__main__":
    if is_child():
        run_case(CASES)
    else:
        main(rounds_from_arguments(2))
