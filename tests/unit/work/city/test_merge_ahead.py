"""Which packages of a merge are inspected by a second process, and from when on."""

from __future__ import annotations

import pytest

from desktop_app.packages.report.inspect_ahead import Inspector
from desktop_app.work.city import merge as merging
from desktop_app.work.city.merge import Outcome, merge

UNITS = ("330203", "330205", "330212")


@pytest.fixture
def told(monkeypatch):
    """What happens to packages, in order: judged, asked for, taken."""
    found = []

    def noted(word, act, name_of):
        def done(*args, **kwargs):
            found.append((word, name_of(*args)))
            return act(*args, **kwargs)

        return done

    by_path = noted("judged", merging.look_at_one, lambda _ws, path, *_rest: path.stem)
    monkeypatch.setattr(merging, "look_at_one", by_path)
    for word in ("ask", "take"):
        act = noted(word, getattr(Inspector, word), lambda _self, workbook: workbook.digest)
        monkeypatch.setattr(Inspector, word, act)
    return found


def test_that_the_first_packages_are_inspected_while_the_others_are_judged(city, office, told):
    result = merge(city, [office(unit).send() for unit in UNITS])
    assert result.count(Outcome.MERGED) == len(UNITS)
    words = [word for word, _what in told]
    assert words[:5] == ["judged", "judged", "ask", "ask", "judged"]
    taken = [what for word, what in told if word == "take"]
    assert taken == list(dict.fromkeys(what for word, what in told if word == "ask"))


def test_that_one_new_package_among_known_ones_needs_no_second_process(city, office, told):
    paths = [office(unit).send() for unit in UNITS]
    merge(city, paths[:2])
    told.clear()
    assert merge(city, paths).count(Outcome.MERGED) == 1
    assert [word for word, _what in told if word != "judged"] == ["take"]
