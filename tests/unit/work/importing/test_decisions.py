"""Decisions of a preview go to the process that imports, and come out the same."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.importing.model import Choice, Decision, ImportOptions
from desktop_app.work.importing.decisions import as_line, from_line, refuse_changed

OPTIONS = ImportOptions(
    period="2024",
    password="秘密",
    choices={("表.xlsx", "一"): {2: Choice("firm", "name"), 3: Choice()}},
    left_out=frozenset({("表.xlsx", "二")}),
    forms={("表.xlsx", "一"): "firm", ("表.xlsx", "三"): ""},
    firms={"甲": "f1", "乙": ""},
    words={("label", "level", "省"): "2"},
    taught=(Decision("", "column", "名称", "firm.name"),),
)
PREVIEW = SimpleNamespace(files=[SimpleNamespace(path=Path("/x/表.xlsx"), sha256="ab")])


def test_that_decisions_come_out_as_they_went_in():
    line = as_line(OPTIONS, PREVIEW)
    assert "\n" not in line
    found = from_line(line)
    assert found.options == OPTIONS
    assert found.digests == {"/x/表.xlsx": "ab"}


def test_that_another_file_than_the_one_looked_at_is_refused():
    refuse_changed(PREVIEW, {"/x/表.xlsx": "ab"})
    with pytest.raises(UserError, match="在预览之后变了"):
        refuse_changed(PREVIEW, {"/x/表.xlsx": "cd"})
