"""More attacks on the signature's XML by the holder of a key: what the standards allow besides.

All digests and the value are right, and only the shape of the document is not ours.
"""

from __future__ import annotations

import pytest
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
XD = "http://uri.etsi.org/01903/v1.3.2#"
MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
XML = "http://www.w3.org/XML/1998/namespace"
INFO, VALUE, KEY, PACKAGE, OFFICE, PROPERTIES = range(6)
ATTACKS = []


def attack(*causes):
    """Note a change of the document, with the causes of which one must be named first."""

    def keep(function):
        causes_of = causes or ("signature-structure",)
        ATTACKS.append(pytest.param(function, causes_of, id=function.__name__))
        return function

    return keep


def node(tag, text="", space=DS, **attributes):
    """Return a new element."""
    made = etree.Element(f"{{{space}}}{tag}", attributes)
    made.text = text or None
    return made


def copied(element):
    return etree.fromstring(etree.tostring(element, with_tail=False))


def first(tree, tag):
    return next(tree.iter(f"{{*}}{tag}"))


def set_text(tree, tag, text):
    first(tree, tag).text = text


# -- elements that XML-DSig allows and that nobody here writes ----------------------------------


@attack()
def a_second_signed_info(tree):
    tree.insert(1, copied(tree[INFO]))


@attack()
def a_second_signed_info_at_the_end(tree):
    tree.append(copied(tree[INFO]))


@attack()
def signed_info_moved_into_an_object(tree):
    tree[OFFICE].append(tree[INFO])


@attack()
def a_second_value(tree):
    tree.insert(2, node("SignatureValue", "AAAA"))


@attack()
def a_second_key_info(tree):
    tree.insert(3, copied(tree[KEY]))


@attack()
def the_name_of_a_key(tree):
    tree[KEY].insert(0, node("KeyName", "330203"))


@attack()
def a_bare_key_beside_the_certificate(tree):
    holder = node("KeyValue")
    holder.append(node("RSAKeyValue"))
    tree[KEY].insert(0, holder)


@attack("certificate-unreadable", "signature-structure")
def the_subject_in_front_of_the_certificate(tree):
    tree[KEY][0].insert(0, node("X509SubjectName", "CN=x"))


@attack("certificate-unreadable", "signature-structure")
def a_revocation_list_among_the_certificates(tree):
    tree[KEY][0].append(node("X509CRL", "AAAA"))


@attack()
def two_sets_of_certificates(tree):
    tree[KEY].append(copied(tree[KEY][0]))


@attack()
def an_attribute_for_the_language(tree):
    tree.set(f"{{{XML}}}lang", "zh")


@attack()
def a_base_for_all_references(tree):
    tree.set(f"{{{XML}}}base", "https://x.invalid/")


@attack()
def space_to_be_kept(tree):
    tree[PACKAGE].set(f"{{{XML}}}space", "preserve")


@attack()
def a_place_for_schemas(tree):
    space = "http://www.w3.org/2001/XMLSchema-instance"
    tree.set(f"{{{space}}}schemaLocation", f"{DS} https://x.invalid/x.xsd")


@attack()
def an_object_with_an_encoding(tree):
    tree[PACKAGE].set("Encoding", f"{DS}base64")


@attack()
def an_object_of_another_mime_type(tree):
    tree[PACKAGE].set("MimeType", "text/plain")


@attack()
def the_same_id_in_two_objects(tree):
    tree[OFFICE].set("Id", "idPackageObject")


@attack()
def ids_in_another_spelling(tree):
    tree[PACKAGE].set("ID", "idPackageObject")


@attack()
def a_declaration_of_a_prefix_that_nobody_uses(tree):
    made = etree.Element(f"{{{DS}}}Object", {}, {"x": "urn:x", None: DS})
    tree.append(made)


# -- XAdES --------------------------------------------------------------------------------------


@attack()
def a_counter_signature(tree):
    unsigned = node("UnsignedProperties", space=XD)
    properties = node("UnsignedSignatureProperties", space=XD)
    counter = node("CounterSignature", space=XD)
    counter.append(node("Signature"))
    properties.append(counter)
    unsigned.append(properties)
    tree[PROPERTIES][0].append(unsigned)


@attack()
def a_time_stamp(tree):
    signed = first(tree, "SignedDataObjectProperties")
    signed.append(node("AllDataObjectsTimeStamp", space=XD))


@attack()
def a_role_that_the_signer_claims(tree):
    role = node("SignerRole", space=XD)
    role.append(node("ClaimedRoles", "市局", space=XD))
    first(tree, "SignedSignatureProperties").append(role)


@attack()
def two_signing_certificates(tree):
    certificates = first(tree, "SigningCertificate")
    certificates.append(copied(certificates[0]))


@attack()
def the_signing_certificate_of_the_second_kind(tree):
    first(tree, "SigningCertificate").tag = f"{{{XD}}}SigningCertificateV2"


@attack()
def no_signing_certificate(tree):
    found = first(tree, "SigningCertificate")
    found.getparent().remove(found)


@attack()
def a_policy_of_the_signature(tree):
    holder = first(tree, "SignaturePolicyIdentifier")
    holder[0].tag = f"{{{XD}}}SignaturePolicyId"


@attack()
def a_commitment_to_one_part_alone(tree):
    found = first(tree, "AllSignedDataObjects")
    found.tag = f"{{{XD}}}ObjectReference"
    found.text = "#idOfficeObject"


@attack()
def properties_of_another_version_of_xades(tree):
    for one in list(tree[PROPERTIES].iter(f"{{{XD}}}*")):
        one.tag = one.tag.replace("v1.3.2", "v1.4.1")


@attack()
def properties_that_target_another_signature(tree):
    tree[PROPERTIES][0].set("Target", "#other")


@attack()
def properties_in_two_objects(tree):
    tree.append(copied(tree[PROPERTIES]))


@pytest.mark.parametrize("tag", ["SigningTime", "Value"])
@pytest.mark.parametrize(
    "time",
    [
        "2025-01-15T08:00:00",
        "2025-01-15T08:00:00.5Z",
        "2025-01-15T08:00:00z",
        "2025-01-15 08:00:00Z",
        "2025-01-15T24:00:00Z",
        "2025-01-15T08:00:60Z",
        "2025-01-15T08:00:00+00:00",
        "+2025-01-15T08:00:00Z",
        "２０２５-01-15T08:00:00Z",
        "2025-1-15T8:0:0Z",
        "0999-01-15T08:00:00Z",
        "20250115T080000Z",
        "2025-01-15T07:59:59Z",
        "2025-01-15T08:00:00Z\n",
        "now",
        "",
    ],
)
def test_that_another_signing_time_in_one_place_is_refused(time, tag, forge, judged):
    verdict = judged(forge.resigned(tree=lambda tree: set_text(tree, tag, time)))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "signature-structure")


@pytest.mark.parametrize(
    "time", ["0999-01-15T08:00:00Z", "2025-01-15T08:00:60Z", "２０２５-01-15T08:00:00Z"]
)
def test_that_an_odd_signing_time_is_refused_though_both_places_say_it(time, forge, judged):
    def change(tree):
        set_text(tree, "SigningTime", time)
        set_text(tree, "Value", time)

    verdict = judged(forge.resigned(tree=change))
    assert (verdict.word, verdict.workbook) == ("无效", None)


# -- what Office writes beside ------------------------------------------------------------------


@attack()
def a_visible_signature(tree):
    set_text(tree, "SignatureType", "2")


@attack()
def a_text_for_the_signature_line(tree):
    set_text(tree, "SignatureText", "市局 已验收")


@attack()
def an_image_for_the_signature_line(tree):
    set_text(tree, "SignatureImage", "iVBORw0KGgo=")


@attack()
def another_hash_algorithm_in_the_details(tree):
    details = first(tree, "SignatureInfoV1")
    details.append(node("ManifestHashAlgorithm", f"{DS}sha1", space=details.nsmap[None]))


@attack()
def a_format_of_time_that_is_another(tree):
    set_text(tree, "Format", "YYYY")


@pytest.mark.parametrize(("attack", "causes"), ATTACKS)
def test_that_a_document_of_another_shape_is_refused_though_all_digests_fit(
    attack, causes, forge, judged
):
    verdict = judged(forge.resigned(tree=attack))
    assert verdict.word == "无效", verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
