"""Puts a city's database on a PostgreSQL server, and tries the statements that matter there.

Run: PGHOST=… PGPORT=… PGUSER=… python tests/benchmarks/on_postgres.py CITY/data.db

The tables come from the same SQLAlchemy metadata. What is printed is in docs/scaling.md: how long
loading and the set-based statements of a merge take, and which texts of ours the server takes as
they are, which once they are said its way. The database `postgres` gets a schema `trial`, which is
dropped again. Needs `psql`; nothing in the program needs a server.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import BigInteger, Integer, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from db.tables import metadata
from db.views import view_statements
from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.functions import FUNCTIONS
from desktop_app.rules.sql import bound_names, breach_query

PERIOD, CHANGED_FORM = "2024", "patent"
SHIMS = """
CREATE FUNCTION iif(boolean, bigint, bigint) RETURNS bigint IMMUTABLE
    LANGUAGE sql AS 'SELECT CASE WHEN $1 THEN $2 ELSE $3 END';
CREATE FUNCTION iif(boolean, text, text) RETURNS text IMMUTABLE
    LANGUAGE sql AS 'SELECT CASE WHEN $1 THEN $2 ELSE $3 END';
"""
"""What the server lacks and can be given once."""
DECLARED = {
    **dict.fromkeys(("amount", "pct_change"), ("numeric, numeric", "text")),
    "near_power_of_ten": ("numeric, numeric", "boolean"),
    "matches": ("text, text", "boolean"),
    "similarity": ("text, text", "numeric"),
    "latin_run": ("text", "bigint"),
    "name_key": ("text", "text"),
    "add_years": ("text, bigint", "text"),
    **dict.fromkeys(("months_between", "days_between"), ("text, text", "bigint")),
}
"""What our own functions take and give; what is not named takes a text and judges it. They are only
declared here: the program has them in Python, and a server would need them in its language."""
OUR_WAY = (
    (r"json_array\(", "json_build_array("),
    (r"json_object\(", "json_build_object("),
    (r"group_concat\(", "string_agg("),
    (r"\+([a-z]+\.[a-z_]+)", r"\1"),
    (r" AND iif\((.*), 1, 0\)$", r" AND (\1)"),
    (r"\bIS NOT (?!NULL\b)", "IS DISTINCT FROM "),
    (r"\bIS (?!NULL\b|NOT\b|DISTINCT\b)", "IS NOT DISTINCT FROM "),
)
"""What of a rule's text is said otherwise on the server."""


def psql(sql: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run statements in the schema of the trial."""
    command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", "-"]
    text = f"SET search_path = trial;\n{sql}"
    return subprocess.run(command, input=text, text=True, capture_output=True, check=check)


def timed(what: str, sql: str) -> None:
    """Run statements and print how long they took, the start of psql included."""
    start = time.perf_counter()
    psql(sql)
    print(f"| {what} | {time.perf_counter() - start:.2f} s |", flush=True)


def tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield our tables; whole numbers are 64 bits wide, as SQLite's are without being told."""
    for table in metadata(catalogue).sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Integer):
                column.type = BigInteger()
        yield table


def make_schema(catalogue: Catalogue) -> list[Table]:
    """Make tables, indexes and views; return the tables."""
    made = list(tables(catalogue))
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in made]
    statements += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in made
        for index in sorted(table.indexes, key=lambda one: str(one.name))
    ]
    views = view_statements(catalogue)
    timed(
        f"{len(statements)} tables and indexes, {len(views)} views", ";\n".join(statements + views)
    )
    return made


def copy(database: sqlite3.Connection, made: Sequence[Table], folder: Path) -> None:
    """Load all rows by COPY, in one transaction: its foreign keys are checked at the end."""
    commands = ["BEGIN;"]
    rows = 0
    there = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    for table in (one for one in made if one.name in there):
        names = ", ".join(column.name for column in table.columns)
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
            for row in database.execute(f"SELECT {names} FROM {table.name}"):
                # A blank is an empty field without quotes; a text, even an empty one, has them.
                writer.writerow([_Blank() if value is None else value for value in row])
                rows += 1
        commands.append(f"\\copy {table.name} ({names}) FROM '{path}' WITH (FORMAT csv)")
    timed(f"{rows:,} rows loaded", "\n".join([*commands, "COMMIT;", "ANALYZE;"]))


class _Blank(float):
    """Is written as a number, without quotes, and as nothing."""

    def __str__(self) -> str:
        return ""

    __repr__ = __str__


def merge_statements(form: Form) -> Iterator[tuple[str, str]]:
    """Yield what a merge does to a form, set by set, as `store.staging` does it, for all units."""
    columns = [column for column in form.columns if column != form.parent]
    values = ", ".join(columns)
    same = "ON f.unit = s.unit AND f.uid = s.uid"
    images = "".join(f", f.{column}" for column in form.columns)
    names = "".join(f", {column}" for column in form.columns)
    yield (
        "staged (as a COPY of the package would)",
        (f"CREATE TABLE stage AS SELECT unit, uid, version AS before, {values} FROM {form.code}"),
    )
    yield (
        "conflicts looked for",
        (
            f"SELECT s.uid FROM stage s LEFT JOIN {form.code} f {same} "
            "WHERE f.version IS DISTINCT FROM s.before ORDER BY s.uid LIMIT 20"
        ),
    )
    yield (
        "images before written to the history",
        (
            f"INSERT INTO {form.history} "
            f"(in_batch, unit, uid, before_version, after_version{names}) "
            f"SELECT 9999, s.unit, s.uid, f.version, 9999{images} FROM stage s "
            f"LEFT JOIN {form.code} f {same}"
        ),
    )
    sets = ", ".join(f"{column} = s.{column}" for column in columns)
    yield (
        "all records updated",
        (
            f"UPDATE {form.code} AS f SET {sets}, version = 9999 FROM stage s "
            "WHERE f.unit = s.unit AND f.uid = s.uid"
        ),
    )
    yield (
        "all records taken away",
        (
            f"BEGIN; DELETE FROM {form.code} f USING stage s "
            "WHERE f.unit = s.unit AND f.uid = s.uid; ROLLBACK"
        ),
    )


def rule_texts(catalogue: Catalogue, unit: str) -> Iterator[tuple[str, str]]:
    """Yield each rule with the SELECT that finds its breaches, with its values put in."""
    bound = bound_names(unit, PERIOD)

    def value(found: re.Match[str]) -> str:
        given = bound[found[1]]
        return f"'{given}'" if isinstance(given, str) else str(given)

    for rule in catalogue.rules.values():
        text = breach_query(catalogue, rule, source=catalogue.form(rule.form).view)
        yield rule.id, re.sub(rf":({'|'.join(bound)})\b", value, text)


def declared(name: str) -> str:
    """Return the CREATE of one of our functions that only stands there to be planned with."""
    takes, gives = DECLARED.get(name, ("text", "boolean"))
    return (
        f"CREATE FUNCTION {name}({takes}) RETURNS {gives} LANGUAGE sql AS 'SELECT NULL::{gives}';"
    )


def said_its_way(text: str) -> str:
    """Return a rule's text with what the server says otherwise."""
    for ours, theirs in OUR_WAY:
        text = re.sub(ours, theirs, text)
    return text


def taken(texts: Iterable[tuple[str, str]]) -> tuple[int, dict[str, list[str]]]:
    """Return how many texts the server plans, and the others by what it says."""
    count, refused = 0, dict[str, list[str]]()
    for name, text in texts:
        done = psql(f"EXPLAIN {text}", check=False)
        if done.returncode:
            said = re.search(r"ERROR: *(.*)", done.stderr)
            refused.setdefault(said[1] if said else done.stderr, []).append(name)
        else:
            count += 1
    return count, refused


def main(database: Path) -> None:
    """Try it all, and print it as tables."""
    catalogue = load()
    psql("DROP SCHEMA IF EXISTS trial CASCADE; CREATE SCHEMA trial")
    try:
        print("| what | measured |\n| --- | --- |")
        made = make_schema(catalogue)
        with tempfile.TemporaryDirectory() as folder:
            copy(sqlite3.connect(database), made, Path(folder))
        for what, statement in merge_statements(catalogue.form(CHANGED_FORM)):
            timed(f"{CHANGED_FORM}: {what}", statement)
        size = "pg_size_pretty(sum(pg_total_relation_size(c.oid)))"
        where = "FROM pg_class c WHERE relnamespace = 'trial'::regnamespace AND relkind = 'r'"
        print(f"| size of it all | {psql(f'SELECT {size} {where}').stdout.strip()} |")
        psql(SHIMS + "".join(map(declared, FUNCTIONS)))
        texts = list(rule_texts(catalogue, "330203"))
        for what, given in (
            ("as they are", texts),
            ("said its way", [(name, said_its_way(text)) for name, text in texts]),
        ):
            count, refused = taken(given)
            print(f"\nrules {what}: {count} of {len(texts)} taken")
            for said, names in sorted(refused.items(), key=lambda one: -len(one[1]))[:12]:
                print(f"  {len(names)}: {said} ({', '.join(names[:3])})")
    finally:
        psql("DROP SCHEMA trial CASCADE")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
