"""Attacks on the signature part: wrapping, additions, swaps, weak means."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import hmac
import re

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from lxml import etree

from desktop_app.packages.enrolment import new_authority, new_key
from desktop_app.packages.identity import Identity
from desktop_app.packages.keys import Algorithm

DS = "http://www.w3.org/2000/09/xmldsig#"
XD = "http://uri.etsi.org/01903/v1.3.2#"
SHEET = "xl/worksheets/sheet1.xml"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ATTACKS = []
STRUCTURE = ("signature-structure", "part-xml")


def attack(*causes, word="无效"):
    """Note an attack with the causes of which one must be named first."""

    def keep(function):
        ATTACKS.append(pytest.param(function, word, causes, id=function.__name__))
        return function

    return keep


def find(text, pattern):
    """Return the first piece of text that a pattern finds."""
    return re.search(pattern, text, re.DOTALL)[0]


def evil_manifest(forge, entries):
    """Return a manifest element that fits altered parts."""
    references = forge.references(entries)
    text = find(forge.text(forge.SIGNATURE), "<Manifest>.*</Manifest>")
    for old, new in zip(forge.references(forge.entries), references, strict=True):
        a, b = (base64.b64encode(one.digest).decode() for one in (old, new))
        text = text.replace(a, b)
    return text


# -- taken away --------------------------------------------------------------------------------


@attack("no-signature", word="未签名")
def signature_stripped_with_its_links(forge):
    entries = forge.without(*("_xmlsignatures/" + n for n in ("origin.sigs", "sig1.xml")))
    entries = forge.without("_xmlsignatures/_rels/origin.sigs.rels", entries=entries)
    tag = find(forge.text(forge.ROOT_RELS), '<Relationship Id="rId3".*?</Relationship>')
    return forge.zip(forge.replaced(forge.ROOT_RELS, tag, "", entries))


@attack("no-signature", word="未签名")
def signature_parts_removed_links_left(forge):
    return forge.zip(forge.entries[:-3])


@attack("relationship")
def origin_link_removed_parts_left(forge):
    tag = find(forge.text(forge.ROOT_RELS), '<Relationship Id="rId3".*?</Relationship>')
    return forge.zip(forge.replaced(forge.ROOT_RELS, tag, ""))


@attack("relationship")
def origin_link_to_another_part(forge):
    return forge.zip(forge.replaced(forge.ROOT_RELS, "_xmlsignatures/origin.sigs", "xl/x.sigs"))


@attack("relationship")
def link_from_the_origin_to_another_part(forge):
    name = "_xmlsignatures/_rels/origin.sigs.rels"
    return forge.zip(forge.replaced(name, "sig1.xml", "sig2.xml"))


@attack("relationship")
def no_link_from_the_origin(forge):
    name = "_xmlsignatures/_rels/origin.sigs.rels"
    tag = find(forge.text(name), "<Relationship .*</Relationship>")
    return forge.zip(forge.replaced(name, tag, ""))


@attack("signature-structure")
def signature_part_of_another_name(forge):
    entries = forge.entries
    entries[-1].name = b"_xmlsignatures/sig2.xml"
    return forge.zip(entries)


@attack("container")
def signature_folder_in_other_case(forge):
    entries = forge.entries
    entries[-1].name = b"_XMLSignatures/sig1.xml"
    return forge.zip(entries)


@attack(*STRUCTURE)
def signature_empty(forge):
    return forge.signature(lambda text: "")


@attack(*STRUCTURE)
def signature_that_is_no_signature(forge):
    return forge.signature(lambda text: forge.HEAD + "<x></x>")


@attack(*STRUCTURE)
def signature_that_is_no_xml(forge):
    return forge.signature(lambda text: text[: len(text) // 2])


@attack("signature-structure")
def a_second_signature(forge):
    entries = forge.entries
    second = forge.one(forge.entries, forge.SIGNATURE)
    second.name = b"_xmlsignatures/sig2.xml"
    return forge.zip([*entries, second])


@attack("container-altered")
def a_second_signature_put_among_the_parts(forge):
    entries = forge.entries
    second = forge.one(forge.entries, forge.SIGNATURE)
    second.name = b"_xmlsignatures/sig0.xml"
    return forge.zip([*entries[:-3], second, *entries[-3:]])


# -- altered without the key -------------------------------------------------------------------


@attack("signature-value")
def signature_value_of_another_document(forge):
    other = forge.sealed(forge.signer, forge.NOW + dt.timedelta(hours=1))
    value = find(other.decode("latin-1"), "<SignatureValue>.*</SignatureValue>")
    return forge.signature(lambda text: re.sub("<SignatureValue>.*</SignatureValue>", value, text))


@attack("container-altered")
def signature_of_another_package_of_the_same_key(forge):
    entries = forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>")
    other = forge.resigned(entries)
    signature = find(other.decode("latin-1"), "<[?]xml[^>]*>\n<Signature .*</Signature>")
    return forge.signature(lambda text: signature.encode("latin-1"))


@attack("signature-structure", "signature-value")
def one_letter_of_the_value(forge):
    value = find(forge.text(forge.SIGNATURE), "<SignatureValue>..")
    other = value[:-1] + ("A" if value[-1] != "A" else "B")
    return forge.signature(lambda text: text.replace(value, other))


@attack("signature-structure")
def unused_bits_of_the_value(forge):
    value = find(forge.text(forge.SIGNATURE), "<SignatureValue>.*?</SignatureValue>")
    digits = value[16:-17].rstrip("=")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = letters[letters.index(digits[-1]) + 1]
    return forge.signature(lambda text: text.replace(digits, digits[:-1] + last))


@attack("signature-structure")
def line_breaks_in_the_value(forge):
    return forge.signature(lambda text: text.replace("<SignatureValue>", "<SignatureValue>\n"))


@attack("signature-structure")
def signing_time_put_back(forge):
    return forge.signature(lambda text: text.replace("2025-01-15T", "2024-12-15T"))


@attack("signature-structure")
def only_the_shown_time_put_back(forge):
    return forge.signature(lambda text: text.replace("2025-01-15T", "2024-12-15T", 1))


@attack("signature-structure")
def manifest_entry_dropped(forge):
    pattern = '<Reference URI="/xl/worksheets/sheet1.*?</Reference>'
    return forge.signature(lambda text: text.replace(find(text, pattern), ""))


@attack("signature-structure")
def manifest_fitted_to_an_altered_sheet(forge):
    entries = forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>")
    manifest = evil_manifest(forge, entries)
    text = re.sub("<Manifest>.*</Manifest>", manifest, forge.text(forge.SIGNATURE))
    return forge.zip(forge.with_content(forge.SIGNATURE, text.encode(), entries))


@attack("signature-structure", "signature-value")
def all_digests_fitted_to_an_altered_sheet(forge):
    data = forge.resigned(
        forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>"), value=lambda _: forge.genuine[:64]
    )
    assert data != forge.genuine
    return data


@attack("signature-structure")
def certificate_of_a_stranger_put_first(forge):
    stranger = forge.make_signer(Identity("330205", "某局", "李四")).certificate
    der = base64.b64encode(stranger.public_bytes(encoding=_der())).decode()
    tag = f"<X509Data><X509Certificate>{der}</X509Certificate>"
    return forge.signature(lambda text: text.replace("<X509Data>", tag))


@attack("signature-structure")
def certificate_swapped(forge):
    stranger = forge.make_signer(Identity("330205", "某局", "李四")).certificate
    der = base64.b64encode(stranger.public_bytes(encoding=_der())).decode()
    return forge.signature(
        lambda text: re.sub("<X509Certificate>.*?<", f"<X509Certificate>{der}<", text, count=1)
    )


@attack("certificate-chain")
def ca_certificate_swapped(forge):
    stranger = new_authority(Identity("3302", "某局", "某根"), years=1, now=forge.NOW).certificate
    der = base64.b64encode(stranger.public_bytes(encoding=_der())).decode()
    parts = forge.text(forge.SIGNATURE).split("<X509Certificate>")
    parts[2] = der + parts[2][parts[2].index("<") :]
    return forge.signature(lambda text: "<X509Certificate>".join(parts))


@attack("certificate-chain")
def ca_certificate_flipped(forge):
    parts = forge.text(forge.SIGNATURE).split("<X509Certificate>")
    at = parts[2].index("<") // 2
    parts[2] = parts[2][:at] + ("A" if parts[2][at] != "A" else "B") + parts[2][at + 1 :]
    return forge.signature(lambda text: "<X509Certificate>".join(parts))


@attack("certificate-chain")
def another_certificate_appended(forge):
    stranger = forge.make_signer(Identity("330205", "某局", "李四")).certificate
    der = base64.b64encode(stranger.public_bytes(encoding=_der())).decode()
    tag = f"<X509Certificate>{der}</X509Certificate></X509Data>"
    return forge.signature(lambda text: text.replace("</X509Data>", tag))


@attack("signature-structure")
def many_certificates_appended(forge):
    tag = find(forge.text(forge.SIGNATURE), "<X509Certificate>.*?</X509Certificate>")
    return forge.signature(lambda text: text.replace("</X509Data>", tag * 20 + "</X509Data>"))


@attack("signature-structure")
def no_certificate(forge):
    return forge.signature(lambda text: re.sub("<X509Data>.*</X509Data>", "", text))


@attack("certificate-unreadable")
def certificate_that_is_none(forge):
    return forge.signature(
        lambda text: re.sub("<X509Certificate>.*?<", "<X509Certificate>AAAA<", text, count=1)
    )


@attack("signature-structure")
def key_value_instead_of_certificates(forge):
    key = "<KeyInfo><KeyValue></KeyValue></KeyInfo>"
    return forge.signature(lambda text: re.sub("<KeyInfo>.*</KeyInfo>", key, text))


@attack("signature-structure")
def key_info_that_points_elsewhere(forge):
    tag = '<RetrievalMethod URI="http://evil.example/key"></RetrievalMethod></KeyInfo>'
    return forge.signature(lambda text: text.replace("</KeyInfo>", tag))


# -- wrapping ----------------------------------------------------------------------------------


def wrapped(forge, build):
    """Return the package with an altered sheet and a signature part built around the old one."""
    entries = forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>")
    text = forge.text(forge.SIGNATURE)
    signed = find(text, '<Object xmlns:mdssi="[^"]*" Id="idPackageObject">.*?</Object>')
    evil = re.sub("<Manifest>.*</Manifest>", evil_manifest(forge, entries), signed)
    new = build(text, signed, evil)
    assert new != text
    return forge.zip(forge.with_content(forge.SIGNATURE, new.encode(), entries))


@attack("signature-structure")
def doubled_id_evil_first(forge):
    return wrapped(forge, lambda text, signed, evil: text.replace(signed, evil + signed))


@attack("signature-structure")
def doubled_id_evil_last(forge):
    return wrapped(forge, lambda text, _, evil: text.replace("</Signature>", f"{evil}</Signature>"))


def other_id(evil):
    return evil.replace('"idPackageObject"', '"idPackageObject2"')


@attack("signature-structure")
def signed_object_moved_into_an_unsigned_one(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(
            signed, f"{other_id(evil)}<Object>{signed}</Object>"
        ),
    )


@attack("signature-structure")
def signed_object_moved_to_the_end(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(signed, other_id(evil)).replace(
            "</Signature>", f"<Object>{signed}</Object></Signature>"
        ),
    )


@attack("signature-structure")
def signed_object_moved_into_the_key_info(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(signed, other_id(evil)).replace(
            "</KeyInfo>", f"<Object>{signed}</Object></KeyInfo>"
        ),
    )


@attack(*STRUCTURE)
def signed_object_moved_into_the_evil_one(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(
            signed, other_id(evil).removesuffix("</Object>") + signed + "</Object>"
        ),
    )


@attack("signature-structure")
def evil_manifest_before_the_signed_one(forge):
    def build(text, signed, evil):
        manifest = find(evil, "<Manifest>.*</Manifest>")
        return text.replace("<Manifest>", manifest + "<Manifest>", 1)

    return wrapped(forge, build)


@attack("signature-structure")
def evil_object_without_an_id(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(
            signed, evil.replace(' Id="idPackageObject"', "") + signed
        ),
    )


@attack(*STRUCTURE)
def evil_object_with_an_xml_id(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(signed, evil.replace(" Id=", " xml:id=") + signed),
    )


@attack("signature-structure", "part-xml")
def evil_object_in_another_namespace(forge):
    return wrapped(
        forge,
        lambda text, signed, evil: text.replace(
            signed, signed + evil.replace("<Object ", '<Object xmlns="urn:x" ')
        ),
    )


@attack(*STRUCTURE)
def signature_inside_a_signature(forge):
    def build(text, _signed, _evil):
        inner = find(text, "<Signature .*</Signature>")
        return text.replace("</Signature>", f"<Object>{inner}</Object></Signature>")

    return wrapped(forge, build)


@attack("signature-structure", "part-xml")
def signature_inside_something_else(forge):
    def build(text, _signed, _evil):
        inner = find(text, "<Signature .*</Signature>")
        return f"{forge.HEAD}<x>{inner}</x>"

    return wrapped(forge, build)


@attack("signature-structure")
def an_unsigned_object_more(forge):
    return forge.signature(
        lambda text: text.replace("</Signature>", "<Object>x</Object></Signature>")
    )


@attack("signature-structure")
def unsigned_properties_added(forge):
    tag = "<xd:UnsignedProperties></xd:UnsignedProperties></xd:QualifyingProperties>"
    return forge.signature(lambda text: text.replace("</xd:QualifyingProperties>", tag))


@attack("signature-structure")
def an_attribute_on_the_root(forge):
    return forge.signature(
        lambda text: text.replace('Id="idPackageSignature">', 'Id="idPackageSignature" x="1">', 1)
    )


@attack("signature-structure")
def an_id_on_the_signed_info(forge):
    return forge.signature(lambda text: text.replace("<SignedInfo>", '<SignedInfo Id="a">'))


@attack("signature-structure")
def text_at_the_end_of_the_root(forge):
    return forge.signature(lambda text: text.replace("</Signature>", " </Signature>"))


# -- hostile XML -------------------------------------------------------------------------------


@attack("part-xml")
def doctype_unused(forge):
    return forge.signature(lambda text: text.replace("<Signature ", "<!DOCTYPE x><Signature ", 1))


@attack("part-xml")
def external_entity(forge):
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Signature '
    return forge.signature(
        lambda text: text.replace("<Signature ", doctype, 1).replace(
            "</SignatureComments>", "&e;</SignatureComments>"
        )
    )


@attack("part-xml")
def entity_bomb(forge):
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    doctype = f"<!DOCTYPE x [<!ENTITY e0 'ha'>{entities}]><Signature "
    return forge.signature(
        lambda text: text.replace("<Signature ", doctype, 1).replace(
            "</SignatureComments>", "&e11;</SignatureComments>"
        )
    )


@attack("part-xml")
def a_hundred_thousand_deep(forge):
    deep = "<Object>" * 100_000 + "</Object>" * 100_000
    return forge.signature(lambda text: text.replace("</Signature>", f"{deep}</Signature>"))


@attack("signature-structure")
def two_hundred_deep(forge):
    deep = "<Object>" * 200 + "</Object>" * 200
    return forge.signature(lambda text: text.replace("</Signature>", f"{deep}</Signature>"))


@attack("part-xml")
def signature_part_of_ten_megabytes(forge):
    return forge.signature(
        lambda text: text.replace("</Signature>", "x" * 10_000_000 + "</Signature>")
    )


@attack("part-xml")
def a_comment(forge):
    return forge.signature(lambda text: text.replace("<KeyInfo>", "<!-- x --><KeyInfo>"))


@attack("part-xml")
def a_comment_inside_a_digest(forge):
    return forge.signature(
        lambda text: text.replace("=</DigestValue>", "<!-- x -->=</DigestValue>")
    )


@attack("part-xml")
def an_instruction(forge):
    return forge.signature(lambda text: text.replace("<KeyInfo>", "<?x y?><KeyInfo>"))


@attack("part-xml")
def a_cdata_section(forge):
    return forge.signature(
        lambda text: text.replace("<ColorDepth>32", "<ColorDepth><![CDATA[32]]>")
    )


@attack("part-xml")
def a_character_reference(forge):
    return forge.signature(lambda text: text.replace("<ColorDepth>32", "<ColorDepth>3&#50;"))


@attack("part-xml")
def self_closing_tags(forge):
    return forge.signature(lambda text: text.replace("<SetupID></SetupID>", "<SetupID/>"))


@attack("part-xml")
def single_quotes(forge):
    return forge.signature(
        lambda text: text.replace('Id="idPackageSignature"', "Id='idPackageSignature'", 1)
    )


@attack("part-xml")
def another_declaration(forge):
    return forge.signature(lambda text: text.replace(' standalone="yes"', "", 1))


@attack("part-xml")
def a_byte_order_mark(forge):
    return forge.signature(lambda text: "\ufeff" + text)


@attack("part-xml")
def in_utf_16(forge):
    return forge.signature(lambda text: text.replace("UTF-8", "UTF-16", 1).encode("utf-16"))


@attack("part-xml")
def in_utf_7(forge):
    return forge.signature(lambda text: text.replace("UTF-8", "UTF-7", 1))


@attack("part-xml")
def broken_utf_8(forge):
    return forge.signature(lambda text: text.encode().replace(b"<SetupID>", b"<SetupID>\xff\xfe"))


@attack("part-xml")
def windows_line_ends(forge):
    return forge.signature(lambda text: text.replace("\n", "\r\n"))


@attack("part-xml")
def another_prefix(forge):
    return forge.signature(lambda text: text.replace("xd:", "xe:").replace(":xd=", ":xe=", 0))


@attack("signature-structure")
def another_prefix_everywhere(forge):
    return forge.signature(lambda text: text.replace("xd:", "xe:").replace(":xd=", ":xe="))


# -- signed with the very key, but in another way ----------------------------------------------


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
    key = forge.signer.certificate.public_bytes(encoding=_der())
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


def relinked(forge, part, ids):
    """Return a reference to a relationship part that signs these ids only."""
    content = forge.one(forge.entries, part.name).content
    return dataclasses.replace(
        part, relationships=ids, digest=hashlib.sha256(forge.transformed(content, ids)).digest()
    )


def _der():
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_an_attack_on_the_signature_is_refused(attack, word, causes, forge, judged):
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
