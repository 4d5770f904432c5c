import pytest

from desktop_app.domain.errors import UserError
from desktop_app.work.edit import CellText, add_record, raw_texts, remove_records, set_cells


@pytest.fixture
def figures(ws, firm):
    uid, _edited = add_record(ws, "rd_activity", {"rd_staff": "12"}, parent=firm, period="2024")
    return uid


def value(ws, uid, field, form="rd_activity"):
    return ws.store.record(form, uid).values[field]


def rules(ws):
    return {finding.rule for finding in ws.store.findings("2024")}


def test_that_a_typed_amount_is_stored_in_fen_and_checked_at_once(ws, figures):
    edited = set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "1,234")])
    assert value(ws, figures, "rd_total") == 123_400_000
    assert edited.applied.count == 1
    assert "RDA-009" in rules(ws)


def test_that_a_code_may_be_typed_by_its_label(ws, firm):
    assert ws.store.record("firm", firm).values["op_status"] == "1"


def test_that_text_that_is_no_value_stays_with_its_reason_and_blocks(ws, figures):
    edited = set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "约三百")])
    assert [reason for _cell, reason in edited.refused] == ["not_a_number"]
    assert value(ws, figures, "rd_total") is None
    kept = raw_texts(ws, "rd_activity", [figures])[figures, "rd_total"][2]
    assert kept.text == "约三百"
    assert "RAW" in rules(ws)


def test_that_a_good_value_takes_the_kept_text_away(ws, figures):
    set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "约三百")])
    set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "300")])
    assert not raw_texts(ws, "rd_activity", [figures])
    assert "RAW" not in rules(ws)


def test_that_typing_the_same_again_writes_nothing(ws, figures):
    before = len(ws.store.batches())
    assert set_cells(ws, "rd_activity", [CellText(figures, "rd_staff", "12")]).applied is None
    assert len(ws.store.batches()) == before


def test_that_a_pasted_block_is_one_batch_and_undone_as_one(ws, figures):
    before = ws.store.dump()
    cells = [CellText(figures, code, "5") for code in ("rd_staff", "female_staff", "rd_total")]
    edited = set_cells(ws, "rd_activity", cells, kind="paste")
    ws.store.undo(edited.applied.batch)
    assert ws.store.dump() == before


def test_that_a_blank_and_a_zero_are_two_things(ws, figures):
    set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "0")])
    assert value(ws, figures, "rd_total") == 0
    set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "")])
    assert value(ws, figures, "rd_total") is None


def test_that_a_firm_goes_with_all_that_belongs_to_it_and_comes_back(ws, firm, figures):
    patent, _edited = add_record(ws, "patent", {"app_no": "202110123456.7"}, parent=firm)
    add_record(ws, "patent_owner", {"name": "甲"}, parent=patent)
    set_cells(ws, "rd_activity", [CellText(figures, "rd_total", "约三百")])
    before = ws.store.dump()
    removed = remove_records(ws, "firm", [firm])
    assert ws.store.count("firm") == ws.store.count("patent_owner") == 0
    assert not list(ws.store.rows("raw_text", ()))
    ws.store.undo(removed.batch)
    assert ws.store.dump() == before


def test_that_a_second_record_in_the_period_is_refused(ws, firm, figures):
    with pytest.raises(UserError, match="已有一条"):
        add_record(ws, "rd_activity", {}, parent=firm, period="2024")


def test_that_a_record_that_is_gone_is_said_to_be(ws, figures):
    remove_records(ws, "rd_activity", [figures])
    with pytest.raises(UserError, match="已不在"):
        set_cells(ws, "rd_activity", [CellText(figures, "rd_staff", "1")])
