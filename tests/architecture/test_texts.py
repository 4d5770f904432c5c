"""Both languages are complete: ours in English, click's in Chinese; what is compiled is current."""

from __future__ import annotations

import io
import re
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desktop_app.cli.help import texts as help_texts
from desktop_app.cli.main import cli

KEYWORDS = {"_": None, "ngettext": (1, 2), "plural": (1, 1)}
HOLES = re.compile(r"\{(\w*)[^{}]*\}")
NAMED_MONTHS = {"first_name": "first", "last_name": "last"}
"""English names the months that Chinese numbers."""


def holes(text):
    return {NAMED_MONTHS.get(name, name) for name in HOLES.findall(str(text))}


def written(message):
    string = message.string
    return all(string) if isinstance(string, tuple) else bool(string)


def read(root, language, name):
    path = root / "resources" / "locale" / language / "LC_MESSAGES" / f"{name}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def catalogue(root):
    return read(root, "en", "shuangbei")


@pytest.fixture(scope="module")
def chinese(root):
    return read(root, "zh", "click")


@pytest.fixture(scope="module")
def texts(root):
    found = extract_from_dir(str(root / "desktop_app"), keywords=KEYWORDS)
    marked = {text: f"{file}:{line}" for file, line, text, _comments, _context in found}
    # Chinese has one text for any number of things.
    marked = {text[0] if isinstance(text, tuple) else text: at for text, at in marked.items()}
    return {text: "help" for text in help_texts(cli) if text} | marked


def test_that_every_text_has_its_english(catalogue, texts):
    missing = {}
    for text, place in texts.items():
        message = catalogue.get(text)
        if message is None or message.fuzzy or not written(message):
            missing[place] = text
    assert not missing


def test_that_english_and_chinese_name_the_same_values(catalogue):
    different = [
        message.id
        for message in catalogue
        if message.id and holes(message.id) != holes(message.string)
    ]
    assert not different


def test_that_english_texts_hold_no_chinese_signs(catalogue):
    mixed = [m.string for m in catalogue if m.id and re.search(r"[，。：；（）]", str(m.string))]
    assert not mixed


def test_that_every_text_of_click_has_its_chinese(chinese):
    found = extract_from_dir(str(Path(click.__file__).parent), keywords=KEYWORDS)
    ids = [text[0] if isinstance(text, tuple) else text for _f, _l, text, _c, _x in found]
    waiting = [text for text in ids if not any("".join(chinese[text].string))]
    assert len(set(ids)) > 50
    assert not waiting


def test_that_the_chinese_of_click_names_no_other_values(chinese):
    for message in chinese:
        if message.id:
            assert holes("".join(message.string)) <= holes(message.id)


@pytest.mark.parametrize(("language", "name"), [("en", "shuangbei"), ("zh", "click")])
def test_that_the_compiled_texts_are_those_of_the_readable_file(root, language, name):
    compiled = io.BytesIO()
    write_mo(compiled, read(root, language, name))
    path = root / "resources" / "locale" / language / "LC_MESSAGES" / f"{name}.mo"
    assert path.read_bytes() == compiled.getvalue(), "run `make locale`"
