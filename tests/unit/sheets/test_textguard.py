from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import UserError
from desktop_app.sheets import textguard

ANY_TEXT = st.text(st.sampled_from("_x0041DaF\r\n\t &<>'\"甲𠮷é "), max_size=30)


@given(ANY_TEXT)
def test_that_unescape_gives_back_what_was_escaped(text):
    assert textguard.unescape(textguard.escape(text)) == text


def test_that_a_text_that_looks_like_an_escape_is_escaped_itself():
    assert textguard.escape("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"


def test_that_escaped_data_holds_no_markup():
    assert textguard.escape("<a & b>") == "&lt;a &amp; b&gt;"


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_that_a_control_character_is_not_fit(sign):
    assert not textguard.is_fit(f"宁波{sign}公司")


@pytest.mark.parametrize("text", ["", "=1+1", "a\tb\r\nc", "𠮷", "é" * 32_767])
def test_that_what_a_cell_can_hold_is_fit(text):
    assert textguard.is_fit(text)


def test_that_the_longest_text_is_counted_as_office_counts():
    assert textguard.is_fit("𠮷" * 16_383)
    assert not textguard.is_fit("𠮷" * 16_384)


def test_that_a_refusal_names_sheet_cell_and_character():
    with pytest.raises(UserError) as caught:
        textguard.refuse("a\x07", sheet="企业", cell="B7")
    assert "企业" in caught.value.message
    assert "B7" in caught.value.message
    assert "U+0007" in caught.value.message
    assert caught.value.hint


def test_that_a_text_too_long_is_refused_with_the_limit():
    with pytest.raises(UserError, match="32,767"):
        textguard.refuse("a" * 32_768, sheet="企业", cell="B7")
