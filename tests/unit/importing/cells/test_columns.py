"""Whole columns: good cells in one sweep, odd ones one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import catalogue as catalogues
from desktop_app.importing.cells import columns
from desktop_app.importing.cells.columns import Known, column_reader
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.model import Column, Read

FORMS = catalogues.load()


def reader(form, name, *, unit="", known=None):
    column = Column(0, "", form, name, unit=unit_of(unit) if unit else None)
    return column_reader(column, FORMS.form(form), FORMS, *([known] if known else []))


def test_that_a_share_of_one_becomes_a_percentage():
    form = FORMS.form("super_deduction")
    column = Column(0, "", "super_deduction", "rate", unit=unit_of("%"))
    whole = column_reader(replace(column, scale=100), form, FORMS)
    assert whole.read([0.75, 1.0])[0] == [750, 1000]
    assert column_reader(column, form, FORMS).read(["75%", 100.0])[0] == [750, 1000]


def test_that_days_follow_the_order_that_their_column_tells():
    values, odd = reader("firm", "found_date").read(["5/3/2021", "25/3/2021", 44260.0, ""])
    assert values == ["2021-03-05", "2021-03-25", "2021-03-05", None]
    assert odd == [
        (0, Read("2021-03-05", "ambiguous_date")),
        (2, Read("2021-03-05", "date_serial")),
    ]


def test_that_bare_numbers_of_a_book_from_1904_are_counted_from_there():
    known = Known(is_1904=True)
    values, _odd = reader("firm", "found_date", known=known).read([42798.0, dt.date(2021, 3, 5)])
    assert values == ["2021-03-05", "2021-03-05"]


def test_that_words_that_were_taught_hold_for_their_field_alone():
    known = Known(words={("firm", "op_status", "冬眠"): "2"})
    assert reader("firm", "op_status", known=known).read(["冬眠"]) == (["2"], [])
    assert reader("firm", "scale", known=known).read(["冬眠"])[0] == [None]


@pytest.mark.parametrize(
    ("form", "name", "cells"),
    [
        (
            "firm",
            "name",
            ["宁波示例科技有限公司", "1.宁波示例公司", "无", 12.0, "宁波示例公司（注销）"],
        ),
        ("firm", "phone", ["0574-80000001", 13800000000.0, "某某 1", 57480000001.0]),
        (
            "firm",
            "address",
            ["示例路1号", "（空）", "110101199003070732", "*", "330203-19800101-1234"],
        ),
        ("firm", "above_scale", ["是", True, 1.0, "○", False, 0.0]),
        ("hte_cert", "cert_no", ["GR202133100123", "gr2O2133100123", "待发"]),
        ("patent", "app_no", ["201710601862.3", 201710601862.0, "CN1A"]),
    ],
)
@given(data=st.data())
def test_that_a_column_reads_as_its_cells_do_one_by_one(form, name, cells, data):
    some = data.draw(st.lists(st.sampled_from([*cells, ""]), max_size=20))
    one = reader(form, name)
    values, odd = one.read(some)
    told = dict(odd)
    for place, cell in enumerate(some):
        (value,), said = reader(form, name).read([cell])
        assert values[place] == value
        assert told.get(place) == (said[0][1] if said else None)


def test_that_cells_are_read_alike_after_many_others_were_let_go_of(monkeypatch):
    monkeypatch.setattr(columns, "_REMEMBERED", 3)
    cells = ["电 话", "0574-87654321", "087654321x", "", *(f"0574-8765432{n}" for n in range(9))]
    phones = reader("firm", "phone")
    first = phones.read(cells)
    assert phones.read(cells) == first
    assert first[1]


def test_that_equal_texts_of_a_column_are_held_once():
    cells = ["".join(("王小", "明")) for _row in range(3)]
    assert len({id(cell) for cell in cells}) == 3
    values, _odd = reader("firm", "contact").read(cells)
    assert len({id(value) for value in values}) == 1
