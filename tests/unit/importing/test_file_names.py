"""Files of one import that are called alike are told apart by their folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.importing.file_names import names_of
from desktop_app.importing.model import Choice

FIRM = "宁波示例甲科技有限公司"
ZHENHAI, BEILUN = Path("/送来/镇海/台账.xlsx"), Path("/送来/北仑/台账.xlsx")


def test_that_a_file_is_called_by_its_own_name_where_no_other_is():
    paths = [ZHENHAI, Path("/送来/镇海/名录.csv")]
    assert list(names_of(paths, {}).values()) == ["台账.xlsx", "名录.csv"]


def test_that_files_called_alike_are_told_apart_by_their_folders():
    paths = [ZHENHAI, BEILUN, Path("/去年/镇海/台账.xlsx"), BEILUN]
    assert names_of(paths, {}) == {
        ZHENHAI: "送来/镇海/台账.xlsx",
        BEILUN: "北仑/台账.xlsx",
        paths[2]: "去年/镇海/台账.xlsx",
    }


def test_that_a_file_keeps_its_name_when_others_come():
    known = {str(ZHENHAI): "台账.xlsx"}
    found = names_of([ZHENHAI, BEILUN], known)
    assert found == {ZHENHAI: "台账.xlsx", BEILUN: "北仑/台账.xlsx"}


def test_that_what_is_said_of_one_file_is_not_said_of_another_of_its_name(read, workbook, tmp_path):
    head = ["企业名称", "本年投入合计", "上年投入合计"]
    for folder, order in (("镇海", (0, 1, 2)), ("北仑", (0, 2, 1))):
        (tmp_path / folder).mkdir()
        rows = [[row[n] for n in order] for row in (head, ["宁波示例甲有限公司", 800, 7])]
        workbook(f"{folder}/台账.xlsx", Sheet1=[["2024年"], *rows])
    paths = [tmp_path / folder / "台账.xlsx" for folder in ("镇海", "北仑")]
    chosen = {("镇海/台账.xlsx", "Sheet1"): {1: Choice("rd_activity", "rd_total", "万元")}}
    found = read(*paths, choices=chosen).preview.sheets
    assert [sheet.file for sheet in found] == ["镇海/台账.xlsx", "北仑/台账.xlsx"]
    taken = [[c.heading for c in sheet.mapping.of("rd_activity")] for sheet in found]
    assert taken == [["本年投入合计"], []]


@pytest.mark.parametrize(
    "rows",
    [
        [["企业名称", "1月产值（万元）", "2月产值（万元）"], [FIRM, 10, 50]],
        [["企业名称", "月份", "营业收入（万元）"], [FIRM, "1月", 10]],
        [["企业名称", "营业收入（万元）", "税费"], ["一月"], [FIRM, 10, ""]],
        [["企业名称", "上年营业收入（万元）"], [FIRM, 10]],
    ],
)
def test_that_a_year_from_the_name_of_a_file_is_asked_about(read, workbook, rows):
    name = [["企业名称", "信用代码", "地址"], [FIRM, "91330203MA2TE5T1XB", "示例路1号"]]
    result = read(workbook("2023年产值.xlsx", 产值=rows, 企业=name))
    assert {one["period"][:4] for one in result.records("firm_period")} <= {"2023", "2022"}
    assert "period_from_file" in result.flags[len(rows)]


def test_that_a_row_with_its_own_year_asks_nothing_of_the_name_of_its_file(read, workbook):
    head = ["企业名称", "信用代码", "年", "月", "营业收入（万元）"]
    rows = [head, *([FIRM, "91330203MA2TE5T1XB", year, "1月", 9] for year in ("2023", ""))]
    result = read(workbook("2022年产值.xlsx", 产值=rows))
    assert [one["period"] for one in result.records("firm_period")] == ["2023M01", "2022M01"]
    assert result.flags == {3: {"period_from_file"}}


def test_that_folders_do_not_say_the_period_of_a_file(read, workbook, tmp_path):
    rows = [["企业名称", "研发费用（千元）"], ["宁波示例甲有限公司", 8000]]
    for folder in ("2022", "2023"):
        (tmp_path / folder).mkdir()
        workbook(f"{folder}/台账.xlsx", Sheet1=rows)
    found = read(tmp_path / "2022", tmp_path / "2023")
    assert set(found.rejected.values()) == {"no_period"}
