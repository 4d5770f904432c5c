"""States of a report, and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ReportState(StrEnum):
    """Where one revision of a report stands; the value is the word that people use."""

    NOT_REPORTED = "未报"
    DRAFT = "草稿"
    SIGNED_OFF = "已审核"
    SENT = "已上报"
    RECEIVED = "已受理"
    RETURNED = "退回"
    ACCEPTED = "验收"


MOVES: Mapping[ReportState, frozenset[ReportState]] = {
    ReportState.NOT_REPORTED: frozenset({ReportState.DRAFT}),
    ReportState.DRAFT: frozenset({ReportState.SIGNED_OFF}),
    # A change of a record takes the sign-off back.
    ReportState.SIGNED_OFF: frozenset({ReportState.DRAFT, ReportState.SENT}),
    # The receipt between may have got lost on its way.
    ReportState.SENT: frozenset({ReportState.RECEIVED, ReportState.RETURNED, ReportState.ACCEPTED}),
    ReportState.RECEIVED: frozenset({ReportState.RETURNED, ReportState.ACCEPTED}),
    ReportState.RETURNED: frozenset(),
    ReportState.ACCEPTED: frozenset(),
}
"""The states that may come next within one revision."""

LOCKED = frozenset({ReportState.SENT, ReportState.RECEIVED, ReportState.ACCEPTED})
"""The records of the period and its due list cannot be changed."""


RECEIPT, RETURN = "receipt", "return"
"""Kinds of notice by which the city answers a report."""

DECISIONS: Mapping[str, frozenset[ReportState]] = {
    RECEIPT: frozenset({ReportState.RECEIVED, ReportState.ACCEPTED}),
    RETURN: frozenset({ReportState.RETURNED}),
}
"""What each kind of notice may say."""


def may_move(now: ReportState, after: ReportState) -> bool:
    """Whether a revision may go from `now` to `after`."""
    return after in MOVES[now]
