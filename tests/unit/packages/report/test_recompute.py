"""汇总 of a properly signed package says what its records add up to, or the package is 无效."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.catalogue.model import Target
from desktop_app.packages.report.inspect import inspect
from desktop_app.packages.report.recompute import sections_of, unlike
from desktop_app.sheets.writing.shell import Line, Shown

HIGH_TECH, RESEARCH = "高新技术企业数（有效期内）", "研究开发费用合计"
NOW, EARLIER, CHANGE, GOAL = 2, 3, 4, 8


@pytest.fixture
def told(tmp_path, make_content, write_to, verified, catalogue):
    """Return what is said of a package whose summary was changed before it was signed."""
    content = make_content()

    def judge(change, against=catalogue):
        summary = change([replace(table) for table in content.summary])
        path = tmp_path / "package.xlsx"
        write_to(path, replace(content, summary=summary))
        inspection = inspect(verified(path).workbook, against)
        assert {(one.id, one.sheet) for one in inspection.misfits} <= {("PKG-001", "汇总")}
        return [one.message for one in inspection.misfits]

    return judge


def with_cell(number, name, *places):
    """Return what puts other values into the row of a name in a table of 汇总."""

    def change(tables):
        def row_of(row):
            row = list(row)
            for at, value in places if row[0] == name else ():
                row[at] = value
            return tuple(row)

        rows = tuple(map(row_of, tables[number].rows))
        assert rows != tuple(tables[number].rows)
        tables[number] = replace(tables[number], rows=rows)
        return tables

    return change


def test_that_a_summary_as_made_fits(told):
    assert told(list) == []


def test_that_a_figure_that_its_records_do_not_give_is_named(told):
    (said,) = told(with_cell(0, HIGH_TECH, (NOW, Decimal(435))))
    assert said.startswith(f"“汇总”的“{HIGH_TECH}”本期写的是 435，按包内各表是 ")


def test_that_last_years_figures_are_held_where_the_package_knows_them(told):
    (said,) = told(with_cell(0, HIGH_TECH, (EARLIER, Decimal(435))))
    assert "上年同期写的是 435" in said


def test_that_figures_of_another_period_are_taken_with_what_follows_from_them(told):
    now = "1.00"
    figure = (EARLIER, Decimal(now))
    (said,) = told(with_cell(0, RESEARCH, figure))
    assert f"“{RESEARCH}”比上年同期写的是 —" in said
    right = said.partition("按包内各表是 ")[2].removesuffix("。")
    assert told(with_cell(0, RESEARCH, figure, (CHANGE, right))) == []


def test_that_what_was_done_in_a_year_is_held_too(told):
    (said,) = told(with_cell(2, "科技型中小企业新增数，完成", (1, 99)))
    assert "2021 年写的是 99" in said


def test_that_a_gap_is_held_where_the_target_is_ours(told):
    (said,) = told(with_cell(0, HIGH_TECH, (7, "已超 12")))
    assert "距目标写的是 已超 12" in said


def test_that_targets_of_another_task_are_no_fault_of_the_package(told, catalogue):
    targets = (*catalogue.targets, Target(1, "330203", 0, 4321), Target(2, "330203", 2021, 4321))
    other = replace(catalogue, targets=targets)
    assert told(list, other) == []
    assert told(with_cell(0, HIGH_TECH, (NOW, Decimal(435))), other) != []
    assert told(with_cell(2, "科技型中小企业新增数，完成", (1, 99)), other) != []


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: tables[:-1],
        lambda tables: [*tables, replace(tables[0], title="另一张表")],
        lambda tables: [replace(tables[0], rows=tables[0].rows[1:]), *tables[1:]],
        lambda tables: [replace(tables[0], rows=(*tables[0].rows, tables[0].rows[0])), *tables[1:]],
        lambda tables: [replace(tables[0], columns=tables[0].columns[::-1]), *tables[1:]],
    ],
    ids=["a table less", "a table more", "a row less", "a row twice", "other headings"],
)
def test_that_tables_are_those_that_the_program_makes(change, told):
    (said,) = told(change)
    assert "不一致" in said


def test_that_a_package_that_shows_no_figures_claims_none(told):
    assert told(lambda _tables: []) == []


@pytest.mark.parametrize("style", ["info", "text", "section", "table_head"])
def test_that_figures_are_seen_in_whatever_style_and_place_they_stand(style, catalogue):
    row = Line((Shown(HIGH_TECH, style), Shown(Decimal(435), "whole")))
    heading = Line((Shown("汇总", "heading"),))
    (said,) = unlike([heading, row], {}, catalogue, "330203", "2024")
    assert "不一致" in said
    table = [Line((Shown("指标", "section"),)), Line((Shown("名称", "table_head"),))]
    (section,) = sections_of([heading, *table, row])
    assert section.row(HIGH_TECH) == (HIGH_TECH, 435)
