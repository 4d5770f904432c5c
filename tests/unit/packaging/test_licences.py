"""All that the built program is made of is named with its licence, whose text goes along."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

ASK = "import json, licences; print(json.dumps([licences.libraries(), licences.collected()]))"


@pytest.fixture(scope="module")
def shipped(root):
    """Return the names of the libraries in the program, and where each licence file goes."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=root / "packaging",
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def page(root):
    return (root / "THIRD-PARTY.md").read_text(encoding="utf-8")


def test_that_every_library_in_the_program_is_named_and_no_other(shipped, page):
    table = page.partition("## Libraries of Python")[2].partition("\n## ")[0]
    named = re.findall(r"^\| ([a-z0-9-]+) \| [^|]*\w[^|]* \| [^|]*\w[^|]* \|$", table, re.MULTILINE)
    # Only Windows needs it.
    assert set(named) - {"library", "colorama"} == set(shipped[0]) - {"colorama"}


def test_that_the_licence_of_every_library_goes_along(shipped):
    told = {folder.partition("/")[2] for _path, folder in shipped[1]}
    # Qt for Python brings no text; that of the LGPL lies among our own.
    assert set(shipped[0]) - told <= {"pyside6-essentials", "shiboken6"}
    assert "pyinstaller" in told


def test_that_the_texts_of_the_lgpl_and_of_python_go_along(shipped, root):
    names = {path.replace("\\", "/").rpartition("/")[2] for path, folder in shipped[1]}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt", "THIRD-PARTY.md"} <= names
    lesser = root / "packaging" / "licences" / "LGPL-3.0.txt"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser.read_text(encoding="utf-8")
