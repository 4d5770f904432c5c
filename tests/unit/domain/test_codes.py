"""Codes typed as code, as label, as alias, or as both."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desktop_app.domain.codes import spellings
from desktop_app.domain.values import BadValue, FieldType, Reason, ValueFormat

CODE = ValueFormat(FieldType.CODE)


@dataclass(frozen=True)
class Entry:
    code: str
    label: str
    label_en: str = ""
    aliases: tuple[str, ...] = ()


DISTRICTS = spellings(
    [
        Entry("330203", "海曙区", "Haishu", ("海曙",)),
        Entry("NBZ-gx", "宁波国家高新区", "Hi-tech Zone"),
        Entry("330212", "鄞州区"),
    ]
)
SOURCES = spellings([Entry("1", "本企业自选项目"), Entry("11", "其他"), Entry("5", "其他")])
INDUSTRIES = spellings(
    [Entry("16", "烟草制品业"), Entry("161", "烟叶复烤"), Entry("1610", "烟叶复烤")]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("330203", "330203"),
        ("海曙区", "330203"),
        (" 海 曙 ", "330203"),
        ("haishu", "330203"),
        ("３３０２０３", "330203"),
        ("330203 海曙区", "330203"),
        ("330203-海曙", "330203"),
        ("nbz-GX", "NBZ-gx"),
        ("NBZ-gx", "NBZ-gx"),
        ("Hi-Tech Zone", "NBZ-gx"),
    ],
)
def test_that_a_code_is_read_however_it_is_written(text, code):
    assert CODE.parse(text, DISTRICTS) == code


@pytest.mark.parametrize(
    "text", ["1.本企业自选项目", "1、本企业自选项目", "1：本企业自选项目", "1"]
)
def test_that_code_and_label_together_are_read(text):
    assert CODE.parse(text, SOURCES) == "1"


def test_that_the_code_decides_between_labels_that_are_alike():
    assert CODE.parse("5.其他", SOURCES) == "5"
    with pytest.raises(BadValue) as caught:
        CODE.parse("其他", SOURCES)
    assert caught.value.reason is Reason.AMBIGUOUS_CODE


def test_that_a_label_of_a_whole_branch_means_its_finest_code():
    assert CODE.parse("烟叶复烤", INDUSTRIES) == "1610"
    assert CODE.parse("161", INDUSTRIES) == "161"


@pytest.mark.parametrize("text", ["330204", "江东区", "330203 鄞州区", "1.", "海曙区330203"])
def test_that_what_is_not_in_the_list_says_so(text):
    with pytest.raises(BadValue) as caught:
        CODE.parse(text, DISTRICTS)
    assert caught.value.reason is Reason.NOT_IN_LIST


def test_that_a_blank_is_no_code():
    assert CODE.parse(" ", DISTRICTS) is None
