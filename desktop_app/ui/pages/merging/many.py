"""Several cases at once: which decisions they have in common, and what each would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.i18n import _, joined, listed, plural
from desktop_app.store.overlaps import Shared
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.merging.rows import Case
from desktop_app.work.city.chain_cases import ChainCase
from desktop_app.work.city.overlaps import APART, PARKED, SAME, choice_word, kind_word
from desktop_app.work.workspace import Workspace

MOST_UNITS = 4
"""Units with a decision of their own; those of a longer list are chosen in smaller lots."""

_Group = tuple[str, tuple[str, ...], str, str]
"""Kind, units, choice and chosen unit: what is alike is told in one line."""


@dataclass(frozen=True, slots=True)
class Act:
    """A decision on several cases.

    Attributes:
        number: Digit of its key.
        words: What it does, without how many it does it to.
        choice: The decision, and the unit `chosen` where it is counted once.
        cases: Those that it changes; the others stay as they are.
    """

    number: int
    words: str
    choice: str
    chosen: str
    cases: tuple[Shared, ...]

    @property
    def label(self) -> str:
        """Words of its button, with how many it changes."""
        return f"{self.words} {len(self.cases):,}"


def acts_on(ws: Workspace, chosen: Sequence[Case]) -> list[Act]:
    """Return the decisions that change at least one of the chosen cases."""
    codes = [case for case in chosen if isinstance(case, Shared)]
    units = Counter(unit for one in codes for unit in one.units)
    order = {unit.code: place for place, unit in enumerate(ws.catalogue.units)}
    often = sorted(units, key=lambda unit: (-units[unit], order.get(unit, len(order))))
    wanted = [
        (number, _("算在{unit}").format(unit=ws.catalogue.unit_name(unit)), SAME, unit)
        for number, unit in enumerate(often[:MOST_UNITS], 1)
    ]
    wanted += [(0, _("都算，各算各的"), APART, ""), (9, _("先放着"), PARKED, "")]
    found = [
        Act(*asked, tuple(one for one in codes if _changes(one, asked[2], asked[3])))
        for asked in wanted
    ]
    return [act for act in found if act.cases]


def _changes(one: Shared, choice: str, chosen: str) -> bool:
    if choice == SAME and chosen not in one.units:
        return False
    return (one.choice, one.chosen) != (choice, chosen)


def many_headings(acts: Sequence[Act]) -> list[Heading]:
    """Return the columns: what is alike, how many there are, and each decision."""
    found = [Heading(_("内容"), 280), Heading(_("处数"), 72, right=True)]
    found += [Heading(act.words, 150) for act in acts[:-1]]
    found += [Heading(act.words, 150, stretch=True) for act in acts[-1:]]
    return found


def many_lines(ws: Workspace, chosen: Sequence[Case], acts: Sequence[Act]) -> list[Line]:
    """Return a line for each group of like cases, with what each decision makes of them."""
    groups: Counter[_Group] = Counter()
    for case in chosen:
        groups[_group(case)] += 1
    blanks = (Cell(ground="header"),) * (len(acts) + 1)
    head = plural("选中 {n} 处，各种判定会怎样", len(chosen))
    lines = [Line((Cell(head, bold=True, ground="header"), *blanks), section=True)]
    lines += [_line(ws, group, count, acts) for group, count in groups.most_common()]
    totals = [Cell(plural("判定 {n} 处", len(act.cases)), bold=True) for act in acts]
    lines.append(
        Line((Cell(_("合计"), bold=True), Cell(f"{len(chosen):,}", right=True, bold=True), *totals))
    )
    return lines


def _group(case: Case) -> _Group:
    if isinstance(case, ChainCase):
        return "", (case.package.unit,), "", ""
    return case.kind, case.units, case.choice, case.chosen


def _line(ws: Workspace, group: _Group, count: int, acts: Sequence[Act]) -> Line:
    kind, units, choice, chosen = group
    names = listed(ws.catalogue.unit_name(unit) for unit in units)
    if not kind:
        label, stays = joined([_("断链分叉"), names]), _("要逐个判定，不动")
        made = [Cell(stays, tone="text3") for _act in acts]
        return Line(
            (Cell(label, sign=Sign.VERIFY, tip=label), Cell(f"{count:,}", right=True), *made)
        )
    stands = _word(ws, choice, chosen) if choice else _("待判定")
    label = joined([kind_word(kind), names, stands])
    made = [_outcome(ws, group, act) for act in acts]
    sign = Sign.CLEAN if choice in {SAME, APART} else Sign.DOUBTFUL
    return Line((Cell(label, sign=sign, tip=label), Cell(f"{count:,}", right=True), *made))


def _outcome(ws: Workspace, group: _Group, act: Act) -> Cell:
    _kind, units, choice, chosen = group
    if act.choice == SAME and act.chosen not in units:
        return Cell(_("没有它报的，不动"), tone="text3")
    if (choice, chosen) == (act.choice, act.chosen):
        return Cell(_("不变"), tone="text3")
    word = _word(ws, act.choice, act.chosen)
    if choice and choice != PARKED:
        return Cell(_("改判：{choice}").format(choice=word), tone="amber")
    return Cell(word)


def _word(ws: Workspace, choice: str, chosen: str) -> str:
    if choice == SAME:
        return _("只算在{unit}").format(unit=ws.catalogue.unit_name(chosen))
    return choice_word(choice)
