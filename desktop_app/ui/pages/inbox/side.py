"""The panel beside the tiles: a unit with what came from it, or a file that is to be merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, listed, period_label, plural, severity_word, state_word
from desktop_app.ui.components.buttons import Button, secondary
from desktop_app.ui.components.chips import Chip
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import FactRow, GlyphLabel, facts, text
from desktop_app.ui.components.verdict import VERDICTS, VerdictPanel
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.framed import framed_list
from desktop_app.ui.pages.inbox.state import (
    Face,
    Preview,
    PreviewFile,
    Shown,
    outcome_look,
    severity_counts,
)
from desktop_app.ui.pages.moments import moment_text
from desktop_app.work.city.answers import kind_word as answer_word
from desktop_app.work.city.arrivals import Arrival
from desktop_app.work.city.inbox import Tile
from desktop_app.work.city.merge import Outcome
from desktop_app.work.city.overlaps import kind_word
from desktop_app.work.workspace import Workspace

SHOWN_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of the panel do.

    Attributes:
        merge: Merges one file of the preview; `drop` takes it out of the preview.
        late: Receives a file in spite of the period's closing day.
        receipt: Issues a receipt for a package; `accept` one that says 验收.
        give_back: Begins a return slip.
        look: Shows the data of a unit.
        undo: Takes the merge of a package back.
        folder: Shows where a package lies.
        decide: Goes to what a person must decide.
    """

    merge: Callable[[PreviewFile], object]
    drop: Callable[[PreviewFile], object]
    late: Callable[[PreviewFile], object]
    receipt: Callable[[Arrival], object]
    accept: Callable[[Arrival], object]
    give_back: Callable[[Arrival], object]
    look: Callable[[str], object]
    undo: Callable[[Arrival], object]
    folder: Callable[[Arrival], object]
    decide: Callable[[], object]


class UnitPanel(SidePanel):
    """Says what is known of a unit, and does with its package what can be done."""

    def __init__(self, ws: Workspace, acts: Acts) -> None:
        super().__init__()
        self._ws = ws
        self._acts = acts
        self.merge: Button | None = None
        self.receipt: Button | None = None
        self.give_back: Button | None = None
        self.more: Button | None = None
        self._menu: list[tuple[str, Callable[[], object]]] = []
        self.show_nothing()

    def show_nothing(self) -> None:
        """No unit is chosen."""
        self._begin()
        self.add(text(_("选一个单位，这里写明收到了什么。"), "fact", wrap=True))
        self.body.addStretch(1)
        self.set_foot()

    # A file of the preview

    def show_file(self, found: PreviewFile, preview: Preview, *, busy: bool) -> None:
        """Show what would become of a file that was dropped."""
        self._begin()
        sign, tone, word = outcome_look(found.outcome)
        if found.outcome is Outcome.MERGED and found.open:
            sign, tone, word = Sign.VERIFY, "amber", _("待核")
        unit = self._ws.catalogue.unit_name(found.unit) if found.unit else found.path.name
        self._add_head(unit, Chip(word, tone, sign))
        place = period_label(found.period) if found.period else ""
        version = _("第 {n} 版").format(n=found.revision) if found.revision else ""
        self.add(text(facts(place, version, found.path.name if found.unit else ""), "fact"))
        self._add_verdict(found)
        if found.outcome is Outcome.MERGED:
            self._add_counts(found)
            self._add_findings(found)
            self._add_shared(found, preview)
        self.body.addStretch(1)
        self._set_file_foot(found, busy=busy)

    def _add_verdict(self, found: PreviewFile) -> None:
        reason = found.sentences[0] if found.sentences else _("签名有效，内容与清单相符")
        who = _("{person}签名").format(person=found.person) if found.person else ""
        if found.word:
            self.add(VerdictPanel(VERDICTS[found.word], reason, who))
        else:
            self.add(Banner(reason, Sign.MUST))
        for sentence in found.sentences[1:SHOWN_SENTENCES]:
            self.add(text(sentence, "fact", wrap=True))
        rest = len(found.sentences) - SHOWN_SENTENCES
        if rest > 0:
            self.add(text(_("另有 {n} 条").format(n=rest), "label"))
        if found.advice:
            self.add(text(_("建议：{advice}").format(advice=found.advice), wrap=True))

    def _add_counts(self, found: PreviewFile) -> None:
        self.add_rule()
        self.add(text(_("合并预览"), "section"))
        for sign, name, count in (
            (Sign.ADDED, _("新增"), found.added),
            (Sign.CHANGED, _("改动"), found.changed),
            (Sign.REFUSED, _("去掉"), found.removed),
            (Sign.SAME, _("不变"), found.same),
        ):
            self.add(_signed_row(sign, name, f"{count:,}"))

    def _add_findings(self, found: PreviewFile) -> None:
        must, verify, hint = severity_counts(found.findings)
        self.add_rule()
        self.add(text(_("按市局规则审核"), "section"))
        for sign, severity, count in (
            (Sign.MUST, "强制", must),
            (Sign.VERIFY, "核实", verify),
            (Sign.HINT, "提示", hint),
        ):
            self.add(_signed_row(sign, severity_word(severity), f"{count:,}"))
        explained = must + verify - found.open
        if explained:
            words = plural("其中 {n} 处核实区县已说明", explained)
            self.add(text(words, "label", wrap=True))

    def _add_shared(self, found: PreviewFile, preview: Preview) -> None:
        count = preview.shared.get(found.unit, 0)
        if not count:
            return
        self.add_rule()
        self.add(_signed_row(Sign.DOUBTFUL, _("要人定"), f"{count:,}"))
        lines = []
        for kind, value, units in preview.first.get(found.unit, ()):
            names = listed(self._ws.catalogue.unit_name(unit) for unit in units)
            code = f"{kind_word(kind)} {value}"
            cells = (Cell(code, sign=Sign.DOUBTFUL, tip=code), Cell(names, tip=names))
            lines.append(Line(cells, key=(kind, value)))
        headings = [Heading(_("待定"), 172), Heading(_("都报的单位"), 100, stretch=True)]
        self.add(framed_list(headings, lines, _("要人定")))
        self.add(text(_("合并后在“合并”页逐处判定，判定前各算各的。"), "label", wrap=True))

    def _set_file_foot(self, found: PreviewFile, *, busy: bool) -> None:
        drop = secondary(_("先放着"), lambda: self._acts.drop(found))
        drop.setEnabled(not busy)
        if found.outcome is Outcome.MERGED:
            self.merge = secondary(_("合并这一份"), lambda: self._acts.merge(found), "git-merge")
            self.merge.setEnabled(not busy)
            self.set_foot(self.merge, drop)
        elif found.outcome is Outcome.WAITING:
            self.merge = secondary(_("收下待定"), lambda: self._acts.merge(found), "inbox")
            self.merge.setEnabled(not busy)
            self.set_foot(self.merge, drop)
        elif found.late:
            self.merge = secondary(_("补收"), lambda: self._acts.late(found), "inbox")
            self.merge.setEnabled(not busy)
            self.set_foot(self.merge, drop)
        else:
            self.set_foot(drop, QWidget())

    # A unit

    def show_unit(self, face: Face, tile: Tile, shown: Shown, *, busy: bool) -> None:
        """Show where a unit stands."""
        self._begin()
        self._add_head(tile.name, Chip(face.word, face.tone, face.sign))
        found = shown.traffic.standing(tile.unit)
        if found is None:
            self._show_missing(tile, shown)
            return
        version = _("第 {n} 版").format(n=found.revision)
        self.add(text(facts(version, _("{when} 收到").format(when=_when(found.at))), "fact"))
        who = _("{person}签名，自称 {when}").format(
            person=found.signer, when=_when(found.signed_at)
        )
        self.add(text(who, "fact", wrap=True))
        self.add_rule()
        self.add(FactRow(_("实报 / 应报"), face.count))
        if face.rate:
            self.add(FactRow(_("及时率"), face.rate.rpartition(" ")[2]))
        self.add(FactRow(_("待核"), f"{tile.open:,}", bold=bool(tile.open)))
        if tile.remarks:
            self.add(FactRow(_("退回意见未答复"), f"{tile.remarks:,}", bold=True))
        if tile.waiting:
            self._add_waiting(tile)
        self._add_answers(tile.unit, shown)
        self.body.addStretch(1)
        self._set_unit_foot(found, tile, busy=busy)

    def _show_missing(self, tile: Tile, shown: Shown) -> None:
        if tile.waiting:
            self._add_waiting(tile)
        else:
            words = _("还没有收到本期的报送包。收到后把文件拖到窗口任意处。")
            self.add(text(words, "fact", wrap=True))
            if shown.inbox.deadline:
                day = _("截止 {day}").format(day=shown.inbox.deadline)
                self.add(text(day, "fact"))
        self.body.addStretch(1)
        self.set_foot()

    def _add_waiting(self, tile: Tile) -> None:
        words = plural("有 {n} 包断链或分叉，要人定", tile.waiting)
        self.add(Banner(words, Sign.VERIFY, [(_("去判定"), self._acts.decide)]))

    def _add_answers(self, unit: str, shown: Shown) -> None:
        own = [one for one in shown.traffic.answers if one.unit == unit]
        if not own:
            return
        self.add_rule()
        self.add(text(_("发出的答复"), "section"))
        for one in own:
            until = _("更正期限 {day}").format(day=one.deadline) if one.deadline else ""
            said = facts(state_word(one.decision), until, _when(one.at))
            self.add(FactRow(answer_word(one.kind), said))

    def _set_unit_foot(self, found: Arrival, tile: Tile, *, busy: bool) -> None:
        acts = self._acts
        self.receipt = secondary(_("回执"), lambda: acts.receipt(found), "file-certificate")
        self.receipt.setToolTip(_("受理：做一份签名的回执文件"))
        self.give_back = secondary(_("退回"), lambda: acts.give_back(found), "message-2")
        self.give_back.setToolTip(_("选问题、写意见，做一份签名的退回单"))
        self._menu = [
            (_("查看数据"), lambda: acts.look(tile.unit)),
            (_("验收"), lambda: acts.accept(found)),
            (_("打开存件所在文件夹"), lambda: acts.folder(found)),
            (_("撤销合并"), lambda: acts.undo(found)),
        ]
        self.more = secondary(_("更多"), self._open_menu, "chevron-down")
        over = tile.state == ReportState.ACCEPTED.value
        for button in (self.receipt, self.give_back):
            button.setEnabled(not busy and not over)
        self.more.setEnabled(not busy)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.receipt)
        inside.addWidget(self.give_back)
        self.set_foot(row, self.more)

    def menu(self) -> QMenu:
        """Return what else can be done with the package of a unit."""
        menu = QMenu(self)
        for words, act in self._menu:
            menu.addAction(words).triggered.connect(lambda _on=False, run=act: run())
        return menu

    def _open_menu(self) -> None:
        if self.more is not None:
            menu = self.menu()
            at = self.more.mapToGlobal(self.more.rect().topLeft())
            at.setY(at.y() - menu.sizeHint().height())
            menu.popup(at)

    # Parts

    def _begin(self) -> None:
        self.clear()
        self.merge = self.receipt = self.give_back = self.more = None

    def _add_head(self, name: str, chip: Chip) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(text(name, "section"))
        row.addStretch(1)
        row.addWidget(chip)
        self.add(holder)


def _signed_row(sign: Sign, name: str, value: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(8)
    row.addWidget(GlyphLabel(sign))
    row.addWidget(text(name))
    row.addStretch(1)
    row.addWidget(text(value, "strong"))
    holder.setAccessibleName(f"{name} {value}")
    return holder


def _when(moment: datetime | None) -> str:
    return moment_text(moment.isoformat()) if moment else "—"
