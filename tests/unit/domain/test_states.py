"""The life of a report."""

from __future__ import annotations

import pytest

from desktop_app.domain.states import LOCKED, MOVES, ReportState, may_move

S = ReportState


def test_that_the_states_are_the_words_of_the_office_in_their_order():
    assert [str(s) for s in S] == ["未报", "草稿", "已审核", "已上报", "已受理", "退回", "验收"]
    assert set(MOVES) == set(S)


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (S.NOT_REPORTED, S.DRAFT),
        (S.DRAFT, S.SIGNED_OFF),
        (S.SIGNED_OFF, S.SENT),
        (S.SENT, S.RECEIVED),
        (S.RECEIVED, S.ACCEPTED),
        (S.RECEIVED, S.RETURNED),
        (S.SIGNED_OFF, S.DRAFT),
    ],
)
def test_that_a_report_goes_its_way(now, after):
    assert may_move(now, after)


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (S.DRAFT, S.SENT),
        (S.SENT, S.DRAFT),
        (S.ACCEPTED, S.DRAFT),
        (S.RETURNED, S.SENT),
        (S.RECEIVED, S.SENT),
        (S.ACCEPTED, S.RETURNED),
    ],
)
def test_that_no_step_is_skipped_or_taken_back(now, after):
    assert not may_move(now, after)


def test_that_a_locked_or_returned_revision_never_goes_back_to_draft():
    assert frozenset({S.SENT, S.RECEIVED, S.ACCEPTED}) == LOCKED
    assert all(S.DRAFT not in MOVES[state] for state in LOCKED | {S.RETURNED})
