"""Tokens (PKCS#11): which are plugged in, which keys are on them, and new ones."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.keys import Algorithm, PublicKey, is_strong
from desktop_app.packages.pki.token_keys import TokenEcKey, TokenRsaKey
from desktop_app.packages.pki.token_session import (
    TokenPlace,
    library,
    private_key,
    private_keys,
    session_of,
    told,
)

if TYPE_CHECKING:
    import pkcs11

RSA_BITS = 3072


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token that is plugged in.

    Attributes:
        slot: Number of its slot.
        label: Its name.
        serial: Its number.
        maker: Who made it, and the model.
        keys: Ids of the public keys and certificates that it shows without a PIN.
        locked: Whether its PIN is locked.
    """

    slot: int
    label: str
    serial: str
    maker: str
    keys: tuple[str, ...]
    locked: bool


def tokens(module: Path) -> list[TokenFacts]:
    """Return the tokens that a driver sees.

    Raises:
        UserError: The driver cannot be loaded, or fails.
    """
    import pkcs11

    with told():
        driver = library(str(module))
        driver.reinitialize()
        return [
            TokenFacts(
                token.slot.slot_id,
                token.label,
                token.serial.decode("ascii", "replace").strip(),
                f"{token.manufacturer_id} {token.model}".strip(),
                tuple(_shown_keys(token)),
                bool(token.flags & pkcs11.TokenFlag.USER_PIN_LOCKED),
            )
            for token in driver.get_tokens()
            if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED
        ]


def find_key(module: Path, pin: str, *, slot: int | None = None, key: str = "") -> TokenPlace:
    """Return where the key is that a person means, having opened the token with the PIN.

    Args:
        module: The driver.
        pin: The PIN of the token.
        slot: Number of its slot; None where there is one token only.
        key: Id of the key, hexadecimal; "" where there is one key only.

    Raises:
        UserError: There is no such token or key, or more than one; or the PIN is not right.
    """
    place = _token_place(module, slot)
    with session_of(place, pin) as session:
        found = sorted(
            {
                one.id.hex()
                for one in private_keys(session)
                if not key or one.id.hex() == key.strip().lower()
            }
        )
    if not found:
        raise UserError(
            _("“{label}”里没有可以签名的密钥。").format(label=place.label),
            _("用 --generate 在上面新建一把，或换一个 U 盾。"),
        )
    if len(found) > 1:
        raise UserError(
            _("“{label}”里有几把密钥：{ids}。").format(label=place.label, ids="、".join(found)),
            _("用 --key-id 写明用哪一把。"),
        )
    return TokenPlace(place.module, place.label, place.serial, found[0])


def generate_key(
    module: Path, pin: str, algorithm: Algorithm, *, slot: int | None = None, label: str
) -> TokenPlace:
    """Make a key on a token, from which it can never be read; return where it is.

    Raises:
        UserError: There is no such token, the PIN is not right, or the token makes no such keys.
    """
    import pkcs11
    from pkcs11.util.ec import encode_named_curve_parameters

    place = _token_place(module, slot)
    number = secrets.token_bytes(8)
    options: dict[str, Any] = {
        "id": number,
        "label": label,
        "store": True,
        "capabilities": pkcs11.MechanismFlag.SIGN | pkcs11.MechanismFlag.VERIFY,
        "private_template": {
            pkcs11.Attribute.SENSITIVE: True,
            pkcs11.Attribute.EXTRACTABLE: False,
        },
    }
    with session_of(place, pin, write=True) as session:
        if algorithm is Algorithm.RSA:
            session.generate_keypair(pkcs11.KeyType.RSA, RSA_BITS, **options)
        else:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            domain = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            domain.generate_keypair(**options)
    return TokenPlace(place.module, place.label, place.serial, number.hex())


def token_key(place: TokenPlace, pin: str) -> TokenRsaKey | TokenEcKey:
    """Return a key on a token, as if it were here.

    Raises:
        UserError: The token or key is not there, the PIN is not right or locked, the driver is
            missing, or the key is of a kind that may not sign.
    """
    with session_of(place, pin) as session:
        public = _public_key(session, place.key)
    if not is_strong(public):
        raise UserError(
            _("“{label}”里的密钥不够强。").format(label=place.label),
            _("换用 RSA 2048 位以上或 P-256 密钥。"),
        )
    if isinstance(public, rsa.RSAPublicKey):
        return TokenRsaKey(place, pin, public)
    return TokenEcKey(place, pin, public)


def _token_place(module: Path, slot: int | None) -> TokenPlace:
    found = [one for one in tokens(module) if slot is None or one.slot == slot]
    if not found:
        raise UserError(_("没有插上 U 盾。"), _("插上 U 盾，用 keys token list 看它在哪个槽。"))
    if len(found) > 1:
        names = "、".join(f"{one.slot}（{one.label}）" for one in found)
        raise UserError(
            _("插着几个 U 盾：{names}。").format(names=names), _("用 --slot 写明槽号。")
        )
    return TokenPlace(str(module), found[0].label, found[0].serial)


def _shown_keys(token: pkcs11.Token) -> Iterator[str]:
    import pkcs11

    seen: set[bytes] = set()
    with token.open() as session:
        for kind in (pkcs11.ObjectClass.PUBLIC_KEY, pkcs11.ObjectClass.CERTIFICATE):
            for one in session.get_objects({pkcs11.Attribute.CLASS: kind}):
                number = bytes(one[pkcs11.Attribute.ID])
                if number not in seen:
                    seen.add(number)
                    yield number.hex()


def _public_key(session: pkcs11.Session, number: str) -> PublicKey:
    import pkcs11
    from pkcs11.util.ec import encode_ec_public_key

    private = private_key(session, number)
    if private[pkcs11.Attribute.KEY_TYPE] is pkcs11.KeyType.RSA:
        # Both numbers are attributes of the private key too, and no secret.
        exponent, modulus = (
            int.from_bytes(private[name], "big")
            for name in (pkcs11.Attribute.PUBLIC_EXPONENT, pkcs11.Attribute.MODULUS)
        )
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    wanted = {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PUBLIC_KEY,
        pkcs11.Attribute.ID: bytes.fromhex(number),
    }
    for one in session.get_objects(wanted):
        key = serialization.load_der_public_key(encode_ec_public_key(cast("pkcs11.PublicKey", one)))
        if isinstance(key, ec.EllipticCurvePublicKey):
            return key
    raise UserError(
        _("U 盾里缺少密钥 {key} 的公钥。").format(key=number),
        _("没有签名。用 --generate 在上面新建一把。"),
    )
