"""Places as cells name them."""

from __future__ import annotations

import pytest

from desktop_app.importing.mapping.place_names import place_named

PLACES = {"海曙区": "330203", "海曙": "330203", "江北区": "330205"}


@pytest.mark.parametrize(
    "text",
    [
        "海曙区",
        "海 曙",
        "1.海曙区",
        "（一）海曙区",
        "一、海曙区",
        "海曙区：",
        "海曙区（5家）",
        "海曙区科技局",
        "宁波市海曙区",
    ],
)
def test_that_a_place_is_told_in_its_dress(text):
    assert place_named(text, PLACES) == "330203"


@pytest.mark.parametrize(
    "text", ["", "科技局", "海曙区（含江北）", "海曙区小计", "海曙区石碶街道", "1."]
)
def test_that_what_is_more_or_less_than_a_place_is_none(text):
    assert place_named(text, PLACES) == ""


def test_that_the_row_of_ones_own_place_may_be_numbered(sheet):
    rows = [["2023年各区县高新技术企业情况"], ["区县", "高新技术企业数（家）"],
            ["1.海曙区", 120], ["2.江北区", 130], ["3.慈溪市", 90]]  # fmt: skip
    assert sheet(rows).fields("unit_total") == [{"indicator": "H1", "value": "120"}]
