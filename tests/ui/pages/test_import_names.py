"""导入: files that are called alike lie in folders of their own, and stay apart."""

from __future__ import annotations

import pytest

from desktop_app.importing.model import Choice
from desktop_app.ui.pages.importing import page as importing


@pytest.fixture
def page(desk, shown):
    made = shown(importing.make)
    yield made
    made.close_reader()


@pytest.fixture
def look(page, qtbot, settled):
    def run(*paths):
        if paths:
            page.take(list(paths))
        qtbot.waitUntil(lambda: not page._reader.busy)
        settled()
        qtbot.waitUntil(lambda: not page._reader.busy)

    return run


@pytest.fixture
def written(tmp_path):
    def write(folder, text):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "研发投入2024年.csv"
        path.write_text(text, "utf-8")
        return path

    return write


FIRST = "统一社会信用代码,单位详细名称,甲栏\n91330203MA2TE5T1XB,宁波甲科技有限公司,46\n"
SECOND = "单位详细名称,统一社会信用代码,乙栏\n宁波乙科技有限公司,91330205MA2TE5T288,12\n"


def test_that_files_called_alike_are_decided_on_one_by_one(page, look, written, finished):
    look(written("镇海", FIRST))
    page.decide(page.preview.sheets[0].mapping.columns[2], Choice("rd_activity", "rd_staff"))
    look()
    # One that cannot be read is not given to the process that imports.
    look(written("北仑", SECOND), written("鄞州", ""))
    one, two = page.preview.sheets
    assert [one.file, two.file] == ["研发投入2024年.csv", "北仑/研发投入2024年.csv"]
    assert [sheet.mapping.columns[2].form for sheet in (one, two)] == ["rd_activity", ""]
    assert page._raw.sample(two, [2])[0][2] == "12"
    page._on_sheet(two)
    page.decide(two.mapping.columns[2], Choice("rd_activity", "bachelor_staff"))
    look()
    page.import_all()
    finished(page)
    rows = page.desk.ws.store.rows("rd_activity", ("rd_staff", "bachelor_staff"))
    assert {row[2:] for row in rows} == {(46, None), (None, 12)}
