"""What is to be done before the deadline, the newest findings, and when 全审 last ran."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding
from desktop_app.i18n import _, joined, plural
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.buttons import Button, link
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.keys import press_by_enter
from desktop_app.ui.components.texts import GlyphText, draw_lines, rule, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.places import show_record
from desktop_app.work.checks import sentence
from desktop_app.work.overview import Due, Overview

NEWEST_AT_MOST = 4
LINE = 34


class DueLine(QWidget):
    """Shape, what is to be done, how much of it, and where."""

    def __init__(self, sign: Sign, words: str, act: str, on_act: Callable[[], object]) -> None:
        super().__init__()
        self._sign = sign
        self.setFixedHeight(LINE - 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._what = GlyphText(sign, words)
        self._count = text("", "fact")
        self.act: Button = link(act, on_act)
        row.addWidget(self._what)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.act)

    def show_count(self, count: int, words: str) -> None:
        """Show how much there is; nothing left to do has a tick and no way to go."""
        self._count.setText(words)
        self._what.glyph.set_sign(self._sign if count else Sign.CLEAN)
        self.act.setVisible(count > 0)
        self.setAccessibleName(f"{self._what.words.text()} {words}")


class FindingLine(QAbstractButton):
    """A finding in two lines: its sentence, whose it is; opens its cell."""

    def __init__(self, sign: Sign, words: str, subject: str) -> None:
        super().__init__()
        self._sign = sign
        self._words = words
        self._subject = subject
        self.setToolTip(words)
        self.setAccessibleName(joined((glyphs.word(sign), words, subject)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, 42)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw shape, sentence, subject; the ring of the focus."""
        painter = QPainter(self)
        glyphs.draw(painter, 0, (self.height() - 12) / 2, self._sign)
        tone = "accent" if self.underMouse() else "text"
        box = self.rect().adjusted(22, 1, 0, -1)
        draw_lines(painter, box, [(self._words, tone, False), (self._subject, "text2", False)])
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer."""
        super().mouseMoveEvent(event)
        self.update()


class DueCard(Card):
    """The right column of the overview.

    Signals:
        opened: A way was taken; for tests.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Sequence[Finding] = ()
        self._most = NEWEST_AT_MOST
        self.setMinimumWidth(260)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.body.setSpacing(2)
        self._days = text("", "fact")
        self.body.addLayout(_head(text(_("截止前要做"), "section"), self._days))
        self.must = DueLine(Sign.MUST, _("改正强制性错误"), _("去改"), self._go_checks("must"))
        self.verify = DueLine(
            Sign.VERIFY, _("说明核实性问题"), _("去说明"), self._go_checks("verify")
        )
        self.absent = DueLine(Sign.UNFILLED, _("补录未填企业"), _("去录入"), self._go_unfilled)
        self.expiring = DueLine(Sign.UNFILLED, _("换领到期证书"), _("查看"), self._go_expiring)
        self.remarks = DueLine(
            Sign.REMARK, _("处理市局意见"), _("去处理"), self._go_checks("remark")
        )
        for line in (self.remarks, self.must, self.verify, self.absent, self.expiring):
            self.body.addWidget(line)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.body.addSpacing(4)
        self.all = link("", lambda: desk.go("checks"))
        self.body.addLayout(_head(text(_("最近的问题"), "section"), self.all))
        self._newest = QVBoxLayout()
        self._newest.setSpacing(4)
        self.body.addLayout(self._newest)
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self._checked = text("", "label")
        self.check: Button = link(_("重新全审"))
        self.body.addLayout(_head(self._checked, self.check))

    def set_low(self, *, low: bool) -> None:
        """Show fewer findings where the window is low."""
        most = 1 if low else NEWEST_AT_MOST
        if most != self._most:
            self._most = most
            self._show_newest(self._found)

    def show_overview(self, found: Overview) -> None:
        """Show what is due in a period."""
        self._days.setText(_days(found))
        self._show_due(found.due)
        self.all.setText(plural("全部 {n} 处", found.due.findings))
        self.all.setVisible(found.due.findings > 0)
        self._found = found.newest
        self._show_newest(found.newest)
        when = moment_text(found.checked_at)
        self._checked.setText(_("上次全审 {when}").format(when=when) if when else _("还没有全审"))
        self.check.setText(_("重新全审") if when else _("全审"))

    def _show_due(self, due: Due) -> None:
        self.remarks.setVisible(due.remarks > 0)
        # In its place, so that the card is no higher than its row has room for.
        self.expiring.setVisible(due.expiring > 0 or not due.remarks)
        self.remarks.show_count(due.remarks, plural("{n} 条", due.remarks))
        self.must.show_count(due.to_fix, plural("{n} 处", due.to_fix))
        self.verify.show_count(due.to_explain, plural("{n} 处", due.to_explain))
        self.absent.show_count(due.absent, _("{n} 家").format(n=due.absent))
        self.expiring.show_count(due.expiring, _("{n} 家").format(n=due.expiring))

    def _show_newest(self, newest: Sequence[Finding]) -> None:
        while (item := self._newest.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in newest[: self._most]:
            sign = Sign.MUST if finding.severity == "强制" else Sign.VERIFY
            line = FindingLine(sign, sentence(self._desk.ws, finding), finding.subject)
            line.clicked.connect(lambda _on=False, of=finding: self._go_finding(of))
            self._newest.addWidget(line)
        if not newest:
            self._newest.addWidget(GlyphText(Sign.CLEAN, _("没有要处理的问题"), "fact"))

    def _go_finding(self, finding: Finding) -> None:
        show_record(self._desk, finding.form, finding.uid, next(iter(finding.fields), ""))

    def _go_checks(self, severity: str) -> Callable[[], object]:
        return lambda: self._desk.go("checks", {"severity": severity})

    def _go_unfilled(self) -> None:
        self._desk.go("rd", {"segment": "unfilled"})

    def _go_expiring(self) -> None:
        self._desk.go("firms", {"segment": "expiring"})


def _head(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row


def _days(found: Overview) -> str:
    if found.days_left is None:
        return ""
    if found.days_left < 0:
        return plural("已过 {n} 天", -found.days_left)
    return plural("还剩 {n} 天", found.days_left)
