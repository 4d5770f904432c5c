"""Names and places that Windows has its own opinion of."""

from __future__ import annotations

import shutil

import pytest

FAULT = 3


@pytest.fixture
def listed(shuangbei, tmp_path):
    """Write the list of what a small import would do to a place; return how it went."""
    sheet = tmp_path / "企业.csv"
    sheet.write_text("企业名称\n宁波甲科技有限公司\n", "utf-8")
    return lambda place: shuangbei("import", "--dry-run", sheet, "--jsonl", place)


@pytest.mark.parametrize("name", ["NUL.xlsx", "con.xlsx", "COM1.xlsx", "a:b.xlsx", "问?.xlsx"])
def test_that_a_name_that_is_none_is_no_fault_of_the_program(name, listed, tmp_path):
    done = listed(f"{tmp_path}\\{name}")
    assert done.code != FAULT, done.said


@pytest.mark.parametrize("length", [230, 250, 258, 270, 400])
def test_that_a_long_path_is_written_or_told_of(length, listed, tmp_path):
    folder = tmp_path
    while len(str(folder)) + 60 < length:
        folder = folder / "深层的文件夹"
    folder.mkdir(parents=True, exist_ok=True)
    name = "说" * (length - len(str(folder)) - 6)
    done = listed(folder / f"{name}.xlsx")
    assert done.code != FAULT, done.said
    assert "不存在" not in done.said


def test_that_a_workspace_in_a_deep_folder_is_made_or_told_of(shuangbei, tmp_path):
    folder = tmp_path.joinpath(*["很深的一层文件夹"] * 30)
    done = shuangbei("--workspace", folder, "init", "--role", "district", "--unit", "海曙区")
    assert done.code in (0, 2), done.said


def test_that_a_file_is_known_by_another_spelling_of_its_name(shuangbei, made, tmp_path):
    sheet = shutil.copy(made / "explanations.xlsx", tmp_path / "Sheet.XLSX")
    done = shuangbei("import", "--dry-run", sheet, "--jsonl", tmp_path / "SHEET.xlsx")
    assert done.code == 2
    assert sheet.stat().st_size > 1000


def test_that_slashes_both_ways_lead_to_the_same_place(shuangbei, made):
    package = str(made / "package.xlsx").replace("\\", "/")
    assert shuangbei("verify", package, "--trust", made / "ca.pem").code == 0


def test_that_a_pattern_stands_for_its_files(shuangbei, made, monkeypatch):
    monkeypatch.chdir(made)
    assert shuangbei("verify", "pack*.xlsx", "--trust", "ca.?em").code == 0
    done = shuangbei("import", "--dry-run", "没有*.xlsx")
    assert done.code != FAULT
    assert "没有*.xlsx" in done.said


def test_that_settings_written_by_notepad_are_read(shuangbei, workspace):
    path = workspace / "settings.toml"
    text = path.read_text("utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert shuangbei("history").code == 0
