"""Names of firms as cells hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importing.cells.names import CLEAN_NAME, name_reader
from desktop_app.importing.model import Read

NAME = "宁波示例科技有限公司"
read = name_reader(is_key=True)


@pytest.mark.parametrize(
    "cell", [NAME, f" {NAME}。", "宁波 示例\n科技有限公司", f"{NAME}\u200b", f"{NAME}，"]
)
def test_that_the_dress_of_a_name_says_nothing(cell):
    assert read(cell) == Read(NAME)


@pytest.mark.parametrize(
    "cell", [f"{NAME}？", f"（待核实）{NAME}", f"{NAME}(?)", f"1、{NAME}（存疑）"]
)
def test_that_a_name_that_nobody_is_sure_of_is_flagged(cell):
    assert read(cell) == Read(NAME, "remark_in_cell")


@pytest.mark.parametrize(
    "cell",
    [
        f"企业名称：{NAME}",
        f"{NAME}[300123]",
        f"{NAME}（688123.SH）",
        f"{NAME}（补）",
        f"{NAME}等",
        f"{NAME}等3家企业",
        f"{NAME}2",
    ],
)
def test_that_what_is_said_around_a_name_is_told(cell):
    assert read(cell) == Read(NAME, "remark_in_cell")
    assert CLEAN_NAME.fullmatch(cell) is None


@pytest.mark.parametrize("cell", ["某公司", "某某科技有限公司", "XX公司", "××有限公司", "待定公司"])
def test_that_what_stands_for_any_firm_names_none(cell):
    assert read(cell) == Read(None, "remark_in_cell")
    assert CLEAN_NAME.fullmatch(cell) is None


@pytest.mark.parametrize("between", [" ", "\n", "、", "；", " / "])
def test_that_two_firms_in_one_cell_wait(between):
    cell = f"{NAME}{between}宁波另一示例有限公司"
    assert read(cell)[:3] == (None, "several_values", "")
    assert read(f"{NAME}{between}北仑分公司").flag != "several_values"


@pytest.mark.parametrize("between", [" ", "\n", "\u3000", "、", " / "])
@pytest.mark.parametrize("other", ["浙江大学", "宁波示例材料所", "宁波示例研究院", "示某"])
def test_that_a_firm_beside_a_body_or_person_is_the_firm(between, other):
    assert read(f"{NAME}{between}{other}") == Read(NAME, "remark_in_cell")
    assert read(f"{other}{between}{NAME}").value in {NAME, f"{other}{NAME}"}


@pytest.mark.parametrize(
    "name", ["宁波示例集团 股份有限公司", "宁波示例（集团） 有限公司", "宁波示例公司 北仑分公司"]
)
def test_that_a_gap_within_a_name_parts_nothing(name):
    assert read(name) == Read(name.replace(" ", ""))


OLD = "宁波旧名公司"
CODE = "91330203MA2TE5T1XB"


@pytest.mark.parametrize(
    ("cell", "beside"),
    [
        (f"1.{NAME}", ""),
        (f"1、{NAME}", ""),
        (f"（1）{NAME}", ""),
        (f"①{NAME}", ""),
        (f"一、{NAME}", ""),
        (f"*{NAME}", ""),
        (f"{NAME}*", ""),
        (f"{NAME}.", ""),
        (f"{NAME}． ", ""),
        (f"·{NAME}…", ""),
        (f"{NAME}/", ""),
        (f"★{NAME}", ""),
        (f"“{NAME}”", ""),
        (f"{NAME}（注销）", ""),
        (f"{NAME}(已迁出)", ""),
        (f"{NAME}（新）", ""),
        (f"{NAME}\n（原{OLD}）", OLD),
        (f"{NAME}（原名：{OLD}）", OLD),
        (f"{NAME}【曾用名：{OLD}】", OLD),
        (f"{OLD}（现更名为{NAME}）", OLD),
        (f"{OLD}（现名{NAME}）", OLD),
        (f"{NAME} {CODE}", CODE),
        (f"{NAME}（{CODE}）", CODE),
        (f"{NAME}（信用代码：{CODE.lower()}）", CODE),
        (f"{NAME}，统一社会信用代码：{CODE}", CODE),
        (f"{CODE} {NAME}", CODE),
    ],
)
def test_that_what_is_said_of_a_firm_is_no_part_of_its_name(cell, beside):
    assert read(cell) == Read(NAME, "remark_in_cell", other=beside)


def test_that_a_code_leaves_the_brackets_of_a_name_alone():
    name = "宁波示例企业管理合伙企业（有限合伙）"
    assert read(f"{name} {CODE}") == Read(name, "remark_in_cell", other=CODE)


@pytest.mark.parametrize(
    "name",
    [
        "宁波示例企业管理合伙企业（有限合伙）",
        "宁波示例（集团）股份有限公司",
        "示例（中国）有限公司",
        "360示例安全有限公司",
        "3D示例科技有限公司",
        "十里示例文化有限公司",
        "无锡示例公司",
        "爱廸示例能源有限公司",
        "寧波示例科技有限公司",
        "Demo Co., Ltd",
    ],
)
def test_that_a_name_that_is_odd_by_nature_stays_as_it_is(name):
    assert read(name) == Read(name)


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("宁波?科技有限公司", "broken_text"),
        ("爱□新能源有限公司", "broken_text"),
        ("宁波＊＊科技有限公司", "broken_text"),
        ("\ue000示例有限公司", "private_sign"),
    ],
)
def test_that_signs_that_were_lost_are_flagged_and_the_rest_is_kept(cell, flag):
    assert read(cell) == Read(cell, flag)


@pytest.mark.parametrize("cell", ["无", "（空）", "*", "***", "？"])
def test_that_a_cell_without_a_name_is_blank(cell):
    assert read(cell).value is None


def test_that_a_persons_number_in_a_name_is_dropped_with_it():
    assert read("张三 110101199003070732") == Read(None, "id_card")


@given(
    st.text(alphabet="宁波示例科技（）()有限公司厂0123.、*新原注销 一A", min_size=1, max_size=16)
)
def test_that_names_that_are_taken_unseen_read_as_they_stand(text):
    if CLEAN_NAME.fullmatch(text):
        assert read(text) == Read(text)


def test_that_a_university_beside_a_firm_is_left_out():
    assert read(f"{NAME}、示例大学，示例省研究院") == Read(NAME, "remark_in_cell")


def test_that_a_code_is_no_remark_where_the_heading_names_it():
    found = name_reader(is_key=True, with_code=True)(f"{NAME}（{CODE}）")
    assert (found.value, found.flag, found.other) == (NAME, "", CODE)
