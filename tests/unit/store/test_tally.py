"""Counting finds what 全审 lists."""

from collections import Counter

import pytest

from desktop_app.domain.plans import ChangePlan, put


def dated(store, period):
    forms = [form.code for form in store.catalogue.reported if form.periodic]
    return sum((Counter(store.tally_dated(period, form)) for form in forms), Counter())


@pytest.mark.parametrize("period", ["2023", "2024", "2024Q3"])
def test_that_counting_gives_what_a_full_check_gives(filled, period):
    wrong = put("raw_text", "t1", None, {"form": "firm", "record": "f1", "field": "found_date",
                                         "text": "去年", "reason": "not_a_date"})  # fmt: skip
    filled.apply(ChangePlan("edit", "改", (wrong,)), check=False)
    filled.check(period)
    listed = Counter(str(finding.severity) for finding in filled.findings(period))
    assert listed
    [*_before, standing] = filled.tally_standing(["2022", "2024Q3", period])
    assert Counter(standing) + dated(filled, period) == listed
    assert listed == filled.check(period)


def test_that_counting_writes_nothing(filled):
    before = filled.dump()
    assert dated(filled, "2024")
    assert len(list(filled.tally_standing(["2023", "2024"]))) == 2
    assert filled.findings("2024") == []
    assert filled.checked_at("2024") == ""
    assert filled.dump() == before
