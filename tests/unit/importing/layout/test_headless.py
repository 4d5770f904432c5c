"""Tables over which nothing stands that is known."""

from __future__ import annotations

import pytest

TITLE = ["2024年海曙区科技情况"]
FIGURES = [["高新技术企业数", 120], ["科技型中小企业累计备案数", 300]]
TAKEN = [{"indicator": "H1", "value": "120"}, {"indicator": "H2", "value": "300"}]


def numbered(rows):
    return [[place, name, "家", value] for place, (name, value) in enumerate(rows, start=1)]


@pytest.mark.parametrize("rows", [FIGURES, numbered(FIGURES)])
@pytest.mark.parametrize("above", [[TITLE], [TITLE, ["", "数值"]], [TITLE, []]])
def test_that_totals_without_a_heading_are_known_by_their_names(sheet, above, rows):
    assert sheet([*above, *rows]).fields("unit_total") == TAKEN


def test_that_totals_without_any_word_beside_them_wait_for_their_period(sheet):
    assert set(sheet(FIGURES).rejected.values()) == {"no_period"}
    assert sheet(FIGURES, period="2024").fields("unit_total") == TAKEN


@pytest.mark.parametrize("heading", ["项目", "主要内容"])
def test_that_a_few_names_of_totals_among_others_tell_what_stands_over_them(sheet, heading):
    others = [["常住人口", 5], ["城镇化率", 50], ["财政科技支出", 7]]
    result = sheet([TITLE, [heading, "数值"], *FIGURES, *others])
    assert result.fields("unit_total") == TAKEN
    assert result.rejected == dict.fromkeys((5, 6, 7), "not_in_list")


@pytest.mark.parametrize(
    "rows",
    [
        [["宁波示例甲有限公司2024年科技情况"], *FIGURES],
        [TITLE, ["高新技术企业数", 120, 110], ["科技型中小企业累计备案数", 300, 280]],
        [TITLE, ["高新技术企业数", 120], ["在孵企业数", 30]],
        [TITLE, ["高新技术企业数", 120], ["常住人口", 5], ["城镇化率", 50]],
    ],
)
def test_that_figures_of_others_or_of_which_one_cannot_tell_are_no_totals(sheet, rows):
    assert not sheet(rows).records("unit_total")


@pytest.mark.parametrize("heading", [[], [["指标", "数值"]]])
@pytest.mark.parametrize(
    ("title", "tab", "reason"),
    [
        ("甬创孵化器2024年情况", "Sheet1", "figures_of_firm"),
        ("2024年海曙区", "甬创众创空间", "figures_of_firm"),
        ("2024年石碶街道科技情况", "Sheet1", "parts_of_unit"),
        ("2024年主要指标", "石碶街道", "parts_of_unit"),
        ("2024年江北区科技情况", "Sheet1", "other_unit"),
    ],
)
def test_that_figures_below_the_name_of_a_part_are_no_totals(sheet, heading, title, tab, reason):
    result = sheet([[title], *heading, *FIGURES], tab=tab)
    assert set(result.skipped.values()) == {reason}
