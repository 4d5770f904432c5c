"""A program killed at any moment, or a disk that is full, leaves whole data and whole files."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from killed_worker import teaching_sheet, uscc

from desktop_app.cli.main import run
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.importing.model import Choice, ImportOptions
from desktop_app.packages.pki.keys import read_trust
from desktop_app.packages.verify import verify
from desktop_app.store.damage import check
from desktop_app.work.edit import add_record
from desktop_app.work.importing.files import import_files
from desktop_app.work.report.pack import pack
from desktop_app.work.report.reporting import SignOff, report_of, sign_off
from desktop_app.work.settings import read_settings
from desktop_app.work.workspace import init_workspace, open_workspace

WORKER = Path(__file__).parent / "killed_worker.py"
PASSWORD = "a long password"
WHO = SignOff("周立群", "沈洁", "王敏", "0574-87654321")
FIRMS = 150
ROUNDS = {"edit": 0.3, "undo": 0.2, "import": 0.7, "teach": 1.2, "settings": 0.05}
"""Seconds until the latest kill of work that is done round after round."""
LATEST = 1.1
"""The latest kill of other work, as a share of what it takes here and now."""


@dataclass
class Killed:
    """A workspace after a kill: what the worker noted, and where it worked."""

    folder: Path
    notes: list[str]

    @property
    def batches(self) -> list[int]:
        return [int(note) for note in self.notes if note.isdigit() and note != "0"]


class Worker:
    """The process that does the work in children of its own."""

    def __init__(self, script=WORKER):
        self._process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._said()

    def _said(self):
        said = self._process.stdout.readline().strip()
        assert said, "the worker has died"
        return said

    def run(self, kind, folder, *, kill_after=None, limit=0):
        """Let it work; kill it some seconds after it began, or wait for its end."""
        notes = folder.parent / "notes"
        notes.write_text("")
        order = json.dumps([kind, str(folder), str(notes), limit])
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        number = int(self._said())
        if kill_after is not None:
            while not notes.read_text():
                time.sleep(0.002)
            time.sleep(kill_after)
            os.kill(number, signal.SIGKILL)
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._said() == "gone"
        return Killed(folder, notes.read_text().split("\n"))

    def seconds(self, kind, folder):
        """Return how long a kind of work takes here, from when it begins to its end."""
        notes = folder.parent / "notes"
        notes.write_text("")
        self._process.stdin.write(f"{json.dumps([kind, str(folder), str(notes), 0])}\n\n")
        self._process.stdin.flush()
        self._said()
        while not notes.read_text():
            time.sleep(0.002)
        began = time.monotonic()
        assert self._said() == "gone"
        return time.monotonic() - began

    def close(self):
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.close()


def enrol(folder):
    """Give the workspace its certificate, as the demo does."""
    password = folder.parent / "password"
    password.write_text(f"{PASSWORD}\n", "utf-8")
    ca, keys = folder.parent / "ca", folder / "keys"

    def do(*arguments):
        secret = ("--password-file", password)
        assert run(["--workspace", str(folder), "keys", *map(str, (*arguments, *secret))]) == 0

    do("ca", "--out", ca)
    do("new", "--person", "乙")
    request = keys / "330203.csr.pem"
    do("issue", request, "--ca", ca / "ca.pem", "--ca-key", ca / "ca.key.pem", "-o", ca)
    do("install", ca / "330203.crt.pem", "--ca", ca / "ca.pem", "--yes")


@pytest.fixture(scope="module")
def bases(tmp_path_factory, firm_without_findings):
    """Return two workspaces to copy: one with many firms, one whose 2024 is signed off."""
    many = tmp_path_factory.mktemp("many") / "workspace"
    ws = init_workspace(many, role="district", unit="海曙区", person="测试员")
    rows = [(f"f{n:03}", None, f"第{n}公司", f"C{n}") for n in range(FIRMS)]
    ws.store.apply(ChangePlan("import", "底数", (Rows("firm", ("name", "uscc"), rows),)))
    ws.close()
    ready = tmp_path_factory.mktemp("ready") / "workspace"
    ws = init_workspace(ready, role="district", unit="海曙区", person="测试员")
    firm, _edited = add_record(ws, "firm", firm_without_findings)
    figures = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}
    add_record(ws, "firm_period", figures, parent=firm, period="2024")
    ws.close()
    enrol(ready)
    ws = open_workspace(ready)
    sign_off(ws, "2024", WHO)
    ws.close()
    known = tmp_path_factory.mktemp("known") / "workspace"
    ws = init_workspace(known, role="district", unit="海曙区", person="测试员")
    rows = [(f"f{n:03}", None, f"第{n}公司", uscc(n)) for n in range(FIRMS)]
    ws.store.apply(ChangePlan("import", "底数", (Rows("firm", ("name", "uscc"), rows),)))
    ws.close()
    kinds = dict.fromkeys(("edit", "undo", "import", "settings"), many)
    return {"pack": ready, "teach": known, **kinds}


@pytest.fixture(scope="module")
def latest(worker, bases, tmp_path_factory):
    """Seconds until the latest kill, by kind: a slow machine is killed as late as a fast one."""
    found = dict(ROUNDS)
    for kind in ("pack", "init"):
        folder = tmp_path_factory.mktemp(f"measured-{kind}") / "workspace"
        if kind in bases:
            shutil.copytree(bases[kind], folder)
        found[kind] = LATEST * worker.seconds(kind, folder)
    return found


@pytest.fixture
def killed(worker, bases, latest, tmp_path):
    """Kill a kind of work on a copy of its base after a share of the time that it takes."""

    def kill(kind, share):
        folder = tmp_path / "workspace"
        if kind in bases:
            shutil.copytree(bases[kind], folder)
        return worker.run(kind, folder, kill_after=share * latest[kind])

    return kill


def records_by_batch(connection):
    """Return how many records the history holds for each batch: (all, without reports)."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name.endswith("_history")
    ]
    found = {}
    for table in tables:
        for batch, count in connection.execute(
            f"SELECT in_batch, count(*) FROM {table} GROUP BY in_batch"
        ):
            whole, plain = found.get(batch, (0, 0))
            found[batch] = (whole + count, plain + count * (table != "report_history"))
    return found


def assert_whole(state):
    """Open the workspace again and look at everything that a kill could have torn."""
    ws = open_workspace(state.folder)
    try:
        with sqlite3.connect(state.folder / "data.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert not connection.execute("PRAGMA foreign_key_check").fetchall()
            known = dict(connection.execute("SELECT id, count FROM batch"))
            found = records_by_batch(connection)
        connection.close()
        assert found.keys() == known.keys()
        for batch, count in known.items():
            whole, plain = found[batch]
            assert plain <= count <= whole
        assert set(state.batches) <= known.keys()
        assert_packages(ws)
        for copy in (state.folder / "backups").glob("*.db"):
            check(copy)
        assert read_settings(state.folder / "settings.toml")["unit"] == "330203"
    finally:
        ws.close()


def assert_packages(ws):
    """A package is whole or absent, and in `sent` exactly when its report is recorded as sent."""
    trust = read_trust(ws.trust)
    report = report_of(ws, "2024")
    kept = list(ws.sent.glob("*.xlsx"))
    name = report.values.get("package_name")
    assert [path.name for path in kept] == ([name] if name else [])
    assert not list((ws.sent / ".new").glob("*"))
    out = ws.folder.parent / "package.xlsx"
    for path in [*kept, *([out] if out.exists() else [])]:
        verdict = verify(path.read_bytes(), trust=trust, now=dt.datetime.now(dt.UTC))
        assert verdict.valid, verdict.causes
        assert verdict.digest == report.values["package_digest"]


def kills(count, seed):
    """Return kinds of work with the moment of the kill, spread over what the work takes."""
    chance = random.Random(seed)
    return [
        pytest.param(kind, chance.uniform(0, 1), id=f"{kind}-{number}")
        for number in range(count)
        for kind in [
            ("edit", "undo", "import", "import", "pack", "pack", "pack", "init")[number % 8]
        ]
    ]


@pytest.mark.parametrize(("kind", "share"), kills(20, 4711))
def test_that_a_killed_program_leaves_a_whole_workspace(kind, share, killed):
    state = killed(kind, share)
    if kind == "init" and not (state.folder / "data.db").exists():
        init_workspace(state.folder, role="district", unit="海曙区").close()
    assert_whole(state)


def moments(count, seed):
    """Return the moments at which an import is killed, as shares of the time that it takes."""
    chance = random.Random(seed)
    return [pytest.param(chance.uniform(0, 1), id=str(n)) for n in range(count)]


@pytest.fixture(scope="module")
def taught(bases, tmp_path_factory):
    """What the import brings where nobody kills it: counts, and the data afterwards."""
    folder = tmp_path_factory.mktemp("taught") / "workspace"
    shutil.copytree(bases["teach"], folder)
    return bring_again(folder, 0)


def bring_again(folder, round_):
    """Run the import of a round to its end; return its counts and all data without ids."""
    ws = open_workspace(folder)
    errors, path = folder.parent / "errors.xlsx", folder.parent / "teach.csv"
    options = ImportOptions(choices={("teach.csv", "teach"): {2: Choice("firm", "legal_rep")}})
    result = import_files(ws, [teaching_sheet(path, round_)], options, errors=errors)
    firms = sorted(ws.store.rows("firm", ("uscc", "name", "legal_rep")), key=lambda row: row[2:])
    memory = sorted(row[2:] for row in ws.store.rows("import_memory", ("kind", "subject")))
    ws.close()
    with ZipFile(errors) as archive:
        assert archive.testzip() is None
    return result.counts, [row[2:] for row in firms], memory


@pytest.mark.parametrize("share", moments(10, 99))
def test_that_a_killed_import_happened_whole_or_not_at_all(share, killed, taught):
    state = killed("teach", share)
    errors = state.folder.parent / "errors.xlsx"
    if errors.exists():
        with ZipFile(errors) as archive:
            assert archive.testzip() is None
    assert_whole(state)
    ws = open_workspace(state.folder)
    stood = len(ws.store.batches()) - 1
    ws.close()
    counts, firms, memory = bring_again(state.folder, 0)
    if not stood:
        assert counts == taught[0]
    if stood != 1:
        # With one batch its own rows came again and changed nothing.
        assert (firms, memory) == taught[1:]
    assert {row[2] for row in firms if row[2]} == {"王0"}
    rest = {path.name for path in state.folder.parent.iterdir()}
    assert rest == {"workspace", "notes", "teach.csv", "errors.xlsx"}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("share", moments(200, 3))
def test_that_an_import_killed_hundreds_of_times_happened_whole_or_not_at_all(
    share, killed, taught
):
    test_that_a_killed_import_happened_whole_or_not_at_all(share, killed, taught)


@pytest.mark.parametrize("stage", ["teach.csv › teach", "先做备份", "写入数据", "按规则审核"])
def test_that_an_import_that_is_told_to_stop_cleans_up(stage, bases, taught, tmp_path):
    folder = tmp_path / "workspace"
    shutil.copytree(bases["teach"], folder)
    sheet, errors = teaching_sheet(tmp_path / "teach.csv", 0), tmp_path / "errors.xlsx"
    command = [sys.executable, "-m", "desktop_app", "--progress-json", "--workspace", str(folder)]
    command += ["import", str(sheet), "--errors", str(errors)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    told = []
    for line in child.stdout:
        told.append(json.loads(line))
        if told[-1].get("stage") == stage:
            child.terminate()
    child.stdout.close()
    code = child.wait(30)
    ws = open_workspace(folder)
    stood = len(ws.store.batches()) - 1
    ws.close()
    assert bool(stood) == any(one.get("batch") for one in told)
    assert code in ({1, 2} if stood else {2})
    assert errors.exists() == bool(stood)
    rest = {"workspace", "teach.csv"} | ({"errors.xlsx"} if stood else set())
    assert {path.name for path in tmp_path.iterdir()} == rest
    assert not list((folder / "backups").glob("copy.new*"))
    if not stood:
        assert bring_again(folder, 0) == taught


def test_that_settings_are_the_old_or_the_new_ones(killed):
    assert_whole(killed("settings", 0.4))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "share"), kills(300, 1))
def test_that_a_program_killed_hundreds_of_times_leaves_whole_workspaces(kind, share, killed):
    test_that_a_killed_program_leaves_a_whole_workspace(kind, share, killed)


@pytest.mark.parametrize(
    ("kind", "room"),
    [
        *((kind, room) for kind in ("edit", "undo") for room in (3000, 40_000, 250_000)),
        *(("import", room) for room in (40_000, 250_000, 700_000)),
        *(("teach", room) for room in (3000, 40_000, 250_000)),
        *(("pack", room) for room in (3000, 10_000, 20_000, 60_000)),
        ("settings", 3000),
        *(("init", room) for room in (3000, 100_000, 300_000)),
    ],
)
def test_that_a_file_that_cannot_grow_is_told_and_nothing_is_torn(
    kind, room, worker, bases, tmp_path
):
    """A limit on the size of files stands for the disk that is full."""
    folder = tmp_path / "workspace"
    if kind in bases:
        shutil.copytree(bases[kind], folder)
    state = worker.run(kind, folder, limit=room)
    assert state.notes[-2].startswith("UserError"), state.notes
    if kind == "init":
        init_workspace(folder, role="district", unit="海曙区").close()
    assert_whole(state)


@pytest.mark.parametrize(("days", "said"), [(-9, "证书从"), (4000, "到期")])
def test_that_a_clock_outside_the_certificate_sends_nothing(
    days, said, bases, tmp_path, monkeypatch
):
    folder = tmp_path / "workspace"
    shutil.copytree(bases["pack"], folder)
    real = dt.datetime.now

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return real(tz) + dt.timedelta(days=days)

    monkeypatch.setattr("desktop_app.work.report.pack.datetime", Clock)
    ws = open_workspace(folder)
    before = ws.store.dump()
    key, out = ws.keys / "330203.p12", tmp_path / "package.xlsx"
    with pytest.raises(UserError, match=said):
        pack(ws, "2024", key=key, password=PASSWORD, out=out)
    assert ws.store.dump() == before
    ws.close()
    assert not [*tmp_path.glob("*.xlsx"), *ws.sent.rglob("*.xlsx")]
