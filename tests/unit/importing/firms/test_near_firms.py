"""Firms of nearly the same name. All names are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importing.firms.near_firms import NearFirms, likeness, named

REGISTER = (
    "宁波甬能科技有限公司",
    "宁波市海曙示例机械厂",
    "余姚市示例电子有限责任公司",
    "宁波示例（集团）股份有限公司",
    "宁波示例一厂",
    "爱廸新能源有限公司",
    "慈溪市远东示例电器有限公司",
    "浙江大丰示例实业股份有限公司",
)
NEAR = NearFirms(named(str(place), name) for place, name in enumerate(REGISTER))


@pytest.mark.parametrize(
    ("name", "found", "how"),
    [
        ("宁波甬能科技有限责任公司", "宁波甬能科技有限公司", "legal_form"),
        ("宁波甬能科技公司", "宁波甬能科技有限公司", "legal_form"),
        ("宁波市甬能科技有限公司", "宁波甬能科技有限公司", "place"),
        ("甬能科技有限公司", "宁波甬能科技有限公司", "place"),
        ("宁波海曙示例机械厂", "宁波市海曙示例机械厂", "place"),
        ("余姚示例电子有限公司", "余姚市示例电子有限责任公司", "place"),
        ("宁波示例集团股份有限公司", "宁波示例（集团）股份有限公司", "signs"),
        ("宁波示例【集团】股份有限公司", "宁波示例（集团）股份有限公司", "signs"),
        ("寧波甬能科技有限公司", "宁波甬能科技有限公司", "traditional"),
        ("爱迪新能源有限公司", "爱廸新能源有限公司", "traditional"),
        ("宁波永能科技有限公司", "宁波甬能科技有限公司", "sound"),
        ("宁波甬能科枝有限公司", "宁波甬能科技有限公司", "letters"),
        ("慈溪市远东示列电器有限公司", "慈溪市远东示例电器有限公司", "letters"),
        ("远东示例电器有限公司", "慈溪市远东示例电器有限公司", "short"),
        ("宁波大丰示例实业有限公司", "浙江大丰示例实业股份有限公司", "place"),
    ],
)
def test_that_the_firm_that_may_be_meant_is_found(name, found, how):
    (best, score, why), *_rest = NEAR.nearest(name, 5)
    assert (best.name, why) == (found, how)
    assert 75 <= score < 100


@pytest.mark.parametrize(
    "name",
    [
        "宁波示例二厂",
        "宁波示例三厂",
        "宁波永辉科技有限公司",
        "无关实业有限公司",
        "北京有限公司",
        "甲",
    ],
)
def test_that_sister_firms_and_strangers_are_not_proposed(name):
    assert NEAR.nearest(name, 5) == []


def test_that_a_former_name_says_that_it_is_one():
    near = NearFirms([named("1", "宁波示例旧名有限公司", is_former=True)])
    assert near.nearest("宁波示例旧名公司", 5)[0][2] == "former"


def test_that_each_firm_is_proposed_once():
    near = NearFirms(
        [
            named("1", "宁波示例科技有限公司"),
            named("1", "宁波示例科技股份有限公司", is_former=True),
            named("2", "宁波示例科技厂"),
        ]
    )
    assert [one.uid for one, _score, _how in near.nearest("宁波示例科技公司", 5)] == ["1", "2"]


NAMES = st.text(
    alphabet="宁波示例甲乙科技电子机械新材料（）集团有限公司股份厂", min_size=1, max_size=14
)


@given(NAMES, NAMES)
def test_that_likeness_is_the_same_both_ways_round(one, other):
    there, back = (likeness(named("1", a), named("2", b)) for a, b in ((one, other), (other, one)))
    assert there == back


@given(NAMES)
def test_that_every_name_is_like_itself(name):
    near = NearFirms([named("1", name)])
    assert [one.uid for one, _score, _how in near.nearest(name, 5)] == ["1"]


def test_that_a_quick_look_finds_other_forms_and_places():
    found = {
        name: [one.name for one, _score, _how in NEAR.nearest(name, 5, is_thorough=False)]
        for name in ("宁波甬能科技公司", "甬能科技有限公司", "宁波永能科技有限公司")
    }
    assert found == {
        "宁波甬能科技公司": ["宁波甬能科技有限公司"],
        "甬能科技有限公司": ["宁波甬能科技有限公司"],
        "宁波永能科技有限公司": [],
    }


@pytest.mark.parametrize(
    ("most", "asked"), [(30_000, ["legal_form", "sound"]), (500, ["legal_form"])]
)
def test_that_long_lists_of_unknown_names_are_asked_about_too(
    sheet, stock, monkeypatch, most, asked
):
    monkeypatch.setattr("desktop_app.importing.firms.matching._ASKED_ABOUT", most)
    stock.put("firm", "f1", name="宁波甬能科技有限公司", uscc="91330203MA2TE5T1XB")
    names = [f"无名{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 3 * n)}厂" for n in range(1_100)]
    names += ["宁波甬能科技公司", "宁波永能科技有限公司"]
    rows = [["2023年研发投入（千元）"], ["企业名称", "研发费用"], *([name, 100] for name in names)]
    questions = sheet(rows, existing=stock).preview.questions
    assert [one.candidates[0].how for one in questions if one.name.startswith("宁波")] == asked
