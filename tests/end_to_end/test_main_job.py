import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

SIGN_OFF = ("--head", "甲", "--statistician", "乙", "--filler", "丙", "--phone", "0574-87654321")


def explain_all(district):
    from desktop_app.work import checks
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(district.workspace)
    try:
        found = checks.check(ws, "2024").findings
        texts = {(f.rule, f.uid): "情况属实" for f in found if f.severity == "核实"}
        checks.explain(ws, "2024", texts)
    finally:
        ws.close()


def pack(district, out, *more):
    key = district.workspace / "keys" / "330203.p12"
    return district.do(
        "pack",
        *("--period", "2024", "--key", key, "-o", out),
        *("--password-file", district.folder / "password", *more),
    )


def dump(district):
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(district.workspace, write=False)
    try:
        return ws.store.dump()
    finally:
        ws.close()


@pytest.fixture
def signed_off(enrolled):
    explain_all(enrolled)
    assert enrolled.do("signoff", "--period", "2024", *SIGN_OFF) == 0
    return enrolled


def test_that_a_district_checks_signs_off_packs_and_verifies(signed_off):
    out = signed_off.folder / "package.xlsx"
    assert pack(signed_off, out) == 0
    code, verdict = signed_off.json("verify", out, "--content")
    assert code == 0
    assert verdict["verdict"] == "有效"
    assert (verdict["unit"], verdict["person"]) == ("330203", "乙")
    assert next((signed_off.workspace / "sent").iterdir()).read_bytes() == out.read_bytes()


def test_that_verify_needs_no_workspace_database_or_window(signed_off):
    out = signed_off.folder / "package.xlsx"
    pack(signed_off, out)
    code = (
        "import sys; from desktop_app.cli.main import run\n"
        f"code = run(['--workspace', '/nonexistent', 'verify', {str(out)!r}, "
        f"'--trust', {str(signed_off.folder / 'ca' / 'ca.pem')!r}])\n"
        "loaded = [m for m in ('sqlalchemy', 'PySide6', 'openpyxl', 'db') if m in sys.modules]\n"
        "assert not loaded, loaded\n"
        "sys.exit(code)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("有效")


def test_that_a_package_is_not_written_before_the_sign_off(enrolled):
    explain_all(enrolled)
    out = enrolled.folder / "package.xlsx"
    assert pack(enrolled, out) == 1
    assert "还没有审核通过" in enrolled.said()
    assert not out.exists()


def test_that_open_findings_stop_the_sign_off(district):
    district.key_in({"revenue": "10000", "staff_end": "50"})
    assert district.do("signoff", "--period", "2024", *SIGN_OFF) == 1
    assert "1 处强制错误未改" in district.said()


def test_that_a_change_after_the_sign_off_asks_for_a_new_one(signed_off):
    from desktop_app.work.edit import CellText, set_cells
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(signed_off.workspace)
    uid = next(ws.store.rows("firm", ()))[0]
    set_cells(ws, "firm", [CellText(uid, "town", "古林镇")])
    ws.close()
    assert pack(signed_off, signed_off.folder / "p.xlsx") == 1
    assert "草稿" in signed_off.said()


def test_that_a_sent_report_is_locked_and_its_sending_is_not_undone(signed_off):
    assert pack(signed_off, signed_off.folder / "p.xlsx") == 0
    assert pack(signed_off, signed_off.folder / "q.xlsx") == 2
    _code, journal = signed_off.json("history")
    sent = next(batch for batch in journal["batches"] if batch["kind"] == "send")
    assert signed_off.do("undo", sent["id"], "--yes") == 2
    assert "已经上报" in signed_off.said()


def test_that_undo_asks_and_a_no_changes_nothing(district, monkeypatch):
    district.key_in({"revenue": "1"})
    before = dump(district)
    monkeypatch.setattr("click.confirm", lambda *_a, **_k: sys.exit("asked"))
    with pytest.raises(SystemExit, match="asked"):
        district.do("undo", 1)
    assert dump(district) == before


def test_that_findings_go_out_as_a_sheet_and_explanations_come_back(enrolled):
    import openpyxl

    sheet = enrolled.folder / "findings.xlsx"
    enrolled.do("check", "--period", "2024", "--out", sheet)
    book = openpyxl.load_workbook(sheet)
    rows = list(book.worksheets[0].iter_rows())
    head = next(i for i, row in enumerate(rows) if "说明" in [cell.value for cell in row])
    names = [cell.value for cell in rows[head]]
    asked = [row for row in rows[head + 1 :] if row[names.index("级别")].value == "核实"]
    for row in asked:
        row[names.index("说明")].value = "已与企业核对，情况属实"
    book.save(sheet)
    code, told = enrolled.json("explain", sheet)
    assert (code, told["taken"]) == (0, len(asked))
    _code, checked = enrolled.json("check", "--period", "2024")
    assert checked["open"] == 0


def test_that_the_workspace_may_be_named_before_or_after_the_command(tmp_path):
    from desktop_app.cli.main import run

    after, before = str(tmp_path / "a"), str(tmp_path / "b")
    assert run(["init", "--unit", "330203", "--workspace", after]) == 0
    assert run(["init", f"--workspace={before}", "--role", "district", "--unit", "海曙"]) == 0
    assert (tmp_path / "a" / "data.db").is_file()
    assert (tmp_path / "b" / "data.db").is_file()


# Bad input: a message with cause and way out, exit code 2, everything left as it was.


def refused(district, code, *words):
    said = district.said()
    assert code == 2, said
    for word in words:
        assert word in said
    assert "Traceback" not in said


def test_that_a_wrong_password_of_the_key_is_said_and_nothing_is_sent(signed_off):
    before = dump(signed_off)
    (signed_off.folder / "password").write_text("wrong one\n", "utf-8")
    refused(signed_off, pack(signed_off, signed_off.folder / "p.xlsx"), "密码不对")
    assert dump(signed_off) == before
    assert not (signed_off.folder / "p.xlsx").exists()
    assert not list((signed_off.workspace / "sent").iterdir())


def test_that_a_key_without_its_certificate_is_refused(signed_off):
    key = signed_off.workspace / "keys" / "330203.key.pem"
    code = signed_off.do(
        *("pack", "--period", "2024", "--key", key, "-o", signed_off.folder / "p.xlsx"),
        *("--password-file", signed_off.folder / "password"),
    )
    refused(signed_off, code, "330203.key.pem")


def test_that_a_name_that_an_older_version_stored_is_told_before_the_city_refuses_it(signed_off):
    from desktop_app.work.edit import CellText, set_cells
    from desktop_app.work.workspace import open_workspace

    connection = sqlite3.connect(signed_off.workspace / "data.db")
    name = connection.execute("SELECT name FROM firm").fetchone()[0]
    with connection:
        connection.execute("UPDATE firm SET name = ?", (f"{name[:2]}\u200b{name[2:]}",))
    connection.close()
    before = dump(signed_off)
    out = signed_off.folder / "p.xlsx"
    refused(signed_off, pack(signed_off, out), f"{name[:2]}[U+200B]{name[2:]}", "文件未生成")
    assert dump(signed_off) == before
    assert not out.exists()
    ws = open_workspace(signed_off.workspace)
    uid = next(ws.store.rows("firm", ()))[0]
    set_cells(ws, "firm", [CellText(uid, "name", name)])
    ws.close()
    assert signed_off.do("signoff", "--period", "2024", *SIGN_OFF) == 0
    assert pack(signed_off, out) == 0
    _code, verdict = signed_off.json("verify", out, "--content")
    assert verdict["verdict"] == "有效"


def test_that_a_missing_target_folder_is_named(signed_off):
    before = dump(signed_off)
    out = signed_off.folder / "none" / "p.xlsx"
    refused(signed_off, pack(signed_off, out), "没有文件夹")
    assert dump(signed_off) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a running program is locked otherwise there")
def test_that_a_file_in_use_is_not_written_over_and_nothing_is_sent(signed_off):
    out = signed_off.folder / "p.xlsx"
    # A program that runs is a file in use, which no one may write to.
    shutil.copy(shutil.which("sleep"), out)
    before = out.read_bytes()
    with subprocess.Popen([out, "60"]) as user:
        try:
            assert pack(signed_off, out) == 2
        finally:
            user.kill()
    assert "没有导出，数据未动" in signed_off.said()
    assert out.read_bytes() == before
    assert not list((signed_off.workspace / "sent").iterdir())
    assert [path.name for path in signed_off.folder.glob(".*.part")] == []
    assert pack(signed_off, out) == 0


def test_that_a_second_writer_is_refused_with_the_owner_named(district):
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(district.workspace, program="窗口")
    code = (
        "import sys; from desktop_app.cli.main import run\n"
        f"sys.exit(run(['--workspace', {str(district.workspace)!r}, 'check']))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    ws.close()
    assert run.returncode == 2
    assert "测试员" in run.stderr


def test_that_a_workspace_of_a_newer_version_is_left_untouched(district):
    path = district.workspace / "data.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    refused(district, district.do("check"), "较新的版本", "换用新版程序")
    assert path.read_bytes() == before


def test_that_a_damaged_settings_file_is_named(district):
    path = district.workspace / "settings.toml"
    path.write_text("unit = [", "utf-8")
    refused(district, district.do("check"), "settings.toml", "已损坏")


def test_that_a_folder_without_workspace_says_what_to_do(district, tmp_path):
    from desktop_app.cli.main import run

    refused(district, run(["--workspace", str(tmp_path / "x"), "check"]), "没有工作区", "init")


def test_that_init_never_writes_over_a_workspace(district):
    before = dump(district)
    refused(district, district.do("init", "--unit", "江北区"), "已有工作区")
    assert dump(district) == before


def test_that_an_unknown_unit_is_answered_with_the_fifteen(tmp_path, district):
    from desktop_app.cli.main import run

    code = run(["--workspace", str(tmp_path / "y"), "init", "--unit", "西湖区"])
    refused(district, code, "西湖区", "东钱湖")


def test_that_a_wrong_period_is_named(district):
    refused(district, district.do("check", "--period", "2024年底"), "2024年底", "2024Q3")


def test_that_a_file_that_is_no_sheet_of_findings_is_refused(district):
    import openpyxl

    path = district.folder / "other.xlsx"
    openpyxl.Workbook().save(path)
    refused(district, district.do("explain", path), "other.xlsx", "数据未动")


def test_that_a_missing_file_is_named_by_every_command(district):
    path = district.folder / "none.xlsx"
    for command in (("explain", path), ("verify", path), ("import", path)):
        refused(district, district.do(*command), "none.xlsx")


def test_that_wrong_usage_ends_with_2(district):
    assert district.do("pack", "--period", "2024") == 2


def test_that_verify_gives_each_word_its_code(signed_off):
    out = signed_off.folder / "package.xlsx"
    pack(signed_off, out)
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    altered = signed_off.folder / "altered.xlsx"
    altered.write_bytes(data)
    (signed_off.folder / "nobody").mkdir()
    signed_off.said()
    assert signed_off.do("verify", altered) == 2
    assert signed_off.said().startswith("无效")
    assert signed_off.do("verify", out, "--trust", signed_off.folder / "nobody") == 1
    assert signed_off.said().startswith("无法判定")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are other there")
def test_that_a_workspace_that_cannot_be_written_is_left_alone(district):
    if os.geteuid() == 0:
        # Root may write anywhere, so the folder itself is taken away from under the lock.
        lock = district.workspace / "workspace.lock"
        lock.unlink()
        lock.mkdir()
    else:
        district.workspace.chmod(0o500)
    before = (district.workspace / "data.db").read_bytes()
    refused(district, district.do("check", "--period", "2024"), "不能写")
    assert (district.workspace / "data.db").read_bytes() == before
