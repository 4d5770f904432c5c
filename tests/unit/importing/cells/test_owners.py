"""Owners of a patent as one cell names them."""

from __future__ import annotations

import pytest

from desktop_app.importing.cells.names import name_reader
from desktop_app.importing.cells.owners import owner_codes_reader, owners_in, owners_reader
from desktop_app.importing.model import Read

A, B = "宁波示例甲有限公司", "宁波示例乙有限公司"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (f"{A}；{B}", [A, B]),
        (f"{A};{B}", [A, B]),
        (f"{A}、{B}，示例大学", [A, B, "示例大学"]),
        (f"{A}\n{B}", [A, B]),
        (f"{A} {B}", [A, B]),
        (f"{A}/{B}", [A, B]),
        (f"示例大学　{A}", ["示例大学", A]),
        ("示例合伙企业（有限合伙） 宁波示例厂", ["示例合伙企业（有限合伙）", "宁波示例厂"]),
        ("张三 李四", ["张三", "李四"]),
        ("张三、李四", ["张三", "李四"]),
        ("Demo Inc\nExample Ltd", ["Demo Inc", "Example Ltd"]),
        ("宁波 示例 甲 有限公司", ["宁波 示例 甲 有限公司"]),
        ("宁波示例甲有限\n公司", ["宁波示例甲有限\n公司"]),
        ("宁波示例（集团）有限公司", ["宁波示例（集团）有限公司"]),
        (f"{A}（91330203MA2TE5T1XB）", [A, "91330203MA2TE5T1XB"]),
        (f"{A} 91330203MA2TE5T1XB，示例大学", [A, "91330203MA2TE5T1XB", "示例大学"]),
    ],
)
def test_that_owners_are_parted_where_a_name_ends(cell, names):
    assert owners_in(cell) == names


def test_that_each_owner_is_read_as_a_name():
    read = owners_reader(name_reader(is_key=True))
    assert read(f"1.{A}\n2.{B}*") == Read(f"{A}；{B}", "remark_in_cell")
    assert read("宁波 示例甲 有限公司") == Read(A)
    assert read(f"{A}；张三 110101199003070732") == Read(None, "id_card")
    assert read("无") == Read(None)


def test_that_several_codes_are_read_one_by_one():
    read = owner_codes_reader(lambda cell: Read(str(cell).upper() if len(str(cell)) == 3 else None))
    assert read("abc；def") == Read("ABC；DEF")
    assert read("abc") == Read("ABC")
    assert read("abc；de") == Read(None)


def test_that_a_share_behind_an_owner_is_no_part_of_the_name(sheet):
    rows = [
        ["专利权人", "专利号"],
        ["宁波示例甲有限公司（60%）；宁波大学（40%）", "202110123456.7"],
    ]
    found = sheet(rows)
    assert [one["name"] for one in found.fields("patent_owner")] == [
        "宁波示例甲有限公司",
        "宁波大学",
    ]
    assert found.flags[2] >= {"remark_in_cell"}
