"""Importing the golden workbooks does what their preview told, twice does nothing more."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from golden_sheets import CASES, SERIES
from golden_sheets.outcome import differing, expected, noted
from make_more_sheets import MAKERS

from desktop_app.importing.listing import entries
from desktop_app.importing.model import ImportOptions, Outcome
from desktop_app.work.importing.files import import_files, preview_files
from desktop_app.work.workspace import init_workspace

EXPECTED = Path(__file__).parents[3] / "golden" / "import" / "expected"
WORKBOOKS = {**MAKERS, **CASES}


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden") / "ws"
    made = init_workspace(folder, role="district", unit="海曙区", person="测试员")
    yield made
    made.close()


@pytest.fixture
def made(request, tmp_path):
    """The files of a workbook, and what a person says of them beforehand."""
    name = request.param
    options = {}
    if name in CASES:
        CASES[name](tmp_path)
        options = json.loads((EXPECTED / f"{name}.json").read_text("utf-8")).get("options", {})
    else:
        MAKERS[name](tmp_path / name)
    return sorted(tmp_path.iterdir()), ImportOptions(**options)


@pytest.mark.parametrize("made", sorted(WORKBOOKS), indirect=True)
def test_that_an_import_does_what_its_preview_told(made, ws, tmp_path):
    before = list(ws.store.dump())
    told = preview_files(ws, *made)
    uids = defaultdict(set)
    for entry in entries(told, ws.catalogue):
        if "uid" in entry:
            uids[entry["form"]].add(entry["uid"])
    errors = tmp_path / "问题行.xlsx"
    done = import_files(ws, *made, errors=errors)
    assert done.counts == told.counts
    stored = {form.code: len(list(ws.store.rows(form.code, ()))) for form in ws.catalogue.reported}
    assert stored == {form.code: len(uids[form.code]) for form in ws.catalogue.reported}
    again = preview_files(ws, *made).counts
    assert not again[Outcome.NEW]
    assert not again[Outcome.CHANGED]
    assert sum(again.values()) == sum(told.counts.values())
    assert again[Outcome.REJECTED] == told.counts[Outcome.REJECTED]
    if done.returned:
        # What goes back holds the same rows, and changes nothing as long as nobody touches them.
        back = preview_files(ws, [errors]).counts
        assert sum(back.values()) - back[Outcome.SKIPPED] == done.returned
        assert not back[Outcome.NEW]
        assert not back[Outcome.CHANGED]
    if done.applied is not None:
        ws.store.undo(done.applied.batch)
    assert list(ws.store.dump()) == before


@pytest.mark.parametrize("name", sorted(SERIES))
def test_that_a_later_file_is_laid_over_what_earlier_ones_brought(name, ws, tmp_path):
    SERIES[name](tmp_path)
    *earlier, last = sorted(tmp_path.iterdir())
    batches = [import_files(ws, [path]).applied.batch for path in earlier]
    stored = {str(row[0]): str(row[2]) for row in ws.store.rows("firm", ("name",))}
    told = preview_files(ws, [last])
    got = noted(told, entries(told, ws.catalogue), stored)
    said = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))
    assert not differing(got, expected(said))
    for batch in reversed(batches):
        ws.store.undo(batch)
