"""The panel beside a table: what, values, findings, history; its foot does not scroll."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _, joined
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button, link
from desktop_app.ui.components.keys import UndoElsewhere
from desktop_app.ui.components.scroll import ScrollColumn
from desktop_app.ui.components.texts import ElidedLabel, GlyphLabel, rule, text
from desktop_app.ui.glyphs import DRAWN, Sign
from desktop_app.ui.tokens import size

EXPLANATION_LENGTH = 200
AIR = 10
AIRY = {"soft", "card", "verdict"}


class SidePanel(QWidget):
    """A scrolling column with a fixed foot, 320 to 400 pixels wide.

    Signals:
        closed: F4 or Esc was pressed, or the drawer's close button.
    """

    closed = Signal()

    def __init__(self, *, side: str = "side") -> None:
        super().__init__()
        self.setProperty("k", side)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(size("side_min"))
        self.setMaximumWidth(size("side_max"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.area = ScrollColumn()
        self.body = self.area.column
        self.body.setContentsMargins(size("panel"), 16, size("panel"), 16)
        self.body.setSpacing(2)
        column.addWidget(self.area, 1)
        self.foot = QWidget()
        self.foot.setProperty("k", "bar-top")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._foot_row = QHBoxLayout(self.foot)
        self._foot_row.setContentsMargins(size("panel"), 9, size("panel"), 9)
        self._foot_row.setSpacing(8)
        self.foot.hide()
        column.addWidget(self.foot)

    def clear(self) -> None:
        """Take everything out of the body; what is put in next comes before the foot by Tab."""
        QTimer.singleShot(0, self, self._order_focus)
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @property
    def has_focus_inside(self) -> bool:
        """Whether something in the body has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.area.isAncestorOf(focused)

    def enter(self) -> None:
        """Put the focus into the first part of the body that takes it."""
        # What was taken out a moment ago is still a child of the area, and not in its layout.
        items = (self.body.itemAt(place) for place in range(self.body.count()))
        shown = [part for item in items if item is not None and (part := item.widget())]
        parts = [inner for part in shown for inner in (part, *part.findChildren(QWidget))]
        stops = (part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        first = next((part for part in stops if part.window() is self.window()), None)
        if first is not None:
            first.setFocus()

    def _order_focus(self) -> None:
        parts: list[QWidget] = [*self.area.findChildren(QWidget), *self.foot.findChildren(QWidget)]
        # The list of a box is in a window of its own.
        here = self.window()
        stops = [
            part
            for part in parts
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.window() is here
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def add(self, widget: QWidget) -> QWidget:
        """Add a part to the body and return it; cards and buttons get air above them."""
        airy = isinstance(widget, QAbstractButton) or widget.property("k") in AIRY
        if airy and self.body.count():
            self.body.addSpacing(AIR)
        self.body.addWidget(widget)
        if airy:
            self.body.addSpacing(2)
        return widget

    def add_heading(self, title: str, *parts: str) -> None:
        """Say what the panel is about: name in bold, then facts."""
        self.add(text(title, "section", wrap=True))
        for part in parts:
            self.add(text(part, "fact", wrap=True))

    def add_rule(self) -> None:
        """Add a thin line with air around it."""
        self.body.addSpacing(AIR)
        self.body.addWidget(rule())
        self.body.addSpacing(AIR)

    def set_foot(self, *widgets: QWidget) -> None:
        """Put buttons into the foot; the last one stands at the right."""
        while (item := self._foot_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets[:-1]:
            self._foot_row.addWidget(widget)
        self._foot_row.addStretch(1)
        for widget in widgets[-1:]:
            self._foot_row.addWidget(widget)
        self.foot.setVisible(bool(widgets))


@dataclass(frozen=True, slots=True)
class FindingText:
    """What a finding card says.

    Attributes:
        sign: Shape and tone of its severity.
        title: "核实，需要说明".
        rule: Id of the rule.
        message: The rule's sentence with its values.
        explanation: The explanation that is stored, or "".
        asked: What is to be written, where it is not an explanation.
        save: Word of the button that stores it.
    """

    sign: Sign
    title: str
    rule: str
    message: str
    explanation: str = ""
    asked: str = ""
    save: str = ""


class FindingCard(QFrame):
    """A finding on its soft ground, with its explanation where one is asked for.

    Signals:
        explained: The text to be stored as explanation.
    """

    explained = Signal(str)

    def __init__(self, finding: FindingText, *, explain: bool = False) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("k", "soft")
        self.setProperty("tone", DRAWN[finding.sign].tone)
        self.setAccessibleName(joined((finding.title, finding.message)))
        # Its height follows its width, which a largest height would cut short.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 12)
        self.body.setSpacing(6)
        self._add_head(finding)
        self.body.addWidget(text(finding.message, wrap=True))
        self.editor: QPlainTextEdit | None = None
        if explain:
            self._add_editor(finding)

    def add_link(self, words: str, on_click: Callable[[], object]) -> Button:
        """Add an action as a word under the text."""
        button = link(words, on_click)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def add_button(self, button: Button) -> None:
        """Add a button beside 保存说明."""
        self._buttons.insertWidget(self._buttons.count() - 2, button)

    def add_change(self, change: Callable[[], object]) -> None:
        """Add the way to the cell that is to be changed."""
        if self.editor is not None:
            self.add_button(Button(_("改数"), change))
        else:
            self.add_link(_("改数"), change)

    def _add_head(self, finding: FindingText) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(GlyphLabel(finding.sign))
        row.addWidget(text(finding.title, "strong"))
        rule_id = ElidedLabel(finding.rule, "label")
        rule_id.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(rule_id, 1)
        self.body.addLayout(row)

    def _add_editor(self, finding: FindingText) -> None:
        asked = finding.asked or _("说明")
        self.body.addWidget(text(asked, "label"))
        editor = QPlainTextEdit(finding.explanation)
        editor.setAccessibleName(asked)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(3 * QFontMetrics(theme.font()).lineSpacing() + 18)
        UndoElsewhere(editor)
        self.editor = editor
        self.body.addWidget(editor)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.save = Button(finding.save or _("保存说明"), self._on_save, kind="primary")
        self.save.setToolTip("Ctrl+Enter")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            # Of the editor alone: a cell may have several cards.
            keys = QShortcut(QKeySequence(key), editor)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(self.save.click)
        self._count = text("", "label")
        self._buttons.addWidget(self.save)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._count)
        self.body.addLayout(self._buttons)
        editor.textChanged.connect(self._on_text)
        self._on_text()

    def _on_text(self) -> None:
        if self.editor is not None:
            length = len(self.editor.toPlainText().strip())
            self._count.setText(f"{length}/{EXPLANATION_LENGTH}")
            # What was written can be taken back too.
            least = 0 if self.finding.explanation else 1
            self.save.setEnabled(least <= length <= EXPLANATION_LENGTH)

    def _on_save(self) -> None:
        if self.editor is not None:
            self.explained.emit(self.editor.toPlainText().strip())


class HistoryEntry(QWidget):
    """One change: when, who and how on the first line, what on the second."""

    def __init__(self, when: str, who: str, what: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.addWidget(text(when, "label"))
        row.addStretch(1)
        row.addWidget(text(who, "label"))
        column.addLayout(row)
        column.addWidget(text(what, wrap=True))
        self.setAccessibleName(joined((when, who, what)))
