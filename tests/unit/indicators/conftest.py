"""A small store of 海曙区 with certificates, filings, patents and figures of made-up firms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import ChangePlan, Stored, put
from desktop_app.store import Author, Store

UNIT = "330203"
Keep = Callable[..., str]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def store(tmp_path: Path, catalogue: Catalogue):
    opened = Store.create(tmp_path / "data.db", catalogue, UNIT, Author("测试员", "填报人"))
    yield opened
    opened.close()


@pytest.fixture
def keep(store: Store) -> Keep:
    """Store one record; give its uid."""
    numbers = count(1)

    def keep_one(form: str, /, **values: Stored) -> str:
        uid = str(values.pop("uid", f"{form}{next(numbers)}"))
        store.apply(ChangePlan("edit", "记一条", (put(form, uid, None, values),)), check=False)
        return uid

    return keep_one


@pytest.fixture
def firm(keep: Keep) -> Keep:
    """Store a firm and its children: hte_cert=[…], patent=[…] and so on; give its uid."""

    def keep_firm(name: str, /, **children: list[Mapping[str, Stored]]) -> str:
        uid = keep("firm", name=name)
        for form, records in children.items():
            for record in records:
                keep(form, firm=uid, **record)
        return uid

    return keep_firm


def cert(issued: str, **more: Stored) -> dict[str, Stored]:
    ends = f"{int(issued[:4]) + 3}{issued[4:]}"
    values: dict[str, Stored] = {"issue_date": issued, "expire_date": ends}
    return values | {"kind": "1", "status": "1"} | more


@pytest.fixture(scope="session")
def certificate():
    """Make the values of a certificate that runs for three years from a day."""
    return cert
