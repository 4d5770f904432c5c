"""Columns of a streamed sheet: stored values to plain texts and to the XML of cells.

Everything works on whole columns of a few thousand rows, which is what makes it quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import cast

from desktop_app.domain.plans import Stored
from desktop_app.sheets import textguard

CODE_GAP = "\u3000"
"""Stands between a code and its label in a cell; no code has it."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
# Serials up to 60 mean other days to Excel, which believes in 29 February 1900.
_FIRST_DAY = date(1900, 3, 1).toordinal()


class Look(StrEnum):
    """How the values of a column stand in cells."""

    TEXT = "text"  # free text
    CODE = "code"  # text that must stay text: codes, numbers of documents, telephones
    CODED = "coded"  # code of a list, shown with its label
    WHOLE = "whole"  # whole number with thousands commas
    AMOUNT = "amount"  # whole number of the smallest unit, shown in `factor` of them
    YEAR = "year"  # whole number without commas
    DATE = "date"  # ISO text, stored in the sheet as a day number
    FLAG = "flag"  # 0 or 1, shown as 否 or 是


FLAG_TEXTS = ("否", "是")
NUMBERS = frozenset({Look.WHOLE, Look.AMOUNT, Look.YEAR})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a streamed sheet.

    Attributes:
        label: Heading.
        look: How its values stand in cells.
        note: Second line of the heading: official code and unit.
        width: In characters of the sheet's font.
        digits: Decimal places between a stored number and the number shown.
        fixed: Decimal places always shown, or -1 for as many as the number has.
        labels: Labels shown beside codes, by code.
        wrapped: Whether long texts go on in a second line.
        heading: Whether its cells are headings of a table inside the sheet.
    """

    label: str
    look: Look = Look.TEXT
    note: str = ""
    width: float = 12
    digits: int = 0
    fixed: int = -1
    labels: Mapping[str, str] = field(default_factory=dict)
    wrapped: bool = False
    heading: bool = False


Styles = Mapping[str, int]
"""Number of each cell style in the workbook, by its name (see `styles.STYLES`)."""

Texts = Sequence[str | None]


def plain_texts(column: Column, values: Sequence[Stored]) -> Texts:
    """Return the canonical text of each stored value; None for a blank.

    Texts, codes and dates are their own text, numbers are exact decimals in the unit shown.
    """
    if column.look is Look.AMOUNT:
        amounts = cast("Sequence[int | None]", values)
        return [None if value is None else exact(value, column.digits) for value in amounts]
    if column.look in NUMBERS or column.look is Look.FLAG:
        return [None if value is None else str(value) for value in values]
    return cast("Texts", values)


def exact(value: int, digits: int) -> str:
    """Return `value` / 10**`digits` as decimal text without needless zeros."""
    if value < 0:
        return "-" + exact(-value, digits)
    if not digits:
        return str(value)
    text = str(value).zfill(digits + 1)
    return f"{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".")


def day_number(text: str) -> int | None:
    """Return the serial number of an ISO date, or None where a sheet has none for it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if day.toordinal() < _FIRST_DAY or day.isoformat() != text:
        return None
    return day.toordinal() - _DAY_ZERO


def day_text(number: int) -> str:
    """Return the ISO date of a serial number."""
    return date.fromordinal(number + _DAY_ZERO).isoformat()


def coded_text(code: str, labels: Mapping[str, str]) -> str:
    """Return what a cell shows for a code: itself and its label."""
    label = labels.get(code)
    if label is None:
        return code + CODE_GAP if CODE_GAP in code else code
    return f"{code}{CODE_GAP}{label.replace(CODE_GAP, ' ')}"


def code_of(text: str) -> str:
    """Return the code that `coded_text` made `text` from."""
    return text.rpartition(CODE_GAP)[0] if CODE_GAP in text else text


Pieces = tuple[str | Sequence[str], ...]
"""What the cells of a column consist of, in order: a text is for all rows, others one a row."""

Cells = Callable[[Texts], Pieces]
"""Makes the XML of one column's cells, from behind the row number on, of their plain texts."""


def cell_maker(column: Column, styles: Styles) -> Cells:
    """Return what makes the cells of `column`.

    Raises (when called): UnfitText for a text that a sheet cannot hold.
    """
    if column.look in NUMBERS:
        return _number_maker(column, styles)
    if column.heading:
        return _text_maker(styles["row_head"], styles["row_head"])
    if column.look is Look.TEXT:
        word = "wrapped" if column.wrapped else "text"
        return _text_maker(styles[word], styles[word if column.wrapped else "quoted"])
    if column.look is Look.CODE:
        return _text_maker(styles["code"], styles["code"])
    return _mapped_maker(column, styles)


def number_styles(column: Column) -> tuple[str, str]:
    """Return the names of the styles of whole and of broken numbers in `column`."""
    if column.look is Look.YEAR:
        return "year", "year"
    if column.look is Look.AMOUNT and column.fixed > 0:
        return f"fixed{column.fixed}", f"fixed{column.fixed}"
    return "whole", "broken"


def _number_maker(column: Column, styles: Styles) -> Cells:
    whole, broken = (styles[name] for name in number_styles(column))

    def cells(texts: Texts) -> Pieces:
        if column.look is not Look.AMOUNT and None not in texts:
            return f'" s="{whole}"><v>', cast("Sequence[str]", texts), "</v></c>"
        made = [
            f'" s="{whole}"/>'
            if text is None
            else f'" s="{broken if "." in text else whole}"><v>{text}</v></c>'
            for text in texts
        ]
        return (made,)

    return cells


def _text_maker(style: int, quoted: int) -> Cells:
    blank = f'" s="{style}"/>'
    begin, end = f'" s="{style}" t="inlineStr"><is><t>', "</t></is></c>"

    def cells(texts: Texts) -> Pieces:
        given = [text for text in texts if text is not None]
        if not _are_simple(given):
            return ([_odd_text(text, style, quoted) for text in texts],)
        if len(given) == len(texts):
            return begin, given, end
        return ([blank if text is None else f"{begin}{text}{end}" for text in texts],)

    return cells


_MARK = "\0"
_ODD_STARTS = tuple(_MARK + start for start in (*textguard.FORMULA_STARTS, " "))


def _are_simple(texts: Sequence[str]) -> bool:
    """Whether no text needs escaping, quoting, keeping of space or refusing."""
    if max(map(len, texts), default=0) > textguard.LONGEST_TEXT // 2:
        return False
    # Letters, digits and Chinese signs alone: most columns of codes and many of names.
    if "".join(texts).isalnum():
        return True
    joined = f"{_MARK}{_MARK.join(texts)}{_MARK}"
    return not (
        textguard.ODD.search(joined)
        or "_x" in joined
        or f" {_MARK}" in joined
        or any(start in joined for start in _ODD_STARTS)
        or joined.count(_MARK) != len(texts) + 1
    )


def _odd_text(text: str | None, style: int, quoted: int) -> str:
    if text is None:
        return f'" s="{style}"/>'
    if not textguard.is_fit(text):
        raise textguard.UnfitText(text)
    chosen = quoted if text.startswith(textguard.FORMULA_STARTS) else style
    space = ' xml:space="preserve"' if textguard.keeps_space(text) else ""
    data = textguard.escape(text)
    return f'" s="{chosen}" t="inlineStr"><is><t{space}>{data}</t></is></c>'


class _Known(dict[str | None, str]):
    """The cells made so far, without their place; makes the missing ones."""

    def __init__(self, column: Column, styles: Styles) -> None:
        super().__init__()
        self._column = column
        self._styles = styles

    def __missing__(self, text: str | None) -> str:
        made = self[text] = _mapped(self._column, text, self._styles)
        return made


def _mapped_maker(column: Column, styles: Styles) -> Cells:
    """Cells of columns with few different values: each is made once and remembered."""
    known = _Known(column, styles)
    return lambda texts: ([known[text] for text in texts],)


def _mapped(column: Column, text: str | None, styles: Styles) -> str:
    style = styles["date" if column.look is Look.DATE else "code"]
    if text is None:
        return f'" s="{style}"/>'
    if column.look is Look.DATE:
        day = day_number(text)
        if day is not None:
            return f'" s="{style}"><v>{day}</v></c>'
    if column.look is Look.FLAG:
        text = FLAG_TEXTS[int(text)]
    if column.look is Look.CODED:
        text = coded_text(text, column.labels)
    return _odd_text(text, style, style)
