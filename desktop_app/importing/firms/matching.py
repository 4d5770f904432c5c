"""Finds the firm of a row: by credit code, organisation code, registration number, then name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored
from desktop_app.domain.uids import new_uids
from desktop_app.importing.existing import Existing
from desktop_app.importing.firms.near_firms import NearFirms
from desktop_app.importing.firms.near_firms import named as as_named
from desktop_app.importing.model import FirmCandidate

_UIDS_AT_ONCE = 1000
_ASKED_ABOUT = 30_000
"""Names of one import that all near ones are looked for; of more only those of the same core."""

_PROPOSED = 5


@dataclass(slots=True)
class FirmKeys:
    """What a firm is known by.

    Attributes:
        uid: Its record.
        uscc: Credit code, or None; org_code and reg_no likewise.
        name: Its name, or None.
        is_new: Whether this import brings it.
    """

    uid: str
    uscc: str | None = None
    org_code: str | None = None
    reg_no: str | None = None
    name: str | None = None
    is_new: bool = False


class FirmMatch(NamedTuple):
    """The firm of a row.

    Attributes:
        firm: The firm, or None.
        flag: Why a person should look at it, or "".
        reject: Why the row has no firm, or "".
        other: Name or code that stands in the register, where that is what it is about.
        candidates: Firms of nearly this name, where no firm was found by it.
    """

    firm: FirmKeys | None
    flag: str = ""
    reject: str = ""
    other: str = ""
    candidates: tuple[FirmCandidate, ...] = ()


class FirmCells(NamedTuple):
    """What a row says of its firm; None for what it does not say."""

    uscc: str | None = None
    org_code: str | None = None
    reg_no: str | None = None
    name: str | None = None


@dataclass
class FirmIndex:
    """All firms, those of this import included, by every key."""

    by_uscc: dict[str, FirmKeys] = field(default_factory=dict)
    by_org: dict[str, list[FirmKeys]] = field(default_factory=lambda: defaultdict(list))
    by_reg: dict[str, list[FirmKeys]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[FirmKeys]] = field(default_factory=lambda: defaultdict(list))
    by_former: dict[str, list[FirmKeys]] = field(default_factory=lambda: defaultdict(list))
    by_uid: dict[str, FirmKeys] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    _uids: list[str] = field(default_factory=list)
    _names: list[tuple[FirmKeys, str, bool]] = field(default_factory=list)
    _near: NearFirms = field(default_factory=NearFirms)
    _seen: int = 0
    _searches: int = 0

    @classmethod
    def of(cls, existing: Existing, answers: Mapping[str, str]) -> FirmIndex:
        """Return the index of the firms that are there.

        Args:
            existing: The store.
            answers: The firm that a person said a name means; see `ImportOptions.firms`.
        """
        index = cls(answers=answers)
        for row in existing.rows("firm", ("uscc", "org_code", "reg_no", "name")):
            uscc, org_code, reg_no, name = map(_text, row[2:])
            index.put(FirmKeys(str(row[0]), uscc, org_code, reg_no, name))
        for row in existing.rows("former_name", ("firm", "name")):
            index.put_former(str(row[2]), str(row[3] or ""))
        return index

    def put_former(self, uid: str, name: str) -> None:
        """Make a firm findable by a name that it had."""
        firm = self.by_uid.get(uid)
        if firm is not None and name:
            _add(self.by_former[name_key(name)], firm)
            self._names.append((firm, name, True))

    def put(self, firm: FirmKeys) -> None:
        """Make a firm findable."""
        self.by_uid[firm.uid] = firm
        self.complete(firm, FirmCells(firm.uscc, firm.org_code, firm.reg_no, firm.name))

    def complete(self, firm: FirmKeys, cells: FirmCells) -> None:
        """Make a firm findable by further keys that a row gives it."""
        if cells.uscc:
            firm.uscc = cells.uscc
            self.by_uscc.setdefault(cells.uscc, firm)
            _add(self.by_org[cells.uscc[8:17]], firm)
        if cells.org_code:
            firm.org_code = cells.org_code
            _add(self.by_org[cells.org_code], firm)
        if cells.reg_no:
            firm.reg_no = cells.reg_no
            _add(self.by_reg[cells.reg_no], firm)
        if cells.name:
            firm.name = firm.name or cells.name
            _add(self.by_name[name_key(cells.name)], firm)
            self._names.append((firm, cells.name, False))

    def new_uid(self) -> str:
        """Return the id of a firm to come; ids rise from call to call."""
        if not self._uids:
            # Taken from the end, so that ids rise with the rows.
            self._uids = new_uids(_UIDS_AT_ONCE)[::-1]
        return self._uids.pop()

    def named(self, name: str) -> list[FirmKeys]:
        """Return the firms that have or had a name."""
        key = name_key(name)
        return [*self.by_name.get(key, ()), *self.by_former.get(key, ())]

    def find(
        self, cells: FirmCells, *, may_add: bool, named_only: bool, uid: str = ""
    ) -> FirmMatch:
        """Return the firm that a row speaks of, adding it where it is new.

        Args:
            cells: What the row says.
            may_add: Whether a firm that is not there may be added.
            named_only: Whether a name without any code is enough to add it.
            uid: Id that it is added with, or "" for the next.
        """
        known = self.by_uscc.get(cells.uscc) if cells.uscc else None
        if known is not None:
            return self._same_code(known, cells)
        by_code = self._by_old_code(cells)
        if by_code is not None:
            self.complete(by_code, FirmCells(cells.uscc, cells.org_code, cells.reg_no))
            return self._same_code(by_code, cells)
        return self._by_name(cells, uid, may_add=may_add, named_only=named_only)

    def _same_code(self, firm: FirmKeys, cells: FirmCells) -> FirmMatch:
        if not firm.name:
            self.complete(firm, FirmCells(name=cells.name))
        if not cells.name or not firm.name or cells.name == firm.name:
            return FirmMatch(firm)
        key = name_key(cells.name)
        if key == name_key(firm.name) or firm in self.by_former.get(key, ()):
            return FirmMatch(firm)
        return FirmMatch(firm, "name_differs", other=firm.name)

    def _by_old_code(self, cells: FirmCells) -> FirmKeys | None:
        org = cells.uscc[8:17] if cells.uscc else cells.org_code
        for candidates in (
            self.by_org.get(org, ()) if org else (),
            self.by_reg.get(cells.reg_no, ()) if cells.reg_no else (),
        ):
            fit = [firm for firm in candidates if not _contradicts(firm, cells)]
            if len(fit) == 1:
                return fit[0]
        return None

    def _by_name(self, cells: FirmCells, uid: str, *, may_add: bool, named_only: bool) -> FirmMatch:
        has_code = bool(cells.uscc or cells.org_code or cells.reg_no)
        if not cells.name and not has_code:
            return FirmMatch(None, reject="no_identity")
        known = (self._answered(cells) or self._named(cells)) if cells.name else None
        if known is not None:
            return known
        namesakes = self._namesakes(cells.name) if cells.name else ()
        if not may_add or not (has_code or named_only or namesakes):
            return FirmMatch(None, reject="firm_unknown", candidates=self._candidates(cells))
        flag = "code_differs" if namesakes else "" if cells.uscc else "no_code"
        other = _code_of(namesakes[0]) if namesakes else ""
        candidates = () if namesakes else self._candidates(cells)
        return self._added(cells, flag, other, uid, candidates)

    def _namesakes(self, name: str) -> Sequence[FirmKeys]:
        """Return the firms of a name, against all of which the codes of a row speak.

        Else those that had it, else the one that a person said it means.
        """
        key = name_key(name)
        said = self._meant(name)
        return self.by_name.get(key) or self.by_former.get(key) or ([said] if said else [])

    def _meant(self, name: str) -> FirmKeys | None:
        """Return the firm that a person said a name means."""
        answer = self.answers.get(name_key(name)) if self.answers else None
        if not answer:
            return None
        alike = self.by_name.get(answer, ())
        firm = self.by_uid.get(answer) or self.by_uscc.get(answer)
        return firm or (alike[0] if len(alike) == 1 else None)

    def _answered(self, cells: FirmCells) -> FirmMatch | None:
        """Return the firm that a person said the name means, unless a code speaks against it."""
        firm = self._meant(cells.name or "")
        if firm is None or _contradicts(firm, cells):
            return None
        self.complete(firm, FirmCells(cells.uscc, cells.org_code, cells.reg_no))
        return FirmMatch(firm, "by_answer", other=firm.name or "")

    def _candidates(self, cells: FirmCells) -> tuple[FirmCandidate, ...]:
        """Return the firms of nearly the row's name; of a row with a code, those without one."""
        if not cells.name or self.answers.get(name_key(cells.name)) == "":
            return ()
        has_code = bool(cells.uscc or cells.org_code or cells.reg_no)
        near = self._near_without_code if has_code else self._near_now()
        if not len(near):
            return ()
        self._searches += 1
        is_thorough = self._searches <= _ASKED_ABOUT
        return tuple(
            FirmCandidate(_answer_for(firm), one.name, firm.uscc or "", score, how)
            for one, score, how in near.nearest(cells.name, _PROPOSED, is_thorough=is_thorough)
            if not _contradicts(firm := self.by_uid[one.uid], cells)
        )

    @cached_property
    def _near_without_code(self) -> NearFirms:
        """The firms that were there without any code, which a new code may belong to."""
        return NearFirms(
            as_named(firm.uid, name, is_former=is_former)
            for firm, name, is_former in self._names
            if not (firm.is_new or firm.uscc or firm.org_code or firm.reg_no)
        )

    def _near_now(self) -> NearFirms:
        """Return all names; those that came since the last search are made findable first."""
        for firm, name, is_former in self._names[self._seen :]:
            self._near.add(as_named(firm.uid, name, is_former=is_former))
        self._seen = len(self._names)
        return self._near

    def _named(self, cells: FirmCells) -> FirmMatch | None:
        """Return the one firm that has or had this name and no code against it."""
        key = name_key(cells.name or "")
        for candidates, flag in (
            (self.by_name.get(key, ()), "by_name"),
            (self.by_former.get(key, ()), "by_former_name"),
        ):
            fit = [firm for firm in candidates if not _contradicts(firm, cells)]
            if len(fit) > 1:
                return FirmMatch(None, reject="several_firms", other=cells.name or "")
            if fit:
                self.complete(fit[0], FirmCells(cells.uscc, cells.org_code, cells.reg_no))
                return FirmMatch(fit[0], flag, other=fit[0].name or "")
        return None

    def _added(
        self,
        cells: FirmCells,
        flag: str,
        other: str,
        uid: str,
        candidates: tuple[FirmCandidate, ...],
    ) -> FirmMatch:
        firm = FirmKeys(uid or self.new_uid(), is_new=True)
        self.by_uid[firm.uid] = firm
        self.complete(firm, cells)
        return FirmMatch(firm, flag, other=other, candidates=candidates)


def _code_of(firm: FirmKeys) -> str:
    return firm.uscc or firm.org_code or firm.reg_no or ""


def _answer_for(firm: FirmKeys) -> str:
    """Return what names a firm in an answer; a new one has another uid at the next reading."""
    return firm.uid if not firm.is_new else firm.uscc or name_key(firm.name or "")


def _contradicts(firm: FirmKeys, cells: FirmCells) -> bool:
    """Whether a code of the row speaks against this firm."""
    org = cells.uscc[8:17] if cells.uscc else cells.org_code
    own = firm.uscc[8:17] if firm.uscc else firm.org_code
    return (
        _differ(cells.uscc, firm.uscc)
        or _differ(org, own)
        or (not cells.uscc and not org and _differ(cells.reg_no, firm.reg_no))
    )


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and one != other


def _add(firms: list[FirmKeys], firm: FirmKeys) -> None:
    if firm not in firms:
        firms.append(firm)


def _text(value: Stored) -> str | None:
    return str(value) if value else None
