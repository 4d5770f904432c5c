"""Sentences of findings, in Chinese and English."""

from __future__ import annotations

import json
import re

import pytest

from desktop_app.catalogue import load
from desktop_app.domain.findings import Finding, Severity
from desktop_app.rules.generated import field_checks
from desktop_app.rules.messages import message, words
from desktop_app.rules.sql import breach_query

RULES = list(load().rules.values())
# What look.md keeps out of the texts, and a figure that lies against Chinese without its space.
UNWANTED = re.compile(r"您|(?<!申)请(?!确认)|[!！]|成功|[一-鿿]\d|\d[一-鿿]")


def finding(rule, form, shown, *, fields=()):
    return Finding(rule, Severity.MUST, form, "record", "2024", fields, shown, "[]")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_that_the_bad_record_of_each_rule_makes_a_whole_sentence(bench, rule, language):
    form = bench.catalogue.form(rule.form)
    bad = rule.cases[1]
    source = bench.live(form, bench.place(rule, bad))
    row = bench.ask(breach_query(bench.catalogue, rule, source=source), bad.period)[0]
    fields = tuple(json.loads(row["fields"]))

    text = message(
        bench.catalogue,
        finding(rule.id, form.code, json.loads(row["shown"]), fields=fields),
        language,
    )

    assert text
    assert "{" not in text
    assert not re.search("None(?! of)", text)
    if language == "zh":
        quoted = re.sub("“.*?”", "", text)
        assert not UNWANTED.search(quoted), text
        assert not text.endswith(("。", "，"))
    else:
        outside = re.sub('".*?"', "", text)
        assert not re.search("[一-鿿]", outside), text


def test_that_amounts_stand_in_their_unit_with_commas(catalogue):
    shown = {"rd_total": 1_548_000_000, "sum": "15,460", "d": "20"}

    assert message(catalogue, finding("RDA-009", "rd_activity", shown), "zh") == (
        "研究开发费用合计 15,480 千元，应等于 8 项之和 15,460 千元，差 20 千元"
    )


def test_that_codes_are_told_by_their_labels(catalogue):
    one = finding("RDP-009", "rd_project", {"result": "2"})

    assert message(catalogue, one, "zh") == (
        "成果形式“新产品、新工艺等推广与示范活动”一般不计入研究开发统计"
    )
    assert "Promotion and demonstration" in message(catalogue, one, "en")


def test_that_a_value_that_is_not_there_is_a_dash(catalogue):
    one = finding(
        "PAT-010", "patent", {"app_date": None, "grant_date": "2025-01-01", "end": "2024-12-31"}
    )

    assert message(catalogue, one, "zh") == (
        "申请日 —、授权公告日 2025-01-01 有晚于报告期末 2024-12-31 的"
    )


@pytest.mark.parametrize(
    ("rule", "form", "shown", "expected"),
    [
        ("REQ-firm-address", "firm", {"address": None}, "“单位所在地详细地址”未填"),
        (
            "NEG-incubator-area_total",
            "incubator",
            {"area_total": -150},
            "“使用总面积”是 −1.5 平方米，不能为负",
        ),
        (
            "INT-incubator-income",
            "incubator",
            {"income": 100_050_000},
            "“孵化器总收入”是 1,000.5 千元，要取整，不留小数",
        ),
        (
            "LST-carrier-level",
            "carrier",
            {"level": "9"},
            "“级别”的代码“9”不在本年度的代码表中，从列表里选",
        ),
    ],
)
def test_that_checks_of_entries_say_what_and_what_to_do(catalogue, rule, form, shown, expected):
    one = finding(rule, form, shown, fields=tuple(shown))

    assert message(catalogue, one, "zh") == expected
    assert message(catalogue, one, "en") != expected


def test_that_a_finding_of_several_fields_names_them_all(catalogue):
    one = finding("RDA-032", "rd_activity", {}, fields=("admin_staff", "staff_cost"))

    assert message(catalogue, one, "zh") == (
        "“管理和服务人员”“人员人工费用”要填非负整数（金额按千元取整）"
    )
    assert message(catalogue, one, "en").endswith("(amounts in whole thousand yuan)")


def test_that_loose_texts_are_told_with_their_reasons(catalogue):
    texts = json.dumps([["rd_total", "约300", "not_a_number"], ["papers", "三", "其他原因"]])
    one = finding("RAW", "rd_activity", {"texts": texts}, fields=("rd_total", "papers"))

    assert message(catalogue, one, "zh") == (
        "“研究开发费用合计”里的“约300”存不成数据：不是数，只写数字，如 1,234；"
        "“发表科技论文”里的“三”存不成数据：其他原因"
    )


def test_that_every_check_has_words(catalogue):
    for form in catalogue.reported:
        ids = {check.id for check in field_checks(catalogue, form)} | {"RAW"}
        ids |= {rule.id for rule in RULES if rule.form == form.code}
        for rule_id in ids:
            assert words(catalogue, form, rule_id, "zh")
            assert not re.search(
                "[一-鿿]", words(catalogue, form, rule_id, "en").replace("科技型中小企业", "")
            )
