"""The city sets the work by a task file; three districts install it and report under it."""

from __future__ import annotations

import json

import pytest
from city_desk import PASSWORD, PERIOD, Province, resealed

from desktop_app.cli.main import run
from desktop_app.domain.findings import Severity
from desktop_app.work.city.inbox import inbox
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.edit import CellText, set_cells
from desktop_app.work.report.reporting import NotReadyError
from desktop_app.work.task.install import Outcome as Installation
from desktop_app.work.task.install import look_at_task

TASK = """
[[period]]
for_period = "2024"
deadline = {deadline}

[[severity]]
rule = "ENT-003"
severity = "强制"
"""
UNITS = ("330203", "330205", "330212")
ELSEWHERE = "91310110666007217T"


@pytest.fixture
def province(tmp_path):
    made = Province(tmp_path)
    yield made
    made.close()


@pytest.fixture
def make(province, capsys):
    """Return what lets the city make a task file by the command line."""

    def task(text, name="task.xlsx", code=0):
        (province.folder / "task.toml").write_text(text, "utf-8")
        (province.folder / "password").write_text(PASSWORD, "utf-8")
        city, out = province.city, province.folder / name
        city.ws.close()
        capsys.readouterr()
        parts = ("--from", province.folder / "task.toml", "--key", city.key, "-o", out)
        secret = ("--password-file", province.folder / "password", "--json")
        assert say("task", "make", *parts, *secret, folder=city.ws.folder) == code
        told = json.loads(capsys.readouterr().out)
        province.city.reopen()
        return out, told

    return task


def say(*arguments, folder):
    return run([*map(str, arguments), "--workspace", str(folder)])


def install(office, file, capsys):
    office.ws.close()
    capsys.readouterr()
    code = say("task", "install", file, "--json", folder=office.ws.folder)
    told = json.loads(capsys.readouterr().out)
    office.reopen()
    return code, told


def test_that_three_districts_report_under_the_task_of_the_city(
    province, make, capsys, firm_without_findings
):
    file, made = make(TASK.format(deadline="2099-12-31"))
    assert {change["section"] for change in made["changes"]} == {"task_period", "task_severity"}
    packages = []
    for number, unit in enumerate(UNITS):
        name = f"宁波第{number}科技有限公司"
        code = ELSEWHERE if number == 1 else firm_without_findings["uscc"]
        office = province.enrol(unit, {**firm_without_findings, "name": name, "uscc": code})
        code, told = install(office, file, capsys)
        assert (code, told["outcome"], told["number"]) == (0, "已装入", made["number"])
        if number == 1:
            with pytest.raises(NotReadyError, match="1 处强制错误"):
                office.ready()
            uscc = firm_without_findings["uscc"]
            set_cells(office.ws, "firm", [CellText(office.firm, "uscc", uscc)])
        office.ready()
        packages.append(office.send())
    city = province.city.ws
    assert city.catalogue.rules["ENT-003"].severity is Severity.MUST
    assert [f.outcome for f in merge(city, packages).files] == [Outcome.MERGED] * 3
    tiles = {tile.unit: tile for tile in inbox(city, PERIOD).tiles}
    assert all(tiles[unit].timeliness == 10_000 for unit in UNITS)


def test_that_the_city_checks_what_comes_by_its_own_task(
    province, make, firm_without_findings, capsys
):
    office = province.enrol(UNITS[0], {**firm_without_findings, "uscc": ELSEWHERE})
    office.ready()
    package = office.send()
    file, _made = make(TASK.format(deadline="2020-01-01"))
    city = province.city.ws
    (merged,) = merge(city, [package]).files
    assert (merged.outcome, merged.open) == (Outcome.MERGED, 1)
    tile = next(tile for tile in inbox(city, PERIOD).tiles if tile.unit == UNITS[0])
    assert tile.timeliness == 0
    code, told = install(office, file, capsys)
    assert (code, told["outcome"]) == (0, "已装入")


def test_that_files_that_are_not_right_are_answered_by_the_command_line(
    province, make, firm_without_findings, capsys
):
    office = province.enrol(UNITS[0], firm_without_findings)
    old, _told = make(TASK.format(deadline="2099-12-31"), "old.xlsx")
    new, _told = make("", "new.xlsx")
    assert install(office, new, capsys)[1]["outcome"] == "已装入"
    before = office.ws.store.dump()
    assert install(office, new, capsys)[:1] == (0,)
    code, told = install(office, old, capsys)
    assert (code, told["outcome"]) == (2, "不收")
    assert "不再装旧的" in told["messages"][0]
    third, _told = make("", "third.xlsx")
    for name, data in (
        ("cut.xlsx", third.read_bytes()[:-200]),
        ("odd.xlsx", resealed(province.city, third, lambda text: text.replace("全部", "330205"))),
    ):
        (province.folder / name).write_bytes(data)
        code, told = install(office, province.folder / name, capsys)
        assert (code, told["outcome"], told["batch"]) == (2, "不收", None)
    assert office.ws.store.dump() == before
    assert say("receive", third, folder=office.ws.folder) == 2
    assert look_at_task(office.ws, third).outcome is Installation.READY


def test_that_a_package_is_encrypted_to_the_city_of_the_task(
    province, make, firm_without_findings, capsys
):
    office = province.enrol(UNITS[0], firm_without_findings)
    office.ready()
    out = province.folder / "package.xlsx.p7m"
    parts = ("--period", PERIOD, "-o", out, "--password-file", province.folder / "password")
    file, _told = make("")
    folder = office.ws.folder
    office.ws.close()
    capsys.readouterr()
    assert say("pack", *parts, "--encrypt", folder=folder) == 2
    assert "还没有市局的证书" in capsys.readouterr().err
    assert say("task", "install", file, folder=folder) == 0
    capsys.readouterr()
    assert say("pack", *parts, "--encrypt", folder=folder) == 2
    assert "3302.crt 不是 RSA 证书" in capsys.readouterr().err
    assert not out.exists()
    office.reopen()


def test_that_the_commands_tell_what_is_in_force(province, make, firm_without_findings, capsys):
    office = province.enrol(UNITS[0], firm_without_findings)
    file, made = make(TASK.format(deadline="2099-12-31"))
    folder = office.ws.folder
    office.ws.close()
    capsys.readouterr()
    assert say("task", "install", file, "--dry-run", folder=folder) == 0
    said = capsys.readouterr().out
    assert "信用代码第 3—6 位为宁波（3302）：提示 → 强制" in said
    assert "这是预演，没有写入" in said
    assert say("task", "show", folder=folder) == 0
    assert "还没有任务文件" in capsys.readouterr().out
    assert say("task", "install", file, folder=folder) == 0
    assert say("task", "show", folder=folder) == 0
    assert "报送期限 2099-12-31" in capsys.readouterr().out
    assert say("task", "show", "--json", folder=folder) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["number"] == made["number"]
    assert told["periods"][0]["deadline"] == "2099-12-31"
    office.reopen()


def test_that_the_city_drafts_and_sees_before_it_makes(province, capsys, tmp_path):
    folder = province.city.ws.folder
    province.city.ws.close()
    draft = tmp_path / "draft.xlsx"
    assert say("task", "draft", "-o", draft, folder=folder) == 0
    capsys.readouterr()
    assert say("task", "make", "--from", draft, "--dry-run", "--json", folder=folder) == 0
    assert json.loads(capsys.readouterr().out) == {"dry_run": True, "changes": []}
    assert say("task", "make", "--from", draft, folder=folder) == 2
    province.city.reopen()
