"""The panel of 任务文件: which file is in force, or what is known of one that was opened."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.i18n import _, listed
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, secondary
from desktop_app.ui.components.side_panel import FindingCard, FindingText, SidePanel
from desktop_app.ui.components.texts import FactRow, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.moments import moment_text
from desktop_app.work.task.in_force import TaskInForce
from desktop_app.work.task.install import Outcome, TaskLook
from desktop_app.work.workspace import Workspace


class TaskPanel(SidePanel):
    """What is known of the task file that is in force, or that was opened."""

    def show_in_force(self, ws: Workspace, task: TaskInForce | None) -> None:
        """Show the file that set what holds."""
        self.clear()
        self.set_foot()
        if task is None:
            self.add_heading(_("还没有任务文件"), _("规则、参数和目标是软件自带的，没有期限。"))
            return
        self.add_heading(_("任务文件 {n} 号").format(n=task.number), task.text)
        self.add(FactRow(_("签发时间"), moment_text(task.made_at)))
        self.add(FactRow(_("制作") if ws.role == "city" else _("装入"), moment_text(task.at)))
        self.add(FactRow(_("签名人"), task.signer))
        folder = ws.sent if ws.role == "city" else ws.received
        self.add(link(_("打开文件所在的文件夹"), lambda: file_dialogs.show_folder(folder)))
        self.add_rule()
        words = _("“原来”是软件自带的，“改为”是任务文件写明、现在有效的。")
        self.add(text(words, "fact", wrap=True))

    def show_look(self, ws: Workspace, look: TaskLook, put_away: Callable[[], object]) -> None:
        """Show a file that was opened: what became of it, from whom it is, what to do."""
        self.clear()
        self.add_heading(look.path.name)
        self.add(FindingCard(_card(look)))
        task = look.task
        if task is not None:
            self.add_rule()
            self.add(FactRow(_("编号"), _("{n} 号").format(n=task.number)))
            self.add(FactRow(_("签发时间"), moment_text(task.issued_at.isoformat())))
            units = listed(map(ws.catalogue.unit_name, task.units)) or _("所有单位")
            self.add(FactRow(_("发往"), units))
        if look.workbook is not None:
            self.add(FactRow(_("签名人"), look.workbook.signer.person))
        if look.outcome is Outcome.READY:
            self.add_rule()
            words = _("一份文件一批，可整批撤销。吊销名单和市局的证书不随撤销退回。")
            self.add(text(words, "fact", wrap=True))
        word = _("先不装") if look.outcome is Outcome.READY else _("回到现行任务")
        self.set_foot(secondary(word, put_away))


def _card(look: TaskLook) -> FindingText:
    signs = {
        Outcome.READY: (Sign.VALID, _("签名有效，可以装入")),
        Outcome.INSTALLED: (Sign.CLEAN, _("已装入")),
        Outcome.SAME: (Sign.HINT, _("已经装入，数据未动")),
        Outcome.REFUSED: (Sign.REFUSED, _("没有收下，数据未动")),
    }
    sign, title = signs[look.outcome]
    return FindingText(sign, title, "", "\n".join(look.sentences))
