"""Rules: 100,000 records of 107-2 through all their checks, and one record after a save.

The floor beside the bulk figure is one bare scan of the same rows that computes all the conditions
at once and keeps nothing; the floor beside the single record is reading it. Run it with
`python tests/benchmarks/bench_rules.py [records]`.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from common import Line, shortest, show

from db.create import create
from db.engine import connect
from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.periods import parse_period
from desktop_app.rules.generated import field_queries, raw_query
from desktop_app.rules.sql import (
    UNITS,
    _joins,
    bound_names,
    record_condition,
    rules_of,
    sweep_query,
)

RECORDS = 100_000
BULK_GOAL, LIVE_GOAL = 2.0, 2.0
LIVE_TIMES = 50
UNIT, PERIOD = "330203", "2024"
ONE_IN = 40
"""One record in so many breaks a sum."""
QIAN = UNITS["qian"]
COSTS = ("staff_cost", "direct_input", "depreciation", "other_cost")
INSERT = (
    "INSERT INTO finding (unit, period, form, uid, rule, severity, fields, shown, evidence) "
    "SELECT :unit, :period, 'rd_activity', q.uid, q.rule, q.severity, q.fields, q.shown, "
    "q.evidence FROM ({query}) q"
)


def activity(chance: random.Random, size: int, uid: str, period: str) -> dict[str, object]:
    """Return one record of 107-2 of a firm with `size` R&D staff, nearly always in order."""
    costs = {name: size * chance.randrange(70, 90) * QIAN for name in COSTS}
    total = sum(costs.values()) + (QIAN if chance.randrange(ONE_IN) == 0 else 0)
    bodies = int(chance.randrange(4) > 0)
    return {
        "unit": UNIT, "uid": uid, "version": 1, "firm": f"f{uid[1:]}", "period": period,
        "rd_staff": size, "admin_staff": size // 5, "female_staff": size // 3,
        "full_time_staff": size - 1, "bachelor_staff": size // 2, "rd_total": total, **costs,
        "self_funds": total, "deduction_claimed": total,
        "deduction_saved": total // QIAN // 10 * QIAN, "institutions": bodies,
        "institution_staff": bodies * size // 2, "patent_applications": size // 4,
        "invention_applications": size // 8, "papers": 1,
    }  # fmt: skip


def records(count: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (table, row): firms, their figures, two years of 107-2, projects, certificates."""
    chance = random.Random(20240)
    keys = {"unit": UNIT, "version": 1}
    for n in range(count):
        firm, size = f"f{n:015}", chance.randrange(5, 60)
        child = {**keys, "firm": firm, "period": PERIOD}
        yield "firm", {**keys, "uid": firm, "name": f"宁波样例{n}公司"}
        yield "firm_period", {
            **child, "uid": f"p{n:015}", "revenue": 150_000 * QIAN, "staff_end": 300,
        }  # fmt: skip
        yield "rd_activity", activity(chance, size, f"b{n:015}", "2023")
        row = activity(chance, size, f"a{n:015}", PERIOD)
        yield "rd_activity", {**row, "firm": firm}
        yield "rd_project", {
            **child, "uid": f"q{n:015}", "name": "样例项目", "staff_months": size * 100,
            "objective": "1", "cost": row["rd_total"], "result": "9",
        }  # fmt: skip
        if n % 3 == 0:
            yield "hte_cert", {
                **keys, "uid": f"h{n:015}", "firm": firm, "status": "1",
                "issue_date": "2022-12-01", "expire_date": "2025-12-01",
            }  # fmt: skip


def fill(path: Path, catalogue: Catalogue, count: int) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("BEGIN")
    create(connection, catalogue)
    for code in (PERIOD, "2023"):
        cut = parse_period(code)
        connection.execute(
            "INSERT INTO period (code, kind, year, first_day, last_day, previous) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (cut.code, cut.kind.value, cut.year, cut.first_day, cut.last_day, cut.previous),
        )
    for table, row in records(count):
        marks = ", ".join("?" * len(row))
        connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )
    connection.execute("COMMIT")
    return connection


def statements(catalogue: Catalogue, form: Form, scope: str = "") -> list[str]:
    """Return every check of the form, as the store runs it."""
    rules = rules_of(catalogue, form.code, 2024)
    found = [sweep_query(catalogue, rules, source=form.view, scope=scope)]
    found += field_queries(catalogue, form, year=2024, table=form.code, scope=scope)
    found.append(raw_query(form, table=form.code, scope=scope))
    return [INSERT.format(query=query) for query in found]


def floor_query(catalogue: Catalogue, form: Form, scope: str = "") -> str:
    """Return one scan that computes the conditions of all rules and keeps one number."""
    rules = rules_of(catalogue, form.code, 2024)
    uses = sorted({name for rule in rules for name in rule.uses})
    broken = " + ".join(
        f"iif({f'({rule.needs}) AND ' if rule.needs else ''}NOT ({rule.holds}), 1, 0)"
        for rule in rules
    )
    return (
        f"SELECT sum({broken}) FROM {form.view} AS r{_joins(catalogue, form, uses)} "
        f"WHERE {record_condition(form, scope)}"
    )


def check(connection: sqlite3.Connection, texts: list[str], names: dict[str, object]) -> None:
    connection.execute("BEGIN")
    for text in texts:
        connection.execute(text, names)
    connection.execute("ROLLBACK")


def main(count: int = RECORDS) -> None:
    """Print both figures with their floors."""
    catalogue = load()
    form = catalogue.form("rd_activity")
    with tempfile.TemporaryDirectory() as folder:
        connection = fill(Path(folder) / "data.db", catalogue, count)
        names = bound_names(UNIT, PERIOD)
        bare = floor_query(catalogue, form)
        texts = statements(catalogue, form)
        floor = shortest(lambda: connection.execute(bare, names).fetchall())
        bulk = shortest(lambda: check(connection, texts, names))
        asked = len(rules_of(catalogue, form.code, 2024))
        lines = [
            Line(
                f"{count:,} records of 107-2, {asked} rules and the checks of its fields",
                bulk,
                "s",
                goal=BULK_GOAL,
                floor=floor,
            )
        ]

        one = {**names, "root": f"f{count // 2:015}"}
        bare = floor_query(catalogue, form, "r.firm = :root")
        texts = statements(catalogue, form, "r.firm = :root")
        floor = shortest(lambda: connection.execute(bare, one).fetchall(), LIVE_TIMES)
        live = shortest(lambda: check(connection, texts, one), LIVE_TIMES)
        lines.append(Line("one record", live * 1000, "ms", goal=LIVE_GOAL, floor=floor * 1000))
        connection.close()
    show("Rules: shortest of a few runs", lines)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
