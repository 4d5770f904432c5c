"""More attacks by a district with a valid key, from SpreadsheetML: sheets, workbook and styles.

Each changes a package and signs the outcome properly. What people would see must be what programs
read, so all are refused by the second check.
"""

from __future__ import annotations

import re

import pytest

from desktop_app.packages.opc import layout
from desktop_app.packages.report.inspect import inspect
from tests.processor_time import done_within

FIRMS = 4
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ATTACKS = []


def attack(place):
    """Note a change of the sheet (by number) or part (by name) at `place`."""

    def keep(change):
        ATTACKS.append(pytest.param(place, change, id=change.__name__))
        return change

    return keep


def before(xml, tag, more):
    """Put something in front of the first tag of this name."""
    return xml.replace(f"<{tag}", f"{more}<{tag}", 1)


# -- what surrounds the cells ---------------------------------------------------------------------


@attack(FIRMS)
def rows_filtered_away(xml):
    criterion = '<filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
    return re.sub(r'(<autoFilter ref="[^"]*")/>', rf"\1>{criterion}</autoFilter>", xml)


@attack(FIRMS)
def a_validation_with_a_message(xml):
    rule = '<dataValidations count="1"><dataValidation sqref="A5" prompt="x"/></dataValidations>'
    return before(xml, "printOptions", rule)


@attack(FIRMS)
def a_link_behind_a_cell(xml):
    link = f'<hyperlinks><hyperlink xmlns:r="{RELATIONSHIPS}" ref="A5" r:id="rId1"/></hyperlinks>'
    return before(xml, "printOptions", link)


@attack(FIRMS)
def comments_of_old_kind(xml):
    comment = f'<legacyDrawing xmlns:r="{RELATIONSHIPS}" r:id="rId1"/></worksheet>'
    return xml.replace("</worksheet>", comment)


@attack(FIRMS)
def a_picture_behind_the_cells(xml):
    picture = f'<picture xmlns:r="{RELATIONSHIPS}" r:id="rId1"/></worksheet>'
    return xml.replace("</worksheet>", picture)


@attack(FIRMS)
def an_object_in_the_sheet(xml):
    held = '<oleObjects><oleObject progId="x"/></oleObjects></worksheet>'
    return xml.replace("</worksheet>", held)


@attack(FIRMS)
def an_extension_list(xml):
    return xml.replace("</worksheet>", '<extLst><ext uri="{x}"/></extLst></worksheet>')


@attack(FIRMS)
def a_sheet_that_is_protected(xml):
    return xml.replace("</sheetData>", '</sheetData><sheetProtection sheet="1"/>', 1)


@attack(FIRMS)
def a_view_of_formulas(xml):
    return xml.replace("<sheetView ", '<sheetView showFormulas="1" ', 1)


@attack(FIRMS)
def a_view_from_right_to_left(xml):
    return xml.replace("<sheetView ", '<sheetView rightToLeft="1" ', 1)


@attack(FIRMS)
def a_view_that_begins_further_down(xml):
    return re.sub(r'topLeftCell="[A-Z]+\d+"', 'topLeftCell="C9"', xml, count=1)


@attack(FIRMS)
def a_tab_in_another_colour(xml):
    return xml.replace("<sheetPr>", '<sheetPr><tabColor rgb="FFFFFFFF"/>', 1)


@attack(FIRMS)
def a_name_for_programs(xml):
    return xml.replace("<sheetPr>", '<sheetPr codeName="x">', 1)


@attack(FIRMS)
def a_footer_that_names_another_revision(xml):
    return xml.replace("第 2 版&amp;R", "第 3 版&amp;R", 1)


@attack(FIRMS)
def paper_that_leaves_columns_out(xml):
    return xml.replace("<pageSetup ", '<pageSetup scale="10" ', 1)


# -- the workbook and its styles ------------------------------------------------------------------


@attack(layout.WORKBOOK)
def dates_counted_from_1904(xml):
    return xml.replace("<workbookPr/>", '<workbookPr date1904="1"/>', 1)


@attack(layout.WORKBOOK)
def a_sheet_hidden_very_well(xml):
    return xml.replace('sheetId="4" state="visible"', 'sheetId="4" state="veryHidden"', 1)


@attack(layout.WORKBOOK)
def a_sheet_of_another_name(xml):
    return xml.replace('name="企业"', 'name="企业 "', 1)


@attack(layout.WORKBOOK)
def two_sheets_of_one_name(xml):
    return xml.replace('name="曾用名"', 'name="企业"', 1)


@attack(layout.WORKBOOK)
def a_sheet_listed_twice(xml):
    sheet = re.search(r"<sheet [^>]*sheetId=\"4\"[^>]*/>", xml)[0]
    return xml.replace(sheet, sheet + sheet, 1)


@attack(layout.WORKBOOK)
def a_sheet_not_listed(xml):
    return re.sub(r"<sheet [^>]*sheetId=\"4\"[^>]*/>", "", xml, count=1)


@attack(layout.WORKBOOK)
def a_sheet_that_opens_first(xml):
    return xml.replace('activeTab="0"', 'activeTab="3"', 1)


@attack(layout.WORKBOOK)
def tabs_that_are_not_shown(xml):
    return xml.replace('showSheetTabs="1"', 'showSheetTabs="0"', 1)


@attack(layout.WORKBOOK)
def another_workbook_named(xml):
    books = f'<externalReferences xmlns:r="{RELATIONSHIPS}"><externalReference r:id="rId1"/>'
    return before(xml, "definedNames", f"{books}</externalReferences>")


@attack(layout.WORKBOOK)
def a_name_that_runs_when_opened(xml):
    name = '<definedName name="_xlnm.Auto_Open" hidden="1">企业!$A$1</definedName>'
    return xml.replace("<definedNames>", f"<definedNames>{name}", 1)


@attack(layout.WORKBOOK)
def a_print_area_that_leaves_rows_out(xml):
    return xml.replace("'企业'!$A$1:$AL$8", "'企业'!$A$1:$AL$7", 1)


@attack(layout.WORKBOOK)
def all_to_be_computed_anew(xml):
    return xml.replace('fullCalcOnLoad="0"', 'fullCalcOnLoad="1"', 1)


@attack(layout.WORKBOOK)
def precision_as_displayed(xml):
    return xml.replace("<calcPr ", '<calcPr fullPrecision="0" ', 1)


@attack(layout.WORKBOOK)
def a_password_against_looking(xml):
    return xml.replace("<workbookProtection/>", '<workbookProtection lockStructure="1"/>', 1)


def numbers_shown_as(code):
    return lambda xml: re.sub(r'formatCode="#,##0;[^"]*"', f'formatCode="{code}"', xml, count=1)


FORMATS = {
    "nothing": ";;;",
    "another number": "&quot;435&quot;",
    "thousands": "#,##0,",
    "a condition": "[&gt;100]&quot;100&quot;;General",
    "per cent": "0%",
    "no minus": "#,##0;#,##0",
    "colours of the paper": "[White]#,##0",
    "other digits": "[DBNum1]General",
    "a system's time": "[$-F800]General",
}


@pytest.mark.parametrize("code", FORMATS.values(), ids=FORMATS)
def test_that_a_number_format_shows_no_other_number(code, seal_again, catalogue):
    assert not inspect(seal_again({layout.STYLES: numbers_shown_as(code)}), catalogue).fits


@attack(layout.STYLES)
def letters_of_no_size(xml):
    return xml.replace('<sz val="10"/>', '<sz val="1"/>', 1)


@attack(layout.STYLES)
def letters_struck_through(xml):
    return xml.replace('<name val="宋体"/>', '<name val="宋体"/><strike val="1"/>', 1)


@attack(layout.STYLES)
def letters_of_a_font_of_signs(xml):
    return xml.replace('<name val="宋体"/>', '<name val="Wingdings"/>', 1)


@attack(layout.STYLES)
def cells_turned_around(xml):
    return xml.replace('<alignment horizontal="right"', '<alignment textRotation="180"', 1)


@attack(layout.STYLES)
def a_fill_in_the_colour_of_letters(xml):
    return xml.replace('rgb="FFF7F8FA"', 'rgb="FF1B2026"', 1)


@attack(layout.STYLES)
def colours_renamed(xml):
    return xml.replace('<rgbColor rgb="00000000"/>', '<rgbColor rgb="00FFFFFF"/>', 1)


@attack(layout.STYLES)
def a_style_for_differences(xml):
    return before(xml, "colors", '<dxfs count="1"><dxf/></dxfs>')


@pytest.mark.parametrize(("place", "change"), ATTACKS)
def test_that_no_trick_of_a_spreadsheet_passes(place, change, seal_again, catalogue):
    workbook = seal_again({place: change})
    assert workbook is not None
    inspection = done_within(2, lambda: inspect(workbook, catalogue))
    assert not inspection.fits
    assert all(misfit.id.startswith("PKG-") for misfit in inspection.misfits)
