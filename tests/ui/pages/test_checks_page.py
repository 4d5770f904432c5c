"""审核 in a real workspace: listing, narrowing, explaining, correcting, sheets out and in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.domain.findings import Severity
from desktop_app.ui.pages.checks import page as checks
from desktop_app.ui.pages.checks.found import Found
from desktop_app.work.checks import check, explain
from desktop_app.work.edit import CellText, set_cells


def findings(desk):
    return desk.ws.store.findings(desk.period)


@pytest.fixture
def page(faulty_firm, desk, shown):
    check(desk.ws, desk.period)
    return shown(checks.make)


def choose(page, settled, severity):
    place = next(i for i, row in enumerate(page._rows) if row.finding.severity is severity)
    page.table.choose(place)
    settled()
    return page._rows[place].finding


def test_that_the_gravest_findings_stand_first_and_segments_count_them(page, desk):
    found = findings(desk)
    texts = [page.bar.segments.button(key).text() for key in ("all", "must", "verify", "hint")]
    must = sum(1 for f in found if f.severity is Severity.MUST)
    assert texts[0] == f"全部 {len(found)}"
    assert texts[1] == f"强制 {must}"
    assert page.model.index(0, 0).data() == "强制"
    assert page.model.rowCount() == len(found)


def test_that_a_segment_and_a_text_narrow_the_list(page):
    page.bar.segments.choose("verify")
    assert {row.sign.value for row in page._rows} == {"verify"}
    page.bar.segments.choose("all")
    page.bar.field.setText("rda-004")
    assert [row.finding.rule for row in page._rows] == ["RDA-004"]
    page.bar.field.setText("没有这样的字")
    assert page.stack.currentWidget() is page.empty


def test_that_an_explanation_from_the_panel_is_stored(page, desk, settled):
    finding = choose(page, settled, Severity.VERIFY)
    card = page.panel.card
    assert not card.save.isEnabled()
    card.editor.insertPlainText("新增中试线一条")
    card.save.click()
    settled()
    kept = {f.rule: f.explanation for f in findings(desk)}
    assert kept[finding.rule] == "新增中试线一条"


def test_that_explanations_are_written_one_after_the_other_without_the_mouse(page, desk, settled):
    page.activateWindow()
    page.bar.segments.choose("verify")
    settled()
    asked = len(page._rows)
    assert asked > 2
    page.panel.card.editor.setFocus()
    for number in range(asked):
        editor = page.panel.card.editor
        assert editor.hasFocus()
        assert editor.toPlainText() == ""
        QTest.keyClicks(editor, f"reason {number}")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled()
    kept = [f.explanation for f in findings(desk) if f.severity is Severity.VERIFY]
    assert sorted(kept) == sorted(f"reason {number}" for number in range(asked))


def test_that_after_an_explanation_the_next_open_one_is_shown_among_all(page, settled):
    finding = choose(page, settled, Severity.VERIFY)
    page.panel.card.editor.insertPlainText("口径调整")
    page.panel.card.save.click()
    settled()
    assert page._current.finding.rule != finding.rule
    assert page._current.finding.open
    assert page._current.finding.severity is Severity.VERIFY


def test_that_another_segment_begins_at_its_first_finding(page):
    page.table.choose(len(page._rows) - 1)
    page.bar.segments.choose("must")
    assert page.table.current_place() == 0


def test_that_by_tab_the_explanation_comes_before_the_foot_of_the_panel(page, settled, qtbot):
    choose(page, settled, Severity.VERIFY)
    qtbot.wait(10)
    card = page.panel.card
    stops = [card.editor]
    while stops[-1] is not page.panel._next:
        stops.append(stops[-1].nextInFocusChain())
        assert len(stops) < 50
    assert card.save in stops


def test_that_the_last_explanation_leads_to_sending(page, desk, settled):
    page.activateWindow()
    texts = {(f.rule, f.uid): "核对无误" for f in findings(desk) if f.severity is Severity.VERIFY}
    (rule, _uid), _words = texts.popitem()
    explain(desk.ws, desk.period, texts)
    page.bar.segments.choose("verify")
    desk.reload_all()
    settled()
    assert [row.finding.rule for row in page._rows] == [rule]
    page.panel.card.editor.setFocus()
    page.panel.card.editor.insertPlainText("核对无误")
    page.panel.card.save.click()
    settled()
    assert page.stack.currentWidget() is page.empty
    assert not page.panel.has_focus_inside


def test_that_going_on_saves_what_was_typed(page, desk, settled):
    finding = choose(page, settled, Severity.VERIFY)
    page.panel.card.editor.setPlainText("")
    page.panel.card.editor.insertPlainText("本期口径调整")
    page.next_finding(1)
    settled()
    kept = {f.rule: f.explanation for f in findings(desk)}
    assert kept[finding.rule] == "本期口径调整"


def test_that_a_reload_leaves_what_is_being_typed(page, desk, settled):
    choose(page, settled, Severity.VERIFY)
    page.panel.card.editor.insertPlainText("还没写完")
    desk.reload_all()
    settled()
    assert page.panel.card.editor.toPlainText() == "还没写完"


def test_that_a_fault_cannot_be_explained_away_but_leads_to_its_cell(
    page, settled, faulty_firm, journeys
):
    finding = choose(page, settled, Severity.MUST)
    assert page.panel.card.editor is None
    page.correct()
    key, target = journeys[-1]
    assert key == "rd"
    assert target == {"form": "rd_activity", "uid": faulty_firm, "field": finding.fields[0]}


def test_that_f8_walks_round_the_list(page, settled):
    page.table.choose(0)
    page.next_finding(1)
    assert page.table.current_place() == 1
    page.next_finding(-1)
    page.next_finding(-1)
    assert page.table.current_place() == len(page._rows) - 1


def test_that_the_sheet_of_findings_comes_back_with_its_explanations(
    page, desk, settled, toasts, tmp_path
):
    path = tmp_path / "出错说明.xlsx"
    page.export_to(path)
    settled()
    assert path.is_file()
    finding = choose(page, settled, Severity.VERIFY)
    explain(desk.ws, desk.period, {(finding.rule, finding.uid): "写在表里"})
    page.reload()
    settled()
    page.export_to(path)
    settled()
    explain(desk.ws, desk.period, {(finding.rule, finding.uid): ""})
    page.take_file(path)
    settled()
    assert "已收下说明 1 条" in toasts[-1][0]
    kept = {f.rule: f.explanation for f in findings(desk)}
    assert kept[finding.rule] == "写在表里"


@pytest.mark.usefixtures("due_firm")
def test_that_checking_finds_what_was_not_checked_yet(desk, shown, settled):
    page = shown(checks.make)
    page.check()
    settled()
    assert desk.ws.store.checked_at(desk.period)
    assert [row.finding.rule for row in page._rows] == [f.rule for f in findings(desk)]
    assert page._rows


@pytest.mark.usefixtures("due_firm")
def test_that_a_large_period_is_checked_in_a_child_process(desk, shown, finished, monkeypatch):
    monkeypatch.setattr(checks, "IN_THIS_PROCESS", 0)
    page = shown(checks.make)
    page.check()
    assert page._task.running
    finished(page)
    assert desk.ws.store.checked_at(desk.period)


def test_that_a_target_is_shown_once_the_findings_are_there(faulty_firm, desk, shown, settled):
    check(desk.ws, desk.period)
    page = shown(checks.make)
    page.show_target({"severity": "must", "uid": faulty_firm, "rule": "RDA-004"})
    assert page._current.finding.rule == "RDA-004"


def test_that_an_empty_period_says_what_comes_first(desk, shown):
    page = shown(checks.make)
    assert page.stack.currentWidget() is page.empty
    assert not page.run.isEnabled()


def test_that_a_line_says_what_its_finding_says_however_it_was_read(page, desk):
    found = findings(desk)
    assert [row.finding for row in page._rows] == found


def test_that_a_finding_put_right_elsewhere_stays_a_line_until_the_list_is_read_again(
    desk, faulty_firm
):
    check(desk.ws, desk.period)
    broken = next(row for row in Found(desk.ws, desk.period).rows if row.rule == "RDA-004")
    set_cells(desk.ws, "rd_activity", [CellText(faulty_firm, "rd_staff", "90")])
    assert broken.finding.uid == faulty_firm
    assert broken.finding not in findings(desk)
    assert "研究开发人员合计" in broken.text


def test_that_progress_moves_nothing(page):
    page.layout().activate()
    before = page.table.geometry(), page.run.geometry()
    page.header.progress.begin("全审")
    page.header.progress.appear()
    page.layout().activate()
    assert (page.table.geometry(), page.run.geometry()) == before
    page.header.progress.end()
