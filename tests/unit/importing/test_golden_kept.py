"""No row of a golden workbook is lost, told twice or made up."""

from __future__ import annotations

import json
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pytest
from golden_sheets import CASES
from make_more_sheets import MAKERS

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.preview import expand
from desktop_app.sheets.read import read_file

EXPECTED = Path(__file__).parents[2] / "golden" / "import" / "expected"
WORKBOOKS = {**MAKERS, **CASES}
_MADE_UP = frozenset({"repaired", "check_digit_added", "zero_added"})
"""Flags of values that say more than their cell."""


@pytest.fixture(scope="module")
def imported(request, tmp_path_factory, read):
    """What a workbook brought, and its sheets as they are: rows by (file, tab)."""
    name, folder = request.param, tmp_path_factory.mktemp("golden")
    options = {}
    if name in CASES:
        CASES[name](folder)
        options = json.loads((EXPECTED / f"{name}.json").read_text("utf-8")).get("options", {})
    else:
        MAKERS[name](folder / name)
    paths = sorted(folder.iterdir())
    result = read(*paths, **options)
    bad = {file.path.name for file in result.preview.files if file.problem}
    sheets = {
        (path.name, sheet.name): [[str(cell) for cell in row] for row in sheet.read().rows]
        for path in expand(paths)
        if path.name not in bad
        for sheet in read_file(path, password=options.get("password", "")).sheets
    }
    return result, sheets


every_workbook = pytest.mark.parametrize("imported", sorted(WORKBOOKS), indirect=True)


@every_workbook
def test_that_every_row_below_a_heading_has_one_outcome(imported):
    result, sheets = imported
    for tab, rows in sheets.items():
        own = [sheet for sheet in result.preview.sheets if (sheet.file, sheet.name) == tab]
        assert all(sheet.read == sum(sheet.counts.values()) for sheet in own)
        if any(sheet.table.turned for sheet in own):
            # A record takes up many rows, or shares them with others: it is counted as one.
            continue
        told: set[int] = set()
        for sheet in own:
            numbers = Counter([*sheet.table.numbers, *(n for n, _why in sheet.table.skipped)])
            assert set(numbers.values()) <= {1}
            assert sheet.read == numbers.total()
            told |= numbers.keys()
        top = min((sheet.mapping.last_row for sheet in own), default=0)
        filled = {n for n, row in enumerate(rows, start=1) if any(map(str.strip, row))}
        heads = {
            number
            for sheet in own
            for number in range(_title_of(sheet, own), sheet.mapping.last_row + 1)
        }
        assert {n for n in filled if n > top} - heads <= told
        # What a title may hold of a firm stands behind its label: 统一社会信用代码：…
        untold = [rows[n - 1] for n in filled - told]
        assert not any(_is_record(row) for row in untold)


def _is_record(row):
    labels = any(cell.strip().endswith(("：", ":")) for cell in row)
    return not labels and any(is_uscc(fold(cell)) for cell in row)


def _title_of(sheet, others):
    """Return the first row that may be a table's title: below the rows of the table above it."""
    above = [
        number
        for other in others
        if other is not sheet and other.mapping.last_row < sheet.mapping.first_row
        for number in (*other.table.numbers, *(n for n, _why in other.table.skipped))
        if number < sheet.mapping.first_row
    ]
    return max(above, default=0) + 1


@every_workbook
def test_that_every_record_says_what_its_row_says(imported, catalogue):
    result, sheets = imported
    turned = {(one.file, one.name) for one in result.preview.sheets if one.table.turned}
    for entry in result.entries:
        if "form" not in entry:
            continue
        rows = sheets[entry["file"], entry["sheet"]]
        last = len(rows) if (entry["file"], entry["sheet"]) in turned else entry["row"]
        around = [cell for row in rows[:last] for cell in row]
        # A name may go on in the row below, in its own column.
        broken = ("".join(pair) for pair in zip_longest(*rows[last - 1 : last + 1], fillvalue=""))
        said = fold("".join([*around, *broken, entry["sheet"], entry["file"]]))
        form = catalogue.form(entry["form"])
        for name, value in entry["fields"].items():
            kind = form.by_code[name].type
            if _MADE_UP & set(entry["flags"]):
                continue
            if kind is FieldType.TEXT:
                assert fold(value) in said
            if kind is FieldType.USCC:
                assert value in said.replace("-", "")


@every_workbook
def test_that_no_record_without_its_row_and_no_row_without_its_record(imported):
    result, _sheets = imported
    listed = {
        (e["file"], e["sheet"], e["row"])
        for e in result.entries
        if "outcome" in e or "rejected" in e
    }
    numbered = {
        (sheet.file, sheet.name, number)
        for sheet in result.preview.sheets
        for number in sheet.table.numbers
    }
    assert listed == numbered


def test_that_no_number_of_a_person_is_told(tmp_path, read):
    CASES["身份证"](tmp_path)
    result = read(*tmp_path.iterdir())
    told = fold(json.dumps(result.entries, ensure_ascii=False)).replace(".", "")
    # All of them begin with place and day of birth, which say enough of a person.
    assert "330203199001" not in told
