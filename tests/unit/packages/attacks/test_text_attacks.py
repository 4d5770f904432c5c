"""More attacks on the text of the signature part: XML that reads the same and is not the same."""

from __future__ import annotations

import re

import pytest

ATTACKS = []
DS = "http://www.w3.org/2000/09/xmldsig#"


def attack(*causes):
    """Note a change of the text, with the causes of which one must be named first."""

    def keep(function):
        causes_of = causes or ("part-xml",)
        ATTACKS.append(pytest.param(function, causes_of, id=function.__name__))
        return function

    return keep


def within(tag, change):
    """Return a change of the content of the first element of this name."""
    return lambda text: re.sub(
        f"(<{tag}>)(.*?)(</{tag}>)",
        lambda found: found[1] + change(found[2]) + found[3],
        text,
        count=1,
    )


@attack()
def a_later_version_of_xml(text):
    return text.replace('version="1.0"', 'version="1.1"')


@attack()
def no_declaration(text):
    return text.partition("\n")[2]


@attack()
def space_in_front_of_the_declaration(text):
    return " " + text


@attack()
def an_encoding_that_is_not_the_one_in_use(text):
    return text.replace("UTF-8", "GB18030")


@attack()
def not_standing_alone(text):
    return text.replace('standalone="yes"', 'standalone="no"')


@attack()
def a_nul_at_the_end(text):
    return text + "\0"


@attack()
def a_second_root(text):
    return text + text.partition("\n")[2]


@attack()
def an_entity_for_a_plain_letter(text):
    return text.replace("idPackageObject", "idPackage&#79;bject", 1)


@attack()
def an_entity_declared_and_used(text):
    text = text.replace("<Signature ", '<!DOCTYPE Signature [<!ENTITY e "A">]><Signature ', 1)
    return within("SignatureValue", lambda value: f"&e;{value[1:]}")(text)


@attack()
def an_entity_from_the_network(text):
    declared = '<!DOCTYPE Signature SYSTEM "https://x.invalid/x.dtd"><Signature '
    return text.replace("<Signature ", declared, 1)


@attack()
def a_parameter_entity(text):
    declared = '<!DOCTYPE Signature [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><Signature '
    return text.replace("<Signature ", declared, 1)


@attack()
def ids_given_by_a_doctype(text):
    declared = "<!DOCTYPE Signature [<!ATTLIST Object Name ID #IMPLIED>]><Signature "
    return text.replace("<Signature ", declared, 1)


@attack()
def a_comment_that_cuts_a_certificate(text):
    return within("X509Certificate", lambda der: f"{der[:40]}<!-- -->{der[40:]}")(text)


@attack()
def an_instruction_inside_the_value(text):
    return within("SignatureValue", lambda value: f"{value[:4]}<?x y?>{value[4:]}")(text)


@attack()
def a_style_sheet_for_viewers(text):
    return text.replace("<Signature ", '<?xml-stylesheet href="x.xsl"?><Signature ', 1)


@attack()
def a_value_in_a_cdata_section(text):
    return within("SignatureValue", lambda value: f"<![CDATA[{value}]]>")(text)


@attack("signature-structure")
def space_inside_the_value(text):
    return within("SignatureValue", lambda value: f"{value[:8]} {value[8:]}")(text)


@attack("signature-structure")
def letters_of_another_base64_in_the_value(text):
    return within("SignatureValue", lambda value: value[:-2].replace("A", "-") + "-_")(text)


@attack("signature-structure")
def a_value_without_its_padding(text):
    return within("SignatureValue", lambda value: value.rstrip("="))(text)


@attack("signature-structure")
def a_value_with_too_much_padding(text):
    return within("SignatureValue", lambda value: f"{value}====")(text)


@attack("signature-structure")
def space_inside_a_digest(text):
    return within("DigestValue", lambda digest: f" {digest}")(text)


@attack("signature-structure")
def a_digest_of_another_object(text):
    return text.replace(*re.findall("<DigestValue>(.*?)<", text)[:2], 1)


@attack("signature-structure")
def a_serial_number_with_a_sign(text):
    return within("X509SerialNumber", lambda serial: f"+{serial}")(text)


@attack("signature-structure")
def a_serial_number_with_a_zero_in_front(text):
    return within("X509SerialNumber", lambda serial: f"0{serial}")(text)


@attack("signature-structure")
def the_issuer_s_name_in_the_other_order(text):
    return within("X509IssuerName", lambda name: ",".join(reversed(name.split(","))))(text)


@attack("signature-structure")
def the_issuer_s_name_with_spaces(text):
    return within("X509IssuerName", lambda name: name.replace(",", ", "))(text)


@attack()
def attributes_on_lines_of_their_own(text):
    return text.replace("<Signature ", "<Signature\n", 1)


@attack()
def a_tab_inside_an_attribute(text):
    return text.replace('URI="#idOfficeObject"', 'URI="#idOfficeObject\t"')


@attack()
def an_attribute_doubled(text):
    return text.replace('Id="idPackageObject"', 'Id="idPackageObject" Id="x"', 1)


@attack("part-xml", "signature-structure")
def a_namespace_redefined_inside(text):
    return text.replace("<SignedInfo>", '<SignedInfo xmlns="urn:other">', 1)


@attack("part-xml", "signature-structure")
def a_namespace_taken_away_inside(text):
    return text.replace("<Reference ", '<Reference xmlns="" ', 1)


@attack("part-xml", "signature-structure")
def the_same_namespace_by_two_prefixes(text):
    return text.replace("<SignedInfo>", f'<SignedInfo xmlns:ds="{DS}">', 1)


@attack("part-xml", "signature-structure")
def the_namespace_with_another_ending(text):
    return text.replace(f'xmlns="{DS}"', f'xmlns="{DS[:-1]}"', 1)


@attack()
def a_prefix_that_nobody_declared(text):
    return text.replace("<KeyInfo>", "<x:KeyInfo>", 1).replace("</KeyInfo>", "</x:KeyInfo>", 1)


@attack("part-xml", "signature-structure")
def a_prefix_for_xml_redefined(text):
    return text.replace("<KeyInfo>", '<KeyInfo xmlns:xml="urn:x">', 1)


@attack("signature-structure")
def a_letter_that_looks_like_another(text):
    return text.replace('"#idPackageObject"', '"#idPаckageObject"', 1)


@attack("signature-structure")
def the_container_digest_in_capitals(text):
    return re.sub("SHA-256 [0-9a-f]{64}", lambda found: found[0].upper(), text, count=1)


@attack("signature-structure")
def the_container_digest_with_spaces(text):
    return re.sub("(SHA-256 [0-9a-f]{32})", r"\1 ", text, count=1)


@attack("signature-structure")
def the_digest_of_the_issuers_left_out(text):
    return re.sub(", issuers SHA-256 [0-9a-f]{64}", "", text)


@attack()
def half_a_surrogate(text):
    return text.replace("<SignatureText>", "<SignatureText>&#xD800;", 1)


@attack()
def cut_off_in_the_middle(text):
    return text[: len(text) // 2]


@attack()
def many_namespaces(text):
    names = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(5000))
    return text.replace("<SignedInfo>", f"<SignedInfo {names}>", 1)


@attack()
def many_attributes(text):
    names = " ".join(f'a{n}="{n}"' for n in range(5000))
    return text.replace("<SignedInfo>", f"<SignedInfo {names}>", 1)


@attack("part-xml", "signature-structure")
def many_references(text):
    """As many as the part may be long: digests must not be looked up one by one."""
    reference = re.search('<Reference URI="/xl.*?</Reference>', text)[0]
    many = reference * (900_000 // len(reference))
    return text.replace("</Manifest>", f"{many}</Manifest>", 1)


@pytest.mark.parametrize(("attack", "causes"), ATTACKS)
def test_that_another_text_of_the_signature_is_refused(attack, causes, forge, judged):
    data = forge.signature(attack)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == "无效", verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
