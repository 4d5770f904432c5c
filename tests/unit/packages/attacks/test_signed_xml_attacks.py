"""More attacks on the signature's XML by the holder of a key, from XML-DSig, XAdES and OPC.

Each makes the document say something else before it is digested and signed, so that all digests
and the value are right, and only the shape of the document is not.
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


# -- algorithms ---------------------------------------------------------------------------------


def signature_method(uri):
    return lambda tree: tree[INFO][1].set("Algorithm", uri)


@pytest.mark.parametrize(
    "uri",
    [
        f"{DS}dsa-sha1",
        f"{DS}rsa-sha1",
        f"{MORE}rsa-ripemd160",
        f"{MORE}rsa-sha224",
        f"{MORE}rsa-sha512",
        f"{MORE}ecdsa-sha384",
        f"{MORE}ecdsa-ripemd160",
        f"{MORE}hmac-sha256",
        f"{MORE}hmac-md5",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
        "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
        f"{MORE}ECDSA-SHA256",
        f" {MORE}ecdsa-sha256",
        "",
    ],
)
def test_that_another_signature_method_is_refused(uri, forge, judged):
    verdict = judged(forge.resigned(tree=signature_method(uri)))
    assert verdict.word == "无效"
    assert verdict.causes[0].id in {"weak-algorithm", "signature-structure"}


@pytest.mark.parametrize(
    "uri",
    [
        "http://www.w3.org/2001/04/xmlenc#sha512",
        "http://www.w3.org/2001/04/xmlenc#ripemd160",
        f"{MORE}sha384",
        f"{MORE}sha224",
        f"{DS}hmac-sha1",
        "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
        "",
    ],
)
@pytest.mark.parametrize("place", ["signed info", "manifest", "certificate"])
def test_that_another_digest_method_is_refused(uri, place, forge, judged):
    def change(tree):
        within = {"signed info": INFO, "manifest": PACKAGE, "certificate": PROPERTIES}[place]
        first(tree[within], "DigestMethod").set("Algorithm", uri)

    verdict = judged(forge.resigned(tree=change))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "weak-algorithm")


@pytest.mark.parametrize(
    "uri",
    [
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        f"{DS}base64",
        f"{DS}enveloped-signature",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/2002/07/decrypt#XML",
        "http://www.w3.org/2001/XInclude",
        "http://schemas.openxmlformats.org/package/2005/06/RelationshipTransform",
        "",
    ],
)
@pytest.mark.parametrize("place", ["signed info", "links", "instead of canonical"])
def test_that_another_transform_is_refused(uri, place, forge, judged):
    def change(tree):
        if place == "instead of canonical":
            tree[INFO][0].set("Algorithm", uri)
        else:
            first(tree[INFO if place == "signed info" else PACKAGE], "Transform").set(
                "Algorithm", uri
            )

    verdict = judged(forge.resigned(tree=change))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "weak-algorithm")


@attack()
def length_of_an_hmac_for_the_method(tree):
    tree[INFO][1].append(node("HMACOutputLength", "8"))


@attack()
def parameters_for_the_canonical_form(tree):
    space = "http://www.w3.org/2001/10/xml-exc-c14n#"
    tree[INFO][0].append(node("InclusiveNamespaces", space=space, PrefixList="ds"))


@attack()
def transforms_in_the_other_order(tree):
    transforms = first(tree[PACKAGE], "Transforms")
    transforms.append(transforms[0])


@attack()
def two_relationship_transforms(tree):
    transforms = first(tree[PACKAGE], "Transforms")
    transforms.insert(0, copied(transforms[0]))


@attack()
def links_chosen_by_their_type(tree):
    transform = first(tree[PACKAGE], "Transform")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    transform.append(node("RelationshipsGroupReference", space=MDSSI, SourceType=kind))


@attack()
def a_chosen_link_without_its_id(tree):
    first(tree[PACKAGE], "RelationshipReference").attrib.clear()


@attack()
def a_transform_for_a_sheet(tree):
    reference = tree[PACKAGE][0][-1]
    transforms = node("Transforms")
    transforms.append(node("Transform", Algorithm=C14N))
    reference.insert(0, transforms)


@attack()
def an_empty_list_of_transforms(tree):
    tree[INFO][2].insert(0, node("Transforms"))


# -- references ---------------------------------------------------------------------------------


def refers_to(uri):
    return lambda tree: tree[INFO][2].set("URI", uri)


@pytest.mark.parametrize(
    "uri",
    [
        "#xpointer(/)",
        "#id%50ackageObject",
        "#idPackageobject",
        " #idPackageObject",
        "./_xmlsignatures/sig1.xml#idPackageObject",
        "file:///etc/passwd",
        "https://x.invalid/manifest.xml",
        "/xl/workbook.xml",
        "cid:x",
        "#",
    ],
)
def test_that_a_reference_to_something_else_is_refused(uri, forge, judged):
    verdict = judged(forge.resigned(tree=refers_to(uri)))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "signature-structure")


@attack()
def a_reference_without_uri(tree):
    del tree[INFO][2].attrib["URI"]


@attack()
def a_reference_with_an_id(tree):
    tree[INFO][2].set("Id", "a")


@attack()
def references_of_two_objects_swapped(tree):
    one, other = tree[INFO][2], tree[INFO][3]
    uris = one.get("URI"), other.get("URI")
    one.set("URI", uris[1])
    other.set("URI", uris[0])


@attack()
def the_package_object_referred_to_twice(tree):
    tree[INFO].insert(3, copied(tree[INFO][2]))


@attack("signature-structure", "part-missing")
def a_part_named_from_elsewhere(tree):
    reference = tree[PACKAGE][0][-1]
    reference.set("URI", f"file://{reference.get('URI')}")


@attack("signature-structure", "part-missing")
def a_part_named_with_two_slashes(tree):
    reference = tree[PACKAGE][0][-1]
    reference.set("URI", f"/{reference.get('URI')}")


@attack("signature-structure", "part-type")
def a_content_type_named_twice(tree):
    reference = tree[PACKAGE][0][-1]
    reference.set("URI", f"{reference.get('URI')}?ContentType=text/xml")


@attack("signature-structure", "part-type")
def a_content_type_with_a_fragment(tree):
    reference = tree[PACKAGE][0][-1]
    reference.set("URI", f"{reference.get('URI')}#x")


@attack()
def no_content_type_at_all(tree):
    reference = tree[PACKAGE][0][-1]
    reference.set("URI", reference.get("URI").partition("?")[0])


@attack()
def a_manifest_inside_the_manifest(tree):
    manifest = tree[PACKAGE][0]
    manifest.append(copied(manifest))


@attack()
def two_manifests_the_second_empty(tree):
    tree[PACKAGE].insert(1, node("Manifest"))


@attack()
def a_manifest_with_an_id(tree):
    tree[PACKAGE][0].set("Id", "idManifest")


@attack()
def a_digest_longer_than_it_is(tree):
    digest = tree[PACKAGE][0][-1][1]
    digest.text = digest.text.replace("=", "") + "AA="


@pytest.mark.parametrize(("attack", "causes"), ATTACKS)
def test_that_a_document_of_another_shape_is_refused_though_all_digests_fit(
    attack, causes, forge, judged
):
    verdict = judged(forge.resigned(tree=attack))
    assert verdict.word == "无效", verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
