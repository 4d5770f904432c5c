"""Trying and merging packages in a process of their own, and taking a merge back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, plural
from desktop_app.ui.components import dialogs
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.inbox.state import Preview, preview_of
from desktop_app.ui.tasks import LongTask
from desktop_app.work.city.merge import Outcome
from desktop_app.work.city.received import has_envelopes
from desktop_app.work.history import undo
from desktop_app.work.keys.enrol import opening_key


class MergeRun:
    """Tells what would become of files, and merges them.

    Args:
        desk: What all pages share.
        page: Over which the password is asked for; `key` of it in the navigation.
        strip: Where the progress is shown.
        changed: Told that a child process began or ended.
        previewed: Told what would become of the files.
        merged: Told what became of them.

    The password of the city's key, without which no envelope opens, is kept until the files that
    it was given for are merged, and nowhere but here.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        strip: ProgressStrip,
        *,
        key: str,
        changed: Callable[[], object],
        previewed: Callable[[Preview], object],
        merged: Callable[[Preview], object],
    ) -> None:
        self._desk = desk
        self._page = page
        self._task = LongTask(desk, key, strip)
        self._changed = changed
        self._previewed = previewed
        self._merged = merged
        self._password = ""
        self._period = ""
        self.question: dialogs.Question | None = None

    @property
    def running(self) -> bool:
        """Whether a child process is at work."""
        return self._task.running

    def preview(self, paths: Sequence[Path], *, period: str = "") -> None:
        """Find out what would become of files or folders; asks once for the key's password.

        With `period` only packages of it are taken, also after its closing day.
        """
        self._period = period
        if self.running:
            self._desk.toast(_("还在处理上一批文件，做完后再收"))
            return
        ws, asked = self._desk.ws, list(paths)
        self._desk.operations.run(
            lambda: has_envelopes(asked) and opening_key(ws) is not None,
            lambda sealed: self._ask(asked) if sealed else self._try(asked, ""),
            asker=self,
        )

    def _ask(self, paths: Sequence[Path]) -> None:
        if self._password:
            self._try(paths, self._password)
            return
        self.question = dialogs.ask_password(
            self._page,
            _("打开加密的报送包？"),
            _("有报送包是加密给市局的，要用市局的密钥打开。"),
            (_("打开"), lambda password: self._try(paths, password)),
        )

    def _try(self, paths: Sequence[Path], password: str) -> None:
        self._password = password
        self._start(_("正在验证"), paths, ["--dry-run"], self._on_previewed)

    def merge(self, paths: Sequence[Path], *, accept: bool = False) -> None:
        """Merge files that were previewed; with `accept` in spite of a gap or fork."""
        if self.running or not paths:
            return
        self._start(_("正在合并"), paths, ["--accept"] if accept else [], self._on_merged)

    def forget_password(self) -> None:
        """Forget the password: no file is left that it was given for."""
        self._password = ""

    def _start(
        self,
        what: str,
        paths: Sequence[Path],
        options: Sequence[str],
        then: Callable[[dict[str, object]], object],
    ) -> None:
        arguments, secrets = ["merge", *map(str, paths), *options], []
        if self._period:
            arguments += ["--period", self._period]
        key = opening_key(self._desk.ws)
        if self._password and key is not None:
            arguments += ["--key", str(key), "--password-stdin"]
            secrets = [self._password]
        self._task.start(
            what,
            arguments,
            then,
            secrets=secrets,
            failed=self._on_failed,
            cancelled=self._desk.reload_all,
            ended=self._changed,
            holds="--dry-run" not in options,
        )
        self._changed()

    def _on_previewed(self, told: dict[str, object]) -> None:
        self._previewed(preview_of(told))

    def _on_merged(self, told: dict[str, object]) -> None:
        done = preview_of(told)
        self._desk.reload_all()
        self._merged(done)
        batches = [one.batch for one in done.files if one.batch]
        words = merged_words(done)
        if batches:
            self._desk.toast(words, (_("撤销"), lambda: self.take_back(batches)))
        elif words:
            self._desk.toast(words)

    def take_back(self, batches: Sequence[int]) -> None:
        """Take merges back, the newest first."""
        ws, desk = self._desk.ws, self._desk

        def act() -> None:
            for number in sorted(batches, reverse=True):
                undo(ws, number)

        def tell(_nothing: object) -> None:
            desk.reload_all()
            desk.toast(plural("已撤销 {n} 份的合并", len(batches)))

        def fail(error: UserError) -> None:
            # What was taken back before it stays so.
            desk.reload_all()
            desk.operations.failed.emit(error)

        desk.operations.run(act, tell, failed=fail)

    def _on_failed(self, error: UserError) -> None:
        self._password = ""
        self._desk.operations.failed.emit(error)
        # Packages that were merged before it stay.
        self._desk.reload_all()


def merged_words(done: Preview) -> str:
    """Say what a merge did."""
    merged = [one for one in done.files if one.outcome is Outcome.MERGED]
    if merged:
        return plural(
            "已合并 {n} 份，变动 {count} 条", len(merged), count=f"{sum(f.moved for f in merged):,}"
        )
    if done.count(Outcome.WAITING):
        return plural("已收下 {n} 份待定", done.count(Outcome.WAITING))
    return _("没有可合并的报送包")
