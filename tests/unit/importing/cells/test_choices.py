"""Codes of lists, and yes and no, as cells hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import catalogue as catalogues
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.choices import CodeReader, bool_reader
from desktop_app.importing.model import Read

FORMS = catalogues.load()
ABOVE_SCALE = bool_reader(FORMS.form("firm").by_code["above_scale"], {})


def reader(form, name, *, is_key=False, taught=None):
    field = FORMS.form(form).by_code[name]
    return CodeReader(field, FORMS.codes[field.codes], is_key=is_key, taught=taught or {}).read


UNIT = reader("firm", "reporting_unit")
INDUSTRY = reader("firm", "industry_code")
FIELD = reader("firm", "hitech_field")
SOURCE = reader("rd_project", "source")
KIND = reader("patent", "ptype")
TYPE = reader("firm", "reg_type")
LABEL = reader("label", "label", is_key=True)


@pytest.mark.parametrize(
    ("read", "cell", "code"),
    [
        (UNIT, "海曙区", "330203"),
        (UNIT, "海曙", "330203"),
        (UNIT, "宁波市海曙区", "330203"),
        (UNIT, "浙江省宁波市海曙区", "330203"),
        (UNIT, "海曙区科技局", "330203"),
        (UNIT, "330203", "330203"),
        (UNIT, 330203.0, "330203"),
        (UNIT, "330203000000", "330203"),
        (UNIT, "余姚 市", "330281"),
        (INDUSTRY, "3562", "3562"),
        (INDUSTRY, 3562.0, "3562"),
        (INDUSTRY, "3562.0", "3562"),
        (INDUSTRY, "C3562", "3562"),
        (INDUSTRY, "C35", "35"),
        (INDUSTRY, "C35专用设备制造业", "35"),
        (INDUSTRY, "C35-专用设备制造业", "35"),
        (INDUSTRY, "专用设备制造业（C35）", "35"),
        (INDUSTRY, "农林牧渔业", "A"),
        (FIELD, "1", "1"),
        (FIELD, "01", "1"),
        (FIELD, 1.0, "1"),
        (FIELD, "1.电子信息", "1"),
        (FIELD, "1、电子信息", "1"),
        (FIELD, "1 电子信息", "1"),
        (FIELD, "[1]电子信息", "1"),
        (FIELD, "①电子信息", "1"),
        (FIELD, "一、电子信息", "1"),
        (FIELD, "（一）电子信息", "1"),
        (FIELD, "电子信息（1）", "1"),
        (FIELD, "生物医药", "2"),
        (SOURCE, "1.本企业自选项目", "1"),
        (SOURCE, "1本企业自选项目", "1"),
        (KIND, "发明专利", "1"),
        (TYPE, "其它有限责任公司", "159"),
        (KIND, "", None),
        (KIND, "-", None),
        (LABEL, "专精特新“小巨人”企业", "3"),
        (LABEL, "专精特新小巨人", "3"),
        (LABEL, "浙江省专精特新中小企业", "2"),
    ],
)
def test_that_a_code_is_found_by_any_way_of_writing_it(read, cell, code):
    assert read(cell) == Read(code)


@pytest.mark.parametrize(
    ("read", "cell", "code", "flag"),
    [
        (UNIT, "330203001", "330203", "remark_in_cell"),
        (UNIT, "宁波市海曙区石碶街道", "330203", "remark_in_cell"),
        (INDUSTRY, "制造业-专用设备制造业", "35", "remark_in_cell"),
        (INDUSTRY, "制造业/专用设备制造业", "35", "remark_in_cell"),
        (INDUSTRY, "3562 半导体器件设备制造", "3562", "remark_in_cell"),
        (FIELD, "电子信息-软件", "1", "remark_in_cell"),
        (FIELD, "新材料（金属）", "4", "remark_in_cell"),
        (KIND, "发明专利（已授权）", "1", "remark_in_cell"),
        (LABEL, "国家级专精特新小巨人企业", "3", "near_word"),
    ],
)
def test_that_words_beside_a_code_are_flagged(read, cell, code, flag):
    assert read(cell) == Read(code, flag)


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (UNIT, "火星区", "not_in_list"),
        (UNIT, "海曙区、江北区", "several_values"),
        (INDUSTRY, "C26、C35", "several_values"),
        (INDUSTRY, "3562 其他", "not_in_list"),
        (FIELD, "2.电子信息", "not_in_list"),
        (FIELD, "电子信息、新材料", "several_values"),
        (FIELD, "不属于电子信息", "not_in_list"),
        (SOURCE, "1，2", "several_values"),
        (SOURCE, "其余", "not_in_list"),
        (KIND, "PCT实用新型", "not_in_list"),
        (KIND, "发明/实用新型", "several_values"),
        (KIND, "3、发明", "several_values"),
    ],
)
def test_that_what_is_no_code_or_more_than_one_waits(read, cell, reason):
    assert read(cell) == Read(None, reason, kept=cell)


def test_that_a_key_that_is_no_code_refuses_its_row():
    assert LABEL("三好企业") == Read(None, reject="not_in_list")


def test_that_lost_zeros_of_a_code_come_back_with_a_flag():
    kinds = reader("rd_institution", "kind")
    assert kinds(3.0) == Read("03", "zero_added")


def test_that_a_word_that_was_taught_means_its_code():
    assert reader("patent", "ptype", taught={"软著": "2"})("软 著") == Read("2")
    taught = bool_reader(FORMS.form("firm").by_code["above_scale"], {"规上": "1", "有": "0"})
    assert taught("规上") == Read(1)
    assert taught("有") == Read(0)


LISTED = [
    (form.code, field.code)
    for form in FORMS.reported
    for field in form.fields
    if field.type is FieldType.CODE
]


@given(st.sampled_from(LISTED), st.data())
def test_that_every_code_and_label_of_every_list_reads_back_itself(where, data):
    field = FORMS.form(where[0]).by_code[where[1]]
    entries = [one for one in FORMS.codes[field.codes].entries if not one.label.isascii()]
    entry = data.draw(st.sampled_from(entries))
    patterns = ["{code}", " {code} ", "{code}.{label}", "{code} {label}", "{code}-{label}"]
    way = data.draw(st.sampled_from(patterns))
    read = reader(*where)(way.format(code=entry.code, label=entry.label))
    assert read in {Read(entry.code), Read(entry.code, "zero_added")}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *((cell, 1) for cell in ("是", "√", "✓", "✔", "☑", "■", "●", "Y", "yes", "T", "对", "有")),
        *(
            (cell, 0)
            for cell in ("否", "×", "✗", "□", "☐", "n", "NO", "X", "无", "没有", "不是", "未")
        ),
        (1.0, 1),
        (0.0, 0),
        (True, 1),
        (False, 0),
        ("是。", 1),
        ("1.是", 1),
        ("2.否", 0),
        ("■是 □否", 1),
        ("□是 ■否", 0),
        ("☑是☐否", 1),
        ("是√ 否□", 1),
        ("是□ 否√", 0),
        ("√是 否", 1),
        ("是 √否", 0),
        ("是（√）否（ ）", 1),
        ("是（　）否（√）", 0),
        ("有□ 无☑", 0),
        ("（是）", 1),
        ("[√]", 1),
        ("（×）", 0),
        ("规上", 1),
        ("非规上", 0),
        ("未纳统", 0),
        ("规下", 0),
        ("规模以下", 0),
        ("", None),
        ("-", None),
        ("不详", None),
        ("暂无", None),
    ],
)
def test_that_yes_and_no_are_read(cell, value):
    assert ABOVE_SCALE(cell) == Read(value)


@pytest.mark.parametrize(("cell", "value"), [("是（2021年起）", 1), ("否，已退出", 0)])
def test_that_a_yes_with_a_remark_is_flagged(cell, value):
    assert ABOVE_SCALE(cell) == Read(value, "remark_in_cell")


@pytest.mark.parametrize(
    "cell", ["○", "2", "是否", "是/否", "是，否", "■是 ■否", "□是 □否", "待定企业"]
)
def test_that_what_is_neither_waits(cell):
    assert ABOVE_SCALE(cell) == Read(None, "not_yes_or_no", kept=cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("□电子信息 ☑新材料 □生物与新医药", "4"),
        ("电子信息□ 新材料√ 航空航天□", "4"),
        ("（ ）电子信息\n（√）新材料", "4"),
        ("□电子信息 □新材料", None),
    ],
)
def test_that_the_ticked_one_of_printed_choices_is_read(cell, code):
    assert FIELD(cell) == Read(code)


def test_that_two_ticked_choices_wait():
    assert FIELD("☑电子信息 ☑新材料 □航空航天").value is None


@pytest.mark.parametrize("cell", ["B.省级", "b、省级", "B．省级"])
def test_that_the_letter_of_a_choice_is_no_part_of_it(sheet, cell):
    heads = ["企业名称", "信用代码", "研发机构名称", "类别", "级别"]
    row = ["宁波示例甲有限公司", "91330203MA2TE5T1XB", "甲研究院", "C.企业研究院", cell]
    found = sheet([heads, row])
    assert found.fields("rd_institution")[0]["level"] == "2"
    assert not any(found.flags.values())
