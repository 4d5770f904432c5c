"""证书 in the city's window: founding the CA, issuing by telephone, replacing, revoking."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from PySide6.QtWidgets import QLabel

from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import pem_of
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.pages.certificates import page as certificates
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.keys.enrol import (
    Algorithm,
    facts_of,
    look_at,
    new_request,
    replacement_request,
    take_in,
)
from desktop_app.work.keys.register import (
    CertificateState,
    found_authority,
    grant,
    look_at_request,
    open_city_authority,
)
from desktop_app.work.keys.revoke import lists, reason_word
from desktop_app.work.workspace import init_workspace

PASSWORD = "a password for tests"


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def city(tmp_path):
    ws = init_workspace(tmp_path / "city", role="city", unit="", person="陈立")
    yield ws
    ws.close()


@pytest.fixture
def desk(city, qtbot):
    """The city's session, in place of the district's."""
    operations = Operations()
    faults = []
    operations.crashed.connect(faults.append)
    made = Desk(operations)
    made.open(city, "2024")
    yield made
    qtbot.waitUntil(lambda: not operations.busy)
    operations.close()
    assert not faults, faults


@pytest.fixture
def founded(city, tmp_path):
    return found_authority(city, tmp_path / "ca", name="根证书", password=PASSWORD, years=10)


@pytest.fixture
def asked_for(workspace):
    """The request of 海曙区."""
    return new_request(
        workspace,
        person="沈洁",
        role="统计负责人",
        password=PASSWORD,
        algorithm=Algorithm.ECDSA,
    )


@pytest.fixture
def page(founded, desk, shown):
    return shown(certificates.make)


@pytest.fixture
def issued(page, asked_for, settled, qtbot):
    """The page after it issued what was asked for."""
    dialog = granting(page, asked_for, settled)
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    settled()
    return page


def granting(page, request, settled):
    page.look_at(request)
    settled()
    return page.findChild(certificates.GrantDialog) or next(
        w for w in page.window().findChildren(certificates.GrantDialog)
    )


def entry(page, unit="330203"):
    return next(one for one in page._register.entries if one.unit == unit)


def test_that_without_a_ca_the_first_thing_is_to_found_one(desk, shown, settled, tmp_path):
    page = shown(certificates.make)
    assert page.first_focus() is page.found_ca
    assert not page.issue.isVisibleTo(page)
    dialog = page.ask_founding()
    dialog.act.click()
    assert "选一个文件夹" in dialog.place.note.text()
    assert "至少 8 位" in dialog.secret.note.text()
    dialog.choose(tmp_path / "usb")
    for field in (dialog.secret, dialog.again):
        line_of(field).setText(PASSWORD)
    dialog.act.click()
    settled()
    assert (tmp_path / "usb" / "ca.key.pem").is_file()
    assert page.issue.isEnabled()
    assert page.model.rowCount() == 16
    assert "本局还没有证书" in words(page.panel)


def test_that_no_action_widens_the_page_before_the_register_is_read(founded, desk, qtbot):
    page = certificates.make(desk)
    qtbot.addWidget(page)
    before = page.minimumSizeHint().width()
    page.refresh()
    qtbot.waitUntil(lambda: not page.issue.isHidden())
    assert page.found_ca.isHidden()
    assert before <= page.minimumSizeHint().width()


def test_that_a_request_is_issued_after_its_fingerprint_was_compared(
    page, asked_for, desk, settled, toasts
):
    dialog = granting(page, asked_for, settled)
    assert look_at_request(desk.ws, asked_for).fingerprint in words(dialog)
    line_of(dialog.secret).setText("wrong password")
    dialog.act.click()
    settled()
    assert "密码" in dialog.secret.note.text()
    assert entry(page).state is CertificateState.MISSING
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    settled()
    assert entry(page).state is CertificateState.VALID
    assert (asked_for.parent / "330203.crt.pem").is_file()
    assert "连同根证书交单位" in toasts[-1][0]
    assert page.bar.segments.button("missing").text() == "未申领 15"


def test_that_a_certificate_is_revoked_with_reason_and_day_by_a_file(issued, desk, settled, toasts):
    issued.table.choose_key((entry(issued).unit, entry(issued).serial))
    dialog = issued.ask_revoking(entry(issued))
    line_of(dialog.day).setText("3000-01-01")
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    settled()
    assert "还没有到" in dialog.secret.note.text()
    line_of(dialog.day).setText("2026-01-05")
    dialog.act.click()
    settled()
    revoked = entry(issued)
    assert (revoked.state, revoked.revoked_on) == (CertificateState.REVOKED, "2026-01-05")
    (listed,) = lists(desk.ws)
    assert listed.number == 1
    assert [path.name for path in desk.ws.sent.glob("*.crl")] == ["吊销名单_第1号.crl"]
    said = words(issued.panel)
    assert "2026-01-05" in said
    assert reason_word(revoked.reason) in said
    dialog = issued.ask_list()
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    settled()
    assert lists(desk.ws)[0].number == 2
    assert "吊销名单第 2 号" in words(issued.header)


def test_that_a_replacement_says_what_it_revokes(issued, workspace, desk, settled, founded):
    made = workspace.keys / "330203.crt.pem"
    assert made.is_file()
    take_in(workspace, look_at(workspace, made, Path(str(founded)).with_name("ca.pem")), PASSWORD)
    request = replacement_request(workspace, password=PASSWORD, algorithm=Algorithm.ECDSA)
    issued.look_at(request)
    settled()
    dialog = issued.window().findChildren(certificates.GrantDialog)[-1]
    assert "同时吊销旧证书" in words(dialog)
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    settled()
    states = [one.state for one in issued._register.entries if one.unit == "330203"]
    assert states == [CertificateState.VALID, CertificateState.REVOKED]


def test_that_a_certificate_that_was_put_here_meanwhile_is_there_at_the_next_visit(
    page, desk, asked_for, settled
):
    page.hide()
    authority = open_city_authority(desk.ws, PASSWORD)
    grant(desk.ws, look_at_request(desk.ws, asked_for), authority, out=asked_for.parent)
    page.show()
    settled()
    assert entry(page).state is CertificateState.VALID


@pytest.fixture
def foreign(tmp_path):
    """A certificate of another CA."""
    now = datetime.now(UTC)
    authority = new_authority(Identity("3302", "某中心", "政务 CA"), years=5, now=now)
    who = Identity("330203", "某单位", "钱程", "职员")
    request = x509.load_pem_x509_csr(request_for(who, new_key(Algorithm.ECDSA)))
    path = tmp_path / "foreign.cer"
    path.write_bytes(pem_of(issue(request, authority, years=1, now=now)))
    return path


def test_that_a_certificate_of_another_ca_is_admitted_for_a_unit(
    page, foreign, settled, toasts, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    page.look_at_foreign(foreign)
    settled()
    dialog = page.window().findChildren(certificates.AdmitDialog)[-1]
    assert dialog.certificate.fingerprint in words(dialog)
    line_of(dialog.secret).setText(PASSWORD)
    dialog.act.click()
    assert "写上签名人" in dialog.person.note.text()
    assert "先选单位" in dialog.named.note.text()
    dialog.choose(stick)
    dialog.unit.set_text("海曙区")
    line_of(dialog.person).setText("钱程")
    dialog.act.click()
    settled()
    admitted = entry(page)
    assert (admitted.person, admitted.foreign, admitted.state) == (
        "钱程",
        True,
        CertificateState.VALID,
    )
    assert "交单位收下" in toasts[-1][0]
    (admission,) = stick.glob("*.admit")
    assert not list(foreign.parent.glob("*.admit"))
    # What is compared by telephone is the other CA's certificate.
    assert admitted.fingerprint == dialog.certificate.fingerprint
    page.bar.segments.choose("foreign")
    settled()
    assert admitted.fingerprint in words(page.panel)
    assert admission.stem == admitted.fingerprint.replace(" ", "").lower()[:16]


def test_that_an_admission_is_listed_apart_and_can_be_withdrawn(page, foreign, settled):
    dialog = page.ask_admitting(facts_of(foreign))
    dialog.unit.set_text("海曙区")
    for field, text in ((dialog.person, "钱程"), (dialog.secret, PASSWORD)):
        line_of(field).setText(text)
    dialog.act.click()
    settled()
    page.bar.segments.choose("foreign")
    assert page.model.rowCount() == 1
    question = page.ask_revoking(entry(page))
    assert question.act.text() == "注销登记"
    line_of(question.secret).setText(PASSWORD)
    question.act.click()
    settled()
    assert entry(page).state is CertificateState.REVOKED


def test_that_the_list_is_narrowed_by_state_and_text(issued, settled):
    issued.bar.segments.choose("valid")
    assert issued.model.rowCount() == 1
    issued.bar.segments.choose("")
    issued.bar.field.setText("鄞州")
    settled()
    assert issued.model.rowCount() == 1
    assert "还没有证书" in words(issued.panel)
