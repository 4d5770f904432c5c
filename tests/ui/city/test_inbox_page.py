"""收件: drop, preview, merge, answer, take back; a bad file never stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.states import ReportState
from desktop_app.packages.envelope import seal_for
from desktop_app.ui import file_dialogs
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.inbox import page as inbox
from desktop_app.ui.pages.inbox.return_slip import editor_of
from desktop_app.ui.pages.inbox.state import Preview, face, preview_of
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.city.inbox import Tile
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.report.reporting import report_of

HAISHU, JIANGBEI, YINZHOU = "330203", "330205", "330212"


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def state(city, unit=HAISHU):
    return report_of(city, "2024", unit).state


@dataclass
class Bench:
    """A page of the city and all that is needed to work with it."""

    show: Callable[[], inbox.InboxPage]
    settled: Callable[[], None]
    office: Callable[..., Any]
    folder: Path


@pytest.fixture
def bench(shown, settled, office, answers_folder):
    return Bench(lambda: shown(inbox.make), settled, office, answers_folder)


@pytest.fixture
def answers_folder(city, tmp_path):
    folder = tmp_path / "answers"
    folder.mkdir()
    city.keep(answers_folder=str(folder))
    return folder


def give_password(page, password):
    dialog = page.answers.question
    field = dialog.findChild(type(line_of(page.slip.day)))
    field.setText(password)
    dialog.buttons.itemAt(dialog.buttons.count() - 1).widget().click()


def test_that_without_packages_the_page_says_what_to_do(desk, shown):
    page = shown(inbox.make)
    assert page.lists.currentWidget() is page.lists.empty
    assert list(page.tiles.tiles) == [unit.code for unit in desk.ws.catalogue.units]
    assert not page.act.isEnabled()
    assert {tile.said.word for tile in page.tiles.tiles.values()} == {"未报"}


def test_that_dropped_files_are_previewed_merged_and_taken_back(desk, bench, finished, toasts):
    good = bench.office().send(name="海曙.xlsx")
    bad = good.with_name("坏的.xlsx")
    bad.write_bytes(good.read_bytes()[:-1] + b"!")
    lost = bench.office(JIANGBEI)
    lost.send(name="lost.xlsx").unlink()
    late = lost.send(revision=2)
    before = desk.ws.store.dump()
    page = bench.show()
    page.take([good.parent])
    assert not desk.unfinished
    finished(page)
    ends = {one.path.name: one.outcome for one in page.preview.files}
    assert ends == {
        "海曙.xlsx": Outcome.MERGED,
        "坏的.xlsx": Outcome.REFUSED,
        late.name: Outcome.WAITING,
    }
    assert desk.ws.store.dump() == before
    assert page.act.text() == "合并可并的 1 份"
    assert page.focusWidget() is page.act
    page.act.click()
    assert list(desk.unfinished.values()) == ["正在合并"]
    finished(page)
    assert not desk.unfinished
    assert state(desk.ws) is ReportState.SENT
    assert page.tiles.tiles[HAISHU].said.word == "已并"
    assert [one.path.name for one in page.preview.files if one.outcome is Outcome.REFUSED] == [
        "坏的.xlsx"
    ]
    words, (name, take_back) = toasts[-1]
    assert words.startswith("已合并 1 份")
    assert name == "撤销"
    take_back()
    bench.settled()
    assert state(desk.ws) is ReportState.NOT_REPORTED
    assert page.tiles.tiles[HAISHU].said.word == "未报"


def test_that_a_refused_file_says_why_and_the_way_out(desk, shown, finished, tmp_path):
    path = tmp_path / "说明.xlsx"
    path.write_bytes(b"no workbook")
    page = shown(inbox.make)
    page.take([path])
    finished(page)
    page.lists.preview.choose(0)
    said = "\n".join(texts(page.panel))
    assert "不是报送包" in said
    assert "建议：" in said
    assert page.panel.merge is None


def test_that_packages_of_another_period_lead_there(desk, shown, finished, office):
    path = office().send("2023")
    page = shown(inbox.make)
    page.take([path])
    finished(page)
    assert desk.period == "2023"
    assert page.tiles.tiles[HAISHU].said.word == "待核"


def test_that_the_keyboard_walks_the_tiles_and_the_panel_follows(desk, shown, settled, office):
    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    tiles = page.tiles.tiles
    first = next(iter(tiles))
    assert page.first_focus() is tiles[first]
    tiles[first].setFocus()
    QTest.keyClick(tiles[first], Qt.Key.Key_Right)
    second = list(tiles)[1]
    assert page.tiles.current == second
    QTest.keyClick(tiles[second], Qt.Key.Key_Down)
    assert page.tiles.current == list(tiles)[6]
    assert tiles[page.tiles.current].isChecked()
    settled()
    assert desk.ws.catalogue.unit_name(page.tiles.current) in texts(page.panel)


@pytest.mark.usefixtures("city_key")
def test_that_a_receipt_is_one_click_and_a_password(desk, bench, city_key, toasts):
    merge(desk.ws, [bench.office().send()])
    page = bench.show()
    page.tiles.choose(HAISHU)
    page.panel.receipt.click()
    give_password(page, city_key)
    bench.settled()
    assert [path.name for path in bench.folder.iterdir()] == ["回执_海曙区_2024_第1版.xlsx"]
    assert state(desk.ws) is ReportState.RECEIVED
    assert page.tiles.tiles[HAISHU].said.word == "已受理"
    assert toasts[-1][0].startswith("已做好回执")
    assert not page.receipts.isVisibleTo(page)


@pytest.mark.usefixtures("city_key")
def test_that_all_receipts_are_made_with_one_password(desk, bench, city_key, qtbot):
    merge(desk.ws, [bench.office(unit).send() for unit in (HAISHU, JIANGBEI)])
    page = bench.show()
    assert page.receipts.text() == "出回执 2 份"
    page.receipts.click()
    give_password(page, city_key)
    qtbot.waitUntil(lambda: len(list(bench.folder.iterdir())) == 2)
    bench.settled()
    assert {state(desk.ws, unit) for unit in (HAISHU, JIANGBEI)} == {ReportState.RECEIVED}


@pytest.mark.usefixtures("city_key")
def test_that_a_wrong_password_leaves_everything_as_it_was(desk, bench, failures):
    merge(desk.ws, [bench.office().send()])
    page = bench.show()
    page.tiles.choose(HAISHU)
    page.panel.receipt.click()
    give_password(page, "wrong")
    bench.settled()
    assert "密码" in failures[0].message
    assert state(desk.ws) is ReportState.SENT
    assert not list(bench.folder.iterdir())


def test_that_without_a_key_nothing_is_asked_but_the_way_is_told(desk, shown, office):
    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    page.tiles.choose(HAISHU)
    page.panel.receipt.click()
    assert "没有装市局的密钥" in page.answers.question.windowTitle()
    page.answers.question.reject()


@pytest.mark.usefixtures("city_key")
def test_that_the_findings_of_a_return_slip_are_narrowed_by_what_they_say(desk, bench):
    merge(desk.ws, [bench.office().send()])
    page = bench.show()
    page.tiles.choose(HAISHU)
    page.panel.give_back.click()
    bench.settled()
    slip = page.slip
    asked = [row.key for row in slip._rows if "统一社会信用代码" in row.text]
    slip.bar.field.setText("统一社会信用代码")
    bench.settled()
    assert slip._found.rows[-1].is_read
    assert [row.key for row in slip._listed] == asked
    assert 0 < len(asked) < len(slip._rows)
    slip.toggle(0)
    slip.bar.clear()
    slip.bar.segments.choose("chosen")
    assert [row.key for row in slip._listed] == asked[:1]


@pytest.mark.usefixtures("city_key")
def test_that_a_return_slip_takes_chosen_findings_and_free_text(desk, bench, city_key):
    merge(desk.ws, [bench.office().send()])
    page = bench.show()
    page.tiles.choose(HAISHU)
    page.panel.give_back.click()
    bench.settled()
    slip = page.slip
    assert page.stack.currentWidget() is slip
    assert not slip.act.isEnabled()
    slip.table.setFocus()
    QTest.keyClick(slip.table, Qt.Key.Key_Space)
    assert slip.foot.note.text() == "逐条意见 1 条"
    editor_of(slip.remark).setPlainText("与工商登记不符")
    slip.table.choose(1)
    assert editor_of(slip.remark).toPlainText() == ""
    editor_of(slip.all).setPlainText("核实后再报")
    line_of(slip.day).setText("下周")
    slip.act.click()
    assert "不是日期" in slip.day.note.text()
    line_of(slip.day).setText("2099-03-31")
    slip.act.click()
    give_password(page, city_key)
    bench.settled()
    assert state(desk.ws) is ReportState.RETURNED
    assert [path.name for path in bench.folder.iterdir()] == ["退回单_海曙区_2024_第1版.xlsx"]
    rows = list(desk.ws.store.of(HAISHU).rows("remark", ("text", "record", "field")))
    assert [str(row[2]) for row in rows] == ["与工商登记不符"]
    assert all(row[3] for row in rows)
    assert page.stack.currentIndex() == 0
    assert page.tiles.tiles[HAISHU].said.word == "已退回"


def test_that_the_report_of_the_merges_is_a_workbook(desk, shown, settled, office, tmp_path):
    from desktop_app.sheets.read import read_file

    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    target = tmp_path / "报告.xlsx"
    page.write_report_to(target)
    settled()
    sheets = {sheet.name: sheet.read().rows for sheet in read_file(target).sheets}
    assert "合并结果" in sheets
    assert any("海曙区" in row for row in map(list, sheets["记录的变动"]))


def test_that_a_merge_can_be_taken_back_from_its_tile(desk, shown, settled, office):
    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    page.tiles.choose(HAISHU)
    acts = {action.text(): action for action in page.panel.menu().actions()}
    acts["撤销合并"].trigger()
    settled()
    assert state(desk.ws) is ReportState.NOT_REPORTED


def test_that_tiles_outside_a_segment_keep_their_places(desk, shown, settled, office):
    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    places = {unit: tile.geometry() for unit, tile in page.tiles.tiles.items()}
    page.segments.choose("missing")
    assert page.tiles.tiles[HAISHU].faded
    assert not page.tiles.tiles[YINZHOU].faded
    assert {unit: tile.geometry() for unit, tile in page.tiles.tiles.items()} == places


def tile(**facts):
    usual = {
        "unit": HAISHU,
        "name": "海曙区",
        "state": "未报",
        "revision": 0,
        "due": 0,
        "reported": 0,
        "on_time": None,
        "open": 0,
        "remarks": 0,
        "waiting": 0,
        "received_at": None,
        "digest": "",
    }
    return Tile(**(usual | facts))


@pytest.mark.parametrize(
    ("facts", "sign", "word", "note"),
    [
        ({}, Sign.UNFILLED, "未报", ""),
        ({"state": "已上报", "open": 6}, Sign.CLEAN, "已并", "待核 6"),
        ({"state": "已受理"}, Sign.CLEAN, "已受理", ""),
        ({"state": "退回", "remarks": 4}, Sign.REMARK, "已退回", "意见 4"),
        ({"state": "验收"}, Sign.LOCKED, "验收", ""),
        ({"waiting": 1}, Sign.VERIFY, "待定", "1 包待定"),
    ],
)
def test_that_each_state_has_its_shape_word_and_fact(facts, sign, word, note):
    said = face(tile(**facts), None, "2024-12-31", date(2024, 12, 20))
    assert (said.sign, said.word, said.note) == (sign, word, note)


def test_that_a_unit_past_the_deadline_says_by_how_much():
    said = face(tile(), None, "2024-12-20", date(2024, 12, 22))
    assert (said.word, said.note, said.to_do) == ("逾期", "已过 2 天", True)


def test_that_a_tile_counts_firms_and_those_in_time():
    said = face(tile(due=190, reported=188, on_time=True), None, "", date(2024, 1, 1))
    assert (said.count, said.rate) == ("188 / 190 户", "及时率 98.94%")


def test_that_a_preview_without_files_is_none():
    assert preview_of({"files": []}) == Preview()


def test_that_the_city_receives_what_is_dropped(qtbot, city, office, journeys, desk):
    from desktop_app.ui.session import Session

    asked = SimpleNamespace(_desk=desk, _shell=None)
    path = office().send()
    Session._take_files(asked, [path])
    assert journeys == [("inbox", {"paths": [path]})]


def test_that_packages_in_envelopes_ask_once_for_the_password(bench, finished, city_key, authority):
    plain = bench.office().send()
    sealed = plain.with_name("海曙.xlsx.p7m")
    sealed.write_bytes(seal_for(plain.read_bytes(), [authority.certificate]))
    plain.unlink()
    page = bench.show()
    page.take([sealed.parent])
    bench.settled()
    assert "加密" in page.run.question.windowTitle()
    field = page.run.question.findChild(type(line_of(page.slip.day)))
    field.setText(city_key)
    page.run.question.buttons.itemAt(page.run.question.buttons.count() - 1).widget().click()
    finished(page)
    assert [one.outcome for one in page.preview.files] == [Outcome.REFUSED]


def test_that_packages_can_be_chosen_sealed_or_not():
    assert "*.p7m" in file_dialogs.packages()
