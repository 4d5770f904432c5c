from __future__ import annotations

import zipfile

import pytest

from desktop_app.sheets.writing.plain import write_table
from desktop_app.sheets.writing.reread import read_chunks
from desktop_app.sheets.writing.shell import HEAD_ROWS


@pytest.fixture
def sheet_xml():
    """Return the XML of the n-th sheet of a workbook on the disk."""

    def read(path, number=1):
        with zipfile.ZipFile(path) as book:
            return book.read(f"xl/worksheets/sheet{number}.xml").decode()

    return read


@pytest.fixture(scope="session")
def round_trip(tmp_path_factory):
    """Write rows to a workbook and read them back as rows."""
    path = tmp_path_factory.mktemp("round") / "t.xlsx"

    def run(columns, rows):
        write_table(path, "表", columns, rows)
        with zipfile.ZipFile(path) as book:
            data = book.read("xl/worksheets/sheet1.xml")
        blocks = [data[i : i + 777] for i in range(0, len(data), 777)]
        chunks = read_chunks(blocks, columns, HEAD_ROWS + 1)
        return [row for chunk in chunks for row in zip(*chunk, strict=True)]

    return run
