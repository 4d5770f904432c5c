from datetime import date

import pytest

from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import ChangePlan, Rows, put
from desktop_app.domain.states import ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import set_language
from desktop_app.indicators.annexes import Annex, AnnexReading
from desktop_app.indicators.figures import Standing
from desktop_app.work import overview as module
from desktop_app.work.checks import explain
from desktop_app.work.overview import overview
from desktop_app.work.overview_texts import annex_title, card_texts, pace_sentence, reading_label
from desktop_app.work.workspace import init_workspace

FIRMS = ("name", "op_status", "found_date")
CERTS = ("firm", "issue_date", "expire_date", "kind", "status")


@pytest.fixture
def desk(tmp_path):
    """A workspace with four firms, two of which reported for 2024; not yet checked."""
    workspace = init_workspace(tmp_path / "desk", role="district", unit="海曙区", person="测试员")
    blocks = (
        Rows(
            "firm",
            FIRMS,
            [
                ("f1", None, "甲公司", "1", "2010-01-01"),
                ("f2", None, "乙公司", "1", "2010-01-01"),
                ("f3", None, "丙公司", "1", "2010-01-01"),
                ("f4", None, "丁公司", "6", "2010-01-01"),
                ("f5", None, "戊公司", "1", "2025-01-01"),
            ],
        ),
        Rows(
            "hte_cert",
            CERTS,
            [
                ("c1", None, "f1", "2022-03-01", "2025-03-01", "1", "1"),
                ("c2", None, "f2", "2023-03-01", "2026-03-01", "1", "1"),
            ],
        ),
        Rows(
            "rd_activity",
            ("firm", "period", "rd_staff", "rd_total", "staff_cost"),
            [
                ("r1", None, "f1", "2024", 5, 2_000_000_000, 100_000),
                ("r2", None, "f2", "2024", 7, 3_000_000_000, 100_000),
            ],
        ),
    )
    workspace.store.apply(ChangePlan("import", "底数", blocks), check=False)
    yield workspace
    workspace.close()


def card(found, indicator):
    return next(entry for entry in found.cards if entry.figure.indicator.id == indicator)


def annex_of(catalogue, done, period="2024M01-11"):
    targets = (66, 74, 82, 91, 99)
    years = (2021, 2022, 2023, 2024, 2025)
    reading = AnnexReading(catalogue.indicators["A1"], done)
    return Annex(1, "330203", period, years, targets, targets, (reading,))


def test_that_the_cards_are_those_that_the_catalogue_shows(desk):
    found = overview(desk, "2024")
    assert [c.figure.indicator.id for c in found.cards] == [
        "H1",
        "H2",
        "T4-2",
        "T4-3",
        "T8-1",
        "RD",
    ]
    assert card(found, "H1").figure.value == 2
    assert card(found, "H1").trend == ((2021, 0), (2022, 1), (2023, 2), (2024, 2))


def test_that_an_empty_workspace_has_an_overview(tmp_path):
    workspace = init_workspace(tmp_path / "empty", role="district", unit="江北区")
    found = overview(workspace, "2024M01-11")
    workspace.close()
    assert (found.state, found.deadline, found.days_left) == (ReportState.NOT_REPORTED, "", None)
    assert (found.due, found.newest, found.checked_at) == (module.Due(0, 0, 0, 0, 0, 0), (), "")


def test_that_the_series_of_both_annexes_are_there(desk):
    first, second = overview(desk, "2024").annexes
    assert [entry.cumulative for entry in first.readings] == [(0, 1, 2, 2, None)] * 2
    assert second.cumulative == (210, 420, 630, 840, 1050)


def test_that_firms_without_figures_are_counted_while_they_are_due(desk):
    # f4 is deregistered, f5 was founded after the period.
    assert overview(desk, "2024").due.absent == 1


def test_that_the_due_list_says_who_is_due(desk):
    rows = [
        ("d1", None, "f1", "2024", "reported"),
        ("d2", None, "f3", "2024", "zero"),
        ("d3", None, "f4", "2024", "missing"),
    ]
    block = Rows("due", ("firm", "period", "state"), rows)
    desk.store.apply(ChangePlan("edit", "名录", (block,)), check=False)
    assert overview(desk, "2024").due.absent == 1


def test_that_a_reason_takes_a_firm_off_the_list(desk):
    desk.store.check("2024")
    assert explain(desk, "2024", {("RPT-007", "f3"): "全年停产"})
    assert overview(desk, "2024").due.absent == 0


def test_that_what_is_open_is_counted_as_the_store_counts_it(desk):
    desk.store.check("2024")
    found = overview(desk, "2024")
    known = desk.store.findings("2024")
    own = [f for f in known if f.rule != "RPT-007"]
    assert found.due.to_fix == sum(f.severity is Severity.MUST for f in own) > 0
    assert found.due.to_explain == sum(f.severity is Severity.VERIFY for f in own) > 0
    assert found.due.findings == len(known)
    assert found.checked_at


def test_that_an_explained_finding_is_no_longer_to_be_explained(desk):
    desk.store.check("2024")
    before = overview(desk, "2024").due
    one = next(
        f
        for f in desk.store.findings("2024")
        if f.severity is Severity.VERIFY and f.rule != "RPT-007"
    )
    explain(desk, "2024", {(one.rule, one.uid): "已核实，属实"})
    after = overview(desk, "2024").due
    assert (before.to_explain - after.to_explain, before.findings - after.findings) == (1, 0)


def test_that_the_newest_findings_are_open_and_the_gravest_first(desk):
    desk.store.check("2024")
    newest = overview(desk, "2024").newest
    assert len(newest) == module.NEWEST
    assert all(finding.open and finding.subject for finding in newest)
    assert newest[0].severity is Severity.MUST


def test_that_the_newest_go_on_with_those_to_explain(desk):
    desk.store.check("2024")
    with desk.store.writing() as connection:
        connection.execute("DELETE FROM finding WHERE severity = '强制'")
    newest = overview(desk, "2024").newest
    assert newest
    assert {finding.severity for finding in newest} == {Severity.VERIFY}
    assert "RPT-007" not in {finding.rule for finding in newest}


def test_that_certificates_that_end_soon_are_counted(desk):
    assert overview(desk, "2024").due.expiring == 1
    assert overview(desk, "2023").due.expiring == 0


def test_that_the_deadline_is_that_of_the_task(desk, monkeypatch):
    days = {"for_period": "2024", "deadline": "2025-03-20"}
    plan = ChangePlan("task", "任务", (put("task_period", new_uid(), None, days),))
    desk.store.apply(plan)
    monkeypatch.setattr(module, "_today", lambda: date(2025, 3, 14))
    found = overview(desk, "2024")
    assert (found.deadline, found.days_left) == ("2025-03-20", 6)


def test_that_the_state_of_the_report_is_told(desk):
    assert overview(desk, "2024").state is ReportState.DRAFT
    assert overview(desk, "2022").state is ReportState.NOT_REPORTED


def test_that_a_card_with_a_target_says_word_target_and_gap(desk):
    texts = card_texts(card(overview(desk, "2024"), "H1"))
    assert (texts.name, texts.value, texts.unit) == ("高新技术企业数（有效期内）", "2", "家")
    assert texts.word == "落后"
    assert (texts.target, texts.gap) == ("2025 年目标 659（2020 年末加附件五年）", "差 657 家")


def test_that_a_card_without_a_number_says_so(desk):
    found = overview(desk, "2024")
    total = card_texts(card(found, "RD"))
    assert (total.value, total.unit, total.word) == ("0.50", "亿元", "")
    assert (total.target, total.gap) == ("计划未列", "—")
    assert card_texts(card(found, "T8-1")).target == "全市达到 200，未分解"
    assert card(found, "T8-1").figure.standing is Standing.NONE


def test_that_the_sentence_is_that_of_the_picture(desk):
    behind = annex_of(desk.catalogue, (71, 81, 87, 67, None))
    assert (
        pace_sentence(behind)
        == "2024 年末应到 313，现 306，差 7。到 2025 年末平均每月需新增 8.2 家。"
    )
    ahead = annex_of(desk.catalogue, (100, 100, 100, 77, None))
    assert pace_sentence(ahead) == "2024 年末应到 313，现 377，超 64。"
    even = annex_of(desk.catalogue, (100, 100, 100, 13, None))
    assert pace_sentence(even) == "2024 年末应到 313，现 313，刚好。"
    assert pace_sentence(annex_of(desk.catalogue, (None,) * 5, "2020")) == ""


def test_that_titles_and_readings_have_names(desk):
    first, second = overview(desk, "2024").annexes
    assert annex_title(first) == "高新技术企业培育（附件 1，累计，家）"
    assert annex_title(second) == "科技型中小企业培育（附件 2，累计，家）"
    assert reading_label(first, 1) == "高新技术企业培育数（首次认定）"


def test_that_english_names_come_from_the_catalogue(desk):
    found = overview(desk, "2024")
    set_language("en")
    try:
        assert card_texts(card(found, "H1")).name == "High-tech enterprises in force"
    finally:
        set_language("zh")


def test_that_looking_changes_nothing(desk):
    desk.store.apply(ChangePlan("edit", "改", (put("firm", "f1", 1, {"town": "南门"}),)))
    before = desk.store.dump()
    overview(desk, "2024")
    assert desk.store.dump() == before
