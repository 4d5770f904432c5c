"""Owners of a patent as one cell names them: several names, several codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.importing.cells.texts import PERSON, plain_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import Read
from desktop_app.sheets.table import Cell

BETWEEN = "；"
"""Stands between the owners that are read from one cell."""

_SIGNS = re.compile(r"[;；、,，|]+")
_LINES = re.compile(r"[\r\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CODE_BEHIND = re.compile(r"[(（]\s*([0-9A-Za-z]{18})\s*[)）]")
_SHARE_BEHIND = re.compile(
    r"\s*[(（]\s*(?:占|份额|占比)?[:：]?\s*\d{1,3}(?:\.\d+)?\s*[%％]\s*[)）]"
)
_CODES = re.compile(r"[;；、,，|/\s]+")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def owners_in(text: str) -> list[str]:
    """Return the names of owners that a cell gives, each as written.

    Gaps and lines part them behind the end of an organisation's name, and between the names of
    persons; any other gap is one within a name. The credit code of an owner stands behind it.
    """
    found: list[str] = []
    for part in _SIGNS.split(_CODE_BEHIND.sub(rf"{BETWEEN}\1", text)):
        gaps = layout_words().gaps if _HAN.search(part) else _LINES
        found += [one.strip() for one in gaps.split(part) if one.strip()]
    return [name for part in found for name in _persons(part)]


def _persons(part: str) -> Sequence[str]:
    names = part.split()
    is_body = layout_words().bodies
    return names if all(map(is_person, names)) and not is_body.fullmatch(part) else [part]


def is_person(name: str) -> bool:
    """Whether a name may be that of a person."""
    return _PERSON.fullmatch(name) is not None


def owners_reader(read_name: Callable[[Cell], Read]) -> Callable[[Cell], Read]:
    """Return what reads the owners of a patent, joined by `BETWEEN`; each is read as a name."""

    def read(cell: Cell) -> Read:
        whole = plain_text(cell)
        text = _SHARE_BEHIND.sub("", whole)
        if text != whole:
            found = read(text)
            return found._replace(flag=found.flag or "remark_in_cell")
        names = owners_in(text)
        if len(names) < 2:
            return read_name(cell)
        if holds_id_card(text):
            return PERSON
        reads = [read_name(name) for name in names]
        values = [str(one.value) for one in reads if one.value is not None]
        flag = next((one.flag for one in reads if one.flag), "")
        return Read(BETWEEN.join(values) or None, flag)

    return read


def owner_codes_reader(read_code: Callable[[Cell], Read]) -> Callable[[Cell], Read]:
    """Return what reads the credit codes of several owners; one that is none keeps all waiting."""

    def read(cell: Cell) -> Read:
        codes = [part for part in _CODES.split(plain_text(cell)) if part]
        if len(codes) < 2:
            return read_code(cell)
        whole = read_code(cell)
        if whole.value is not None:
            # One code with gaps in it.
            return whole
        reads = [read_code(code) for code in codes]
        if any(one.value is None for one in reads):
            return whole
        flag = next((one.flag for one in reads if one.flag), "")
        return Read(BETWEEN.join(str(one.value) for one in reads), flag)

    return read
