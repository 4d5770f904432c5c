"""Decisions about columns follow them by their headings into a file that was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.importing.model import Choice, Column, ImportOptions, SheetMapping
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.ui.pages.importing.options import following

KEY = ("表.csv", "表")
SAID = Choice("rd_activity", "rd_staff")


def preview_of(digest, headings):
    columns = tuple(Column(index, heading) for index, heading in enumerate(headings))
    sheet = SheetPreview(*KEY, False, SheetMapping("firm", ("firm",), columns))
    return ImportPreview([FilePreview(Path(KEY[0]), digest, sheets=[sheet])], None, {})


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        (["名称", "人数"], ["人数", "名称"], {0: SAID}),
        (["名称", "人数"], ["名称", "人数", "人数"], {1: SAID}),
        (["名称", "人数"], ["人数", "人数"], {1: SAID}),
        (["名称", "人数"], ["人数", "名称", "人数"], {}),
        (["名称", ""], ["名称", "", "人数"], {1: SAID}),
        (["名称", ""], ["", "名称"], {}),
        (["名称"], ["名称", "人数", ""], {}),
    ],
)
def test_that_a_decision_goes_only_to_a_column_of_its_heading(before, now, kept):
    options = ImportOptions(choices={KEY: {1: SAID}})
    found = following(options, preview_of("1", before), preview_of("2", now))
    assert found.choices == {KEY: kept}


def test_that_a_file_that_is_as_it_was_keeps_its_decisions():
    options = ImportOptions(choices={KEY: {1: SAID}})
    same = preview_of("1", ["名称", "人数"])
    assert following(options, same, preview_of("1", ["人数", "名称"])) is options
    assert following(options, None, same) is options
