"""What titles and tabs say of the rows below them."""

from __future__ import annotations

import pytest

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
