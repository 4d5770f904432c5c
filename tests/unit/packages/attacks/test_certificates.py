"""Who signed, whether we know the issuer, and when: every cause about a certificate."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from desktop_app.packages.certificates import Revocations
from desktop_app.packages.pki.authority import Authority, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm
from desktop_app.packages.pki.request import new_key
from desktop_app.packages.verdict import Subject, Word

CITY = Identity("3302", "宁波市科学技术局", "测试根证书")
HAISHU = Identity("330203", "宁波市海曙区科学技术局", "王敏", "填报人")
DAY = dt.timedelta(days=1)


def ids(verdict):
    return [cause.id for cause in verdict.causes]


# -- whose certificate it is -------------------------------------------------------------------


def test_that_a_certificate_made_by_hand_is_valid_so_that_the_next_tests_mean_something(
    forge, authority, judged, leaf
):
    assert judged(forge.resigned(signer=leaf())).word is Word.VALID


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"ca": True}, "certificate-purpose"),
        ({"ca": None}, "certificate-purpose"),
        ({"usage": None}, "certificate-purpose"),
        ({"usage": {"digital_signature": False, "key_encipherment": True}}, "certificate-purpose"),
        ({"usage": {"key_cert_sign": True}}, "certificate-purpose"),
        ({"usage": {"crl_sign": True}}, "certificate-purpose"),
        ({"hash": hashes.SHA224()}, "certificate-weak"),
        (
            {"extensions": [(x509.PrecertPoison(), True)]},
            "certificate-purpose",
        ),
        ({"subject": x509.Name([])}, "certificate-identity"),
        (
            {"subject": x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "王敏")])},
            "certificate-identity",
        ),
        (
            {
                "subject": x509.Name(
                    [
                        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "某局"),
                        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "330203"),
                        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "330205"),
                        x509.NameAttribute(NameOID.COMMON_NAME, "王敏"),
                    ]
                )
            },
            "certificate-identity",
        ),
    ],
)
def test_that_a_certificate_not_fit_for_signing_is_invalid(changes, cause, forge, judged, leaf):
    verdict = judged(forge.resigned(signer=leaf(**changes)))
    assert (verdict.word, ids(verdict)) == (Word.INVALID, [cause])
    assert verdict.about(Subject.CONTENT) is Word.VALID


def test_that_usage_for_non_repudiation_alone_is_enough(forge, authority, judged, leaf):
    usage = {"digital_signature": False, "content_commitment": True}
    signer = leaf(usage=usage)
    assert judged(forge.resigned(signer=signer)).word is Word.VALID


def test_that_another_unit_is_invalid_where_one_is_expected(forge, judged):
    verdict = judged(forge.genuine, expected_unit="330205")
    assert (verdict.word, ids(verdict)) == (Word.INVALID, ["other-unit"])
    assert verdict.causes[0].shown == {"unit": "330203", "expected": "330205"}


def test_that_a_certificate_without_chain_is_valid(forge, make_signer, judged):
    assert judged(forge.resigned(signer=make_signer(chain=()))).word is Word.VALID


# -- who issued it -----------------------------------------------------------------------------


def test_that_a_strange_issuer_sent_along_is_invalid(forge, authority, make_signer, judged):
    other = new_authority(Identity("3302", "别处", "别的根证书"), years=5, now=forge.NOW)
    signer = make_signer(chain=(authority.certificate, other.certificate))
    verdict = judged(forge.resigned(signer=signer))
    assert [cause.id for cause in verdict.causes] == ["certificate-chain"]


def test_that_an_unknown_issuer_cannot_be_judged(forge, judged):
    verdict = judged(forge.genuine, trust=())
    assert (verdict.word, verdict.exit_code) == (Word.UNDECIDED, 1)
    assert ids(verdict) == ["issuer-unknown"]
    assert verdict.workbook is None
    assert verdict.about(Subject.CONTENT) is Word.VALID


def test_that_a_package_signed_anew_by_a_stranger_cannot_be_judged(forge, make_signer, judged):
    stranger = new_authority(Identity("3302", "某局", "某根"), years=1, now=forge.NOW)
    entries = forge.replaced("xl/worksheets/sheet1.xml", "<v>1548</v>", "<v>9548</v>")
    verdict = judged(forge.resigned(entries, signer=make_signer(issuer=stranger)))
    assert (verdict.word, ids(verdict)) == (Word.UNDECIDED, ["issuer-unknown"])


def test_that_another_ca_of_the_same_name_cannot_be_judged(forge, make_signer, judged):
    twin = new_authority(CITY, years=5, now=forge.NOW)
    verdict = judged(forge.resigned(signer=make_signer(issuer=twin)))
    assert (verdict.word, ids(verdict)) == (Word.UNDECIDED, ["issuer-unknown"])


def test_that_a_certificate_which_claims_the_key_of_our_ca_is_invalid(
    forge, authority, judged, leaf
):
    liar = Authority(authority.certificate, new_key(Algorithm.ECDSA))
    claim = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.certificate.public_key())
    signer = leaf(issuer=liar, extensions=[(claim, False)])
    verdict = judged(forge.resigned(signer=signer))
    assert (verdict.word, ids(verdict)) == (Word.INVALID, ["certificate-forged"])


def test_that_a_self_signed_certificate_cannot_be_judged(forge, judged, leaf):
    key = new_key(Algorithm.ECDSA)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "王敏")])
    fake = x509.CertificateBuilder(
        subject, subject, key.public_key(), 1, forge.NOW, forge.NOW + DAY
    )
    self_signed = leaf(issuer=Authority(fake.sign(key, hashes.SHA256()), key))
    assert judged(forge.resigned(signer=self_signed)).word is Word.UNDECIDED


def test_that_a_leaf_cannot_issue_even_where_it_is_trusted(forge, make_signer, judged, leaf):
    middle = make_signer()
    signer = leaf(issuer=Authority(middle.certificate, middle.key))
    verdict = judged(forge.resigned(signer=signer), trust=(middle.certificate,))
    assert (verdict.word, ids(verdict)) == (Word.INVALID, ["certificate-chain"])


@pytest.mark.parametrize("signs", [True, False])
def test_that_a_trusted_certificate_that_is_no_ca_stands_in_nobody_s_way(
    signs, forge, authority, judged, leaf
):
    """It has the name of the CA, but does not say that it is one."""
    key, name = new_key(Algorithm.ECDSA), authority.certificate.subject
    bare = (
        x509.CertificateBuilder(name, name, key.public_key(), 5)
        .not_valid_before(forge.NOW - DAY)
        .not_valid_after(forge.NOW + 99 * DAY)
        .sign(key, hashes.SHA256())
    )
    signer = leaf(issuer=Authority(bare, key)) if signs else forge.signer
    verdict = judged(forge.resigned(signer=signer), trust=(bare, authority.certificate))
    assert ids(verdict) == (["certificate-chain"] if signs else [])


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "３３０２０３"},
        {"unit": "330203\u200b"},
        {"unit": "330203 "},
        {"unit": "../330203"},
        {"unit": "33020з"},
        {"unit": ""},
        {"office": ""},
        {"person": "王敏\u202e"},
        {"person": "王敏\n有效"},
        {"person": " 王敏"},
        {"person": "王\u034f敏"},
        {"person": "\u3164"},
        {"person": "\u2800\u2800"},
        {"person": "王敏\ufe00"},
        {"person": "Rene\u0301"},
        {"role": "\x7f"},
    ],
)
def test_that_a_name_that_shows_as_another_is_no_identity(changes, forge, authority, judged, leaf):
    parts = {"unit": "330203", "office": "某局", "person": "王敏", "role": "填报人"} | changes
    name = [
        x509.NameAttribute(oid, parts[part], _validate=False)
        for oid, part in (
            (NameOID.ORGANIZATION_NAME, "office"),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, "unit"),
            (NameOID.COMMON_NAME, "person"),
            (NameOID.TITLE, "role"),
        )
    ]
    verdict = judged(forge.resigned(signer=leaf(subject=x509.Name(name))))
    assert (verdict.word, ids(verdict)) == (Word.INVALID, ["certificate-identity"])
    assert verdict.signer is None


def test_that_the_right_one_of_several_trusted_cas_is_found(forge, authority, judged):
    others = [new_authority(CITY, years=5, now=forge.NOW).certificate for _ in range(2)]
    assert judged(forge.genuine, trust=[*others, authority.certificate]).word is Word.VALID


# -- when --------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-2, 800])
def test_that_signing_outside_the_validity_is_invalid(days, forge, judged):
    when = forge.NOW + days * DAY
    verdict = judged(forge.resigned(when=when), now=when)
    assert verdict.word is Word.INVALID
    assert verdict.causes[0].id == "not-valid-at-signing"


def test_that_a_certificate_ended_since_cannot_be_judged(forge, judged):
    verdict = judged(forge.genuine, now=forge.NOW + 800 * DAY)
    assert (verdict.word, ids(verdict)) == (Word.UNDECIDED, ["certificate-ended"])


def test_that_a_receipt_from_before_the_end_keeps_a_package_valid(forge, judged):
    later = forge.NOW + 800 * DAY
    verdict = judged(forge.genuine, now=later, received_at=forge.NOW + DAY)
    assert (verdict.word, ids(verdict)) == (Word.VALID, [])


def test_that_a_receipt_from_after_the_end_does_not_help(forge, judged):
    later = forge.NOW + 800 * DAY
    verdict = judged(forge.genuine, now=later, received_at=forge.NOW + 790 * DAY)
    assert verdict.word is Word.UNDECIDED


def test_that_a_receipt_from_the_future_counts_as_now(forge, judged):
    verdict = judged(forge.genuine, now=forge.NOW, received_at=forge.NOW + 800 * DAY)
    assert verdict.word is Word.VALID


@pytest.mark.parametrize(("left", "word"), [(31, Word.VALID), (30, Word.REMARK), (0, Word.REMARK)])
def test_that_a_certificate_near_its_end_is_remarked(left, word, forge, judged):
    end = forge.signer.certificate.not_valid_after_utc
    verdict = judged(forge.genuine, now=end - left * DAY)
    assert (verdict.word, verdict.exit_code) == (word, 0)
    assert verdict.workbook is not None


@pytest.mark.parametrize(
    ("ahead", "word"),
    [
        (dt.timedelta(minutes=5), Word.VALID),
        (dt.timedelta(minutes=6), Word.REMARK),
        (dt.timedelta(hours=24), Word.REMARK),
        (dt.timedelta(hours=25), Word.UNDECIDED),
    ],
)
def test_that_a_signing_time_in_the_future_weighs_by_how_far(ahead, word, forge, judged):
    verdict = judged(forge.resigned(when=forge.NOW + ahead))
    assert verdict.word is word


def test_that_a_clock_before_the_certificate_cannot_judge(forge, judged):
    verdict = judged(forge.genuine, now=forge.NOW - 400 * DAY)
    assert (verdict.word, ids(verdict)) == (Word.UNDECIDED, ["clock-wrong"])


# -- revoked -----------------------------------------------------------------------------------


def revocations(forge, **changes):
    serial = forge.signer.certificate.serial_number
    options = {"revoked": {serial: forge.NOW + 5 * DAY}, "next_update": forge.NOW + 90 * DAY}
    return (Revocations(forge.authority.certificate, **(options | changes)),)


def test_that_a_revoked_certificate_is_invalid(forge, judged):
    verdict = judged(forge.genuine, now=forge.NOW + 6 * DAY, revoked=revocations(forge))
    assert (verdict.word, ids(verdict)) == (Word.INVALID, ["revoked"])


def test_that_what_was_received_before_the_revocation_stays_valid(forge, judged):
    verdict = judged(
        forge.genuine,
        now=forge.NOW + 60 * DAY,
        received_at=forge.NOW + DAY,
        revoked=revocations(forge),
    )
    assert verdict.word is Word.VALID


def test_that_a_list_too_old_cannot_decide(forge, judged):
    lists = revocations(forge, revoked={}, next_update=forge.NOW + DAY)
    verdict = judged(forge.genuine, now=forge.NOW + 2 * DAY, revoked=lists)
    assert (verdict.word, ids(verdict)) == (Word.UNDECIDED, ["revocations-old"])


def test_that_the_revocation_of_another_certificate_does_not_matter(forge, judged):
    lists = revocations(forge, revoked={1: forge.NOW})
    verdict = judged(forge.genuine, now=forge.NOW + 2 * DAY, revoked=lists)
    assert verdict.word is Word.VALID


# -- together ----------------------------------------------------------------------------------


def test_that_the_worst_cause_wins_and_stands_first(forge, judged):
    verdict = judged(forge.genuine, trust=(), now=forge.NOW + 720 * DAY, expected_unit="330205")
    assert ids(verdict) == ["other-unit", "issuer-unknown", "certificate-ends-soon"]
    assert (verdict.word, verdict.exit_code) == (Word.INVALID, 2)


def test_that_content_and_certificate_are_judged_apart(forge, judged):
    data = forge.zip(forge.replaced("xl/styles.xml", "<xf/>", "<xf />"))
    verdict = judged(data, trust=())
    assert verdict.about(Subject.CONTENT) is Word.INVALID
    assert verdict.about(Subject.CERTIFICATE) is Word.UNDECIDED
    assert verdict.word is Word.INVALID


def test_that_a_newer_format_by_a_stranger_is_both(forge, judged):
    entries = forge.replaced("docProps/app.xml", "1.0000", "2.0000")
    verdict = judged(forge.resigned(entries), trust=())
    assert ids(verdict) == ["newer-format", "issuer-unknown"]
    assert verdict.word is Word.NEWER


def test_that_the_verdict_names_signer_time_end_and_digest(forge, judged):
    verdict = judged(forge.genuine)
    assert verdict.signer == HAISHU
    assert verdict.claimed_at == forge.NOW
    assert verdict.certificate_ends == forge.signer.certificate.not_valid_after_utc
    assert verdict.fingerprint == forge.signer.certificate.fingerprint(hashes.SHA256()).hex()
    assert verdict.workbook.digest == verdict.digest
    assert len(verdict.digest) == 64
