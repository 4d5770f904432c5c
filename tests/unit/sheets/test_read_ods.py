"""Sheets of LibreOffice, told in the same words as every other format."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import zipfile
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from golden_sheets.grid import grid
from golden_sheets.write_ods import ods

from desktop_app.sheets import caps
from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Look

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = ("office", "table", "text", "style", "number")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
    for name, what in zip(NAMES, ("office", "table", "text", "style", "datastyle"), strict=True)
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
STYLES = """
<number:percentage-style style:name="N1"><number:number number:decimal-places="2"/>
<number:text>%</number:text></number:percentage-style>
<number:number-style style:name="N2"><number:number number:display-factor="1000"/>
<number:text>千元</number:text></number:number-style>
<number:date-style style:name="N3"><number:year/><number:text>年</number:text><number:month/>
</number:date-style>
<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="c4" style:family="table-cell" style:parent-style-name="c2"/>
"""


def packed(path, tables, manifest="", before=""):
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {SPACES} {CALC}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path


@pytest.fixture
def content(tmp_path):
    def read(rows):
        table = f'<table:table table:name="名录">{rows}</table:table>'
        return read_file(packed(tmp_path / "表.ods", table)).sheets[0].read()

    return read


def cell(text="", more=""):
    said = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="string" {more}>{said}</table:table-cell>'


def number(value, more=""):
    return f'<table:table-cell office:value-type="float" office:value="{value}" {more}/>'


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_that_cells_hidden_things_and_merges_are_read(tmp_path):
    shown = grid(
        """
海曙区企业名录（2023年） | < | < | <
企业名称 | 人数 | 成立日期 | 规上
{甲} | =12 | =2015-06-18 | =TRUE
.
{乙} | =0.5 |  | =FALSE
""",
        hidden_rows=(5,),
        hidden_columns=(2,),
    )
    path = tmp_path / "名录.ods"
    ods(path, {"名录": shown, "暗": grid("甲", hidden=True)}, stray_rows=1_048_000)
    file = read_file(path)
    for _again in range(2):
        content = file.sheets[0].read()
        assert list(content.rows) == [
            ["海曙区企业名录（2023年）"],
            ["企业名称", "人数", "成立日期", "规上"],
            ["宁波示例甲有限公司", 12.0, dt.date(2015, 6, 18), True],
            [],
            ["宁波示例乙有限公司", 0.5, "", False],
        ]
    assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("名录", False), ("暗", True)]
    assert content.height == 5
    assert content.merges == ((1, 0, 1, 3),)
    assert content.marks.hidden_rows == {5}
    assert content.marks.hidden_columns == {2}


def test_that_repeated_cells_and_rows_are_all_there(content):
    found = content(
        row(cell("甲", 'table:number-columns-repeated="3"'), number(1))
        + row(number(2), more='table:number-rows-repeated="3"')
        + row("<table:table-cell/>", more='table:number-rows-repeated="1048570"')
    )
    assert list(found.rows) == [["甲", "甲", "甲", 1.0], [2.0], [2.0], [2.0]]


def test_that_texts_are_read_as_they_are_shown(content):
    found = content(
        row(
            '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p>'
            '</office:annotation><text:p>宁波<text:s text:c="2"/><text:span>示例</text:span>'
            "<text:line-break/>甲</text:p><text:p>乙</text:p></table:table-cell>",
            "<table:covered-table-cell/>",
            cell("丙"),
        )
    )
    assert list(found.rows) == [["宁波  示例\n甲\n乙", "", "丙"]]


def test_that_times_moments_and_spans_are_what_they_are(content):
    kind = '<table:table-cell office:value-type="{}" office:{}-value="{}"/>'
    found = content(
        row(
            kind.format("time", "time", "PT08H30M00S"),
            kind.format("time", "time", "PT36H00M00S"),
            kind.format("date", "date", "2021-03-05T18:00:00"),
        )
    )
    assert list(found.rows) == [
        [dt.time(8, 30), dt.timedelta(hours=36), dt.datetime.fromisoformat("2021-03-05T18:00")]
    ]


def test_that_errors_and_missing_results_are_told(content):
    found = content(
        row(
            cell("#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'),
            cell("Err:502", 'table:formula="of:=X()"'),
            '<table:table-cell table:formula="of:=A1"/>',
            cell("", 'table:formula="of:=&quot;&quot;"'),
        )
    )
    assert found.marks.errors == {(1, 0): "#DIV/0!", (1, 1): "#VALUE!"}
    assert found.marks.no_value == {(1, 2)}


def test_that_styles_tell_what_a_person_sees(content):
    found = content(
        '<table:table-column/><table:table-column table:default-cell-style-name="c4"/>'
        + row(number(0.05, 'table:style-name="c1"'), number(12000))
        + row(
            '<table:table-cell office:value-type="percentage" office:value="0.5"/>',
            '<table:table-cell table:style-name="c3" office:value-type="date"'
            ' office:date-value="2021-03-01"/>',
        )
    )
    assert found.marks.looks == {
        0: [(1, 2, Look(percent=True))],
        1: [(1, 1, Look(divisor=1000, unit="千元")), (2, 2, Look(date="ym"))],
    }


def test_that_folded_groups_are_hidden(content):
    group = '<table:table-row-group table:display="false">{}</table:table-row-group>'
    columns = (
        '<table:table-column/><table:table-column-group table:display="false">'
        "<table:table-column/></table:table-column-group>"
    )
    found = content(columns + row(cell("甲")) + group.format(row(cell("乙"))) + row(cell("丙")))
    assert found.marks.hidden_rows == {2}
    assert found.marks.hidden_columns == {1}


def test_that_the_copy_of_another_book_is_no_sheet(tmp_path):
    path = packed(
        tmp_path / "表.ods",
        f'<table:table table:name="一">{row(cell("甲"))}</table:table>'
        "<table:table table:name=\"'file:///x.ods'#$y\">"
        f"<table:table-source/>{row(cell('乙'))}</table:table>"
        f'<table:table table:name="二">{row(cell("丙"))}</table:table>',
    )
    read = [(sheet.name, list(sheet.read().rows)) for sheet in read_file(path).sheets]
    assert read == [("一", [["甲"]]), ("二", [["丙"]])]


def test_that_the_epoch_of_old_macs_is_told(tmp_path):
    path = packed(
        tmp_path / "表.ods",
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        f'</table:calculation-settings><table:table table:name="一">{row(number(1))}</table:table>',
    )
    assert read_file(path).sheets[0].read().marks.is_1904


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1, 'table:number-columns-repeated="16384"'))[:-18] + "</table:table-row>" * 1,
        row(number(1), more='table:number-rows-repeated="9999999"'),
        row(number(1)) + row(cell("x", 'table:number-columns-repeated="999999999"')),
    ],
    ids=["wide", "high", "very wide"],
)
def test_that_cells_repeated_without_end_cost_little(content, rows):
    found = list(content(rows).rows)
    assert max(map(len, found)) <= caps.WIDEST
    assert len(found) <= 1_048_576


def test_that_a_sheet_repeated_to_its_last_corner_is_too_large(tmp_path):
    rows = row(
        number(1, 'table:number-columns-repeated="16384"'),
        more='table:number-rows-repeated="1048576"',
    )
    path = packed(tmp_path / "炸.ods", f'<table:table table:name="x">{rows}</table:table>')
    with pytest.raises(BadFile) as caught:
        read_file(path)
    assert caught.value.problem is FileProblem.TOO_LARGE


def test_that_a_document_type_is_refused(tmp_path):
    table = f'<table:table table:name="x">{row(cell("甲"))}</table:table>'
    path = packed(tmp_path / "坏.ods", table, before='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(BadFile) as caught:
        read_file(path)
    assert caught.value.problem is FileProblem.CORRUPT


def locked(path, password, *, algorithm="aes256-cbc", rounds=1000):
    """Encrypt an .ods as LibreOffice does."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    packer = zlib.compressobj(wbits=-15)
    plain = packer.compress(content) + packer.flush()
    salt, vector = b"s" * 16, b"v" * 16
    first = hashlib.sha256(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", first, salt, rounds, 32)
    gap = 16 - len(plain) % 16
    padded = plain + bytes([gap]) * gap
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    checksum = base64.b64encode(hashlib.sha256(plain[:1024]).digest()).decode()
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f"""<manifest:manifest xmlns:manifest="{space}">
<manifest:file-entry manifest:full-path="content.xml" manifest:size="{len(content)}">
<manifest:encryption-data manifest:checksum="{checksum}">
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#{algorithm}"
 manifest:initialisation-vector="{base64.b64encode(vector).decode()}"/>
<manifest:start-key-generation
 manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32"
 manifest:iteration-count="{rounds}" manifest:salt="{base64.b64encode(salt).decode()}"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", cipher.update(padded) + cipher.finalize())
        archive.writestr("META-INF/manifest.xml", manifest)


def test_that_an_encrypted_ods_opens_with_its_password_alone(tmp_path):
    path = tmp_path / "锁.ods"
    ods(path, {"名录": grid("企业名称\n{甲}")})
    locked(path, "开门")
    for wrong in ("", "错"):
        with pytest.raises(BadFile) as caught:
            read_file(path, password=wrong)
        assert caught.value.problem is FileProblem.PASSWORD
    assert list(read_file(path, password="开门").sheets[0].read().rows)[1] == ["宁波示例甲有限公司"]


@pytest.mark.parametrize("options", [{"algorithm": "blowfish"}, {"rounds": 5_000_000}])
def test_that_an_encryption_unknown_to_us_asks_to_be_taken_off(tmp_path, options):
    path = tmp_path / "锁.ods"
    ods(path, {"名录": grid("企业名称\n{甲}")})
    locked(path, "开门", **options)
    with pytest.raises(BadFile) as caught:
        read_file(path, password="开门")
    assert caught.value.problem is FileProblem.PASSWORD
