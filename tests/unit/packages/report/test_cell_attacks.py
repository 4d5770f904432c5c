"""More attacks by a district with a valid key, from SpreadsheetML: cells that show other things.

Each changes a package and signs the outcome properly. What people would see must be what programs
read, so all are refused by the second check.
"""

from __future__ import annotations

import re

import pytest

from desktop_app.packages.report.inspect import inspect
from tests.processor_time import done_within

SUMMARY, FIRMS, PERIODIC = 2, 4, 14
ATTACKS = []


def attack(place):
    """Note a change of the sheet (by number) or part (by name) at `place`."""

    def keep(change):
        ATTACKS.append(pytest.param(place, change, id=change.__name__))
        return change

    return keep


def first_row(xml):
    """Return the first row of records as it stands."""
    return re.search(r'<row r="5">.*?</row>', xml, re.DOTALL)[0]


def in_first_row(xml, pattern, new, count=1):
    """Change the first row of records."""
    row = first_row(xml)
    changed = re.sub(pattern, new, row, count=count)
    assert changed != row
    return xml.replace(row, changed, 1)


def before(xml, tag, more):
    """Put something in front of the first tag of this name."""
    return xml.replace(f"<{tag}", f"{more}<{tag}", 1)


NUMBER = r"><v>(-?[0-9.]+)</v></c>"
TEXT = r't="inlineStr"><is><t>([^<]*)</t></is></c>'


@attack(PERIODIC)
def a_number_stored_as_text(xml):
    return in_first_row(xml, NUMBER, r' t="str"><v>\1</v></c>')


@attack(PERIODIC)
def a_number_as_an_inline_text(xml):
    return in_first_row(xml, NUMBER, r' t="inlineStr"><is><t>\1</t></is></c>')


@attack(PERIODIC)
def a_number_that_is_an_index_of_shared_texts(xml):
    return in_first_row(xml, NUMBER, r' t="s"><v>0</v></c>')


@attack(PERIODIC)
def a_number_that_is_an_error(xml):
    return in_first_row(xml, NUMBER, r' t="e"><v>#REF!</v></c>')


@attack(PERIODIC)
def a_number_that_is_a_truth(xml):
    return in_first_row(xml, NUMBER, r' t="b"><v>1</v></c>')


@attack(PERIODIC)
def a_number_that_is_a_date(xml):
    return in_first_row(xml, NUMBER, r' t="d"><v>2024-01-01</v></c>')


@attack(PERIODIC)
def a_number_with_an_exponent(xml):
    return in_first_row(xml, NUMBER, r"><v>\1E0</v></c>")


@attack(PERIODIC)
def a_number_with_a_plus(xml):
    return in_first_row(xml, NUMBER, r"><v>+\1</v></c>")


@attack(PERIODIC)
def a_number_with_zeros_in_front(xml):
    return in_first_row(xml, NUMBER, r"><v>00\1</v></c>")


@attack(PERIODIC)
def a_number_with_space_around(xml):
    return in_first_row(xml, NUMBER, r"><v> \1 </v></c>")


@attack(PERIODIC)
def a_number_in_wide_digits(xml):
    return in_first_row(xml, NUMBER, "><v>１２３４</v></c>")


@attack(PERIODIC)
def a_number_that_is_minus_nothing(xml):
    return in_first_row(xml, NUMBER, "><v>-0</v></c>")


@attack(PERIODIC)
def a_number_that_is_none(xml):
    return in_first_row(xml, NUMBER, "><v>NaN</v></c>")


@attack(PERIODIC)
def a_number_without_end(xml):
    return in_first_row(xml, NUMBER, f"><v>{'9' * 400}</v></c>")


@attack(PERIODIC)
def two_values_in_one_cell(xml):
    return in_first_row(xml, NUMBER, r"><v>\1</v><v>9</v></c>")


@attack(PERIODIC)
def a_value_beside_an_inline_text(xml):
    return in_first_row(xml, NUMBER, r"><v>\1</v><is><t>9</t></is></c>")


@attack(PERIODIC)
def a_formula_with_its_last_value(xml):
    return in_first_row(xml, NUMBER, r"><f>A1+1</f><v>\1</v></c>")


@attack(PERIODIC)
def a_formula_that_reaches_another_file(xml):
    return in_first_row(xml, NUMBER, r"><f>[1]Sheet1!A1</f><v>\1</v></c>")


@attack(PERIODIC)
def a_formula_shared_from_elsewhere(xml):
    return in_first_row(xml, NUMBER, r'><f t="shared" si="0"/><v>\1</v></c>')


@attack(PERIODIC)
def a_formula_that_starts_a_program(xml):
    return in_first_row(xml, NUMBER, r"><f>cmd|' /C calc'!A0</f><v>\1</v></c>")


@attack(FIRMS)
def a_text_that_is_a_formula_s_outcome(xml):
    return in_first_row(xml, TEXT, r't="str"><f>"x"</f><v>\1</v></c>')


@attack(FIRMS)
def a_text_in_two_runs(xml):
    new = r't="inlineStr"><is><r><t>\1</t></r><r><t>冒名</t></r></is></c>'
    return in_first_row(xml, TEXT, new)


@attack(FIRMS)
def a_text_of_which_a_part_is_hidden(xml):
    run = '<r><rPr><vertAlign val="subscript"/><sz val="1"/></rPr><t>冒名</t></r>'
    return in_first_row(xml, TEXT, rf't="inlineStr"><is><r><t>\1</t></r>{run}</is></c>')


@attack(FIRMS)
def a_text_with_another_above_it(xml):
    phonetic = '<rPh sb="0" eb="1"><t>冒名</t></rPh>'
    return in_first_row(xml, TEXT, rf't="inlineStr"><is><t>\1</t>{phonetic}</is></c>')


@attack(FIRMS)
def a_text_among_shared_texts(xml):
    return in_first_row(xml, TEXT, 't="s"><v>0</v></c>')


@attack(FIRMS)
def a_text_with_an_escaped_nul(xml):
    return in_first_row(xml, r"</t></is></c>", "_x0000_</t></is></c>")


@attack(FIRMS)
def a_text_with_half_a_surrogate(xml):
    return in_first_row(xml, r"</t></is></c>", "_xD83D_</t></is></c>")


@attack(FIRMS)
def a_text_with_an_escaped_letter(xml):
    return in_first_row(xml, r"</t></is></c>", "_x0041_</t></is></c>")


@attack(FIRMS)
def a_text_with_an_entity_for_a_letter(xml):
    return in_first_row(xml, r"</t></is></c>", "&#65;</t></is></c>")


@attack(FIRMS)
def a_text_in_a_cdata_section(xml):
    return in_first_row(xml, r"<t>([^<]*)</t>", r"<t><![CDATA[\1]]></t>")


@attack(FIRMS)
def a_text_with_an_instruction_inside(xml):
    return in_first_row(xml, r"<t>([^<]*)</t>", r"<t>\1<?x y?></t>")


@attack(FIRMS)
def a_text_longer_than_any_cell(xml):
    return in_first_row(xml, r"<t>([^<]*)</t>", f"<t>{'甬' * 40_000}</t>")


@attack(FIRMS)
def a_text_from_right_to_left(xml):
    return in_first_row(xml, r"<t>([^<]*)</t>", "<t>\u202e\\1</t>")


@attack(FIRMS)
def a_cell_with_a_link_to_rich_values(xml):
    return in_first_row(xml, r'<c r="B5"', '<c r="B5" vm="1"')


@attack(FIRMS)
def a_cell_without_its_place(xml):
    return in_first_row(xml, r'<c r="B5"', "<c")


@attack(FIRMS)
def two_cells_of_one_place(xml):
    return in_first_row(xml, r'(<c r="B5".*?(?:/>|</c>))', r"\1\1")


@attack(FIRMS)
def two_cells_that_change_places(xml):
    return in_first_row(xml, r'(<c r="A5".*?(?:/>|</c>))(<c r="B5".*?(?:/>|</c>))', r"\2\1")


@attack(FIRMS)
def a_row_doubled(xml):
    row = first_row(xml)
    return xml.replace(row, row + row, 1)


@attack(FIRMS)
def a_row_without_its_number(xml):
    return xml.replace('<row r="5">', "<row>", 1)


@attack(FIRMS)
def rows_in_another_order(xml):
    one, other = (re.search(rf'<row r="{n}">.*?</row>', xml, re.DOTALL)[0] for n in (5, 6))
    return xml.replace(one + other, other + one, 1)


@attack(FIRMS)
def a_row_hidden(xml):
    return xml.replace('<row r="5">', '<row r="5" hidden="1">', 1)


@attack(FIRMS)
def a_row_folded_away(xml):
    return xml.replace('<row r="5">', '<row r="5" outlineLevel="1" collapsed="1">', 1)


@attack(FIRMS)
def a_row_behind_the_table(xml):
    return xml.replace("</sheetData>", '<row r="400"><c r="A400"><v>1</v></c></row></sheetData>')


@attack(FIRMS)
def a_row_far_below(xml):
    return xml.replace("</sheetData>", '<row r="1048576"></row></sheetData>')


@attack(FIRMS)
def records_under_another_namespace(xml):
    return xml.replace("<sheetData>", '<sheetData xmlns:x="urn:x">', 1)


@attack(FIRMS)
def an_alternative_for_other_programs(xml):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return before(
        xml,
        "sheetData",
        f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="x"/></mc:AlternateContent>',
    )


@attack(SUMMARY)
def thousands_of_rows_that_never_end(xml):
    rows = '<row r="1" ht="12" customHeight="1">' * 26_000
    return xml.replace("<sheetData>", f"<sheetData>{rows}", 1).replace("</row>", "")


@attack(FIRMS)
def a_row_that_never_ends(xml):
    cells = "".join(f'<c r="A{number}" s="1"/>' for number in range(600_000))
    return xml.replace("</row>", "").replace("</sheetData>", cells)


@pytest.mark.parametrize(("place", "change"), ATTACKS)
def test_that_no_trick_of_a_spreadsheet_passes(place, change, seal_again, catalogue):
    workbook = seal_again({place: change})
    assert workbook is not None
    inspection = done_within(2, lambda: inspect(workbook, catalogue))
    assert not inspection.fits
    assert all(misfit.id.startswith("PKG-") for misfit in inspection.misfits)
