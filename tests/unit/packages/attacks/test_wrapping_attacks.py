"""Attacks on the signature part: wrapping, additions, hostile and merely different XML."""

from __future__ import annotations

import base64
import re

import pytest

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


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_signature_part_rebuilt_without_the_key_is_refused(
    attack, word, causes, forge, judged
):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word, verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
