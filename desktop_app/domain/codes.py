"""Codes of a code list, typed as code, as label, or as both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from desktop_app.domain.reasons import BadValue, Reason
from desktop_app.domain.texts import fold

AMBIGUOUS = ""
_CODE_AND_LABEL = re.compile(r"([0-9A-Z-]+?)[.、:\-]?([^0-9A-Z.、:\-].*)")


class SpeltCode(Protocol):
    """An entry of a code list."""

    @property
    def code(self) -> str:
        """What is stored."""

    @property
    def label(self) -> str:
        """What people read."""

    @property
    def label_en(self) -> str:
        """The English label, or ""."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other ways of writing it."""


def spellings(entries: Iterable[SpeltCode]) -> dict[str, str]:
    """Return the code for every way of writing it, to be given to `ValueFormat.parse`.

    A code always means itself; a label that two codes share means the longer one where that
    begins with the other (the finer branch of a tree), else none of them (`AMBIGUOUS`).
    """
    known = list(entries)
    found: dict[str, str] = {}
    for entry in known:
        for text in (entry.label, entry.label_en, *entry.aliases):
            if text:
                found[fold(text)] = _finer(found.get(fold(text), entry.code), entry.code)
    for entry in known:
        found[fold(entry.code)] = found[entry.code] = entry.code
    return found


def _finer(one: str, other: str) -> str:
    short, long = sorted((one, other), key=len)
    return long if short and long.startswith(short) else AMBIGUOUS


def read_code(text: str, codes: Mapping[str, str]) -> str | None:
    """Return the code that `text` writes; None for a blank text.

    Raises:
        BadValue: not_in_list, or ambiguous_code for a label of several codes.
    """
    quick = codes.get(text)
    if quick:
        return quick
    core = fold(text)
    if not core:
        return None
    code = codes.get(core)
    if code == AMBIGUOUS:
        raise BadValue(Reason.AMBIGUOUS_CODE)
    code = code or _by_both(core, codes)
    if not code:
        raise BadValue(Reason.NOT_IN_LIST)
    return code


def _by_both(core: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of "1.本企业自选项目", where code and label agree."""
    found = _CODE_AND_LABEL.fullmatch(core)
    if not found:
        return None
    code, label = codes.get(found[1]), codes.get(found[2])
    return code if code and label in (code, AMBIGUOUS) else None
