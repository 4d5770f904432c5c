"""Damages sheets in seeded ways: bits, bytes, chunks, parts of zips, streams, tags and numbers."""

from __future__ import annotations

import io
import quopri
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import msoffcrypto
import olefile
import xlsxwriter

from golden_sheets.grid import grid
from golden_sheets.write_biff import biff4, biff5
from golden_sheets.write_marked import html, xml_2003
from golden_sheets.write_ods import ods
from golden_sheets.write_ole import ole
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsb import xlsb
from golden_sheets.write_xlsx import xlsx

PASSWORD = "开门"
_DRAWN = """
海曙区企业研发情况表（2023年度） | < | < | < | < | < | <
序号 | 企业名称 | 信用代码 | 研发费用（万元） | < | 成立日期 | 高企
^ | ^ | ^ | 2022年 | 2023年 | ^ | ^
=1 | {甲} | {A} | =812.35 | =900 | =2015-06-18 | 是
=2 | {乙}⏎（改名） | {B} | 约300 | =-12.5 | 2016.3.5 | 否
.
=3 | {丙} & <丁> | {C} | =#REF! | ==D4+1 | =2016-03-05 | =TRUE
=4 | {#07} | {@07} | 无 | ==1+1→2 | | √
合计 | | | =1124.85 | =1789 | |
"""
_TABS = {
    "名录": grid(_DRAWN, hidden_rows=(5,), hidden_columns=(3,)),
    "暗": grid("企业名称 | 信用代码\n{甲} | {A}", hidden=True),
}
_LARGE = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_NUMBERS = (b"0", b"-1", b"1", b"99999999999999999999", b"1048577", b"16385", b"4294967296", b"x")
_TAG = re.compile(rb"<[^<>]{1,300}>")
_NUMBER = re.compile(rb"\d+")

Damage = Callable[[random.Random, bytes], bytes]


def seeds(folder: Path) -> dict[str, bytes]:
    """Return one good file of every format, and some that are encrypted."""
    made: dict[str, Callable[[Path], None]] = {
        "xlsx": lambda path: xlsx(path, _TABS),
        "formatted.xlsx": _formatted,
        "xlsb": lambda path: xlsb(path, _TABS),
        "xls": lambda path: xls(path, _TABS),
        "biff5.xls": lambda path: biff5(path, _TABS),
        "biff4.xls": lambda path: biff4(path, _TABS["名录"]),
        "ods": lambda path: ods(path, _TABS),
        "xml": lambda path: xml_2003(path, _TABS),
        "html": lambda path: html(path, _TABS, encoding="gb18030"),
        "mht": _mhtml,
        "utf-8.csv": lambda path: text(path, _TABS["名录"]),
        "gb18030.csv": lambda path: text(path, _TABS["名录"], encoding="gb18030"),
        "utf-16.txt": lambda path: text(path, _TABS["名录"], encoding="utf-16", separator="\t"),
        "locked.xlsx": _locked,
    }
    found = {}
    for name, make in made.items():
        path = folder / name
        make(path)
        found[name] = path.read_bytes()
    return found


def _formatted(path: Path) -> None:
    """Write texts in their cells, formats, formulas and a comment."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        tab = book.add_worksheet("名录")
        shares = book.add_format({"num_format": "0.00%"})
        months = book.add_format({"num_format": 'yyyy"年"m"月"'})
        tab.write_row(0, 0, ["企业名称", "信用代码", "占比", "月份"])
        for row in range(1, 60):
            tab.write(row, 0, f"宁波示例{row}号公司")
            tab.write(row, 2, row / 100, shares)
            tab.write(row, 3, 44260 + row, months)
            tab.write_formula(row, 4, f"=C{row + 1}*2", None, row / 50)
            tab.write_formula(row, 5, '=IF(A1="","","x")', None, "")


def _mhtml(path: Path) -> None:
    html(path, _TABS, encoding="gb18030")
    body = quopri.encodestring(path.read_bytes())
    head = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_x"\r\n\r\n'
        b"----=_x\r\nContent-Location: file:///C:/a.htm\r\nContent-Type: text/html\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    path.write_bytes(head + body + b"\r\n----=_x--\r\n")


def _locked(path: Path) -> None:
    xlsx(path, _TABS)
    out = io.BytesIO()
    with path.open("rb") as file:
        msoffcrypto.OfficeFile(file).encrypt(PASSWORD, out)
    path.write_bytes(out.getvalue())


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Return a file damaged in one to three ways."""
    for _time in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(_ways(data))(chance, data)
    return data


def _ways(data: bytes) -> tuple[Damage, ...]:
    """Return the ways in which a file can be damaged: within its container most of all."""
    if data.startswith(b"PK"):
        return (*_RAW, *(_parts,) * 12)
    if data.startswith(b"\xd0\xcf"):
        return (*_RAW, *(_streams,) * 8)
    return (*_RAW, *_MARKED) if b"<" in data[:400] else _RAW


def _flip(chance: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _bit in range(chance.choice((1, 2, 8))):
        if found:
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _overwrite(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.randbytes(chance.choice((1, 4, 64, 512))) + data[start + 64 :]


def _take_out(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 16, 400)) :]


def _double(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((8, 100, 2000))]
    return data[:start] + piece * chance.choice((2, 3, 50)) + data[start:]


def _large_number(chance: random.Random, data: bytes) -> bytes:
    size, letter = chance.choice(((1, "B"), (2, "H"), (4, "I")))
    if len(data) < size:
        return data
    start = chance.randrange(len(data) - size + 1)
    number = chance.choice(_LARGE) & (1 << 8 * size) - 1
    return data[:start] + struct.pack(f"<{letter}", number) + data[start + size :]


def _tag(chance: random.Random, data: bytes) -> bytes:
    """Take out, double or move a tag."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return data
    one, other = chance.choice(tags), chance.choice(tags)
    if chance.random() < 0.4:
        return data[: one.start()] + data[one.end() :]
    if chance.random() < 0.5:
        return data[: one.end()] + one[0] * chance.choice((1, 3, 300)) + data[one.end() :]
    return data[: other.start()] + one[0] + data[other.start() :]


def _written_number(chance: random.Random, data: bytes) -> bytes:
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    one = chance.choice(numbers)
    return data[: one.start()] + chance.choice(_NUMBERS) + data[one.end() :]


def _entity(chance: random.Random, data: bytes) -> bytes:
    """Declare an entity, or use one that is not there."""
    if chance.random() < 0.5:
        start = data.find(b"<", data.find(b"?>") + 2)
        kind = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return data[:start] + kind + data[start:]
    place = chance.randrange(len(data) + 1)
    return (
        data[:place] + chance.choice((b"&b;", b"&#0;", b"]]>", b"<![CDATA[", b"\0")) + data[place:]
    )


_RAW: tuple[Damage, ...] = (_flip, _cut, _overwrite, _take_out, _double, _large_number)
_MARKED: tuple[Damage, ...] = (_tag, _tag, _written_number, _written_number, _entity)


def _inside(chance: random.Random, data: bytes) -> bytes:
    ways = (*_MARKED, *_RAW) if data.lstrip()[:1] == b"<" else _RAW
    return chance.choice(ways)(chance, data)


def _parts(chance: random.Random, data: bytes) -> bytes:
    """Damage a part of a zip, or which parts it has; the zip around them stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - whatever a damaged zip makes the library stumble over
        return _flip(chance, data)
    if not parts:
        return data
    place = chance.randrange(len(parts))
    name, content = parts[place]
    what = chance.random()
    if what < 0.08:
        del parts[place]
    elif what < 0.14:
        parts.append((name, chance.choice(parts)[1]))
    elif what < 0.2:
        parts[place] = (name, chance.choice(parts)[1])
    elif what < 0.24:
        parts[place] = (chance.choice((name.upper(), f"/{name}", name.replace("/", "\\"))), content)
    else:
        parts[place] = (name, _inside(chance, content))
    return _zipped(parts)


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # That a name stands twice is meant.
        warnings.simplefilter("ignore", UserWarning)
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def _streams(chance: random.Random, data: bytes) -> bytes:
    """Damage a stream of an OLE2 file; the folder around it stays whole."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as folder:
            names = ["/".join(entry) for entry in folder.listdir() if len(entry) == 1]
            streams = {name: folder.openstream(name).read() for name in names}
    except Exception:  # noqa: BLE001 - whatever a damaged folder makes the library stumble over
        return _flip(chance, data)
    if not streams:
        return data
    name = chance.choice(sorted(streams))
    return packed({**streams, name: _inside(chance, streams[name])})


def packed(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE2 file of these streams."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ole"
        ole(path, streams)
        return path.read_bytes()
