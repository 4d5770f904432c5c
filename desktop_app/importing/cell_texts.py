"""Texts, codes of lists, yes/no and telephone numbers as cells hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from desktop_app.catalogue.model import Field
from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.readers import MAX_TEXT
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.model import BLANK, Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

PERSON = Read(None, flag="id_card")
"""A cell with the number of a person's identity card, of which nothing is kept."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_GAPS = re.compile(r"\s+")
_INNER_GAP = re.compile(r"(?<=[\u2e80-\u9fff（）()]) (?=[\u2e80-\u9fff（）()])")
_FORMULA_TEXT = re.compile(r'="(.*)"')
_FLOAT_TEXT = re.compile(r"(?<=^\d{11})\.0$")
_LONGEST_CODE = 6

CLEAN_TEXT = re.compile(
    # Not the start of a missing mark, an error value or a formula; no long number, which may be
    # a person's; signs that need no normal form.
    r"(?![不没未暂待空缺无NnTt])(?!.*[0-9./-]{15})[\u4e00-\u9fffA-Za-z0-9（]"
    r"[\u4e00-\u9fffA-Za-z0-9（）()、，。；：“”·,.;:&/-]{2,499}"
)
"""Texts of three signs and more that are stored as they stand, as nearly all are."""

CLEAN_PHONE = re.compile(r"0[0-9]{2,3}-[0-9]{7,8}|1[3-9][0-9]{9}")
"""Telephone numbers that are in normal form already."""


def plain_text(cell: Cell) -> str:
    """Return a cell as text: 3962 for 3962.0, ISO dates, 是 for a ticked box."""
    if isinstance(cell, str):
        wrapped = _FORMULA_TEXT.fullmatch(cell)
        return wrapped[1] if wrapped else cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def blank_or_error(text: str) -> Read | None:
    """Return what a missing mark or an error value means, or None for anything else."""
    core = fold(text)
    if not core or core in words().missing:
        return BLANK
    return Read(None, flag="error_cell") if core in words().errors else None


def text_reader(*, is_name: bool) -> Callable[[Cell], Read]:
    """Return what reads texts; a name also loses the gaps between Chinese characters."""

    def read(cell: Cell) -> Read:
        text = plain_text(cell)
        empty = blank_or_error(text)
        if empty is not None:
            return empty
        text = tidy(_GAPS.sub(" ", text)).translate(_WIDE).lstrip("'")
        text = "".join(sign for sign in text if sign.isprintable() or sign == " ")
        if is_name:
            text = _INNER_GAP.sub("", text)
        if holds_id_card(text):
            return PERSON
        if len(text) > MAX_TEXT:
            return Read(None, reject="too_long")
        return Read(text or None)

    return read


def code_reader(field: Field, codes: Mapping[str, str], *, is_key: bool) -> Callable[[Cell], Read]:
    """Return what reads codes of a list, written as code, as label or as both."""

    def read(cell: Cell) -> Read:
        text = plain_text(cell)
        empty = blank_or_error(text)
        if empty is not None and fold(text) not in codes:
            return empty
        try:
            return Read(field.format.parse(text, codes))
        except BadValue as bad:
            reason = bad.reason.value
        padded = _zero_added(fold(text), codes)
        if padded:
            return Read(padded, "zero_added")
        if is_key:
            return Read(None, reject=reason)
        return Read(None, reason, kept=tidy(text)[:MAX_TEXT])

    return read


def _zero_added(core: str, codes: Mapping[str, str]) -> str:
    """Return the code whose leading zeros a number cell has lost, or ""."""
    if not core.isdecimal():
        return ""
    for width in range(len(core) + 1, _LONGEST_CODE + 1):
        code = codes.get(core.zfill(width))
        if code:
            return code
    return ""


def bool_reader(field: Field) -> Callable[[Cell], Read]:
    """Return what reads yes and no."""

    def read(cell: Cell) -> Read:
        if isinstance(cell, bool):
            return Read(int(cell))
        text = plain_text(cell)
        try:
            return Read(field.format.parse(text))
        except BadValue as bad:
            reason = bad.reason.value
        empty = blank_or_error(text)
        if empty is not None:
            return empty
        for word, value in (("是", 1), ("否", 0)):
            if fold(text).startswith(word):
                return Read(value, "remark_in_cell")
        return Read(None, reason, kept=tidy(text)[:MAX_TEXT])

    return read


def plain_reader(field: Field) -> Callable[[Cell], Read]:
    """Return what reads telephone numbers: what is none is kept beside it."""

    def read(cell: Cell) -> Read:
        text = plain_text(cell)
        empty = blank_or_error(text)
        if empty is not None:
            return empty
        if holds_id_card(text):
            return PERSON
        try:
            return Read(field.format.parse(_FLOAT_TEXT.sub("", text)))
        except BadValue as bad:
            return Read(None, bad.reason.value, kept=tidy(text)[:MAX_TEXT])

    return read
