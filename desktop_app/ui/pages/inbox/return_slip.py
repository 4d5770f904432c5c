"""A return slip in the making: what is wrong with a report, finding by finding and in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.findings import Finding
from desktop_app.i18n import _, plural, severity_word
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_bar import FilterBar, Segment
from desktop_app.ui.components.stepper import FootBar
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.checks.found import Found, FoundLine, Key
from desktop_app.ui.pages.checks.rows import make_texts, matching, segments
from desktop_app.ui.pages.lazy_lines import LazyModel, MadeLines
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.city.arrivals import Arrival

CHOSEN = "chosen"
USUAL_DAYS = 7
"""Days that a district gets for its correction unless somebody says another day. Our choice."""

Chosen = Sequence[tuple[Finding, str]]


class RemarkTable(ListTable):
    """The findings; Space takes one into the slip or out of it."""

    def __init__(self, model: LinesModel, toggle: Callable[[int], object]) -> None:
        super().__init__(model, headings(), _("退回意见"))
        self._toggle = toggle
        self.row_opened.connect(toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle the current line by Space."""
        if event.key() == Qt.Key.Key_Space and self.current_place() >= 0:
            self._toggle(self.current_place())
        else:
            super().keyPressEvent(event)


def headings() -> list[Heading]:
    """Return the columns of the list."""
    return [
        Heading(_("级别"), 96),
        Heading(_("企业或载体"), 200),
        Heading(_("字段"), 130),
        Heading(_("出错说明"), 220, stretch=True),
        Heading(_("退回意见"), 230),
    ]


class ReturnView(QWidget):
    """The findings of a package; those with a remark go into the slip.

    Args:
        desk: What all pages share.
        back: Leaves without a slip.
        issue: Takes the package, what was chosen with its remarks, the text and the deadline.
    """

    def __init__(
        self,
        desk: Desk,
        back: Callable[[], object],
        issue: Callable[[Arrival, Chosen, str, str], object],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._issue = issue
        self._package: Arrival | None = None
        self._found: Found | None = None
        self._listed: Sequence[FoundLine] = ()
        self._texts: dict[Key, str] = {}
        self.bar = FilterBar(_("筛选"), [*segments(), Segment(CHOSEN, _("已选"), Sign.REMARK)])
        self.bar.changed.connect(lambda _text, _segment: self._list())
        self.model = LazyModel(headings(), self)
        self.table = RemarkTable(self.model, self.toggle)
        self.table.row_changed.connect(self._on_row)
        self.remark = _several(_("这一条的意见"))
        self.all = _several(_("对整份报表的意见"))
        self.day = LabelledField(_("更正期限"), QLineEdit(), _("写成 2025-03-31"))
        self.foot = FootBar()
        self.act = primary(_("签发退回单"), self._on_issue, "signature")
        self.foot.add_right(secondary(_("不退回"), back))
        self.foot.add_right(self.act)
        self._lay_out()
        editor_of(self.remark).textChanged.connect(self._on_typed)
        editor_of(self.all).textChanged.connect(self._show_foot)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self.day.setFixedWidth(150)
        for field, share in ((self.remark, 3), (self.all, 3), (self.day, 0)):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setProperty("k", "bar-top")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(row)
        words = _("空格或回车选中一条，意见先用出错说明，可以改写")
        hint = text(words, "label")
        hint.setContentsMargins(24, 0, 24, 8)
        inside.addWidget(hint)
        column.addWidget(holder)
        column.addWidget(self.foot)

    # Showing

    def show_package(self, package: Arrival, period: str) -> None:
        """Begin a slip for a package."""
        self._package = package
        self._texts = {}
        self._found, self._listed = None, ()
        self.model.set_lines(())
        editor_of(self.all).clear()
        day = date.today() + timedelta(days=USUAL_DAYS)  # noqa: DTZ011 - the day on the wall
        line_of(self.day).setText(day.isoformat())
        self.day.set_error("")
        ws = self._desk.ws.of(package.unit)
        self._desk.operations.run(
            lambda: Found(ws, period), lambda found: self._take(package, found), asker=self
        )
        self._show_foot()

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.table

    @property
    def _rows(self) -> Sequence[FoundLine]:
        return self._found.rows if self._found else ()

    def _take(self, package: Arrival, found: Found) -> None:
        if package is self._package:
            self._found = found
            self._list()
            self.table.choose(0)
            self._desk.operations.run_after_painting(lambda: make_texts(found))

    def _list(self) -> None:
        wanted, segment = self.bar.field.text().strip(), self.bar.segments.current
        if wanted and self._found:
            self._found.read_all()
        rows = matching(self._rows, wanted, "all" if segment == CHOSEN else segment)
        if segment == CHOSEN:
            rows = [row for row in rows if row.key in self._texts]
        self._listed = rows
        self.model.set_lines(MadeLines(rows, self._line, lambda row: row.key))
        self._count()

    def _count(self) -> None:
        counts: dict[str, int] = {segment.key: 0 for segment in segments()}
        for row in self._rows:
            counts[row.sign.value] = counts.get(row.sign.value, 0) + 1
        counts["all"], counts[CHOSEN] = len(self._rows), len(self._texts)
        self.bar.segments.set_counts(counts)
        self._show_foot()

    def _line(self, row: FoundLine) -> Line:
        remark = self._texts.get(row.key, "")
        chosen = row.key in self._texts
        word = row.head.severity
        cells = (
            Cell(severity_word(word), sign=row.sign),
            Cell(row.finding.subject, tip=row.finding.subject),
            Cell(row.place, tip=row.place),
            Cell(row.text, tip=row.text),
            Cell(
                remark,
                sign=Sign.REMARK if chosen else Sign.NONE,
                tone="violet",
                tip=remark,
                ground="violet_soft" if chosen else "",
            ),
        )
        return Line(cells, key=row.key)

    def _show_foot(self) -> None:
        count = len(self._texts)
        said = bool(editor_of(self.all).toPlainText().strip())
        self.act.setEnabled(bool(count or said))
        words = plural("逐条意见 {n} 条", count) if count else _("选要退回的问题，或写总的意见")
        self.foot.note.setText(words)

    # Choosing

    def toggle(self, place: int) -> None:
        """Take a finding into the slip with its own words as the remark, or take it out."""
        row = self._listed[place]
        if row.key in self._texts:
            del self._texts[row.key]
        else:
            self._texts[row.key] = row.text
        self._refresh(place)
        self._on_row(place)

    def _on_row(self, place: int) -> None:
        row = self._listed[place] if 0 <= place < len(self._listed) else None
        editor = editor_of(self.remark)
        editor.blockSignals(True)  # noqa: FBT003 - Qt's own
        editor.setPlainText(self._texts.get(row.key, "") if row is not None else "")
        editor.blockSignals(False)  # noqa: FBT003 - Qt's own
        editor.setEnabled(row is not None)

    def _on_typed(self) -> None:
        """Take the finding into the slip as soon as something is written about it."""
        place = self.table.current_place()
        if not 0 <= place < len(self._listed):
            return
        words = editor_of(self.remark).toPlainText().strip()
        key = self._listed[place].key
        if words:
            self._texts[key] = words
        else:
            self._texts.pop(key, None)
        self._refresh(place)

    def _refresh(self, place: int) -> None:
        """Show one line anew."""
        self.model.show_again(place)
        self._count()

    # Issuing

    def _on_issue(self) -> None:
        if self._package is None:
            return
        day = line_of(self.day).text().strip()
        if day and not _is_day(day):
            self.day.set_error(_("“{text}”不是日期。写成 2025-03-31 这样。").format(text=day))
            line_of(self.day).setFocus()
            return
        self.day.set_error("")
        chosen = [
            (row.finding, self._texts[row.key]) for row in self._rows if row.key in self._texts
        ]
        said = editor_of(self.all).toPlainText().strip()
        self._issue(self._package, chosen, said, day)


def _several(label: str) -> LabelledField:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(2 * QFontMetrics(theme.font()).lineSpacing() + 16)
    return LabelledField(label, editor)


def editor_of(field: LabelledField) -> QPlainTextEdit:
    """Return the editor of a field that was made with several lines."""
    editor = field.editor
    assert isinstance(editor, QPlainTextEdit)  # noqa: S101 - made with one above
    return editor


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
