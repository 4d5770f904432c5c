"""设置 and the first start in a real workspace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from desktop_app.i18n import language, set_language
from desktop_app.packages.pki.request import load_request
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.pages import start
from desktop_app.ui.pages.settings import page as settings
from desktop_app.ui.pages.settings.keys import ending_words, label_of_digits
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.state import today
from desktop_app.work.keys.enrol import look_at, request_facts, signing_key, take_in
from desktop_app.work.settings import read_settings


@pytest.fixture
def page(desk, shown):
    yield shown(settings.make)
    set_language("zh")


def kept(desk):
    return read_settings(desk.ws.folder / "settings.toml")


def test_that_the_journal_carries_the_name_that_was_given(page, desk, settled, toasts):
    line_of(page.person.person).setText("沈洁")
    line_of(page.person.role).setText("统计负责人")
    page.person.save.click()
    settled()
    assert desk.ws.store.author.person == "沈洁"
    assert kept(desk)["person_role"] == "统计负责人"
    assert "沈洁" in toasts[-1][0]


def test_that_a_blank_name_is_told_under_its_field(page, desk, settled):
    line_of(page.person.person).setText(" ")
    page.person.sign_in()
    settled()
    assert page.person.person.note.text()
    assert desk.ws.store.author.person == "王敏"


def test_that_theme_and_row_height_change_at_once_and_are_kept(page, desk, settled):
    page.look.choices["theme"].choose("dark")
    page.look.choices["density"].choose("compact")
    settled()
    assert theme.look().mode == "dark"
    assert theme.look().density == "compact"
    assert kept(desk)["theme"] == "dark"
    assert kept(desk)["density"] == "compact"


def test_that_the_language_is_kept_and_the_window_asked_to_speak_it(page, desk, settled):
    wanted = []
    desk.language_wanted.connect(wanted.append)
    page.look.choices["language"].choose("en")
    settled()
    assert wanted == ["en"]
    assert kept(desk)["language"] == "en"


def test_that_the_language_stays_while_a_child_process_works(
    page, desk, settled, toasts, monkeypatch
):
    wanted = []
    desk.language_wanted.connect(wanted.append)
    monkeypatch.setattr(Desk, "at_work", True)
    page.look.choices["language"].choose("en")
    settled()
    assert not wanted
    assert page.look.choices["language"].current == language() == "zh"
    assert [words for words, _act in toasts] == ["还在导入或导出，做完后再换语言"]
    assert "language" not in kept(desk)


def test_that_a_request_is_made_and_said_where_it_lies(page, desk, settled, toasts):
    page.keys.make_request("沈洁", "统计负责人", "long enough")
    settled()
    assert (desk.ws.keys / f"{desk.ws.unit}.csr.pem").is_file()
    assert "交市局签发" in toasts[-1][0]
    assert page.keys.installing.isVisibleTo(page)
    assert not page.keys.request.isVisibleTo(page)


def test_that_a_short_or_mistyped_password_makes_no_key(page, desk):
    dialog = page.keys.ask_request()
    fields = dialog.findChildren(type(page.person.person))
    line_of(fields[0]).setText("沈洁")
    line_of(fields[2]).setText("short")
    line_of(fields[3]).setText("other")
    page.keys._make_request(dialog, fields)
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert fields[2].note.text() == "密码至少 8 位。"
    assert fields[3].note.text() == "两遍不一样，重新输。"
    assert list(desk.ws.keys.iterdir()) == []
    dialog.reject()


def test_that_a_certificate_is_installed_after_its_fingerprint_was_compared(
    certificate, password, desk, shown, settled
):
    page = shown(settings.make)
    found = look_at(desk.ws, *certificate)
    dialog = page.keys.ask_fingerprint(found)
    words = [label.text() for label in dialog.findChildren(type(page.header.title))]
    assert found.fingerprint in words
    secret = dialog.findChildren(type(page.person.person))[-1]
    line_of(secret).setText("wrong password")
    page.keys.take_in(found, secret, dialog)
    settled()
    assert "密码" in secret.note.text()
    assert signing_key(desk.ws) is None
    line_of(secret).setText(password)
    page.keys.take_in(found, secret, dialog)
    settled()
    assert signing_key(desk.ws) is not None
    assert page.keys.model.rowCount() == 2
    assert page.keys.words.text() == "证书已装好，可以上报。"


@pytest.fixture
def enrolled(desk, certificate, password):
    take_in(desk.ws, look_at(desk.ws, *certificate), password)


def test_that_a_request_shows_the_fingerprint_that_the_city_compares(page, desk, settled):
    page.keys.make_request("沈洁", "统计负责人", "a long password")
    settled()
    request, digits = request_facts(desk.ws)
    assert label_of_digits(page.keys.digits).text() == digits
    assert request.name == "330203.csr.pem"
    assert page.keys.digits.isVisibleTo(page)


@pytest.mark.usefixtures("enrolled")
def test_that_a_renewal_is_asked_for_with_the_same_key(page, desk, settled, password, toasts):
    assert not page.keys.digits.isVisibleTo(page)
    assert page.keys.warning is None
    key = (desk.ws.keys / "330203.key.pem").read_bytes()
    dialog = page.keys.ask_renewal(lost=False)
    line_of(dialog.secret).setText("wrong password")
    dialog.act.click()
    settled()
    assert "密码" in dialog.secret.note.text()
    line_of(dialog.person).setText("陈新")
    line_of(dialog.secret).setText(password)
    dialog.act.click()
    settled()
    assert load_request(desk.ws.keys / "330203.csr.pem")[1].person == "陈新"
    assert (desk.ws.keys / "330203.key.pem").read_bytes() == key
    assert "交市局签发" in toasts[-1][0]
    assert page.keys.digits.isVisibleTo(page)


@pytest.mark.usefixtures("enrolled")
def test_that_a_lost_key_is_put_aside_for_a_new_one(page, desk, settled):
    key = (desk.ws.keys / "330203.key.pem").read_bytes()
    dialog = page.keys.ask_renewal(lost=True)
    line_of(dialog.secret).setText("another password")
    dialog.act.click()
    assert "两遍不一样" in dialog.again.note.text()
    line_of(dialog.again).setText("another password")
    dialog.act.click()
    settled()
    assert (desk.ws.keys / "330203.key.pem").read_bytes() != key
    assert signing_key(desk.ws) is None
    assert page.keys.installing.isVisibleTo(page)


@pytest.mark.parametrize(
    ("days", "words"), [(61, ""), (60, "还剩 60 天"), (0, "还剩 0 天"), (-1, "已过期")]
)
def test_that_the_end_of_a_certificate_is_told_sixty_days_before(days, words):
    said = ending_words((date.fromisoformat(today()) + timedelta(days=days)).isoformat())
    assert (words in said) if words else said == ""


def test_that_a_backup_is_made_and_listed(page, desk, settled):
    assert page.backups.model.rowCount() == 0
    page.back_up()
    settled()
    assert page.backups.model.index(0, 1).data() == "手工备份"
    assert len(list((desk.ws.folder / "backups").glob("*.db"))) == 1


def test_that_the_way_to_a_key_leads_to_its_button(page, settled):
    page.show_target({"part": "keys"})
    settled()
    assert page.focusWidget() is page.keys.request


def test_that_the_first_wrong_field_of_a_request_has_the_focus(page, settled):
    dialog = page.keys.ask_request()
    first, again = (f for f in dialog.findChildren(QLineEdit) if f.echoMode().value)
    first.setText("short")
    again.setText("another")
    again.setFocus()
    (act,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "生成")
    act.click()
    assert dialog.focusWidget() is first
    dialog.close()
    settled()


@pytest.fixture
def english():
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def first_start(tmp_path, qtbot):
    operations = Operations()
    desk = Desk(operations)
    desk.folder = tmp_path / "new" / "workspace"
    page = start.make(desk)
    qtbot.addWidget(page)
    page.resize(1264, 820)
    page.show()
    yield page
    qtbot.waitUntil(lambda: not operations.busy)
    if desk.workspace is not None:
        desk.workspace.close()
    operations.close()


def test_that_the_first_start_makes_a_workspace_and_goes_on(first_start, qtbot):
    page = first_start
    assert not page.act.isEnabled()
    page.unit.setCurrentText("海曙区")
    assert page.rows[0].number.state == "done"
    page.person.setText("王敏")
    page.role.setText("填报人")
    assert page.act.isEnabled()
    with qtbot.waitSignal(page.desk.opened):
        page.act.click()
    ws = page.desk.ws
    assert ws.unit_label == "海曙区"
    assert ws.folder == page.folder
    assert ws.store.author.person == "王敏"
    assert read_settings(ws.folder / "settings.toml")["person_role"] == "填报人"


def test_that_the_office_of_the_city_starts_as_the_city(first_start, qtbot):
    page = first_start
    page.unit.setCurrentText("市科技局（收件、汇总）")
    page.person.setText("陈立")
    page.role.setText("经办人")
    with qtbot.waitSignal(page.desk.opened):
        page.act.click()
    assert (page.desk.ws.role, page.desk.ws.unit) == ("city", "3302")


def test_that_a_folder_with_other_files_gets_a_folder_of_its_own(first_start, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "other.txt").write_text("kept")
    first_start.choose_folder(tmp_path / "docs")
    assert first_start.folder == tmp_path / "docs" / "双倍增报送"


def test_that_a_folder_that_cannot_be_made_is_told_in_the_page(first_start, tmp_path, qtbot):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    first_start.folder = blocked / "inside"
    first_start.unit.setCurrentText("海曙区")
    first_start.person.setText("王敏")
    first_start.start()
    qtbot.waitUntil(lambda: first_start.trouble.count() > 0)
    assert first_start.act.isEnabled()
    assert blocked.read_text() == "no folder"


def test_that_no_unit_is_chosen_at_first_and_the_box_says_so(first_start):
    assert first_start.unit.text() == ""
    assert first_start.unit.currentText() == "选单位"


def test_that_a_first_start_in_english_names_the_units_and_keeps_the_language(
    english, first_start, qtbot
):
    page, desk = first_start, first_start.desk
    wanted = []
    desk.language_wanted.connect(wanted.append)
    page.language.click()
    page.unit.setCurrentText("Haishu")
    page.person.setText("Wang Min")
    page.start()
    qtbot.waitUntil(lambda: desk.workspace is not None)
    assert desk.ws.unit == "330203"
    assert read_settings(desk.folder / "settings.toml")["language"] == "en"
    assert wanted == ["zh"]
