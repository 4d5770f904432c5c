"""The problem rows of every golden sheet go back, and come back understood as they were."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from golden_sheets import CASES
from make_more_sheets import MAKERS

from desktop_app.domain.identifiers import PERSON_LEFT_OUT, holds_id_card
from desktop_app.importing.memory.problem_rows import PROBLEMS, headings_of_form
from desktop_app.importing.memory.problem_sheets import count_problems, problem_sheets
from desktop_app.importing.memory.returned import REASONS, moved, with_own_column
from desktop_app.importing.model import Outcome
from desktop_app.sheets.read import read_file
from desktop_app.sheets.returned.book import write_returned

MADE = {**{name: lambda folder, name=name: MAKERS[name](folder / name) for name in MAKERS}, **CASES}


def returned(preview, catalogue, out):
    """Write the error workbook of a preview; return what goes back."""
    found = problem_sheets(preview, catalogue, lambda file: read_file(file.path))
    held = BytesIO()
    write_returned(held, found.sheets, REASONS[0], found.note)
    out.write_bytes(held.getvalue())
    return found


def understood(mapping):
    """Return what a mapping says, but for where its heading stands and what it was called.

    Of lines with a figure each, those that come back name fewer figures, maybe none that is known.
    """
    if len(mapping.moves) > len(mapping.pairs):
        own = tuple(replace(column, at=-1) for column in mapping.columns if column.at < 0)
        plain = replace(mapping, columns=own, spread=None, ticks=(), by_kind=None, pairs=())
        mapping = replace(plain, claimed=(), main="", forms=())
    return repr(replace(mapping, first_row=0, last_row=0, title=""))


def headed(sheet):
    """Return how a sheet is understood; forms go back with units in their headings."""
    if sheet.table.turned is None:
        return sheet.mapping
    columns = zip(sheet.mapping.columns, headings_of_form(sheet.mapping), strict=True)
    named = tuple(replace(column, heading=heading) for column, heading in columns)
    return replace(sheet.mapping, columns=named)


@pytest.mark.parametrize("name", ["数字年份", "两企指标", "对比表"])
def test_that_every_record_of_a_form_goes_back_with_its_reason(name, tmp_path, read, catalogue):
    folder = tmp_path / "sheets"
    folder.mkdir()
    MADE[name](folder)
    found = returned(read(*folder.iterdir()).preview, catalogue, tmp_path / "问题行.xlsx")
    (sheet,) = read_file(tmp_path / "问题行.xlsx").sheets
    reasons = [row[0] for row in sheet.read().rows if row[0].startswith(("存疑", "拒收"))]
    assert len(reasons) == found.rows > 0


@pytest.mark.parametrize("name", sorted(MADE))
def test_that_problem_rows_come_back_as_they_were_understood(name, tmp_path, read, catalogue):
    folder = tmp_path / "sheets"
    folder.mkdir()
    MADE[name](folder)
    preview = read(*sorted(folder.iterdir())).preview
    if not count_problems(preview):
        return
    out = tmp_path / "问题行.xlsx"
    found = returned(preview, catalogue, out)
    back = read(out).preview
    # Lines that say what holds for the rows below them go back too, and are no rows.
    lines = sum(len(sheet.table.lines) for sheet in back.sheets)
    assert back.counts[Outcome.SKIPPED] == lines
    assert sum(back.counts.values()) - lines == found.rows == count_problems(preview)
    wanted = Counter(
        understood(with_own_column(moved(headed(sheet), lambda index: index + 1), 0))
        for sheet in preview.sheets
        if PROBLEMS & set(sheet.outcomes)
    )
    assert Counter(understood(one.mapping) for one in back.sheets if one.outcomes) == wanted
    with ZipFile(out) as archive:
        parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
    texts = (text for part in parts for text in part.replace(PERSON_LEFT_OUT, "").split(">"))
    assert not any(map(holds_id_card, texts))


def test_that_an_amount_merged_over_two_firms_goes_back_with_the_first(tmp_path, read, catalogue):
    CASES["金额向下合并"](tmp_path)
    preview = read(*tmp_path.iterdir()).preview
    returned(preview, catalogue, tmp_path / "问题行.xlsx")
    back = read(tmp_path / "问题行.xlsx")
    assert [entry.get("rd_total") for entry in back.fields("rd_activity")] == ["5000", None]


def test_that_a_row_that_denies_its_certificate_is_asked_about_again(
    tmp_path, read, workbook, catalogue
):
    heads = ["企业名称", "信用代码", "是否高企", "认定日期", "证书编号"]
    row = ["宁波示例甲有限公司", "91330203MA2TE5T1XB", "否", "2022-12-01", "GR202233100001"]
    first = read(workbook(名录=[heads, row]))
    returned(first.preview, catalogue, tmp_path / "问题行.xlsx")
    again = read(tmp_path / "问题行.xlsx")
    assert first.flags == again.flags == {2: {"claim_differs"}}


def test_that_rows_of_tables_beside_each_other_go_back_apart(tmp_path, read, catalogue):
    left = [["2023年企业经营情况（万元）"], ["企业名称", "营业收入"], ["甲公司", 12], ["乙公司", 8],
            ["丙公司", 7]]  # fmt: skip
    right = [
        [],
        [],
        ["2022年企业利润（千元）"],
        ["企业名称", "利润总额"],
        ["甲公司", 3],
        ["乙公司", 4],
    ]
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        tab = book.add_worksheet()
        for number, row in enumerate(left):
            tab.write_row(number, 0, row)
        for number, row in enumerate(right):
            tab.write_row(number, 3, row)
    preview = read(tmp_path / "表.xlsx").preview
    found = returned(preview, catalogue, tmp_path / "问题行.xlsx")
    assert found.rows == count_problems(preview) == 5
    (sheet,) = read_file(tmp_path / "问题行.xlsx").sheets
    rows = [[cell for cell in row[1:] if cell != ""] for row in sheet.read().rows]
    assert ["甲公司", 3.0] in rows
    assert ["乙公司", 8.0] in rows
    back = read(tmp_path / "问题行.xlsx").preview
    assert [one.mapping.period for one in back.sheets] == ["2023", "2022"]
    assert sum(len(one.outcomes) for one in back.sheets) == 5
