"""Two signatures on one package: neither can be taken off, moved, swapped or given twice."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import replace

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.packages import content
from desktop_app.packages.certificates import Revocations
from desktop_app.packages.countersign import awaiting, countersign
from desktop_app.packages.first_form import first_form, package_digest, with_signatures
from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import read_container
from desktop_app.packages.opc.signature import sign
from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import HEAD_ROLE, Identity
from desktop_app.packages.pki.keys import same_key
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.seal import SealedWriter

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
OFFICE = "宁波市海曙区科学技术局"
FILLER = Identity("330203", OFFICE, "王敏", "填报人")
HEAD = Identity("330203", OFFICE, "周立群", HEAD_ROLE)
FIRST, SECOND = layout.SIGNATURE, layout.COUNTERSIGNATURE


@pytest.fixture(scope="module")
def filler(make_signer):
    return make_signer(FILLER)


@pytest.fixture(scope="module")
def head(make_signer):
    return make_signer(HEAD)


@pytest.fixture(scope="module")
def half(forge, filler):
    """Return what makes a package with the first of two signatures."""

    def make(signatures=2, signer=filler, when=NOW, change=("", "")):
        file = io.BytesIO()
        writer = SealedWriter(file, 2, signatures)
        for part in layout.part_names(2):
            if part.startswith("xl/") and not part.endswith(".rels"):
                writer.add(part, forge.text(part).replace(*change).encode())
        writer.finish(signer, when)
        return file.getvalue()

    return make


@pytest.fixture(scope="module")
def awaited(authority):
    return lambda data: awaiting(data, Trusted((authority.certificate,), ()), NOW)


@pytest.fixture(scope="module")
def whole(half, awaited, head):
    """Return a package with both signatures."""
    return countersign(awaited(half()), head, NOW + dt.timedelta(minutes=3))


@pytest.fixture
def second(half):
    """Return a package whose second signature was made by hand, in whatever way."""

    def make(signer, data=None, *, keep=list, seal=None, **place):
        container = read_container(data or half())
        (first,) = content.open_signatures(container)
        covered = keep(list(first.facts.references))
        place = {"place": 2, "wanted": 2} | place
        part = sign(covered, seal or content.sealed(container, 2), signer, NOW, **place)
        return with_signatures(container, container.stored(FIRST), part)

    return make


def ids(verdict):
    return {cause.id for cause in verdict.causes}


def parts_of(data):
    container = read_container(data)
    return [container.stored(name) for name in (FIRST, SECOND) if name in container.entries]


# -- as it is meant ----------------------------------------------------------------------------


def test_that_two_persons_make_one_valid_package(whole, half, judged):
    verdict = judged(whole, signatures=2)
    assert (verdict.word, verdict.causes) == ("有效", ())
    assert (verdict.signer, verdict.countersigner) == (FILLER, HEAD)
    assert verdict.workbook.countersigner == HEAD
    assert judged(whole).word == "有效"


def test_that_a_package_is_known_by_what_its_first_signer_made(whole, judged):
    data = first_form(read_container(whole))
    digest = hashlib.sha256(data).hexdigest()
    assert judged(whole).digest == digest == package_digest(whole)
    assert package_digest(data) == judged(data).digest == digest
    assert digest != hashlib.sha256(whole).hexdigest()


def test_that_a_package_with_one_signature_has_the_form_that_it_always_had(half, filler, judged):
    data = half(signatures=1)
    assert b"signature 1 of" not in data
    assert judged(data).word == "有效"
    assert package_digest(data) == hashlib.sha256(data).hexdigest()
    assert b'Extension="xml"' not in read_container(data).stored("[Content_Types].xml")


def test_that_what_is_no_package_is_known_by_its_digest():
    assert package_digest(b"hello") == hashlib.sha256(b"hello").hexdigest()


# -- one is missing ----------------------------------------------------------------------------


def test_that_a_package_that_awaits_its_second_signature_is_not_valid(half, judged):
    verdict = judged(half())
    assert (verdict.word, ids(verdict)) == ("无效", {"countersignature-missing"})
    assert verdict.workbook is None


def test_that_taking_the_second_signature_off_is_seen(whole, judged):
    data = first_form(read_container(whole))
    assert ids(judged(data)) == {"countersignature-missing"}


def test_that_taking_the_first_signature_off_is_seen(whole, judged):
    _first, last = parts_of(whole)
    assert judged(with_signatures(read_container(whole), last)).word == "无效"


def test_that_a_package_made_for_one_signature_does_where_two_are_not_wanted_only(half, judged):
    data = half(signatures=1)
    assert ids(judged(data, signatures=2)) == {"countersignature-missing"}


def test_that_one_signature_cannot_say_it_is_the_second_of_two(half, filler, judged):
    container = read_container(half())
    (first,) = content.open_signatures(container)
    seal = content.sealed(container, 1)
    part = sign(first.facts.references, seal, filler, NOW, place=2, wanted=2)
    assert ids(judged(with_signatures(container, part))) == {"signature-structure"}


# -- of whom -----------------------------------------------------------------------------------


def test_that_one_person_cannot_sign_twice(second, make_signer, filler, judged):
    again = make_signer(Identity("330203", OFFICE, "王敏", HEAD_ROLE))
    assert ids(judged(second(again))) == {"same-signer"}
    assert ids(judged(second(filler))) == {"same-signer", "signer-role"}
    renewed = make_signer(Identity("330203", OFFICE, "王敏", HEAD_ROLE), key=filler.key)
    assert same_key(renewed.certificate.public_key(), filler.certificate.public_key())
    assert ids(judged(second(renewed))) == {"same-signer"}


def test_that_one_key_cannot_be_two_persons(second, make_signer, filler, judged):
    shared = make_signer(HEAD, key=filler.key)
    assert ids(judged(second(shared))) == {"same-signer"}


def test_that_the_second_signer_must_be_the_head(second, make_signer, judged):
    clerk = make_signer(Identity("330203", OFFICE, "李芳", "统计负责人"))
    assert ids(judged(second(clerk))) == {"signer-role"}


def test_that_the_first_signer_must_not_be_the_head(half, second, head, make_signer, judged):
    other = make_signer(Identity("330203", OFFICE, "李芳", HEAD_ROLE))
    assert ids(judged(second(other, half(signer=head)))) == {"signer-role"}


def test_that_the_head_of_another_unit_cannot_sign(second, make_signer, judged):
    other = make_signer(Identity("330205", "宁波市江北区科学技术局", "陈波", HEAD_ROLE))
    assert ids(judged(second(other))) == {"other-unit"}
    assert "other-unit" in ids(judged(second(other), expected_unit="330203"))


def test_that_a_strangers_second_signature_is_never_valid(second, make_signer, judged):
    stranger = new_authority(Identity("3302", "宁波市科学技术局", "别的"), years=5, now=NOW)
    verdict = judged(second(make_signer(HEAD, stranger)))
    assert (verdict.word, ids(verdict)) == ("无法判定", {"issuer-unknown"})


def test_that_a_revoked_head_counts_no_more(whole, head, judged):
    gone = {head.certificate.serial_number: NOW}
    known = Revocations(head.chain[0], gone, NOW + dt.timedelta(days=9))
    assert ids(judged(whole, now=NOW + dt.timedelta(hours=1), revoked=[known])) == {"revoked"}


# -- over what ---------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", range(8))
def test_that_the_second_signature_must_cover_every_part(gone, second, head, judged):
    def keep(covered):
        del covered[gone]
        return covered

    assert ids(judged(second(head, keep=keep))) == {"part-uncovered"}


def test_that_the_second_signature_must_cover_them_as_the_first_did(second, head, judged):
    def altered(covered):
        return [replace(covered[0], digest=bytes(32)), *covered[1:]]

    assert ids(judged(second(head, keep=altered))) == {"part-uncovered"}
    assert ids(judged(second(head, keep=lambda covered: covered[::-1]))) == {"part-uncovered"}


def test_that_a_second_signature_stands_for_no_other_package(whole, half, judged):
    other = read_container(half(change=("1548", "1549")))
    first, last = other.stored(FIRST), parts_of(whole)[1]
    assert judged(with_signatures(other, first, last)).word == "无效"


def test_that_a_second_signature_stands_for_no_other_first_one(whole, half, judged):
    later = read_container(half(when=NOW + dt.timedelta(minutes=1)))
    last = parts_of(whole)[1]
    verdict = judged(with_signatures(later, later.stored(FIRST), last))
    assert ids(verdict) == {"container-altered"}


def test_that_the_order_of_signatures_cannot_be_swapped(whole, judged):
    first, last = parts_of(whole)
    container = read_container(whole)
    assert ids(judged(with_signatures(container, last, first))) == {"signature-structure"}


@pytest.mark.parametrize("place", [{"place": 1}, {"wanted": 1}, {"place": 1, "wanted": 1}])
def test_that_each_signature_says_which_it_is(place, second, head, judged):
    assert ids(judged(second(head, **place))) == {"signature-structure"}


def test_that_a_second_signature_that_skips_the_first_is_seen(second, half, head, judged):
    data = half()
    seal = content.sealed(read_container(data), 1)
    assert ids(judged(second(head, data, seal=seal))) == {"container-altered"}


def test_that_no_second_signature_fits_a_package_made_for_one(half, second, head, judged):
    assert judged(second(head, half(signatures=1))).word == "无效"


def test_that_a_third_signature_has_no_place(whole, forge, judged):
    entries = forge.unzipped(whole)
    third = forge.Raw(b"_xmlsignatures/sig3.xml", entries[-1].content, 0)
    assert judged(forge.zip([*entries, third])).word == "无效"


def test_that_the_parts_of_two_signatures_have_one_order_and_their_links(whole, forge, judged):
    entries = forge.unzipped(whole)
    assert judged(forge.zip(entries)).word == "有效"
    assert judged(forge.zip([*entries[:-2], entries[-1], entries[-2]])).word == "无效"
    links = "_xmlsignatures/_rels/origin.sigs.rels"
    for spoilt in (
        forge.replaced(links, "sig2.xml", "sig1.xml", forge.unzipped(whole)),
        forge.replaced(links, 'Id="rId2"', 'Id="rId3"', forge.unzipped(whole)),
        forge.unzipped(whole)[:-1],
    ):
        assert judged(forge.zip(spoilt)).word == "无效"


def test_that_the_types_of_parts_say_how_many_signatures_are_wanted(half, forge, judged):
    # Made for two, signed as if for one, by the first signer himself.
    container = read_container(half())
    (first,) = content.open_signatures(container)
    data = with_signatures(
        container, sign(first.facts.references, content.sealed(container, 1), forge.signer, NOW)
    )
    assert ids(judged(data)) == {"part-type"}


def test_that_no_flipped_bit_of_a_countersigned_package_is_valid(whole, judged):
    start = read_container(whole).entries[layout.ORIGIN].offset
    for at in range(start, len(whole), 131):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << at % 8
        assert judged(bytes(spoilt)).word != "有效", at


# -- what the second signer is told --------------------------------------------------------------


def test_that_only_a_package_that_lacks_nothing_else_is_signed(half, whole, awaited, judged):
    with pytest.raises(UserError, match="只要一个签名"):
        awaited(half(signatures=1))
    with pytest.raises(UserError, match="已由周立群作第二个签名"):
        awaited(whole)
    with pytest.raises(UserError, match="不能签名"):
        awaited(half()[:-1])
    with pytest.raises(UserError, match="不能签名"):
        awaited(b"hello")


def test_that_a_wrong_second_signer_is_told_before_anything_is_signed(
    half, awaited, make_signer, filler
):
    package = awaited(half())
    others = {
        "上的职务是“填报人”": filler,
        "已经签过一次": make_signer(Identity("330203", OFFICE, "王敏", HEAD_ROLE)),
        "同一把密钥": make_signer(HEAD, key=filler.key),
        "不是本单位的": make_signer(Identity("330205", "江北", "陈波", HEAD_ROLE)),
    }
    for words, signer in others.items():
        with pytest.raises(UserError, match=words):
            countersign(package, signer, NOW)
