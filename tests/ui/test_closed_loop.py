"""A journey: a report that the city returns is put right in the window, sent again and accepted."""

from __future__ import annotations

import pytest
from city_desk import PASSWORD, PERIOD, WHO, Province
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.uids import new_uid
from desktop_app.packages.notice import RemarkEntry
from desktop_app.ui.app import make_window
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.submit.answer import CorrectionDialog
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.city.answers import issue_receipt, issue_return
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.report.reporting import report_of

FIRM = {
    "name": "宁波甬能科技有限公司",
    "uscc": "91330203MA2TE5T1XB",
    "legal_rep": "周予安",
    "found_date": "2015-03-02",
    "gbt2260": "330203",
    "address": "海曙区示例路 1 号",
    "industry_code": "3444",
    "main_business": "液压阀",
    "reg_type": "私营有限责任公司",
    "op_status": "营业",
    "above_scale": "否",
}


@pytest.fixture
def province(tmp_path):
    made = Province(tmp_path)
    yield made
    made.close()


@pytest.fixture
def returned(province):
    """海曙区, whose package the city merged and returned: its firm, figures, and the slip."""
    office = province.enrol("330203", FIRM)
    office.ready()
    package = office.send()
    merge(province.city.ws, [package])
    remarks = [
        RemarkEntry(
            *(new_uid(), 1, "与税务口径不符", "firm_period", office.figures(), "revenue"),
            *(FIRM["name"], "10000"),
        ),
        RemarkEntry(new_uid(), 2, "地址不全", "firm", office.firm, "", FIRM["name"]),
    ]
    slip = province.issue(
        *(issue_return, package, "slip.xlsx"), remarks=remarks, text="请核对", deadline="2030-03-31"
    )
    figures = office.figures()
    office.ws.close()
    del province.districts["330203"]
    return office, figures, slip


@pytest.fixture
def window(returned, qtbot):
    """The window of the district, at rest."""
    shell = make_window(returned[0].ws.folder)
    shell.resize(1440, 900)
    shell.show()
    qtbot.waitUntil(lambda: shell.desk.workspace is not None)
    faults = []
    shell.desk.operations.crashed.connect(faults.append)
    rest(shell, qtbot)
    yield shell
    rest(shell, qtbot)
    shell.close()
    assert not faults, faults


def rest(shell, qtbot):
    for _round in range(4):
        qtbot.waitUntil(lambda: not shell.desk.operations.busy and not shell.desk.at_work)
        qtbot.wait(2)


def drop(shell, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    mouse, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(700, 400), copy, data, mouse, keys)
    QApplication.sendEvent(shell, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(shell, QDropEvent(QPointF(700, 400), copy, data, mouse, keys))


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_that_a_returned_report_is_put_right_in_the_window_and_accepted(
    province, returned, window, qtbot, tmp_path
):
    _office, figures, slip = returned
    _take_slip(window, qtbot, slip)
    _change_figure(window, qtbot, figures)
    _answer_rest(window, qtbot)
    second = _send_again(window, qtbot, tmp_path)
    city = province.city.ws
    result = merge(city, [second])
    assert [file.outcome for file in result.files] == [Outcome.MERGED]
    told = {
        str(row[2]): str(row[3])
        for row in city.store.of("330203").rows("explanation", ("rule", "text"))
        if str(row[2]).startswith("RMK")
    }
    assert told == {"RMK-001": "已改：10000 → 12000", "RMK-002": "注册地址即此"}
    receipt = province.issue(issue_receipt, second, "accept.xlsx", accept=True)
    _accept_and_correct(window, qtbot, receipt)


def _take_slip(window, qtbot, slip):
    drop(window, slip)
    qtbot.waitUntil(lambda: window.current == "submit")
    rest(window, qtbot)
    page = window.page("submit")
    assert "已收下退回单" in words(page.result)
    assert window.top.state.words == "退回"
    assert "3 月 31 日" in window.top.deadline.text()
    drop(window, slip)
    rest(window, qtbot)
    assert "已经收过" in words(page.result)


def _change_figure(window, qtbot, figures):
    target = {"form": "firm_period", "uid": figures}
    for field in ("product_sales", "revenue"):
        window.go("others", {**target, "field": field})
        rest(window, qtbot)
        model = window.page("others").current.area.model
        column = model.columns[model.column_of(field)]
        if field == "revenue":
            # The remark stays where it is under the fault that the other figure has made.
            assert model.cell(model.row(0), column).corner
        model.type_text(0, column, "12000")
        rest(window, qtbot)
    cell = model.cell(model.row(0), column)
    assert (cell.corner, cell.ground) == (True, "")
    assert window.top.state.words == "草稿"


def _answer_rest(window, qtbot):
    window.go("checks", {"severity": "remark"})
    rest(window, qtbot)
    page = window.page("checks")
    assert [row.remark.number for row in page._rows] == [2]
    page.panel.card.editor.insertPlainText("注册地址即此")
    page.panel.card.save.click()
    rest(window, qtbot)
    assert page.bar.segments.button("handled").text() == "已处理 2"
    page.check()
    rest(window, qtbot)
    for row in [row for row in page._rows if row.sign is Sign.VERIFY]:
        page.explain(row.finding, "情况属实")
        rest(window, qtbot)


def _send_again(window, qtbot, tmp_path):
    window.go("submit")
    rest(window, qtbot)
    page = window.page("submit")
    for code in ("head", "statistician", "filler", "phone"):
        line_of(page.sign_card.fields[code]).setText(getattr(WHO, code))
    page.sign_card.pledge.setChecked(True)
    page.act.click()
    rest(window, qtbot)
    assert window.top.state.words == "已审核"
    target = tmp_path / "second.xlsx"
    line_of(page.key_card.password).setText(PASSWORD)
    page.export_to(target)
    qtbot.waitUntil(lambda: not page._task.running)
    rest(window, qtbot)
    assert target.is_file()
    assert page.result.verdict.sign is Sign.VALID
    assert "等市局的回执" in words(page.answer_card)
    return target


def _accept_and_correct(window, qtbot, receipt):
    drop(window, receipt)
    rest(window, qtbot)
    page = window.page("submit")
    qtbot.waitUntil(lambda: window.top.state.words == "验收")
    assert page.answer_card.state.words == "验收"
    page.answer_card.correct.click()
    dialog = window.findChild(CorrectionDialog)
    dialog.reason.setText("漏报一户")
    dialog.act.click()
    rest(window, qtbot)
    assert window.top.state.words == "更正"
    report = report_of(window.desk.ws, PERIOD)
    assert (report.state, report.revision) == ("草稿", 3)


def test_that_the_window_stays_when_a_child_process_has_written(window, qtbot):
    """A new one in its place would take away what was typed."""
    page = window.page(window.current)
    window.desk.reload_all()
    rest(window, qtbot)
    assert window.isVisible()
    assert window.page(window.current) is page
