"""Files that cannot be read, and folders of files good and bad."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml

from golden_sheets.cases import case, folder_case
from golden_sheets.grid import grid
from golden_sheets.write_ods import ods
from golden_sheets.write_ole import ole
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import write_zip, xlsx

_ROWS = "企业名称 | 统一社会信用代码 | 所属街道\n{甲} | {A} | 示例街道"


def _locked(path: Path, password: str) -> None:
    xlsx(path, {"名录": grid(_ROWS)})
    book = msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(path.read_bytes()))
    out = io.BytesIO()
    book.encrypt(password, out)
    path.write_bytes(out.getvalue())


@case("有密码.xlsx")
def locked(path: Path) -> None:
    """A password that the person knows."""
    _locked(path, "示例2023")


@case("密码不知.xlsx")
def locked_for_good(path: Path) -> None:
    """A password that nobody told."""
    _locked(path, "示例2023")


@case("密码不对.xlsx")
def locked_otherwise(path: Path) -> None:
    """Another password than the one told."""
    _locked(path, "示例2024")


@folder_case("收件夹")
def a_folder(folder: Path) -> None:
    """What comes by mail in a week."""
    xlsx(folder / "甲.xlsx", {"名录": grid(_ROWS)})
    (folder / "~$甲.xlsx").write_bytes(b"\x05shi\0" * 20)
    (folder / ".~lock.甲.xlsx#").write_text(",shi,pc,01.01.2024;", "utf-8")
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "扫描件.xls").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    (folder / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(600))
    (folder / "读我.md").write_text("无关", "utf-8")
    write_zip(
        folder / "公文.xlsx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"}
    )
    ole(folder / "旧公文.xls", {"WordDocument": b"\xec\xa5\xc1\0"})
    xls(folder / "半个.xls", {"名录": grid(_ROWS)})
    whole = (folder / "半个.xls").read_bytes()
    (folder / "半个.xls").write_bytes(whole[: len(whole) * 2 // 3])
    ods(folder / "坏.ods", {"名录": grid(_ROWS)})
    data = bytearray((folder / "坏.ods").read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    (folder / "坏.ods").write_bytes(data)
    (folder / "子夹").mkdir()
    text(
        folder / "子夹" / "乙.csv",
        grid("企业名称 | 统一社会信用代码\n{乙} | {B}"),
        encoding="gb18030",
    )


@case("空壳.xlsx")
def nothing_in_it(path: Path) -> None:
    """A workbook without a cell, and one tab with a space."""
    xlsx(path, {"Sheet1": grid("."), "Sheet2": grid("⍽"), "Sheet3": grid(".")})


@case("闲话.txt")
def prose(path: Path) -> None:
    """A letter is no table."""
    path.write_text(
        "各企业：\n请于2024年3月5日前报送研发费用。\n联系人：示某，电话0574-80000001。\n", "utf-8"
    )


@case("千万零件.xlsx")
def too_many_parts(path: Path) -> None:
    """A small file of more parts than any workbook has."""
    xlsx(path, {"名录": grid(_ROWS)})
    with zipfile.ZipFile(path, "a") as book:
        for number in range(5001):
            book.writestr(f"xl/media/{number}", b"")


@case("外部实体.xlsx")
def outside_entities(path: Path) -> None:
    """A document type that asks for a file of ours."""
    xlsx(path, {"名录": grid(_ROWS)})
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    evil = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    book = parts["xl/workbook.xml"]
    cut = book.index(b"<workbook")
    parts["xl/workbook.xml"] = book[:cut] + evil + book[cut:]
    write_zip(path, parts)


@folder_case("一批文件")
def files_that_belong_together(folder: Path) -> None:
    """Figures by name, patents by owner, the register that knows both, and a copy of it."""
    head = "企业名称 | 统一社会信用代码 | 所属街道\n"
    register = grid(head + "{甲} | {A} | 示例街道\n{乙} | {B} | 示例镇")
    text(
        folder / "1研发2023.csv",
        grid("企业名称 | 研发费用（万元）\n{甲} | 100\n{丁} | 200"),
        encoding="gb18030",
    )
    xlsx(
        folder / "2专利.xlsx",
        {"专利": grid("专利号 | 专利名称 | 专利权人\n202110100001.3 | 示例一 | {乙}")},
    )
    xls(folder / "3名录.xls", {"名录": register})
    ods(folder / "3名录 - 副本.ods", {"名录": register})
