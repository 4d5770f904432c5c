"""What titles and tabs say of the rows below them."""

from __future__ import annotations

import pytest

from desktop_app.importing.mapping.place_of_title import PLACE
from desktop_app.importing.mapping.sheet_title import title_facts


@pytest.mark.parametrize(
    ("title", "tab", "town"),
    [
        ("石碶街道企业名单", "", "石碶街道"),
        ("海曙石碶街道企业名单", "", "石碶街道"),
        ("2023年宁波市海曙区石碶街道高企名单", "", "石碶街道"),
        ("江北街道企业名单", "", "江北街道"),
        ("", "海曙区石碶街道", "石碶街道"),
        ("", "石碶街道", "石碶街道"),
        ("关于石碶街道企业名单", "", None),
        ("公布石碶街道企业名单", "", None),
        ("海曙区各街道企业名单", "", None),
        ("石碶街道与古林镇企业名单", "", None),
    ],
)
def test_that_a_town_is_told_without_what_stands_before_it(catalogue, title, tab, town):
    assert title_facts([[title]], tab, catalogue).constants.get(("firm", "town")) == town


@pytest.mark.parametrize(
    ("title", "tab", "place"),
    [
        ("", "江北", "330205"),
        ("", "江北2020", "330205"),
        ("", "2020江北", "330205"),
        ("", "2020年江北", "330205"),
        ("2021年鄞州高企名单", "Sheet1", "330212"),
        ("慈溪科技型中小企业名单", "", "330282"),
        ("", "鄞州（2021）", "330212"),
        ("象山科技有限公司研发情况", "", None),
        ("", "象山科技", None),
        ("高新技术企业名单2020", "", None),
        ("", "2020海岛", None),
    ],
)
def test_that_a_short_name_begins_what_is_of_a_district(catalogue, title, tab, place):
    assert title_facts([[title]], tab, catalogue).constants.get(PLACE) == place
