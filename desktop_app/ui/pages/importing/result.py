"""The last step of 导入: what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.findings import Severity
from desktop_app.i18n import _, joined, listed, plural
from desktop_app.importing.model import Outcome
from desktop_app.ui import glyphs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.texts import GlyphText, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.importing.rows import SIGNS
from desktop_app.work.history import stands
from desktop_app.work.importing.files import LISTED

_SEVERITIES = (
    (Severity.MUST, Sign.MUST),
    (Severity.VERIFY, Sign.VERIFY),
    (Severity.HINT, Sign.HINT),
)


class ResultStep(QWidget):
    """Counts of the import, and where to go from here.

    Args:
        desk: What all pages share.
        again: Begins another import.
        give_back: Writes the refused and questioned rows.
    """

    def __init__(
        self, desk: Desk, again: Callable[[], object], give_back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._batch = 0
        self._shown: tuple[Mapping[str, object], int, tuple[str, ...]] = ({}, 0, ())
        self._is_undone = False
        desk.operations.data_changed.connect(lambda _applied: self._follow())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        self.card = Card()
        self.card.setMaximumWidth(720)
        column.addWidget(self.card)
        column.addStretch(1)
        self.title = GlyphText(Sign.CLEAN, "", "section")
        self.words = text("", wrap=True)
        self.rest = text("", "fact", wrap=True)
        self.left = text("", "fact", wrap=True)
        self.found = text("", "fact", wrap=True)
        self.back = text(_("改好问题行再导入，只动这些行。"), "fact", wrap=True)
        for widget in (self.title, self.words, self.rest, self.left, self.found, self.back):
            self.card.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.audit = primary(_("去审核"), lambda: desk.go("checks"), "clipboard-check")
        self.past = secondary(_("看这一批"), self._show_batch, "history")
        self.again = secondary(_("再导入"), again, "file-import")
        self.problems = secondary("", give_back, "download")
        for button in (self.audit, self.problems, self.past, self.again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.card.body.addLayout(row)

    def show_result(self, result: Mapping[str, object], odd: int, left: Sequence[str] = ()) -> None:
        """Say what an import did.

        Args:
            result: What its process told.
            odd: How many rows were refused or questioned.
            left: Names of files that could not be read, and were not imported.
        """
        self._shown, self._is_undone = (result, odd, tuple(left)), False
        self.left.setText(_("没有导入：{files}").format(files=listed(left)) if left else "")
        self.left.setVisible(bool(left))
        self.problems.setText(_("导出问题行（{n}）").format(n=f"{odd:,}"))
        for widget in (self.problems, self.back):
            widget.setVisible(odd > 0)
        self._batch = int(str(result.get("batch") or 0))
        counts = {one: int(str(result.get(one.value, 0))) for one in Outcome}
        read = int(str(result.get("read", 0)))
        refused, skipped = counts[Outcome.REJECTED], counts[Outcome.SKIPPED]
        records = int(str(result.get("records", 0)))
        self.past.setVisible(bool(self._batch))
        self.title.glyph.set_sign(Sign.CLEAN)
        if self._batch:
            title = plural("已导入 {n} 条记录，第 {batch} 批", records, batch=self._batch)
        else:
            title = _("没有要写入的改动")
        self.title.words.setText(title)
        self.words.setText(
            _("读到 {read} 行 = 收下 {taken} + 拒收 {refused} + 跳过 {skipped}。").format(
                read=f"{read:,}",
                taken=f"{read - refused - skipped:,}",
                refused=f"{refused:,}",
                skipped=f"{skipped:,}",
            )
        )
        shown = [
            f"{glyphs.word(SIGNS[one])} {counts[one]:,}"
            for one in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.QUESTIONED)
            if counts[one]
        ]
        self._tell(joined(shown), _found_words(result, records))

    def show_undone(self) -> None:
        """Say that the import was taken back."""
        self._is_undone = True
        self.title.glyph.set_sign(Sign.SKIPPED)
        self.title.words.setText(_("第 {batch} 批已撤销").format(batch=self._batch))
        self.words.setText(_("数据和导入前一样。"))
        self._tell("", "")

    def _tell(self, rest: str, found: str) -> None:
        """Say what became of the rows and what the rules found; nothing takes no room."""
        for label, words in ((self.rest, rest), (self.found, found)):
            label.setText(words)
            label.setVisible(bool(words))

    def _follow(self) -> None:
        """Say so when the import is taken back elsewhere, or done again."""
        ws, batch = self._desk.ws, self._batch
        if not batch or self.isHidden():
            return

        def show(is_there: bool) -> None:  # noqa: FBT001 - what `stands` returns
            if batch == self._batch and is_there == self._is_undone:
                if is_there:
                    self.show_result(*self._shown)
                else:
                    self.show_undone()

        self._desk.operations.run(lambda: stands(ws, batch), show, asker=self)

    def _show_batch(self) -> None:
        self._desk.go("history", {"batch": self._batch})


def _found_words(result: Mapping[str, object], records: int) -> str:
    """Say what the rules found in the periods that the import touched."""
    findings = result.get("findings")
    counts = findings if isinstance(findings, Mapping) else {}
    parts = [
        f"{glyphs.word(sign)} {counts[severity.value]:,}"
        for severity, sign in _SEVERITIES
        if counts.get(severity.value)
    ]
    if not parts:
        return ""
    words = _("按规则查到：{parts}").format(parts=joined(parts))
    if records > LISTED:
        words += _("。记录多，只计了数，全审后逐条列出")
    return words
