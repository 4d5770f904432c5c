"""Attacks on envelopes (CMS, RFC 5652): whatever comes out, only the seal inside is believed."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from desktop_app.packages.envelope import open_envelope, seal_for
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key
from tests.processor_time import done_within

ATTACKS = []


@pytest.fixture(scope="module")
def reader(make_signer):
    """The city's key, which opens envelopes."""
    return make_signer(key=new_key(Algorithm.RSA))


@pytest.fixture(scope="module")
def envelope(forge, reader):
    """A genuine package as it is carried."""
    return seal_for(forge.genuine, [reader.certificate])


def attack(function):
    """Note what makes another envelope; it is given the forge, the genuine one and the reader."""
    ATTACKS.append(pytest.param(function, id=function.__name__))
    return function


def length_at(data, at):
    """Return where the content of an element begins, and where it ends."""
    count = data[at + 1] & 0x7F if data[at + 1] & 0x80 else 0
    start = at + 2 + count
    size = int.from_bytes(data[at + 2 : start], "big") if count else data[at + 1]
    return start, start + size


@attack
def nothing_at_all(_forge, _envelope, _reader):
    return b""


@attack
def the_package_without_an_envelope_called_one(forge, _envelope, reader):
    # Nobody asked for it to be secret; but who names it so shall not be told more than others.
    return forge.genuine[:-1]


@attack
def an_envelope_in_an_envelope(_forge, envelope, reader):
    return seal_for(envelope, [reader.certificate])


@attack
def twenty_envelopes(_forge, envelope, reader):
    for _ in range(20):
        envelope = seal_for(envelope, [reader.certificate])
    return envelope


@attack
def an_envelope_of_nothing(_forge, _envelope, reader):
    return seal_for(b"", [reader.certificate])


@attack
def an_envelope_of_zeros(_forge, _envelope, reader):
    return seal_for(bytes(4_000_000), [reader.certificate])


@attack
def an_envelope_for_somebody_else(forge, _envelope, reader):
    key = rsa.generate_private_key(65537, 2048)
    return seal_for(forge.genuine, [twin_of(reader.certificate, key, reader)])


@attack
def an_altered_package_for_the_reader(forge, _envelope, reader):
    data = bytearray(forge.genuine)
    data[len(data) // 2] ^= 1
    return seal_for(bytes(data), [reader.certificate])


@attack
def a_letter_in_place_of_an_envelope(_forge, _envelope, reader):
    options = [pkcs7.PKCS7Options.Text]
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(b"To: city\r\n\r\nhello")
    return builder.add_recipient(reader.certificate).encrypt(Encoding.SMIME, options)


@attack
def an_envelope_in_letters(forge, _envelope, reader):
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(forge.genuine)
    options = [pkcs7.PKCS7Options.Binary]
    return builder.add_recipient(reader.certificate).encrypt(Encoding.PEM, options)


@attack
def a_signature_in_place_of_an_envelope(forge, _envelope, reader):
    builder = pkcs7.PKCS7SignatureBuilder().set_data(forge.genuine)
    builder = builder.add_signer(reader.certificate, reader.key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


@attack
def cut_off_by_a_byte(_forge, envelope, _reader):
    return envelope[:-1]


@attack
def cut_off_by_a_block(_forge, envelope, _reader):
    return envelope[:-16]


@attack
def the_first_block_flipped(forge, envelope, _reader):
    # The first block decrypts to what the vector says: this is how one bit is changed at will.
    at = len(envelope) - (len(forge.genuine) // 16 + 1) * 16 + 3
    return envelope[:at] + bytes([envelope[at] ^ 1]) + envelope[at + 1 :]


@attack
def two_blocks_swapped(_forge, envelope, _reader):
    return envelope[:-48] + envelope[-32:-16] + envelope[-48:-32] + envelope[-16:]


@attack
def the_last_block_doubled(_forge, envelope, _reader):
    return envelope + envelope[-16:]


@attack
def a_length_of_four_gigabytes(_forge, envelope, _reader):
    return b"\x30\x84\xff\xff\xff\xff" + envelope[4:]


@attack
def a_length_that_is_negative(_forge, envelope, _reader):
    return b"\x30\x88" + b"\xff" * 8 + envelope[4:]


@attack
def a_tag_of_a_thousand_depths(_forge, _envelope, _reader):
    return b"\x30\x80" * 5000


@attack
def the_type_of_signed_data(_forge, envelope, _reader):
    kind = bytes.fromhex("2a864886f70d010703")
    assert kind in envelope
    return envelope.replace(kind, kind[:-1] + b"\x02", 1)


@attack
def no_recipients(_forge, envelope, _reader):
    start, _end = length_at(envelope, envelope.index(b"\x31\x82"))
    return envelope[: start - 4] + b"\x31\x00" + envelope[start:]


@attack
def a_vector_that_is_short(_forge, envelope, _reader):
    cipher = bytes.fromhex("60864801650304012a0410")
    assert cipher in envelope
    return envelope.replace(cipher, cipher[:-1] + b"\x08", 1)


@attack
def another_cipher_named(_forge, envelope, _reader):
    name = bytes.fromhex("60864801650304012a")
    return envelope.replace(name, bytes.fromhex("608648016503040102"), 1)


def twin_of(certificate, key, reader):
    """Return a certificate with the issuer and number of another, and another key."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(certificate.subject)
        .issuer_name(certificate.issuer)
        .serial_number(certificate.serial_number)
        .not_valid_before(certificate.not_valid_before_utc)
        .not_valid_after(certificate.not_valid_after_utc)
        .public_key(key.public_key())
    )
    return builder.sign(reader.key, hashes.SHA256())


@pytest.mark.parametrize("make", ATTACKS)
def test_that_nothing_out_of_another_envelope_is_believed(make, forge, envelope, reader, judged):
    data = make(forge, envelope, reader)
    assert data != envelope
    inner = done_within(2, lambda: open_envelope(data, reader))
    verdict = judged(inner)
    assert (verdict.word, verdict.workbook) == ("无效", None)


def test_that_a_flip_anywhere_in_the_head_is_no_fault_and_never_another_package(
    forge, envelope, reader, judged
):
    head = len(envelope) - len(forge.genuine)
    for at in range(0, head, 7):
        data = envelope[:at] + bytes([envelope[at] ^ 1 << at % 8]) + envelope[at + 1 :]
        inner = open_envelope(data, reader)
        assert inner == forge.genuine or judged(inner).workbook is None


def test_that_a_key_that_opens_nothing_opens_nothing(envelope, forge, make_signer):
    assert open_envelope(envelope, forge.signer) == b""
    assert open_envelope(envelope, make_signer(key=new_key(Algorithm.RSA))) == b""


def test_that_a_key_of_the_same_name_and_number_opens_nothing(envelope, reader, forge):
    key = rsa.generate_private_key(65537, 2048)
    other = KeySigner(key, twin_of(reader.certificate, key, reader))
    assert open_envelope(envelope, other) != forge.genuine


def test_that_an_envelope_of_the_shorter_aes_opens_to_the_same(forge, reader):
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(forge.genuine)
    builder = builder.set_content_encryption_algorithm(algorithms.AES128)
    options = [pkcs7.PKCS7Options.Binary]
    data = builder.add_recipient(reader.certificate).encrypt(Encoding.DER, options)
    assert open_envelope(data, reader) == forge.genuine


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.parametrize(
    "arguments",
    [
        ("-encrypt", "-des3"),
        ("-encrypt", "-aes-256-gcm"),
        ("-encrypt", "-aes-256-cbc", "-keyopt", "rsa_padding_mode:oaep"),
        ("-encrypt", "-aes-256-cbc", "-stream"),
        ("-encrypt", "-aes-256-cbc", "-keyid"),
        ("-EncryptedData_encrypt", "-aes-256-cbc", "-secretkey", "00" * 32),
        ("-data_create",),
        ("-digest_create",),
    ],
    ids=["triple DES", "GCM", "OAEP", "stream", "key id", "secret key", "data", "digest"],
)
def test_that_what_other_programs_make_is_opened_or_refused(
    arguments, forge, reader, judged, tmp_path
):
    package, certificate, made = (tmp_path / name for name in ("a.xlsx", "a.pem", "a.p7m"))
    package.write_bytes(forge.genuine)
    certificate.write_bytes(reader.certificate.public_bytes(Encoding.PEM))
    command = ["openssl", "cms", *arguments[:2], "-binary", "-in", package, "-outform", "DER"]
    command += ["-out", made]
    if arguments[0] == "-encrypt":
        command += ["-recip", certificate]
    command += arguments[2:]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    inner = open_envelope(made.read_bytes(), reader)
    assert inner == forge.genuine or judged(inner).workbook is None
