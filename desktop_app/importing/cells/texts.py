"""Texts, names and telephone numbers as cells hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from unicodedata import category

from desktop_app.catalogue.model import Field
from desktop_app.domain.identifiers import holds_id_card, is_mobile, is_phone
from desktop_app.domain.readers import MAX_TEXT
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.model import BLANK, Read, shortened
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, is_filled
from desktop_app.sheets.text.garbled import is_garbled
from desktop_app.sheets.textguard import is_formula

PERSON = Read(None, flag="id_card")
"""A cell with the number of a person's identity card, of which nothing is kept."""

NO_VALUE = "【公式没有结果】"
"""Stands in for a formula that was saved without its result."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_EXACT = 10**15
_LONGEST_NONE = 8
_SPACED_OUT = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,3}")
_GAPS = re.compile(r"\s+")
_INNER_GAP = re.compile(r"(?<=[\u2e80-\u9fff（）()]) (?=[\u2e80-\u9fff（）()])")
_FORMULA_TEXT = re.compile(r'="(.*)"')
_PHONE_WORDS = re.compile(
    r"^\s*(?:联系)?(?:电话|手机|座机|传真|TEL|Tel|tel|办公室?)[:：]?\s*|"
    r"\s*[(（](?:传真|手机|座机|办公室?|办|总机|值班|宅|家)[)）]\s*$"
)
_GROUPED_PHONE = re.compile(r"(.*[1-9]\d{2,3})-(\d{4})()$")
_FROM_ABROAD = re.compile(r"(?:\+|00)?86-?([1-9]\d{1,2}-?\d{7,8}(?:-\d{1,6})?)")
_FLOAT_TEXT = re.compile(r"(?<=^\d{11})\.0$")

CLEAN_TEXT = re.compile(
    # Not the start of a missing mark, an error value or a formula; no long number, which may be
    # a person's; signs that need no normal form, and nothing in brackets at the end.
    r"(?![不没未暂待空缺无详见另同NnTt])(?!.*[0-9./-]{15})[\u4e00-\u9fffA-Za-z0-9]"
    r"[\u4e00-\u9fffA-Za-z0-9（）()、，。；：“”·,.;:&/-]{2,499}(?<![)）])"
    # Nor the name of a file.
    r"(?<!\.(?:pdf|jpg|png|doc|zip|rar|PDF|JPG|PNG))(?<!\.(?:docx|jpeg|xlsx|heic))"
)
"""Texts of three signs and more that are stored as they stand, as nearly all are."""

BETWEEN_PHONES = "/"
_BETWEEN_PHONES = re.compile(r"[/;；、,，]")
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


def is_said(cell: Cell) -> bool:
    """Whether a cell holds more than nothing or a missing mark."""
    return is_filled(cell) and fold(plain_text(cell)) not in words().missing


def blank_or_error(text: str) -> Read | None:
    """Return what a missing mark, an error value or a formula means, or None for anything else."""
    core = fold(text)
    if not core or core in words().missing:
        return BLANK
    if core == NO_VALUE or is_formula(core):
        return Read(None, flag="no_value")
    return Read(None, flag="error_cell") if core in words().errors else None


def untold(text: str) -> Read | None:
    """Return what a cell of words means that holds none: as above, and 保密 or 见附件."""
    core = fold(text)
    is_elsewhere = core in words().withheld or words().files.fullmatch(core) is not None
    return Read(None, flag="remark_in_cell") if is_elsewhere else blank_or_error(text)


def digits_reader(count: int, *, is_filled: bool) -> Callable[[Cell], Read]:
    """Return what reads texts of so many digits, such as 000002, which a number cell cuts to 2.

    Args:
        count: How many digits there are.
        is_filled: Whether shorter ones have lost zeros in front; else they lack any digit.
    """
    plain = text_reader(is_name=False)

    def read(cell: Cell) -> Read:
        found = plain(cell)
        text = found.value
        if isinstance(text, str) and text.removesuffix(".0").isdecimal():
            # A number that went through a text: 315000.0.
            text = text.removesuffix(".0")
            found = found._replace(value=text)
        if not isinstance(text, str) or not text.isdecimal() or len(text) == count:
            return found
        if is_filled and len(text) < count:
            return Read(text.zfill(count), "zero_added")
        return Read(text, "wrong_form")

    return read


def says_none_yet(core: str) -> bool:
    """Whether a word such as 未授权 or 免报 says that there is no number or day."""
    is_short = len(core) <= _LONGEST_NONE and not any(map(str.isdigit, core))
    return is_short and core.startswith(words().none_yet)


def text_reader(
    *, is_name: bool, is_key: bool = False, is_number: bool = False
) -> Callable[[Cell], Read]:
    """Return what reads texts.

    Args:
        is_name: Whether they also lose the gaps between Chinese characters.
        is_key: Whether records are recognised by them.
        is_number: Whether they are numbers of filings, of which 未入库 is none.
    """

    def read(cell: Cell) -> Read:
        if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT:
            # A spreadsheet keeps 15 digits of a number; the rest is gone.
            return _lost(cell, is_key=is_key)
        text = plain_text(cell)
        empty = untold(text)
        if empty is None and is_number and says_none_yet(fold(text)):
            empty = Read(None, "remark_in_cell")
        if empty is not None:
            return empty
        text = tidy(_GAPS.sub(" ", text)).translate(_WIDE).lstrip("'")
        # Signs of a font of one's own (爱廸 …) are no control characters.
        text = "".join(sign for sign in text if sign.isprintable() or category(sign) == "Co")
        if is_name or _SPACED_OUT.fullmatch(text):
            text = _INNER_GAP.sub("", text)
        if holds_id_card(text):
            return PERSON
        if len(text) > MAX_TEXT:
            return Read(None, reject="too_long")
        sure = words().doubted.sub("", text)
        if sure != text:
            return (untold(sure) or Read(sure))._replace(flag="remark_in_cell")
        return Read(text or None, "broken_text" if is_garbled(text) else "")

    return read


def _lost(cell: float, *, is_key: bool) -> Read:
    if holds_id_card(f"{cell:.0f}"):
        return PERSON
    if is_key:
        return Read(None, reject="lost_digits")
    return Read(None, "lost_digits", kept=shortened(cell))


def phone_reader(field: Field) -> Callable[[Cell], Read]:
    """Return what reads telephone numbers: what is none is kept beside it."""

    def read(cell: Cell) -> Read:
        text = plain_text(cell)
        empty = untold(text)
        if empty is not None:
            return empty
        if holds_id_card(text):
            return PERSON
        core = _FLOAT_TEXT.sub("", text)
        bare = _PHONE_WORDS.sub("", core)
        parts = bare.split()
        if len(parts) > 1 and all(is_phone(part) or is_mobile(part) for part in parts):
            # 0574-80000001 13800000000: the gap between two of them says so.
            core = bare = BETWEEN_PHONES.join(parts)
        try:
            value = field.format.parse(bare)
        except BadValue as bad:
            return Read(None, bad.reason.value, kept=tidy(text)[:MAX_TEXT])
        if value is None or "*" in bare:
            # 138****1234 is shown to the public, and calls nobody.
            return Read(None, "wrong_character", kept=tidy(text)[:MAX_TEXT])
        return _phone(str(value), "" if bare == core else "remark_in_cell")

    return read


def _phone(number: str, flag: str) -> Read:
    if is_phone(number) or is_mobile(number):
        return Read(number, flag)
    digits = number.replace("-", "")
    if is_mobile(digits):
        return Read(digits, flag)
    joined = _GROUPED_PHONE.sub(r"\1\2\3", number)
    abroad = _FROM_ABROAD.fullmatch(joined)
    if abroad and is_phone(f"0{abroad[1]}"):
        return Read(f"0{abroad[1]}", flag)
    # 0574-80000001 in a number cell has lost its first digit.
    if number.isdecimal() and len(number) in {10, 11} and is_phone(f"0{number}"):
        return Read(f"0{number}", "zero_added")
    if is_phone(joined):
        return Read(joined, flag)
    parts = [part for part in _BETWEEN_PHONES.split(number) if part]
    is_list = len(parts) > 1 and all(is_phone(part) or is_mobile(part) for part in parts)
    return Read(number, flag if is_list else flag or "wrong_form")
