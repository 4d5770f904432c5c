"""Receipts and return slips from the window: the key's password, the folder, the file, the word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding
from desktop_app.i18n import _, plural
from desktop_app.ui import file_dialogs
from desktop_app.ui.components import dialogs
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.desk import Desk
from desktop_app.work.city.answers import (
    Issued,
    answered,
    issue_receipt,
    issue_return,
    proposed_name,
)
from desktop_app.work.city.arrivals import Arrival
from desktop_app.work.city.remark_sheet import entries_of
from desktop_app.work.keys.enrol import signing_key

FOLDER = "answers_folder"
"""Setting: where receipts and return slips were put last."""


class Answers:
    """Issues what the city answers, one file after the other on the data thread.

    Args:
        desk: What all pages share.
        page: Over which questions are asked.
        strip: Shows how far several receipts are.
    """

    def __init__(self, desk: Desk, page: QWidget, strip: ProgressStrip) -> None:
        self._desk = desk
        self._page = page
        self._strip = strip
        self.question: dialogs.Question | None = None

    def receipts(self, packages: Sequence[Arrival], *, accept: bool = False) -> None:
        """Issue a receipt for each of some packages."""
        if not packages:
            return
        what = _("验收回执") if accept else _("回执")
        question = plural("做 {n} 份{what}？", len(packages), what=what)
        words = _("验收后本期锁定，区县要改先办理更正。") if accept else ""

        def begin(password: str, folder: Path) -> None:
            self._issue_next(list(packages), [], password, folder, accept=accept)

        self._ask(question, words, begin)

    def give_back(
        self,
        package: Arrival,
        chosen: Sequence[tuple[Finding, str]],
        *,
        text: str,
        deadline: str,
        done: Callable[[], object],
    ) -> None:
        """Issue a return slip."""
        ws, desk = self._desk.ws, self._desk

        def begin(password: str, folder: Path) -> None:
            key = signing_key(ws)

            def issue() -> Issued:
                about = answered(ws, package.path)
                return issue_return(
                    ws,
                    package.path,
                    entries_of(ws, about, chosen),
                    key=_needed(key),
                    password=password,
                    out=folder / proposed_name(ws, about, "return"),
                    text=text,
                    deadline=deadline,
                )

            def tell(issued: Issued) -> None:
                done()
                self._tell(_("已做好退回单 {file}").format(file=issued.path.name), issued.path)

            desk.operations.run(issue, tell, asker=self)

        question = plural("签发退回单，逐条意见 {n} 条？", len(chosen))
        self._ask(question, _("签发后本期转为“退回”，把文件交给区县。"), begin)

    # Asking

    def _ask(self, question: str, words: str, then: Callable[[str, Path], object]) -> None:
        if signing_key(self._desk.ws) is None:
            self.question = dialogs.tell_error(
                self._page, _("还没有装市局的密钥，不能签名。"), _("在“设置”里申请并安装证书。")
            )
            return

        def with_password(password: str) -> None:
            folder = self._folder()
            if folder is None:
                file_dialogs.ask_folder(
                    self._page, _("回执和退回单存到哪里"), lambda path: keep(password, path)
                )
            else:
                then(password, folder)

        def keep(password: str, path: Path) -> None:
            ws = self._desk.ws
            self._desk.operations.run(lambda: ws.keep(**{FOLDER: str(path)}))
            then(password, path)

        act = (_("签名"), with_password)
        self.question = dialogs.ask_password(self._page, question, words, act)

    def _folder(self) -> Path | None:
        kept = str(self._desk.ws.settings.get(FOLDER, ""))
        return Path(kept) if kept and Path(kept).is_dir() else None

    # Issuing

    def _issue_next(
        self,
        left: list[Arrival],
        made: list[Issued],
        password: str,
        folder: Path,
        *,
        accept: bool,
    ) -> None:
        if not made:
            self._strip.begin(_("正在做回执"), _("份"))
        self._strip.advance(len(made), len(made) + len(left))
        if not left:
            self._finish(made)
            return
        ws, package, key = self._desk.ws, left[0], signing_key(self._desk.ws)

        def issue() -> Issued:
            about = answered(ws, package.path)
            out = folder / proposed_name(ws, about, "receipt")
            return issue_receipt(
                ws, package.path, key=_needed(key), password=password, out=out, accept=accept
            )

        def go_on(issued: Issued) -> None:
            self._issue_next(left[1:], [*made, issued], password, folder, accept=accept)

        def stop(error: UserError) -> None:
            self._strip.end()
            self._desk.operations.failed.emit(error)

        self._desk.operations.run(issue, go_on, failed=stop, asker=self)

    def _finish(self, made: Sequence[Issued]) -> None:
        self._strip.end()
        words = (
            _("已做好回执 {file}").format(file=made[0].path.name)
            if len(made) == 1
            else plural("已做好 {n} 份回执", len(made))
        )
        self._tell(words, made[-1].path)

    def _tell(self, words: str, path: Path) -> None:
        self._desk.report_changed.emit()
        self._desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))


def _needed(key: Path | None) -> Path:
    if key is None:
        raise UserError(_("还没有装市局的密钥，不能签名。"), _("在“设置”里申请并安装证书。"))
    return key
