"""The look of an .xlsb in the styles of a workbook."""

from __future__ import annotations

import io
import struct
from zipfile import ZipFile

import pytest

from desktop_app.sheets.returned.appearance import appearances

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
LINK = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>
</Types>"""
AUTO, RED, YELLOW = "0001000000000000", "05ff0000ff0000ff", "05ff0000ffff00ff"
ACCENT = "070400400000 00ff"
PLAIN, STYLED = 0, 1


def record(kind: int, body: bytes = b"") -> bytes:
    lead = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    long = bytes([size & 0x7F | 0x80, size >> 7]) if size > 127 else bytes([size])
    return lead + long + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def listed(begin: int, end: int, kind: int, bodies: list[bytes]) -> bytes:
    own = b"".join(record(kind, body) for body in bodies)
    return record(begin, struct.pack("<I", len(bodies))) + own + record(end)


def font(height: int, options: int, weight: int, colour: str, name: str) -> bytes:
    lead = struct.pack("<HHHHBBBB", height, options, weight, 0, 0, 0, 134, 0)
    return lead + bytes.fromhex(colour) + b"\0" + wide(name)


def fill(kind: int, front: str) -> bytes:
    return struct.pack("<I", kind) + bytes.fromhex(front) + bytes.fromhex(AUTO) + bytes(48)


def border(top: int, right: int) -> bytes:
    sides = (bytes([kind, 0]) + bytes.fromhex(RED) for kind in (top, 0, 0, right, 0))
    return b"\0" + b"".join(sides)


def styles() -> bytes:
    plain = struct.pack("<5H2BHH", 0, 0, 0, 0, 0, 0, 0, 0x1010, 0)
    # Centred, in the middle, wrapped.
    styled = struct.pack("<5H2BHH", 0, 164, 1, 2, 1, 0, 0, 0x1000 | 2 | 1 << 3 | 0x40, 0x3F)
    return b"".join(
        (
            record(278),
            listed(615, 616, 44, [struct.pack("<H", 164) + wide("0.00%")]),
            listed(
                *(611, 612, 43),
                [font(220, 0, 400, AUTO, "宋体"), font(320, 2, 700, ACCENT, "黑体")],
            ),
            listed(603, 604, 45, [fill(0, AUTO), fill(17, AUTO), fill(1, YELLOW)]),
            listed(613, 614, 46, [border(0, 0), border(1, 6)]),
            listed(626, 627, 47, [plain]),
            listed(617, 618, 47, [plain, styled]),
            record(279),
        )
    )


def sheet() -> bytes:
    view = record(133) + record(
        137, struct.pack("<HIIIBBHHHHI", 0x3DC, 0, 0, 0, 64, 0, 0, 100, 0, 0, 0)
    )
    pane = record(151, struct.pack("<ddIIIB", 1.0, 2.0, 2, 1, 0, 1))
    columns = record(390) + record(60, struct.pack("<4IH", 0, 1, 20 * 256, 0, 2)) + record(391)
    cells = record(7 - 2, struct.pack("<IId", 0, STYLED, 0.5))
    cells += record(5, struct.pack("<IId", 1, PLAIN, 1.0))
    row = record(0, struct.pack("<IIHBBBIII", 2, 0, 800, 0, 0x20, 0, 1, 0, 1))
    size = struct.pack("<4I", 2, 2, 0, 1)
    return b"".join(
        (record(129), record(148, size), view, pane, record(138), record(134), columns)
    ) + b"".join((record(145), row, cells, record(146), record(130)))


def workbook() -> bytes:
    tab = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("名录"))
    book = record(131) + record(143) + tab + record(144) + record(132)
    links = LINK.format("rId1", KIND, "worksheet", "worksheets/sheet1.bin")
    links += LINK.format("rId2", KIND, "styles", "styles.bin")
    found = io.BytesIO()
    with ZipFile(found, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        main = LINK.format("rId1", KIND, "officeDocument", "xl/workbook.bin")
        file.writestr("_rels/.rels", RELATIONS.format(main))
        file.writestr("xl/workbook.bin", book)
        file.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format(links))
        file.writestr("xl/styles.bin", styles())
        file.writestr("xl/worksheets/sheet1.bin", sheet())
    return found.getvalue()


@pytest.fixture
def look():
    return appearances(workbook(), "xlsb", {"名录": {3}})["名录"]


@pytest.fixture
def cell(look):
    from openpyxl.cell import Cell
    from openpyxl.styles.styleable import StyleArray

    made = Cell(look.book.worksheets[0], 1, 1)
    made._style = StyleArray(look.book._cell_styles[look.styles[3][0]])
    return made


def test_that_a_cell_has_its_font_and_its_number_format(cell):
    font = cell.font
    assert (font.name, font.sz, font.b, font.i, font.strike) == ("黑体", 16, True, True, False)
    assert (font.color.theme, round(font.color.tint, 1)) == (4, 0.5)
    assert cell.number_format == "0.00%"


def test_that_a_cell_has_its_ground_its_border_and_its_place(cell):
    assert (cell.fill.patternType, cell.fill.fgColor.rgb) == ("solid", "FFFFFF00")
    sides = cell.border
    assert (sides.top.style, sides.right.style, sides.left.style) == ("thin", "double", None)
    assert sides.top.color.rgb == "FFFF0000"
    place = cell.alignment
    assert (place.horizontal, place.vertical, place.wrap_text) == ("center", "center", True)


def test_that_a_sheet_has_its_widths_heights_and_frozen_panes(look):
    assert (look.widths, look.heights, look.frozen) == ({0: 20.0, 1: 20.0}, {3: 40.0}, (2, 1))


def test_that_a_damaged_look_is_left_out():
    data = workbook().replace(styles()[:40], b"\xff" * 40)
    assert appearances(data, "xlsb", {"名录": {3}})["名录"].book is None
