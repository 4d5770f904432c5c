"""Names of persons as cells hold them."""

from __future__ import annotations

import pytest

from desktop_app.importing.cells.person_text import person_and_phone
from desktop_app.importing.cells.persons import person_reader
from desktop_app.importing.model import Read


@pytest.mark.parametrize(
    "beside", ["/13800000001", " 0574-80000001", "（80000001）", "，138 0000 0001"]
)
def test_that_a_number_beside_a_person_is_no_part_of_the_name(beside):
    assert person_reader()(f"王某{beside}") == Read("王某", "remark_in_cell")


@pytest.mark.parametrize("name", ["王某", "Demo Person", "王某1"])
def test_that_a_person_alone_stays_as_written(name):
    assert person_reader()(name) == Read(name)


@pytest.mark.parametrize("cell", ["王*", "王**", "王××"])
def test_that_a_name_that_was_made_unreadable_is_kept_as_no_value(cell):
    assert person_reader()(cell) == Read(None, "wrong_character", kept=cell)


@pytest.mark.parametrize(
    "cell", ["王某 13800000001、李某 13800000002", "13800000001", "王某0574-80000001转8"]
)
def test_that_numbers_beside_no_single_person_are_asked_about(cell):
    assert person_reader()(cell).flag == "wrong_form"


@pytest.mark.parametrize(
    "text",
    ["王某 0574-80000001", "王某/0574-80000001", "0574-80000001（王某）", "王某\n0574-80000001"],
)
def test_that_person_and_telephone_in_one_text_are_told_apart(text):
    assert person_and_phone(text) == ("王某", "0574-80000001")


@pytest.mark.parametrize(
    "text",
    [
        "王某",
        "13800000001",
        "办公室 0574-80000001",
        "13800000001（微信同号）",
        "13800000001 宁波市区",
        "财务部：0574-80000001",
        "手机13800000001",
        "王某 3302031990",
        "王某 110101199001011237",
    ],
)
def test_that_what_is_no_person_with_a_telephone_is_not_parted(text):
    assert person_and_phone(text) is None
