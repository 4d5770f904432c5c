"""Golden sheets: whole files as offices send them, each with its expected outcome."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden_sheets import CASES, SERIES
from golden_sheets.formats import SAME_SHEETS, WRITERS
from golden_sheets.outcome import differing, expected, noted
from make_more_sheets import MAKERS

FOLDER = Path(__file__).parents[2] / "golden" / "import"


def outcome(result):
    """Return the listing without the ids that differ from run to run, and why rows were skipped."""
    names = {}
    for number, entry in enumerate(result.entries):
        if "uid" in entry:
            names.setdefault(entry["uid"], f"{entry['form']}-{number}")
    entries = []
    for entry in result.entries:
        kept = {name: value for name, value in entry.items() if name not in {"uid", "file"}}
        if "parent" in kept:
            kept["parent"] = names.get(kept["parent"], kept["parent"])
        entries.append(kept)
    skipped = {
        f"{sheet.name}!{row}": why
        for sheet in result.preview.sheets
        for row, why in sheet.table.skipped
    }
    counts = {str(name): number for name, number in result.preview.counts.items() if number}
    return {"counts": counts, "entries": entries, "skipped": skipped}


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_that_a_golden_sheet_comes_in_as_expected(name, tmp_path, read):
    path = tmp_path / name
    MAKERS[name](path)
    got = outcome(read(path))
    expected = json.loads((FOLDER / f"{path.stem}.json").read_text("utf-8"))
    assert got == expected


def test_that_every_expectation_belongs_to_a_sheet():
    assert {path.stem for path in FOLDER.glob("*.json")} == {Path(name).stem for name in MAKERS}


@pytest.mark.parametrize("name", sorted(CASES))
def test_that_a_golden_workbook_comes_in_row_by_row(name, tmp_path, read):
    CASES[name](tmp_path)
    said = json.loads((FOLDER / "expected" / f"{name}.json").read_text("utf-8"))
    result = read(*sorted(tmp_path.iterdir()), **said.get("options", {}))
    assert not differing(noted(result.preview, result.entries), expected(said))


@pytest.mark.parametrize("ending", WRITERS)
def test_that_the_same_sheets_come_in_alike_in_every_format(ending, tmp_path, read):
    path = tmp_path / f"同表.{ending}"
    WRITERS[ending](path, SAME_SHEETS)
    said = json.loads((FOLDER / "expected" / "同表.json").read_text("utf-8"))
    result = read(path)
    assert not differing(noted(result.preview, result.entries), expected(said))


def test_that_every_written_expectation_belongs_to_a_workbook():
    assert {path.stem for path in (FOLDER / "expected").glob("*.json")} == {*CASES, *SERIES, "同表"}
