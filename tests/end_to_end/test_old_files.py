"""Workspaces and packages of every release open for ever."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.catalogue import load
from desktop_app.packages.pki.keys import load_certificates
from desktop_app.packages.report.readback import read_back
from desktop_app.packages.verify import verify
from desktop_app.work.workspace import open_workspace

RELEASES = sorted((Path(__file__).parents[1] / "old_files").iterdir())


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def release(request) -> Path:
    return request.param


def test_that_there_is_a_release_to_open():
    assert RELEASES


def test_that_an_old_workspace_opens_with_all_its_data(release, tmp_path):
    for name in ("data.db", "settings.toml"):
        shutil.copy(release / name, tmp_path)
    ws = open_workspace(tmp_path)
    now = {tuple(line[:3]): line for line in map(json.loads, ws.store.dump().splitlines())}
    kept = [json.loads(line) for line in (release / "dump.jsonl").read_text("utf-8").splitlines()]
    ws.close()
    assert len(now) == len(kept)
    for line in kept:
        assert set(map(str, line)) <= set(map(str, now[tuple(line[:3])]))


def test_that_an_old_package_is_still_valid_and_reads_back(release):
    made = datetime.fromisoformat((release / "made.txt").read_text("ascii"))
    data = (release / "package.xlsx").read_bytes()
    verdict = verify(data, trust=load_certificates(release / "ca.pem"), now=made)
    assert verdict.word == "有效"
    read = read_back(verdict.workbook, load())
    assert [row[-1] is not None for row in read.rows("firm")]
