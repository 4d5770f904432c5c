"""The third step of 导入: what becomes of every row, with seven counts that filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _, joined, noted, plural, told
from desktop_app.importing.model import Outcome
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
from desktop_app.sheets.table import Row
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.cards import CountTile
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import ElidedLabel, GlyphText, text
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.importing.column import Choices
from desktop_app.ui.pages.importing.match import key_of, sheet_words
from desktop_app.ui.pages.importing.rows import (
    GROUNDS,
    SIGNS,
    RowEntry,
    SheetLines,
    Value,
    raw_text,
)
from desktop_app.ui.pages.lazy_lines import LazyModel, MadeLines

TILES = (
    Outcome.NEW,
    Outcome.CHANGED,
    Outcome.SAME,
    Outcome.QUESTIONED,
    Outcome.REJECTED,
    Outcome.SKIPPED,
)

PANEL_WIDTH = 368
"""Room for three columns."""


class PreviewStep(QWidget):
    """Tiles, the sum written out, and the rows of one sheet.

    Args:
        sheet_changed: Told the sheet that another one was chosen for.
        row_changed: Told the lines and the row that is chosen, or None.
        row_opened: Called when a row is entered.
    """

    def __init__(
        self,
        *,
        sheet_changed: Callable[[SheetPreview], object],
        row_changed: Callable[[SheetLines, RowEntry | None], object],
        row_opened: Callable[[], object],
    ) -> None:
        super().__init__()
        self._row_opened = row_opened
        self._sheet_changed = sheet_changed
        self._row_changed = row_changed
        self._sheets: list[SheetPreview] = []
        self._whole = ""
        self.lines: SheetLines | None = None
        self.shown: MadeLines | None = None
        self.outcome: Outcome | None = None
        self.table: ListTable | None = None
        self.tiles: dict[Outcome | None, CountTile] = {None: CountTile(_("全部"))}
        for outcome in TILES:
            sign = SIGNS[outcome]
            self.tiles[outcome] = CountTile(glyphs.word(sign), sign)
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self.choose(key))
        self.sum = ElidedLabel("", "label")
        self.sheet = Choices()
        self.sheet.setAccessibleName(_("工作表"))
        self.sheet.setMinimumWidth(320)
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sheet.setMaximumWidth(560)
        self.sheet.activated.connect(self._on_sheet)
        self.field = FilterField(_("筛选"))
        self.field.textChanged.connect(lambda _text: self._narrow())
        self.field.returnPressed.connect(lambda: self.table and self.table.setFocus())
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        tiles = QHBoxLayout()
        tiles.setContentsMargins(24, 0, 24, 0)
        tiles.setSpacing(8)
        for tile in self.tiles.values():
            tile.setMinimumWidth(96)
            tiles.addWidget(tile)
        column.addLayout(tiles)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 0, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.sheet, 1)
        bar.addWidget(self.field)
        bar.addStretch(0)
        column.addLayout(bar)
        below = QHBoxLayout()
        below.setContentsMargins(24, 0, 24, 0)
        below.addWidget(self.sum, 1)
        column.addLayout(below)
        self.stack = QStackedWidget()
        self.empty = EmptyPage(_("没有这样的行"), _("换一个计数或筛选。"))
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)

    def show_preview(self, preview: ImportPreview, wanted: tuple[str, str] | None) -> None:
        """Show the sheets of a preview that are taken."""
        self._sheets = [sheet for sheet in preview.sheets if sheet.mapping.main]
        self._whole = ""
        if len(preview.sheets) > 1:
            words = told(
                plural("全部 {n} 张工作表", len(preview.sheets)), _sum_words(preview.counts)
            )
            self._whole = f"　　{words}"
        self.sheet.setVisible(len(self._sheets) > 1)
        keys = [key_of(sheet) for sheet in self._sheets]
        entries = [(str(place), _sheet_words(sheet)) for place, sheet in enumerate(self._sheets)]
        place = keys.index(wanted) if wanted in keys else 0
        self.sheet.offer(entries, str(place))
        if self._sheets:
            self._sheet_changed(self._sheets[place])

    def show_lines(self, lines: SheetLines) -> None:
        """Show the rows of a sheet."""
        self.lines = lines
        counts = lines.counts()
        whole = sum(counts.values())
        self.tiles[None].set_count(whole - counts[Outcome.SKIPPED])
        for outcome in TILES:
            self.tiles[outcome].set_count(counts[outcome])
        said = _sum_words(counts)
        if counts[Outcome.QUESTIONED]:
            said += _("。存疑 {n} 行已计入收下").format(n=f"{counts[Outcome.QUESTIONED]:,}")
        self.sum.setText(said + self._whole)
        model = LazyModel(lines.headings(), self)
        table = ListTable(
            *(model, lines.headings(), _("预览")), lines=True, density="standard", many=True
        )
        table.row_changed.connect(self._on_row)
        table.row_opened.connect(lambda _place: self._row_opened())
        if self.table is not None:
            self.stack.removeWidget(self.table)
            self.table.deleteLater()
        self.table = table
        model.setParent(table)
        self.stack.addWidget(table)
        graver = [o for o in (Outcome.REJECTED, Outcome.QUESTIONED) if counts[o]]
        self.choose(self.outcome if self.outcome is None or counts[self.outcome] else None)
        if graver:
            table.choose(0)

    def choose(self, outcome: Outcome | None) -> None:
        """Show the rows of one outcome, or all that are not skipped."""
        self.outcome = outcome
        for key, tile in self.tiles.items():
            tile.setChecked(key is outcome)
        self._narrow()

    def _narrow(self) -> None:
        if self.lines is None or self.table is None:
            return
        self.shown = self.lines.kept(self.outcome, self.field.text().strip())
        model = self.table.model()
        assert isinstance(model, LazyModel)  # noqa: S101 - made with one above
        model.set_lines(self.shown)
        if self.shown:
            self.stack.setCurrentWidget(self.table)
            self.table.choose(max(0, self.table.current_place()))
        else:
            self.stack.setCurrentWidget(self.empty)
            self._row_changed(self.lines, None)

    def _on_sheet(self, place: int) -> None:
        self._sheet_changed(self._sheets[place])

    def _on_row(self, place: int) -> None:
        if self.lines and self.shown and 0 <= place < len(self.shown):
            self._row_changed(self.lines, self.shown.things[place])


def _sheet_words(sheet: SheetPreview) -> str:
    """Name a sheet of its file, with how many of its rows want to be looked at."""
    counts = sheet.counts
    odd = [
        f"{glyphs.word(SIGNS[outcome])} {counts[outcome]:,}"
        for outcome in (Outcome.REJECTED, Outcome.QUESTIONED)
        if counts[outcome]
    ]
    return noted(f"{sheet_words(sheet)} › {sheet.file}", joined(odd))


def _sum_words(counts: Mapping[Outcome, int]) -> str:
    refused, skipped = counts[Outcome.REJECTED], counts[Outcome.SKIPPED]
    read = sum(counts.values())
    return _("读到 {read} 行 = 收下 {taken} + 拒收 {refused} + 跳过 {skipped}").format(
        read=f"{read:,}",
        taken=f"{read - refused - skipped:,}",
        refused=f"{refused:,}",
        skipped=f"{skipped:,}",
    )


class RowPanel(SidePanel):
    """One row: why it is questioned or refused, its values as read and as they will be stored."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(PANEL_WIDTH)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No row is chosen."""
        self.clear()
        self.add(text(_("选一行，这里对照读到的值和将存的值。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_row(self, lines: SheetLines, entry: RowEntry, raw: Row) -> None:
        """Show a row."""
        self.clear()
        self.add_heading(_("第 {n} 行").format(n=f"{entry.number:,}"))
        sign = SIGNS[entry.outcome]
        self.add(GlyphText(sign, glyphs.word(sign), "strong"))
        for said in lines.reasons(entry):
            self.add(text(said, wrap=True))
        if again := lines.said_again(entry):
            self.add(text(again, "fact", wrap=True))
        values = lines.values(entry)
        rows = [
            Line(
                (
                    Cell(value.label, tip=value.label, wrap=True),
                    Cell(read, right=value.right, tip=read, wrap=not value.right),
                    _stored(value),
                ),
                key=value.column.index,
            )
            for value in values
            for read in [raw_text(raw, value.column.index)]
        ]
        if not rows:
            said = "　".join(str(cell) for cell in raw if cell != "")
            self.add(text(said, "fact", wrap=True))
        else:
            self.add(_table(rows))
        self.body.addStretch(1)


def _stored(value: Value) -> Cell:
    ground = GROUNDS.get(value.sign, "")
    if value.old:
        shown = f"{value.old} → {value.new}"
        tip = value.said or shown
        return Cell(shown, right=value.right, tone="accent", bold=True, ground=ground, tip=tip)
    return Cell(
        value.new,
        right=value.right,
        sign=value.sign,
        ground=ground,
        tip=value.said or value.new,
        wrap=not value.right,
    )


def _table(rows: Sequence[Line]) -> ListTable:
    headings = [
        Heading(_("字段"), 104),
        Heading(_("读到"), 104),
        Heading(_("将存为"), 80, stretch=True),
    ]
    metrics = QFontMetrics(theme.font())
    tall = any(
        cell.wrap and metrics.horizontalAdvance(cell.text) > heading.width - 16
        for row in rows
        for cell, heading in zip(row.cells, headings, strict=True)
    )
    model = LinesModel(headings)
    model.set_lines(rows)
    table = ListTable(
        model,
        headings,
        _("读到的值和将存的值"),
        margin=8,
        lines=True,
        density="standard",
        framed=True,
        tall=tall,
    )
    model.setParent(table)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.fit_height(200)
    return table
