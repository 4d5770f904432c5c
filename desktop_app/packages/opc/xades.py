"""The XML of a package signature, in the shape that Office gives it and in exactly one form.

The whole document follows from a handful of facts, so that a verifier reads the facts, makes the
document again and compares: whatever else an attacker puts in, leaves out or moves has no place.

Besides what Office writes, SignatureComments carries the SHA-256 of all bytes of the file that
stand before the signature entries. Parts are digested inflated, and a deflate stream can be
altered without altering what it inflates to; with this digest no byte of the file can change.
A second digest covers the certificates beside the signer's own, which Office leaves unsigned.

Where two signatures are wanted, both say so and which of them they are. The second digests the
first one's part behind those bytes, so that it stands for nothing else, and in no other order.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from lxml import etree

from desktop_app.packages.opc import canonical
from desktop_app.packages.pki.identity import distinguished_name
from desktop_app.packages.pki.keys import Algorithm

DS = "http://www.w3.org/2000/09/xmldsig#"
MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE = "http://schemas.microsoft.com/office/2006/digsig"
XD = "http://uri.etsi.org/01903/v1.3.2#"

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
METHODS = {
    Algorithm.RSA: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    Algorithm.ECDSA: "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
}
RELATIONSHIP_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
SEAL = "Shuangbei container SHA-256 "
ISSUERS = ", issuers SHA-256 "
PLACE = ", signature "
TIME = "%Y-%m-%dT%H:%M:%SZ"

_PREFIXES: Mapping[str, tuple[str, Mapping[str | None, str]]] = {
    "ds": (DS, {None: DS}),
    "m": (MDSSI, {"mdssi": MDSSI}),
    "o": (OFFICE, {None: OFFICE}),
    "xd": (XD, {"xd": XD}),
}
_OFFICE_DETAILS = (
    ("WindowsVersion", "10.0"),
    ("OfficeVersion", "16.0"),
    ("ApplicationVersion", "16.0"),
    ("Monitors", "1"),
    ("HorizontalResolution", "1920"),
    ("VerticalResolution", "1080"),
    ("ColorDepth", "32"),
    ("SignatureProviderId", "{00000000-0000-0000-0000-000000000000}"),
    ("SignatureProviderUrl", ""),
    ("SignatureProviderDetails", "9"),
    ("SignatureType", "1"),
)


@dataclass(frozen=True, slots=True)
class PartReference:
    """One part that a signature covers.

    Attributes:
        name: Its name, without a slash in front.
        content_type: Its content type.
        digest: SHA-256 of its content; of its transform for relationships.
        relationships: The ids that are signed, or None where it holds no relationships.
    """

    name: str
    content_type: str
    digest: bytes
    relationships: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a signature says.

    Attributes:
        algorithm: How it was signed.
        references: The parts it covers.
        container: SHA-256 of the file before the signature entries, for a second signature with
            the first one's part behind it.
        signed_at: When it was signed, whole seconds UTC.
        certificates: DER of the signer's certificate, then of its issuers.
        place: Which of the signatures it is, from 1.
        wanted: How many signatures the package is to have: 1 or 2.
    """

    algorithm: Algorithm
    references: tuple[PartReference, ...]
    container: bytes
    signed_at: datetime
    certificates: tuple[bytes, ...]
    place: int = 1
    wanted: int = 1


def signature_tree(facts: Facts) -> etree._Element:
    """Return the document without its SignatureValue (it stays empty)."""
    objects = [_package_object(facts), _office_object(facts), _xades_object(facts)]
    root = _node("ds:Signature", {"Id": "idPackageSignature"})
    root.extend(objects)
    properties = objects[2][0][0]
    info = _signed_info(facts, (objects[0], objects[1], properties))
    key = [_node("ds:X509Certificate", text=_base64(der)) for der in facts.certificates]
    root[:0] = [
        info,
        _node("ds:SignatureValue"),
        _node("ds:KeyInfo", {}, _node("ds:X509Data", {}, *key)),
    ]
    return root


def signed_bytes(tree: etree._Element) -> bytes:
    """Return what the key signs: the canonical SignedInfo."""
    return canonical.c14n(tree[0])


def document(tree: etree._Element, value: bytes) -> bytes:
    """Return the signature part with its value filled in."""
    tree[1].text = _base64(value)
    return canonical.serialise(tree)


def _signed_info(facts: Facts, digested: tuple[etree._Element, ...]) -> etree._Element:
    package, office, properties = (
        hashlib.sha256(canonical.c14n(element)).digest() for element in digested
    )
    kind = f"{DS}Object"
    return _node(
        "ds:SignedInfo",
        {},
        _node("ds:CanonicalizationMethod", {"Algorithm": C14N}),
        _node("ds:SignatureMethod", {"Algorithm": METHODS[facts.algorithm]}),
        _reference({"Type": kind, "URI": "#idPackageObject"}, package),
        _reference({"Type": kind, "URI": "#idOfficeObject"}, office),
        _reference(
            {"Type": "http://uri.etsi.org/01903#SignedProperties", "URI": "#idSignedProperties"},
            properties,
            _node("ds:Transform", {"Algorithm": C14N}),
        ),
    )


def _reference(
    attributes: Mapping[str, str], digest: bytes, *transforms: etree._Element
) -> etree._Element:
    before = [_node("ds:Transforms", {}, *transforms)] if transforms else []
    return _node("ds:Reference", attributes, *before, *_digest(digest))


def _digest(digest: bytes) -> tuple[etree._Element, etree._Element]:
    return (
        _node("ds:DigestMethod", {"Algorithm": SHA256}),
        _node("ds:DigestValue", text=_base64(digest)),
    )


def _package_object(facts: Facts) -> etree._Element:
    time = _node(
        "m:SignatureTime",
        {},
        _node("m:Format", text="YYYY-MM-DDThh:mm:ssTZD"),
        _node("m:Value", text=facts.signed_at.strftime(TIME)),
    )
    holder = canonical.element(DS, "Object", {"Id": "idPackageObject"}, {None: DS, "mdssi": MDSSI})
    holder.append(_node("ds:Manifest", {}, *map(_part_reference, facts.references)))
    holder.append(_property("idSignatureTime", time))
    return holder


def _part_reference(part: PartReference) -> etree._Element:
    uri = {"URI": f"/{part.name}?ContentType={part.content_type}"}
    if part.relationships is None:
        return _reference(uri, part.digest)
    links = [_node("m:RelationshipReference", {"SourceId": link}) for link in part.relationships]
    transform = _node("ds:Transform", {"Algorithm": RELATIONSHIP_TRANSFORM}, *links)
    return _reference(uri, part.digest, transform, _node("ds:Transform", {"Algorithm": C14N}))


def _office_object(facts: Facts) -> etree._Element:
    place = f"{PLACE}{facts.place} of {facts.wanted}" if facts.wanted > 1 else ""
    seal = f"{SEAL}{facts.container.hex()}{ISSUERS}{_issuers(facts)}{place}"
    texts = (
        ("SetupID", ""),
        ("SignatureText", ""),
        ("SignatureImage", ""),
        ("SignatureComments", seal),
        *_OFFICE_DETAILS,
    )
    details = _node("o:SignatureInfoV1", {}, *(_node(f"o:{tag}", text=text) for tag, text in texts))
    return _node("ds:Object", {"Id": "idOfficeObject"}, _property("idOfficeV1Details", details))


def _issuers(facts: Facts) -> str:
    """Return what stands for the certificates after the first, each by its own digest."""
    digests = (hashlib.sha256(der).digest() for der in facts.certificates[1:])
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _property(name: str, content: etree._Element) -> etree._Element:
    attributes = {"Id": name, "Target": "#idPackageSignature"}
    return _node("ds:SignatureProperties", {}, _node("ds:SignatureProperty", attributes, content))


def _xades_object(facts: Facts) -> etree._Element:
    signed = _node(
        "xd:SignedProperties",
        {"Id": "idSignedProperties"},
        _signature_properties(facts),
        _data_properties(),
    )
    target = {"Target": "#idPackageSignature"}
    return _node("ds:Object", {}, _node("xd:QualifyingProperties", target, signed))


def _signature_properties(facts: Facts) -> etree._Element:
    leaf = facts.certificates[0]
    certificate = x509.load_der_x509_certificate(leaf)
    issuer = _node(
        "xd:IssuerSerial",
        {},
        _node("ds:X509IssuerName", text=distinguished_name(certificate.issuer)),
        _node("ds:X509SerialNumber", text=str(certificate.serial_number)),
    )
    digest = _node("xd:CertDigest", {}, *_digest(hashlib.sha256(leaf).digest()))
    policy = _node("xd:SignaturePolicyIdentifier", {}, _node("xd:SignaturePolicyImplied"))
    return _node(
        "xd:SignedSignatureProperties",
        {},
        _node("xd:SigningTime", text=facts.signed_at.strftime(TIME)),
        _node("xd:SigningCertificate", {}, _node("xd:Cert", {}, digest, issuer)),
        policy,
    )


def _data_properties() -> etree._Element:
    kind = _node(
        "xd:CommitmentTypeId",
        {},
        _node("xd:Identifier", text="http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin"),
        _node("xd:Description", text="Created this document"),
    )
    return _node(
        "xd:SignedDataObjectProperties",
        {},
        _node("xd:CommitmentTypeIndication", {}, kind, _node("xd:AllSignedDataObjects")),
    )


def _node(
    tag: str,
    attributes: Mapping[str, str] | None = None,
    *children: etree._Element,
    text: str = "",
) -> etree._Element:
    prefix, name = tag.split(":")
    namespace, declared = _PREFIXES[prefix]
    node = canonical.element(namespace, name, attributes, declared)
    node.text = text or None
    node.extend(children)
    return node


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
