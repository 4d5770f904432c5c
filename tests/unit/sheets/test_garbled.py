from __future__ import annotations

import pytest

from desktop_app.sheets.text.garbled import are_garbled, is_garbled

NAMES = ["企业名称", "统一社会信用代码", "宁波示例甲公司", "研发费用（万元）"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("was", "read_as"),
    [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gb18030", "utf-8")],
)
def test_that_a_name_in_the_wrong_encoding_is_garbled(name, was, read_as):
    assert is_garbled(name.encode(was).decode(read_as, "replace"))


@pytest.mark.parametrize(
    "text",
    [
        *NAMES,
        "××××公司",
        "…………",
        "————",
        "·····",
        "“甲”‘乙’",
        "Müller & Söhne",
        "naïve résumé",
        "①②③",
    ],
)
def test_that_good_text_is_not_garbled(text):
    assert not is_garbled(text)


def test_that_a_few_lost_words_do_not_condemn_a_sheet():
    assert not are_garbled([*NAMES, "锟斤拷"])
    assert are_garbled(["锟斤拷", "锟斤拷业", "锟斤", "企业名称"])
