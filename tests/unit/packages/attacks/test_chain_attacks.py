"""More attacks by certificates and revocation lists, from X.509 and RFC 5280."""

from __future__ import annotations

import dataclasses
import datetime as dt
from base64 import b64encode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.pki.revocation import KEY_GONE, read_list, revocations

DAY = dt.timedelta(days=1)
CITY = Identity("3302", "宁波市科学技术局", "测试根证书")
PURPOSES = ExtendedKeyUsageOID


def causes(verdict):
    return [cause.id for cause in verdict.causes]


# -- what a certificate is for -------------------------------------------------------------------


@pytest.mark.parametrize(
    "purposes",
    [
        [PURPOSES.SERVER_AUTH],
        [PURPOSES.CODE_SIGNING],
        [PURPOSES.TIME_STAMPING],
        [PURPOSES.OCSP_SIGNING, PURPOSES.SERVER_AUTH],
        [ObjectIdentifier("1.3.6.1.4.1.311.10.3.4")],
    ],
    ids=["server", "code", "time", "ocsp", "files"],
)
@pytest.mark.parametrize("critical", [True, False])
def test_that_a_certificate_for_something_else_signs_no_report(
    purposes, critical, leaf, forge, judged
):
    extension = (x509.ExtendedKeyUsage(purposes), critical)
    verdict = judged(forge.resigned(signer=leaf(extensions=[extension])))
    assert (verdict.word, causes(verdict)) == ("无效", ["certificate-purpose"])


@pytest.mark.parametrize(
    "purpose",
    [PURPOSES.EMAIL_PROTECTION, PURPOSES.CLIENT_AUTH, PURPOSES.ANY_EXTENDED_KEY_USAGE],
    ids=["mail", "client", "any"],
)
def test_that_a_certificate_of_a_person_signs(purpose, leaf, forge, judged):
    usage = (x509.ExtendedKeyUsage([purpose, PURPOSES.SERVER_AUTH]), False)
    assert judged(forge.resigned(signer=leaf(extensions=[usage]))).word == "有效"


@pytest.mark.parametrize(
    "extension",
    [
        x509.NameConstraints([x509.DNSName("x")], None),
        x509.PolicyConstraints(0, None),
        x509.InhibitAnyPolicy(0),
        x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"),
    ],
    ids=["names", "policies", "any policy", "unknown"],
)
def test_that_a_critical_extension_that_is_not_understood_is_refused(
    extension, leaf, forge, judged
):
    verdict = judged(forge.resigned(signer=leaf(extensions=[(extension, True)])))
    assert (verdict.word, causes(verdict)) == ("无效", ["certificate-purpose"])


def test_that_a_path_length_in_a_leaf_is_no_licence(leaf, forge, judged):
    signer = leaf(usage={"key_cert_sign": True}, ca=True)
    verdict = judged(forge.resigned(signer=signer))
    assert (verdict.word, causes(verdict)) == ("无效", ["certificate-purpose"])


def test_that_the_ca_itself_signs_no_report(authority, forge, judged):
    signer = KeySigner(authority.key, authority.certificate, ())
    verdict = judged(forge.resigned(signer=signer))
    assert (verdict.word, causes(verdict)) == ("无效", ["certificate-purpose"])


# -- who issued it -------------------------------------------------------------------------------


def issuer_like(authority, **changes):
    """Return a CA certificate of the very key, in which single things are otherwise."""
    own = authority.certificate
    options = {"usage": (True, True), "extensions": (), "length": 0} | changes
    sign_certificates, sign_lists = options["usage"] or (False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(own.subject)
        .issuer_name(own.subject)
        .public_key(own.public_key())
        .serial_number(99)
        .not_valid_before(options.get("first", own.not_valid_before_utc))
        .not_valid_after(options.get("last", own.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(True, options["length"]), critical=True)
    )
    if options["usage"]:
        names = "digital_signature content_commitment key_encipherment data_encipherment "
        names += "key_agreement encipher_only decipher_only"
        usage = dict.fromkeys(names.split(), False)
        usage |= {"key_cert_sign": sign_certificates, "crl_sign": sign_lists}
        builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
    for extension, critical in options["extensions"]:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(authority.key, hashes.SHA256())


@pytest.fixture
def judged_by(judged, forge, authority, make_signer):
    """Return the verdict on a package where another CA certificate is trusted than the city's."""

    def run(certificate):
        signer = make_signer(chain=(certificate,))
        return judged(forge.resigned(signer=signer), trust=[certificate])

    return run


def test_that_a_ca_made_by_hand_is_trusted_so_that_the_next_tests_mean_something(
    authority, judged_by
):
    assert judged_by(issuer_like(authority)).word == "有效"
    assert judged_by(issuer_like(authority, usage=None)).word == "有效"


def restricted(*names):
    return x509.NameConstraints([x509.DirectoryName(x509.Name(names))], None)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"usage": (False, True)}, "certificate-chain"),
        (
            {
                "extensions": [
                    (restricted(x509.NameAttribute(NameOID.ORGANIZATION_NAME, "另一局")), True)
                ]
            },
            "certificate-chain",
        ),
        (
            {
                "extensions": [
                    (x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), True)
                ]
            },
            "certificate-chain",
        ),
    ],
    ids=["no certificates", "other names", "unknown"],
)
def test_that_a_ca_that_may_not_issue_this_is_refused(changes, cause, authority, judged_by):
    verdict = judged_by(issuer_like(authority, **changes))
    assert (verdict.word, causes(verdict)) == ("无效", [cause])


def test_that_a_ca_that_had_not_begun_is_refused(authority, forge, judged_by):
    late = issuer_like(authority, first=forge.NOW + 2 * DAY)
    assert "not-valid-at-signing" in causes(judged_by(late))


def test_that_a_ca_that_had_ended_is_refused(authority, forge, judged_by):
    early = issuer_like(authority, last=forge.NOW - DAY)
    verdict = judged_by(early)
    assert (verdict.word, causes(verdict)[0]) == ("无效", "not-valid-at-signing")


def test_that_a_ca_between_cannot_vouch(authority, forge, leaf, judged):
    """The city's CA issues directly; a path over another certificate is nobody's here."""
    between = leaf(ca=True, usage={"key_cert_sign": True})
    own = dataclasses.replace(authority, certificate=between.certificate, key=between.key)
    signer = leaf(issuer=own, chain=(between.certificate, authority.certificate))
    verdict = judged(forge.resigned(signer=signer))
    assert (verdict.word, causes(verdict)) == ("无法判定", ["issuer-unknown"])


def test_that_a_chain_in_the_other_order_is_refused(authority, forge, judged):
    ders = [one.public_bytes(Encoding.DER) for one in (authority.certificate,)]
    ders.append(forge.signer.certificate.public_bytes(Encoding.DER))
    verdict = judged(forge.resigned(facts={"certificates": tuple(ders)}))
    assert (verdict.word, causes(verdict)[0]) == ("无效", "signature-value")


@pytest.mark.parametrize("also_trusted", [True, False])
def test_that_a_twin_of_the_ca_by_name_and_number_vouches_for_nobody(
    also_trusted, authority, forge, leaf, judged
):
    own = authority.certificate
    key = rsa.generate_private_key(65537, 2048)
    twin = (
        x509.CertificateBuilder()
        .subject_name(own.subject)
        .issuer_name(own.subject)
        .public_key(key.public_key())
        .serial_number(own.serial_number)
        .not_valid_before(own.not_valid_before_utc)
        .not_valid_after(own.not_valid_after_utc)
    )
    for extension in own.extensions:
        twin = twin.add_extension(extension.value, critical=extension.critical)
    made = dataclasses.replace(authority, certificate=twin.sign(key, hashes.SHA256()), key=key)
    chain = (own,) if also_trusted else (made.certificate,)
    verdict = judged(forge.resigned(signer=leaf(issuer=made, chain=chain)))
    assert (verdict.word, causes(verdict)) == ("无法判定", ["issuer-unknown"])


def test_that_a_certificate_whose_two_algorithms_differ_is_refused(forge, judged):
    der = forge.signer.certificate.public_bytes(Encoding.DER)
    sha256_rsa, sha384_rsa = (bytes.fromhex(f"2a864886f70d0101{end}") for end in ("0b", "0c"))
    assert der.count(sha256_rsa) == 2
    outer = der[: der.rindex(sha256_rsa)] + sha384_rsa + der[der.rindex(sha256_rsa) + 9 :]
    verdict = judged(forge.resigned(facts={"certificates": (outer,)}))
    assert verdict.word in {"无效", "无法判定"}
    assert verdict.workbook is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda der: der + b"\0", id="a byte behind"),
        pytest.param(lambda der: b"\x30\x80" + der[4:] + b"\0\0", id="of no stated length"),
        pytest.param(lambda der: b"\x30\x84\0\0" + der[2:], id="length in four bytes"),
        pytest.param(lambda der: der[:-1], id="a byte short"),
        pytest.param(lambda der: b"-----BEGIN CERTIFICATE-----\n", id="as text"),
        pytest.param(lambda der: der * 2, id="two of them"),
    ],
)
def test_that_a_certificate_in_another_encoding_is_refused(change, forge, judged):
    der = forge.signer.certificate.public_bytes(Encoding.DER)
    try:
        data = forge.resigned(facts={"certificates": (change(der),)})
    except ValueError:
        # Not even the workshop can read it: it is put in place of the genuine one.
        ours, theirs = (b64encode(one).decode() for one in (der, change(der)))
        data = forge.signature(lambda text: text.replace(ours, theirs))
    verdict = judged(data)
    assert (verdict.word, verdict.workbook) == ("无效", None)


@pytest.mark.parametrize(
    "subject",
    [
        {NameOID.TITLE: ("填报人", "统计负责人")},
        {NameOID.COMMON_NAME: ("王敏", "李四")},
        {NameOID.ORGANIZATION_NAME: ("某局", "市局")},
        {NameOID.ORGANIZATIONAL_UNIT_NAME: ("3302\N{FULLWIDTH DIGIT ZERO}3",)},
        {NameOID.ORGANIZATIONAL_UNIT_NAME: ("330203-330205-3302",)},
        {NameOID.COMMON_NAME: ("王\u2060敏",)},
        {NameOID.COMMON_NAME: ("\u2066王敏\u2069",)},
        {NameOID.ORGANIZATION_NAME: ("某局\u00a0",)},
    ],
    ids=[
        *("two roles", "two people", "two offices", "wide digit"),
        *("three units", "joiner", "isolates", "hard space"),
    ],
)
def test_that_a_subject_that_can_be_read_two_ways_is_no_identity(subject, leaf, forge, judged):
    parts = {
        NameOID.ORGANIZATION_NAME: ("某局",),
        NameOID.ORGANIZATIONAL_UNIT_NAME: ("330203",),
        NameOID.COMMON_NAME: ("王敏",),
    } | subject
    name = [
        x509.NameAttribute(oid, value, _validate=False)
        for oid, values in parts.items()
        for value in values
    ]
    verdict = judged(forge.resigned(signer=leaf(subject=x509.Name(name))))
    assert (verdict.word, causes(verdict)) == ("无效", ["certificate-identity"])


def test_that_a_certificate_of_another_unit_is_not_saved_by_its_role(make_signer, forge, judged):
    boss = make_signer(Identity("330205", "某局", "王敏", "市局"))
    verdict = judged(forge.resigned(signer=boss), expected_unit="3302")
    assert (verdict.word, causes(verdict)) == ("无效", ["other-unit"])


# -- revocation lists ----------------------------------------------------------------------------


def a_list(authority, serials=(), *, key=None, issuer=None, number=1, digest=None, **changes):
    """Return a revocation list as an attacker writes it."""
    now = changes.get("now", dt.datetime(2025, 1, 10, tzinfo=dt.UTC))
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name((issuer or authority.certificate).subject)
        .last_update(now)
        .next_update(now + changes.get("days", 180) * DAY)
    )
    if number is not None:
        builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    for extension, critical in changes.get("extensions", ()):
        builder = builder.add_extension(extension, critical=critical)
    for serial in serials:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now)
        for extension in changes.get("entry", ()):
            entry = entry.add_extension(extension, critical=changes.get("critical", True))
        builder = builder.add_revoked_certificate(entry.build())
    made = builder.sign(key or authority.key, digest or hashes.SHA256())
    return made.public_bytes(changes.get("encoding", Encoding.PEM))


POINT = x509.IssuingDistributionPoint(
    full_name=None,
    relative_name=None,
    only_contains_user_certs=False,
    only_contains_ca_certs=True,
    only_some_reasons=None,
    indirect_crl=False,
    only_contains_attribute_certs=False,
)


def key_gone(value):
    return x509.UnrecognizedExtension(KEY_GONE, value)


STRANGER = x509.CertificateIssuer([x509.DirectoryName(x509.Name([]))])


def test_that_a_list_made_by_hand_is_read_so_that_the_next_tests_mean_something(authority):
    found = read_list(a_list(authority, (7,)), [authority.certificate])
    assert (found.number, list(found.revoked)) == (1, [7])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(
            lambda ca, leaf: a_list(ca, key=ec.generate_private_key(ec.SECP256R1())),
            id="of another key",
        ),
        pytest.param(
            lambda ca, leaf: a_list(ca, key=leaf().key, issuer=leaf().certificate), id="of a leaf"
        ),
        pytest.param(lambda ca, leaf: a_list(ca, number=None), id="without a number"),
        pytest.param(lambda ca, leaf: a_list(ca, digest=hashes.SHA512()), id="by another digest"),
        pytest.param(
            lambda ca, leaf: a_list(ca, extensions=[(x509.DeltaCRLIndicator(1), True)]),
            id="of changes alone",
        ),
        pytest.param(
            lambda ca, leaf: a_list(ca, extensions=[(POINT, True)]), id="of some certificates"
        ),
        pytest.param(
            lambda ca, leaf: a_list(ca, extensions=[(x509.DeltaCRLIndicator(1), False)]),
            id="of changes alone, not called critical",
        ),
        pytest.param(
            lambda ca, leaf: a_list(ca, extensions=[(POINT, False)]),
            id="of some certificates, not called critical",
        ),
        pytest.param(
            lambda ca, leaf: a_list(ca, (7,), entry=[STRANGER], critical=False),
            id="of another issuer, not called critical",
        ),
        pytest.param(
            lambda ca, leaf: a_list(
                ca, (7,), entry=[key_gone(b"\4\x10" + b"k" * 16)], critical=False
            ),
            id="with half the digest of a key",
        ),
        pytest.param(
            lambda ca, leaf: a_list(
                ca, (7,), entry=[key_gone(b"\4\x81\x20" + b"k" * 32)], critical=False
            ),
            id="with the digest of a key in another form",
        ),
        pytest.param(
            lambda ca, leaf: a_list(
                ca,
                extensions=[
                    (x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\5\0"), True)
                ],
            ),
            id="with something unknown",
        ),
        pytest.param(lambda ca, leaf: a_list(ca, (7,), entry=[STRANGER]), id="of another issuer"),
        pytest.param(lambda ca, leaf: a_list(ca, encoding=Encoding.DER), id="as bytes"),
        pytest.param(lambda ca, leaf: a_list(ca)[:-40], id="cut off"),
        pytest.param(lambda ca, leaf: b"", id="empty"),
        pytest.param(
            lambda ca, leaf: ca.certificate.public_bytes(Encoding.PEM), id="a certificate"
        ),
    ],
)
def test_that_a_list_that_is_not_the_ca_s_whole_word_is_refused(make, authority, leaf):
    with pytest.raises(UserError, match="名单"):
        read_list(make(authority, leaf), [authority.certificate])


def test_that_a_ca_that_may_sign_no_lists_signs_none(authority):
    silent = issuer_like(authority, usage=(True, False))
    with pytest.raises(UserError, match="受信任"):
        read_list(a_list(authority), [silent])


@pytest.mark.parametrize("order", [1, -1])
def test_that_of_two_lines_on_a_certificate_the_earlier_day_counts(order, authority):
    days = [dt.datetime(2025, 1, day, tzinfo=dt.UTC) for day in (10, 20)]
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(days[0])
        .next_update(days[1])
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for day in days[::order]:
        line = x509.RevokedCertificateBuilder().serial_number(7).revocation_date(day).build()
        builder = builder.add_revoked_certificate(line)
    made = builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM)
    assert read_list(made, [authority.certificate]).revoked == {7: days[0]}


def test_that_a_ca_revokes_only_what_it_issued(authority, forge, judged):
    """Another trusted CA puts the serial number of the city's certificate on its own list."""
    other = new_authority(Identity("33", "省科学技术厅", "另一根证书"), years=5, now=forge.NOW)
    trust = [authority.certificate, other.certificate]
    serial = forge.signer.certificate.serial_number
    theirs = read_list(a_list(other, (serial,)), trust)
    verdict = judged(forge.genuine, trust=trust, revoked=revocations([theirs]))
    assert verdict.word == "有效"
    ours = read_list(a_list(authority, (serial,)), trust)
    for lists in ([ours, theirs], [theirs, ours]):
        verdict = judged(forge.genuine, trust=trust, revoked=revocations(lists))
        assert (verdict.word, causes(verdict)) == ("无效", ["revoked"])


def test_that_a_later_date_of_another_ca_does_not_put_off_a_revocation(authority, forge, judged):
    other = new_authority(Identity("33", "省科学技术厅", "另一根证书"), years=5, now=forge.NOW)
    trust = [authority.certificate, other.certificate]
    serial = forge.signer.certificate.serial_number
    ours = read_list(a_list(authority, (serial,)), trust)
    later = read_list(a_list(other, (serial,), now=forge.NOW + 300 * DAY), trust)
    verdict = judged(forge.genuine, trust=trust, revoked=revocations([ours, later]))
    assert (verdict.word, causes(verdict)) == ("无效", ["revoked"])


def test_that_the_list_of_another_ca_grows_old_for_its_own_certificates(authority, forge, judged):
    other = new_authority(Identity("33", "省科学技术厅", "另一根证书"), years=5, now=forge.NOW)
    trust = [authority.certificate, other.certificate]
    old = read_list(a_list(other, days=1), trust)
    fresh = read_list(a_list(authority), trust)
    verdict = judged(forge.genuine, trust=trust, revoked=revocations([old, fresh]))
    assert verdict.word == "有效"


def test_that_signing_back_in_time_does_not_help_a_revoked_key(authority, forge, judged):
    serial = forge.signer.certificate.serial_number
    lists = [read_list(a_list(authority, (serial,)), [authority.certificate])]
    data = forge.resigned(when=forge.NOW - DAY / 2)
    verdict = judged(data, revoked=revocations(lists))
    assert (verdict.word, causes(verdict)) == ("无效", ["revoked"])
