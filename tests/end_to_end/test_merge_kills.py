"""A merge that is killed at any moment: each package is in or out, never half of it."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import sqlite3

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from test_kills import Worker

from desktop_app.catalogue import load
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import PackageContent, SignOff
from desktop_app.packages.report.write import write_package
from desktop_app.paths import resources
from desktop_app.work.city.merge import merge
from desktop_app.work.workspace import init_workspace, open_workspace

UNITS = ("330203", "330205", "330212")
FIRMS = 120
LATEST = 1.1
"""The latest kill, as a share of what the merge takes here and now."""
WHO = SignOff("周立群", "沈洁", "王敏", "0574-87654321", "2025-01-15")


def write(folder, unit, issuer, now):
    """Write the package of a unit with so many firms, each with figures and a patent."""
    catalogue = load()

    def rows(form, records):
        columns = stored_columns(catalogue.form(form))
        return [tuple(record.get(column) for column in columns) for record in records]

    numbers = range(FIRMS)
    forms = {
        "firm": [{"uid": f"firm{n:012}", "name": f"第{n}公司"} for n in numbers],
        "firm_period": [
            {"uid": f"fp{n:014}", "firm": f"firm{n:012}", "period": "2024", "revenue": n}
            for n in numbers
        ],
        "patent": [{"uid": f"pt{n:014}", "firm": f"firm{n:012}", "title": f"{n}"} for n in numbers],
    }
    pledge = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
    due = [(f"du{n:014}", f"firm{n:012}", "2024", "reported", None) for n in numbers]
    made = {form: rows(form, records) for form, records in forms.items()}
    content = PackageContent(unit, "2024", 1, WHO, "1", pledge, forms=made, due=due)
    key = new_key(Algorithm.ECDSA)
    request = request_for(Identity(unit, "宁波市某区科学技术局", "沈洁", "统计负责人"), key)
    certificate = issue(x509.load_pem_x509_csr(request), issuer, years=3, now=now)
    signer = KeySigner(key, certificate, (issuer.certificate,))
    write_package(folder / f"{unit}.xlsx", content, signer, catalogue=catalogue, when=now)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """An empty workspace of the city with three packages beside it."""
    folder = tmp_path_factory.mktemp("base")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    issuer = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=now)
    (folder / "packages").mkdir()
    for unit in UNITS:
        write(folder / "packages", unit, issuer, now)
    ws = init_workspace(folder / "workspace", role="city", unit="", person="市局")
    (ws.trust / "ca.pem").write_bytes(issuer.certificate.public_bytes(Encoding.PEM))
    ws.close()
    return folder


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def latest(worker, base, tmp_path_factory):
    """Seconds until the latest kill: a slow machine is killed as late as a fast one."""
    shutil.copytree(base, folder := tmp_path_factory.mktemp("measured") / "city")
    return LATEST * worker.seconds("merge", folder / "workspace")


@pytest.fixture
def killed(base, worker, latest, tmp_path):
    """Kill a merge after a share of the time that it takes; return the workspace's folder."""

    def kill(share):
        shutil.copytree(base, tmp_path / "city")
        folder = tmp_path / "city" / "workspace"
        worker.run("merge", folder, kill_after=share * latest)
        return folder

    return kill


def content(ws):
    """Return what the database says, without ids and times of the merges themselves."""
    lines = []
    for line in ws.store.dump().splitlines():
        form, *values = json.loads(line)
        names = ("unit", "uid", *ws.catalogue.form(form).columns)
        row = dict(zip(names, values, strict=False))
        hidden = {"uid", "at"} if form == "exchange" else {"uid"} if form == "report" else set()
        lines.append((form, sorted((k, v) for k, v in row.items() if k not in hidden)))
    return sorted(lines, key=str)


@pytest.fixture(scope="module")
def unkilled(base, tmp_path_factory):
    """What the merge brings where nobody kills it."""
    folder = tmp_path_factory.mktemp("unkilled") / "workspace"
    shutil.copytree(base / "workspace", folder)
    ws = open_workspace(folder)
    merge(ws, [base / "packages"])
    found = content(ws)
    ws.close()
    return found


def moments(count, seed):
    chance = random.Random(seed)
    return [pytest.param(chance.uniform(0, 1), id=str(n)) for n in range(count)]


@pytest.mark.parametrize("share", moments(20, 31))
def test_that_each_package_of_a_killed_merge_is_in_or_out(
    share, killed, base, unkilled, record_property
):
    folder = killed(share)
    ws = open_workspace(folder)
    try:
        with sqlite3.connect(folder / "data.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert not connection.execute("PRAGMA foreign_key_check").fetchall()
            merged = connection.execute("SELECT count(*) FROM batch").fetchone()[0]
        connection.close()
        counts = []
        for unit in UNITS:
            store = ws.store.of(unit)
            counts.append(
                tuple(store.count(form) for form in ("firm", "firm_period", "patent", "due"))
            )
            arrived = [str(row[2]) for row in store.rows("exchange", ("file",))]
            assert store.count("report", "2024") == len(arrived) == int(counts[-1][0] > 0)
            assert all((ws.received / name).is_file() for name in arrived)
        assert set(counts) <= {(0,) * 4, (FIRMS,) * 4}
        assert sum(count[0] > 0 for count in counts) == merged
        record_property("merged", merged)
        merge(ws, [base / "packages"])
        assert content(ws) == unkilled
    finally:
        ws.close()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("share", moments(200, 32))
def test_that_each_package_of_a_merge_killed_hundreds_of_times_is_in_or_out(
    share, killed, base, unkilled, record_property
):
    test_that_each_package_of_a_killed_merge_is_in_or_out(
        share, killed, base, unkilled, record_property
    )
