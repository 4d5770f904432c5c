"""What can be done on the page of a form: add, take away, check, explain; all off the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, plural
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.form.parent_picker import ParentPicker
from desktop_app.work.checks import Checked, check, explain
from desktop_app.work.edit import Edited, add_record, remove_records
from desktop_app.work.history import undo
from desktop_app.work.report.remarks import answer
from desktop_app.work.sheet import NEW

TAKEN_AT_ONCE = 200


class FormActs:
    """The acts of one form's page.

    Args:
        page: Dialogs stand over it.
        desk: What all pages share.
        form: The form.
    """

    def __init__(self, page: QWidget, desk: Desk, form: Form) -> None:
        self._page = page
        self._desk = desk
        self._form = form

    def add(self, then: Callable[[str], object]) -> None:
        """Add a record; where it belongs to a firm, that is asked for. `then` takes its uid."""
        if self._form.parent and self._form.parent_required:
            ParentPicker(
                self._page, self._desk, self._form, lambda uid: self._add_for(uid, then)
            ).open()
        else:
            self._add_for("", then)

    def _add_for(self, parent: str, then: Callable[[str], object]) -> None:
        ws, form = self._desk.ws, self._form
        period = self._desk.period if form.periodic else ""

        def added(made: tuple[str, Edited]) -> None:
            self._desk.operations.announce(made[1])
            then(made[0])

        self._desk.operations.run(
            lambda: add_record(ws, form.code, {}, parent=parent, period=period), added, asker=self
        )

    def remove(self, uids: Sequence[str]) -> None:
        """Take records away, with a way to bring them back."""
        ws, form = self._desk.ws, self._form
        wanted = [uid for uid in uids if not uid.startswith(NEW)][:TAKEN_AT_ONCE]
        if not wanted:
            return

        def tell(applied: Applied) -> None:
            words = plural("已清除 {n} 条", len(wanted))
            self._desk.toast(words, (_("撤销"), lambda: self._undo(applied.batch)))

        self._desk.operations.run(lambda: remove_records(ws, form.code, wanted), tell, asker=self)

    def _undo(self, batch: int) -> None:
        ws = self._desk.ws
        self._desk.operations.run(lambda: undo(ws, batch))

    def check(self, over: Callable[[], object]) -> None:
        """Run 全审 on the period; `over` is called when it ended, also by an error."""
        desk, form = self._desk, self._form
        ws, period = desk.ws, desk.period
        desk.status_told.emit(_("正在全审"))

        def tell(checked: Checked) -> None:
            over()
            desk.reload_all()
            here = sum(1 for one in checked.findings if one.form == form.code and one.open)
            words = plural("全审完毕，全部 {n} 处要处理，本表 {m} 处", checked.open, m=here)
            desk.status_told.emit(_("全审完毕"))
            desk.toast(words, (_("去审核"), lambda: desk.go("checks")))

        def failed(error: UserError) -> None:
            over()
            desk.operations.failed.emit(error)

        desk.operations.run(lambda: check(ws, period), tell, failed=failed)

    def explain(self, rule: str, uid: str, words: str, then: Callable[[], object]) -> None:
        """Store the explanation of a finding."""
        ws, period = self._desk.ws, self._desk.period

        def tell(_applied: Applied | None) -> None:
            self._desk.status_told.emit(_("说明已保存"))
            then()

        self._desk.operations.run(
            lambda: explain(ws, period, {(rule, uid): words}), tell, asker=self
        )

    def answer(self, number: int, words: str, then: Callable[[], object]) -> None:
        """Store the answer to a remark of the city."""
        ws, period = self._desk.ws, self._desk.period

        def tell(_applied: Applied | None) -> None:
            self._desk.status_told.emit(_("答复已保存"))
            then()

        self._desk.operations.run(lambda: answer(ws, period, {number: words}), tell, asker=self)


class FindingWalk:
    """The open findings of a form, gone through with F8 and 上一处 / 下一处."""

    def __init__(self) -> None:
        self._places: tuple[tuple[str, str], ...] = ()

    def set_places(self, places: tuple[tuple[str, str], ...]) -> None:
        """Take (record, field) of the open findings; a record is done before the next one."""
        records = {uid: place for place, (uid, _field) in reversed(list(enumerate(places)))}
        self._places = tuple(sorted(places, key=lambda found: records[found[0]]))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._places)

    def number(self, uid: str, field: str) -> int:
        """Return which finding a cell has, from 1; 0 for none."""
        try:
            return self._places.index((uid, field)) + 1
        except ValueError:
            return 0

    def next(self, uid: str, field: str, step: int) -> tuple[str, str] | None:
        """Return (record, field) of the next or previous finding, or None if there is none."""
        if not self._places:
            return None
        here = self.number(uid, field)
        if not here:
            own = [found for found in self._places if found[0] == uid]
            return (own or self._places)[0 if step > 0 else -1]
        return self._places[(here - 1 + step) % len(self._places)]
