"""The preview and the import are the same code on the same bytes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from golden_sheets import CASES

from desktop_app.importing.model import ImportOptions
from desktop_app.work.importing.decisions import as_line
from desktop_app.work.importing.files import preview_files
from desktop_app.work.workspace import open_workspace

IDS = ("uid", "parent")


def lines_of(path):
    """Return the lines of a listing without the ids, which differ from run to run."""
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [{key: entry[key] for key in entry if key not in IDS} for entry in entries]


@pytest.mark.parametrize("name", sorted(CASES)[::9])
def test_that_an_import_does_what_its_dry_run_said(name, district, tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    CASES[name](folder)
    dry, wet = tmp_path / "dry.jsonl", tmp_path / "wet.jsonl"
    first, told = district.json("import", folder, "--dry-run", "--jsonl", dry)
    assert district.json("history")[1]["batches"] == []
    second, done = district.json("import", folder, "--jsonl", wet)
    assert first == second
    outcomes = ("read", "new", "changed", "same", "questioned", "rejected", "skipped")
    assert {key: told.get(key) for key in outcomes} == {key: done.get(key) for key in outcomes}
    assert lines_of(dry) == lines_of(wet)


def test_that_a_child_refuses_a_file_that_changed_since_it_was_looked_at(district, tmp_path):
    sheet = tmp_path / "名录.csv"
    sheet.write_text("企业名称,信用代码\n甲公司,91330203MA2TE5T1XB\n", "utf-8")
    ws = open_workspace(district.workspace, write=False)
    line = as_line(ImportOptions(), preview_files(ws, [sheet]))
    ws.close()
    sheet.write_text("企业名称,信用代码\n乙公司,91330203MA2TE5T1XB\n", "utf-8")
    command = [sys.executable, "-m", "desktop_app", "--workspace", str(district.workspace)]
    done = subprocess.run(
        [*command, "import", str(sheet), "--decisions-stdin"],
        input=f"{line}\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "在预览之后变了" in done.stderr
    assert district.json("history")[1]["batches"] == []
