"""历史 in a real workspace: batches, what they changed, undo with what is in the way, redo."""

from __future__ import annotations

import pytest

from desktop_app.ui.pages.history import page as history
from desktop_app.ui.pages.history.side import shortened
from desktop_app.work.edit import CellText, remove_records, set_cells


@pytest.fixture
def page(faulty_firm, desk, shown):
    set_cells(desk.ws, "rd_activity", [CellText(faulty_firm, "rd_staff", "60")])
    return shown(history.make)


def total(ws, uid):
    return ws.store.record("rd_activity", uid).values["rd_staff"]


def test_that_each_batch_is_a_line_with_its_counts(page):
    texts = [page.model.index(0, column).data() for column in range(8)]
    assert texts[1:3] == ["录入", "研发投入"]
    assert texts[3] == "研发投入：宁波示例科技有限公司，改研究开发人员合计"
    assert texts[4:] == ["", "1", "", "王敏"]
    assert page.model.index(1, 4).data() == "1"


def test_that_the_panel_shows_the_value_before_and_after(page, settled):
    page.table.choose(0)
    settled()
    table = page.panel.findChildren(type(page.table))[0]
    texts = [table.model().index(0, column).data() for column in range(4)]
    assert texts[2:] == ["46", "60"]


def test_that_a_batch_is_taken_back_and_redone_from_its_toast(
    page, desk, settled, faulty_firm, toasts
):
    page.table.choose(0)
    settled()
    page.ask_undo()
    settled()
    page.undo(False)
    settled()
    assert total(desk.ws, faulty_firm) == 46
    words, (name, redo) = toasts[-1]
    assert "撤销" in words
    assert name == "重做"
    redo()
    settled()
    assert total(desk.ws, faulty_firm) == 60
    assert [page.model.index(row, 1).data() for row in range(3)] == ["重做", "撤销", "录入"]
    page.bar.segments.choose("undo")
    assert [entry.batch.kind for entry in page._shown] == ["redo", "undo"]


def test_that_records_changed_since_are_named_and_only_the_rest_goes(
    desk, shown, settled, faulty_firm
):
    ws = desk.ws
    cells = [CellText(faulty_firm, "rd_staff", "60")]
    set_cells(ws, "rd_activity", cells)
    page = shown(history.make)
    first = next(i for i, e in enumerate(page._shown) if e.batch.title == "研发投入：新增一条")
    page.table.choose(first)
    settled()
    page.ask_undo()
    settled()
    words = [label.text() for label in page.panel.findChildren(type(page.header.title))]
    assert any("后来又变了，不能撤销" in text for text in words)
    page.undo(False)
    settled()
    assert total(ws, faulty_firm) == 60


def test_that_what_was_taken_away_can_be_seen_and_found_again(desk, shown, settled, faulty_firm):
    remove_records(desk.ws, "rd_activity", [faulty_firm])
    page = shown(history.make)
    assert page.model.index(0, 6).data() == "1"
    page.ask_undo()
    settled()
    page.undo(False)
    settled()
    assert total(desk.ws, faulty_firm) == 46
    page.bar.segments.choose("undo")
    assert [entry.batch.kind for entry in page._shown] == ["undo"]


def test_that_a_filter_finds_batches_by_any_word(page):
    page.bar.field.setText("新增一条")
    assert page._shown
    assert all("新增一条" in entry.batch.title for entry in page._shown)
    page.bar.field.setText("没有这样的批次")
    assert page.stack.currentWidget() is page.empty


def test_that_a_target_names_a_batch(page, settled):
    number = page._entries[-1].batch.id
    page.show_target({"batch": number})
    settled()
    assert page._current.batch.id == number


def test_that_a_digest_is_shortened_to_its_ends():
    assert shortened("0123456789abcdef" * 4) == "0123 4567 … cdef"
