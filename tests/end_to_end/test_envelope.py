"""A package in an envelope: the city opens it in one step, and every failure is the same one."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop_app.cli.main import run
from desktop_app.domain.errors import UserError
from desktop_app.packages.envelope import open_envelope, seal_for
from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import MAX_FILE, read_container
from desktop_app.packages.opc.deflate import deflate
from desktop_app.packages.pki.authority import make_authority, open_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import Algorithm, open_p12
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verdict import Refused
from desktop_app.work import checks
from desktop_app.work.city.answers import answered, issue_receipt, issue_return
from desktop_app.work.city.merge import MergeOptions, Outcome, merge
from desktop_app.work.city.received import has_envelopes, look
from desktop_app.work.edit import add_record
from desktop_app.work.keys.enrol import issue_certificate, look_at, new_request, take_in
from desktop_app.work.keys.revoke import revoke
from desktop_app.work.report.pack import pack
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.report.reporting import SignOff, report_of, sign_off
from desktop_app.work.workspace import init_workspace

PASSWORD = "a long password"
WHO = SignOff("甲", "乙", "丙", "0574-87654321")


class Offices:
    """The city and 海曙区, enrolled with keys of a kind."""

    def __init__(self, folder, firm):
        self.folder = folder
        city = Identity("3302", "宁波市科学技术局", "测试根证书")
        make_authority(folder / "ca", city, PASSWORD, years=10, now=datetime.now(UTC))
        self.city = init_workspace(folder / "city", role="city", unit="")
        self.district = init_workspace(folder / "district", role="district", unit="海曙区")
        uid, _edited = add_record(self.district, "firm", firm)
        figures = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}
        add_record(self.district, "firm_period", figures, parent=uid, period="2024")
        found = checks.check(self.district, "2024").findings
        texts = {(f.rule, f.uid): "情况属实" for f in found if f.severity == "核实"}
        checks.explain(self.district, "2024", texts)
        sign_off(self.district, "2024", WHO)

    def enrol(self, ws, algorithm, purpose=Purpose.SIGN):
        request = new_request(
            ws, person="乙", role="职务", password=PASSWORD, algorithm=algorithm, purpose=purpose
        )
        ca = self.folder / "ca"
        authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
        issued = issue_certificate(request, authority, self.folder)
        assert issued.path.name == f"{ws.unit}{purpose}.crt.pem"
        take_in(ws, look_at(ws, issued.path, ca / "ca.pem"), PASSWORD)
        return open_p12(ws.keys / f"{ws.unit}{purpose}.p12", PASSWORD)

    def pack(self, name="package.xlsx.p7m", certificate=None):
        out = self.folder / name
        pack(
            self.district,
            "2024",
            key=self.district.keys / "330203.p12",
            password=PASSWORD,
            out=out,
            encrypt=certificate or self.city.keys / "3302.crt.pem",
        )
        return out


@pytest.fixture
def offices(tmp_path, firm_without_findings):
    made = Offices(tmp_path, firm_without_findings)
    yield made
    made.city.close()
    made.district.close()


def only(result):
    (file,) = result.files
    return file


def test_that_the_city_opens_and_merges_it_in_one_step(offices):
    city, district = (offices.enrol(ws, Algorithm.RSA) for ws in (offices.city, offices.district))
    path = offices.pack()
    (kept,) = offices.district.sent.glob("*.xlsx")
    data = path.read_bytes()
    assert kept.read_bytes() not in data
    assert open_envelope(data, city) == open_envelope(data, district) == kept.read_bytes()
    closed = only(merge(offices.city, [path]))
    assert (closed.outcome, "是加密的" in closed.sentences[0]) == (Outcome.REFUSED, True)
    file = only(
        merge(offices.city, [offices.folder / "package.xlsx.p7m"], MergeOptions(opener=city))
    )
    assert (file.outcome, file.digest) == (
        Outcome.MERGED,
        report_of(offices.district, "2024").values["package_digest"],
    )
    # The same package without its envelope is the same package.
    assert only(merge(offices.city, [kept])).outcome is Outcome.SAME


NAMES = {
    "a copy as Windows names it": ("package.xlsx - 副本.p7m", True),
    "a second download": ("package.xlsx (1).p7m", True),
    "an attachment as mail programs name it": ("smime.p7m", True),
    "an envelope named as a package": ("package.xlsx", True),
    "a package named as an envelope": ("package.xlsx.p7m", False),
}


@pytest.mark.parametrize(("name", "closed"), NAMES.values(), ids=NAMES)
def test_that_the_name_that_a_file_got_on_the_way_makes_no_difference(name, closed, offices):
    city, _district = (offices.enrol(ws, Algorithm.RSA) for ws in (offices.city, offices.district))
    path = offices.pack()
    (kept,) = offices.district.sent.glob("*.xlsx")
    folder = offices.folder / "received from districts"
    folder.mkdir()
    shutil.copy(path if closed else kept, folder / name)
    assert has_envelopes([folder]) is closed
    assert only(merge(offices.city, [folder], MergeOptions(opener=city))).outcome is Outcome.MERGED


def test_that_keys_beside_those_that_sign_open_it(offices):
    opening = {}
    for ws in (offices.city, offices.district):
        assert offices.enrol(ws, Algorithm.ECDSA).algorithm is Algorithm.ECDSA
        # An envelope can be for RSA keys only, so that is what is made whatever is asked for.
        opening[ws.unit] = offices.enrol(ws, Algorithm.ECDSA, Purpose.ENCRYPTION)
        assert opening[ws.unit].algorithm is Algorithm.RSA
    path = offices.pack(certificate=offices.city.keys / "3302.encryption.crt.pem")
    (kept,) = offices.district.sent.glob("*.xlsx")
    assert [open_envelope(path.read_bytes(), key) for key in opening.values()] == [
        kept.read_bytes()
    ] * 2
    file = only(merge(offices.city, [path], MergeOptions(opener=opening["3302"])))
    assert file.outcome is Outcome.MERGED


def test_that_a_key_that_opens_cannot_sign(offices):
    offices.enrol(offices.city, Algorithm.RSA)
    offices.enrol(offices.district, Algorithm.RSA, Purpose.ENCRYPTION)
    out = offices.folder / "package.xlsx"
    key = offices.district.keys / "330203.encryption.p12"
    with pytest.raises(UserError, match="不是用来签名的"):
        pack(offices.district, "2024", key=key, password=PASSWORD, out=out)
    assert not list(offices.district.sent.glob("*.xlsx"))


openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


@openssl
@pytest.mark.parametrize("purpose", [Purpose.SIGN, Purpose.ENCRYPTION])
def test_that_openssl_reads_it(purpose, offices):
    for ws in (offices.city, offices.district):
        offices.enrol(ws, Algorithm.RSA if purpose is Purpose.SIGN else Algorithm.ECDSA)
    if purpose is Purpose.ENCRYPTION:
        for ws in (offices.city, offices.district):
            offices.enrol(ws, Algorithm.RSA, purpose)
    city = open_p12(offices.city.keys / f"3302{purpose}.p12", PASSWORD)
    certificate = offices.city.keys / f"3302{purpose}.crt.pem"
    path = offices.pack(certificate=certificate)
    key, opened = offices.folder / "key.pem", offices.folder / "opened.xlsx"
    key.write_bytes(city.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", path]
    command += ["-inkey", key, "-recip", certificate, "-out", opened]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    (kept,) = offices.district.sent.glob("*.xlsx")
    assert opened.read_bytes() == kept.read_bytes()
    told = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", str(path)],
        check=True,
        capture_output=True,
    )
    assert b"aes-256-cbc" in told.stdout


def test_that_the_envelope_itself_is_answered(offices):
    city = offices.enrol(offices.city, Algorithm.RSA)
    offices.enrol(offices.district, Algorithm.RSA)
    path = offices.pack()
    merge(offices.city, [path], MergeOptions(opener=city))
    own = {"key": offices.city.keys / "3302.p12", "password": PASSWORD}
    slip, receipt = (offices.folder / name for name in ("slip.xlsx", "receipt.xlsx"))
    with pytest.raises(UserError, match="是加密的"):
        answered(offices.city, path)
    assert answered(offices.city, path, city).unit == "330203"
    issue_receipt(offices.city, path, **own, out=receipt)
    assert receive(offices.district, receipt).outcome is Reception.TAKEN
    issue_return(offices.city, path, (), **own, out=slip, text="请核对")
    assert receive(offices.district, slip).outcome is Reception.TAKEN
    assert report_of(offices.district, "2024").state == "退回"


def test_that_every_failure_inside_is_the_same_answer(offices):
    city = offices.enrol(offices.city, Algorithm.RSA)
    district = offices.enrol(offices.district, Algorithm.RSA)
    data = offices.pack().read_bytes()
    to_city = [city.certificate]
    signed = open_envelope(data, city)
    altered = bytearray(signed)
    altered[len(signed) // 2] ^= 1
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    bad = {
        "truncated": data[:-1],
        "empty": b"",
        "no envelope": b"no envelope at all",
        # What stands before the content names both readers; only one of them is asked here.
        "flipped amid": bytes(flipped),
        "flipped late": bytes((*data[:-20], data[-20] ^ 1, *data[-19:])),
        "to another": seal_for(signed, [district.certificate]),
        "no workbook inside": seal_for(b"hello", to_city),
        "altered inside": seal_for(bytes(altered), to_city),
    }
    said = set()
    for name, content in bad.items():
        path = offices.folder / f"{name}.xlsx.p7m"
        path.write_bytes(content)
        file = only(merge(offices.city, [path], MergeOptions(opener=city)))
        assert file.outcome is Outcome.REFUSED, name
        said.add((file.word, file.sentences))
    assert said == {("无效", ("打不开：不是加密给本局的，或者已经损坏。",))}
    assert offices.city.store.batches() == []


def refused(offices, word, **options):
    before = offices.district.store.dump()
    with pytest.raises(UserError, match=word):
        offices.pack(**options)
    assert offices.district.store.dump() == before
    assert not list(offices.district.sent.glob("*.xlsx"))


def test_that_a_certificate_that_cannot_open_it_is_told_before_anything_is_done(offices):
    offices.enrol(offices.city, Algorithm.ECDSA)
    offices.enrol(offices.district, Algorithm.RSA)
    refused(offices, "不是 RSA 证书")
    own = offices.district.keys / "330203.crt.pem"
    refused(offices, "不是市局的证书", certificate=own)
    refused(offices, "结尾", name="package.xlsx")


def test_that_nothing_is_enveloped_for_a_certificate_that_was_revoked(offices):
    for ws in (offices.city, offices.district):
        offices.enrol(ws, Algorithm.RSA)
    ca, out = offices.folder / "ca", offices.folder / "list.crl"
    authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
    certificate = offices.city.keys / "3302.crt.pem"
    revoke(offices.city, [certificate], authority, days=30, out=out)
    assert receive(offices.district, out).outcome is Reception.TAKEN
    refused(offices, "吊销，不再加密给它")


def test_that_an_own_key_that_is_no_rsa_key_is_told_too(offices):
    offices.enrol(offices.city, Algorithm.RSA)
    offices.enrol(offices.district, Algorithm.ECDSA)
    refused(offices, "不是 RSA 证书")


def filled_up(package, signer, spare, signatures=1):
    """Return a package whose theme is noise, so that it is about so many bytes below the cap."""
    container = read_container(package)
    names = [n for n in container.entries if n.startswith("xl/") and not n.endswith(".rels")]
    noise = random.Random(3302).randbytes(MAX_FILE)

    def sealed(size):
        file = io.BytesIO()
        writer = SealedWriter(file, sum("worksheets" in name for name in names), signatures)
        for name in names:
            content = b"".join(container.blocks(name))
            writer.add_deflated(name, deflate(noise[:size] if name == layout.THEME else content, 1))
        writer.finish(signer, datetime.now(UTC).replace(microsecond=0))
        return file.getvalue()

    # Noise does not shrink: its stream is longer than itself by so much for each of its blocks.
    part = noise[: MAX_FILE // 64]
    longer = 64 * (sum(map(len, deflate(part, 1).blocks)) - len(part))
    return sealed(MAX_FILE - spare - longer - len(sealed(1)))


def test_that_a_package_just_below_the_cap_is_opened_from_its_envelope(offices):
    city, district = (offices.enrol(ws, Algorithm.RSA) for ws in (offices.city, offices.district))
    (kept,) = (offices.pack(), *offices.district.sent.glob("*.xlsx"))[1:]
    whole = filled_up(kept.read_bytes(), district, 128)
    path = offices.folder / "large.xlsx.p7m"
    path.write_bytes(seal_for(whole, [city.certificate, district.certificate]))
    assert MAX_FILE - 1024 < len(whole) <= MAX_FILE < path.stat().st_size
    looked = look(offices.city, path, datetime.now(UTC), city)
    assert (looked.verdict.word, looked.manifest.unit) == ("有效", "330203")
    assert looked.held.data == whole
    path.write_bytes(seal_for(whole + bytes(1024), [city.certificate]))
    assert look(offices.city, path, datetime.now(UTC), city).sentences == (
        "打不开：不是加密给本局的，或者已经损坏。",
    )


def test_that_a_package_for_two_signatures_leaves_room_for_the_second(offices):
    offices.enrol(offices.city, Algorithm.RSA)
    district = offices.enrol(offices.district, Algorithm.RSA)
    (kept,) = (offices.pack(), *offices.district.sent.glob("*.xlsx"))[1:]
    with pytest.raises(Refused) as refused:
        filled_up(kept.read_bytes(), district, 4096, signatures=2)
    assert refused.value.cause.id == "too-large"


def test_that_the_own_office_can_look_into_its_envelope(offices, capsys):
    offices.enrol(offices.city, Algorithm.RSA)
    offices.enrol(offices.district, Algorithm.RSA)
    path, secret = offices.pack(), offices.folder / "secret"
    secret.write_text(PASSWORD)
    command = ["--workspace", str(offices.district.folder), "verify", str(path)]
    assert run(command) == 2
    assert "是加密的" in capsys.readouterr().err
    own = ["--key", str(offices.district.keys / "330203.p12"), "--password-file", str(secret)]
    assert run([*command, *own, "--content"]) == 0
    assert capsys.readouterr().out.startswith("有效")
    path.write_bytes(path.read_bytes()[:-1])
    assert run([*command, *own]) == 2
    assert "打不开" in capsys.readouterr().out
