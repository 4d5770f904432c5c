"""Keys that never leave a token, in the shape that cryptography knows keys in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
from cryptography.hazmat.primitives.asymmetric.utils import (
    NoDigestInfo,
    Prehashed,
    encode_dss_signature,
)
from cryptography.utils import Buffer

from desktop_app.packages.pki.keys import EC_BYTES
from desktop_app.packages.pki.token_session import TokenPlace, private_key, session_of

Hash = Prehashed | hashes.HashAlgorithm | NoDigestInfo
_STAYS = "the key stays on its token"
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 digest in a PKCS#1 signature, for tokens that do not digest."""


@dataclass(frozen=True)
class TokenRsaKey(rsa.RSAPrivateKey):
    """An RSA key on a token."""

    place: TokenPlace
    pin: str = field(repr=False)
    public: rsa.RSAPublicKey

    @property
    def key_size(self) -> int:
        """Bits of the modulus."""
        return self.public.key_size

    def public_key(self) -> rsa.RSAPublicKey:
        """Return the public key."""
        return self.public

    def sign(self, data: Buffer, padding: AsymmetricPadding, algorithm: Hash) -> bytes:
        """Return the PKCS#1 signature over `data`; SHA-256 is all that we sign with."""
        import pkcs11

        _insist_on(padding, algorithm)
        with session_of(self.place, self.pin) as session:
            key = private_key(session, self.place.key)
            known = session.token.slot.get_mechanisms()
            if pkcs11.Mechanism.SHA256_RSA_PKCS in known:
                return bytes(key.sign(bytes(data), mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
            info = _SHA256_INFO + hashlib.sha256(data).digest()
            return bytes(key.sign(info, mechanism=pkcs11.Mechanism.RSA_PKCS))

    def decrypt(self, ciphertext: bytes, padding: AsymmetricPadding) -> bytes:
        """Return the content key of an envelope."""
        import pkcs11

        _insist_on(padding, hashes.SHA256())
        with session_of(self.place, self.pin) as session:
            key = private_key(session, self.place.key)
            return bytes(key.decrypt(ciphertext, mechanism=pkcs11.Mechanism.RSA_PKCS))

    def private_numbers(self) -> NoReturn:
        """Refuse: the key cannot leave the token."""
        raise UnsupportedAlgorithm(_STAYS)

    def private_bytes(self, *_arguments: object) -> NoReturn:
        """Refuse: the key cannot leave the token."""
        raise UnsupportedAlgorithm(_STAYS)

    def __copy__(self) -> TokenRsaKey:
        return self

    def __deepcopy__(self, _memo: object) -> TokenRsaKey:
        return self


@dataclass(frozen=True)
class TokenEcKey(ec.EllipticCurvePrivateKey):
    """A P-256 key on a token."""

    place: TokenPlace
    pin: str = field(repr=False)
    public: ec.EllipticCurvePublicKey

    @property
    def curve(self) -> ec.EllipticCurve:
        """The curve."""
        return self.public.curve

    @property
    def key_size(self) -> int:
        """Bits of the curve."""
        return self.public.key_size

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """Return the public key."""
        return self.public

    def sign(self, data: Buffer, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        """Return the signature over `data` in DER; SHA-256 is all that we sign with."""
        import pkcs11

        _insist_on(None, signature_algorithm.algorithm)
        with session_of(self.place, self.pin) as session:
            key = private_key(session, self.place.key)
            digest = hashlib.sha256(data).digest()
            value = bytes(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
        r, s = (int.from_bytes(half, "big") for half in (value[:EC_BYTES], value[EC_BYTES:]))
        return encode_dss_signature(r, s)

    def exchange(self, *_arguments: object) -> NoReturn:
        """Refuse: it signs and does nothing else."""
        raise UnsupportedAlgorithm(_STAYS)

    def private_numbers(self) -> NoReturn:
        """Refuse: the key cannot leave the token."""
        raise UnsupportedAlgorithm(_STAYS)

    def private_bytes(self, *_arguments: object) -> NoReturn:
        """Refuse: the key cannot leave the token."""
        raise UnsupportedAlgorithm(_STAYS)

    def __copy__(self) -> TokenEcKey:
        return self

    def __deepcopy__(self, _memo: object) -> TokenEcKey:
        return self


def _insist_on(scheme: AsymmetricPadding | None, algorithm: Hash) -> None:
    if not isinstance(algorithm, hashes.SHA256):
        raise UnsupportedAlgorithm(str(algorithm))
    if scheme is not None and not isinstance(scheme, padding.PKCS1v15):
        raise UnsupportedAlgorithm(str(scheme))
