"""Patent application numbers and certificate numbers as cells hold them."""

from __future__ import annotations

import datetime as dt
import re

from desktop_app.domain.identifiers import holds_id_card, is_cert_no
from desktop_app.domain.patents import (
    is_patent_no,
    is_pct_no,
    is_publication_no,
    lacks_check_digit,
    normal_patent_no,
)
from desktop_app.domain.readers import MAX_CODE, MAX_TEXT
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.cells.choices import said_no
from desktop_app.importing.cells.code_text import SEVERAL, code_in, is_power, lookalikes, trimmed
from desktop_app.importing.cells.texts import PERSON, blank_or_error, plain_text, untold
from desktop_app.importing.model import BLANK, Read
from desktop_app.sheets.table import Cell

_EXACT = 10**15
_WORDS = re.compile(
    r"^\(?(?:[^\x00-\x7f]*(?:号码|编号|专利|申请|号|证书))?\)?[:：.]?(?=[\x00-\x7f]{5})"
)
_PREFIX = re.compile(r"^\(?(?:ZL|CN)[):：._-]*(?=(?:ZL|CN|[12O089])|PCT)")
_BEHIND = re.compile(r"(?:\((?:[^()]*[^()\x00-\x7f][^()]*|[A-Z]+)\)|号|等)+$")
_SAID = re.compile(r"\(([^()]*[^()\x00-\x7f][^()]*)\)$")
_OF_KIND = re.compile(r".*(?:发明|新型|外观|设计|专利|PCT).*")
_BETWEEN = re.compile(r"[、;；，,/|\s]+|和|及")
_NESTED = re.compile(r"[()\[\]【】〔〕]")
_SEPARATORS = re.compile(r"[-._,·:\s]")
_GROUPS = re.compile(r"(?:ZL|CN)?(?:20\d\d|\d\d)[-._·:]\d[-._·:](?:\d{7}|\d{5})")
_SLASHED = re.compile(r"(20\d\d)/(\d)/(\d{7}[.]?[0-9X])")
_NO_SERIAL = re.compile(r"20\d{4}0{6}|\d{4}0{4}")
_DOMESTIC = re.compile(r"(?:ZL|CN)?[0-9OI]{8,12}[0-9X]?")
_SHORT_PCT = re.compile(r"PCT/?[A-Z]{2}(?:(?:19|20)\d{2}/?\d{1,5}|\d{2}/?\d{1,4})")
_BARE_PCT = re.compile(r"(?:PCT)?CN(20\d{2})/(\d{6})")
_BARE_PUBLICATION = re.compile(r"[1-3]\d{8}")
_JAPANESE = re.compile(r"(?:JP)?[特实実](?:[願愿]|[開开])")
_LAYOUT_DESIGN = re.compile(r"BS[.]?\d{8}[.]?[0-9X]")
_CERT_WORDS = re.compile(r"^[^\x00-\x7f]*(?:编号|证书|号)[:：]?(?=G)|号$")


def patent_reader(cell: Cell) -> Read:
    """Return a patent's application number in normal form."""
    if isinstance(cell, str) and is_patent_no(cell):
        return Read(cell)
    text = plain_text(cell)
    empty = blank_or_error(text)
    if empty is not None:
        return Read(None, reject="error_in_key" if empty.flag else "")
    if isinstance(cell, bool | dt.date | dt.time):
        return Read(None, reject="not_a_patent_no")
    if holds_id_card(text):
        return Read(None, reject="id_card")
    if _is_cut(cell) or is_power(trimmed(text)):
        return Read(None, reject="lost_digits")
    read = _single(text)
    return read if not read.reject else _among_others(text) or read


def _is_cut(cell: Cell) -> bool:
    """Whether a number has lost digits, as where 2.01711E+11 was typed again."""
    if not isinstance(cell, float | int):
        return False
    return abs(cell) >= _EXACT or _NO_SERIAL.fullmatch(f"{cell:.0f}") is not None


def _single(text: str) -> Read:
    """Return a number, flagged where words stand beside it that are not of its kind."""
    bracket = _SAID.search(fold(text))
    read = _without_words(text)
    is_said = bracket is not None and not _OF_KIND.fullmatch(bracket[1])
    return (
        read._replace(flag="remark_in_cell") if is_said and not read.flag and read.value else read
    )


def _without_words(text: str) -> Read:
    core = _bare(text)
    found = _in_normal_form(core) or _grouped(core)
    if found is not None:
        return found
    if _BARE_PUBLICATION.fullmatch(core):
        return Read(None, reject="publication_no")
    return _repaired(core) or _other_office(core)


def _bare(text: str) -> str:
    """Return a number without the words around it: 专利号：ZL 2018 1 0123456.X（发明）."""
    core = trimmed(text)
    if core[:1] in "([【〔" and core[-1:] in ")]】〕" and _NESTED.search(core[1:-1]) is None:
        core = core[1:-1]
    core = _WORDS.sub("", _BEHIND.sub("", core))
    while _PREFIX.match(core) and not is_publication_no(core) and not _BARE_PCT.match(core):
        core = _PREFIX.sub("", core, count=1)
    return _SLASHED.sub(r"\1\2\3", core)


def _in_normal_form(written: str) -> Read | None:
    if is_publication_no(written):
        return Read(None, reject="publication_no")
    core = normal_patent_no(written)
    if is_patent_no(core):
        return Read(core, "check_digit_added" if lacks_check_digit(written) else "")
    if is_pct_no(core):
        return Read(core, "" if written == core else "repaired")
    bare = _BARE_PCT.fullmatch(core)
    return Read(f"PCT/CN{bare[1]}/{bare[2]}", "repaired") if bare else None


def _grouped(core: str) -> Read | None:
    """Return a number written in groups: 2018-1-0123456.X."""
    plain = _SEPARATORS.sub("", core)
    if lacks_check_digit(plain) and not _GROUPS.fullmatch(core):
        # A digit may be missing before a check digit that is there.
        return None
    return _in_normal_form(plain)


def _repaired(core: str) -> Read | None:
    """Return a Chinese number in which letters stood for digits, if its check digit fits."""
    plain = _SEPARATORS.sub("", core)
    # Of a small L nothing but a 1 is left in capitals.
    ones = plain.replace("L", "1")
    fit = {
        number
        for code in (*lookalikes(plain), *({ones, *lookalikes(ones)} - {plain}))
        if not lacks_check_digit(code) and is_patent_no(number := normal_patent_no(code))
    }
    return Read(fit.pop(), "repaired") if len(fit) == 1 else None


def _other_office(core: str) -> Read:
    if _SHORT_PCT.fullmatch(core):
        return Read(None, reject="wrong_length")
    digits = sum(map(str.isdecimal, core))
    is_latin = core[:2].isalpha() and core.isascii() and core[:2] not in {"CN", "ZL"}
    if _LAYOUT_DESIGN.fullmatch(core):
        return Read(None, reject="not_a_patent_no")
    if digits >= 5 and (is_latin or _JAPANESE.match(core)):
        return Read(core[:MAX_CODE], "other_office")
    plain = _SEPARATORS.sub("", core)
    is_domestic = _DOMESTIC.fullmatch(plain) or (plain.isdecimal() and len(plain) >= 8)
    return Read(None, reject="wrong_check_digit" if is_domestic else "not_a_patent_no")


def _among_others(text: str) -> Read | None:
    """Return the one application number of a cell that holds several numbers."""
    parts = [part for part in _BETWEEN.split(tidy(text)) if part]
    reads = [_single(part) for part in parts]
    numbers = {read.value: read for read in reads if read.value is not None}
    if len(numbers) > 1:
        return Read(None, reject="several_values")
    for read in numbers.values():
        return read._replace(flag=read.flag or "remark_in_cell")
    return None


def cert_reader(cell: Cell) -> Read:
    """Return the number of a certificate; one of another form is kept and flagged."""
    if isinstance(cell, str) and is_cert_no(cell):
        return Read(cell)
    text = plain_text(cell)
    empty = untold(text)
    if empty is not None:
        return empty
    if holds_id_card(text):
        return PERSON
    # 否 says that there is none; 否，原GR2020… says more.
    return BLANK if said_no(cell, alone=True) else _certificate(text)


def _certificate(text: str) -> Read:
    core = _CERT_WORDS.sub("", trimmed(text))
    plain = _SEPARATORS.sub("", core)
    inner = plain if is_cert_no(plain) else code_in(text, is_cert_no)
    if inner and inner != SEVERAL:
        return Read(inner, "" if inner == plain else "remark_in_cell")
    fit = {code for code in lookalikes(plain) if is_cert_no(code)}
    if len(fit) == 1:
        return Read(fit.pop(), "repaired")
    if is_power(core):
        return Read(None, "lost_digits", kept=tidy(text)[:MAX_TEXT])
    if not core.isascii() or not any(map(str.isdecimal, core)):
        return Read(None, "wrong_character", kept=tidy(text)[:MAX_TEXT])
    return Read(fold(core)[:MAX_CODE], "wrong_form")
