"""Renders the components in both modes; GALLERY=folder keeps the pictures to look at."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.buttons import Button, ghost, link, primary, secondary
from desktop_app.ui.components.cards import Card, CountTile, Headline, HeadlineCard
from desktop_app.ui.components.chips import REPORT_STATES, StateWord
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.legend import Legend
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.components.side_panel import FindingCard, FindingText
from desktop_app.ui.components.stepper import Stepper
from desktop_app.ui.components.texts import GlyphText, text
from desktop_app.ui.components.verdict import VerdictPanel
from desktop_app.ui.glyphs import Sign

MODES = ("light", "dark")


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def _page(*columns: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("k", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(page)
    row.setContentsMargins(24, 24, 24, 24)
    row.setSpacing(48)
    for column in columns:
        row.addWidget(column, 1)
    return page


def _inputs() -> QWidget:
    wrong = LabelledField("统一社会信用代码", QLineEdit("9133020356126254"))
    wrong.set_error("少 2 位，应为 18 位")
    fixed = QLineEdit("91330203MA2TE5T1XB")
    fixed.setReadOnly(True)
    choice = QComboBox()
    choice.addItems(["09 直接投入费用"])
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.addWidget(LabelledField("企业简称", QLineEdit("甬能智控"), "至多 20 字"), 0, 0)
    grid.addWidget(LabelledField("配到字段", choice), 0, 1)
    grid.addWidget(wrong, 1, 0)
    grid.addWidget(LabelledField("统一社会信用代码，只读", fixed, "由名录带入"), 1, 1)
    return holder


def _segments() -> Segments:
    segments = Segments(
        [Segment("", "全部"), Segment("m", "强制", Sign.MUST), Segment("v", "核实", Sign.VERIFY)]
    )
    segments.set_counts({"": 214, "m": 3, "v": 7})
    return segments


def _components() -> QWidget:
    off = Button("不可用")
    off.setEnabled(False)
    strip = ProgressStrip()
    strip.begin("正在导入　研发台账11月.xlsx › 107-2 汇总", "行")
    strip.advance(62400, 100000)
    strip.show()
    states = [StateWord(state) for state in REPORT_STATES]
    left = _column(
        text("部件", "title"),
        text("按钮", "section"),
        _row(primary("主要", icon="check"), primary("焦点"), secondary("普通"), off),
        _row(ghost("无框", icon="columns-3"), link("文字链接")),
        _segments(),
        text("输入", "section"),
        _inputs(),
        text("状态词", "section"),
        _row(*states[:6]),
        _row(*states[6:]),
    )
    right = _column(
        text("横幅：页内，直到处理完", "section"),
        Banner(
            "磁盘只剩 40 MB，导入已停下，数据未动。", Sign.MUST, [("换位置", list), ("重试", list)]
        ),
        Banner("市局退回本期，意见 2 条，12 月 20 日前改好。", Sign.REMARK, [("看意见", list)]),
        Banner("任务文件有新版：附件 1 目标有 2 处改动。", Sign.HINT, [("看改动", list)]),
        text("进度：超过 1 秒才出现", "section"),
        strip,
        Stepper(["选文件", "认工作表", "配列", "预览"]),
        FindingCard(
            FindingText(
                Sign.VERIFY, "核实，需要说明", "RDA-041", "费用合计 15,480 千元，比上期增长 71.5%。"
            ),
            explain=True,
        ),
    )
    return _page(left, right)


class _Signs(QWidget):
    """All shapes, small and large."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(600, 470)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def paintEvent(self, _event) -> None:  # noqa: N802 - the name that Qt calls
        painter = QPainter(self)
        for place, sign in enumerate(Sign):
            if sign is Sign.NONE:
                continue
            column, line = divmod(place, 12)
            left, top = column * 280 + 24, line * 36 + 12
            glyphs.paint(painter, QRectF(left, top + 8, 12, 12), sign)
            glyphs.paint(painter, QRectF(left + 30, top, 28, 28), sign)
            painter.setPen(theme.colour("text"))
            painter.drawText(left + 80, top + 19, glyphs.word(sign))


def _verdicts() -> QWidget:
    words = {
        Sign.VALID: "内容未改，签名人可信。",
        Sign.VALID_NOTE: "内容未改；证书 20 天后到期。",
        Sign.UNDECIDED: "不认识签名证书，无法核对。不代表内容有错。",
        Sign.INVALID: "签名后内容被改：研发投入 第 37 行。",
        Sign.UNSIGNED: "文件没有签名，不知道是谁、有没有改过。",
        Sign.TOO_NEW: "文件由 2.3 版做成，本机是 2.1 版，认不全。",
    }
    panels = [
        VerdictPanel(s, w, "海曙区　王敏（填报人）", secondary("归档，等回执"))
        for s, w in words.items()
    ]
    return _page(_column(*panels[:3]), _column(*panels[3:]))


def _cards() -> QWidget:
    heads = [
        Headline(
            "高新技术企业（有效期内）",
            "742",
            "家",
            "落后",
            "amber",
            Sign.VERIFY,
            0.82,
            0.88,
            ("2025 年目标 798 家", "差 56 家"),
            (1, 2, 3, 5, 6),
        ),
        Headline(
            "规上研发经费占营业收入",
            "2.56",
            "%",
            "已达标",
            "green",
            Sign.CLEAN,
            0.9,
            0.86,
            ("全市 2025 年目标 2.5%", "已超 0.06 个百分点"),
            (1, 2, 4, 5),
        ),
        Headline("国家级三类创新中心", "0", "家", foot=("争创，无数值目标", "—"), trend=(0, 0, 0)),
    ]
    tiles = [CountTile("全部"), CountTile("新增", Sign.ADDED), CountTile("拒收", Sign.REFUSED)]
    for count, tile in zip((206, 31, 3), tiles, strict=True):
        tile.set_count(count)
    tiles[0].setChecked(True)
    due = Card()
    for sign, words in (
        (Sign.MUST, "改正强制性错误"),
        (Sign.REMARK, "回复市局意见"),
        (Sign.UNFILLED, "补录未填企业"),
    ):
        due.body.addWidget(GlyphText(sign, words))
    empty = EmptyPage(
        "还没有企业",
        "从去年的名单导入最快；也可以一家一家新建。",
        primary("导入名单", icon="file-import"),
        secondary("新建企业", icon="plus"),
        shortcut="Ctrl+V 可直接粘贴从 Excel 复制的名单",
    )
    return _page(
        _column(*[HeadlineCard(h) for h in heads], _row(*tiles)), _column(due, empty, Legend())
    )


PAGES = {
    "components": (_components, 1200, 700),
    "signs": (_Signs, 560, 460),
    "verdicts": (_verdicts, 1040, 580),
    "cards": (_cards, 1000, 560),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_that_each_sheet_of_the_gallery_paints_with_the_colours_of_its_mode(
    qtbot, picture, name, mode
):
    theme.look().set_mode(mode)
    build, width, height = PAGES[name]
    page = build()
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    picture(page, f"{name}-{mode}")
    image = page.grab().toImage()
    tokens = {"cards": ("accent", "text2"), "verdicts": ("red", "green_soft")}
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(0, image.height(), 2)}
    for token in tokens.get(name, ("accent", "red", "surface")):
        assert theme.colour(token).rgb() in seen, token
