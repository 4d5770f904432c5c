"""A database with the real tables, to put the test records of the rules into."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.create import create
from db.engine import connect
from db.views import view_text
from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Form, Rule, RuleCase
from desktop_app.domain.codes import spellings
from desktop_app.domain.names import name_key
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import BadValue
from desktop_app.rules.sql import COLUMNS, PREVIOUS, SCALES, UNITS

UNIT = "330203"
UID = "record"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@dataclass
class Bench:
    """A database for one test record after the other; each is taken back."""

    catalogue: Catalogue
    connection: sqlite3.Connection
    spelt: dict[str, dict[str, str]] = field(default_factory=dict)
    count: int = 0

    def parsed(self, form: Form, values: Mapping[str, object]) -> dict[str, Stored]:
        """Typed texts as stored values, by field."""
        result: dict[str, Stored] = {}
        for code, text in values.items():
            if code == "period":
                result[code] = str(text)
                continue
            entry = form.by_code[code]
            if entry.codes not in self.spelt:
                entries = self.catalogue.codes[entry.codes].entries if entry.codes else ()
                self.spelt[entry.codes] = spellings(entries)
            codes = self.spelt[entry.codes] if entry.codes else None
            try:
                result[code] = entry.format.parse(str(text), codes)
            except BadValue:
                # A code that is in no list comes from another version of the catalogue.
                result[code] = entry.format.parse(str(text))
        for entry in form.fields:
            if entry.derived == "name_key" and result.get("name"):
                result[entry.code] = name_key(str(result["name"]))
        return result

    def put(self, table: str, form: Form, values: Mapping[str, Stored], uid: str = "") -> None:
        """Insert one record."""
        self.count += 1
        row = {"unit": UNIT, "uid": uid or f"other{self.count}", "version": 1, **values}
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )

    def place(self, rule: Rule, case: RuleCase) -> dict[str, Stored]:
        """Store all records beside the one under check; return that one's values."""
        form = self.catalogue.form(rule.form)
        others = dict(case.others)
        keys: dict[str, Stored] = {"period": case.period} if form.periodic else {}
        if form.parent:
            parent = self.catalogue.form(form.parent)
            self.put(parent.code, parent, self.parsed(parent, others.pop(parent.code, {})), "owner")
            keys[parent.code] = "owner"
        for name, entries in others.items():
            for entry in entries if isinstance(entries, list) else [entries]:
                self.put_other(form, name, entry, case.period)
        return {**keys, **self.parsed(form, case.record)}

    def put_other(self, form: Form, name: str, entry: Mapping[str, object], period: str) -> None:
        other = form if name == PREVIOUS else self.catalogue.form(name)
        values = self.parsed(other, entry)
        if other.parent:
            values[other.parent] = UID if other.parent == form.code else "owner"
        if other.periodic:
            before = parse_period(period).previous if name == PREVIOUS else period
            values.setdefault("period", before)
        self.put(other.code, other, values)

    def live(self, form: Form, values: Mapping[str, Stored]) -> str:
        """Put the record into a temporary table; return its view."""
        self.connection.execute("DROP VIEW IF EXISTS temp.live_view")
        self.connection.execute("DROP TABLE IF EXISTS temp.live")
        columns = ", ".join(
            f"{name} {kind}"
            for _, name, kind, *_ in self.connection.execute(f"PRAGMA table_info({form.code})")
        )
        self.connection.execute(f"CREATE TEMP TABLE live ({columns})")
        self.put("temp.live", form, values, UID)
        text = view_text(form).replace(f"FROM {form.code}", "FROM temp.live")
        self.connection.execute(f"CREATE TEMP VIEW live_view AS {text}")
        return "temp.live_view"

    def bound(self, period: str) -> dict[str, Stored]:
        cut = parse_period(period)
        days = {"first_day": cut.first_day, "last_day": cut.last_day}
        return {"unit": UNIT, "period": cut.code, "year": cut.year, **days, **UNITS, **SCALES}

    def ask(self, query: str, period: str) -> list[dict[str, object]]:
        """Run a query as the store does; rows as dictionaries."""
        found = self.connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM ({query})", self.bound(period)
        )
        return [dict(zip(COLUMNS, row, strict=True)) for row in found]


@pytest.fixture(scope="session")
def _database(tmp_path_factory, catalogue) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("rules") / "data.db"
    connection = connect(path)
    create(connection, catalogue)
    periods = [
        (cut.code, cut.kind.value, cut.year, cut.first_day, cut.last_day, cut.previous)
        for code in ("2020", "2024", "2024M01-09", "2022", "2021")
        for cut in [parse_period(code)]
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO period (code, kind, year, first_day, last_day, previous) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        periods,
    )
    yield connection
    connection.close()


@pytest.fixture
def bench(_database, catalogue) -> Iterator[Bench]:
    _database.execute("BEGIN")
    yield Bench(catalogue, _database)
    _database.execute("ROLLBACK")


Ask = Callable[[str, str], list[dict[str, object]]]
