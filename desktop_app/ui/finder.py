"""What the search in the top bar finds: commands here, records and fields through the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.ui.desk import Desk
from desktop_app.ui.search_box import Found
from desktop_app.ui.search_results import Hit

if TYPE_CHECKING:
    from desktop_app.work import find

FIELD = "field"
LOOKS: dict[str, tuple[str, Callable[[], str]]] = {
    "firm": ("building-factory-2", lambda: _("企业")),
    "patent": ("bulb", lambda: _("专利")),
    "carrier": ("building-community", lambda: _("孵化器")),
    FIELD: ("columns-3", lambda: _("字段")),
}
"""Icon and kind of what is found, by form."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the window does.

    Attributes:
        words: What it is called.
        keys: Pinyin initials and other words by which it is found, in capitals.
        icon: File name in resources/icons.
        act: Does it.
    """

    words: str
    keys: tuple[str, ...]
    icon: str
    act: Callable[[], object]

    def fits(self, text: str) -> bool:
        """Whether a typed text means it."""
        wanted = text.upper()
        return wanted in self.words.upper() or any(key.startswith(wanted) for key in self.keys)


class Finder:
    """Finds what one types.

    Args:
        desk: What all pages share.
        commands: What the window does.
    """

    def __init__(self, desk: Desk, commands: Sequence[Command]) -> None:
        self._desk = desk
        self._commands = commands

    def find_commands(self, text: str, found: Found) -> None:
        """Find commands, at once."""
        found(
            [
                Hit(command.words, _("命令"), command.icon, command.act)
                for command in self._commands
                if command.fits(text)
            ]
        )

    def find_records(self, text: str, found: Found) -> None:
        """Find firms, patents, carriers and fields on the data thread."""
        if self._desk.workspace is None:
            found(())
            return
        ws, period = self._desk.ws, self._desk.period

        def look() -> list[find.Found]:
            from desktop_app.work.find import find

            return find(ws, period, text)

        self._desk.operations.run(
            look, lambda things: found([self._hit(it) for it in things]), asker=self
        )

    def _hit(self, thing: find.Found) -> Hit:
        icon, kind = LOOKS[FIELD if thing.field else thing.form]
        return Hit(thing.words, kind(), icon, lambda: self._open(thing), thing.note)

    def _open(self, thing: find.Found) -> None:
        from desktop_app.ui.pages.places import page_of

        target = {"form": thing.form}
        if thing.uid:
            target |= {"uid": thing.uid, "field": thing.field}
        if thing.form == "firm" and not thing.field:
            target["view"] = "record"
        self._desk.go(page_of(thing.form), target)
