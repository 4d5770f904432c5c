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
     "format = 1\n[[word]]\nfield = 3\ntext = 3\ncode = 3", "format = 1\n[[firm]]\nuscc = 'x'",
     "format = true", "format = 1\nsheet = 3", "format = 1\ncolumns = []",
     "format = 1\nword = [1]"],
)  # fmt: skip
def test_that_what_is_no_recipe_is_refused(text, catalogue):
    with pytest.raises(UserError, match="不是导入方案"):
        read_recipe(text, catalogue)


@pytest.mark.parametrize(
    "entry",
    ['headings = "企业名称"', "headings = [1, 2]", "headings = []", 'headings = ["序号"]',
     'headings = ["甲"]\nleft_out = "底稿"', 'headings = ["甲"]\nform = 3',
     'headings = ["甲"]\n[sheet.columns]\n"乙" = "firm.name"'],
)  # fmt: skip
def test_that_an_entry_that_was_spoiled_is_named_and_not_guessed(entry, catalogue):
    with pytest.raises(UserError, match=r"第 2 个 \[\[sheet\]\]"):
        read_recipe(f'format = 1\n[[sheet]]\nheadings = ["好"]\n[[sheet]]\n{entry}', catalogue)


def test_that_a_recipe_that_cannot_be_read_says_in_which_line(catalogue):
    with pytest.raises(UserError, match="第 3 行"):
        read_recipe('format = 1\n[columns]\n"甲" = {field = }\n', catalogue)


def test_that_no_recipe_brings_the_number_of_a_person(catalogue):
    person = "330203199001011231"
    read = read_recipe(
        f'format = 1\n[[firm]]\nname = "甲"\nuscc = "{person}"\n'
        f'[[sheet]]\nheadings = ["张三{person}", "乙"]\n',
        catalogue,
    )
    assert read.decisions == ()
    assert len(read.unknown) == 2
    assert person not in "".join(read.unknown)


def test_that_a_word_is_given_a_code_only_where_there_are_codes(catalogue):
    words = [("firm.name", "1"), ("firm.above_scale", "2"), ("label.level", "2")]
    text = "".join(f'[[word]]\nfield = "{f}"\ntext = "甲"\ncode = "{c}"\n' for f, c in words)
    read = read_recipe(f"format = 1\n{text}", catalogue)
    assert [one.scope for one in read.decisions] == ["label.level"]


def test_that_a_newer_recipe_is_refused(catalogue):
    with pytest.raises(UserError, match="较新"):
        read_recipe("format = 2", catalogue)
