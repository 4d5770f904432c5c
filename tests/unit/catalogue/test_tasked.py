"""A task's values over the catalogue: the program's own entries stay as they are."""

import pickle

from desktop_app.catalogue.model import Code, Target
from desktop_app.catalogue.tasked import ALL_YEARS, CITY, Overrides, under_task
from desktop_app.domain.findings import Severity


def figures(catalogue, unit):
    return {t.year: t.value for t in catalogue.targets if (t.annex, t.unit) == (1, unit)}


def test_that_nothing_set_gives_the_very_same_catalogue(catalogue):
    assert under_task(catalogue, Overrides()) is catalogue


def test_that_a_rule_weighs_more_and_keeps_its_text(catalogue):
    tasked = under_task(catalogue, Overrides(severities={"ENT-003": Severity.MUST}))
    old, new = catalogue.rules["ENT-003"], tasked.rules["ENT-003"]
    assert (old.severity, new.severity) == (Severity.HINT, Severity.MUST)
    assert (new.holds, new.message) == (old.holds, old.message)
    assert tasked.rules.of("firm")["ENT-003"] is new
    assert list(tasked.rules) == list(catalogue.rules)


def test_that_sums_follow_a_figure_unless_they_are_stated(catalogue):
    own = Target(1, "330203", 2025, 130)
    tasked = under_task(catalogue, Overrides(targets=(own,)))
    before, after = figures(catalogue, "330203"), figures(tasked, "330203")
    assert after[ALL_YEARS] == before[ALL_YEARS] - before[2025] + 130
    rows = [t.value for t in tasked.targets if (t.annex, t.year) == (1, 2025) and t.unit != CITY]
    assert figures(tasked, CITY)[2025] == sum(rows)
    stated = under_task(catalogue, Overrides(targets=(own, Target(1, CITY, 2025, 1))))
    assert figures(stated, CITY)[2025] == 1
    assert figures(stated, CITY)[2024] == figures(catalogue, CITY)[2024]


def test_that_a_parameter_is_replaced_with_all_its_years(catalogue):
    given = ("hte_rd_ratio", 2026, 9999, "small", 55)
    tasked = under_task(catalogue, Overrides(parameters=(given,)))
    small = [p for p in tasked.parameters if (p[0], p[3]) == ("hte_rd_ratio", "small")]
    assert small == [given]
    assert len([p for p in tasked.parameters if p[0] == "hte_rd_ratio"]) == 3


def test_that_a_code_is_added_and_another_one_ends(catalogue):
    known = catalogue.codes["label_kind"].by_code["7"]
    ended = Code(known.code, known.label, known.label_en, until=2025)
    codes = {"label_kind": (Code("99", "未来工厂"), ended)}
    tasked = under_task(catalogue, Overrides(codes=codes))
    found = tasked.codes["label_kind"]
    assert found.spellings["未来工厂"] == "99"
    assert found.by_code["7"].until == 2025
    assert [entry.code for entry in found.entries][-1] == "99"
    assert tasked.codes["scale"] is catalogue.codes["scale"]
    assert set(tasked.codes) == set(catalogue.codes)


def test_that_what_this_version_does_not_know_is_left_out(catalogue):
    overrides = Overrides(
        severities={"XYZ-001": Severity.MUST},
        parameters=(("gone", 0, 9999, "", 1),),
        codes={"gone": (Code("1", "一"),)},
    )
    tasked = under_task(catalogue, overrides)
    assert tasked.parameters == catalogue.parameters
    assert "XYZ-001" not in tasked.rules
    assert "gone" not in tasked.codes


def test_that_it_goes_to_another_process(catalogue):
    tasked = under_task(catalogue, Overrides(severities={"ENT-003": Severity.MUST}))
    again = pickle.loads(pickle.dumps(tasked))
    assert again.rules["ENT-003"].severity is Severity.MUST
