"""The panel beside 上报: the verdict on a file, its facts, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, noted
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import FactRow, facts, text
from desktop_app.ui.components.verdict import VERDICTS, VerdictPanel
from desktop_app.ui.pages.history.side import shortened
from desktop_app.ui.pages.submit.answer import TakenCard
from desktop_app.ui.pages.submit.state import Standing, Step, advice, awaits_head, is_usable
from desktop_app.work.receive import Judged
from desktop_app.work.report.receive_notice import Outcome, Taken


class ResultPanel(SidePanel):
    """Shows what a file is worth, or what is still to be done.

    Args:
        sign: Lets the 负责人 sign a file that awaits it.
    """

    def __init__(self, sign: Callable[[Path], object]) -> None:
        super().__init__()
        self.verdict: VerdictPanel | None = None
        self._sign = sign

    def show_steps(self, standing: Standing) -> None:
        """Say what comes next; nothing was made yet."""
        self.clear()
        self.verdict = None
        self.add(text(_("下一步"), "section"))
        self.add(text(_next_words(standing), wrap=True))
        self.add_rule()
        self.add(text(_("成文件后"), "section"))
        self.add(
            text(
                _(
                    "文件先写好、签名，再从磁盘读回验证，验证无误才改名存盘，报表转为已上报。"
                    "交 U 盘或发邮件给市局。"
                ),
                "fact",
                wrap=True,
            )
        )
        self.add(text(_("报送包名：{name}").format(name=standing.file_name), "label", wrap=True))
        self.body.addStretch(1)

    def show_made(self, judged: Judged, path: Path, standing: Standing) -> None:
        """Show the verdict on the file just made, or on the one that was sent."""
        self._show_file(_("成文件"), judged, path)
        self._add_content(standing)
        self.add_rule()
        self.add(text(_("下一步"), "section"))
        words = _after_words(standing)
        if awaits_head(judged):
            words = _("这一期要两个签名。请单位负责人签名，再把文件交市局。")
        self.add(text(words, "fact", wrap=True))
        self.body.addStretch(1)

    def focus_act(self) -> None:
        """Put the focus on what is done with the file."""
        button = self.verdict.findChild(QPushButton) if self.verdict is not None else None
        if button is not None:
            button.setFocus()

    def show_taken(self, taken: Sequence[Taken], look: Callable[[], object]) -> None:
        """Show what became of files of the city; `look` goes to the remarks."""
        self.clear()
        self.verdict = None
        self.add(text(_("市局来的文件"), "section"))
        for one in taken:
            card = TakenCard(one)
            if one.outcome is Outcome.TAKEN and one.notice is not None and one.notice.remarks:
                card.add_link(_("看意见"), look)
            self.add(card)
        self.body.addStretch(1)

    def show_judged(self, judged: Judged, path: Path) -> None:
        """Show the verdict on a file that somebody brought."""
        self._show_file(_("验证文件"), judged, path)
        self.add(text(_("建议：{advice}").format(advice=advice(judged)), wrap=True))
        self.body.addStretch(1)

    def show_lost(self, standing: Standing) -> None:
        """The report is sent, but its file is not in the workspace any more."""
        self.clear()
        self.verdict = None
        self.add(text(_("已上报"), "section"))
        self.add(text(_("报送包不在工作区的 sent 文件夹里。"), "fact", wrap=True))
        self._add_content(standing)
        self.body.addStretch(1)

    def _show_file(self, title: str, judged: Judged, path: Path) -> None:
        self.clear()
        self.add(text(title, "section"))
        folder = secondary(
            _("打开所在文件夹"), lambda: file_dialogs.show_folder(path), "folder-open"
        )
        sign = VERDICTS[judged.word]
        act = folder
        if awaits_head(judged):
            act = primary(_("负责人签名"), lambda: self._sign(path), "file-certificate")
        self.verdict = VerdictPanel(sign, _reason(judged), _who(judged), act, edge=48)
        self.add(self.verdict)
        self.add(text(path.name, "strong", wrap=True))
        for name, value in _facts(judged, path):
            self.add(FactRow(name, value, small=True))
        for sentence in judged.sentences[1:6]:
            self.add(text(sentence, "fact", wrap=True))

    def _add_content(self, standing: Standing) -> None:
        values = standing.report.values
        self.add(FactRow(_("版次"), _("第 {n} 版").format(n=standing.report.revision), small=True))
        previous = str(values.get("previous_digest") or "")
        if previous:
            self.add(FactRow(_("上一包摘要"), shortened(previous), small=True))


def _reason(judged: Judged) -> str:
    return judged.sentences[0] if judged.sentences else ""


def _who(judged: Judged) -> str:
    signer = judged.verdict.signer
    if signer is None or not (is_usable(judged) or awaits_head(judged)):
        return ""
    second = judged.verdict.countersigner
    people = [noted(one.person, one.role) for one in (signer, second) if one is not None]
    return facts(signer.office, *people)


def _facts(judged: Judged, path: Path) -> list[tuple[str, str]]:
    found = [(_("大小"), _size(path.stat().st_size if path.is_file() else 0))]
    claimed = judged.verdict.claimed_at
    if claimed is not None and is_usable(judged):
        found.append((_("所称时间"), f"{claimed.astimezone():%Y-%m-%d %H:%M}"))
    found.append((_("文件摘要"), shortened(judged.verdict.digest)))
    return found


def _after_words(standing: Standing) -> str:
    """Return what comes after sending, by what the city has answered so far."""
    return {
        ReportState.RECEIVED: _("市局已受理。等验收的回执，或退回单。"),
        ReportState.ACCEPTED: _("市局已验收，本期锁定。要改数，先办理更正。"),
    }.get(
        standing.report.state,
        _("把文件交 U 盘，或发邮件给市局。收到回执后，本期转为“已受理”。"),
    )


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:,.0f} KB"


def _next_words(standing: Standing) -> str:
    if standing.step is Step.KEY and standing.key is None:
        return _("到设置里生成密钥和申请，交市局签发。证书装好后，回来导出报送包。")
    return {
        Step.PERIOD: _("导入或录入本期报表。"),
        Step.CHECK: _("全审本期报表，把强制错误改完。"),
        Step.EXPLAIN: _("给每处核实问题写说明，每条市局意见改数或答复。"),
        Step.SIGN_OFF: _("单位负责人看过数据后，填好签署栏，审核通过。"),
        Step.KEY: _("输入密钥的密码，导出报送包。"),
        Step.EXPORT: _("输入密钥的密码，导出报送包。"),
    }[standing.step]
