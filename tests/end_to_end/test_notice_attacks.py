"""Receipts and return slips that are not what the city of the day would send to this office."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from city_desk import PASSWORD, PERIOD, Province, resealed, sealed_anew

from desktop_app.domain.states import RECEIPT, RETURN, ReportState
from desktop_app.packages.notice import Notice, RemarkEntry, notice_sheets
from desktop_app.packages.pki.keys import open_p12
from desktop_app.packages.report.write import write_sealed
from desktop_app.work.city.answers import issue_receipt
from desktop_app.work.city.merge import merge
from desktop_app.work.receive import judge_file
from desktop_app.work.report.receive_notice import Outcome, receive
from desktop_app.work.report.reporting import report_of
from tests.processor_time import done_within

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


class Desk:
    """A district whose package the city has merged, and what writes any notice to it."""

    def __init__(self, folder, firm):
        self.province = Province(folder)
        self.office = self.province.enrol("330203", firm)
        self.office.ready()
        self.package = self.office.send()
        merge(self.province.city.ws, [self.package])
        self.digest = str(report_of(self.office.ws, PERIOD).values["package_digest"])
        self.path = folder / "notice.xlsx"
        self.signers = {
            name: open_p12(one.key, PASSWORD)
            for name, one in (("city", self.province.city), ("district", self.office))
        }

    @property
    def plain(self):
        """A notice as the city would write it."""
        return Notice(
            kind=RECEIPT,
            unit="330203",
            period=PERIOD,
            revision=1,
            package=self.digest,
            decision=ReportState.RECEIVED,
            received_at=NOW,
            issued_at=NOW,
            person="市局",
        )

    def written(self, *, signer="city", **changes):
        """Write a notice in which single things are otherwise, properly signed."""
        notice = dataclasses.replace(self.plain, **changes)
        sheets = notice_sheets(notice, self.office.ws.catalogue)
        key = self.signers[signer]
        unit = {"city": "3302", "district": "330203"}[signer]
        write_sealed(self.path, sheets, key, when=NOW, unit=unit)
        return self.path

    def returned(self, *remarks, **changes):
        """Write a return slip with these remarks."""
        decided = {"kind": RETURN, "decision": ReportState.RETURNED, "text": "请核对"}
        return self.written(remarks=remarks, **{**decided, **changes})


@pytest.fixture(scope="module")
def desk(tmp_path_factory, firm_without_findings):
    made = Desk(tmp_path_factory.mktemp("desk"), firm_without_findings)
    yield made
    made.province.close()


ATTACKS = []


def attack(says):
    """Note a notice, and a part of what is said of it."""

    def keep(make):
        ATTACKS.append(pytest.param(make, says, id=make.__name__))
        return make

    return keep


def remark(**changes):
    entry = RemarkEntry("remark0000000001", 1, "核对", "firm", "x" * 16, "name")
    return dataclasses.replace(entry, **changes)


@attack("不是本单位的")
def a_receipt_for_another_unit(desk):
    return desk.written(unit="330205")


@attack("不是本单位的")
def a_receipt_for_a_unit_that_is_none(desk):
    return desk.written(unit="../330203")


@attack("不是本工作区上报的")
def a_receipt_for_another_package(desk):
    return desk.written(package="ab" * 32)


@attack("不是本工作区上报的")
def a_receipt_for_no_package(desk):
    return desk.written(package="")


@attack("答复的是")
def a_receipt_for_a_revision_to_come(desk):
    return desk.written(revision=2)


@attack("不是本工作区上报的")
def a_receipt_for_another_period(desk):
    return desk.written(period="2023")


@attack("330203")
def a_receipt_that_the_district_gives_itself(desk):
    return desk.written(signer="district", decision=ReportState.ACCEPTED)


@attack("不是本软件的写法")
def a_receipt_that_returns(desk):
    return desk.written(decision=ReportState.RETURNED)


@attack("不是本软件的写法")
def a_slip_that_accepts(desk):
    return desk.returned(decision=ReportState.ACCEPTED)


@attack("不是本软件的写法")
def a_slip_that_makes_a_draft(desk):
    return desk.returned(decision=ReportState.DRAFT)


@attack("不是本软件的写法")
def a_revision_below_one(desk):
    return desk.written(revision=-1)


def relisted(desk, old, new):
    """Return a receipt whose list for programs says something else."""
    path = desk.written()

    def change(text):
        assert old in text
        return text.replace(old, new)

    path.write_bytes(resealed(desk.province.city, path, change))
    return path


@attack("不是本软件的写法")
def a_time_before_all_times(desk):
    return relisted(desk, NOW.isoformat(), "0001-01-01T00:00:00+14:00")


@attack("不是本软件的写法")
def a_time_after_all_times(desk):
    return relisted(desk, NOW.isoformat(), "9999-12-31T23:59:59-14:00")


@attack("不是本软件的写法")
def a_time_of_no_place(desk):
    return relisted(desk, NOW.isoformat(), NOW.replace(tzinfo=None).isoformat())


@attack("不是本软件的写法")
def other_words_for_programs(desk):
    return relisted(desk, "已受理", "验收")


@attack("不是本软件的写法")
def a_decision_that_is_none(desk):
    return relisted(desk, "已受理", "优秀")


@attack("不是本软件的写法")
def a_deadline_that_is_none(desk):
    return desk.returned(deadline="2025-02-30")


@attack("不是本软件的写法")
def a_deadline_in_words(desk):
    return desk.returned(deadline="昨天")


@attack("不是本软件的写法")
def two_remarks_of_one_number(desk):
    return desk.returned(remark(), remark(text="再核对"))


@attack("不是本软件的写法")
def a_remark_whose_number_is_a_statement(desk):
    return desk.returned(remark(uid="'; DROP TABLE remark; --"))


@attack("不是本软件的写法")
def a_remark_without_a_number(desk):
    return desk.returned(remark(uid=""))


@attack("不是本软件的写法")
def a_remark_on_a_form_that_is_none(desk):
    return desk.returned(remark(form="secrets"))


@attack("不是本软件的写法")
def a_remark_on_a_form_of_the_program_s_own(desk):
    return desk.returned(remark(form="report", field="state"))


@attack("不是本软件的写法")
def a_remark_on_a_field_that_is_none(desk):
    return desk.returned(remark(field="secret"))


@attack("不是本软件的写法")
def a_remark_that_says_nothing(desk):
    return desk.returned(remark(text=""))


@attack("不是本软件的写法")
def a_person_who_is_turned_around(desk):
    return desk.written(person="\u202e局市")


def first_sheet(desk, old, new):
    """Return a receipt of which only the sheet for people says something else."""
    path = desk.written()
    sheet = "xl/worksheets/sheet1.xml"

    def change(name, text):
        if name != sheet:
            return text
        assert old in text
        return text.replace(old, new, 1)

    path.write_bytes(sealed_anew(path.read_bytes(), desk.signers["city"], change))
    return path


@attack("不是本软件的写法")
def another_decision_for_people(desk):
    return first_sheet(desk, "已受理", "验收")


@attack("不是本软件的写法")
def a_formula_for_people(desk):
    return first_sheet(desk, "<is><t>市局</t></is>", "<f>1+1</f><is><t>市局</t></is>")


@attack("不是本软件的写法")
def a_row_hidden_from_people(desk):
    return first_sheet(desk, '<row r="6">', '<row r="6" hidden="1">')


@attack("不是市局的回执或退回单")
def a_package_in_place_of_a_receipt(desk):
    """The city signs what only a district should send."""
    data = desk.package.read_bytes()
    desk.path.write_bytes(sealed_anew(data, desk.signers["city"], lambda _name, text: text))
    return desk.path


@pytest.mark.parametrize(("make", "says"), ATTACKS)
def test_that_a_notice_that_is_not_right_changes_nothing(make, says, desk):
    path = make(desk)
    before = desk.office.ws.store.dump()
    taken = done_within(2, lambda: receive(desk.office.ws, path))
    assert taken.outcome is Outcome.REFUSED, taken.sentences
    assert says in "".join(taken.sentences)
    assert desk.office.ws.store.dump() == before


@pytest.fixture
def another_desk(tmp_path, firm_without_findings):
    made = Desk(tmp_path, firm_without_findings)
    yield made
    made.province.close()


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda desk: desk.written(), "有效"),
        (lambda desk: desk.returned(remark(record=desk.office.firm)), "有效"),
        (another_decision_for_people, "无效"),
        (a_remark_on_a_form_that_is_none, "无效"),
    ],
)
def test_that_a_notice_is_held_against_itself_where_that_is_asked(make, word, desk):
    trust = desk.province.folder / "ca" / "ca.pem"
    assert judge_file(make(desk), [trust], content=True).word == word


def test_that_a_notice_played_again_is_no_way_back(another_desk):
    desk, ws = another_desk, another_desk.office.ws
    receipt = desk.province.issue(issue_receipt, desk.package, "receipt.xlsx")
    assert receive(ws, receipt).outcome is Outcome.TAKEN
    assert receive(ws, desk.returned(remark(record=desk.office.firm))).outcome is Outcome.TAKEN
    assert receive(ws, receipt).outcome is Outcome.SAME
    assert receive(ws, desk.written(person="另一人")).outcome is Outcome.REFUSED
    assert desk.office.report.state == "退回"
