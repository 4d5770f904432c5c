import time

import pytest

from desktop_app.domain.uids import Uids, is_uid, new_uid, new_uids


def test_that_ids_are_sixteen_characters_of_base_32():
    letters = set("abcdefghijklmnopqrstuvwxyz234567")
    for uid in new_uids(1000):
        assert len(uid) == 16
        assert letters.issuperset(uid)


def test_that_ids_rise_within_a_call_and_from_call_to_call():
    made = [*new_uids(1000), new_uid(), new_uid(), *new_uids(200)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_that_no_ids_are_made_of_none():
    assert new_uids(0) == []


def test_that_a_clock_set_back_makes_no_smaller_ids(monkeypatch: pytest.MonkeyPatch):
    before = new_uid()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_uid() > before


def test_that_offices_that_make_ids_at_one_moment_make_others(monkeypatch: pytest.MonkeyPatch):
    from desktop_app.domain import uids

    monkeypatch.setattr(uids, "_moments", _Still())
    assert not set(new_uids(64)) & set(new_uids(64))


def test_that_ids_kept_as_one_text_are_a_list_of_new_ones():
    made = Uids()
    made.grow(12_345)
    assert list(made) == sorted(made) == made[:]
    assert len(set(made)) == len(made) == 12_345
    assert made[100:103] == [made[100], made[101], made[102]]
    assert made[-1] == made[12_344]
    assert made[5:2] == made[20_000:] == []
    assert made[4::-2] == [made[4], made[2], made[0]]
    with pytest.raises(IndexError):
        made[12_345]


@pytest.mark.parametrize("uid", ["of-another-house", "short", "", "甲" * 16, "x" * 64])
def test_that_ids_of_others_may_stand_among_them(uid):
    made = Uids()
    made.grow(3)
    first, _second, third = made
    made.put(1, uid)
    assert list(made) == made[:] == [first, uid, third]
    assert (made[1], made[1:], len(made)) == (uid, [uid, third], 3)


class _Still:
    """A clock that stands still."""

    def take(self, _count: int) -> int:
        return 1


def test_that_an_id_is_made_of_letters_and_digits():
    assert all(map(is_uid, (new_uid(), "firm000000000001", "a_b-C", "x" * 64)))
    assert not any(map(is_uid, ("", "a b", "../a", "a'", "甬", "ａ", "a\n", "x" * 65)))
