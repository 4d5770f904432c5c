"""What a person compares before a decision: facts of two or more things, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.i18n import _, label_of, listed, period_label
from desktop_app.store.overlaps import Overlap
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of all that are compared.

    Attributes:
        label: What it is.
        values: Its value of each, "" where there is none.
    """

    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether they do not all say the same."""
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Things side by side.

    Attributes:
        heads: What each is called.
        evidence: What speaks for one or the other.
        different: What they say differently; `alike` what they say alike.
    """

    heads: tuple[str, ...]
    evidence: tuple[Fact, ...]
    different: tuple[Fact, ...] = ()
    alike: tuple[Fact, ...] = ()


def compare_overlap(ws: Workspace, overlap: Overlap) -> Comparison:
    """Return the records that share a code, as their units report them."""
    heads = tuple(ws.catalogue.unit_name(member.unit) for member in overlap.members)
    fields = _fields(ws, overlap)
    return Comparison(
        heads,
        tuple(_evidence(overlap)),
        tuple(fact for fact in fields if fact.differs),
        tuple(fact for fact in fields if not fact.differs),
    )


def _evidence(overlap: Overlap) -> Iterable[Fact]:
    members = overlap.members
    if overlap.kind != "firm":
        yield Fact(_("所属企业"), tuple(member.firm for member in members))
    yield Fact(
        _("有数据的期别"),
        tuple(listed(map(period_label, member.periods)) or _("无") for member in members),
    )
    if overlap.kind == "firm":
        words = (_("在营业"), _("已不在营业"))
        yield Fact(_("营业"), tuple(words[not member.operating] for member in members))
    if overlap.kind == "patent":
        yield Fact(_("专利权人"), tuple(listed(member.owners) for member in members))


def _fields(ws: Workspace, overlap: Overlap) -> list[Fact]:
    """Return the fields that any of the records has a value of."""
    form = ws.catalogue.form(overlap.kind)
    records = [ws.store.of(m.unit).record(form.code, m.uid) for m in overlap.members]
    found = []
    for field in form.typed:
        values = tuple(
            ws.catalogue.show(field, record.values[field.code]) if record is not None else ""
            for record in records
        )
        if any(values):
            found.append(Fact(label_of(field), values))
    return found
