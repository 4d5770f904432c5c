"""More attacks on signature values and keys: paddings, encodings, the edges of the curve."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa, utils

from desktop_app.packages.pki.keys import Algorithm
from desktop_app.packages.pki.request import new_key

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
SHA256_INFO_WITHOUT_NULL = bytes.fromhex("302f300b0609608648016503040201" + "0420")
SHA1_INFO = bytes.fromhex("3021300906052b0e03021a05000414")


class Otherwise:
    """A signer whose values are made another way; the certificate is as it should be."""

    def __init__(self, signer, make):
        self.certificate, self.chain, self.algorithm = (
            signer.certificate,
            signer.chain,
            signer.algorithm,
        )
        self._key = signer.key
        self._make = make

    def sign(self, data):
        return self._make(self._key, data)


@pytest.fixture(scope="module")
def rsa_signer(make_signer):
    return make_signer(key=new_key(Algorithm.RSA))


@pytest.fixture(scope="module")
def cubic_signer(make_signer):
    """A key whose public exponent is 3."""
    return make_signer(key=rsa.generate_private_key(3, 2048))


def by_hand(key, block):
    """Return the RSA value of a whole block, padded by the caller."""
    numbers = key.private_numbers()
    modulus = numbers.public_numbers.n
    size = (modulus.bit_length() + 7) // 8
    value = pow(int.from_bytes(block, "big"), numbers.d, modulus)
    return value.to_bytes(size, "big")


def padded(key, told, *, filler=b"\xff", kind=1, after=b""):
    """Return a block of the size of the key in the manner of PKCS #1 version 1.5."""
    size = key.key_size // 8
    count = size - 3 - len(told) - len(after)
    return b"\0" + bytes([kind]) + filler * count + b"\0" + told + after


def told_of(data):
    return SHA256_INFO + hashlib.sha256(data).digest()


def probabilistic_padding(key, data):
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    return key.sign(data, pss, hashes.SHA256())


def digest_by_sha_1(key, data):
    return key.sign(data, padding.PKCS1v15(), hashes.SHA1())


def digest_by_sha_512(key, data):
    return key.sign(data, padding.PKCS1v15(), hashes.SHA512())


def digest_told_as_sha_1(key, data):
    return by_hand(key, padded(key, SHA1_INFO + hashlib.sha256(data).digest()[:20]))


def digest_told_without_null(key, data):
    return by_hand(key, padded(key, SHA256_INFO_WITHOUT_NULL + hashlib.sha256(data).digest()))


def digest_without_being_told(key, data):
    return by_hand(key, padded(key, hashlib.sha256(data).digest()))


def bytes_behind_the_digest(key, data):
    return by_hand(key, padded(key, told_of(data), after=bytes(64)))


def padding_of_an_encryption(key, data):
    return by_hand(key, padded(key, told_of(data), kind=2, filler=b"\x5a"))


def padding_of_zeros(key, data):
    return by_hand(key, padded(key, told_of(data), filler=b"\0", kind=0))


def padding_cut_short(key, data):
    told = told_of(data)
    return by_hand(key, b"\0\1" + b"\xff" * 8 + b"\0" + told + bytes(key.key_size // 8 - 11 - 51))


def signature_of_the_digest_of_the_digest(key, data):
    return key.sign(hashlib.sha256(data).digest(), padding.PKCS1v15(), hashes.SHA256())


def value_plus_modulus(key, data):
    value = int.from_bytes(by_hand(key, padded(key, told_of(data))), "big")
    size = key.key_size // 8
    return (value + key.public_key().public_numbers().n).to_bytes(size + 1, "big")


def zero(key, _data):
    return bytes(key.key_size // 8)


def one(key, _data):
    return bytes(key.key_size // 8 - 1) + b"\1"


def minus_one(key, _data):
    return (key.public_key().public_numbers().n - 1).to_bytes(key.key_size // 8, "big")


def of_nothing(key, _data):
    return key.sign(b"", padding.PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    "make",
    [
        probabilistic_padding,
        digest_by_sha_1,
        digest_by_sha_512,
        digest_told_as_sha_1,
        digest_told_without_null,
        digest_without_being_told,
        bytes_behind_the_digest,
        padding_of_an_encryption,
        padding_of_zeros,
        padding_cut_short,
        signature_of_the_digest_of_the_digest,
        value_plus_modulus,
        zero,
        one,
        minus_one,
        of_nothing,
    ],
)
def test_that_an_rsa_value_of_another_make_is_refused(make, rsa_signer, forge, judged):
    verdict = judged(forge.resigned(signer=Otherwise(rsa_signer, make)))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "signature-value")


def test_that_the_right_padding_made_by_hand_is_valid(rsa_signer, forge, judged):
    signer = Otherwise(rsa_signer, lambda key, data: by_hand(key, padded(key, told_of(data))))
    assert judged(forge.resigned(signer=signer)).word == "有效"


def cube_root(number):
    low, high = 0, 1 << (number.bit_length() // 3 + 2)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= number else (low, middle - 1)
    return low


def root_that_needs_no_key(key, data):
    """With the exponent 3 and a careless reader of padding, anybody could make this."""
    size = key.key_size // 8
    head = b"\0\1" + b"\xff" * 8 + b"\0" + told_of(data)
    block = int.from_bytes(head + b"\xff" * (size - len(head)), "big")
    return cube_root(block).to_bytes(size, "big")


@pytest.mark.parametrize(
    "make",
    [root_that_needs_no_key, lambda key, data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())],
    ids=["forged", "genuine"],
)
def test_that_a_key_with_a_small_exponent_is_refused(make, cubic_signer, forge, judged):
    verdict = judged(forge.resigned(signer=Otherwise(cubic_signer, make)))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "weak-algorithm")


# -- the curve ----------------------------------------------------------------------------------


def halves(r, s):
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def numbers(value):
    return int.from_bytes(value[:32], "big"), int.from_bytes(value[32:], "big")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r, s: halves(0, s), id="r zero"),
        pytest.param(lambda r, s: halves(r, 0), id="s zero"),
        pytest.param(lambda r, s: halves(ORDER, s), id="r the order"),
        pytest.param(lambda r, s: halves(r, ORDER), id="s the order"),
        pytest.param(lambda r, s: halves(1, 1), id="ones"),
        pytest.param(lambda r, s: halves(s, r), id="swapped"),
        pytest.param(lambda r, s: halves(r, 2**256 - 1), id="s the largest"),
        pytest.param(lambda r, s: halves(r, s)[:63], id="a byte short"),
        pytest.param(lambda r, s: b"\0" + halves(r, s), id="a byte more"),
        pytest.param(lambda r, s: bytes(33) + halves(r, s)[:31], id="moved"),
        pytest.param(lambda r, s: halves(r, s) * 2, id="doubled"),
        pytest.param(lambda r, s: halves(r, s) + b"\0\0", id="as of P-521"),
        pytest.param(lambda r, s: utils.encode_dss_signature(r, ORDER - s), id="large s in DER"),
        pytest.param(lambda r, s: halves(r, s)[::-1], id="little-endian"),
    ],
)
def test_that_an_ecdsa_value_at_the_edge_is_refused(change, forge, judged):
    verdict = judged(forge.resigned(value=lambda value: change(*numbers(value))))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "signature-value")


@pytest.mark.parametrize("make", [hashes.SHA1, hashes.SHA384, hashes.SHA512])
def test_that_an_ecdsa_value_over_another_digest_is_refused(make, forge, judged):
    def sign(key, data):
        r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(make())))
        return halves(r, min(s, ORDER - s))

    verdict = judged(forge.resigned(signer=Otherwise(forge.signer, sign)))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "signature-value")


# -- other kinds of keys, in certificates that the very CA has issued ----------------------------


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(lambda: ec.generate_private_key(ec.SECP384R1()), id="P-384"),
        pytest.param(lambda: ec.generate_private_key(ec.SECP521R1()), id="P-521"),
        pytest.param(lambda: ec.generate_private_key(ec.BrainpoolP256R1()), id="brainpool"),
        pytest.param(ed25519.Ed25519PrivateKey.generate, id="Ed25519"),
        pytest.param(lambda: dsa.generate_private_key(2048), id="DSA"),
    ],
)
def test_that_a_key_of_a_kind_that_nobody_here_has_is_refused(key, leaf, forge, judged):
    strange = leaf(key=key()).certificate

    class Stranger:
        certificate, chain, algorithm = strange, (), Algorithm.ECDSA

        @staticmethod
        def sign(_data):
            return halves(1, 1)

    verdict = judged(forge.resigned(signer=Stranger()))
    assert (verdict.word, verdict.causes[0].id) == ("无效", "weak-algorithm")
