"""What Excel saves as 'single file web page', often named .xls."""

from __future__ import annotations

import quopri

import pytest

from desktop_app.sheets.read import read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem

BOUNDARY = "----=_NextPart_01D9.ABC"
HEAD = f"""MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="{BOUNDARY}"

此文档为“单个文件网页”
"""
SHEET = '<x:ExcelWorksheet><x:Name>{}</x:Name>{}<x:WorksheetSource HRef="{}"/></x:ExcelWorksheet>'


def part(name, page):
    body = quopri.encodestring(page.encode("gb18030")).decode()
    return (
        f"\n--{BOUNDARY}\nContent-Location: file:///C:/A1B2/{name}\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        f'Content-Type: text/html; charset="gb2312"\n\n{body}\n'
    )


def saved(tmp_path, *parts, end=f"\n--{BOUNDARY}--\n"):
    path = tmp_path / "名录.xls"
    path.write_bytes((HEAD + "".join(parts) + end).replace("\n", "\r\n").encode("gb18030"))
    return path


def table(*cells):
    return (
        "<html><table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table></html>"
    )


def test_that_every_sheet_is_read_by_its_name_and_hidden_ones_are_told(tmp_path):
    told = SHEET.format("名录&amp;甲", "", "名录.files/sheet001.htm")
    told += SHEET.format(
        "旧",
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>",
        "名录.files/sheet002.htm",
    )
    main = f"<html><head><!--[if gte mso 9]><xml>{told}</xml><![endif]--></head><frameset/></html>"
    path = saved(
        tmp_path,
        part("名录.htm", main),
        part("名录.files/sheet001.htm", table("宁波示例甲公司", "91330203MA2TE5T1XB")),
        part("名录.files/sheet002.htm", table("旧数")),
    )
    file = read_file(path)
    assert file.kind == "mhtml"
    assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [
        ("名录&甲", False),
        ("旧", True),
    ]
    assert list(file.sheets[0].read().rows) == [["宁波示例甲公司", "91330203MA2TE5T1XB"]]


def test_that_a_book_of_one_sheet_has_it_in_the_main_page(tmp_path):
    told = "<xml><x:ExcelWorksheet><x:Name>名录</x:Name></x:ExcelWorksheet></xml>"
    page = f"<html><head><!--[if gte mso 9]>{told}<![endif]--></head>{table('甲')}</html>"
    (sheet,) = read_file(saved(tmp_path, part("名录.htm", page))).sheets
    assert (sheet.name, list(sheet.read().rows)) == ("名录", [["甲"]])


def test_that_a_page_saved_by_a_browser_is_read_too(tmp_path):
    path = saved(tmp_path, part("list.aspx", table("甲")), part("menu.htm", "<p>菜单</p>"))
    path.write_bytes(b"From: <Saved by WebKit>\r\nSubject: x\r\n" + path.read_bytes())
    (sheet,) = read_file(path).sheets
    assert list(sheet.read().rows) == [["甲"]]


@pytest.mark.parametrize(
    ("parts", "end", "problem"),
    [
        ((part("a.htm", table("甲")),), "", FileProblem.CORRUPT),
        ((part("a.htm", "<p>甲</p>"),), f"\n--{BOUNDARY}--\n", FileProblem.UNSUPPORTED),
    ],
    ids=["cut off", "no table"],
)
def test_that_what_is_wrong_is_named(tmp_path, parts, end, problem):
    with pytest.raises(BadFile) as caught:
        read_file(saved(tmp_path, *parts, end=end))
    assert caught.value.problem is problem


def test_that_a_mail_is_no_table(tmp_path):
    path = tmp_path / "信.eml"
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n")
    with pytest.raises(BadFile, match="MIME"):
        read_file(path)
