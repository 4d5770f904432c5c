from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.i18n import set_language
from desktop_app.packages.report import inspect_ahead
from desktop_app.packages.report.inspect_ahead import Inspector, inspected

FIRMS = 4
PATIENCE = 60.0
MERGE = """
import os, time
from desktop_app import catalogue
from desktop_app.packages.report import inspect_ahead
pool = inspect_ahead._start(catalogue.load())
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(600)
"""


def runs(number):
    """Whether a process is there and not merely waiting to be forgotten."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes() != b""
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def ahead(catalogue):
    with Inspector(catalogue, expected=inspect_ahead.WORTHWHILE) as found:
        yield found


def test_that_the_other_process_finds_the_same_records(ahead, package, catalogue):
    ahead.ask(package.workbook)
    inspection, rows = ahead.take(package.workbook)
    assert inspection.fits
    assert rows == inspected(package.workbook, catalogue)[1]


def test_that_a_misfit_is_told_in_the_language_in_use(catalogue, seal_again):
    twisted = seal_again({FIRMS: lambda xml: xml.replace("</t>", "改</t>", 1)})
    set_language("en")
    try:
        with Inspector(catalogue, expected=inspect_ahead.WORTHWHILE) as ahead:
            ahead.ask(twisted)
            inspection, _rows = ahead.take(twisted)
        assert inspection == inspected(twisted, catalogue)[0]
    finally:
        set_language("zh")
    assert inspection.misfits
    assert inspected(twisted, catalogue)[0] != inspection


def test_that_a_package_that_nobody_asked_for_is_inspected_here(ahead, package):
    assert ahead.take(package.workbook)[0].fits


def test_that_a_process_that_is_killed_is_done_without(ahead, package):
    ahead.ask(package.workbook)
    for number in list(ahead._pool._processes):
        os.kill(number, signal.SIGKILL)
    assert ahead.take(package.workbook)[0].fits
    ahead.ask(package.workbook)
    assert ahead.take(package.workbook)[0].fits


def test_that_it_ends_with_the_merge_that_was_killed():
    with subprocess.Popen(
        [sys.executable, "-c", MERGE], stdout=subprocess.PIPE, text=True
    ) as merge:
        number = int(merge.stdout.readline())
        assert runs(number)
        merge.kill()
    end = time.monotonic() + PATIENCE
    while runs(number):
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.05)


def test_that_no_process_is_started_for_little(catalogue, package):
    with Inspector(catalogue, expected=inspect_ahead.WORTHWHILE - 1) as ahead:
        ahead.ask(package.workbook)
        assert ahead._pool is None
        assert ahead.take(package.workbook)[0].fits
