"""Damage below the container: parts altered and zipped again as they should be, so that each
reader behind the container meets it; and certificates altered before signing."""

from __future__ import annotations

import collections
import datetime as dt
import random
import time

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

# Certificates with odd serial numbers make the library warn; that is not what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
SEED = 20_251_231
WORDS = [b"<", b">", b"/", b"&", b"]]>", b"xmlns=", b'"', b"=", b"\0", b"\xff", b"#", b"--", b"<!"]


def damaged(content, chance):
    """Return content with a few bytes altered, lost, doubled or put in."""
    data = bytearray(content)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(4)
        if what == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del data[at : at + chance.randrange(1, 9)]
        elif what == 2:
            data[at:at] = data[at : at + chance.randrange(1, 60)]
        else:
            data[at:at] = chance.choice(WORDS)
    return bytes(data)


def attempt(forge, judged, chance, faults):
    """Damage one small part and judge the package."""
    entries = forge.entries
    entry = chance.choice([one for one in entries if one.content and not one.method] + entries[-1:])
    before = entry.content
    entry.content, entry.stream = damaged(before, chance), None
    if entry.content == before:
        return
    verdict = judged(forge.zip(entries))
    assert verdict.exit_code != 0
    faults.update(cause.shown["kind"] for cause in verdict.causes if cause.id == "fault")


def attempt_certificate(forge, judged, chance, faults):
    """Sign with a certificate that was damaged and judge the package."""
    der = damaged(forge.signer.certificate.public_bytes(Encoding.DER), chance)
    if der == forge.signer.certificate.public_bytes(Encoding.DER):
        return
    try:
        data = forge.resigned(facts={"certificates": (der,)})
    except Exception:  # noqa: BLE001 - not even the workshop can name such a certificate
        return
    verdict = judged(data)
    assert verdict.exit_code != 0
    faults.update(cause.shown["kind"] for cause in verdict.causes if cause.id == "fault")


@pytest.mark.parametrize("damage", [attempt, attempt_certificate])
def test_that_damaged_small_parts_are_refused_without_a_fault(damage, forge, judged):
    chance = random.Random(SEED)
    faults = collections.Counter()
    for _ in range(400):
        damage(forge, judged, chance, faults)
    assert not faults


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("damage", [attempt, attempt_certificate])
def test_that_damaged_small_parts_are_refused_for_minutes(damage, forge, judged):
    chance = random.Random(dt.datetime.now(dt.UTC).timestamp())
    faults = collections.Counter()
    end = time.monotonic() + 300
    while time.monotonic() < end:
        damage(forge, judged, chance, faults)
    assert not faults
