"""Cells that hold several labels with their values."""

from __future__ import annotations

import pytest

from desktop_app.importing.layout.cell_pairs import pairs_apart

NAME = "宁波示例甲有限公司"


@pytest.mark.parametrize(
    "text",
    [
        f"企业名称：{NAME}　　统一社会信用代码：9133",
        f"企业名称：{NAME} 统一社会信用代码：9133",
        f"企业名称:{NAME};统一社会信用代码:9133",
        f"企业名称：{NAME}\n统一社会信用代码：9133",
    ],
)
def test_that_labels_in_one_cell_are_told_apart(text):
    first, second = pairs_apart(text)
    assert (first[-len(NAME) :], second[-5:].strip("：:")) == (NAME, "9133")


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        f"企业名称：{NAME}",
        "经营范围：水泵；阀门，紧固件",
        "报出日期：2023年 3月 5日 10:30",
        "",
    ],
)
def test_that_a_text_of_one_label_stays_whole(text):
    assert pairs_apart(text) == [text]


def test_that_a_form_is_read_whose_cells_hold_several_labels(sheet):
    found = sheet(
        [
            ["企业基本情况表"],
            [f"企业名称：{NAME}　　统一社会信用代码：91330203MA2TE5T1XB"],
            ["联系人：示某；联系电话：0574-80000001"],
            ["注册地址：宁波市海曙区示例路1号"],
        ]
    )
    (firm,) = found.fields("firm")
    assert (firm["name"], firm["uscc"]) == (NAME, "91330203MA2TE5T1XB")
    assert (firm["phone"], firm["reg_address"]) == ("0574-80000001", "宁波市海曙区示例路1号")
