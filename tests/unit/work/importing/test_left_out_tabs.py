"""A tab that is left out stays out the next year too, when the year is in its name."""

from __future__ import annotations

import pytest
import xlsxwriter

from desktop_app.importing.model import ImportOptions
from desktop_app.work.importing.files import import_files, preview_files
from desktop_app.work.importing.memory import learn, load_recipe, remembered, save_recipe

ROWS = [["企业名称", "信用代码"], ["宁波示例甲科技有限公司", "91330203MA2TE5T1XB"]]


@pytest.fixture
def workbook(tmp_path):
    """Return what writes a workbook of tabs alike."""

    def write(name, tabs):
        with xlsxwriter.Workbook(str(tmp_path / name)) as book:
            for tab in tabs:
                sheet = book.add_worksheet(tab)
                for number, row in enumerate(ROWS):
                    sheet.write_row(number, 0, row)
        return tmp_path / name

    return write


@pytest.fixture
def leave_out(ws, workbook):
    """Return what imports tabs, one of them left out, and then reads those of the next year."""

    def run(out, *tabs, then):
        first = workbook("一.xlsx", (out, *tabs))
        import_files(ws, [first], ImportOptions(forms={(first.name, out): ""}))
        return taken(ws, workbook, then)

    return run


def taken(ws, workbook, tabs):
    later = preview_files(ws, [workbook("二.xlsx", tabs)])
    return [sheet.name for sheet in later.sheets if sheet.mapping.main]


def test_that_the_draft_of_the_next_year_is_left_out_too(leave_out):
    assert leave_out("2023底稿", "2023正表", then=("2024底稿", "2024正表")) == ["2024正表"]


def test_that_a_year_that_was_left_out_says_nothing_of_the_next(leave_out):
    assert leave_out("2022年名单", "2023年名单", then=("2022年名单", "2024年名单")) == [
        "2024年名单"
    ]


@pytest.mark.parametrize("tab", ["{}年", "{}年度", "{}年3月", "{}年上半年", "{}"])
def test_that_a_year_alone_tells_no_tab_from_another(leave_out, tab):
    now, then = tab.format(2023), tab.format(2024)
    assert leave_out(now, then=(then, now)) == [then]


def test_that_a_recipe_carries_which_tabs_were_taken(leave_out, ws, tmp_path):
    leave_out("2022年名单", "2023年名单", then=("2024年名单",))
    save_recipe(ws, tmp_path / "方案.toml")
    known = {one.decision for one in remembered(ws)}
    assert set(load_recipe(ws, tmp_path / "方案.toml").decisions) == known
    assert learn(ws, list(known)) is None
