"""Damaged bytes are read or refused by name; nothing else ever comes out of the reader."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile

ROWS = [["企业名称", "信用代码", "人数"], ["宁波示例甲公司", "91330203MA2TE5T1XB", 12]] * 3


def xlsx():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("企业")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def xls():
    out = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("企业")
    for number, row in enumerate(ROWS):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.save(out)
    return out.getvalue()


SEEDS = {"xlsx": xlsx(), "xls": xls(), "csv": "企业名称,人数\n示例甲,12\n".encode("gb18030")}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("damaged") / "坏.xlsx"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0.2, 1),
)
def test_that_damaged_bytes_are_read_or_refused(path, kind, flips, kept):
    data = bytearray(SEEDS[kind])
    for where, value in flips:
        data[int(where * (len(data) - 1))] = value
    path.write_bytes(data[: int(kept * len(data))] if kept < 0.9 else data)
    said = "坏.xlsx"
    try:
        for sheet in read_file(path).sheets:
            assert all(isinstance(row, list) for row in sheet.read().rows)
    except BadFile as refused:
        said = refused.message
    assert "坏.xlsx" in said
