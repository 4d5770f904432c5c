"""A remark of the city as a card: what is wrong, what became of it, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.i18n import _, in_turn, joined
from desktop_app.ui.components.side_panel import FindingCard, FindingText
from desktop_app.ui.glyphs import Sign
from desktop_app.work.report.remarks import Handled, Remark, handled_word


def remark_title(remark: Remark) -> str:
    """Return the heading of a remark: whose it is, and what became of it."""
    return joined((_("市局意见"), handled_word(remark)))


def remark_number(remark: Remark) -> str:
    """Return which remark of its slip it is."""
    return _("第 {n} 条").format(n=remark.number)


def remark_words(remark: Remark) -> str:
    """Return what a remark says, and what its value was and is where that differs."""
    if remark.handled is not Handled.CHANGED or remark.was == remark.now:
        return remark.text
    empty = _("（空）")
    change = _("{was} → {now}").format(was=remark.was or empty, now=remark.now or empty)
    return in_turn((remark.text, change))


class RemarkCard(FindingCard):
    """A remark on its violet ground.

    Args:
        remark: The remark.
        answerable: Whether an answer can still be given.
        change: Goes to the cell to be changed, or None where there is none.
    """

    def __init__(
        self, remark: Remark, *, answerable: bool, change: Callable[[], object] | None = None
    ) -> None:
        asks = answerable and remark.handled is not Handled.GONE
        words = remark_words(remark)
        if remark.answer and not asks:
            words = "\n".join((words, _("答复：{text}").format(text=remark.answer)))
        said = FindingText(
            Sign.REMARK,
            remark_title(remark),
            remark_number(remark),
            words,
            remark.answer,
            asked=_("答复"),
            save=_("保存答复"),
        )
        super().__init__(said, explain=asks)
        self.remark = remark
        if change is not None and answerable and remark.record:
            self.add_change(change)
