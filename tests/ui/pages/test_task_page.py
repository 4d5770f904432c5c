"""任务文件 in the window: a district looks at a file and installs it; the city makes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from PySide6.QtWidgets import QLabel

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.task_sections import ASKED, PERIOD, SEVERITY
from desktop_app.packages.report.write import write_sealed
from desktop_app.packages.task import TaskFile, task_sheets
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.pages.task import page as task
from desktop_app.ui.pages.task.making import Wanted
from desktop_app.work.edit import add_record
from desktop_app.work.history import undo_last
from desktop_app.work.task.in_force import period_task, task_in_force
from desktop_app.work.task.install import Outcome, install_task, look_at_task
from desktop_app.work.workspace import init_workspace

SECTIONS = {
    PERIOD: [("2024", None, "2099-03-31", None, 2)],
    SEVERITY: [("ENT-003", "must")],
}


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def cells(page):
    rows = range(page.model.rowCount())
    return [tuple(cell.text for cell in page.model.line(row).cells[1:]) for row in rows]


@pytest.fixture
def file(city_office, workspace, tmp_path):
    """Return what writes a task file of the city."""

    def write(name="任务文件.xlsx", number=2026010101, **parts):
        path = tmp_path / name
        when = city_office.signer.certificate.not_valid_before_utc
        parts = {"units": (), "sections": SECTIONS, **parts}
        made = TaskFile(number=number, issued_at=when, person="陈立", **parts)
        sheets = task_sheets(made, workspace.store.base)
        write_sealed(path, sheets, city_office.signer, when=when, unit="3302")
        return path

    return write


def test_that_a_district_without_a_task_is_told_where_one_comes_from(shown):
    page = shown(task.make)
    assert page.stack.currentWidget() is page.empty
    assert not page.install.isVisible()
    assert "没有期限" in words(page.panel)


def test_that_a_file_is_shown_before_it_is_installed(desk, shown, settled, file, toasts):
    page = shown(task.make)
    page.show_target({"paths": [file()]})
    settled()
    assert ("2024 年，报送期限", "—", "2099-03-31") in cells(page)
    assert any(after == "强制" for _what, _before, after in cells(page))
    assert "可以装入" in words(page.panel)
    assert page.install.text() == "装入，改 3 项"
    assert task_in_force(desk.ws) is None
    page.install.click()
    settled()
    assert period_task(desk.ws, "2024").signatures == 2
    assert desk.ws.catalogue.rules["ENT-003"].severity is Severity.MUST
    assert toasts[-1][0] == "已装入任务文件 2026010101 号"
    assert not page.install.isVisible()
    assert "任务文件 2026010101 号" in words(page.panel)


def test_that_segments_and_field_filter_what_is_shown(shown, settled, file):
    page = shown(task.make)
    page.open_file(file())
    settled()
    page.bar.segments.choose(SEVERITY)
    assert len(cells(page)) == 1
    page.bar.segments.choose("")
    page.bar.field.setText("签名人数")
    assert cells(page) == [("2024 年，签名人数", "—", "2")]
    page.bar.field.setText("没有这一项")
    assert page.stack.currentWidget() is page.nothing


def test_that_a_file_that_does_not_fit_is_told_and_cannot_be_installed(desk, shown, settled, file):
    page = shown(task.make)
    page.open_file(file(units=("330205",)))
    settled()
    assert "发给江北区" in words(page.panel)
    assert not page.install.isVisible()
    page.put_away()
    settled()
    assert "没有期限" in words(page.panel)
    assert task_in_force(desk.ws) is None


def test_that_the_page_follows_an_undo(desk, shown, settled, file):
    page = shown(task.make)
    page.open_file(file())
    settled()
    page.install.click()
    settled()
    assert len(cells(page)) == 3
    desk.operations.run(lambda: undo_last(desk.ws))
    settled()
    assert page.stack.currentWidget() is page.empty


@pytest.fixture
def city(tmp_path, city_office, qtbot):
    """A session of the city, whose key opens with “secret words”."""
    ws = init_workspace(tmp_path / "city-ws", role="city", unit="", person="陈立")
    signer, pem = city_office.signer, serialization.Encoding.PEM
    (ws.trust / "ca.pem").write_bytes(city_office.authority.certificate.public_bytes(pem))
    lock = serialization.BestAvailableEncryption(b"secret words")
    chain = [city_office.authority.certificate]
    key = pkcs12.serialize_key_and_certificates(
        b"city", signer.key, signer.certificate, chain, lock
    )
    (ws.keys / "3302.p12").write_bytes(key)
    operations = Operations()
    made = Desk(operations)
    made.open(ws, "2024")
    yield made
    qtbot.waitUntil(lambda: not operations.busy)
    operations.close()
    ws.close()


@pytest.fixture
def page(city, qtbot):
    made = task.make(city)
    qtbot.addWidget(made)
    made.resize(1264, 820)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.known is not None)
    return made


def test_that_the_city_sets_a_period_and_makes_the_file(page, city, qtbot, tmp_path, workspace):
    page.new_period()
    page.editor.lines["deadline"].setText("2099-12-31")
    page.editor.both.setChecked(True)
    page.editor.saving.click()
    qtbot.waitUntil(lambda: page.draft is not None)
    assert ("2024 年，报送期限", "—", "2099-12-31") in cells(page)
    qtbot.waitUntil(lambda: "还没有制作" in words(page.panel))
    assert period_task(city.ws, "2024").deadline == ""
    dialog = page.ask_making()
    out = tmp_path / "made.xlsx"
    page.make_task(dialog, Wanted((), "新任务", dialog_key(dialog), "wrong"), out)
    qtbot.waitUntil(lambda: bool(dialog.password.property("wrong")))
    assert not out.exists()
    page.make_task(dialog, Wanted((), "新任务", dialog_key(dialog), "secret words"), out)
    qtbot.waitUntil(lambda: page.draft is None and not city.operations.busy)
    assert period_task(city.ws, "2024").deadline == "2099-12-31"
    look = look_at_task(workspace, out)
    assert (look.outcome, look.task.text) == (Outcome.READY, "新任务")


def dialog_key(dialog):
    return Path(dialog.key.text())


def test_that_no_file_is_made_while_packages_are_tried(page, city, qtbot, tmp_path, monkeypatch):
    page.new_period()
    page.editor.lines["deadline"].setText("2099-12-31")
    page.editor.saving.click()
    qtbot.waitUntil(lambda: page.draft is not None)
    dialog = page.ask_making()
    out = tmp_path / "task.xlsx"
    monkeypatch.setattr(type(city), "at_work", True)
    page.make_task(dialog, Wanted((), "", dialog_key(dialog), "secret words"), out)
    assert "还在处理报送包" in dialog.password_field.note.text()
    assert not out.exists()


def test_that_a_refusal_of_two_sentences_has_a_space_between_them(page, qtbot):
    page.new_period()
    page.editor.lines["deadline"].setText("2099-12-31")
    page.editor.saving.click()
    qtbot.waitUntil(lambda: page.draft is not None)
    dialog = page.ask_making()
    dialog.refuse(UserError("It is at work.", "Try again."))
    assert dialog.password_field.note.text() == "It is at work. Try again."


def test_that_days_that_cannot_hold_are_told_beside_them(page, qtbot):
    page.new_period()
    editor = page.editor
    editor.lines["deadline"].setText("明天")
    editor.saving.click()
    assert "明天" in editor.error.text()
    editor.lines["deadline"].setText("2025-01-31")
    editor.lines["opening"].setText("2025-02-01")
    editor.saving.click()
    qtbot.waitUntil(lambda: "先后不对" in editor.error.text())
    assert page.draft is None


def test_that_a_filled_in_sheet_is_laid_over_and_put_away(page, city, qtbot, tmp_path):
    source = tmp_path / "task.toml"
    source.write_text('[[severity]]\nrule = "ENT-003"\nseverity = "强制"\n', "utf-8")
    page.take_source(source)
    qtbot.waitUntil(lambda: page.draft is not None)
    assert [after for _what, _before, after in cells(page)] == ["强制"]
    page.put_away()
    qtbot.waitUntil(lambda: page.draft is None and not city.operations.busy)
    assert page.stack.currentWidget() is page.empty
    sheet = tmp_path / "sheet.xlsx"
    page.write_draft(sheet)
    qtbot.waitUntil(sheet.exists)


def test_that_submitting_names_the_forms_that_are_still_missing(desk, shown, file):
    forms = [("2024", None, "firm_period"), ("2024", None, "firm")]
    look = look_at_task(desk.ws, file(sections={ASKED: forms}))
    add_record(desk.ws, "firm", {"name": "宁波示例科技有限公司"})
    install_task(desk.ws, look)
    page = shown(submit.make)
    assert "2 张，还缺企业分期" in words(page.check_card)
