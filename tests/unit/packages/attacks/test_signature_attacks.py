"""Attacks on the signature part: taken away, swapped, altered without the key."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import Identity

SHEET = "xl/worksheets/sheet1.xml"
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


def rezipped(data, *, leave_out=""):
    """Return a zip file as Python's own library writes it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            if not (leave_out and name.startswith(leave_out)):
                new.writestr(name, old.read(name))
    return file.getvalue()


@attack("no-signature", word="未签名")
def signature_parts_removed_by_another_program(forge):
    return rezipped(forge.genuine, leave_out="_xmlsignatures/")


@attack("container")
def all_parts_zipped_by_another_program(forge):
    return rezipped(forge.genuine)


@attack("container")
def signature_parts_cut_off(forge):
    return forge.genuine[: forge.genuine.rindex(b"PK\3\4") - 400]


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


@attack("relationship")
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
    der = base64.b64encode(stranger.public_bytes(Encoding.DER)).decode()
    tag = f"<X509Data><X509Certificate>{der}</X509Certificate>"
    return forge.signature(lambda text: text.replace("<X509Data>", tag))


@attack("signature-structure")
def certificate_swapped(forge):
    stranger = forge.make_signer(Identity("330205", "某局", "李四")).certificate
    der = base64.b64encode(stranger.public_bytes(Encoding.DER)).decode()
    return forge.signature(
        lambda text: re.sub("<X509Certificate>.*?<", f"<X509Certificate>{der}<", text, count=1)
    )


@attack("signature-structure")
def ca_certificate_swapped(forge):
    stranger = new_authority(Identity("3302", "某局", "某根"), years=1, now=forge.NOW).certificate
    der = base64.b64encode(stranger.public_bytes(Encoding.DER)).decode()
    parts = forge.text(forge.SIGNATURE).split("<X509Certificate>")
    parts[2] = der + parts[2][parts[2].index("<") :]
    return forge.signature(lambda text: "<X509Certificate>".join(parts))


@attack("signature-structure")
def ca_certificate_flipped(forge):
    parts = forge.text(forge.SIGNATURE).split("<X509Certificate>")
    at = parts[2].index("<") // 2
    parts[2] = parts[2][:at] + ("A" if parts[2][at] != "A" else "B") + parts[2][at + 1 :]
    return forge.signature(lambda text: "<X509Certificate>".join(parts))


@attack("signature-structure")
def another_certificate_appended(forge):
    stranger = forge.make_signer(Identity("330205", "某局", "李四")).certificate
    der = base64.b64encode(stranger.public_bytes(Encoding.DER)).decode()
    tag = f"<X509Certificate>{der}</X509Certificate></X509Data>"
    return forge.signature(lambda text: text.replace("</X509Data>", tag))


@attack("signature-structure")
def ca_certificate_dropped(forge):
    certificates = r"(</X509Certificate>)<X509Certificate>.*?</X509Certificate>"
    return forge.signature(lambda text: re.sub(certificates, r"\1", text))


@attack("signature-structure")
def ca_certificate_doubled(forge):
    certificates = r"(</X509Certificate>)(<X509Certificate>.*?</X509Certificate>)"
    return forge.signature(lambda text: re.sub(certificates, r"\1\2\2", text))


@attack("signature-value")
def ca_certificate_dropped_with_its_digest(forge):
    """Make the part whole again in all but the value, which only the key can make."""
    entries = forge.unzipped(forge.resigned(signer=replace(forge.signer, chain=())))
    text = forge.text(forge.SIGNATURE, entries)
    value = find(forge.text(forge.SIGNATURE), "<SignatureValue>.*?<")
    return forge.signature(lambda _text: re.sub("<SignatureValue>.*?<", value, text))


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


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_signature_altered_without_the_key_is_refused(attack, word, causes, forge, judged):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word, verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
