"""A finding as a line: what orders and counts it is there at once, its texts when it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from desktop_app.domain.findings import Finding, FindingHead, Severity
from desktop_app.i18n import _, listed, severity_word, short_of
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell
from desktop_app.ui.pages.widths import field_word
from desktop_app.work.checks import sentence
from desktop_app.work.workspace import Workspace

READ_AT_ONCE = 60
"""Findings that are read together when one of them is painted."""

Key = tuple[str, str, str]
"""What tells a finding apart: rule, form, record."""


class Found:
    """The findings of a period as lines, of which the contents are read a block at a time.

    Attributes:
        rows: The lines, the gravest first.
    """

    def __init__(self, ws: Workspace, period: str) -> None:
        self.ws = ws
        self._period = period
        self.rows = tuple(
            FoundLine(self, place, head) for place, head in enumerate(ws.store.heads(period))
        )

    def finding(self, place: int) -> Finding:
        """Read the finding of a line, and those about it."""
        first = place - place % READ_AT_ONCE
        block = self.rows[first : first + READ_AT_ONCE]
        uids = dict.fromkeys(row.key[2] for row in block)
        self._give(block, self.ws.store.findings(self._period, uids=tuple(uids)))
        return self.rows[place].finding

    def read_all(self) -> None:
        """Read all findings, for looking through what they say."""
        rest = [row for row in self.rows if not row.is_read]
        if rest:
            self._give(rest, self.ws.store.findings(self._period))

    def _give(self, rows: Iterable[FoundLine], read: Sequence[Finding]) -> None:
        known: Mapping[Key, Finding] = {(f.rule, f.form, f.uid): f for f in read}
        for row in rows:
            # One that was put right meanwhile is still a line until the list is read again.
            row.finding = known.get(row.key) or self._gone(row)

    def _gone(self, row: FoundLine) -> Finding:
        rule, form, uid = row.key
        return Finding(rule, Severity(row.head.severity), form, uid, self._period, (), {}, "")


class FoundLine:
    """A finding with the texts that the list shows; each is made when it is asked for.

    Attributes:
        head: Its rule, record and severity.
        key: What tells it apart from the others of its period.
        sign: Shape of its state.
        segment: The part of the list that it belongs to.
    """

    def __init__(self, found: Found, place: int, head: FindingHead) -> None:
        self._found = found
        self._place = place
        self.head = head
        self.key: Key = head[:3]
        self.sign, self.segment = _STATES[head.severity, head.explained]

    @cached_property
    def finding(self) -> Finding:
        """The finding itself, which is read with those about it."""
        return self._found.finding(self._place)

    @property
    def is_read(self) -> bool:
        """Whether the finding was read."""
        return "finding" in self.__dict__

    @cached_property
    def form(self) -> str:
        """What the form is called."""
        return short_of(self._found.ws.catalogue.form(self.head.form))

    @cached_property
    def place(self) -> str:
        """Labels of its fields."""
        known = self._found.ws.catalogue.form(self.head.form).by_code
        return listed(field_word(known[code]) for code in self.finding.fields if code in known)

    @cached_property
    def text(self) -> str:
        """Its sentence."""
        return sentence(self._found.ws, self.finding)

    @cached_property
    def haystack(self) -> str:
        """All of it, folded, for the filter."""
        found = self.finding
        parts = (found.subject, self.form, self.place, self.text, found.rule, found.explanation)
        return "\n".join(parts).casefold()

    @property
    def asks(self) -> bool:
        """Whether an explanation is waited for."""
        return self.sign is Sign.VERIFY

    @property
    def subject(self) -> str:
        """Whose record it is about."""
        return self.finding.subject

    @property
    def rule(self) -> str:
        """Id of its rule."""
        return self.head.rule

    @property
    def record(self) -> str:
        """The record that it marks."""
        return self.head.uid

    @property
    def target(self) -> tuple[str, str, str]:
        """Form, record and first field that it marks."""
        finding = self.finding
        return finding.form, finding.uid, finding.fields[0] if finding.fields else ""

    @property
    def severity(self) -> Cell:
        """Its cell in the column of severities."""
        is_must = self.head.severity == Severity.MUST
        return Cell(severity_word(self.head.severity), sign=self.sign, bold=is_must)

    @property
    def state(self) -> Cell:
        """Its cell in the column of states."""
        if self.sign is Sign.MUST:
            return Cell(_("改数"), tone="red")
        if self.sign is Sign.HINT:
            return Cell("—", tone="text3")
        if self.sign is Sign.EXPLAINED:
            return Cell(_("已说明"), tone="text2")
        return Cell(_("未说明"), tone="amber")


_SIGNS: Mapping[tuple[str, int], Sign] = {
    (Severity.MUST.value, 0): Sign.MUST,
    (Severity.MUST.value, 1): Sign.MUST,
    (Severity.VERIFY.value, 0): Sign.VERIFY,
    (Severity.VERIFY.value, 1): Sign.EXPLAINED,
    (Severity.HINT.value, 0): Sign.HINT,
    (Severity.HINT.value, 1): Sign.HINT,
}
_STATES = {state: (sign, sign.value) for state, sign in _SIGNS.items()}
