"""Keys on tokens, by SoftHSM2: they sign as keys in files do, and what goes wrong is said."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pkcs11
import pytest
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.packages.envelope import open_envelope, seal_for
from desktop_app.packages.pki import token_file, token_session
from desktop_app.packages.pki.authority import issue, save_certificate
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.installation import install, prepare_installation
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import load_request, make_key, renew_request, token_request
from desktop_app.packages.pki.token_file import open_signer, read_token_file
from desktop_app.packages.pki.tokens import find_key, generate_key, token_key, tokens
from tests.soft_token import PIN, SoftTokens

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
HAISHU = Identity("330203", "宁波市海曙区科学技术局", "王敏", "填报人")


@pytest.fixture
def plugged(tmp_path, monkeypatch):
    return SoftTokens(tmp_path, monkeypatch)


@pytest.fixture
def token(plugged):
    return plugged.plug_in()


@pytest.fixture
def enrol(tmp_path, token, authority):
    """Enrol a key of a kind on the token; return its file."""

    def run(algorithm=Algorithm.ECDSA):
        keys = tmp_path / "keys"
        place = generate_key(token.module, PIN, algorithm, label="王敏")
        request, _who = load_request(token_request(keys, HAISHU, place, PIN))
        crt = save_certificate(tmp_path, issue(request, authority, years=2, now=NOW))
        ca = tmp_path / "ca.pem"
        ca.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
        found = prepare_installation(crt, ca, "330203")
        return install(found, keys, tmp_path / "trust", "")

    return run


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_that_a_key_on_a_token_signs_packages(algorithm, enrol, tmp_path, write_to, make_content):
    path = enrol(algorithm)
    assert path.name == "330203.token.json"
    signer = open_signer(path, PIN)
    assert signer.algorithm is algorithm
    package = tmp_path / "package.xlsx"
    write_to(package, make_content(forms={}, due=(), explanations=()), signer=signer)
    assert package.is_file()


def test_that_a_token_that_does_not_digest_signs_too(enrol, monkeypatch):
    signer = open_signer(enrol(Algorithm.RSA), PIN)
    monkeypatch.setattr(
        pkcs11.Slot, "get_mechanisms", lambda _slot: {pkcs11.Mechanism.RSA_PKCS}, raising=False
    )
    value = signer.sign(b"what is signed")
    signer.certificate.public_key().verify(
        value, b"what is signed", padding.PKCS1v15(), hashes.SHA256()
    )


def test_that_no_pin_is_written_down_or_shown(enrol, tmp_path):
    path = enrol()
    assert PIN not in path.read_text()
    assert PIN not in repr(open_signer(path, PIN))
    everything = [one for one in (tmp_path / "keys").rglob("*") if one.is_file()]
    assert all(PIN.encode() not in one.read_bytes() for one in everything)
    assert not list((tmp_path / "keys").glob("*.key.pem"))


def test_that_a_key_never_leaves_its_token(enrol):
    key = open_signer(enrol(Algorithm.RSA), PIN).key
    for leave in (key.private_numbers, lambda: key.private_bytes(1, 2, 3)):
        with pytest.raises(UnsupportedAlgorithm):
            leave()


def test_that_a_renewal_is_asked_for_with_the_same_key(enrol, tmp_path):
    signer = open_signer(enrol(), PIN)
    path = renew_request(tmp_path / "keys", HAISHU, PIN)
    again = x509.load_pem_x509_csr(path.read_bytes())
    assert again.public_key() == signer.certificate.public_key()


def test_that_an_rsa_key_on_a_token_opens_envelopes(enrol, token):
    signer = open_signer(enrol(Algorithm.RSA), PIN)
    closed = seal_for(b"a package", [signer.certificate])
    # This key was made to sign alone, and the token holds it to that.
    assert open_envelope(closed, signer) == b""
    with token_session.session_of(signer.key.place, PIN, write=True) as session:
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, id=b"opens", store=True)
    place = find_key(token.module, PIN, key=b"opens".hex())
    key = token_key(place, PIN)
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    assert request.sign(key, hashes.SHA256()).is_signature_valid
    plain = b"0123456789abcdef"
    assert key.decrypt(key.public_key().encrypt(plain, padding.PKCS1v15()), padding.PKCS1v15()) == (
        plain
    )


# -- which token, which key ----------------------------------------------------------------------


def test_that_tokens_are_listed_with_their_keys(plugged, token):
    assert [(one.slot, one.label, one.keys) for one in tokens(token.module)] == [
        (token.slot, "海曙", ())
    ]
    place = generate_key(token.module, PIN, Algorithm.ECDSA, label="王敏")
    other = plugged.plug_in("江北")
    found = {one.label: one for one in tokens(token.module)}
    assert found["海曙"].keys == (place.key,)
    assert (found["江北"].slot, found["江北"].locked) == (other.slot, False)


def test_that_one_of_several_tokens_has_to_be_named(plugged, token):
    other = plugged.plug_in("江北")
    with pytest.raises(UserError, match="插着几个 U 盾"):
        generate_key(token.module, PIN, Algorithm.ECDSA, label="甲")
    made = generate_key(token.module, PIN, Algorithm.ECDSA, slot=other.slot, label="甲")
    assert made.label == "江北"
    with pytest.raises(UserError, match="没有插上 U 盾"):
        find_key(token.module, PIN, slot=other.slot + token.slot)


def test_that_one_of_several_keys_has_to_be_named(token):
    with pytest.raises(UserError, match="没有可以签名的密钥"):
        find_key(token.module, PIN)
    made = generate_key(token.module, PIN, Algorithm.ECDSA, label="甲")
    assert find_key(token.module, PIN) == made
    second = generate_key(token.module, PIN, Algorithm.ECDSA, label="乙")
    with pytest.raises(UserError, match="几把密钥"):
        find_key(token.module, PIN)
    assert find_key(token.module, PIN, key=second.key.upper()) == second


def test_that_a_key_that_is_there_is_not_written_over(token, tmp_path):
    keys = tmp_path / "keys"
    place = generate_key(token.module, PIN, Algorithm.ECDSA, label="甲")
    token_request(keys, HAISHU, place, PIN)
    with pytest.raises(UserError, match="已经存在"):
        token_request(keys, HAISHU, place, PIN)
    (keys / "330203.token.json").unlink()
    make_key(keys, HAISHU, "甬江-2025-潮", Algorithm.ECDSA)
    with pytest.raises(UserError, match="已经存在"):
        token_request(keys, HAISHU, place, PIN)


# -- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["280452", "1", "9" * 300, "密码"])
def test_that_a_wrong_pin_is_said(pin, enrol):
    path = enrol()
    with pytest.raises(UserError, match="PIN 不对"):
        open_signer(path, pin)


def test_that_a_blank_pin_is_not_tried(enrol):
    path = enrol()
    with pytest.raises(UserError, match="没有输入 PIN"):
        open_signer(path, "")


def test_that_a_token_that_is_not_there_is_said_and_comes_back(enrol, token):
    path = enrol()
    signer = open_signer(path, PIN)
    put_back = token.pull()
    pkcs11.unload(str(token.module))
    for act in (lambda: signer.sign(b"x"), lambda: open_signer(path, PIN)):
        with pytest.raises(UserError, match="没有插上 U 盾“海曙”"):
            act()
    put_back()
    assert open_signer(path, PIN).sign(b"x")


def test_that_another_token_is_not_taken_for_the_enrolled_one(enrol, token, plugged):
    path = enrol()
    token.pull()
    plugged.plug_in("海曙")
    pkcs11.unload(str(token.module))
    with pytest.raises(UserError, match="没有插上 U 盾"):
        open_signer(path, PIN)


def deleted(token, _path):
    shutil.rmtree(token.folder)


def pulled(token, _path):
    token.pull()


def given_another_pin(token, _path):
    token.change_pin(PIN, "280452")


def initialised_again(token, _path):
    token.begin_anew()


def attempt(act):
    """Return what an act gives, and what is said where it gives nothing."""
    try:
        return act(), ""
    except UserError as error:
        return None, f"{error.message}{error.hint}"


@pytest.mark.parametrize("unloaded", [False, True], ids=["driver as it was", "driver loaded anew"])
@pytest.mark.parametrize("change", [deleted, pulled, given_another_pin, initialised_again])
def test_that_a_token_that_changes_between_pin_and_signature_signs_right_or_says_why(
    change, unloaded, enrol, token
):
    path = enrol()
    signer = open_signer(path, PIN)
    change(token, path)
    if unloaded:
        pkcs11.unload(str(token.module))
    made, said = attempt(lambda: signer.sign(b"x"))
    if made:
        # A driver may go on with what it has read; then the signature is right.
        public = signer.certificate.public_key()
        halves = (int.from_bytes(half, "big") for half in (made[:32], made[32:]))
        public.verify(encode_dss_signature(*halves), b"x", ec.ECDSA(hashes.SHA256()))
        assert not unloaded
    else:
        assert "U 盾" in said or "PIN" in said
        assert "没有签名" in said
        assert PIN not in said


def test_that_a_driver_that_vanishes_is_said(enrol, token, tmp_path):
    path = enrol()
    moved = tmp_path / "driver.so"
    shutil.copy(token.module, moved)
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(said | {"module": str(moved)}), "utf-8")
    signer = open_signer(path, PIN)
    assert signer.sign(b"x")
    moved.unlink()
    for act in (lambda: signer.sign(b"x"), lambda: open_signer(path, PIN)):
        with pytest.raises(UserError, match="找不到 U 盾的驱动"):
            act()


def test_that_wrong_pins_are_said_however_often(enrol, token):
    path = enrol()
    for _attempt in range(12):
        with pytest.raises(UserError, match=r"PIN 不对|已经锁住"):
            open_signer(path, "999999")
    (listed,) = tokens(token.module)
    if listed.locked:
        with pytest.raises(UserError, match="已经锁住"):
            open_signer(path, PIN)
    else:
        assert open_signer(path, PIN).sign(b"x")


def test_that_a_key_that_was_deleted_from_the_token_is_said(enrol):
    path = enrol()
    with token_session.session_of(read_token_file(path).place, PIN, write=True) as session:
        for one in list(session.get_objects()):
            one.destroy()
    with pytest.raises(UserError, match="没有编号"):
        open_signer(path, PIN)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (pkcs11.PinLocked, "已经锁住"),
        (pkcs11.UserPinNotInitialized, "还没有设 PIN"),
        (pkcs11.DeviceRemoved, "拔掉了"),
        (pkcs11.TokenNotPresent, "拔掉了"),
        (pkcs11.DeviceError, "DeviceError"),
    ],
)
def test_that_what_a_driver_answers_is_said_in_words(answer, words):
    # SoftHSM2 is never locked and cannot be pulled out amid an act.
    with pytest.raises(UserError, match=words), token_session.told("海曙"):
        raise answer


@pytest.mark.parametrize("module", ["missing.so", "\\\\server\\share\\x.dll", "relative.so", ""])
def test_that_a_missing_driver_is_said(module, enrol, tmp_path):
    path = enrol()
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"module": module}))
    with pytest.raises(UserError, match="找不到 U 盾的驱动"):
        open_signer(path, PIN)


def test_that_a_file_that_is_no_driver_is_said(tmp_path):
    wrong = tmp_path / "wrong.so"
    wrong.write_bytes(b"no library")
    with pytest.raises(UserError, match="不是可用的 PKCS#11 驱动"):
        tokens(wrong)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"module": 1}', "not json"])
def test_that_a_damaged_token_file_is_said(text, tmp_path):
    path = tmp_path / "330203.token.json"
    path.write_text(text)
    with pytest.raises(UserError, match="读不出来"):
        open_signer(path, PIN)


def test_that_a_key_without_its_certificate_signs_nothing_yet(token, tmp_path):
    place = generate_key(token.module, PIN, Algorithm.ECDSA, label="甲")
    token_request(tmp_path, HAISHU, place, PIN)
    with pytest.raises(UserError, match="没有与密钥对应的证书"):
        open_signer(tmp_path / "330203.token.json", PIN)


def test_that_the_certificate_of_another_key_is_not_taken(enrol, make_signer):
    path = enrol()
    other: KeySigner = make_signer()
    with pytest.raises(UserError, match="不是 330203"):
        token_file.add_certificate(path, other.certificate, other.chain[0])
