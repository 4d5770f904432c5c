"""The panel beside the journal: a batch, what it changed, and what taking it back would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, label_of, noted, plural, short_of, told
from desktop_app.store import Batch, UndoPreview
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import FactRow, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.framed import framed_list
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.history.rows import KEPT
from desktop_app.ui.pages.widths import field_word
from desktop_app.work.changes import Change, JournalLine, changes
from desktop_app.work.importing.facts import counts_of, files_of, has_problems
from desktop_app.work.workspace import Workspace

SHOWN_CHANGES = 300
SHOWN_BLOCKED = 50


@dataclass(frozen=True, slots=True)
class Told:
    """What the panel says of a batch: its line, what it changed, as cells."""

    entry: JournalLine
    lines: tuple[Line, ...]
    shown: int


def load_batch(ws: Workspace, entry: JournalLine) -> Told:
    """Read what a batch changed."""
    found = changes(ws, entry.batch.id, limit=SHOWN_CHANGES)
    lines = [line for change in found for line in _lines(ws, change)]
    return Told(entry, tuple(islice(lines, SHOWN_CHANGES)), len(found))


def _lines(ws: Workspace, change: Change) -> Sequence[Line]:
    form = ws.catalogue.form(change.form)
    name = Cell(change.subject, tip=change.subject)
    if change.kind != "changed":
        word = _("新增一条") if change.kind == "added" else _("清除一条")
        sign = Sign.ADDED if change.kind == "added" else Sign.REFUSED
        said = Cell(told(short_of(form), word), sign=sign)
        return [Line((name, said, Cell(), Cell()), key=(change.uid, ""))]
    lines = []
    for code, old, new in change.values:
        field = form.by_code[code]
        before, after = (ws.catalogue.show(field, value) for value in (old, new))
        cells = (
            name,
            Cell(field_word(field), tip=told(short_of(form), label_of(field))),
            Cell(before or "—", right=field.is_number, tone="text2", tip=before),
            Cell(after or "—", right=field.is_number, bold=True, tip=after),
        )
        lines.append(Line(cells, key=(change.uid, code)))
    return lines


class BatchPanel(SidePanel):
    """Shows a batch, or what taking it back would change.

    Args:
        ask: Wants to know what taking the batch back would change.
        undo: Takes it back; True leaves the records in the way alone.
        back: Shows the batch again.
        import_again: Leads to the import of files.
    """

    def __init__(
        self,
        ask: Callable[[], object],
        undo: Callable[[bool], object],
        back: Callable[[], object],
        import_again: Callable[[], object],
    ) -> None:
        super().__init__()
        self._ask = ask
        self._undo = undo
        self._back = back
        self._import_again = import_again
        self.setMinimumWidth(384)
        self.show_nothing()

    def sizeHint(self) -> QSize:
        """Wide enough for four columns."""
        return QSize(384, 400)

    def show_nothing(self) -> None:
        """No batch is chosen."""
        self.clear()
        self.set_foot()
        self.add(text(_("选一批，这里写明改了什么。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_batch(self, found: Told) -> None:
        """Show a batch: who, when, from which file, what changed."""
        self.clear()
        batch = found.entry.batch
        self.add_heading(batch.title, _("第 {n} 批").format(n=batch.id))
        for name, value in facts_of(batch):
            self.add(FactRow(name, value))
        if has_problems(batch.facts):
            words = _("拒收和存疑的行：再导入同一个文件，在预览里“导出问题行”；没变的行不会再写。")
            self.add(text(words, "fact", wrap=True))
            self.add(secondary(_("去导入"), self._import_again, "file-import"))
        self.add_rule()
        self._add_changes(found)
        self.body.addStretch(1)
        self._add_foot(batch)

    def _add_changes(self, found: Told) -> None:
        counted = found.entry.counted
        whole = counted.added + counted.changed + counted.removed
        if not found.lines:
            self.add(text(_("这一批没有改动报表里的数。"), "fact", wrap=True))
            return
        self.add(text(_("改了什么"), "strong"))
        self.add(_table(found.lines))
        if whole > found.shown:
            words = _("显示前 {n} 条，共 {whole} 条").format(n=found.shown, whole=f"{whole:,}")
            self.add(text(words, "label"))

    def _add_foot(self, batch: Batch) -> None:
        if batch.kind in KEPT:
            self.set_foot(text(_kept_words(batch.kind), "label", wrap=True), QWidget())
            return
        if batch.undone_by:
            words = _("已由第 {n} 批撤销").format(n=batch.undone_by)
            self.set_foot(text(words, "label"), QWidget())
            return
        if batch.undoes:
            button = secondary(_("重做第 {n} 批").format(n=batch.undoes), self._ask)
            button.set_icon("arrow-forward-up")
        else:
            button = secondary(_("撤销这一批"), self._ask, "arrow-back-up")
        self.set_foot(button, text(_("先列出会改动什么"), "label"))

    def show_preview(self, preview: UndoPreview, ws: Workspace) -> None:
        """Say what taking the batch back would change, and what is in the way."""
        self.clear()
        self.add_heading(
            _("撤销这一批？"), _("第 {n} 批：{title}").format(n=preview.batch, title=preview.title)
        )
        for words, counts in (
            (_("恢复原值"), preview.restored),
            (_("去掉新增"), preview.removed),
            (_("找回清除"), preview.returned),
        ):
            for form, count in counts.items():
                label = short_of(ws.catalogue.form(form))
                said = plural("{n} 条", count)
                self.add(FactRow(told(words, label), said, bold=True))
        free = sum(map(_total, (preview.restored, preview.removed, preview.returned)))
        if preview.blocked:
            self._add_blocked(preview, free)
        self.body.addStretch(1)
        keep = secondary(_("不撤销"), self._back)
        if not free:
            self.set_foot(keep, QWidget())
            return
        words = _("撤销其余 {n} 条").format(n=f"{free:,}")
        if not preview.blocked:
            words = plural("撤销 {n} 条", free)
        act = primary(words, lambda: self._undo(bool(preview.blocked)))
        self.set_foot(keep, act)
        act.setFocus()

    def _add_blocked(self, preview: UndoPreview, free: int) -> None:
        count = len(preview.blocked)
        words = plural("{n} 条后来又变了，不能撤销；", count)
        words += _("其余的可以撤销。") if free else _("没有可撤销的。")
        self.add(Banner(words, Sign.VERIFY))
        lines = [
            Line((Cell(row.name, tip=row.name), Cell(blocked_word(row.reason))), key=row.uid)
            for row in preview.blocked[:SHOWN_BLOCKED]
        ]
        headings = [Heading(_("记录"), 120, stretch=True), Heading(_("原因"), 136)]
        self.add(framed_list(headings, lines, _("不能撤销的记录")))

    def show_refusal(self, error: UserError) -> None:
        """Say why the batch cannot be taken back."""
        self.clear()
        self.add(Banner(str(error), Sign.MUST))
        self.body.addStretch(1)
        self.set_foot(secondary(_("知道了"), self._back), QWidget())


def _kept_words(kind: str) -> str:
    if kind == "send":
        return _("已经上报，不能撤销；要改数，先办理更正")
    return _("签名的文件已经做成，不能撤销；要改，再签一份")


def blocked_word(reason: str) -> str:
    """Return why a record is in the way of an undo."""
    return {
        "changed": _("后来又改过"),
        "sent": _("本期已上报"),
        "referred": _("有别的记录属于它"),
        "orphan": _("所属记录已不在"),
        "key": _("代码已被别的记录用"),
    }.get(reason, reason)


def facts_of(batch: Batch) -> list[tuple[str, str]]:
    """Return what is to be said of a batch: when, who, file, counts."""
    moment = datetime.fromisoformat(batch.made_at).astimezone()
    who = noted(batch.person, batch.role)
    found = [(_("时间"), f"{moment:%Y-%m-%d %H:%M:%S}"), (_("操作人"), who)]
    if batch.machine:
        found.append((_("电脑"), batch.machine))
    if batch.undoes:
        found.append((_("撤销的是"), _("第 {n} 批").format(n=batch.undoes)))
    facts = batch.facts
    found += counts_of(facts)
    for name, digest in files_of(facts)[:3]:
        found += [(_("文件"), name), (_("文件摘要"), shortened(digest))]
    if "digest" in facts:
        found.append((_("文件"), str(facts.get("file", ""))))
        found.append((_("摘要"), shortened(str(facts["digest"]))))
    return found


def shortened(digest: str) -> str:
    """Return the ends of a digest, which is what people compare."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}" if len(digest) > 16 else digest


def _total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())


def _table(lines: Sequence[Line]) -> ListTable:
    if not any(cell.text for line in lines for cell in line.cells[2:]):
        # Records that came or went have no values to compare.
        lines = [Line(line.cells[:2], key=line.key) for line in lines]
        headings = [Heading(_("企业"), 190), Heading(_("字段"), 120, stretch=True)]
        return framed_list(headings, lines, _("改了什么"))
    is_number = any(line.cells[2].right for line in lines)
    headings = [
        Heading(_("企业"), 104),
        Heading(_("字段"), 80, stretch=True),
        Heading(_("原值"), 76, right=is_number),
        Heading(_("新值"), 76, right=is_number),
    ]
    return framed_list(headings, lines, _("改了什么"))
