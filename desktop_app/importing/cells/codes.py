"""Credit codes, organisation codes and registration numbers as cells hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop_app.catalogue.model import Field
from desktop_app.domain.identifiers import (
    cut_by_spreadsheet,
    holds_id_card,
    is_org_code,
    is_reg_no,
    is_uscc,
    normal_org_code,
)
from desktop_app.domain.readers import MAX_CODE, MAX_TEXT
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.cells.code_text import SEVERAL, code_in, is_power, lookalikes, trimmed
from desktop_app.importing.cells.texts import PERSON, blank_or_error, plain_text
from desktop_app.importing.model import Read, shortened
from desktop_app.sheets.table import Cell

FIRM_CODES = ("uscc", "org_code", "reg_no")
"""Fields by which a firm is recognised, the surest first."""

_EXACT = 10**15
_NOT_OF_A_USCC = frozenset("IOSVZ")
_REG_NO_WORDS = re.compile(r".*(?:字|第).*号.*|\d{6}[A-Z]{2}\d{6}[0-9X]|\d{13}")
_TAX_NO = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}([0-9A-Z]{9})")
_SHORTEST = 5
_BRACKETS = re.compile(r"\([^()]*[^()\x00-\x7f][^()]*\)")
_FLOAT_TEXT = re.compile(r"(\d+)\.0")


class FirmCode(NamedTuple):
    """A code that identifies a firm.

    Attributes:
        field: "uscc", "org_code" or "reg_no": what it is, whatever its heading says; "" for none.
        read: The value, with flag or reason.
    """

    field: str
    read: Read


def firm_code(cell: Cell, heading: str) -> FirmCode:
    """Return what an identifying cell holds.

    Args:
        cell: The cell.
        heading: Field that its column is matched to, which decides about what has no clear shape.
    """
    if isinstance(cell, str) and cell[:1] == "9" and is_uscc(cell):
        return FirmCode("uscc", Read(cell))
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT:
        # A spreadsheet keeps 15 digits of a number; the rest of the code is gone.
        is_person = holds_id_card(f"{cell:.0f}")
        return FirmCode(heading, Read(None, reject="id_card" if is_person else "lost_digits"))
    text = plain_text(cell)
    empty = blank_or_error(text)
    if empty is not None:
        reason = "error_in_key" if empty.flag else ""
        return FirmCode(heading, Read(None, reject=reason))
    if holds_id_card(text):
        return FirmCode(heading, Read(None, reject="id_card"))
    return _typed_code(text, heading)


def _typed_code(text: str, heading: str) -> FirmCode:
    core = trimmed(text)
    if is_power(core):
        return FirmCode(heading, Read(None, reject="lost_digits"))
    number = _FLOAT_TEXT.fullmatch(core)
    core = number[1] if number else normal_org_code(core).replace(".", "")
    if _REG_NO_WORDS.fullmatch(tidy(text)) or _REG_NO_WORDS.fullmatch(core):
        return _sure(core, heading) or FirmCode("reg_no", Read(core[:MAX_CODE]))
    return _by_shape(core, heading) or _among_words(text, heading) or _odd(core, text, heading)


def _among_words(text: str, heading: str) -> FirmCode | None:
    """Return the one code of a cell such as 91330203MA2TE5T1XB（新）."""
    code = code_in(text, lambda token: _sure(token, "") is not None)
    if not code:
        # 9133 0203 MA2TE5T1 XB(新): gaps within, and words behind.
        code = normal_org_code(_BRACKETS.sub("", trimmed(text)))
    if code == SEVERAL:
        return FirmCode(heading, Read(None, reject="several_values"))
    found = _sure(code, heading) if code else None
    return found and _flagged(found, found.read.flag or "remark_in_cell")


def _flagged(found: FirmCode, flag: str) -> FirmCode:
    return found._replace(read=found.read._replace(flag=flag))


def _sure(core: str, heading: str) -> FirmCode | None:
    """Return what a code is whose own check digit says so."""
    if is_uscc(core):
        return FirmCode("uscc", Read(core))
    if is_org_code(core) and core.strip("0"):
        return FirmCode("org_code", Read(core))
    if is_reg_no(core):
        return FirmCode("reg_no", Read(core))
    tax = _TAX_NO.fullmatch(core)
    if tax and is_org_code(tax[1]) and heading != "reg_no":
        # Until 2015 a firm's tax number was its district and its organisation code.
        return FirmCode("org_code", Read(tax[1], "tax_no"))
    return None


def _by_shape(core: str, heading: str) -> FirmCode | None:
    if len(core) == 18 and not core.isalpha():
        return _sure(core, heading) or FirmCode("uscc", _wrong_uscc(core))
    return _sure(core, heading) or _repaired(core, heading) or _unsure(core, heading)


def _unsure(core: str, heading: str) -> FirmCode | None:
    """Return a code of the right length whose check digit is wrong."""
    if len(core) == 15 and core.isdecimal():
        return FirmCode("reg_no", Read(core, "wrong_check"))
    if len(core) != 9 or not core.isalnum() or not core.isascii():
        return None
    if heading == "org_code":
        return FirmCode("org_code", Read(core, "wrong_check"))
    is_code = any(map(str.isdecimal, core))
    return FirmCode("org_code", Read(core, reject="wrong_check_digit")) if is_code else None


def _repaired(core: str, heading: str) -> FirmCode | None:
    """Return an organisation or registration code with O for 0, or without its first zero."""
    padded = core.zfill(9)
    if core.isdecimal() and len(core) in {7, 8} and heading != "reg_no" and is_org_code(padded):
        return FirmCode("org_code", Read(padded, "zero_added"))
    if len(core) not in {9, 15}:
        return None
    fit = {code for code in lookalikes(core) if _sure(code, heading)}
    found = _sure(fit.pop(), heading) if len(fit) == 1 else None
    return found and _flagged(found, "repaired")


def _odd(core: str, text: str, heading: str) -> FirmCode:
    digits = sum(map(str.isdecimal, core))
    if not core.strip("0") or (digits == 0 and not core.isascii()):
        # 0, or words such as 办理中: no code, and no damaged one either.
        return FirmCode(heading, Read(None, "remark_in_cell"))
    if heading == "reg_no" and digits >= _SHORTEST:
        return FirmCode("reg_no", Read(fold(text)[:MAX_CODE]))
    return FirmCode(heading, Read(None, reject="wrong_length"))


def _wrong_uscc(core: str) -> Read:
    if cut_by_spreadsheet(core):
        return Read(None, reject="lost_digits")
    fit = {code for code in _uscc_lookalikes(core) if is_uscc(code)}
    if len(fit) == 1:
        return Read(fit.pop(), "repaired")
    is_written = core.isalnum() and core.isascii() and not set(core) & _NOT_OF_A_USCC
    if is_written:
        return Read(core, reject="wrong_check_digit")
    return Read(None, reject="wrong_character")


def _uscc_lookalikes(core: str) -> Iterator[str]:
    """Yield what a credit code may be whose letters and digits were mistaken for each other."""
    for code in lookalikes(core):
        yield code
        # The district is all digits: an L there is a 1, and a B an 8.
        yield code[:2] + code[2:8].translate(_DISTRICT) + code[8:]


_DISTRICT = str.maketrans("LBQDG", "18006")


def other_uscc_reader(field: Field) -> Callable[[Cell], Read]:
    """Return what reads credit codes that do not identify the row: a wrong one is kept, flagged."""

    def read(cell: Cell) -> Read:
        found = firm_code(cell, "uscc")
        read = found.read
        is_whole = found.field == "uscc" and read.value is not None
        if is_whole and read.reject in {"", "wrong_check_digit"}:
            return Read(read.value, "wrong_check" if read.reject else read.flag)
        if read.reject in {"id_card", "error_in_key"}:
            return PERSON if read.reject == "id_card" else Read(None, "error_cell")
        if read.reject == "lost_digits":
            return Read(None, read.reject, kept=shortened(cell))
        text = plain_text(cell)
        return Read(None) if blank_or_error(text) is not None else _parsed(text, field, read.reject)

    return read


def _parsed(text: str, field: Field, reason: str) -> Read:
    try:
        return Read(field.format.parse(text), "wrong_check")
    except BadValue as bad:
        return Read(None, reason or bad.reason.value, kept=tidy(text)[:MAX_TEXT])
