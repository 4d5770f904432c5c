"""Texts as a workbook may hold them: what is refused, and how the rest is escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import NoReturn

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

LONGEST_TEXT = 32_767
"""Characters (UTF-16 units) that a cell of a workbook can hold."""

FORMULA_STARTS = ("=", "+", "-", "@")
"""First characters that a spreadsheet program would take for a formula when a cell is retyped."""

_FORMULA = re.compile(r"=[-+(]*(?:[A-Z]+\(|\$?[A-Z]{1,3}\$?\d|\d)", re.IGNORECASE)
# Tab, line feed and carriage return are all the control characters that a cell may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What makes a text need a closer look; the mark 0 stands between texts that are joined.
ODD = re.compile("[\x01-\x1f\x7f-\x9f&<>\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_EDGE_SPACE = (" ", "\t", "\n")


def is_formula(text: str) -> bool:
    """Whether a text is a formula that nobody worked out: =SUM(A1:A3), =B2*2."""
    return text[:1] == "=" and _FORMULA.match(text) is not None


class UnfitText(ValueError):  # noqa: N818 - said as the writers say it
    """A text that no cell can hold; its only argument is the text."""


def is_fit(text: str) -> bool:
    """Whether a cell can hold `text`: no control characters, not too long."""
    if FORBIDDEN.search(text):
        return False
    return 2 * len(text) <= LONGEST_TEXT or len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT


def refuse(text: str, *, sheet: str, cell: str) -> NoReturn:
    """Raise the UserError that names the sheet and cell of a text that `is_fit` refuses."""
    hint = _("在录入页改正这一格后再导出，文件未生成。")
    found = FORBIDDEN.search(text)
    if found is None:
        message = _("工作表“{sheet}”的 {cell} 文字超过 {n} 个字符，工作簿放不下。")
        raise UserError(message.format(sheet=sheet, cell=cell, n=f"{LONGEST_TEXT:,}"), hint)
    sign = found.group()
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    message = _("工作表“{sheet}”的 {cell} 含有看不见的控制字符 {sign}，不能写入。")
    raise UserError(message.format(sheet=sheet, cell=cell, sign=name), hint)


def escape(text: str) -> str:
    """Return `text` as XML character data of a cell, as Office writes it.

    A carriage return becomes `_x000D_` because an XML reader turns it into a line feed; a text
    that already looks like such an escape is escaped itself.
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "_x000D_")


def unescape(data: str) -> str:
    """Return the text that `escape` made `data` from.

    Raises:
        ValueError: It has an escape that `escape` never makes.
    """
    if "&" in data:
        data = data.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "_x" in data:
        data = _ESCAPED.sub(_meant, data)
    return data


def _meant(found: re.Match[str]) -> str:
    meant = {"_x000D_": "\r", "_x005F_": "_"}.get(found.group())
    if meant is None:
        raise ValueError(found.group())
    return meant


def keeps_space(text: str) -> bool:
    """Whether `text` begins or ends with space that an XML reader might drop."""
    return text.startswith(_EDGE_SPACE) or text.endswith(_EDGE_SPACE) or "\n" in text
