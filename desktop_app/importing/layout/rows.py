"""Tells the rows that are no records: sums, sign-off lines, notes, headings said again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import speaks_of_firm
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, is_filled

_LONGEST_TOTAL = 14
_LONGEST_CAPTION = 24
_FEW = 3
_REPEATED = 0.6
_FILLED_IN = 2
"""One of so many cells, at least, says how to fill in where a row does."""
_COUNTED = re.compile(r"[共计]{1,2}[:：]?\d+(?:家|户|项|件|个|条|人)(?:企业|公司|单位)?")
_NARROW = {("甲", "1"), ("甲", "乙"), ("1", "2"), ("A", "B"), ("A", "1")}
"""What numbers the columns of a table that has two."""
_COUNT_ALONE = re.compile(r"[(]?共?\d+(?:家|户|项|件|个|条|人)[)]?")
_COUNT_BEHIND = re.compile(rf"(?<=.){_COUNT_ALONE.pattern}$")
_TRADE_CODE = re.compile(r"^[(]?[A-U]?\d{2,4}[)]?[.、 ]?(?=[一-鿿])")
"""The number of a trade before its name: 34通用设备制造业."""
_HAN_LISTED = re.compile("[(]?[一二三四五六七八九十]{1,3}[)、.]")
_HAN_NUMBER = re.compile("[(]?[一二三四五六七八九十]{1,3}[)、.]?")
_AFTER = r"(?:[:：(].*|\d+(?:家|户|项|件|个|条|人))?"
_SIGNED = r"(?:[:：(（/]|[一-鿿]{0,4}$)"
"""What follows a word of a line to sign: a colon, a bracket, or the name of who signed."""
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_FOOTNOTE = re.compile(r"\s*(?:[①-⑳⑴-⒇❶-❿*＊※†‡]|[\[〔]\d{1,2}[\]〕])")
_LABEL = re.compile("[一-鿿]{3,10}[:：]?")
_PARTS = re.compile("[,，、;；]")
_LISTED = re.compile(r"\d{1,2}[、.．)](?!\d)|[(]\d{1,2}[)]|[①-⑳⑴-⒇*＊※★●◆■]|[(（]")


class _Said(NamedTuple):
    """Patterns of what rows say that are no records."""

    total: re.Pattern[str]
    sign_off: re.Pattern[str]
    share: re.Pattern[str]
    note: re.Pattern[str]
    example: re.Pattern[str]


@cache
def _said() -> _Said:
    known = words()
    signs = _any((*known.sign_off, *known.sign_off_words))
    return _Said(
        total=re.compile(rf".{{0,10}}?(?:{_any(known.totals)}){_AFTER}|{_COUNTED.pattern}"),
        sign_off=re.compile(rf"(?:{signs}){_SIGNED}"),
        share=re.compile(known.shares),
        note=re.compile(rf"(?:{_any(known.notes)})(?:[:：、.]|\d|$)"),
        example=re.compile(rf"[(\[【]?(?:{_any(known.examples)})(?:[)\]】:：]|\d|$)"),
    )


class RowSieve:
    """Sorts out rows that hold no valid code, one by one.

    Args:
        headings: The headings of the table.
        mapped: The columns that are taken.
        names: Those of them that name what the records are about.
        begins_group: Told a text alone in its row; whether it groups the rows below.
        numbers: The columns that number rows.

    Attributes:
        names_firms: Whether names of firms stand there, so that a place among them is a sum.
        told: Columns behind the sheet in which stands what others of the row tell.
        is_kind: Told a line; whether it says of what kind the rows below it are.
        is_name: Told a text; whether it is a name though it speaks of a sum, as 研究开发费用合计 is
            among indicators.
    """

    def __init__(
        self,
        headings: Collection[str],
        mapped: Sequence[int],
        names: Sequence[int],
        begins_group: Callable[[str], bool],
        numbers: Sequence[int] = (),
    ) -> None:
        # A heading of several rows comes again row by row.
        parts = {part for text in headings for part in (text, *text.split(JOINT))}
        self._headings = frozenset(map(fold, parts - {""}))
        self._mapped = tuple(mapped)
        self._names = tuple(names)
        self._begins_group = begins_group
        self._numbers = tuple(numbers)
        self._said = _said()
        self._is_closed = False
        self._is_noted = False
        self.names_firms = False
        self.told: Collection[int] = ()
        self.is_kind: Callable[[str], bool] = lambda _text: False
        self.is_name: Callable[[str], bool] = lambda _text: False

    def reason(self, row: Sequence[Cell]) -> str:
        """Return why a row is no record, or ""; the row holds no valid code."""
        if self.told:
            row = ["" if place in self.told else cell for place, cell in enumerate(row)]
        filled = [cell for cell in row if is_filled(cell)]
        if not filled:
            return "blank"
        # A figure is one, whether Excel keeps it as a number or as a text.
        said = (cell for cell in filled if isinstance(cell, str) and not is_number(cell))
        texts = [text for cell in said if (text := fold(cell))]
        name = self._name(row)
        if self.sums_up(row):
            return "total"
        is_body = layout_words().bodies.fullmatch(name) is not None
        is_body = is_body or any(map(self.is_name, texts[:_FEW]))
        if len(filled) == 1 and self._says_time(row, filled[0]):
            return "note"
        return (
            self._by_words(texts, name, len(filled), is_body=is_body, beside=self._beside(row))
            or self._by_shape(row, filled, texts)
            or self._by_being_alone(texts, filled, is_body=is_body)
            or self._behind_the_end(row, is_body=is_body)
        )

    def is_example(self, text: str) -> bool:
        """Whether a folded text says that its row shows how to write: 填写示例."""
        return self._said.example.match(text) is not None

    def _name(self, row: Sequence[Cell]) -> str:
        """Return what the row says that it is about, folded."""
        cells = (row[column] for column in self._names if column < len(row))
        return next((fold(cell) for cell in cells if isinstance(cell, str) and cell.strip()), "")

    def sums_up(self, row: Sequence[Cell]) -> bool:
        """Whether 小计 stands where a name should, behind that of the firm that it is about."""
        cells = (row[column] for column in self._names if column < len(row))
        return any(isinstance(cell, str) and fold(cell) in words().totals for cell in cells)

    def _beside(self, row: Sequence[Cell]) -> str:
        """Return what stands where a row's number should, folded."""
        cells = (row[column] for column in self._numbers if column < len(row))
        return next((fold(cell) for cell in cells if isinstance(cell, str)), "")

    def _says_time(self, row: Sequence[Cell], cell: Cell) -> bool:
        """Whether a cell alone in its row says of when the rows below are: 上年同期, 2023."""
        if isinstance(cell, str) and not is_number(cell):
            is_time = (
                heading_key(cell).text in layout_words().periods
                and fold(cell) not in layout_words().sums_of_time
            )
            return is_time and self._begins_group(cell)
        # Elsewhere 2001 numbers a row that nobody filled in.
        place = next(place for place, one in enumerate(row) if is_filled(one))
        year = cell_text(cell) if place in self._names else ""
        return bool(year) and self._begins_group(year)

    def _by_words(
        self, texts: Sequence[str], name: str, filled: int, *, is_body: bool, beside: str
    ) -> str:
        if not texts:
            return ""
        first = texts[0]
        is_grouped = not name and filled > len(texts) == 1
        is_sum = self._is_total(first) or self._is_total(name) or self._is_share(name or beside)
        # 古林镇 | 小计 where the town is merged over its rows.
        is_sum |= not name and filled > len(texts) and any(text in words().totals for text in texts)
        is_grouped = is_grouped and layout_words().grouped_sums.fullmatch(first) is not None
        said = name or beside
        # 一、高新技术企业 with the figures of those below.
        is_of_many = _is_of_many(said) or _HAN_LISTED.match(said) is not None
        is_sum |= self.names_firms and filled > len(texts) and is_of_many
        if is_grouped or (is_sum and not is_body):
            return "total"
        is_call = filled == len(texts) and all(map(layout_words().contacts.fullmatch, texts))
        if is_call or (not is_body and self._said.sign_off.match(first) and filled <= 2 * _FEW):
            self._is_closed = True
            return "sign_off"
        is_page = filled == len(texts) and all(map(layout_words().pages.fullmatch, texts))
        # 核查结论 | 属实 below the last number.
        is_pair = filled == len(texts) == _FEW - 1 and _LABEL.fullmatch(beside) is not None
        is_note = self._said.note.match(first) is not None and filled <= _FEW
        if is_page or is_note or (is_pair and not is_body):
            self._is_noted |= not is_page
            return "note"
        if any(map(self.is_example, (first, name))) or self._is_made_up(texts, is_body=is_body):
            return "example"
        return "heading" if self._is_heading(texts, name, filled) else ""

    def _is_heading(self, texts: Sequence[str], name: str, filled: int) -> bool:
        if filled == len(texts) and name in self._headings:
            # Of a list with other columns below this one: 附：未报企业 企业名称 | 原因.
            return True
        repeated = sum(1 for text in texts if text in self._headings)
        return repeated == filled or (repeated >= 2 and repeated >= _REPEATED * len(texts))

    def _is_total(self, text: str) -> bool:
        is_called_sum = text.endswith(")") and text[:-1].rpartition("(")[2] in words().totals
        if is_called_sum or text in words().lone_totals or layout_words().carried.fullmatch(text):
            return True
        return len(text) <= _LONGEST_TOTAL and self._said.total.fullmatch(text) is not None

    def _is_share(self, name: str) -> bool:
        """Whether 其中：规上企业 or 同比增长 stands where a name should."""
        return bool(name) and self._said.share.fullmatch(name) is not None

    @staticmethod
    def _is_made_up(texts: Sequence[str], *, is_body: bool) -> bool:
        known = layout_words()
        if any(known.made_up.fullmatch(text) for text in texts):
            return True
        # Of a firm that is named, **** hides what is nobody's business.
        return not is_body and any(known.masked.search(text) for text in texts)

    def _by_shape(self, row: Sequence[Cell], filled: Sequence[Cell], texts: Sequence[str]) -> str:
        if not any(is_filled(row[place]) for place in self._mapped if place < len(row)) or (
            self._only_points_elsewhere(row)
        ):
            # Only a row number, a remark or a note stands in it.
            # 2001 there numbers a row that nobody filled in, and is no year.
            if len(filled) == len(texts) == 1 and not texts[0].isdecimal():
                self._begins_group(texts[0])
            return "note" if texts and not all(map(str.isdecimal, texts)) else "blank"
        if len(filled) == len(texts) and _are_units(texts):
            return "heading"
        if len(filled) == len(texts) and _are_hints(texts):
            return "note"
        if len(filled) < _FEW:
            # In a narrow table two say it: 甲 | 1.
            is_narrow = len(filled) == len(self._mapped)
            numbers = tuple(fold(plain_text(cell)) for cell in filled)
            return "numbering" if is_narrow and numbers in _NARROW else ""
        return "numbering" if self._is_numbering(row, filled) else ""

    def _only_points_elsewhere(self, row: Sequence[Cell]) -> bool:
        """Whether words beside the columns stand over nothing but dashes and broken references.

        Or over figures of another form, as they themselves say.
        """
        if any(is_filled(row[place]) for place in self._names if place < len(row)):
            return False
        mapped = frozenset(self._mapped)
        said = [row[place] for place in mapped if place < len(row) and is_filled(row[place])]
        beside = [fold(cell) for place, cell in enumerate(row)
                  if place not in mapped and isinstance(cell, str)]  # fmt: skip
        are_void = any(map(_is_void, said)) and all(cell == 0 or _is_void(cell) for cell in said)
        if any(map(layout_words().other_forms.fullmatch, beside)):
            return True
        return are_void and any(len(text) > _FEW for text in beside)

    def _is_numbering(self, row: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        """Whether a row numbers the columns: 甲 乙 1 2 3, or A B 1 7 where lines have codes."""
        rest = [cell for cell in filled if not _is_ordinal(cell)]
        numbers = [_small(cell) for cell in rest]
        if None in numbers:
            return False
        named = [row[place] for place in self._names if place < len(row) and is_filled(row[place])]
        return _rises(numbers) or (bool(named) and all(map(_is_ordinal, named)))

    def _by_being_alone(
        self, texts: Sequence[str], filled: Sequence[Cell], *, is_body: bool
    ) -> str:
        """Return "note" for a text alone in its row that is no name: of notes, or of a group."""
        are_said = self._heads_a_group(texts, is_body=is_body) or _are_signed(texts)
        if len(filled) == len(texts) > 1 and are_said:
            return "note"
        if len(filled) > 1 or not texts or len(self._mapped) < 2:
            return ""
        text = texts[0]
        if _FOOTNOTE.match(str(filled[0])) or layout_words().senders.fullmatch(text):
            return "note"
        if self._begins_group(text) or (self.names_firms and _is_of_many(text)):
            return "note"
        if is_body or _CODE.search(text) or speaks_of_firm(text):
            return ""
        # The title of what stands below is a line of its own too.
        is_line = bool(
            _LISTED.match(text)
            or layout_words().grouped_lines.match(text)
            or layout_words().titles.fullmatch(text)
        )
        is_said = text.endswith((":", "：", "。", "；", ";")) or len(text) > _LONGEST_CAPTION
        return "note" if not self._is_closed and (is_line or is_said or self._is_noted) else ""

    def _heads_a_group(self, texts: Sequence[str], *, is_body: bool) -> bool:
        """Whether a row says which group follows: 一 | 企业技术中心, 一 | 海曙区 | （2家）."""
        line = numbered_line(texts) if len(texts) <= len(self._mapped) else ""
        # 企业技术中心 ends as the name of one does.
        return bool(line) and (not is_body or self.is_kind(line)) and self._begins_group(line)

    def _behind_the_end(self, row: Sequence[Cell], *, is_body: bool) -> str:
        """Return why a row below the line to sign is no record; that of a named body is one."""
        if not self._is_closed:
            return ""
        said = sum(1 for place in self._mapped if place < len(row) and is_filled(row[place]))
        return "" if is_body and said > 1 else "after_sign_off"


def numbered_line(texts: Sequence[str]) -> str:
    """Return what a row says whose line is parted from its number: 一 | 海曙区 | （2家）; or ""."""
    is_bare = len(texts) == _FEW - 1
    is_counted = len(texts) == _FEW and _COUNT_ALONE.fullmatch(texts[-1]) is not None
    if not (is_bare or is_counted) or not _HAN_NUMBER.fullmatch(texts[0]):
        return ""
    return f"{texts[0].strip('()、.')}、{texts[1]}"


def _is_of_many(name: str) -> bool:
    """Whether a place or a trade, 纺织业（2家）, stands where a firm should, with own figures."""
    known = layout_words()
    name = _TRADE_CODE.sub("", _COUNT_BEHIND.sub("", name))
    sums = (known.places, known.parts, known.trades)
    return any(one.fullmatch(name) is not None for one in sums)


def _are_signed(texts: Sequence[str]) -> bool:
    """Whether an office and a day stand beside each other, as at the end of a letter."""
    senders = layout_words().senders
    days = sum(text[:1].isdecimal() for text in texts)
    return len(texts) == _FEW - 1 and days == 1 and all(map(senders.fullmatch, texts))


def _are_units(texts: Sequence[str]) -> bool:
    """Whether a row only says units, as below the numbers of columns: / | 人 | 千元."""
    units = sum(1 for text in texts if unit_of(text) is not None)
    dashes = layout_words().dashes
    return units > 1 and all(text in dashes or unit_of(text) is not None for text in texts)


def _are_hints(texts: Sequence[str]) -> bool:
    """Whether a row says how to fill in most of its columns: 18位 | 数字，万元 | 是/否."""
    hints = sum(1 for text in texts if _is_hint(text))
    return hints > 1 and _FILLED_IN * hints >= len(texts)


def _is_hint(text: str) -> bool:
    known = layout_words().hints
    parts = _PARTS.split(text)
    is_told = any(map(known.fullmatch, parts))
    return is_told and all(known.fullmatch(part) or unit_of(part) is not None for part in parts)


def _any(texts: Sequence[str]) -> str:
    return "|".join(map(re.escape, texts))


def _is_ordinal(cell: Cell) -> bool:
    core = fold(cell) if isinstance(cell, str) else ""
    return core in words().ordinals or (len(core) == 1 and core.isascii() and core.isalpha())


def _is_void(cell: Cell) -> bool:
    """Whether a cell says nothing by itself: a dash, an error, a formula without its result."""
    if not isinstance(cell, str):
        return False
    core = fold(cell)
    return core in layout_words().dashes or core in words().errors or core.startswith("#")


def _small(cell: Cell) -> int | None:
    if isinstance(cell, str) and cell.strip().isdecimal():
        return int(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and float(cell).is_integer():
        return int(cell) if 0 <= cell < 200 else None
    return None


def _rises(numbers: Sequence[int | None]) -> bool:
    """Whether the numbers are 1, 2, 3 … as a row of column numbers has them."""
    known = [number for number in numbers if number is not None]
    return known == list(range(known[0], known[0] + len(known))) if known else True
