"""What the city's commands say, with the exit codes of the main job."""

from __future__ import annotations

import json

import pytest

from desktop_app.cli.main import run
from desktop_app.work.workspace import init_workspace


@pytest.fixture
def city(tmp_path):
    folder = tmp_path / "city"
    init_workspace(folder, role="city", unit="", person="市局").close()
    return folder


def say(capsys, *arguments):
    capsys.readouterr()
    code = run([*map(str, arguments)])
    return code, capsys.readouterr().out


def test_that_inbox_names_the_fifteen_units(city, capsys):
    code, out = say(capsys, "inbox", "--period", "2024", "--json", "--workspace", city)
    units = json.loads(out)["units"]
    assert (code, len(units)) == (0, 15)
    assert {unit["state"] for unit in units} == {"未报"}
    code, out = say(capsys, "inbox", "--period", "2024", "--workspace", city)
    assert len(out.splitlines()) == 15


def test_that_merge_tells_of_each_file_and_ends_with_2_for_a_refused_one(city, capsys, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    merge = ("merge", tmp_path / "bad.xlsx", "--workspace", city)
    code, out = say(capsys, *merge, "--json", "-o", tmp_path / "report.xlsx")
    (file,) = json.loads(out)["files"]
    assert (code, file["outcome"], file["verdict"]) == (2, "拒收", "无效")
    assert (tmp_path / "report.xlsx").is_file()
    code, out = say(capsys, *merge, "--dry-run")
    assert code == 2
    assert "预演" in out


def test_that_an_empty_folder_is_answered_with_what_to_do(city, capsys, tmp_path):
    (tmp_path / "empty").mkdir()
    code = run(["merge", str(tmp_path / "empty"), "--workspace", str(city)])
    assert code == 2
    assert "没有可以合并的报送包" in capsys.readouterr().err


def test_that_decide_asks_for_one_choice_and_a_known_overlap(city, capsys):
    assert run(["decide", "X", "--workspace", str(city)]) == 2
    assert "--apart" in capsys.readouterr().err
    assert run(["decide", "X", "--apart", "--workspace", str(city)]) == 2
    assert "没有“X”这处重合" in capsys.readouterr().err
    code, out = say(capsys, "overlaps", "--json", "--workspace", city)
    assert (code, json.loads(out)) == (0, {"overlaps": []})
