"""English is complete: each text of the source has it, and the compiled file is current."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOLES = re.compile(r"\{(\w*)[^{}]*\}")
NAMED_MONTHS = {"first_name": "first", "last_name": "last"}
"""English names the months that Chinese numbers."""


def holes(text):
    return {NAMED_MONTHS.get(name, name) for name in HOLES.findall(str(text))}


@pytest.fixture(scope="module")
def catalogue(root):
    path = root / "resources" / "locale" / "en" / "LC_MESSAGES" / "shuangbei.po"
    with path.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def texts(root):
    keywords = {"_": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(root / "desktop_app"), keywords=keywords)
    return {text: f"{file}:{line}" for file, line, text, _comments, _context in found}


def test_that_every_text_has_its_english(catalogue, texts):
    missing = {}
    for text, place in texts.items():
        message = catalogue.get(text)
        if message is None or not message.string or message.fuzzy:
            missing[place] = text
    assert not missing


def test_that_english_and_chinese_name_the_same_values(catalogue):
    different = [
        message.id
        for message in catalogue
        if isinstance(message.id, str)
        and message.id
        and message.string
        and holes(message.id) != holes(message.string)
    ]
    assert not different


def test_that_english_texts_hold_no_chinese_signs(catalogue):
    mixed = [m.string for m in catalogue if m.id and re.search(r"[，。：；（）]", str(m.string))]
    assert not mixed


def test_that_the_compiled_texts_are_those_of_the_readable_file(root, catalogue):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    path = root / "resources" / "locale" / "en" / "LC_MESSAGES" / "shuangbei.mo"
    assert path.read_bytes() == compiled.getvalue(), "run `make locale`"
