"""Attacks on the signature by the holder of a key: weak means, gaps, other shapes."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from desktop_app.packages.pki.keys import Algorithm
from desktop_app.packages.pki.request import new_key

DS = "http://www.w3.org/2000/09/xmldsig#"
XD = "http://uri.etsi.org/01903/v1.3.2#"
SHEET = "xl/worksheets/sheet1.xml"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ATTACKS = []


def attack(*causes, word="无效"):
    """Note an attack with the causes of which one must be named first."""

    def keep(function):
        ATTACKS.append(pytest.param(function, word, causes, id=function.__name__))
        return function

    return keep


def relinked(forge, part, ids):
    """Return a reference to a relationship part that signs these ids only."""
    content = forge.one(forge.entries, part.name).content
    return dataclasses.replace(
        part, relationships=ids, digest=hashlib.sha256(forge.transformed(content, ids)).digest()
    )


def set_algorithm(tag, uri, first=0):
    """Return a change of the algorithm of the elements of this name."""

    def change(tree):
        for node in list(tree.iter(f"{{{DS}}}{tag}"))[first:]:
            node.set("Algorithm", uri)

    return change


@attack("weak-algorithm")
def sha1_signature(forge):
    return forge.resigned(tree=set_algorithm("SignatureMethod", f"{DS}ecdsa-sha1"))


@attack("weak-algorithm")
def sha1_digests(forge):
    return forge.resigned(tree=set_algorithm("DigestMethod", SHA1))


@attack("weak-algorithm")
def one_sha1_digest_in_the_manifest(forge):
    def change(tree):
        reference = tree[3][0][-1]
        reference[0].set("Algorithm", SHA1)
        digest = hashlib.sha1(forge.one(forge.entries, SHEET).content).digest()
        reference[1].text = base64.b64encode(digest).decode()

    return forge.resigned(tree=change)


@attack("weak-algorithm")
def one_md5_digest_in_the_manifest(forge):
    def change(tree):
        tree[3][0][-1][0].set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#md5")

    return forge.resigned(tree=change)


@attack("weak-algorithm")
def md5_signature(forge):
    uri = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"
    return forge.resigned(tree=set_algorithm("SignatureMethod", uri))


@attack("weak-algorithm")
def hmac_keyed_by_the_public_key(forge):
    key = forge.signer.certificate.public_bytes(Encoding.DER)
    return forge.resigned(
        tree=set_algorithm("SignatureMethod", f"{DS}hmac-sha1"),
        value=lambda _: hmac.new(key, b"x", "sha1").digest()[:1],
    )


@attack("weak-algorithm")
def exclusive_canonicalisation(forge):
    uri = "http://www.w3.org/2001/10/xml-exc-c14n#"
    return forge.resigned(tree=set_algorithm("CanonicalizationMethod", uri))


@attack("weak-algorithm")
def canonicalisation_with_comments(forge):
    return forge.resigned(tree=set_algorithm("CanonicalizationMethod", f"{C14N}#WithComments"))


@attack("weak-algorithm")
def no_algorithm_named(forge):
    def change(tree):
        del tree[0][1].attrib["Algorithm"]

    return forge.resigned(tree=change)


@attack("weak-algorithm")
def style_sheet_transform(forge):
    def change(tree):
        uri = "http://www.w3.org/TR/1999/REC-xslt-19991116"
        transforms = etree.Element(f"{{{DS}}}Transforms")
        transforms.append(etree.Element(f"{{{DS}}}Transform", Algorithm=uri))
        tree[3][0][-1].insert(0, transforms)

    return forge.resigned(tree=change)


@attack("weak-algorithm")
def xpath_transform_in_the_signed_info(forge):
    def change(tree):
        tree[0][4][0][0].set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")

    return forge.resigned(tree=change)


@attack("signature-structure")
def signed_info_without_the_package_object(forge):
    return forge.resigned(tree=lambda tree: tree[0].remove(tree[0][2]))


@attack("signature-structure")
def signed_info_without_the_properties(forge):
    return forge.resigned(tree=lambda tree: tree[0].remove(tree[0][4]))


@attack("signature-structure")
def signed_info_with_a_fourth_reference(forge):
    def change(tree):
        fourth = etree.fromstring(etree.tostring(tree[0][3]))
        fourth.set("URI", "http://evil.example/")
        tree[0].append(fourth)

    return forge.resigned(tree=change)


@attack("signature-structure")
def references_in_another_order(forge):
    return forge.resigned(tree=lambda tree: tree[0].append(tree[0][2]))


@attack("signature-structure")
def reference_by_xpointer(forge):
    def change(tree):
        tree[0][2].set("URI", "#xpointer(id('idPackageObject'))")

    return forge.resigned(tree=change)


@attack("signature-structure")
def reference_to_the_whole_document(forge):
    return forge.resigned(tree=lambda tree: tree[0][2].set("URI", ""))


@attack("signature-structure")
def reference_of_another_type(forge):
    return forge.resigned(tree=lambda tree: tree[0][2].set("Type", f"{DS}Manifest"))


@attack("part-uncovered")
def manifest_short_by_a_sheet(forge):
    return forge.resigned(references=lambda found: [x for x in found if x.name != SHEET])


@attack("part-uncovered", "signature-structure")
def manifest_short_by_relationships(forge):
    name = forge.BOOK_RELS
    return forge.resigned(references=lambda found: [x for x in found if x.name != name])


@attack("format", "signature-structure")
def manifest_empty(forge):
    return forge.resigned(references=lambda found: [])


@attack("part-doubled")
def manifest_with_a_part_twice(forge):
    return forge.resigned(references=lambda found: [*found, found[-1]])


@attack("part-missing")
def manifest_with_an_absent_part(forge):
    absent = dataclasses.replace(forge.references(forge.entries)[-1], name="xl/absent.xml")
    return forge.resigned(references=lambda found: [*found, absent])


@attack("part-altered")
def manifest_with_a_wrong_digest(forge):
    def change(found):
        return [*found[:-1], dataclasses.replace(found[-1], digest=bytes(32))]

    return forge.resigned(references=change)


@attack("part-type")
def manifest_with_another_content_type(forge):
    def change(found):
        return [*found[:-1], dataclasses.replace(found[-1], content_type="application/xml")]

    return forge.resigned(references=change)


@attack("part-type")
def manifest_that_covers_the_content_types(forge):
    digest = hashlib.sha256(forge.one(forge.entries, forge.TYPES).content).digest()

    def change(found):
        one = dataclasses.replace(found[-1], name=forge.TYPES, digest=digest)
        return [*found, one]

    return forge.resigned(references=change)


@attack("part-missing", "signature-structure")
def manifest_with_an_escaped_name(forge):
    def change(found):
        return [*found[:-1], dataclasses.replace(found[-1], name="xl/worksheets/sheet%32.xml")]

    return forge.resigned(references=change)


@attack("part-missing", "signature-structure")
def manifest_with_a_name_in_other_case(forge):
    def change(found):
        return [*found[:-1], dataclasses.replace(found[-1], name="xl/worksheets/SHEET2.xml")]

    return forge.resigned(references=change)


@attack("part-uncovered")
def relationships_signed_in_part(forge):
    def change(found):
        at = next(n for n, one in enumerate(found) if one.name == forge.BOOK_RELS)
        ids = found[at].relationships[1:]
        return [*found[:at], relinked(forge, found[at], ids), *found[at + 1 :]]

    return forge.resigned(references=change)


@attack("part-uncovered")
def origin_relationship_signed_too(forge):
    def change(found):
        ids = ("rId1", "rId2", "rId3")
        return [relinked(forge, found[0], ids), *found[1:]]

    return forge.resigned(references=change)


@attack("part-altered")
def relationship_ids_named_twice(forge):
    def change(found):
        return [relinked(forge, found[0], ("rId1", "rId2", "rId1")), *found[1:]]

    return forge.resigned(references=change)


@attack("part-type")
def relationships_signed_as_plain_bytes(forge):
    def change(found):
        digest = hashlib.sha256(forge.one(forge.entries, forge.ROOT_RELS).content).digest()
        kind = "application/xml"
        plain = dataclasses.replace(found[0], digest=digest, relationships=None, content_type=kind)
        return [plain, *found[1:]]

    return forge.resigned(references=change)


@attack("part-type")
def a_sheet_signed_as_relationships(forge):
    kind = "application/vnd.openxmlformats-package.relationships+xml"

    def change(found):
        odd = dataclasses.replace(found[-1], relationships=("rId1",), content_type=kind)
        return [*found[:-1], odd]

    return forge.resigned(references=change)


@attack("container-altered")
def another_container_digest(forge):
    return forge.resigned(facts={"container": bytes(32)})


@attack("container-altered")
def a_container_digest_cut_short(forge):
    return forge.resigned(facts={"container": b""})


@attack("signature-structure")
def no_container_digest(forge):
    def change(tree):
        next(tree[4].iter("{*}SignatureComments")).text = None

    return forge.resigned(tree=change)


@attack("signature-structure")
def other_comments(forge):
    def change(tree):
        node = next(tree[4].iter("{*}SignatureComments"))
        node.text = f"x {node.text}"

    return forge.resigned(tree=change)


@attack("signature-structure")
def properties_that_name_another_certificate(forge):
    def change(tree):
        digest = next(tree[5].iter(f"{{{XD}}}CertDigest"))
        digest[1].text = base64.b64encode(bytes(32)).decode()

    return forge.resigned(tree=change)


@attack("signature-structure")
def properties_that_name_another_serial_number(forge):
    def change(tree):
        next(tree[5].iter(f"{{{DS}}}X509SerialNumber")).text = "1"

    return forge.resigned(tree=change)


@attack("signature-structure")
def properties_that_name_another_issuer(forge):
    def change(tree):
        next(tree[5].iter(f"{{{DS}}}X509IssuerName")).text = "CN=x"

    return forge.resigned(tree=change)


@attack("signature-structure")
def properties_with_another_time(forge):
    def change(tree):
        next(tree[5].iter(f"{{{XD}}}SigningTime")).text = "2025-01-15T08:00:01Z"

    return forge.resigned(tree=change)


@attack("signature-structure")
def time_with_an_offset(forge):
    def change(tree):
        for node in tree.iter("{*}SigningTime", "{*}Value"):
            node.text = "2025-01-15T16:00:00+08:00"

    return forge.resigned(tree=change)


@attack("signature-structure")
def properties_left_out(forge):
    return forge.resigned(tree=lambda tree: tree.remove(tree[5]))


@attack("signature-structure")
def office_details_left_out(forge):
    return forge.resigned(tree=lambda tree: tree.remove(tree[4]))


@attack("signature-structure")
def objects_in_another_order(forge):
    return forge.resigned(tree=lambda tree: tree.append(tree[4]))


@attack("signature-structure")
def a_signed_object_more(forge):
    def change(tree):
        extra = etree.SubElement(tree, f"{{{DS}}}Object", Id="idExtra")
        extra.text = "x"

    return forge.resigned(tree=change)


@attack("signature-value")
def the_other_of_two_ecdsa_values(forge):
    def change(value):
        s = int.from_bytes(value[32:], "big")
        large = max(s, ORDER - s)
        return value[:32] + large.to_bytes(32, "big")

    return forge.resigned(value=change)


@attack("signature-value")
def ecdsa_value_as_der(forge):
    def change(value):
        r, s = (int.from_bytes(half, "big") for half in (value[:32], value[32:]))
        return utils.encode_dss_signature(r, min(s, ORDER - s))

    return forge.resigned(value=change)


@attack("signature-value")
def ecdsa_value_of_zeros(forge):
    return forge.resigned(value=lambda _: bytes(64))


@attack("signature-value")
def ecdsa_value_with_r_over_the_order(forge):
    return forge.resigned(value=lambda value: b"\xff" * 32 + value[32:])


@attack("signature-structure", "signature-value")
def no_value(forge):
    return forge.resigned(value=lambda _: b"")


@attack("signature-value")
def value_of_the_other_kind_of_key(forge):
    class Mixed:
        certificate, chain = forge.signer.certificate, forge.signer.chain
        algorithm = Algorithm.RSA
        sign = forge.signer.sign

    return forge.resigned(signer=Mixed())


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_signature_in_another_shape_is_refused_even_with_the_key(
    attack, word, causes, forge, judged
):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word, verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes


def test_that_an_rsa_value_of_another_length_is_refused(make_signer, forge, judged):
    signer = make_signer(key=new_key(Algorithm.RSA))
    assert judged(forge.resigned(signer=signer)).word == "有效"
    for change in (lambda value: b"\0" + value, lambda value: value[:-1], lambda value: b"\1"):
        verdict = judged(forge.resigned(signer=signer, value=change))
        assert [cause.id for cause in verdict.causes] == ["signature-value"]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(lambda: rsa.generate_private_key(65537, 1024), id="RSA-1024"),
        pytest.param(lambda: ec.generate_private_key(ec.SECP224R1()), id="P-224"),
        pytest.param(lambda: ec.generate_private_key(ec.SECP256K1()), id="secp256k1"),
    ],
)
def test_that_a_weak_or_strange_key_is_refused(key, make_signer, forge, judged):
    signer = make_signer(key=key())

    class Weak:
        certificate, chain, algorithm = signer.certificate, signer.chain, signer.algorithm

        @staticmethod
        def sign(data):
            if isinstance(signer.key, rsa.RSAPrivateKey):
                return signer.sign(data)
            r, s = utils.decode_dss_signature(signer.key.sign(data, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    verdict = judged(forge.resigned(signer=Weak()))
    assert verdict.word == "无效"
    assert verdict.causes[0].id == "weak-algorithm"


def test_that_a_certificate_has_one_encoding_only(make_signer, forge, judged):
    signer = make_signer()
    while signer.certificate.signature[-1] & 1:
        signer = make_signer(key=signer.key)
    der = signer.certificate.public_bytes(Encoding.DER)
    start = len(der) - len(signer.certificate.signature)
    # One unused bit, and that bit is zero: the library reads the same signature.
    other = der[: start - 1] + b"\1" + der[start:]
    assert judged(forge.resigned(signer=signer, facts={"certificates": (der,)})).word == "有效"
    verdict = judged(forge.resigned(signer=signer, facts={"certificates": (other,)}))
    assert [cause.id for cause in verdict.causes] == ["certificate-unreadable"]
