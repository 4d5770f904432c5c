"""A recipe says what was taught, for people and for another office."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.importing.memory.recall import fingerprint
from desktop_app.importing.memory.recipe import read_recipe, recipe_text
from desktop_app.importing.model import AS_FOUND, Decision

HEADINGS = ("企业名称", "信用代码", "本年投入合计", '联系"人\\x')
MARK = fingerprint(HEADINGS)
TAUGHT = (
    Decision("", "column", "本年利润", "firm_period.total_profit", "万元"),
    Decision(MARK, "sheet", " | ".join(HEADINGS).upper(), "rd_activity"),
    Decision(MARK, "column", "本年投入合计", "rd_activity.rd_total", "万元"),
    Decision(MARK, "column", "期间", "period"),
    Decision(MARK, "column", '联系"人\\X'),
    Decision(fingerprint(["乙"]), "sheet", "乙", AS_FOUND),
    Decision(fingerprint(["乙"]), "tab", "附表", ""),
    Decision(fingerprint(["丙"]), "sheet", "丙", AS_FOUND),
    Decision("label.level", "word", "省里", "2"),
    Decision("firm.above_scale", "word", "算是", "1"),
    Decision("", "firm", "甲科技", "f1"),
    Decision("", "firm", "乙科技", ""),
)
FIRMS = {"f1": ("91330203MA2TE5T1XB", "宁波示例甲科技有限公司")}


def test_that_a_recipe_reads_back_what_was_written(catalogue):
    text = recipe_text(TAUGHT, FIRMS)
    read = read_recipe(text, catalogue)
    by_code = Decision("", "firm", "甲科技", "91330203MA2TE5T1XB")
    assert set(read.decisions) == {*TAUGHT, by_code} - {Decision("", "firm", "甲科技", "f1")}
    assert read.unknown == ()


def test_that_a_recipe_can_be_read_by_people():
    text = recipe_text(TAUGHT, FIRMS)
    assert '"本年投入合计" = {field = "rd_activity.rd_total", unit = "万元"}' in text
    assert 'called = "宁波示例甲科技有限公司"' in text


def test_that_what_is_not_here_is_named_and_left_aside(catalogue):
    text = """format = 1
[columns]
"一" = {field = "firm.name"}
"二" = {field = "firm.no_such_field"}
"三" = {field = "rd_activity.rd_total", unit = "斤"}
[[word]]
field = "label.level"
text = "省里"
code = "ZZ"
[[sheet]]
headings = ["甲"]
form = "no_such_form"
"""
    read = read_recipe(text, catalogue)
    assert [one.subject for one in read.decisions] == ["一"]
    assert len(read.unknown) == 4


@pytest.mark.parametrize(
    "text",
    ["", "format = 0", "nonsense", "format = 1\n[columns]\n一 = 2", 'format = 1\nsheet = ["甲"]',
     "format = 1\n[[word]]\nfield = 3\ntext = 3\ncode = 3", "format = 1\n[[firm]]\nuscc = 'x'"],
)  # fmt: skip
def test_that_what_is_no_recipe_is_refused(text, catalogue):
    with pytest.raises(UserError, match="不是导入方案"):
        read_recipe(text, catalogue)


def test_that_a_newer_recipe_is_refused(catalogue):
    with pytest.raises(UserError, match="较新"):
        read_recipe("format = 2", catalogue)
