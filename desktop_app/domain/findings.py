"""Findings of the rules, as every page, sheet and command shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop_app.domain.plans import Stored


class Severity(StrEnum):
    """强制 must be fixed, 核实 needs an explanation, 提示 informs."""

    MUST = "强制"
    VERIFY = "核实"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold for a record in a period.

    Attributes:
        rule: Id of the rule ("RDA-009"), or of a check made from a field ("REQ-firm-address").
        severity: How much it weighs.
        form: Form of the record.
        uid: The record; "" where a rule speaks of the report as a whole.
        period: Code of the period checked.
        fields: Fields to mark.
        shown: Values named in the message, as shown texts.
        evidence: The values it speaks of, as JSON text; an explanation holds
            as long as these are the same.
        explanation: Text of the explanation that holds for `evidence`, or "".
        subject: Name of the firm or incubator that the record belongs to.
    """

    rule: str
    severity: Severity
    form: str
    uid: str
    period: str
    fields: tuple[str, ...]
    shown: Mapping[str, Stored]
    evidence: str
    explanation: str = ""
    subject: str = ""

    @property
    def open(self) -> bool:
        """Whether it still keeps the period from being sent."""
        return self.severity is Severity.MUST or (
            self.severity is Severity.VERIFY and not self.explanation
        )


class FindingHead(NamedTuple):
    """What orders and counts a finding, without what it says; there may be a hundred thousand.

    Attributes:
        rule: Id of the rule.
        form: Form of the record.
        uid: The record.
        severity: How much it weighs: the value of a `Severity`, as stored.
        explained: Whether an explanation holds for it, 0 or 1.
    """

    rule: str
    form: str
    uid: str
    severity: str
    explained: int
