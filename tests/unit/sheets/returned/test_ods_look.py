"""The look of an .ods, as LibreOffice writes it, in the styles of a workbook."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from desktop_app.sheets.returned.appearance import appearances

NAMES = ("office", "table", "text", "style", "number", "config")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
    for name, what in [*((name, name if name != "number" else "datastyle") for name in NAMES)]
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
USUAL = """
<office:font-face-decls><style:font-face style:name="宋体1" svg:font-family="'宋体'"/>
</office:font-face-decls>
<office:styles>
<style:default-style style:family="table-cell"><style:text-properties
 style:font-name="Arial" fo:font-size="9pt" style:font-name-asian="宋体1"
 style:font-size-asian="10pt"/></style:default-style>
<style:style style:name="Default" style:family="table-cell"/>
<style:style style:name="Good" style:family="table-cell" style:parent-style-name="Default">
<style:table-cell-properties fo:background-color="#ccffcc"/></style:style>
</office:styles>
"""
OWN = """
<office:automatic-styles>
<number:number-style style:name="N1"><number:number number:decimal-places="2"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="co1" style:family="table-column"><style:table-column-properties
 style:column-width="5.2cm"/></style:style>
<style:style style:name="ro1" style:family="table-row"><style:table-row-properties
 style:row-height="1in" style:use-optimal-row-height="false"/></style:style>
<style:style style:name="ro2" style:family="table-row"><style:table-row-properties
 style:row-height="20pt" style:use-optimal-row-height="true"/></style:style>
<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Good"
 style:data-style-name="N1"><style:table-cell-properties fo:border="0.74pt solid #00aa00"
 fo:border-top="none" fo:wrap-option="wrap" style:vertical-align="middle"
 style:text-align-source="fix"/><style:paragraph-properties fo:text-align="end"/>
<style:text-properties fo:font-weight="bold" fo:font-style="italic" fo:color="#aa0000"
 style:text-underline-style="solid" style:text-line-through-style="solid"/></style:style>
<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Default">
<style:text-properties style:font-name="黑体" fo:font-size="18pt"/></style:style>
</office:automatic-styles>
"""
TABLE = """
<table:table table:name="企业">
<table:table-column table:style-name="co1" table:number-columns-repeated="2"
 table:default-cell-style-name="ce2"/>
<table:table-column table:style-name="co1" table:number-columns-repeated="16382"
 table:default-cell-style-name="Default"/>
<table:table-row table:style-name="ro1"><table:table-cell table:style-name="ce1"/>
<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row table:style-name="ro2" table:number-rows-repeated="9">
<table:table-cell table:style-name="ce1" table:number-columns-repeated="2"/></table:table-row>
</table:table>
"""
SETTINGS = """
<office:settings><config:config-item-map-named config:name="Tables">
<config:config-item-map-entry config:name="企业">
<config:config-item config:name="HorizontalSplitMode">2</config:config-item>
<config:config-item config:name="HorizontalSplitPosition">1</config:config-item>
<config:config-item config:name="VerticalSplitMode">2</config:config-item>
<config:config-item config:name="VerticalSplitPosition">4</config:config-item>
</config:config-item-map-entry></config:config-item-map-named></office:settings>
"""


def ods(own=OWN):
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        body = f"<office:body><office:spreadsheet>{TABLE}</office:spreadsheet></office:body>"
        for part, text in (
            ("styles.xml", USUAL),
            ("content.xml", own + body),
            ("settings.xml", SETTINGS),
        ):
            root = f"office:document-{part.removesuffix('.xml')}"
            archive.writestr(part, f"<{root} {SPACES}>{text}</{root}>")
    return held.getvalue()


@pytest.fixture
def look():
    return appearances(ods(), "ods", {"企业": {1, 5, 90}, "没有": {1}})["企业"]


def styled(look, row, column):
    from openpyxl.cell import Cell

    cell = Cell(look.book.worksheets[0], row, column + 1)
    cell._style = look.book._cell_styles[look.styles[row][column]]
    return cell


def test_that_widths_heights_and_panes_are_told_and_what_fills_up_the_sheet_is_not(look):
    assert look.widths == {0: pytest.approx(27.04), 1: pytest.approx(27.04)}
    assert look.heights == {1: 72}
    assert look.fitted == {5: 20}
    assert look.frozen == (4, 1)
    assert {row: len(cells) for row, cells in look.styles.items()} == {1: 2, 5: 2}


def test_that_each_wanted_row_of_a_run_of_like_ones_has_its_look():
    found = appearances(ods(), "ods", {"企业": {*range(2, 30)}})["企业"]
    assert found.fitted == dict.fromkeys(range(2, 11), 20)
    assert {len(cells) for cells in found.styles.values()} == {2}


def test_that_a_style_has_all_that_it_says_itself_or_by_those_that_it_comes_from(look):
    for cell in (styled(look, 1, 0), styled(look, 5, 1)):
        font, border = cell.font, cell.border
        assert (font.name, font.sz, font.b, font.i) == ("宋体", 10, True, True)
        assert (font.strike, font.u, font.color.rgb) == (True, "single", "FFAA0000")
        assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FFCCFFCC")
        assert (border.left.style, border.left.color.rgb) == ("thin", "FF00AA00")
        assert border.top.style is None
        assert (cell.alignment.horizontal, cell.alignment.vertical) == ("right", "center")
        assert cell.alignment.wrap_text
        assert cell.number_format == "#,##0.00"


def test_that_a_cell_without_a_style_has_that_of_its_column(look):
    assert (styled(look, 1, 1).font.name, styled(look, 1, 1).font.sz) == ("黑体", 18)


@pytest.mark.parametrize("own", ["", "<office:automatic-styles>", OWN.replace("1in", "viel in")])
def test_that_a_damaged_style_takes_the_look_away_and_nothing_else(own):
    found = appearances(ods(own), "ods", {"企业": {1}})["企业"]
    assert found.styles.keys() <= {1}
