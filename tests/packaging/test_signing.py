"""The installer signed by an office's certificate, and what a change does to it."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "盖章的口令"


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """The files of a certificate for programs: the key with it, its password, itself."""
    folder = tmp_path_factory.mktemp("office")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "宁波市科学技术局")])
    begins = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=9999))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(PASSWORD.encode())
    container = pkcs12.serialize_key_and_certificates(b"office", key, certificate, None, encryption)
    (folder / "office.p12").write_bytes(container)
    (folder / "password.txt").write_text(PASSWORD, "utf-8")
    (folder / "office.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    return folder


@pytest.fixture(scope="session")
def signed_setup(make_setup, office):
    """A signed installer."""
    return make_setup(
        "0.1.0",
        SIGN_P12=str(office / "office.p12"),
        SIGN_PASSWORD_FILE=str(office / "password.txt"),
    )


@pytest.fixture
def is_signed(office, tmp_path):
    """Say whether a program has a signature of the office that holds."""

    def judge(program):
        done = subprocess.run(
            ["osslsigncode", "verify", "-CAfile", office / "office.pem", "-in", program],
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode == 0

    return judge


def test_that_setup_programs_and_uninstaller_are_signed(windows, signed_setup, is_signed):
    assert is_signed(signed_setup)
    folder = windows.place(r"C:\signed")
    assert windows.run(signed_setup, "/S", "/CURRENTUSER", r"/D=C:\signed").code == 0
    for name in ("shuangbei.exe", "shuangbei-window.exe", "uninstall.exe"):
        assert is_signed(folder / name), name
    windows.run(folder / "uninstall.exe", "/S", "/CURRENTUSER", r"_?=C:\signed")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_that_a_changed_setup_is_found_out(part, signed_setup, is_signed, tmp_path):
    content = bytearray(signed_setup.read_bytes())
    content[int(len(content) * part)] ^= 1
    changed = tmp_path / "changed-setup.exe"
    changed.write_bytes(content)
    assert not is_signed(changed)


def test_that_a_setup_without_a_signature_is_told_apart(setups, is_signed):
    assert not is_signed(setups["0.1.0"])
