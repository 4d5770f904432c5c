"""Packages signed by a valid key, made by hand to show people other figures than programs read."""

from __future__ import annotations

import re

import pytest

from desktop_app.packages.opc import layout
from desktop_app.packages.report.inspect import inspect
from desktop_app.paths import resources

COVER, SUMMARY, EXPLAINED, FIRMS, MANIFEST = 1, 2, 3, 4, 21
TRICKS = []


def trick(place):
    """Note a change of the sheet (by number) or part (by name) at `place`."""

    def keep(change):
        TRICKS.append(pytest.param(place, change, id=change.__name__))
        return change

    return keep


@trick(FIRMS)
def records_for_programs_in_a_comment(xml):
    start, end = xml.index('<row r="5">'), xml.index("</sheetData>")
    shown = xml[start:end].replace("甬能", "冒名")
    return f"{xml[:start]}<!--{xml[start:end]}</sheetData>-->{shown}{xml[end:]}"


@trick(FIRMS)
def rows_in_a_second_table(xml):
    row = re.search(r'<row r="5">.*?</row>', xml, re.DOTALL)[0].replace('5"', '9"')
    return xml.replace("</sheetData>", f"</sheetData><sheetData>{row}</sheetData>")


@trick(FIRMS)
def a_column_hidden(xml):
    return xml.replace('<col width="20"', '<col hidden="1" width="20"', 1)


@trick(FIRMS)
def a_heading_over_another_column(xml):
    return xml.replace("<t>单位详细名称</t>", "<t>统一社会信用代码</t>", 1)


@trick(FIRMS)
def numbers_in_the_style_of_dates(xml):
    return re.sub(r's="\d+"><v>', 's="25"><v>', xml)


@trick(FIRMS)
def numbers_with_needless_zeros(xml):
    return re.sub(r"<v>(\d)", r"<v>0\1", xml)


@trick(FIRMS)
def numbers_that_no_database_holds(xml):
    return re.sub(r"<v>\d+", "<v>99999999999999999999", xml)


@trick(FIRMS)
def a_code_beside_another_label(xml):
    return xml.replace("1　国有控股", "1　私人控股")


@trick(FIRMS)
def rows_merged(xml):
    return xml.replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A5:B8"/></mergeCells>'
    )


@trick(FIRMS)
def a_format_on_conditions(xml):
    rule = '<conditionalFormatting sqref="A5"><cfRule type="expression"/></conditionalFormatting>'
    return xml.replace("<printOptions", f"{rule}<printOptions")


@trick(FIRMS)
def zeros_not_shown(xml):
    return xml.replace("<sheetView ", '<sheetView showZeros="0" ', 1)


@trick(FIRMS)
def another_title(xml):
    return xml.replace("企业基本情况", "企业基本情况（略）")


@trick(FIRMS)
def another_footer(xml):
    return xml.replace("第 2 版", "第 3 版")


@trick(layout.STYLES)
def a_number_format_that_shows_other_digits(xml):
    return re.sub(r'formatCode="#,##0;[^"]*"', 'formatCode="&quot;999&quot;"', xml)


@trick(layout.STYLES)
def white_letters(xml):
    return re.sub(r'<color rgb="\w+"', '<color rgb="FFFFFFFF"', xml)


@trick(layout.THEME)
def a_theme_in_white(xml):
    return re.sub(r'<a:srgbClr val="\w+"', '<a:srgbClr val="FFFFFF"', xml)


@trick(layout.WORKBOOK)
def sheets_that_change_places(xml):
    return re.sub(r'r:id="rId([45])"', lambda found: f'r:id="rId{9 - int(found[1])}"', xml)


@trick(layout.WORKBOOK)
def a_sheet_hidden(xml):
    return xml.replace('state="visible"', 'state="veryHidden"', 1)


@trick(layout.WORKBOOK)
def a_name_that_computes(xml):
    return xml.replace("<definedNames>", '<definedNames><definedName name="x">1+1</definedName>')


@trick(SUMMARY)
def a_row_too_low_to_be_seen(xml):
    return xml.replace('ht="17"', 'ht="1"', 1)


@trick(SUMMARY)
def a_cell_far_away(xml):
    return xml.replace("</row></sheetData>", '<c r="ZZ6" s="1"/></row></sheetData>')


@trick(SUMMARY)
def a_formula_in_the_summary(xml):
    return xml.replace("<v>", "<f>1+1</f><v>", 1)


@trick(SUMMARY)
def a_comment_in_the_summary(xml):
    return xml.replace("</sheetData>", "</sheetData><!-- -->")


@trick(SUMMARY)
def a_style_that_is_none(xml):
    return xml.replace('s="18"', 's="999"')


@trick(COVER)
def a_drawing_on_the_cover(xml):
    return xml.replace("</worksheet>", "<legacyDrawing/></worksheet>")


@trick(COVER)
def another_title_on_the_cover(xml):
    return xml.replace("宁波市科技企业", "某市科技企业")


@trick(EXPLAINED)
def a_finding_in_white_space(xml):
    return re.sub(r'(<c r="A5"[^>]*><is><t)>', r'\1 xml:space="preserve">', xml)


@trick(MANIFEST)
def another_word_for_a_state(xml):
    return re.sub(r"<t>([^<]*)(</t></is></c><c[^>]*><is><t>suspended<)", r"<t>已报\2", xml)


@trick(MANIFEST)
def a_row_between_two_kinds(xml):
    return xml.replace("</sheetData>", '<row r="9999"><c r="A9999" s="17" t="inlineStr"><is><t>'
                       "类别</t></is></c></row></sheetData>")  # fmt: skip


@pytest.mark.parametrize(("place", "change"), TRICKS)
def test_that_what_people_see_is_what_programs_read(place, change, seal_again, catalogue):
    inspection = inspect(seal_again({place: change}), catalogue)
    assert {misfit.id for misfit in inspection.misfits} == {"PKG-001"}


def test_that_another_pledge_than_that_of_its_version_is_found(
    tmp_path, make_content, write_to, verified, catalogue
):
    """A package of the same key whose pledge promises less than the city asks for."""
    path = tmp_path / "package.xlsx"
    pledge = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
    for text, fits in ((pledge, True), (pledge.replace("真实", "大致真实"), False)):
        write_to(path, make_content(pledge_version="1", pledge=text))
        assert inspect(verified(path).workbook, catalogue).fits is fits


def test_that_a_package_of_another_version_of_the_forms_says_so(seal_again, catalogue):
    def change(xml):
        return xml.replace(f"<t>{catalogue.version}</t>", "<t>2019.1</t>")

    inspection = inspect(seal_again({COVER: change, MANIFEST: change}), catalogue)
    assert {misfit.id for misfit in inspection.misfits} == {"PKG-006"}


def test_that_a_package_without_any_record_fits(
    tmp_path, make_content, write_to, verified, catalogue
):
    path = tmp_path / "package.xlsx"
    write_to(path, make_content(forms={}, due=(), explanations=(), summary=()))
    assert inspect(verified(path).workbook, catalogue).misfits == ()
