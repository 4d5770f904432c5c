"""The journal as the lines of a list."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.i18n import _, listed, noted, short_of
from desktop_app.store import Batch
from desktop_app.store.journal import NOT_UNDONE
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.widths import width_of
from desktop_app.work.changes import JournalLine
from desktop_app.work.workspace import Workspace

ICONS = {
    "edit": "pencil",
    "paste": "clipboard-text",
    "import": "file-import",
    "merge": "git-merge",
    "explain": "message-2",
    "signoff": "rubber-stamp",
    "half": "file-certificate",
    "send": "send",
    "receive": "inbox",
    "decide": "git-merge",
    "receipt": "file-certificate",
    "return": "message-2",
    "answer": "message-2",
    "correct": "pencil",
    "task": "file-certificate",
    "undo": "arrow-back-up",
    "redo": "arrow-forward-up",
}
OF_THE_CITY = frozenset({"receive", "decide"})
SHOWN = ("exchange", "overlap")
"""Kinds that change no report, and the forms that they change."""

KEPT = NOT_UNDONE
"""Kinds that reached the outside: they are answered by a new revision, not taken back."""


def kind_word(kind: str) -> str:
    """Return what a kind of batch is called."""
    return {
        "edit": _("录入"),
        "paste": _("粘贴"),
        "import": _("导入"),
        "merge": _("合并"),
        "explain": _("说明"),
        "signoff": _("审核通过"),
        "half": _("导出"),
        "send": _("上报"),
        "receive": _("收件"),
        "decide": _("判定"),
        "receipt": _("回执"),
        "return": _("退回单"),
        "answer": _("答复"),
        "correct": _("更正"),
        "task": _("任务文件"),
        "undo": _("撤销"),
        "redo": _("重做"),
    }.get(kind, _("录入"))


def segments(role: str) -> list[Segment]:
    """Return what the journal of a role can be narrowed to."""
    if role == "city":
        return [
            Segment("", _("全部")),
            Segment("merge", _("收件与合并")),
            Segment("decide", _("判定")),
            Segment("answer", _("回执与退回单")),
            Segment("undo", _("撤销与重做")),
        ]
    return [
        Segment("", _("全部")),
        Segment("import", _("导入")),
        Segment("edit", _("录入")),
        Segment("explain", _("说明")),
        Segment("undo", _("撤销与重做")),
        Segment("send", _("审核与上报")),
    ]


SEGMENTS: Mapping[str, frozenset[str]] = {
    "import": frozenset({"import"}),
    "explain": frozenset({"explain", "answer"}),
    "undo": frozenset({"undo", "redo"}),
    "send": frozenset({"signoff", "half", "send", "receipt", "return", "correct"}),
    "merge": frozenset({"merge", "receive"}),
    "decide": frozenset({"decide"}),
    "answer": frozenset({"receipt", "return"}),
}
"""The kinds of each segment; what belongs to none is 录入."""


def in_segment(batch: Batch, segment: str) -> bool:
    """Whether a batch belongs to a segment."""
    if not segment:
        return True
    if segment in SEGMENTS:
        return batch.kind in SEGMENTS[segment]
    return not any(batch.kind in kinds for kinds in SEGMENTS.values())


def headings() -> list[Heading]:
    """Return the columns of the journal."""
    return [
        Heading(_("时间"), 124),
        Heading(_("动作"), width_of([_("动作"), *map(kind_word, ICONS)], 88, icon=True)),
        Heading(_("范围"), 112),
        Heading(_("内容"), 180, stretch=True),
        *(
            Heading(word, width_of([word], 64), right=True)
            for word in (_("新增"), _("改动"), _("删除"))
        ),
        Heading(_("操作人"), 84),
    ]


def scope(ws: Workspace, batch: Batch) -> str:
    """Return the forms that a batch changed."""
    reported = [form for form in ws.catalogue.reported if form.code in batch.forms]
    names = [short_of(form) for form in reported]
    if not names and batch.kind in OF_THE_CITY:
        names = [short_of(ws.catalogue.form(code)) for code in batch.forms if code in SHOWN]
    if not names:
        return _("审核") if batch.kind == "explain" else _("整期报表")
    if len(names) > 2:
        return _("{first}等 {n} 张").format(first=names[0], n=len(names))
    return listed(names)


def line(ws: Workspace, entry: JournalLine) -> Line:
    """Return the line of a batch; one that was taken back is grey and says so."""
    batch, counted = entry.batch, entry.counted
    tone = "text3" if batch.undone_by else "text"
    title = batch.title
    if batch.undone_by:
        title = noted(title, _("已撤销"))
    cells = (
        Cell(moment_text(batch.made_at), tone="text2", tip=batch.made_at),
        Cell(kind_word(batch.kind), icon=ICONS.get(batch.kind, "pencil"), tone=tone),
        Cell(scope(ws, batch), tone=tone),
        Cell(title, tone=tone, tip=title),
        *(
            Cell(f"{count:,}" if count else "", right=True, tone=tone)
            for count in (counted.added, counted.changed, counted.removed)
        ),
        Cell(batch.person, tone=tone),
    )
    return Line(cells, key=batch.id)
