"""Numbers of identity cards are never stored, quoted or listed, wherever they stand."""

from __future__ import annotations

import json

import pytest

from desktop_app.domain.values import FieldType
from desktop_app.importing.messages import remark_text

CODE = "91330203MA2TE5T1XB"
NAME = "宁波示例甲科技有限公司"
PERSON = "110101199003070732"
MISTYPED = "330203198001011235"
WRITTEN = (
    PERSON,
    MISTYPED,
    "11010119900307073x",
    f"{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}",
    f"{PERSON[:6]}-{PERSON[6:14]}-{PERSON[14:]}",
    f"张三{PERSON}",
    f"张三（身份证：{PERSON}）13800000000",
    f"13800000000/{PERSON}",
    f"某公司{PERSON}",
    "330203800101123",
)


def spoken(result):
    """Return all that an import says or would store, without its gaps and hyphens."""
    remarks = [
        remark_text(remark)
        for sheet in result.preview.sheets
        for said in (*sheet.table.remarks.values(), *sheet.table.rejects.values())
        for remark in said
    ]
    kept = [text for sheet in result.preview.sheets for text, _why in sheet.table.kept.values()]
    stored = [repr(block.rows) for block in result.plan.blocks]
    questions = repr(result.preview.questions)
    said = json.dumps(result.entries, ensure_ascii=False)
    text = "\n".join([*remarks, *kept, *stored, questions, said, repr(result.plan.facts)])
    return text.replace(" ", "").replace("-", "")


@pytest.mark.parametrize("cell", WRITTEN)
@pytest.mark.parametrize("form", ["firm", "firm_period", "patent", "tech_sme", "hte_cert", "label"])
def test_that_no_field_of_any_kind_keeps_or_quotes_it(sheet, catalogue, form, cell):
    entry = catalogue.form(form)
    kinds: dict[FieldType, str] = {}
    for field in entry.typed:
        if field.code not in {"uscc", "name", "app_no", "cert_no", "year"}:
            kinds.setdefault(field.type, field.label)
    key = {"patent": ["专利号"], "hte_cert": ["证书编号"], "tech_sme": ["评价年度"]}.get(form, [])
    given = {"专利号": "201710601862.3", "证书编号": "GR202333100001", "评价年度": 2023}
    heads = ["企业名称", "信用代码", *key, *kinds.values()]
    row = [NAME, CODE, *(given[name] for name in key), *[cell] * len(kinds)]
    result = sheet([["2023年"], heads, row])
    text = spoken(result)
    for number in (PERSON, MISTYPED, PERSON[:17], "330203800101123"):
        assert number not in text


@pytest.mark.parametrize("cell", [*WRITTEN, float(PERSON), int(MISTYPED)])
@pytest.mark.parametrize("column", ["企业名称", "信用代码", "组织机构代码", "工商注册号", "专利号"])
def test_that_no_key_keeps_or_quotes_it(sheet, cell, column):
    heads = ["企业名称", "信用代码", "地址"]
    row = [NAME, CODE, "示例路1号"]
    if column in heads:
        row[heads.index(column)] = cell
    else:
        heads, row = [*heads, column], [*row, cell]
    text = spoken(sheet([heads, row]))
    for number in (PERSON[:15], MISTYPED[:15], "330203800101123"):
        assert number not in text
