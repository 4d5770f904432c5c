"""`restore` on the command line."""

from __future__ import annotations

import json

import pytest

from desktop_app.cli.main import run
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.work.workspace import init_workspace, open_workspace


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "ws"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    for name in ("甲", "乙"):
        block = Rows("firm", ("name",), [(f"f{name}", None, name)])
        ws.store.apply(ChangePlan("import", name, (block,)))
        ws.store.backup("manual")
    ws.close()
    return folder


def names(folder):
    ws = open_workspace(folder)
    found = sorted(row[2] for row in ws.store.rows("firm", ("name",)))
    ws.close()
    return found


def test_that_copies_are_listed_and_the_newest_or_a_named_one_is_put_back(folder, capsys):
    (folder / "data.db").write_bytes(b"no database" * 1000)
    assert run(["--workspace", str(folder), "history"]) == 2
    assert "shuangbei restore" in capsys.readouterr().err
    assert run(["--workspace", str(folder), "restore", "--list", "--json"]) == 0
    listed = [one["file"] for one in json.loads(capsys.readouterr().out)["backups"]]
    assert len(listed) == 2
    assert run(["--workspace", str(folder), "restore", "--yes"]) == 0
    assert listed[0] in capsys.readouterr().out
    assert names(folder) == ["乙", "甲"]
    assert run(["--workspace", str(folder), "restore", listed[1], "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["copy"] == listed[1]
    assert names(folder) == ["甲"]
