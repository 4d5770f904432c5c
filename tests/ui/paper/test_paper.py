"""Printed sheets: heading on each page, whole columns, shapes in black; charts are hatched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.errors import UserError
from desktop_app.ui import theme
from desktop_app.ui.charts import Bar, BarChart
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell
from desktop_app.ui.paper.chart import paint_chart
from desktop_app.ui.paper.output import page_size, write_pdf
from desktop_app.ui.paper.sheet import PaperColumn, Sheet, SheetPainter, parts


def _sheet(rows: int = 60, columns: int = 6) -> Sheet:
    signs = {1: Sign.MUST, 3: Sign.VERIFY, 5: Sign.EXPLAINED, 10: Sign.LOCKED}
    return Sheet(
        title="企业研究开发活动及相关情况",
        period="2024 年 1–11 月",
        office="填报单位：宁波市海曙区科学技术局",
        facts=(
            "表　　号：107-2 表",
            "制定机关：（部门内部统计，未备案）",
            "计量单位：千元（另注的除外）",
        ),
        columns=[
            PaperColumn("序号", width=36, right=True),
            PaperColumn("单位详细名称", width=210),
            *[PaperColumn(f"研发人员{i}", "01　人", 96, right=True) for i in range(columns)],
        ],
        rows=[
            [
                Cell(str(i + 1)),
                Cell(f"宁波甲新材料有限公司 {i}"),
                *[
                    Cell(
                        f"{i * 911:,}",
                        sign=signs.get(i, Sign.NONE) if c == 2 else Sign.NONE,
                        corner=i == 8 and c == 1,
                    )
                    for c in range(columns)
                ],
            ]
            for i in range(rows)
        ],
        total=[Cell(), Cell("合计（60 家）"), Cell("2,486,310")],
        sign_off=("单位负责人：周立群", "统计负责人：沈洁", "填表人：王敏"),
        foot="海曙区　第 2 版　内容摘要 7f3a 91c2",
    )


def _image(painter: SheetPainter, number: int) -> QImage:
    image = QImage(page_size().toSize(), QImage.Format.Format_RGB32)
    image.fill("white")
    canvas = QPainter(image)
    painter.paint(canvas, number)
    canvas.end()
    return image


def test_that_all_rows_are_printed_once_and_only_the_last_page_ends():
    sheet = _sheet()
    pages = parts(sheet, page_size())
    rows = [row for page in pages for row in range(page.first, page.last)]
    assert rows == list(range(60))
    assert [page.ends for page in pages] == [False] * (len(pages) - 1) + [True]


def test_that_columns_without_room_move_whole_to_the_next_sheet_with_the_name():
    sheet = _sheet(rows=5, columns=14)
    pages = parts(sheet, page_size())
    assert len(pages) == 2
    assert all(page.columns[:2] == (0, 1) for page in pages)
    printed = [column for page in pages for column in page.columns[2:]]
    assert printed == list(range(2, 16))
    for page in pages:
        assert sum(sheet.columns[c].width for c in page.columns) <= page_size().width() - 112


def test_that_an_empty_sheet_is_one_page():
    assert len(parts(_sheet(rows=0), page_size())) == 1


def test_that_paper_is_black_and_white_in_the_dark_mode_too(tmp_path):
    theme.look().set_mode("dark")
    painter = SheetPainter(_sheet(), page_size())
    image = _image(painter, 0)
    for x in range(0, image.width(), 3):
        for y in range(0, image.height(), 3):
            colour = image.pixelColor(x, y)
            assert (
                max(colour.red(), colour.green(), colour.blue())
                - min(colour.red(), colour.green(), colour.blue())
                <= 2
            )
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_that_the_last_page_explains_the_shapes_that_were_printed(picture_folder):
    sheet = _sheet(rows=20)
    painter = SheetPainter(sheet, page_size())
    assert [s.value for s in sheet.signs] == ["must", "verify", "explained", "remark", "locked"]
    image = _image(painter, len(painter.parts) - 1)
    assert image.save(str(picture_folder / "paper.png"))


def test_that_a_pdf_has_all_pages(tmp_path):
    path = tmp_path / "a.pdf"
    count = write_pdf(_sheet(), path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert count == len(parts(_sheet(), page_size()))
    assert data.count(b"/Type /Page\n") == count


def test_that_a_pdf_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(UserError) as told:
        write_pdf(_sheet(), tmp_path / "no" / "a.pdf")
    assert "数据未动" in told.value.hint


def test_that_a_chart_on_paper_is_hatched_and_has_no_colour(picture_folder):
    bars = [
        Bar(f"{y} 年", d, t)
        for y, d, t in zip(
            range(2021, 2026), (71, 152, 239, 306, None), (66, 140, 222, 313, 412), strict=True
        )
    ]
    image = QImage(520, 400, QImage.Format.Format_RGB32)
    image.fill("white")
    canvas = QPainter(image)
    paint_chart(
        canvas, QRectF(10, 10, 500, 380), BarChart("高企培育（附件 1）", bars, sentence="差 7。")
    )
    canvas.end()
    assert image.save(str(picture_folder / "paper-chart.png"))
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 250
    ]
    assert len(inked) > 2000
    assert all(colour.saturation() < 12 for colour in inked)
