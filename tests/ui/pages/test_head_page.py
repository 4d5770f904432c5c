"""Two signatures in the window: the file says what is missing, and the 负责人 signs it there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.uids import new_uid
from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.identity import HEAD_ROLE
from desktop_app.packages.pki.keys import Algorithm
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.head import HeadDialog
from desktop_app.work.checks import check, explain
from desktop_app.work.keys.enrol import Purpose, issue_certificate, look_at, new_request, take_in
from desktop_app.work.report.pack import pack
from desktop_app.work.report.reporting import SignOff, report_of, sign_off


@pytest.fixture
def head(desk, certificate, password):
    """Install the clerk's key, and return what gives the workspace that of the head."""
    ws = desk.ws
    take_in(ws, look_at(ws, *certificate), password)

    def make():
        request = new_request(
            ws,
            person="周立群",
            role=HEAD_ROLE,
            password=password,
            algorithm=Algorithm.ECDSA,
            purpose=Purpose.COUNTERSIGN,
        )
        folder = certificate[1].parent
        authority = open_authority(folder / "ca.pem", folder / "ca.key", None)
        made = issue_certificate(request, authority, folder)
        return take_in(ws, look_at(ws, made.path, folder / "ca.pem"), password)

    return make


@pytest.fixture
def half(desk, due_firm, head, password, tmp_path):
    """A package that awaits its second signature."""
    ws, period = desk.ws, desk.period
    asked = {"for_period": period, "signatures": 2}
    ws.store.apply(ChangePlan("task", "任务", (put("task_period", new_uid(), None, asked),)))
    explain(ws, period, {(f.rule, f.uid): "停产" for f in check(ws, period).findings})
    sign_off(ws, period, SignOff("周立群", "沈洁", "王敏", "0574-87654321"))
    out = tmp_path / "half.xlsx"
    pack(ws, period, key=ws.keys / f"{ws.unit}.p12", password=password, out=out)
    return out


def signing(page):
    """Press the button of the verdict and return the dialog that opens."""
    button = page.result.verdict.findChild(QPushButton)
    assert button.text() == "负责人签名"
    button.click()
    return button


def test_that_the_head_signs_what_the_clerk_has_made(half, head, shown, settled, password):
    head()
    page = shown(submit.make)
    page.verify(half)
    settled()
    assert page.result.verdict.sign is Sign.INVALID
    signing(page)
    settled()
    dialog = page.window().findChild(HeadDialog)
    line_of(dialog.secret).setText("wrong password")
    dialog.sign()
    settled()
    assert "密码不对" in dialog.secret.note.text()
    line_of(dialog.secret).setText(password)
    dialog.sign()
    settled()
    assert page.result.verdict.sign is Sign.VALID
    assert report_of(page.desk.ws, page.desk.period).state == "已上报"
    assert not page.act.isVisible()


def test_that_a_package_that_awaits_the_head_is_not_sent(desk, half, shown, settled):
    page = shown(submit.make)
    settled()
    assert report_of(desk.ws, desk.period).state == "已审核"
    assert page.act.text() == "重新导出"
    assert page.foot.note.text() == "还没有上报：等单位负责人签名"


def test_that_without_a_key_of_the_head_the_dialog_says_so(half, shown, settled):
    page = shown(submit.make)
    settled()
    # The file that was sent says it too, whenever one comes back to the page.
    signing(page)
    settled()
    dialog = page.window().findChild(HeadDialog)
    assert dialog.file.note.text() == "工作区里没有负责人的密钥，选一个密钥文件。"
    dialog.sign()
    assert dialog.secret.note.text() == "输入密码或 PIN。"
    dialog.reject()
