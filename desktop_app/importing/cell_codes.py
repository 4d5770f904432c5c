"""Credit codes, organisation codes, registration and patent numbers as cells hold them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from desktop_app.catalogue.model import Field
from desktop_app.domain.identifiers import (
    cut_by_spreadsheet,
    is_id_card,
    is_org_code,
    is_reg_no,
    is_uscc,
    normal_org_code,
)
from desktop_app.domain.patents import (
    is_patent_no,
    is_pct_no,
    is_publication_no,
    lacks_check_digit,
    normal_patent_no,
)
from desktop_app.domain.readers import MAX_CODE, MAX_TEXT
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.cell_texts import blank_or_error, plain_text
from desktop_app.importing.model import Read
from desktop_app.sheets.table import Cell

FIRM_CODES = ("uscc", "org_code", "reg_no")
"""Fields by which a firm is recognised, the surest first."""

_EXACT = 10**15
_POWER = re.compile(r"\d(?:\.\d+)?E\+?\d+")
_LOOKALIKES = str.maketrans("OI", "01")
_REG_NO_WORDS = re.compile(r".*(?:字|第).*号.*|\d{6}[A-Z]{2}\d{6}[0-9X]|\d{13}")


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
        return FirmCode(heading, Read(None, reject="lost_digits"))
    text = plain_text(cell)
    empty = blank_or_error(text)
    if empty is not None:
        reason = "error_in_key" if empty.flag else ""
        return FirmCode(heading, Read(None, reject=reason))
    return _typed_code(text, heading, is_number=not isinstance(cell, str))


def _typed_code(text: str, heading: str, *, is_number: bool) -> FirmCode:
    folded = fold(text.lstrip("'"))
    if _POWER.fullmatch(folded):
        return FirmCode(heading, Read(None, reject="lost_digits"))
    core = normal_org_code(folded).replace(".", "")
    is_person = is_id_card(core)
    if is_uscc(core) and not is_person:
        return FirmCode("uscc", Read(core))
    if is_person:
        return FirmCode(heading, Read(None, reject="id_card"))
    return _by_shape(core, text, heading, is_number=is_number)


def _by_shape(core: str, text: str, heading: str, *, is_number: bool) -> FirmCode:
    padded = core.zfill(9)
    if is_number and len(core) < 9 and is_org_code(padded):
        return FirmCode("org_code", Read(padded, "zero_added"))
    if len(core) == 18:
        return FirmCode("uscc", _wrong_uscc(core))
    if is_org_code(core) or (heading == "org_code" and len(core) == 9 and core.isalnum()):
        return FirmCode("org_code", Read(core, "" if is_org_code(core) else "wrong_check"))
    is_numeral = len(core) == 15 and core.isdecimal()
    if is_numeral or heading == "reg_no" or _REG_NO_WORDS.fullmatch(tidy(text)):
        is_wrong = is_numeral and not is_reg_no(core)
        return FirmCode("reg_no", Read(core[:MAX_CODE], "wrong_check" if is_wrong else ""))
    return FirmCode(heading, Read(None, reject="wrong_length"))


def _wrong_uscc(core: str) -> Read:
    if cut_by_spreadsheet(core):
        return Read(None, reject="lost_digits")
    repaired = core.translate(_LOOKALIKES)
    if repaired != core and is_uscc(repaired):
        return Read(repaired, "repaired")
    is_written = core.isalnum() and core.isascii() and not set(core) & set("SVZOI")
    if is_written:
        return Read(core, reject="wrong_check_digit")
    return Read(None, reject="wrong_character")


def other_uscc_reader(field: Field) -> Callable[[Cell], Read]:
    """Return what reads credit codes that do not identify the row: a wrong one is kept, flagged."""

    def read(cell: Cell) -> Read:
        found = firm_code(cell, "uscc")
        value, reject = found.read.value, found.read.reject
        if found.field == "uscc" and not reject:
            return found.read
        if reject in {"id_card", "error_in_key"}:
            return Read(None, "id_card" if reject == "id_card" else "error_cell")
        if reject == "wrong_check_digit" and isinstance(value, str):
            return Read(value, "wrong_check")
        text = plain_text(cell)
        if blank_or_error(text) is not None:
            return Read(None)
        try:
            return Read(field.format.parse(text), "wrong_check")
        except BadValue as bad:
            return Read(None, bad.reason.value, kept=tidy(text)[:MAX_TEXT])

    return read


def patent_reader(cell: Cell) -> Read:
    """Return a patent's application number in normal form."""
    text = plain_text(cell)
    empty = blank_or_error(text)
    if empty is not None:
        return Read(None, reject="error_in_key" if empty.flag else "")
    core = normal_patent_no(text)
    is_cut = isinstance(cell, float | int) and abs(cell) >= _EXACT
    if is_cut or _POWER.fullmatch(core):
        return Read(None, reject="lost_digits")
    if is_publication_no(text):
        return Read(None, reject="publication_no")
    if is_patent_no(core):
        return Read(core, "check_digit_added" if lacks_check_digit(text) else "")
    if is_pct_no(core):
        return Read(core, "" if fold(text) == core else "repaired")
    return _other_office(core)


def _other_office(core: str) -> Read:
    digits = sum(map(str.isdecimal, core))
    if core[:2].isalpha() and core[:2] not in {"CN", "ZL"} and digits >= 5 and core.isascii():
        return Read(core[:MAX_CODE], "other_office")
    return Read(None, reject="wrong_check_digit" if digits >= 8 else "not_a_patent_no")
