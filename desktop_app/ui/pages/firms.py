"""企业: the register of firms, who loses or may gain the status, and what belongs to each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.form.page import FormPage
from desktop_app.ui.pages.standing_list import EXPIRING, LOSING, NEAR, StandingList

CHILDREN = ("former_name", "label", "hte_cert", "tech_sme", "rd_institution", "achievement")


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return FirmsPage(desk)


class FirmsPage(FormPage):
    """The register with the three lists of the high-tech status beside its segments."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "firm",
            _("企业"),
            children=CHILDREN,
            more=(
                Segment(EXPIRING, _("证书将到期")),
                Segment(NEAR, _("接近条件")),
                Segment(LOSING, _("不再符合")),
            ),
        )
        self.forms |= {"hte_cert", "label", "rd_activity", "firm_period"}
        self._lists: dict[str, StandingList] = {}
        self._counts: dict[str, int] = {}
        self.area.list_wanted.connect(self._show_list)

    def reload(self) -> None:
        """Ask the store again, for the lists too that were looked at."""
        super().reload()
        for shown in self._lists.values():
            shown.load()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the counts of the lists beside those of the segments."""
        self.area.show_counts({**counts, **self._counts})

    def _show_list(self, which: str, words: str) -> None:
        if which not in self._lists:
            made = StandingList(self.desk, which)
            made.opened.connect(self.open_record)
            made.counted.connect(lambda n, key=which: self._on_listed(key, n))
            self._lists[which] = made
            made.load()
        self._lists[which].filter(words)
        self.area.show_aside(self._lists[which])

    def _on_listed(self, which: str, count: int) -> None:
        self._counts[which] = count
        self.area.bar.segments.set_counts({**self.last_counts, **self._counts})
