"""The verdict of a received or just made file: seal, word, reason, who, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.i18n import joined
from desktop_app.ui import glyphs
from desktop_app.ui.components.texts import GlyphLabel, restyle, text
from desktop_app.ui.glyphs import DRAWN, Sign

VERDICTS = {
    "有效": Sign.VALID,
    "有效但有提示": Sign.VALID_NOTE,
    "无法判定": Sign.UNDECIDED,
    "无效": Sign.INVALID,
    "未签名": Sign.UNSIGNED,
    "版本过新": Sign.TOO_NEW,
}
"""The seal of each verdict, by its word."""


class VerdictPanel(QFrame):
    """One of the six verdicts on its soft ground."""

    def __init__(
        self,
        sign: Sign,
        reason: str,
        who: str = "",
        action: QWidget | None = None,
        *,
        edge: int = 36,
    ) -> None:
        super().__init__()
        self.sign = sign
        self.setProperty("k", "verdict")
        tone = DRAWN[sign].tone
        self.setProperty("tone", "" if tone == "text2" else tone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(GlyphLabel(sign, edge), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        kind = "title" if edge > 40 else "section"
        words.addWidget(text(glyphs.word(sign), kind, tone=tone))
        words.addWidget(text(reason, wrap=True))
        row.addLayout(words, 1)
        column.addLayout(row)
        if who:
            column.addWidget(text(who, "label", wrap=True))
        if action is not None:
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(joined((glyphs.word(sign), reason)))
        restyle(self)
