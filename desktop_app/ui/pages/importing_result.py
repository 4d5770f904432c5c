"""The last step of 导入: what was done; and the sheet of rows that need a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Catalogue
from desktop_app.i18n import _, in_turn, joined
from desktop_app.importing.model import Outcome
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.sheets.write import write_table
from desktop_app.sheets.write_cells import Column as WrittenColumn
from desktop_app.sheets.write_cells import Look
from desktop_app.ui import glyphs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.texts import GlyphText, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.importing_rows import SIGNS, RawRows, SheetLines, raw_text

WIDEST = 60
"""Columns of a sheet that are written out at most."""


class ResultStep(QWidget):
    """Counts of the import, and where to go from here."""

    def __init__(self, desk: Desk, again: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._batch = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        self.card = Card()
        self.card.setMaximumWidth(720)
        column.addWidget(self.card)
        column.addStretch(1)
        self.title = GlyphText(Sign.CLEAN, "", "section")
        self.words = text("", wrap=True)
        self.rest = text("", "fact", wrap=True)
        for widget in (self.title, self.words, self.rest):
            self.card.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.audit = primary(_("去审核"), lambda: desk.go("checks"), "clipboard-check")
        self.past = secondary(_("看这一批"), self._show_batch, "history")
        self.again = secondary(_("再导入"), again, "file-import")
        for button in (self.audit, self.past, self.again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        self.card.body.addLayout(row)

    def show_result(self, result: Mapping[str, object]) -> None:
        """Say what an import did."""
        self._batch = int(str(result.get("batch") or 0))
        counts = {one: int(str(result.get(one.value, 0))) for one in Outcome}
        read = int(str(result.get("read", 0)))
        refused, skipped = counts[Outcome.REJECTED], counts[Outcome.SKIPPED]
        records = int(str(result.get("records", 0)))
        self.past.setVisible(bool(self._batch))
        self.title.glyph.set_sign(Sign.CLEAN)
        if self._batch:
            title = _("已导入 {n} 条记录，第 {batch} 批").format(
                n=f"{records:,}", batch=self._batch
            )
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
        self.rest.setText(joined(shown))

    def show_undone(self) -> None:
        """Say that the import was taken back."""
        self.title.glyph.set_sign(Sign.SKIPPED)
        self.title.words.setText(_("第 {batch} 批已撤销").format(batch=self._batch))
        self.words.setText(_("数据和导入前一样。"))
        self.rest.setText("")

    def _show_batch(self) -> None:
        self._desk.go("history", {"batch": self._batch})


def write_problems(preview: ImportPreview, raw: RawRows, catalogue: Catalogue, path: Path) -> int:
    """Write the refused and questioned rows of all sheets; return how many.

    Raises:
        UserError: The file cannot be written.
    """
    rows = list(_problem_rows(preview, raw, catalogue))
    width = max((len(row) for row in rows), default=4)
    columns = [
        WrittenColumn(_("原因"), Look.TEXT, width=48),
        WrittenColumn(_("结果"), Look.TEXT, width=8),
        WrittenColumn(_("工作表"), Look.TEXT, width=24),
        WrittenColumn(_("行"), Look.CODE, width=8),
    ]
    columns += [
        WrittenColumn(_("第 {n} 列").format(n=place), Look.CODE, width=16)
        for place in range(1, width - 3)
    ]
    padded = [row + ("",) * (width - len(row)) for row in rows]
    facts = _("各列按原表原样，原因写在第一列。改好后在原表里改，再导入。")
    write_table(path, _("导入的问题行"), columns, padded, facts=facts, kept=1)
    return len(rows)


def _problem_rows(
    preview: ImportPreview, raw: RawRows, catalogue: Catalogue
) -> Iterator[tuple[str, ...]]:
    for sheet in preview.sheets:
        if not sheet.mapping.main:
            continue
        lines = SheetLines(sheet, preview, catalogue)
        for entry in lines.all:
            if entry.outcome not in {Outcome.REJECTED, Outcome.QUESTIONED}:
                continue
            row = raw.row(sheet, entry.number)
            cells = (raw_text(row, column) for column in range(min(len(row), WIDEST)))
            yield (
                in_turn(lines.reasons(entry)),
                glyphs.word(SIGNS[entry.outcome]),
                f"{sheet.file} › {sheet.name}",
                str(entry.number),
                *cells,
            )
