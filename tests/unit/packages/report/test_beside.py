"""What a dishonest office could put beside its records: in 清单, 应报名录 and 审核说明."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import chain

import pytest

from desktop_app.packages.report.beside import unfit_due, unfit_explanations, unfit_facts
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.cover import basics_of
from desktop_app.packages.report.inspect import inspect
from desktop_app.packages.report.manifest import Manifest


@pytest.fixture
def judge(make_content, catalogue):
    """Return the sheets with something that cannot stand beside the records of a package."""

    def run(**changes):
        content = make_content(summary=(), **changes)
        manifest = Manifest(basics_of(content, catalogue), (), (), {})
        rows = {**content.forms, "due": content.due}
        found = chain(
            unfit_facts(manifest, catalogue),
            unfit_due(rows, catalogue),
            unfit_explanations(content.explanations, rows, catalogue),
        )
        return [sheet for sheet, _label, _value in found]

    return run


@pytest.fixture
def inspected(tmp_path, make_content, write_to, verified, catalogue):
    """Write and sign such a package; return what the second check says of it."""
    path = tmp_path / "package.xlsx"

    def run(**changes):
        write_to(path, make_content(**changes))
        found = inspect(verified(path).workbook, catalogue)
        return [(one.id, one.sheet) for one in found.misfits]

    return run


@pytest.fixture
def content(make_content):
    return make_content()


FACTS = {
    "a head with a mark that turns": {"head": "周\u202e立群"},
    "a head that nobody sees": {"head": "\u3164"},
    "a head with space behind": {"head": "周立群 "},
    "a head in two lines": {"head": "周立群\n沈洁"},
    "a telephone in words": {"phone": "call me"},
    "a day that is none": {"date": "2025-02-30"},
    "a day in words": {"date": "昨天"},
}


@pytest.mark.parametrize("change", FACTS.values(), ids=FACTS)
def test_that_a_sign_off_that_nobody_could_have_typed_is_found(change, judge, content):
    assert judge(signoff=replace(content.signoff, **change)) == ["清单"]


LINKS = {
    "in capitals": {"previous": "AB" * 32},
    "that is short": {"previous": "ab" * 31},
    "that is no number": {"previous": "zz" * 32},
    "with a line break": {"previous": "ab" * 32 + "\n"},
    "that is a path": {"report": "../../report"},
    "with a quote": {"report": "a'b"},
    "that is blank": {"report": " "},
}


@pytest.mark.parametrize("change", LINKS.values(), ids=LINKS)
def test_that_a_digest_or_record_number_is_one(change, judge):
    assert judge(**change) == ["清单"]


@pytest.mark.parametrize("zeros", [4, 19, 5000])
def test_that_a_revision_is_a_number_that_periods_come_to(zeros, inspected):
    """One that no database holds, or that takes Python too long to read, stops no merge."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        found = inspected(revision=10**zeros)
    finally:
        sys.set_int_max_str_digits(before)
    assert found == [("PKG-001", "")]


@pytest.mark.parametrize("version", ["../../x", "999-x"])
def test_that_only_a_known_pledge_is_taken(version, inspected):
    """What another version pledges is not known here: it could be nothing at all."""
    assert ("PKG-006", "") in inspected(pledge_version=version, pledge="本单位不作任何承诺。")


DUE = {
    "a firm that is not there": {"firm": "f" * 16},
    "no firm": {"firm": ""},
    "a state that is none": {"state": "paid"},
    "no state": {"state": ""},
    "a record number with a quote": {"uid": "a'b"},
    "no record number": {"uid": ""},
    "a reason that is turned": {"reason": "停产\u202e"},
    "a reason that nobody sees": {"reason": "\u3164"},
}


@pytest.mark.parametrize("change", DUE.values(), ids=DUE)
def test_that_the_due_list_holds_what_it_can(change, judge, content):
    columns = ("uid", "firm", "period", "state", "reason")
    row = dict(zip(columns, content.due[1], strict=True)) | change
    assert judge(due=(tuple(row.values()),)) == ["清单"]


def test_that_two_firms_of_the_due_list_are_two_records(judge, content):
    first, second = content.due
    assert judge(due=(first, (first[0], *second[1:]))) == ["清单"]


EXPLAINED = {
    "a record number with a quote": {"uid": "a'b"},
    "no record number": {"uid": ""},
    "no rule": {"rule": ""},
    "a rule in words": {"rule": "随便"},
    "a form that is none": {"form": "nowhere"},
    "a record that is a statement": {"record": "'; DROP TABLE firm; --"},
    "no text": {"text": ""},
    "a text that is turned": {"text": "情况\u2067属实"},
    "a text without end": {"text": "情" * 20_000},
    "evidence that is none": {"evidence": "{"},
    "evidence without end": {"evidence": "[" * 20_000},
}
SHOWN = {
    "another firm": {"subject": "宁波别家有限公司"},
    "no firm": {"subject": ""},
    "another form": {"form": "专利"},
    "a weight that is none": {"severity": "无关紧要"},
    "a remark of the city that was none": {"severity": "退回"},
    "nothing": {"message": ""},
}


@pytest.mark.parametrize("change", EXPLAINED.values(), ids=EXPLAINED)
def test_that_an_explanation_holds_what_it_can(change, judge, content, catalogue):
    columns = stored_columns(catalogue.form("explanation"))
    (told,) = content.explanations
    row = dict(zip(columns, told.row, strict=True)) | change
    explained = (replace(told, row=tuple(row.values())),)
    assert judge(explanations=explained)[:1] == ["审核说明"]


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
def test_that_an_explanation_is_shown_under_what_it_explains(change, judge, content):
    (told,) = content.explanations
    assert judge(explanations=(replace(told, **change),)) == ["审核说明"]


def test_that_a_finding_is_explained_once(judge, content):
    (told,) = content.explanations
    again = replace(told, row=("f" * 16, *told.row[1:]))
    assert judge(explanations=(told, again)) == ["审核说明"]


def test_that_an_explanation_may_have_lines_and_what_mail_programs_leave(judge, content, catalogue):
    """An honest office's words are not refused for signs that change nothing."""
    columns = stored_columns(catalogue.form("explanation"))
    (told,) = content.explanations
    row = dict(zip(columns, told.row, strict=True)) | {"text": "第一行\n第二行\u200b ✔\ufe0f"}
    assert judge(explanations=(replace(told, row=tuple(row.values())),)) == []


def test_that_an_answer_keeps_the_name_that_the_city_used(judge, content, catalogue):
    """A firm may be called otherwise since it was remarked on."""
    columns = stored_columns(catalogue.form("explanation"))
    (told,) = content.explanations
    row = dict(zip(columns, told.row, strict=True)) | {"rule": "RMK-001"}
    answer = replace(told, subject="从前的名称", severity="退回", row=tuple(row.values()))
    assert judge(explanations=(answer,)) == []


def test_that_a_record_hangs_on_one_of_the_package(inspected, content, catalogue):
    columns = stored_columns(catalogue.form("firm_period"))
    rows = [dict(zip(columns, row, strict=True)) for row in content.forms["firm_period"]]
    rows[0]["firm"] = "f" * 16
    forms = content.forms | {"firm_period": [tuple(row.values()) for row in rows]}
    assert inspected(forms=forms) == [("PKG-001", catalogue.form("firm_period").short)]


def test_that_a_firm_has_one_record_of_its_figures(inspected, content, catalogue):
    first, *others = content.forms["firm_period"]
    others = [row for row in others if row[1] != first[1]]
    forms = content.forms | {"firm_period": [first, ("f" * 16, *first[1:]), *others]}
    sheet = catalogue.form("firm_period").short
    # 汇总 is not looked at once the records themselves do not hold.
    assert inspected(forms=forms) == [("PKG-001", sheet)]


def test_that_all_of_it_is_part_of_the_second_check(inspected, content):
    (told,) = content.explanations
    found = inspected(
        previous="x",
        due=(("a'b", *content.due[0][1:]),),
        explanations=(replace(told, subject="宁波别家有限公司"),),
    )
    assert found == [("PKG-001", "清单"), ("PKG-001", "清单"), ("PKG-001", "审核说明")]
