"""Does one piece of work, and is killed before a step of it, or finds the disk full there.

It is told as `killed_worker` is: a JSON list of kind, folder, file to note progress in, and the
number of the step - 0 for none, below 0 for the disk that is full at that step. A step is
whatever the program does to the disk: to open a file for writing, to bring it onto the disk, to
give or take a name, to begin or commit a transaction.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from pathlib import Path

from killed_worker import PASSWORD, serve

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.keys import open_p12
from desktop_app.work.backups import restore
from desktop_app.work.city.answers import issue_receipt, issue_return
from desktop_app.work.city.merge import merge
from desktop_app.work.keys.enrol import replacement_request
from desktop_app.work.keys.revoke import revoke
from desktop_app.work.report.pack import pack
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.task.install import install_task, look_at_task
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.workspace import open_workspace

NAMES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
WRITING = os.O_WRONLY | os.O_RDWR


class Steps:
    """Counts the steps of this process beneath a folder, and acts on one of them."""

    def __init__(self, root, act_on):
        self.done: list[str] = []
        self._root, self._act_on = str(root), act_on
        self._process = os.getpid()
        sync, connect = os.fsync, sqlite3.connect

        def counted_sync(file):
            self.step("fsync")
            sync(file)

        def heard_connection(*args, **options):
            connection = connect(*args, **options)
            connection.set_trace_callback(self._hear_statement)
            return connection

        os.fsync, sqlite3.connect = counted_sync, heard_connection
        sys.addaudithook(self._hear)

    def _hear(self, event, args):
        writes = event in NAMES or (event == "open" and args[2] & WRITING)
        if writes and str(args[0]).startswith(self._root):
            self.step(f"{event} {args[0]}")

    def _hear_statement(self, text):
        if text.startswith(("BEGIN IMMEDIATE", "COMMIT")):
            self.step(text, may_fail=False)

    def step(self, what, *, may_fail=True):
        if os.getpid() != self._process:
            return
        self.done.append(what)
        if len(self.done) == self._act_on:
            os.kill(self._process, signal.SIGKILL)
        if len(self.done) == -self._act_on and may_fail:
            raise OSError(errno.ENOSPC, "No space left on device")


def city(root):
    return open_workspace(root / "city")


def district(root):
    return open_workspace(root / "330203")


def send(root):
    with_key = district(root)
    key = with_key.keys / "330203.p12"
    pack(with_key, "2024", key=key, password=PASSWORD, out=root / "out.xlsx")


def join(root):
    merge(city(root), [root / "in" / "package.xlsx"])


def answer(act, **options):
    def issue(root):
        ws, package = city(root), root / "in" / "package.xlsx"
        key = ws.keys / "3302.p12"
        act(ws, package, key=key, password=PASSWORD, out=root / "out.xlsx", **options)

    return issue


def task(root):
    ws = city(root)
    signer = open_p12(ws.keys / "3302.p12", PASSWORD)
    make_task(ws, draft_task(ws), signer=signer, out=root / "out.xlsx", text="本期任务")


def strike(root):
    ca = open_authority(root / "ca" / "ca.pem", root / "ca" / "ca.key.pem", PASSWORD)
    revoke(city(root), [root / "in" / "lost.crt.pem"], ca, days=30, out=root / "out.crl")


def install(root):
    ws = district(root)
    install_task(ws, look_at_task(ws, root / "in" / "task.xlsx"))


WORK = {
    "pack": send,
    "merge": join,
    "receipt": answer(issue_receipt),
    "return": answer(issue_return, remarks=(), text="请核实"),
    "task": task,
    "revoke": strike,
    "receive": lambda root: receive(district(root), root / "in" / "receipt.xlsx"),
    "install": install,
    "replace": lambda root: replacement_request(district(root), password=PASSWORD),
    "backup": lambda root: district(root).store.backup("manual"),
    "restore": lambda root: restore(root / "330203"),
    "keep": lambda root: district(root).keep(period="2023"),
}


def child(kind, root, notes, act_on):
    """Work, and note how it ended and how many steps it took."""
    file = os.open(notes, os.O_WRONLY | os.O_APPEND)
    steps = Steps(root, act_on)
    try:
        WORK[kind](Path(root))
        ended = "done"
    except UserError as error:
        ended = f"UserError {error}"
    except BaseException as error:  # noqa: BLE001 - the test tells it from a UserError
        ended = f"fault {error!r}"
    steps._act_on = 0
    reached = steps.done[abs(act_on) - 1 : abs(act_on)] if act_on else []
    os.write(file, "\n".join([ended, str(len(steps.done)), *reached]).encode())


if __name__ == "__main__":
    serve(child)
