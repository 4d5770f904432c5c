"""The whole way of a key on a token, through the command line alone."""

from __future__ import annotations

import pkcs11
import pytest

from desktop_app.work import checks
from desktop_app.work.report import pack as packing
from desktop_app.work.report.reporting import SignOff, sign_off
from desktop_app.work.workspace import open_workspace
from tests.soft_token import PIN, SoftTokens


@pytest.fixture
def token(tmp_path_factory, monkeypatch):
    return SoftTokens(tmp_path_factory.mktemp("hsm"), monkeypatch).plug_in()


@pytest.fixture
def ready(enrolled):
    """The district with a key in a file and a report that is signed off."""
    ws = open_workspace(enrolled.workspace)
    try:
        found = checks.check(ws, "2024").findings
        texts = {(f.rule, f.uid): "情况属实" for f in found if f.severity == "核实"}
        checks.explain(ws, "2024", texts)
        sign_off(ws, "2024", SignOff("甲", "乙", "丙", "0574-87654321"))
    finally:
        ws.close()
    return enrolled


def just_before_signing(monkeypatch, act):
    """Let something happen after the PIN was taken and before the package is signed."""
    write = packing.write_package

    def with_it(*arguments, **options):
        act()
        return write(*arguments, **options)

    monkeypatch.setattr(packing, "write_package", with_it)


def test_that_a_district_comes_to_sign_with_a_token(token, ready, monkeypatch):
    ca, out = ready.folder / "ca", ready.folder / "package.xlsx"
    password = ready.folder / "password"
    pin, wrong = ready.folder / "pin", ready.folder / "wrong"
    pin.write_text(PIN)
    wrong.write_text("280452")
    pack = ("pack", "--period", "2024", "--token", "-o", out, "--password-file")
    assert ready.do(*pack, password) == 2
    assert "不在 U 盾上" in ready.said()

    _code, listed = ready.json("keys", "token", "list", "--module", token.module)
    assert [(one["label"], one["slot"]) for one in listed["tokens"]] == [("海曙", token.slot)]
    on_token = ("--token", "--module", token.module, "--algorithm", "ecdsa", "--generate")
    assert ready.do("keys", "new", "--person", "乙", *on_token, "--password-file", pin) == 2
    assert "keys replace" in ready.said()
    assert ready.do("keys", "replace", *on_token, "--password-file", wrong) == 2
    assert "PIN 不对" in ready.said()
    assert (ready.workspace / "keys" / "330203.p12").is_file()
    code, made = ready.json("keys", "replace", *on_token, "--password-file", pin)
    assert code == 0
    assert not (ready.workspace / "keys" / "330203.p12").exists()

    issue = ("keys", "issue", made["request"], "--ca", ca / "ca.pem", "-o", ca)
    assert ready.do(*issue, "--ca-key", ca / "ca.key.pem", "--password-file", password) == 0
    # No password is asked for: the key is on the token.
    install = ("keys", "install", ca / "330203.crt.pem", "--ca", ca / "ca.pem", "--yes")
    assert ready.do(*install) == 0

    assert ready.do(*pack, wrong) == 2
    assert "PIN 不对" in ready.said()
    assert not list((ready.workspace / "sent").glob("*.xlsx"))

    put_back = []
    with monkeypatch.context() as patched:
        just_before_signing(patched, lambda: put_back.append(token.pull()))
        pkcs11.unload(str(token.module))
        just_before_signing(patched, lambda: pkcs11.unload(str(token.module)))
        assert ready.do(*pack, pin) == 2
    said = ready.said()
    assert "没有插上 U 盾" in said
    assert PIN not in said
    # Nothing half signed is left, neither here nor where the package was wanted.
    assert not out.exists()
    assert not [one for one in ready.folder.rglob("*") if one.suffix in {".xlsx", ".new", ".part"}]
    put_back[0]()
    assert ready.do(*pack, pin) == 0
    code, verdict = ready.json("verify", out, "--content")
    assert (code, verdict["verdict"], verdict["unit"]) == (0, "有效", "330203")
    assert all(
        PIN.encode() not in one.read_bytes() for one in ready.workspace.rglob("*") if one.is_file()
    )


def test_that_options_of_a_token_without_one_are_told(ready, token):
    assert ready.do("keys", "new", "--person", "乙", "--generate") == 2
    assert "--token" in ready.said()
    assert ready.do("keys", "new", "--person", "乙", "--token") == 2
    assert "--module" in ready.said()
    encrypting = ("--token", "--module", token.module, "--encryption")
    assert ready.do("keys", "new", "--person", "乙", *encrypting) == 2
    assert "放在文件里" in ready.said()
