"""Banner for what blocks the work, strip for the current finding, toast for what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import Button, icon_only, link
from desktop_app.ui.components.stepper import BottomBar
from desktop_app.ui.components.texts import ElidedLabel, GlyphLabel, set_tone, text
from desktop_app.ui.glyphs import DRAWN, Sign
from desktop_app.ui.tokens import size

Action = tuple[str, Callable[[], object]]
TOAST_MILLISECONDS = 6000


class Banner(QFrame):
    """A fact that blocks or changes the work; stays in the page until it is dealt with."""

    def __init__(
        self,
        words: str,
        sign: Sign = Sign.HINT,
        actions: Sequence[Action] = (),
        *,
        closable: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("k", "soft")
        self.setProperty("tone", DRAWN[sign].tone)
        self.setMinimumHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(GlyphLabel(sign, 14), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = text(words, wrap=True)
        row.addWidget(self.words, 1)
        for name, act in actions:
            row.addWidget(link(name, act), 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            row.addWidget(icon_only(_("关闭"), "x", self.deleteLater))


class FindingStrip(QFrame):
    """The finding of the current cell as one line under the table of a narrow window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "strip")
        self.setFixedHeight(size("strip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(size("margin"), 0, 16, 0)
        row.setSpacing(8)
        self._glyph = GlyphLabel(Sign.NONE)
        self._title = text("", "strong")
        self._words = ElidedLabel()
        row.addWidget(self._glyph)
        row.addWidget(self._title)
        row.addWidget(self._words, 1)
        self.explain = link(_("写说明"))
        self.next = link(_("下一处"))
        self._explain_key = text("F4", "label")
        for button, key in ((self.explain, self._explain_key), (self.next, text("F8", "label"))):
            row.addWidget(button)
            row.addWidget(key)
        self.tell(Sign.NONE, "", "")

    def tell(self, sign: Sign, title: str, words: str) -> None:
        """Say what is wrong with the current cell; Sign.NONE empties the strip."""
        self._glyph.set_sign(sign)
        self._title.setText(title)
        self._words.setText(words)
        for part in (self.explain, self._explain_key):
            part.setVisible(sign in {Sign.VERIFY, Sign.EXPLAINED})
        set_tone(self, DRAWN[sign].tone if sign in DRAWN else "")
        self.setAccessibleName(f"{title} {words}".strip())


class Toast(QFrame):
    """What was done, for six seconds at the bottom left of `over`; one at a time.

    It stays as long as the pointer is over it or it has the focus.
    """

    def __init__(self, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self._over = over
        self.setProperty("k", "toast")
        self.setFixedHeight(40)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(24)
        self._words = text("")
        self._row.addWidget(self._words)
        self._button: Button | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def button(self) -> Button | None:
        """The button that takes back what was done, if there is one."""
        return self._button

    def tell(self, words: str, action: Action | None = None) -> None:
        """Show a sentence, with a button that takes it back."""
        if self._button is not None:
            self._row.removeWidget(self._button)
            self._button.deleteLater()
            self._button = None
        self._words.setText(words)
        self.setAccessibleName(words)
        if action is not None:
            name, act = action
            self._button = Button(name, lambda: self._act(act), kind="toast")
            self._button.installEventFilter(self)
            self._row.addWidget(self._button)
            # A layout shows it later only, and has no room for it until then.
            self._button.show()
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _act(self, act: Callable[[], object]) -> None:
        self.hide()
        act()

    def _place(self) -> None:
        over = self._over
        # The bar under a page says what comes next, or is typed into: it is not to be covered.
        bars: list[BottomBar] = [*over.findChildren(BottomBar)]
        lift = max((bar.height() for bar in bars if bar.isVisible()), default=0)
        foot = over.height() - self.height() - 16 - lift
        self.move(over.mapTo(self.window(), QPoint(size("margin"), foot)))

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        """Go on counting."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window changes, wait while the button has the focus."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        elif watched is self._button and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._button and event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return False
