"""Progress of long work: what, percent, bar, done of all, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _, joined
from desktop_app.ui.components.buttons import link
from desktop_app.ui.components.cards import paint_bar
from desktop_app.ui.components.texts import ElidedLabel, text

SHOWN_AFTER_MILLISECONDS = 1000
BAR = 120


class Bar(QWidget):
    """A thin bar, 6 pixels high."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(6)
        self.share = 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track and what is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(self.rect()), self.share, None)


class ProgressStrip(QWidget):
    """Shows itself after one second of work, in a line of its page that is there anyway.

    Args:
        instead_of: What gives its place to it meanwhile, so that nothing moves.
    """

    def __init__(self, instead_of: QWidget | None = None) -> None:
        super().__init__()
        self._instead_of = instead_of
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.what = ElidedLabel()
        self.percent = text("", "strong")
        self.bar = Bar()
        self.detail = text("", "label")
        self.cancel = link(_("取消"))
        self._lay_out()
        self._unit = ""
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MILLISECONDS)
        self._timer.timeout.connect(self.appear)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.what.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.what, 1)
        self.bar.setFixedWidth(BAR)
        for part in (self.bar, self.percent, self.detail, self.cancel):
            row.addWidget(part)

    def appear(self) -> None:
        """Take the place that is kept for it."""
        if self._instead_of is not None:
            self._instead_of.hide()
        self.show()

    def begin(self, what: str, unit: str = "") -> None:
        """Start counting; the strip appears when the work lasts longer than a second."""
        self.what.setText(what)
        self._unit = unit
        self._started = time.monotonic()
        self.advance(0, 0)
        self._timer.start()

    def advance(self, done: int, total: int, what: str = "") -> None:
        """Show how far the work is; `total` 0 means that it is not known."""
        if what:
            self.what.setText(what)
        share = done / total if total else 0.0
        self.bar.share = share
        self.bar.update()
        self.percent.setText(f"{share:.0%}" if total else "")
        self.detail.setText(self._counted(done, total))
        self.setAccessibleName(f"{self.what.text()} {self.percent.text()}")

    def name(self, what: str) -> None:
        """Say what is being done now; what follows work that is done is counted anew."""
        self.what.setText(what)
        if self.bar.share >= 1:
            self._started = time.monotonic()
            self.advance(0, 0)

    def end(self) -> None:
        """The work is over."""
        self._timer.stop()
        self.hide()
        if self._instead_of is not None:
            self._instead_of.show()

    def _counted(self, done: int, total: int) -> str:
        if not total:
            return ""
        # Work that is counted in no unit of people's own is told by its percent alone.
        words = f"{done:,} / {total:,} {self._unit}" if self._unit else ""
        passed = time.monotonic() - self._started
        if done and done < total and passed > 1:
            rest = max(1, round(passed * (total - done) / done))
            left = (
                _("约剩 {n} 秒").format(n=rest)
                if rest < 90
                else _("约剩 {n} 分").format(n=round(rest / 60))
            )
            words = joined(filter(None, (words, left)))
        return words
