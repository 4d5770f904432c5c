"""What is to be decided on 合并, as the lines of a list; names are read as they are painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from desktop_app.i18n import _, listed, period_label
from desktop_app.ui.components.fields import ChoiceBox
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.work.city.chain_cases import ChainCase, chain_cases
from desktop_app.work.city.overlaps import (
    APART,
    PARKED,
    SAME,
    Overlap,
    Shared,
    choice_word,
    described,
    kind_word,
    shared,
)
from desktop_app.work.workspace import Workspace

OPEN, SETTLED, EVERY = "open", "settled", "every"
"""States that the list can be narrowed to, beside `PARKED`."""

CHAIN = "chain"
READ_AT_ONCE = 100

Case = Shared | ChainCase
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cases:
    """All that a person has to decide, or has decided."""

    chains: tuple[ChainCase, ...] = ()
    codes: tuple[Shared, ...] = ()

    @property
    def all(self) -> list[Case]:
        """Packages that wait come first: they hold up a unit's whole report."""
        return [*self.chains, *self.codes]


def load_cases(ws: Workspace) -> Cases:
    """Read what is to be decided."""
    return Cases(tuple(chain_cases(ws)), tuple(shared(ws)))


def load_names(ws: Workspace, cases: Cases) -> dict[Key, str]:
    """Return by what names the records of each shared code are known, for the filter."""
    return {
        (one.kind, one.value): "\n".join(f"{m.name}\n{m.firm}" for m in one.members).casefold()
        for one in described(ws, cases.codes)
    }


def key_of(case: Case) -> Key:
    """Return what tells a case apart."""
    if isinstance(case, ChainCase):
        return CHAIN, case.package.digest
    return case.kind, case.value


def state_of(case: Case) -> str:
    """Return where a case stands."""
    if isinstance(case, ChainCase) or not case.choice:
        return OPEN
    return SETTLED if case.settled else case.choice


def state_segments() -> list[Segment]:
    """Return the states that the list can be narrowed to."""
    return [
        Segment(OPEN, _("待判定"), Sign.DOUBTFUL),
        Segment(PARKED, _("暂放的"), Sign.SKIPPED),
        Segment(SETTLED, _("已判定"), Sign.CLEAN),
        Segment(EVERY, _("全部")),
    ]


def kind_segments() -> list[Segment]:
    """Return the kinds that the list can be narrowed to."""
    kinds = ("firm", "patent", "hte_cert")
    return [
        Segment(EVERY, _("各种")),
        Segment(CHAIN, _("断链分叉")),
        *(Segment(kind, kind_word(kind)) for kind in kinds),
    ]


class KindBox(ChoiceBox):
    """What kind of case is listed: a box, for its words are too many for the bar.

    Signals:
        chosen: Key of the kind that is chosen now.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        self._kinds = kind_segments()
        super().__init__([segment.words for segment in self._kinds])
        self.removeItem(0)
        self.setAccessibleName(_("种类"))
        self.setMinimumWidth(150)
        self.activated.connect(lambda place: self.chosen.emit(self._kinds[place].key))

    @property
    def current(self) -> str:
        """Key of the kind that is chosen."""
        return self._kinds[max(self.currentIndex(), 0)].key

    def choose(self, key: str) -> None:
        """Choose a kind, as a click does."""
        if key != self.current:
            self.setCurrentIndex([segment.key for segment in self._kinds].index(key))
            self.chosen.emit(key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are of each."""
        for place, segment in enumerate(self._kinds):
            self.setItemText(place, f"{segment.words} {counts.get(segment.key, 0):,}")


def headings() -> list[Heading]:
    """Return the columns of the list."""
    return [
        Heading(_("种类"), 116),
        Heading(_("代码"), 190),
        Heading(_("名称"), 180, stretch=True),
        Heading(_("单位"), 200),
        Heading(_("判定"), 190),
    ]


class CaseLines(Sequence[Line]):
    """Lines over the cases that are asked for; what their records say is read a block at a time."""

    def __init__(self, ws: Workspace, cases: Sequence[Case]) -> None:
        self.cases = cases
        self._ws = ws
        self._places = {key_of(case): place for place, case in enumerate(cases)}
        self._known: dict[int, Overlap] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.cases)

    def find(self, key: object) -> int:
        """Return the place of a case, or -1."""
        return self._places.get(key, -1) if isinstance(key, tuple) else -1

    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:  # type: ignore[override]
        """Make the line at a place."""
        if isinstance(place, slice):
            return [self._line(at) for at in range(*place.indices(len(self.cases)))]
        return self._line(place)

    def overlap(self, place: int) -> Overlap:
        """Return what the records of a shared code say."""
        if place not in self._known:
            start = place - place % READ_AT_ONCE
            block = [
                (at, case)
                for at, case in enumerate(self.cases[start : start + READ_AT_ONCE], start)
                if isinstance(case, Shared)
            ]
            found = described(self._ws, [case for _at, case in block])
            self._known.update({at: one for (at, _case), one in zip(block, found, strict=True)})
        return self._known[place]

    def _line(self, place: int) -> Line:
        case = self.cases[place]
        if isinstance(case, ChainCase):
            return chain_line(self._ws, case)
        return _shared_line(self._ws, case, self.overlap(place))


def chain_line(ws: Workspace, case: ChainCase) -> Line:
    """Return the line of a package that waits."""
    package = case.package
    what = _("{period}，第 {n} 版").format(period=period_label(case.period), n=package.revision)
    cells = (
        Cell(_("分叉") if case.is_fork else _("断链"), sign=Sign.VERIFY),
        Cell(package.digest[:12], tip=package.digest),
        Cell(what, tip=package.path.name),
        Cell(ws.catalogue.unit_name(package.unit)),
        Cell(_("待判定"), tone="amber"),
    )
    return Line(cells, key=key_of(case))


def _shared_line(ws: Workspace, case: Shared, overlap: Overlap) -> Line:
    units = listed(ws.catalogue.unit_name(unit) for unit in case.units)
    names = listed(dict.fromkeys(member.name for member in overlap.members))
    if case.choice == SAME:
        word = _("只算在{unit}").format(unit=ws.catalogue.unit_name(case.chosen))
    else:
        word = choice_word(case.choice) if case.choice else _("待判定")
    sign, tone = {
        "": (Sign.DOUBTFUL, "amber"),
        PARKED: (Sign.SKIPPED, "text2"),
        SAME: (Sign.CLEAN, "text"),
        APART: (Sign.CLEAN, "text"),
    }[case.choice]
    moved = _("像是迁移") if overlap.moved and not case.settled else ""
    cells = (
        Cell(kind_word(case.kind), sign=sign),
        Cell(case.value),
        Cell(names, tip=names),
        Cell(units, tip=units),
        Cell(moved or word, tone=tone, tip=case.note or word),
    )
    return Line(cells, key=key_of(case))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    text: str = ""
    state: str = OPEN
    kind: str = EVERY


def matching(ws: Workspace, cases: Cases, asked: Wanted, known: Mapping[Key, str]) -> list[Case]:
    """Return the cases of a state and kind whose code, units or names contain a text."""
    wanted = asked.text.casefold()
    found = cases.all
    if asked.state != EVERY:
        found = [case for case in found if state_of(case) == asked.state]
    if asked.kind != EVERY:
        found = [case for case in found if key_of(case)[0] == asked.kind]
    if not wanted:
        return found
    names = {unit.code: ws.catalogue.unit_name(unit.code) for unit in ws.catalogue.units}

    def is_wanted(case: Case) -> bool:
        units = (case.package.unit,) if isinstance(case, ChainCase) else case.units
        hay = [key_of(case)[1], *(names.get(unit, unit) for unit in units)]
        hay.append(known.get(key_of(case), ""))
        return any(wanted in part.casefold() for part in hay)

    return [case for case in found if is_wanted(case)]
