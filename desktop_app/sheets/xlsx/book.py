"""What an .xlsx says of itself as a whole: sheets, number formats, dates, texts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from zipfile import ZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.formats import BUILT_IN, GENERAL, Format, struck, understood
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.xlsx.letters import STRIKE, strikes, struck_text
from desktop_app.sheets.xlsx.ooxml import TRUE, Package, fragment, parsed
from desktop_app.sheets.xlsx.read_xml import extent
from desktop_app.sheets.xml_source import local, local_attributes, part_events

_STYLES = ("numFmt", "fonts", "font", "cellXfs", "xf")
_NO_SHEETS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
_ITEM = re.compile(rb"<(?:\w+:)?si(?:\s[^<>]*)?(/?)>")
_ITEM_END = re.compile(rb"</(?:\w+:)?si\s*>")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?t>")
_TABLE_END = re.compile(rb"</(?:\w+:)?sst\s*>|<(?:\w+:)?sst(?:\s[^<>]*)?/>")
_SMALLEST_CELL = 25
"""Bytes of XML that a cell takes at least."""
_ODD = (b"rPh", b"<!")
_HEAD = 2_000
# What no XML can hold stands as _x000B_; half a letter (_xD83D_) is left as it is.
_ESCAPE = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|general|g/通用格式', re.IGNORECASE)
_DATE_SIGN = re.compile("[ymdhs]")
_LONGEST_REST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A sheet of an .xlsx and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(slots=True)
class XlsxBook:
    """An .xlsx before its sheets are read.

    Attributes:
        data: Its bytes.
        sheets: Its worksheets.
        looks: Number format of each cell format, by its number.
        is_1904: Whether day 0 is 1904-01-01.
        is_due: Whether its formulas are still to be worked out, so that a 0 is no result.
        texts_part: Part with the texts that cells share, or "".
        styles_part: Part with the formats of cells, or "".
        has_odd_dates: Whether it has formats that only Chinese programs know for dates, or that
            look like dates but are none.
    """

    data: bytes
    sheets: list[XlsxSheet] = field(default_factory=list)
    looks: list[Format] = field(default_factory=list)
    is_1904: bool = False
    is_due: bool = False
    texts_part: str = ""
    styles_part: str = ""
    has_odd_dates: bool = False
    _texts: list[str] | None = None
    _overview: tuple[int, bool] | None = None
    _struck: dict[int, str] | None = None

    def archive(self) -> ZipFile:
        """Open the zip anew."""
        return ZipFile(io.BytesIO(self.data))

    def texts(self) -> list[str]:
        """Return the texts that cells share; they are read when first asked for."""
        if self._texts is None:
            with self.archive() as archive:
                self._texts = list(map(rich_text, _shared_items(archive, self.texts_part)))
        return self._texts

    def longest_text(self) -> int:
        """Return how many bytes the longest text that cells share has at most."""
        return self._looked_over()[0]

    def struck_texts(self) -> dict[int, str]:
        """Return how those texts read, by their number, of which letters are struck through."""
        if self._struck is None and self._looked_over()[1]:
            with self.archive() as archive:
                found = enumerate(map(struck_text, _shared_items(archive, self.texts_part)))
                self._struck = {number: text for number, text in found if text is not None}
        return self._struck or {}

    def _looked_over(self) -> tuple[int, bool]:
        if self._overview is None:
            with self.archive() as archive:
                self._overview = _overview(archive, self.texts_part)
        return self._overview

    def is_small(self, parts: Sequence[bytes]) -> bool:
        """Whether calamine, which makes room for all cells up to the last corner, may have rows."""
        height, width = extent(parts)
        most_text = sum(map(len, parts)) // _SMALLEST_CELL * self.longest_text()
        return (
            width <= caps.WIDEST
            and height * width <= caps.MAX_AT_ONCE
            and most_text <= caps.MAX_AT_ONCE_TEXT
        )

    def texts_size(self) -> int:
        """Return how many bytes of XML the texts are that cells share."""
        if not self.texts_part:
            return 0
        with self.archive() as archive:
            return archive.getinfo(self.texts_part).file_size


def xlsx_book(data: bytes) -> XlsxBook:
    """Return what an .xlsx says of itself.

    Raises:
        RefusedError: It is damaged, or a part declares a document type.
        OverCapError: Its parts are too large.
    """
    book = XlsxBook(data)
    with caps.check_zip(data) as archive:
        package = Package(archive)
        main = package.workbook()
        root = parsed(package.read(main))
        if root is None:
            raise RefusedError(FileProblem.CORRUPT)
        relations = package.relations(main)
        for element in root.iter():
            at = local_attributes(element)
            name = local(element.tag)
            if name == "sheet":
                found = relations.get(at.get("id", ""))
                if found is None or not found.part:
                    raise RefusedError(FileProblem.CORRUPT)
                if found.kind not in _NO_SHEETS:
                    hidden = at.get("state", "visible") != "visible"
                    book.sheets.append(XlsxSheet(at.get("name", ""), hidden, found.part))
            elif name == "workbookPr":
                book.is_1904 = at.get("date1904", "0") in TRUE
            elif name == "calcPr":
                book.is_due = at.get("fullCalcOnLoad", "0") in TRUE
        parts = {found.kind: found.part for found in relations.values()}
        if not all(parts.get(kind, "here") for kind in ("sharedStrings", "styles")):
            raise RefusedError(FileProblem.CORRUPT)
        book.texts_part = parts.get("sharedStrings", "")
        book.styles_part = parts.get("styles", "")
        _refuse_doctype(archive, book.texts_part)
        shown = list(_shown(archive, book.styles_part))
        book.looks = [_look(code, is_struck=is_struck) for code, is_struck in shown]
        book.has_odd_dates = any(map(_is_odd, {code for code, _is_struck in shown}))
    if not book.sheets:
        raise RefusedError(FileProblem.CORRUPT)
    return book


def _refuse_doctype(archive: ZipFile, part: str) -> None:
    head = next(caps.inflated(archive, part), b"") if part else b""
    if b"<!DOCTYPE" in head.partition(b"<si")[0]:
        raise RefusedError(FileProblem.CORRUPT)


def _look(code: str, *, is_struck: bool) -> Format:
    found = understood(code) if code else GENERAL
    return struck(found) if is_struck else found


def _shown(archive: ZipFile, part: str) -> Iterator[tuple[str, bool]]:
    """Yield the number format of each cell format, "" for the usual one, and whether it strikes."""
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    inside = ""
    for event, element in part_events(archive, part, _STYLES):
        name, at = local(element.tag), local_attributes(element)
        if name in {"fonts", "cellXfs"}:
            inside = name if event == "start" else ""
        elif event == "start":
            continue
        elif name == "numFmt":
            codes[int(at.get("numFmtId", "0"))] = at.get("formatCode", "")
        elif name == "font" and inside == "fonts":
            fonts.append(any(map(strikes, element)))
        elif name == "xf" and inside == "cellXfs":
            number, font = int(at.get("numFmtId", "0")), int(at.get("fontId", "0"))
            is_struck = font < len(fonts) and fonts[font]
            yield codes.get(number) or BUILT_IN.get(number, ""), is_struck


def _is_odd(code: str) -> bool:
    bare = _QUOTED.sub("", code).partition(";")[0].lower()
    return understood(code).is_date != bool(_DATE_SIGN.search(bare))


def _shared_items(archive: ZipFile, part: str) -> Iterator[bytes]:
    """Yield what stands within each item of the shared table, in order."""
    if not part:
        return
    rest = b""
    for window in caps.inflated(archive, part):
        joined = rest + window
        is_prefixed = b":si>" in joined[:_HEAD]
        *items, rest = _ITEM_END.split(joined) if is_prefixed else joined.split(b"</si>")
        for item in items:
            yield from _items(item)
        if len(rest) > _LONGEST_REST:
            raise caps.OverCapError
    if _TABLE_END.search(rest) is None:
        raise RefusedError(FileProblem.CORRUPT)
    yield from _items(rest, is_last=True)


def _items(data: bytes, *, is_last: bool = False) -> Iterator[bytes]:
    """Yield the empty items that a piece of the table begins with, then the one it ends in."""
    if data.startswith(b"<si><t>") and data.endswith(b"</t>") and data.count(b"<") == 3:
        yield data[4:]
        return
    begun = -1
    for found in _ITEM.finditer(data):
        if begun >= 0:
            raise RefusedError(FileProblem.CORRUPT)
        if found[1]:
            yield b""
        else:
            begun = found.end()
    if (begun < 0) != is_last:
        raise RefusedError(FileProblem.CORRUPT)
    if begun >= 0:
        yield data[begun:]


def _overview(archive: ZipFile, part: str) -> tuple[int, bool]:
    """Return the length of the longest item at most, and whether letters may be struck through."""
    if not part:
        return 0, False
    longest = rest = 0
    is_marked, tail = False, b""
    for window in caps.inflated(archive, part):
        is_marked = is_marked or STRIKE in window or STRIKE in tail + window[: len(STRIKE)]
        tail = window[-len(STRIKE) :]
        first, *others = window.split(b"</si>")
        rest += len(first)
        longest = max(longest, rest, *map(len, others))
        if others:
            rest = len(others[-1])
    return longest, is_marked


def rich_text(item: bytes) -> str:
    """Return the text of an item: of its runs, but not of how it is pronounced."""
    if item.startswith(b"<t>") and item.endswith(b"</t>") and item.count(b"<") == 2:
        return plain_text(item[3:-4])
    if not any(sign in item for sign in _ODD):
        return plain_text(b"".join(_TEXT.findall(item)))
    runs = [run for part in fragment(item) for run in (part, *part) if local(part.tag) != "rPh"]
    return "".join(run.text or "" for run in runs if local(run.tag) == "t")


def plain_text(data: bytes) -> str:
    """Return character data as text, with what stands for characters put back."""
    text = data.decode("utf-8", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = unescape(text)
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text
