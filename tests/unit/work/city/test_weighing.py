"""What a newer task file means for the findings of packages that were merged before."""

from __future__ import annotations

import pytest

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.work.city.inbox import inbox
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.report.reporting import report_of

SHORT = "RDP-005"
LIGHTER = f'[[severity]]\nrule = "{SHORT}"\nseverity = "提示"\n'
FEWER_MONTHS = '[[parameter]]\nname = "rd_project_months_min"\nvalue = 2\n'


def tile(city):
    return next(one for one in inbox(city, "2024").tiles if one.unit == "330203")


def found(city):
    """Return the severities of the findings on projects that are too short."""
    of = city.store.of("330203")
    return [one.severity.value for one in of.findings("2024") if one.rule == SHORT]


@pytest.fixture(autouse=True)
def merged(city, office):
    """A merged package with a project of three months, where four are asked for."""
    one = office()
    project = {
        "uid": "project000000001",
        "firm": "firm000000000001",
        "period": "2024",
        "name": "数控机床主轴热误差补偿",
        "start_month": "2024-01",
        "end_month": "2024-03",
    }
    forms = {
        "firm": [one.firm(1)],
        "firm_period": [one.figures(1, "2024", 100_000)],
        "rd_project": [project],
    }
    (file,) = merge(city, [one.send(forms=forms)]).files
    assert (file.outcome, file.open) == (Outcome.MERGED, tile(city).open)
    assert found(city) == ["核实"]


@pytest.mark.parametrize(("text", "then"), [(LIGHTER, ["提示"]), (FEWER_MONTHS, [])])
def test_that_findings_follow_the_task_in_force(text, then, city, make):
    before = tile(city).open
    made = make(text)
    assert (found(city), tile(city).open) == (then, before - 1)
    city.store.undo(made.applied.batch)
    assert (found(city), tile(city).open) == (["核实"], before)


def test_that_an_accepted_report_stays_as_it_was_judged(city, make):
    before, report = tile(city).open, report_of(city, "2024", "330203")
    accepted = put("report", report.uid, report.version, {"state": "验收"})
    city.store.of("330203").apply(ChangePlan("receipt", "回执", (accepted,)), check=False)
    make(LIGHTER + FEWER_MONTHS)
    assert (found(city), tile(city).open) == (["核实"], before)
