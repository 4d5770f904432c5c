"""Reads the names of indicators, which sheets call in many ways and some of them by one name."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.catalogue.model import Code, CodeList, Doubt, Field
from desktop_app.domain.texts import fold
from desktop_app.i18n import label_of, language, listed, noted
from desktop_app.importing.cells.choices import CodeReader
from desktop_app.importing.cells.texts import blank_or_error, plain_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.translations import without_translation
from desktop_app.importing.mapping.normal import HeadingKey, heading_key, name_of_total
from desktop_app.importing.model import SAID_TO_DATE, Read
from desktop_app.sheets.table import Cell

_ASKED, _NONE = "ambiguous_code", "not_in_list"
_TO_DATE = "累计"
_UNIT = "remark_in_cell"
_GUESSED = frozenset({"near_word", "remark_in_cell"})


class IndicatorReader(CodeReader):
    """Reads the names of indicators.

    A name of two figures is asked about, and so is what makes another figure of one that is known.

    Args:
        field: The field.
        codes: The indicators.
        is_key: Whether its records are recognised by it.
        taught: Code that a word means, by folded word.
    """

    def __init__(
        self, field: Field, codes: CodeList, *, is_key: bool, taught: Mapping[str, str]
    ) -> None:
        super().__init__(field, codes, is_key=is_key, taught=taught)
        self._list = codes
        self._meant = {heading_key(word).text: code for word, code in taught.items()}

    def read(self, cell: Cell) -> Read:
        """Return what one cell says."""
        text = plain_text(cell)
        core = fold(text)
        if core in self._taught or core in self._codes or blank_or_error(text) is not None:
            return super().read(cell)
        text = without_translation(text)
        key = heading_key(text)
        return self._said(key) or self._to_date(text) or self._guessed(super().read(text), key)

    def names(self, text: str) -> bool:
        """Whether a text names an indicator, or what may be one."""
        found = self.read(text)
        return found.value is not None or bool(found.other)

    def knows(self, text: str) -> bool:
        """Whether a text as a whole is the name of an indicator, or one that is asked about."""
        return self._said(heading_key(text)) is not None

    def may_be(self, text: str) -> tuple[str, ...]:
        """Return the codes that a name may mean of which one has to ask."""
        return () if self.read(text).value is not None else may_be(self._list, text)

    def _said(self, key: HeadingKey) -> Read | None:
        """Return what a name means that is known as a whole, but for number and unit."""
        known = self._meant.get(key.text) or self._codes.get(key.text)
        near = self._list.nearly.get(key.text)
        doubt = self._list.doubted.get(key.text)
        if key.is_part and (known or near):
            # 其中：高新技术企业数 is of what stands above it.
            return self._asked([known or near or ""])
        if known:
            return Read(known, "remark_in_cell" if key.unit else "")
        if near:
            return Read(near, "near_word")
        return self._doubted(doubt) if doubt else None

    def _to_date(self, text: str) -> Read | None:
        """Return what a name means that says of its figures that they are to date, or None."""
        name = name_of_total(text)
        is_summed = name != heading_key(text).text
        whole = self._said(heading_key(f"{_TO_DATE}{name}")) if is_summed else None
        if whole is not None and whole.value is not None:
            # 省级科技型中小企业（累计） are so many so far.
            return whole
        found = self._said(heading_key(name))
        is_sure = found is not None and found.value is not None and found.flag in {"", _UNIT}
        return found._replace(flag=SAID_TO_DATE) if found is not None and is_sure else None

    def _guessed(self, read: Read, key: HeadingKey) -> Read:
        """Return a guess, where the words beside the name that it takes leave it that figure."""
        if read.flag not in _GUESSED:
            return read
        if layout_words().measured.fullmatch(key.text):
            return Read(None, reject=_NONE)
        name = max((one for one in self._codes if one in key.text), key=len, default="")
        is_other = _says_other(key.text, name)
        return self._asked([str(read.value)]) if is_other else read

    def _doubted(self, doubt: Doubt) -> Read:
        note = doubt.note_en if language() == "en" else doubt.note
        if doubt.meant:
            return self._asked(doubt.meant, note)
        return Read(None, reject=_NONE, other=note)

    def _asked(self, codes: list[str] | tuple[str, ...], note: str = "") -> Read:
        may = listed(_called(self._list.by_code[code]) for code in codes)
        return Read(None, reject=_ASKED, other=noted(may, note) if note else may)


def _says_other(text: str, name: str) -> bool:
    """Whether words around a name make another figure of it: 上年末 before 年末高企数."""
    first = text.find(name)
    last = first + len(name)
    others = layout_words().other_totals.finditer(text)
    return any(one.start() < first or one.end() > last for one in others)


def may_be(codes: CodeList, text: str) -> tuple[str, ...]:
    """Return the codes that a name of which one has to ask may mean."""
    doubt = codes.doubted.get(heading_key(text).text)
    return doubt.meant if doubt else ()


def _called(entry: Code) -> str:
    return f"{entry.code} {label_of(entry)}"
