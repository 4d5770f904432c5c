"""What a sheet shows: rows by firm, those to be filled in, last period, findings, texts."""

import pytest

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.work.carry import carry_over
from desktop_app.work.cell import cell_facts, open_places, relations
from desktop_app.work.due import ZERO, mark_due
from desktop_app.work.edit import CellText, add_record
from desktop_app.work.extras import extra_fields, extra_texts
from desktop_app.work.fill import fill_in
from desktop_app.work.firm_head import firm_head
from desktop_app.work.forms_state import forms_state
from desktop_app.work.search import rows_alone, with_texts
from desktop_app.work.sheet import (
    NEW,
    Sheet,
    SheetQuery,
    count_children,
    record_of,
    sheet_counts,
    sheet_ids,
    sheet_place,
    sheet_rows,
)

COLUMNS = ("rd_staff", "bachelor_staff", "rd_total")


@pytest.fixture
def second(ws):
    uid, _edited = add_record(ws, "firm", {"name": "宁波海丰轴承有限公司", "op_status": "营业"})
    return uid


@pytest.fixture
def sheet(ws):
    return Sheet(ws.catalogue.form("rd_activity"), "2024", COLUMNS)


def rows_of(ws, sheet, query=None):
    return sheet_rows(ws, sheet, sheet_ids(ws, sheet, query or SheetQuery()))


def test_that_due_firms_without_figures_are_rows_to_be_filled_in(ws, firm, second, sheet):
    add_record(ws, "rd_activity", {"rd_staff": "5"}, parent=firm, period="2024")
    rows = rows_of(ws, sheet)
    assert [(row.parent, row.filled) for row in rows] == [(firm, True), (second, False)]
    assert rows[1].uid == NEW + second
    counts = sheet_counts(ws, sheet)
    assert (counts[""], counts["unfilled"]) == (2, 1)


def test_that_who_did_no_research_is_not_waited_for(ws, firm, second, sheet):
    add_record(ws, "firm_period", {"revenue": "900"}, parent=second, period="2024")
    assert [row.parent for row in rows_of(ws, sheet)] == [firm]
    add_record(ws, "rd_activity", {"rd_staff": "5"}, parent=second, period="2023")
    assert [row.parent for row in rows_of(ws, sheet)] == [firm, second]


def test_that_a_firm_that_reports_nothing_is_no_row(ws, firm, second, sheet):
    mark_due(ws, "2024", second, ZERO, "没有研发活动")
    assert [row.parent for row in rows_of(ws, sheet)] == [firm]


def test_that_cells_of_several_new_rows_become_one_batch(ws, firm, second, sheet):
    count = len(ws.store.batches())
    cells = [
        CellText(NEW + firm, "rd_staff", "5"),
        CellText(NEW + firm, "rd_total", "70"),
        CellText(NEW + second, "rd_staff", "many"),
    ]
    edited = fill_in(ws, "rd_activity", "2024", cells)
    assert len(ws.store.batches()) == count + 1
    assert [cell.text for cell, _reason in edited.refused] == ["many"]
    rows = rows_of(ws, sheet)
    assert [row.filled for row in rows] == [True, True]
    assert rows[0].values == (5, None, 70 * 100_000)
    assert rows[1].raw["rd_staff"].text == "many"


def test_that_a_second_text_for_a_new_row_finds_the_record_of_the_first(ws, firm):
    fill_in(ws, "rd_activity", "2024", [CellText(NEW + firm, "rd_staff", "5")])
    fill_in(ws, "rd_activity", "2024", [CellText(NEW + firm, "rd_total", "70")])
    uid = record_of(ws, ws.catalogue.form("rd_activity"), firm, "2024")
    values = ws.store.record("rd_activity", uid).values
    assert (values["rd_staff"], values["rd_total"]) == (5, 70 * 100_000)
    assert ws.store.count("rd_activity", "2024") == 1


def test_that_last_periods_values_stand_beside_this_ones(ws, firm, sheet):
    add_record(ws, "rd_activity", {"rd_staff": "4"}, parent=firm, period="2023")
    assert rows_of(ws, sheet)[0].previous == (4, None, None)


def test_that_only_blank_fields_take_last_periods_figures(ws, firm):
    form = ws.catalogue.form("rd_activity")
    add_record(ws, "rd_activity", {"rd_staff": "4", "rd_total": "80"}, parent=firm, period="2023")
    uid, _edited = add_record(ws, "rd_activity", {"rd_staff": "5"}, parent=firm, period="2024")
    carry_over(ws, form, "2024", uid)
    values = ws.store.record("rd_activity", uid).values
    assert (values["rd_staff"], values["rd_total"]) == (5, 80 * 100_000)
    assert carry_over(ws, form, "2024", uid).applied is None


def test_that_segments_count_open_findings_only(ws, firm, sheet):
    texts = {"rd_staff": "5", "bachelor_staff": "9", "rd_total": "0"}
    uid, _edited = add_record(ws, "rd_activity", texts, parent=firm, period="2024")
    assert sheet_counts(ws, sheet)["must"] == 1
    assert list(sheet_ids(ws, sheet, SheetQuery(segment="must"))) == [sheet_place(ws, sheet, uid)]
    assert uid in {place[0] for place in open_places(ws, sheet.form, "2024")}


def test_that_rows_are_sorted_by_a_figure_with_unfilled_ones_last(ws, firm, second, sheet):
    third, _edited = add_record(ws, "firm", {"name": "宁波联创光学有限公司", "op_status": "营业"})
    add_record(ws, "rd_activity", {"rd_staff": "9"}, parent=firm, period="2024")
    add_record(ws, "rd_activity", {"rd_staff": "3"}, parent=third, period="2024")
    rows = rows_of(ws, sheet, SheetQuery(sort="rd_staff"))
    assert [row.parent for row in rows] == [third, firm, second]
    rows = rows_of(ws, sheet, SheetQuery(sort="rd_staff", descending=True))
    assert [row.parent for row in rows] == [firm, third, second]


@pytest.mark.parametrize("text", ["海丰", "nbhf", "HFZC", "轴承"])
def test_that_the_index_in_memory_finds_what_the_store_finds(ws, firm, second, sheet, text):
    index = with_texts(ws, sheet, rows_alone(ws, sheet))
    assert index.find(text) == sheet_ids(ws, sheet, SheetQuery(text=text))
    assert len(index.find(text)) == 1
    assert index.find("") == sheet_ids(ws, sheet, SheetQuery())


def test_that_a_patent_is_found_by_its_firm_and_shows_its_owners(ws, firm):
    uid, _edited = add_record(ws, "patent", {"title": "一种led灯"}, parent=firm)
    add_record(ws, "patent_owner", {"position": "1", "name": "甲"}, parent=uid)
    add_record(ws, "patent_owner", {"position": "2", "name": "乙"}, parent=uid)
    form = ws.catalogue.form("patent")
    sheet = Sheet(form, "2024", ("title",))
    index = with_texts(ws, sheet, rows_alone(ws, sheet))
    assert [len(index.find(text)) for text in ("甬能", "LED", "led", "无")] == [1, 1, 1, 0]
    assert len(sheet_ids(ws, sheet, SheetQuery(text="LED"))) == 1
    assert extra_texts(ws, "patent", [uid])[uid]["owners"] == "甲、乙"
    assert {field.code for field in extra_fields("patent")} == {"of_firm", "owners"}
    assert count_children(ws, ["patent_owner"], uid) == {"patent_owner": 2}


def test_that_incubators_are_rows_of_their_kind_only(ws):
    add_record(ws, "carrier", {"kind": "1", "name": "望春孵化器"})
    add_record(ws, "carrier", {"kind": "2", "name": "月湖众创空间"})
    names = {
        code: [row.name for row in rows_of(ws, Sheet(ws.catalogue.form(code), "2024", ()))]
        for code in ("incubator", "makerspace")
    }
    assert names == {"incubator": ["望春孵化器"], "makerspace": ["月湖众创空间"]}


def test_that_a_cell_tells_findings_history_and_total(ws, firm, sheet):
    texts = {"rd_staff": "5", "bachelor_staff": "9"}
    uid, _edited = add_record(ws, "rd_activity", texts, parent=firm, period="2024")
    fill_in(ws, "rd_activity", "2024", [CellText(uid, "bachelor_staff", "8")])
    facts = cell_facts(ws, sheet.form, "2024", uid, "bachelor_staff")
    assert facts.about("bachelor_staff")
    assert [(past.before, past.after) for past in facts.past] == [(9, 8), (None, 9)]
    assert facts.total == 8
    assert facts.median is None
    assert any(
        "本科" in words for _rule, words in relations(ws, sheet.form, "2024", "bachelor_staff")
    )


def test_that_the_head_of_a_firm_says_what_it_is(ws, firm):
    certificate = {"firm": firm, "expire_date": "2026-01-01", "issue_date": "2023-01-01"}
    ws.store.apply(ChangePlan("edit", "证书", (put("hte_cert", "c" * 16, None, certificate),)))
    head = firm_head(ws, "2024", firm)
    assert head.code == "91330203MA2TE5T1XB"
    assert head.words == ("高新技术企业",)
    assert firm_head(ws, "2027", firm).words == ()
    assert firm_head(ws, "2024", "nobody") is None


def test_that_the_state_of_forms_counts_records_and_open_findings(ws, firm):
    texts = {"rd_staff": "5", "bachelor_staff": "9"}
    add_record(ws, "rd_activity", texts, parent=firm, period="2024")
    state = forms_state(ws, "2024", ["rd_activity"])[0]
    assert state.count == 1
    assert state.to_fix >= 1
