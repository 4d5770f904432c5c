"""What imports remember, on the page 导入: recipes to save and use, and a list to forget from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.i18n import _, label_of, noted, plural, short_of, told
from desktop_app.importing.memory.recipe import Recipe
from desktop_app.importing.model import AS_FOUND, Decision
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, secondary
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.importing.questions import word_label
from desktop_app.work.importing.memory import (
    Remembered,
    forget,
    load_recipe,
    remembered,
    save_recipe,
)

_MOST = 200


class RecipeMenu:
    """The button 导入方案 and what it offers.

    Args:
        desk: What all pages share.
        page: The page that asks for files.
        use: Takes the decisions of a recipe for the files at hand.
        show: Shows what is remembered.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        *,
        use: Callable[[Sequence[Decision]], object],
        show: Callable[[Sequence[Remembered]], object],
    ) -> None:
        self._desk = desk
        self._page = page
        self._use = use
        self._show = show
        self.button = secondary(_("导入方案"), self._pop_up, "copy")

    def menu(self) -> QMenu:
        """Return the menu of the button."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("用方案…")).triggered.connect(self._ask_recipe)
        menu.addAction(_("存为方案…")).triggered.connect(self._ask_target)
        menu.addSeparator()
        menu.addAction(_("记住了哪些")).triggered.connect(self.show_remembered)
        return menu

    def _pop_up(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _ask_recipe(self) -> None:
        file_dialogs.ask_open(self._page, _("用导入方案"), file_dialogs.recipes(), self.load)

    def _ask_target(self) -> None:
        name = _("导入方案_{unit}.toml").format(unit=self._desk.ws.unit_label)
        file_dialogs.ask_save(
            self._page, _("存为导入方案"), name, self.save, file_dialogs.recipes()
        )

    def load(self, path: Path) -> None:
        """Use a recipe for the files at hand; what an import uses of it is remembered."""
        ws = self._desk.ws

        def tell(recipe: Recipe) -> None:
            words = plural("用上方案“{file}”：{n} 项", len(recipe.decisions), file=path.name)
            if recipe.unknown:
                words += plural("，{n} 项这里没有，没有用", len(recipe.unknown))
            self._desk.toast(words)
            self._use(recipe.decisions)

        self._desk.operations.run(lambda: load_recipe(ws, path), tell, asker=self)

    def save(self, path: Path) -> None:
        """Write all that is remembered as a recipe."""
        ws = self._desk.ws

        def tell(count: int) -> None:
            words = plural("{n} 项存到 {file}", count, file=path.name)
            self._desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))

        self._desk.operations.run(lambda: save_recipe(ws, path), tell, asker=self)

    def show_remembered(self) -> None:
        """Show what is remembered, beside the page."""
        ws = self._desk.ws
        self._desk.operations.run(lambda: remembered(ws), self._show)

    def forget(self, uids: Sequence[str]) -> None:
        """Forget some decisions, and show what is left."""
        ws = self._desk.ws

        def tell(_applied: object) -> None:
            self._desk.tell(_("已忘掉 {n} 项，可以撤销。").format(n=len(uids)))
            self.show_remembered()

        self._desk.operations.run(lambda: forget(ws, uids), tell, asker=self)


class MemoryPanel(SidePanel):
    """What imports remember, one decision below the other."""

    def __init__(self, desk: Desk, forget: Callable[[Sequence[str]], object]) -> None:
        super().__init__()
        self._catalogue = desk.ws.catalogue
        self._forget = forget

    def show_all(self, found: Sequence[Remembered]) -> None:
        """Show decisions; each can be forgotten."""
        self.clear()
        self.add_heading(_("记住了 {n} 项").format(n=f"{len(found):,}"))
        self.add(text(_("导入时定过的，下次遇到照办。忘掉一项，下次再问。"), "fact", wrap=True))
        for one in found[:_MOST]:
            self.add_rule()
            subject, meaning = self._told(one)
            self.add(text(subject, "strong", wrap=True))
            self.add(text(meaning, wrap=True))
            self.add(link(_("忘掉"), partial(self._forget, [one.uid])))
        if len(found) > _MOST:
            self.add(text(_("其余 {n} 项见导入方案").format(n=f"{len(found) - _MOST:,}"), "fact"))
        self.body.addStretch(1)

    def _told(self, one: Remembered) -> tuple[str, str]:
        kind, decision = one.decision.kind, one.decision
        if kind == "firm":
            return decision.subject, told(_("企业"), one.firm or _("另一家企业"))
        if kind == "word":
            form, name = decision.scope.split(".", 1)
            said = word_label(self._catalogue, (form, name), decision.meaning)
            label = label_of(self._catalogue.form(form).by_code[name])
            return decision.subject, told(label, said)
        if kind in {"sheet", "tab"}:
            return decision.subject, told(_("认作"), self._form(decision.meaning))
        return decision.subject, told(_("配到字段"), self._field(decision))

    def _form(self, code: str) -> str:
        if code == AS_FOUND:
            return _("按表认")
        return short_of(self._catalogue.form(code)) if code else _("不导入")

    def _field(self, decision: Decision) -> str:
        form, _dot, name = decision.meaning.partition(".")
        if not name:
            return _("期别") if form == "period" else _("不导入")
        entry = self._catalogue.form(form)
        return noted(told(short_of(entry), label_of(entry.by_code[name])), decision.measured[0])
