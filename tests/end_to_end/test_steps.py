"""Whatever is done, a kill or a full disk before any step of it leaves files and records agreeing.

Random kills seldom hit the moments between the commit of a batch and the names of the files that
it speaks of; here each of these moments is hit.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from city_desk import Province
from cryptography import x509
from test_kills import Worker

from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.keys import load_certificates, open_p12, same_key
from desktop_app.store.damage import DamagedError, check
from desktop_app.work.city.answers import issue_receipt
from desktop_app.work.city.merge import merge
from desktop_app.work.keys.revoke import lists, revoke
from desktop_app.work.settings import read_settings
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.workspace import open_workspace

PASSWORD = "a long password"
SCRIPT = Path(__file__).parent / "stepped_worker.py"
STAGES = {
    "ready": ("pack",),
    "sent": ("merge",),
    "merged": ("receipt", "return", "task", "revoke"),
    "answered": ("receive", "install", "replace", "backup", "restore", "keep"),
}
"""Kinds of work by how far the world is that they are done in."""
KINDS = {kind: stage for stage, kinds in STAGES.items() for kind in kinds}
OUTCOME = (
    "SELECT unit, period, state, revision, package_digest FROM report",
    "SELECT DISTINCT kind, state, decision FROM exchange",
)
FEW = 3
"""Steps that are tried in `make test`; the slow suite tries all."""


@pytest.fixture(scope="module")
def worlds(tmp_path_factory, firm_without_findings):
    """The city and a district in one folder, as they are at each stage."""
    root = tmp_path_factory.mktemp("world") / "now"
    root.mkdir()
    province = Province(root)
    office = province.enrol("330203", firm_without_findings)
    office.ready()
    (root / "in").mkdir()
    shutil.copy(office.ws.keys / "330203.crt.pem", root / "in" / "lost.crt.pem")
    found = {}

    def keep(stage):
        province.close()
        found[stage] = root.with_name(stage)
        shutil.copytree(root, found[stage])
        for one in (province.city, *province.districts.values()):
            one.reopen()

    keep("ready")
    office.send().rename(root / "in" / "package.xlsx")
    keep("sent")
    merge(province.city.ws, [root / "in" / "package.xlsx"])
    keep("merged")
    province.issue(issue_receipt, root / "in" / "package.xlsx", "in/receipt.xlsx")
    ca = open_authority(root / "ca" / "ca.pem", root / "ca" / "ca.key.pem", PASSWORD)
    city = province.city
    revoke(city.ws, [], ca, days=30, out=root / "in" / "list.crl")
    signer = open_p12(city.key, PASSWORD)
    make_task(city.ws, draft_task(city.ws), signer=signer, out=root / "in" / "task.xlsx", text="甲")
    office.ws.store.backup("manual")
    keep("answered")
    province.close()
    return found


@pytest.fixture(scope="module")
def worker():
    made = Worker(SCRIPT)
    yield made
    made.close()


@pytest.fixture
def world(worlds, tmp_path):
    def copy(kind):
        root = tmp_path / "root"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(worlds[KINDS[kind]], root)
        return root

    return copy


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def assert_agreeing(ws):
    """Each file that the records speak of is there as it was, and no other was sent."""
    with sqlite3.connect(ws.folder / "data.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        exchanged = connection.execute("SELECT state, file, digest FROM exchange").fetchall()
        packed = connection.execute(
            "SELECT package_name, package_digest FROM report WHERE unit = ?", (ws.unit,)
        ).fetchall()
    connection.close()
    sent = {name: digest for state, name, digest in exchanged if state == "outgoing"}
    sent |= {name: digest for name, digest in packed if name}
    assert {path.name: digest_of(path) for path in ws.sent.glob("*.xlsx")} == sent
    for state, name, digest in exchanged:
        if state != "outgoing":
            assert digest_of(ws.received / name) == digest
    assert not list((ws.sent / ".new").glob("*"))
    for copy in (ws.folder / "backups").glob("*.db"):
        check(copy)
    assert read_settings(ws.folder / "settings.toml")["unit"] == ws.unit
    return set(sent.values())


def assert_right(root):
    """Both workspaces open and agree with their files; what was handed out is recorded."""
    known = set()
    for name in ("city", "330203"):
        ws = open_workspace(root / name)
        try:
            known |= assert_agreeing(ws)
            if name == "city" and (out := root / "out.crl").exists():
                assert out.read_bytes() in {one.data for one in lists(ws)}
        finally:
            ws.close()
    if (out := root / "out.xlsx").exists():
        assert digest_of(out) in known


def outcome(root):
    """Return what counts of both workspaces, however often it was tried."""
    facts = []
    for name in ("city", "330203"):
        ws = open_workspace(root / name)
        with ws.store.reading() as connection:
            facts += [sorted(connection.execute(query).fetchall(), key=str) for query in OUTCOME]
        facts.append(sorted(path.name for path in ws.trust.iterdir() if path.name[0] != "."))
        facts.append(str(ws.settings["period"]) if "period" in ws.settings else "")
        ws.close()
    return facts


def assert_keys(folder):
    """A new key has its request, and the certificate of the lost one is not gone."""
    request = x509.load_pem_x509_csr((folder / "330203.csr.pem").read_bytes())
    (before,) = {
        load_certificates(path)[0] for path in (folder / "replaced").rglob("330203.crt.pem")
    }
    assert not same_key(request.public_key(), before.public_key())
    assert b"BEGIN CERTIFICATE-----" in (folder / "330203.csr.pem").read_bytes()
    assert (folder / "330203.key.pem").exists()


def said(state):
    return state.notes[0] if state.notes else ""


def tried(worker, world, kind, step, wanted):
    """Act on one step of a kind of work; look at what is left; do the work again."""
    root = world(kind)
    state = worker.run(kind, root, limit=step)
    assert not said(state).startswith("fault"), state.notes
    assert said(state) or step > 0, "killed, and not by us"
    if (root / "330203" / "data.db").exists():
        assert_right(root)
    else:
        with pytest.raises(DamagedError, match="shuangbei restore"):
            open_workspace(root / "330203")
    again = worker.run(kind, root)
    assert said(again) == "done" or kind in {"pack", "replace"}, again.notes
    assert_right(root)
    if kind == "replace":
        assert_keys(root / "330203" / "keys")
    elif kind not in {"pack", "task"}:
        assert outcome(root) == wanted


def steps_of(worker, world, kind):
    """Return how many steps a kind of work takes, and what it brings."""
    root = world(kind)
    state = worker.run(kind, root)
    assert said(state) == "done", state.notes
    assert_right(root)
    return int(state.notes[1]), outcome(root)


@pytest.mark.parametrize("full", [False, True], ids=["killed", "full"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_records_and_files_agree_after_a_few_steps(kind, full, worker, world):
    whole, wanted = steps_of(worker, world, kind)
    assert whole >= FEW
    for part in range(1, FEW + 1):
        step = max(1, whole * part // FEW - 1)
        tried(worker, world, kind, -step if full else step, wanted)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("full", [False, True], ids=["killed", "full"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_records_and_files_agree_after_any_step(kind, full, worker, world):
    whole, wanted = steps_of(worker, world, kind)
    for step in range(1, whole + 1):
        tried(worker, world, kind, -step if full else step, wanted)
