"""No flipped bit, lost byte or doubled byte is ever valid."""

from __future__ import annotations

import random
import time

import pytest

SEED = 20_251_231


def test_that_a_flipped_bit_is_never_valid(any_forge, judged):
    chance = random.Random(SEED)
    for _ in range(1_000):
        data = bytearray(any_forge.genuine)
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        data[at] ^= 1 << bit
        assert judged(bytes(data)).exit_code != 0, (at, bit)


def test_that_bytes_lost_doubled_or_swapped_are_never_valid(forge, judged):
    chance = random.Random(SEED)
    genuine = forge.genuine
    for _ in range(200):
        at = chance.randrange(len(genuine) - 1)
        size = chance.choice((1, 2, 16, 512))
        swapped = genuine[:at] + genuine[at + 1 : at + 2] + genuine[at : at + 1] + genuine[at + 2 :]
        for data in (
            genuine[:at] + genuine[at + size :],
            genuine[: at + size] + genuine[at:],
            genuine[:at] + bytes(size) + genuine[at + size :],
            genuine[:at] + chance.randbytes(size) + genuine[at + size :],
            swapped,
        ):
            if data != genuine:
                assert judged(data).exit_code != 0, (at, size)


@pytest.mark.parametrize("step", [997])
def test_that_a_truncated_file_is_never_valid(step, forge, judged):
    genuine = forge.genuine
    for end in [*range(0, len(genuine), step), *range(len(genuine) - 30, len(genuine))]:
        assert judged(genuine[:end]).exit_code == 2


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_that_no_bit_of_a_whole_package_can_be_flipped(any_forge, judged):
    genuine = any_forge.genuine
    for at in range(len(genuine)):
        for bit in range(8):
            data = bytearray(genuine)
            data[at] ^= 1 << bit
            assert judged(bytes(data)).exit_code != 0, (at, bit)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_that_random_damage_never_takes_long_or_crashes(forge, judged):
    chance = random.Random(SEED)
    end = time.monotonic() + 600
    while time.monotonic() < end:
        data = bytearray(forge.genuine)
        for _ in range(chance.randrange(1, 20)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        verdict = judged(bytes(data))
        assert verdict.exit_code != 0 or bytes(data) == forge.genuine
        assert all(cause.id != "fault" for cause in verdict.causes)
