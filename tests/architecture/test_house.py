"""Size of files, words that have no place in them, what goes with a version."""

from __future__ import annotations

import re

import pytest

import desktop_app

LINES = 500
TEXTS = {".py", ".md", ".toml", ".sh", ".csv", ".spec", ".po", ".qss", ".svg", ".yml", ".java", ""}
# Spelled in halves, so that this file does not hold what it looks for.
FORBIDDEN = {
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "a way out of writing it": r"\braise NotImple" + r"mentedError\b",
    "a path of one machine": r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me/\w+|wo" + r"rk|opt/py" + r"pi)/",
}


def test_that_no_source_file_is_longer_than_one_can_keep_in_mind(root, python_files):
    long = {
        str(path.relative_to(root)): count
        for path in python_files
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    }
    assert not long


@pytest.mark.parametrize("what", FORBIDDEN)
def test_that_no_file_holds_words_that_have_no_place_in_it(root, files, what):
    found = []
    for path in files:
        if path.suffix not in TEXTS or path.name in {"requirements.lock", "LICENSE"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(root)}: {m[0]}" for m in re.finditer(FORBIDDEN[what], text)]
    assert not found


def test_that_the_lock_holds_hashes_and_no_place(root):
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file://|/opt|--(?:extra-)?index|--find-links", lock)
    pins = re.findall(r"^([a-z0-9][\w.-]*)==\S+ \\$", lock, re.MULTILINE)
    blocks = re.findall(r"^[a-z0-9][\w.-]*==\S+ \\\n {4}--hash=sha256:[0-9a-f]{64}", lock, re.M)
    assert len(pins) == len(blocks) > 50
    assert "numpy" in pins


def test_that_the_changelog_has_the_version(root):
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(desktop_app.__version__)}\]", changelog, re.MULTILINE)


def test_that_the_licence_of_the_window_library_is_told(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "LGPL" in readme
    assert "MIT" in readme
