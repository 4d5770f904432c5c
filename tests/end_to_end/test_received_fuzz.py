"""Every kind of file that an office receives, damaged at random: answered in words, never a fault.

`FUZZ_SECONDS` says how long the slow suite tries each kind (`make fuzz`); what failed is kept in
the folder of the test, and the message names its seed.
"""

from __future__ import annotations

import base64
import datetime as dt
import os
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from city_desk import PASSWORD, Province, sealed_anew
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.packages.envelope import open_envelope, seal_for
from desktop_app.packages.notice import RemarkEntry
from desktop_app.packages.pki.admission import admission_of
from desktop_app.packages.pki.authority import issue, new_authority, open_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner, open_p12
from desktop_app.packages.pki.request import load_request, new_key, request_for
from desktop_app.work.city.answers import issue_receipt, issue_return
from desktop_app.work.city.merge import MergeOptions, Outcome, merge
from desktop_app.work.keys.enrol import look_at, renewal_request
from desktop_app.work.keys.revoke import revoke
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.task.install import Outcome as Installation
from desktop_app.work.task.install import look_at_task
from desktop_app.work.task.make import draft_task, make_task
from tests.processor_time import done_within

# Certificates with odd serial numbers and names make the library warn.
pytestmark = pytest.mark.filterwarnings("ignore")
SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
SLOWEST = 2.0
SEALED = ("package", "receipt", "return slip", "task file")
PLAIN = ("request", "certificate", "admission", "revocation list", "envelope")
SEED = 20_260_101
WORDS = [
    *(
        b"<",
        b">",
        b"/",
        b"&",
        b"]]>",
        b'"',
        b"\0",
        b"\xff",
        b"<!--",
        b"<?x?>",
        b"_x0000_",
        b"_xD83D_",
    ),
    *(b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\x30\x80", b"\x30\x82\xff\xff", b"\x02\x01\x00", b"\n"),
    *(b"-----BEGIN CERTIFICATE-----\n", b"-----END X509 CRL-----", b"9999999999999999999999"),
    *(
        "甬".encode(),
        "\u202e".encode(),
        b"0001-01-01T00:00:00+23:59",
        b"-1",
        b"1E9",
        b"NaN",
        b"2024Q9",
    ),
]


@dataclass
class Desk:
    """An office with a genuine file of each kind, and what is done with one that comes."""

    province: Province
    files: dict[str, bytes]
    opener: KeySigner
    signers: dict[str, KeySigner]

    @property
    def district(self):
        return self.province.districts["330203"].ws

    @property
    def city(self):
        return self.province.city.ws

    def take(self, kind: str, path: Path) -> bool:
        """Do with a file what is done with its kind; tell whether it was believed."""
        return TAKERS[kind](self, path)


def take_package(desk, path):
    (file,) = merge(desk.city, [path], MergeOptions(dry_run=True, opener=desk.opener)).files
    return file.outcome in {Outcome.MERGED, Outcome.SAME}


def take_notice(desk, path):
    return receive(desk.district, path).outcome is not Reception.REFUSED


def take_task(desk, path):
    return look_at_task(desk.district, path).outcome is not Installation.REFUSED


def take_request(_desk, path):
    load_request(path)
    return True


def take_certificate(desk, path):
    look_at(desk.district, path, desk.province.folder / "ca" / "ca.pem")
    return True


TAKERS = {
    "package": take_package,
    "envelope": take_package,
    "receipt": take_notice,
    "return slip": take_notice,
    "revocation list": take_notice,
    "admission": take_notice,
    "task file": take_task,
    "request": take_request,
    "certificate": take_certificate,
}
REMARK = RemarkEntry("remark0000000001", 1, "与税务口径不符", "firm_period", "x" * 16, "revenue")
ENDINGS = dict.fromkeys(SEALED, ".xlsx") | {"envelope": ".xlsx.p7m"}


def key_of_the_city(authority):
    """Return an RSA key that opens what is enveloped for the city."""
    key = new_key(Algorithm.RSA)
    request = x509.load_pem_x509_csr(request_for(Identity("3302", "市局", "乙"), key))
    certificate = issue(request, authority, years=1, now=dt.datetime.now(dt.UTC))
    return KeySigner(key, certificate, (authority.certificate,))


@pytest.fixture(scope="module")
def desk(tmp_path_factory, firm_without_findings):
    folder = tmp_path_factory.mktemp("desk")
    province = Province(folder)
    office = province.enrol("330203", firm_without_findings)
    office.ready()
    package = office.send()
    request = renewal_request(office.ws, password=PASSWORD, person="新人")
    ca = folder / "ca"
    authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
    opener = key_of_the_city(authority)
    merge(province.city.ws, [package])
    signers = {
        name: open_p12(one.key, PASSWORD)
        for name, one in (("city", province.city), ("district", office))
    }
    task = folder / "task.xlsx"
    make_task(province.city.ws, draft_task(province.city.ws), signer=signers["city"], out=task)
    certificate = office.ws.keys / "330203.crt.pem"
    receipt = province.issue(issue_receipt, package, "receipt.xlsx")
    slip = province.issue(issue_return, package, "slip.xlsx", remarks=(REMARK,), text="请核对")
    files = {
        "package": package.read_bytes(),
        "envelope": seal_for(package.read_bytes(), [opener.certificate]),
        "receipt": receipt.read_bytes(),
        "return slip": slip.read_bytes(),
        "task file": task.read_bytes(),
        "request": request.read_bytes(),
        "certificate": certificate.read_bytes(),
    }
    who, now = Identity("330203", "宁波市海曙区科学技术局", "甲", "填报人"), dt.datetime.now(dt.UTC)
    foreign = new_authority(Identity("33", "省", "另一根证书"), years=1, now=now).certificate
    admitted = admission_of(foreign, who, (authority.certificate, authority.key), now)
    files["admission"] = admitted.public_bytes(Encoding.PEM)
    listed = revoke(province.city.ws, [], authority, days=30, out=folder / "list.crl")
    files["revocation list"] = listed.data
    yield Desk(province, files, opener, signers)
    province.close()


# -- damage --------------------------------------------------------------------------------------


def damaged(data, chance):
    """Return bytes in which a few are altered, lost, doubled, swapped or put in."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 12))):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 2, 8, 60, 2000))
        what = chance.randrange(7)
        if what == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del data[at : at + length]
        elif what == 2:
            data[at:at] = data[at : at + length]
        elif what == 3:
            data[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
        elif what == 4:
            other = chance.randrange(len(data) + 1)
            data[at : at + length] = data[other : other + length]
        elif what == 5:
            data[at : at + chance.choice((0, 1, 4, 8))] = chance.choice(WORDS)
        elif chance.random() < 0.2:
            del data[at:]
    return bytes(data)


def damaged_text(text, chance):
    """Return a sheet in which cells, attributes or signs are others."""
    what = chance.randrange(4)
    if what == 0:
        return (
            damaged(text.encode(), chance)
            .decode("utf-8", "surrogateescape")
            .encode("utf-8", "replace")
            .decode()
        )
    if what == 1:
        cells = list(re.finditer(r"(?<=<t>)[^<]*(?=</t>)|(?<=<v>)[^<]*(?=</v>)", text))
        return swapped(text, cells, chance)
    if what == 2:
        return swapped(text, list(re.finditer(r"<row .*?</row>", text, re.DOTALL)), chance)
    return swapped(text, list(re.finditer(r'(?<==")[^"]*(?=")', text)), chance)


def swapped(text, places, chance):
    """Put what stands at one place, or a word, at another."""
    if not places:
        return text
    for place in sorted(chance.sample(places, min(len(places), 2)), key=lambda p: -p.start()):
        new = chance.choice((chance.choice(places)[0], chance.choice(WORDS).decode("latin-1"), ""))
        text = text[: place.start()] + new + text[place.end() :]
    return text


def sealed_again(desk, kind, chance):
    """Return a workbook of which one part was damaged before the very key signed it."""
    signer = desk.signers["district" if kind == "package" else "city"]
    sheets = len(re.findall(rb"xl/worksheets/sheet\d+\.xml", desk.files[kind])) // 2
    number = chance.choice((chance.randrange(sheets), sheets - 1))
    part = chance.choice((f"xl/worksheets/sheet{number + 1}.xml",) * 6 + ("xl/styles.xml", BOOK))

    def change(name, text):
        return damaged_text(text, chance) if name == part else text

    return sealed_anew(desk.files[kind], signer, change)


BOOK = "xl/workbook.xml"
_PEM = re.compile(rb"(-----BEGIN [^-]*-----\n)(.*?)(-----END)", re.DOTALL)


def damaged_inside(data, chance):
    """Return a PEM file whose content was damaged and written in letters again."""
    return _PEM.sub(
        lambda found: (
            found[1] + base64.encodebytes(damaged(base64.b64decode(found[2]), chance)) + found[3]
        ),
        data,
    )


def one_more(desk, kind, chance):
    """Return a damaged file, and whether somebody with the key made it."""
    if kind in SEALED and chance.random() < 0.5:
        return sealed_again(desk, kind, chance), True
    if kind not in (*SEALED, "envelope") and chance.random() < 0.7:
        return damaged_inside(desk.files[kind], chance), False
    if kind == "envelope" and chance.random() < 0.3:
        inner = chance.choice((damaged(desk.files["package"], chance), desk.files["envelope"], b""))
        return seal_for(inner, [desk.opener.certificate]), False
    return damaged(desk.files[kind], chance), False


def is_the_same(desk, kind, data):
    """Whether a damaged file says, byte for byte, what the genuine one does."""
    if kind == "envelope":
        return open_envelope(data, desk.opener) == desk.files["package"]
    readers = {
        "request": x509.load_pem_x509_csr,
        "certificate": x509.load_pem_x509_certificate,
        "admission": x509.load_pem_x509_certificate,
        "revocation list": x509.load_pem_x509_crl,
    }
    if kind not in readers:
        return data == desk.files[kind]
    read = readers[kind]
    return read(data).public_bytes(Encoding.DER) == read(desk.files[kind]).public_bytes(
        Encoding.DER
    )


def answered(desk, kind, path, data):
    """Tell whether a file is believed; that it is refused in words is an answer too."""
    path.write_bytes(data)

    def take():
        try:
            return desk.take(kind, path)
        except UserError as error:
            return not (error.message and error.hint)

    return done_within(SLOWEST, take)


def fuzz(desk, kind, folder, seed, enough):
    """Damage a kind of file until `enough`(tries) says so; return how many were tried."""
    path = folder / f"file{ENDINGS.get(kind, '.pem')}"
    tries = 0
    while not enough(tries):
        chance = random.Random(f"{kind} {seed} {tries}")
        data, by_the_key = one_more(desk, kind, chance)
        try:
            believed = answered(desk, kind, path, data)
            assert not believed or by_the_key or is_the_same(desk, kind, data), "it was believed"
        except BaseException as error:
            error.add_note(f"{kind}, seed {seed}, try {tries}: {path}")
            raise
        tries += 1
    return tries


KINDS = (*SEALED, *PLAIN)


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_genuine_file_is_believed_so_that_the_next_tests_mean_something(
    kind, desk, tmp_path
):
    path = tmp_path / f"file{ENDINGS.get(kind, '.pem')}"
    assert answered(desk, kind, path, desk.files[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_damaged_file_is_answered_in_words(kind, desk, tmp_path):
    assert fuzz(desk, kind, tmp_path, SEED, lambda tries: tries >= 40) == 40


@pytest.mark.slow
@pytest.mark.timeout(SECONDS + 600)
@pytest.mark.parametrize("kind", KINDS)
def test_that_files_damaged_for_minutes_are_answered_in_words(
    kind, desk, tmp_path, record_property
):
    seed, end = time.time_ns(), time.monotonic() + SECONDS
    tries = fuzz(desk, kind, tmp_path, seed, lambda _tries: time.monotonic() > end)
    record_property("files", tries)
    record_property("seed", seed)
