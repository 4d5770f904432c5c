"""A small store with two firms, a patent and figures of 2024."""

from pathlib import Path

import pytest

from desktop_app.catalogue import load
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.store import Author, Store

UNIT = "330203"


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.create(tmp_path / "data.db", load(), UNIT, Author("测试员", "填报人"))
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    plan = ChangePlan(
        "import",
        "底数",
        (
            Rows(
                "firm", ("name", "uscc"), [("f1", None, "甲公司", "A"), ("f2", None, "乙公司", "B")]
            ),
            Rows("patent", ("firm", "app_no"), [("p1", None, "f1", "202110123456.7")]),
            Rows("patent_owner", ("patent", "name"), [("o1", None, "p1", "甲公司")]),
            Rows(
                "rd_activity",
                ("firm", "period", "rd_staff"),
                [("r1", None, "f1", "2024", 5), ("r2", None, "f2", "2024", 7)],
            ),
        ),
    )
    store.apply(plan, check=False)
    return store
