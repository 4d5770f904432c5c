"""Files damaged in seeded ways are read or refused: no crash, no hang, no flood of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from golden_sheets.damage import PASSWORD, seeds

from desktop_app.sheets.read import read_file

WORKER = Path(__file__).with_name("fuzz_worker.py")
LONGEST, MOST_MEMORY = 10, 1024
"""Seconds that a file may take, and megabytes that the process may come to."""


def read_damaged(first, count, *more):
    """Read damaged files in a process of its own; return what it told of each."""
    done = subprocess.run(
        [sys.executable, str(WORKER), str(first), str(count), *more],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    pairs = list(zip(told[::2], told[1::2], strict=False))
    assert len(pairs) == count, f"it ended at {told[-1] if told else 'once'}: {done.stderr[-500:]}"
    return pairs


def check(pairs):
    bad = [
        (seed, said["said"])
        for seed, said in pairs
        if said["said"] != "read" and not said["said"].startswith("refused: ")
    ]
    assert bad == []
    for key, most in (("seconds", LONGEST), ("peak", MOST_MEMORY)):
        seed, said = max(pairs, key=lambda pair: pair[1][key])
        assert said[key] < most, (seed, said)


def test_that_the_files_are_good_before_they_are_damaged(tmp_path):
    for name in seeds(tmp_path):
        file = read_file(tmp_path / name, password=PASSWORD)
        assert sum(1 for sheet in file.sheets for _row in sheet.read().rows) >= 9


def test_that_hundreds_of_damaged_files_are_read_or_refused():
    pairs = read_damaged(0, 700)
    check(pairs)
    assert {said["said"] for _seed, said in pairs} >= {"read", "refused: corrupt"}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("first", range(1_000_000, 1_040_000, 10_000))
def test_that_ten_thousands_of_damaged_files_are_read_or_refused(first):
    check(read_damaged(first, 10_000))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_that_damaged_files_that_can_be_read_can_be_imported():
    check(read_damaged(2_000_000, 5_000, "--import"))
