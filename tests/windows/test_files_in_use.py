"""Files that another program has open: what can be done is done, the rest is said in words."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, suppress

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.sheets.write_file import give_name, whole_file
from desktop_app.store.backup import KEPT, backup
from desktop_app.work.hand_out import refuse_unwritable
from desktop_app.work.settings import write_settings

FAULT = 3


@pytest.fixture
def sheet(made, tmp_path):
    """A workbook of one's own."""
    return shutil.copy(made / "explanations.xlsx", tmp_path / "说明 表.xlsx")


def test_that_a_workbook_open_in_excel_is_not_written_over_and_not_lost(held, sheet, shuangbei):
    before = sheet.read_bytes()
    with held(sheet):
        done = shuangbei("check", "--period", "2024", "--out", sheet)
    assert done.code == 2
    assert "正被别的程序打开" in done.said
    assert sheet.read_bytes() == before
    assert [path.name for path in sheet.parent.glob(".*")] == []
    sheet.write_bytes(b"old")
    assert shuangbei("check", "--period", "2024", "--out", sheet).code == 0
    assert sheet.read_bytes() == before


def test_that_a_package_is_not_made_where_excel_has_the_last_one_open(held, sheet):
    with held(sheet), pytest.raises(UserError, match=sheet.name):
        refuse_unwritable(sheet)


def test_that_a_file_that_only_may_be_read_is_left_or_taken_whole(sheet):
    before = sheet.read_bytes()
    sheet.chmod(0o444)
    with suppress(UserError), whole_file(sheet) as file:
        file.write(b"new")
    sheet.chmod(0o666)
    assert sheet.read_bytes() in (before, b"new")
    assert [path.name for path in sheet.parent.iterdir()] == [sheet.name]


def test_that_a_file_that_is_open_is_not_replaced(held, sheet):
    before, draft = sheet.read_bytes(), sheet.with_name("draft")
    draft.write_bytes(b"new")
    with held(sheet), pytest.raises(UserError, match="正被别的程序打开"):
        give_name(draft, sheet)
    assert sheet.read_bytes() == before
    assert give_name(draft, sheet).read_bytes() == b"new"


def test_that_a_file_that_a_scanner_holds_for_a_moment_is_written(held, sheet, monkeypatch):
    with ExitStack() as scanner:
        scanner.enter_context(held(sheet, alone=True))
        monkeypatch.setattr("desktop_app.paths.time.sleep", lambda _pause: scanner.close())
        with whole_file(sheet) as file:
            file.write(b"new")
    assert sheet.read_bytes() == b"new"


def test_that_a_workbook_open_in_excel_can_be_verified_and_imported(held, made, shuangbei):
    package = made / "package.xlsx"
    with held(package):
        assert shuangbei("verify", package, "--trust", made / "ca.pem").code == 0
        assert shuangbei("import", "--dry-run", package).code != FAULT


def test_that_a_file_that_nobody_may_read_is_told_of(held, made, shuangbei, sheet):
    with held(sheet, alone=True):
        for words in (("verify", sheet), ("import", "--dry-run", sheet), ("explain", sheet)):
            done = shuangbei(*words)
            assert done.code in (1, 2), (words, done.said)
            assert sheet.name in done.said


def test_that_settings_that_are_looked_at_stay_whole(held, workspace):
    path = workspace / "settings.toml"
    before = path.read_bytes()
    with held(path), pytest.raises(UserError):
        write_settings(path, {"role": "city"})
    assert path.read_bytes() == before
    assert list(workspace.glob("*.new")) == []


def test_that_an_old_backup_that_is_open_does_not_keep_new_ones_from_being_made(held, workspace):
    folder = workspace / "backups"
    folder.mkdir(exist_ok=True)
    for number in range(KEPT + 2):
        (folder / f"2020010{number}-old.db").write_bytes(b"old")
    oldest = min(folder.glob("*.db"))
    with held(oldest):
        assert backup(workspace / "data.db", folder, "try").exists()
    assert oldest.exists()
    backup(workspace / "data.db", folder, "try")
    assert not oldest.exists()
    assert len(list(folder.glob("*.db"))) == KEPT


def test_that_a_demo_whose_files_are_open_is_refused_in_words(held, made, shuangbei, tmp_path):
    folder = shutil.copytree(made, tmp_path / "demo")
    with held(folder / "package.xlsx"):
        done = shuangbei("demo", folder)
    assert done.code == 2, done.said
    assert str(folder) in done.said


def test_that_a_second_program_is_told_who_has_the_workspace(workspace, shuangbei):
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(workspace, program="窗口")
    try:
        done = shuangbei("undo", "1")
    finally:
        ws.close()
    assert done.code == 2
    assert "窗口" in done.said
