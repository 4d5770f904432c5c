"""Forms, and lists below a form, come back from the error workbook as what they were."""

from __future__ import annotations

import openpyxl
import pytest

from desktop_app.importing.listing import entries
from desktop_app.work.importing.errors import write_errors
from desktop_app.work.importing.files import import_files, preview_files

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
FORM = [
    ["企业研究开发活动及相关情况", "", "", ""],
    [f"统一社会信用代码：{CODE}", "", "", "表    号：607-2表"],
    [f"单位详细名称：{FIRM}", "", "2019年", "文    号：国统字(2018)100号"],
    ["指标名称", "计量单位", "代码", "数量"],
    ["研究开发人员合计", "人", "1", 30],
    ["研究开发费用合计", "万元", "7", "约500"],
    ["1.人员人工费用", "万元", "8", 300],
    ["2.直接投入费用", "万元", "9", 150],
]
CARRIER = [
    ["科技企业孵化器年度统计表", "", ""],
    ["孵化器名称", "古林孵化器", ""],
    ["指标", "单位", "2022年"],
    ["使用总面积", "平方米", 5000],
    ["在孵企业数", "家", "约22"],
    ["孵化器总收入", "万元", 80],
]
INSTITUTIONS = [
    ["企业研发机构基本信息表", "", "", ""],
    ["企业名称", FIRM, "统一社会信用代码", CODE],
    ["所属镇街", "望春街道", "联系人", "张三"],
    ["机构名称", "机构类别", "级别", "认定时间"],
    ["示例企业研究院", "企业研究院", "省级", "2020年11月"],
    ["示例工程技术中心", "企业工程（技术）中心", "市级", "2015-09-01"],
]
NOTED = [
    ["2022年海曙区科技企业孵化器运营情况", "", ""],
    ["孵化器名称", "在孵企业数", "总收入"],
    ["古林孵化器", "约25", 96.3],
    ["望春孵化器", 44, 350],
    ["注：金额单位为万元。", "", ""],
]


def book(path, rows):
    found = openpyxl.Workbook()
    for row in rows:
        found.active.append(row)
    found.save(path)
    return path


def records(ws, preview, *forms):
    listed = [one for one in entries(preview, ws.catalogue) if one.get("form") in forms]
    return [(one.get("period"), one["fields"]) for one in listed]


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        (FORM, "rd_activity"),
        (CARRIER, "incubator"),
        (INSTITUTIONS, "rd_institution"),
        (NOTED, "incubator"),
    ],
)
def test_that_what_goes_back_is_understood_as_before(ws, tmp_path, rows, form):
    preview = preview_files(ws, [book(tmp_path / "表.xlsx", rows)])
    asked = records(ws, preview, form)[:1]
    assert write_errors(ws, preview, tmp_path / "问题行.xlsx") == 1
    assert records(ws, preview_files(ws, [tmp_path / "问题行.xlsx"]), form) == asked


def test_that_a_changed_heading_leaves_period_and_unit(ws, tmp_path):
    errors = tmp_path / "问题行.xlsx"
    import_files(ws, [book(tmp_path / "表.xlsx", FORM)], errors=errors)
    back = openpyxl.load_workbook(errors)
    whole = "研究开发费用合计（万元）"
    [heads] = [row for row in back.active if any(cell.value == whole for cell in row)]
    place = next(cell.column for cell in heads if cell.value == whole)
    back.active.cell(heads[0].row + 1, place, 480)
    back.active.cell(heads[0].row, heads[-1].column + 1, "核对人")
    back.save(errors)
    import_files(ws, [errors])
    [row] = ws.store.rows("rd_activity", ("period", "rd_total", "staff_cost"))
    assert tuple(row[2:]) == ("2019", 480_000_000, 300_000_000)
