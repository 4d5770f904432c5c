"""A key on a token in the window: 上报 asks for its PIN, 设置 says where the key is."""

from __future__ import annotations

import pytest

from desktop_app.domain.states import ReportState
from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.keys import Algorithm
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.settings import page as settings
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.checks import check, explain
from desktop_app.work.keys.enrol import (
    TokenChoice,
    issue_certificate,
    look_at,
    needs_secret,
    take_in,
    token_replacement,
)
from desktop_app.work.report.reporting import SignOff, report_of, sign_off
from tests.soft_token import PIN, SoftTokens


@pytest.fixture
def token(tmp_path_factory, monkeypatch):
    return SoftTokens(tmp_path_factory.mktemp("hsm"), monkeypatch).plug_in()


@pytest.fixture
def found(token, desk, certificate, password):
    """Let the workspace have a key on the token, whose certificate came back."""
    take_in(desk.ws, look_at(desk.ws, *certificate), password)
    choice = TokenChoice(token.module, generate=True, algorithm=Algorithm.ECDSA)
    request = token_replacement(desk.ws, choice, pin=PIN)
    folder = certificate[1].parent
    authority = open_authority(folder / "ca.pem", folder / "ca.key", None)
    made = issue_certificate(request, authority, folder)
    return look_at(desk.ws, made.path, folder / "ca.pem")


def test_that_settings_say_that_the_key_is_on_a_token(found, desk, shown, settled):
    page = shown(settings.make)
    assert "证书已装好" not in page.keys.words.text()
    assert not needs_secret(desk.ws, found)
    dialog = page.keys.ask_fingerprint(found)
    secret = dialog.findChildren(type(page.person.person))[-1]
    assert not secret.isVisibleTo(dialog)
    page.keys.take_in(found, secret, dialog)
    settled()
    assert page.keys.words.text().startswith("证书已装好，可以上报。密钥在 U 盾“海曙”")


@pytest.mark.usefixtures("due_firm")
def test_that_a_report_is_sent_with_the_pin_of_the_token(found, desk, shown, finished, tmp_path):
    ws = desk.ws
    take_in(ws, found, "")
    explain(ws, desk.period, {(f.rule, f.uid): "停产" for f in check(ws, desk.period).findings})
    sign_off(ws, desk.period, SignOff("周立群", "沈洁", "王敏", "0574-87654321"))
    page = shown(submit.make)
    card = page.key_card
    assert (card.file.label.text(), card.password.label.text()) == ("U 盾", "U 盾的 PIN")
    assert card.password.note.text() == "PIN 每次都要输，不保存。"
    page.export()
    assert card.password.note.text() == "输入 U 盾的 PIN。"
    target = tmp_path / "out.xlsx"
    line_of(card.password).setText("280452")
    page.export_to(target)
    finished(page)
    assert card.password.note.text().startswith("PIN 不对。")
    line_of(card.password).setText(PIN)
    page.export_to(target)
    assert line_of(card.password).text() == ""
    finished(page)
    assert target.is_file()
    assert page.result.verdict.sign is Sign.VALID
    assert report_of(ws, desk.period).state is ReportState.SENT
