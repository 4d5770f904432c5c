"""Names of firms: what makes two spellings one name, and what only makes a candidate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.names import name_key, stem


@pytest.mark.parametrize(
    "name",
    [
        "宁波甬江(集团)ab有限公司",
        "宁波甬江（集团）AB有限公司",
        " 宁波甬江\u3000（集团） Ａｂ 有限\n公司\u200b",
    ],
)
def test_that_brackets_gaps_width_and_case_make_no_other_name(name):
    assert name_key(name) == "宁波甬江(集团)AB有限公司"


@given(st.text())
def test_that_the_key_of_a_key_is_the_key(text):
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    "name",
    [
        "甬江新材有限公司",
        "甬江新材有限责任公司",
        "甬江新材股份有限公司",
        "甬江新材集团有限公司",
        "甬江新材（集团）股份有限公司",
        "甬江新材公司",
        "甬江新材",
        "甬江新材（有限合伙）",
    ],
)
def test_that_legal_forms_at_the_end_do_not_count_for_candidates(name):
    assert stem(name) == "甬江新材"


def test_that_a_legal_form_within_a_name_or_alone_stays():
    assert stem("有限公司甬江分部") == "有限公司甬江分部"
    assert stem("有限公司") == "有限公司"
