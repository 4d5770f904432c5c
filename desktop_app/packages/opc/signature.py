"""Package signatures: made from the digests of the parts, read back, and checked.

`sign` is all that a writer needs; `seal.SealedWriter` calls it::

    signature_part = sign(references, container_digest, signer, when)
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.opc import canonical, relationships, xades
from desktop_app.packages.opc.xades import Facts, PartReference
from desktop_app.packages.pki.keys import EC_BYTES, Algorithm, Signer, is_canonical, is_strong
from desktop_app.packages.verdict import Refused

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of P-256: (r, s) and (r, order - s) are both right, we take the smaller s."""

_MAX_CERTIFICATES = 4
_PLACE = re.compile(f"{xades.PLACE}([12]) of 2$")
_ALGORITHMS = {uri: algorithm for algorithm, uri in xades.METHODS.items()}
_PREFIXES = {"ds": xades.DS, "m": xades.MDSSI, "o": xades.OFFICE, "xd": xades.XD}
_ALLOWED = {
    "CanonicalizationMethod": {xades.C14N},
    "SignatureMethod": set(xades.METHODS.values()),
    "DigestMethod": {xades.SHA256},
    "Transform": {xades.C14N, xades.RELATIONSHIP_TRANSFORM},
}


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature part that has our shape; its value is not yet checked.

    Attributes:
        facts: What it says.
        certificate: The signer's certificate.
        signed: The bytes that the key signed.
        value: The signature over them.
    """

    facts: Facts
    certificate: x509.Certificate
    signed: bytes
    value: bytes


def sign(
    references: Sequence[PartReference],
    container: bytes,
    signer: Signer,
    when: datetime,
    *,
    place: int = 1,
    wanted: int = 1,
) -> bytes:
    """Return the signature part.

    Args:
        references: The parts to cover, in the order of the file.
        container: SHA-256 of the file before the signature entries (see `xades.Facts`).
        signer: The key.
        when: The time to claim, with its zone; whole seconds are kept.
        place: Which of the package's signatures it is.
        wanted: How many the package is to have.

    Raises:
        UserError: The certificate is not valid at `when`, or is not that of the key.
    """
    _check_time(signer.certificate, when)
    certificates = (signer.certificate, *signer.chain)
    facts = Facts(
        signer.algorithm,
        tuple(references),
        container,
        when.astimezone(UTC).replace(microsecond=0),
        tuple(one.public_bytes(Encoding.DER) for one in certificates),
        place,
        wanted,
    )
    tree = xades.signature_tree(facts)
    signed = xades.signed_bytes(tree)
    value = _small_s(signer.sign(signed)) if is_ecdsa(facts) else signer.sign(signed)
    try:
        check_value(Signature(facts, signer.certificate, signed, value))
    except Refused as refused:
        raise UserError(
            _("签名没有做成：密钥与证书不是一对。"), _("重新安装证书，文件没有写出。")
        ) from refused
    return xades.document(tree, value)


def is_ecdsa(facts: Facts) -> bool:
    """Tell whether a P-256 key signed."""
    return facts.algorithm is Algorithm.ECDSA


def read(data: bytes, name: str) -> Signature:
    """Return what a signature part says.

    Raises:
        Refused: It is not in our one shape, or uses an algorithm that we do not take.
    """
    root = canonical.parse(data, name)
    _check_algorithms(root)
    try:
        facts, value = _facts(root)
        certificate = _certificate(facts.certificates[0])
        tree = xades.signature_tree(facts)
        signed = xades.signed_bytes(tree)
        same = xades.document(tree, value) == data
    except (AttributeError, IndexError, KeyError, ValueError) as error:
        raise Refused("signature-structure") from error
    if not same:
        raise Refused("signature-structure")
    return Signature(facts, certificate, signed, value)


def _certificate(der: bytes) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(der)
        # These are parsed when they are first asked for; a broken one shall be told here.
        _parsed = (certificate.subject, certificate.issuer, certificate.not_valid_after_utc)
    except (ValueError, TypeError, x509.InvalidVersion) as error:
        raise Refused("certificate-unreadable") from error
    if not is_canonical(certificate):
        raise Refused("certificate-unreadable")
    return certificate


def check_value(signature: Signature) -> None:
    """Check that the certificate's key made the signature.

    Raises:
        Refused: It did not, or the key is too weak or of another kind.
    """
    try:
        key = signature.certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refused("certificate-unreadable") from error
    if not is_strong(key):
        raise Refused("weak-algorithm", name=type(key).__name__.removesuffix("PublicKey"))
    try:
        _verify(key, signature)
    except InvalidSignature as error:
        raise Refused("signature-value") from error


def _verify(key: object, signature: Signature) -> None:
    value = signature.value
    if isinstance(key, rsa.RSAPublicKey) and not is_ecdsa(signature.facts):
        key.verify(value, signature.signed, padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ec.EllipticCurvePublicKey) and is_ecdsa(signature.facts):
        if len(value) != 2 * EC_BYTES or _small_s(value) != value:
            raise InvalidSignature
        r, s = (int.from_bytes(half, "big") for half in (value[:EC_BYTES], value[EC_BYTES:]))
        key.verify(encode_dss_signature(r, s), signature.signed, ec.ECDSA(hashes.SHA256()))
    else:
        raise InvalidSignature


def _small_s(value: bytes) -> bytes:
    """Return the one of the two ECDSA signatures that has the smaller s."""
    s = int.from_bytes(value[EC_BYTES:], "big")
    return value[:EC_BYTES] + min(s, abs(_ORDER - s)).to_bytes(EC_BYTES, "big")


def _check_time(certificate: x509.Certificate, when: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if when < first:
        raise UserError(
            _("证书从 {day} 起才有效，本机时间是 {now}。").format(
                day=f"{first:%Y-%m-%d}", now=f"{when:%Y-%m-%d}"
            ),
            _("先把本机时间调对再签名，文件没有写出。"),
        )
    if when > last:
        raise UserError(
            _("证书已在 {day} 到期。").format(day=f"{last:%Y-%m-%d}"),
            _("向市局换发证书再签名，文件没有写出。"),
        )


def _check_algorithms(root: etree._Element) -> None:
    for tag, allowed in _ALLOWED.items():
        for node in root.iter(f"{{{xades.DS}}}{tag}"):
            if node.get("Algorithm") not in allowed:
                raise Refused("weak-algorithm", name=node.get("Algorithm", "")[-40:])


def _facts(root: etree._Element) -> tuple[Facts, bytes]:
    """Read the facts at their fixed places; whatever is not there raises."""
    info, value, key, package, office = list(root)[:5]
    algorithm = _ALGORITHMS[info[1].get("Algorithm", "")]
    comments = _text(office[0][0][0].find("o:SignatureComments", _PREFIXES))
    time = _text(package[1][0][0].find("m:Value", _PREFIXES))
    certificates = tuple(_bytes(node) for node in key[0])
    if len(certificates) > _MAX_CERTIFICATES:
        raise ValueError(certificates)
    seal, _issuers, rest = comments.removeprefix(xades.SEAL).partition(xades.ISSUERS)
    place = _PLACE.search(rest)
    facts = Facts(
        algorithm,
        tuple(map(_part_reference, package[0])),
        bytes.fromhex(seal),
        datetime.strptime(time, xades.TIME).replace(tzinfo=UTC),
        certificates,
        place=int(place[1]) if place else 1,
        wanted=2 if place else 1,
    )
    return facts, _bytes(value)


def _part_reference(node: etree._Element) -> PartReference:
    name, found, kind = node.get("URI", "").removeprefix("/").partition("?ContentType=")
    if not found:
        raise ValueError(name)
    ids = None
    if kind == relationships.CONTENT_TYPE:
        ids = tuple(link.get("SourceId", "") for link in node[0][0])
    return PartReference(name, kind, _bytes(node[-1]), ids)


def _text(node: etree._Element | None) -> str:
    if node is None or not node.text:
        raise ValueError(node)
    return node.text


def _bytes(node: etree._Element) -> bytes:
    return b64decode(_text(node), validate=True)
