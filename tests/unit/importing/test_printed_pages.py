"""A table printed on pages, whatever stands at their heads and feet, gives the records of one."""

from __future__ import annotations

import pytest
from golden_sheets.any_form import CATALOGUE, FORMS, LARGEST, YEAR, keys_of, others_of, rows_of
from golden_sheets.grid import CODES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

A, B = CODES["A"], CODES["B"]
HEADS = ([], ["第{}页"], ["", "第{}页 共{}页"], ["续表"])
FEET = ([], ["第{}页"], ["- {} -"], ["本页小计", "2家"], ["第 {} 页，共 {} 页"])
BELOW = ([], ["第{}页"], ["1", "2", "3"])


@st.composite
def printed(draw):
    """Draw a table of some form, and the same table on pages of 0 to 3 rows."""
    code = draw(st.sampled_from(FORMS))
    keys = keys_of(code)
    others = st.lists(st.sampled_from(others_of(code)), max_size=3, min_size=int(len(keys) == 1),
                      unique_by=lambda column: column[1].code)  # fmt: skip
    columns = [*keys, *draw(others)]
    heading = [field.label for _form, field in columns]
    rows = rows_of(columns, draw(st.integers(1, LARGEST)))
    title = [f"{CATALOGUE.form(code).label}（{YEAR}年，单位：千元）"]
    pages, left = [], rows
    while left:
        size = draw(st.sampled_from((1, 2, 3, 0)))
        pages.append(left[:size])
        left = left[size:]
    is_titled = draw(st.booleans())
    head, foot, below = (draw(st.sampled_from(lines)) for lines in (HEADS, FEET, BELOW))
    sheet = []
    for number, page in enumerate(pages, start=1):
        parts = [title] if is_titled or number == 1 else []
        parts += [_numbered(head, number, pages), heading, _numbered(below, number, pages)]
        sheet += [*parts, *page, _numbered(foot, number, pages)]
    return [title, heading, *rows], sheet


def _numbered(cells, number, pages):
    return [cell.format(number, len(pages)) for cell in cells]


def records(result):
    """Return what the rows say, without where they stand."""
    return sorted(
        (entry["form"], entry.get("period", ""), sorted(entry["fields"].items()))
        for entry in result.entries
        if "form" in entry
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(printed())
def test_that_pages_give_the_records_of_one_table(sheet, made):
    whole, pages = made
    wanted = records(sheet(whole))
    assert wanted
    result = sheet(pages)
    assert records(result) == wanted
    assert not result.rejected


@pytest.mark.parametrize("place", ["label", "year"])
def test_that_a_row_that_names_a_year_or_place_is_no_title_of_a_heading(table, place):
    code, name = ("标签", "年度") if place == "label" else ("所属区县（市）", "年度")
    heading = ["统一社会信用代码", "单位详细名称", code, name]
    own = "创新型中小企业" if place == "label" else "海曙区"
    rows = [
        heading,
        ["91330203MA2TE5T1XB", "宁波示例甲有限公司", own, "2023"],
        heading,
        ["91330205MA2TE5T288", "宁波示例乙有限公司", own, "2022"],
    ]
    result = table(rows)
    assert [f["name"] for f in result.fields("firm")] == [rows[1][1], rows[3][1]]


def test_that_the_same_heading_under_another_firm_begins_its_table(read, workbook):
    head = ["项目名称", "起始日期", "项目经费支出（千元）"]
    register = [["企业名称", "信用代码"]]
    register += [[f"宁波示例{name}有限公司", code] for name, code in (("甲", A), ("乙", B))]
    rows = [["宁波示例甲有限公司2023年研发项目表"], head, ["项目一", "2023-01-01", 100], []]
    rows += [["宁波示例乙有限公司2023年研发项目表"], head, ["项目二", "2023-02-01", 200]]
    got = read(workbook(名录=register, 项目=rows))
    firms = {
        one["uid"]: one["fields"]["name"] for one in got.records("firm") if one["sheet"] == "名录"
    }
    assert [(firms[one["parent"]], one["fields"]["name"]) for one in got.records("rd_project")] == [
        ("宁波示例甲有限公司", "项目一"),
        ("宁波示例乙有限公司", "项目二"),
    ]
