"""Makes rows of the tags of a web page as they come by."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop_app.sheets import caps
from desktop_app.sheets.formats import understood
from desktop_app.sheets.grid import Grid
from desktop_app.sheets.html.struck_tags import StruckTags
from desktop_app.sheets.struck import without_struck
from desktop_app.sheets.table import PLAIN, Cell

_UNSEEN = frozenset({"script", "style", "title", "head", "xml", "noscript", "template", "comment"})
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "caption", "center"}
)
_GAPS = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND_BREAKS = re.compile(r" ?\n ?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all")
_IGNORED_SPAN = "mso-ignore"
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_SHOWN_NUMBER = re.compile(r"\(?[-+]?[¥￥$]?\d[\d,]*(?:\.(\d+))?\)?")
_FORMAT = re.compile(r"(?:mso-number-format|vnd\.ms-excel\.numberformat)\s*:\s*([^;]+)", re.I)
_MOST_ACROSS = 1_000
_MOST_DOWN = 65_534


class _Cell:
    """A cell that is open: its attributes and the pieces of its text, and which are struck."""

    def __init__(self, at: Mapping[str, str]) -> None:
        self.at = at
        self.pieces: list[tuple[str, bool]] = []


class _Table:
    """A table that is open: the cell being read, and columns taken by cells from above."""

    def __init__(self) -> None:
        self.cell: _Cell | None = None
        self.column = 0
        self.first_column = 0
        self.row = 0
        self.taken: dict[int, int] = {}


class HtmlRows:
    """Target of a parser: gathers the rows of all tables, and the text around them.

    Attributes:
        grid: What was gathered.
    """

    def __init__(self) -> None:
        self.grid = Grid()
        self._row = 0
        self._tables: list[_Table] = []
        self._unseen = 0
        self._text: list[tuple[str, bool]] = []
        self._struck = StruckTags()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a tag that opens."""
        at = {name.lower(): value for name, value in attributes.items()}
        self._struck.start(tag, at)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_text()
            self._tables.append(_Table())
        elif not self._tables:
            if tag in _BLOCKS:
                self._end_text()
        elif tag == "tr":
            self._begin_row(self._tables[-1], at)
        elif tag in {"td", "th"}:
            self._begin_cell(self._tables[-1], at)
        elif tag == "col":
            self._take_column(self._tables[-1], at)
        elif tag in _BLOCKS:
            self._add("\n")

    def end(self, tag: str) -> None:
        """Take a tag that closes."""
        self._end(tag)
        self._struck.end(tag)

    def _end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._tables:
            self._end_cell(self._tables[-1])
            self._tables.pop()
        elif not self._tables:
            if tag in _BLOCKS:
                self._end_text()
        elif tag in {"td", "th", "tr"}:
            self._end_cell(self._tables[-1])
        elif tag in _BLOCKS and tag != "br":
            self._add("\n")

    def data(self, data: str | bytes) -> None:
        """Take text."""
        self._add(_GAPS.sub(" ", str(data)))

    def _add(self, piece: str) -> None:
        if self._unseen:
            self._struck.style(piece)
            return
        cell = next((one.cell for one in reversed(self._tables) if one.cell), None)
        pieces = self._text if cell is None else cell.pieces
        pieces.append((piece, self._struck.is_struck))

    def comment(self, text: str | bytes) -> None:
        """Take a comment: none is shown."""

    def close(self) -> None:
        """Take the end of the page."""
        while self._tables:
            self.end("table")
        self._end_text()

    def _end_text(self) -> None:
        """Put text that stands between tables into a row of its own."""
        text = _read(self._text)[0]
        self._text = []
        if text:
            self._row += 1
            self.grid.put(self._row, 0, text)

    def _begin_row(self, table: _Table, at: Mapping[str, str]) -> None:
        self._end_cell(table)
        self._end_text()
        self._row += 1
        table.row, table.column = self._row, 0
        table.taken = {column: left - 1 for column, left in table.taken.items() if left > 1}
        if _is_hidden(at, "height"):
            self.grid.marks.hidden_rows.add(self._row)

    def _begin_cell(self, table: _Table, at: Mapping[str, str]) -> None:
        self._end_cell(table)
        if not table.row:
            self._begin_row(table, {})
        while table.column in table.taken:
            table.column += 1
        table.cell = _Cell(at)

    def _take_column(self, table: _Table, at: Mapping[str, str]) -> None:
        span = _span(at, "span", _MOST_ACROSS)
        last = min(table.first_column + span, caps.WIDEST)
        if _is_hidden(at, "width"):
            self.grid.marks.hidden_columns.update(range(table.first_column, last))
        table.first_column = last

    def _end_cell(self, table: _Table) -> None:
        cell = table.cell
        if cell is None:
            return
        table.cell = None
        row, column = table.row, table.column
        across, down = (
            _span(cell.at, "colspan", _MOST_ACROSS),
            _span(cell.at, "rowspan", _MOST_DOWN),
        )
        self._put(row, column, cell)
        if _IGNORED_SPAN not in cell.at.get("style", ""):
            self.grid.merge(row, column, row + down - 1, column + across - 1)
        if down > 1:
            # The row at hand counts too; the next row takes one off.
            last = min(column + across, caps.WIDEST)
            table.taken |= dict.fromkeys(range(column, last), down)
        table.column = column + across

    def _put(self, row: int, column: int, cell: _Cell) -> None:
        text, is_struck = _read(cell.pieces)
        at = cell.at
        if "x:err" in at:
            self.grid.error(row, column, at["x:err"] or text)
            return
        if "x:fmla" in at and not text:
            self.grid.marks.no_value.add((row, column))
        if "\ufffd" in text:
            self.grid.marks.broken.add((row, column))
        value, look = _valued(at, text), PLAIN
        if isinstance(value, float):
            code = _FORMAT.search(at.get("style", ""))
            shown = understood(_unescaped(code[1])).look if code else PLAIN
            look = PLAIN if shown.date else shown
        look = look._replace(struck=is_struck)
        if look != PLAIN:
            self.grid.marks.note_look(row, column, look)
        self.grid.put(row, column, value)


def _valued(at: Mapping[str, str], text: str) -> Cell:
    """Return the number behind a cell where its text shows the same one, only rounded."""
    held = at.get("x:num") or at.get("sdval") or ""
    shown = _SHOWN_NUMBER.fullmatch(text)
    if not shown or not _NUMBER.fullmatch(held) or "x:str" in at:
        return text
    number, seen = float(held), float(re.sub(r"[^\d.]", "", text))
    half = 0.5 * 10.0 ** -len(shown[1] or "")
    return number if abs(abs(number) - seen) <= half * 1.000001 else text


def _unescaped(code: str) -> str:
    r"""Return a format code as it stands behind the escapes of a style: '0\.00%'."""
    bare = code.strip().strip("\"'")
    return re.sub(r"\\(?:0022|(.))", lambda found: found[1] or '"', bare)


def _read(pieces: list[tuple[str, bool]]) -> tuple[str, bool]:
    """Return a text as it is read, without its struck letters, and whether it has any."""
    left = without_struck(pieces)
    text = "".join(piece for piece, _is_struck in pieces) if left is None else left
    return _tidy(text), left is not None


def _tidy(text: str) -> str:
    if "\n" not in text and "  " not in text:
        return text.strip()
    return _AROUND_BREAKS.sub("\n", re.sub(r" +", " ", text)).strip()


def _is_hidden(at: Mapping[str, str], size: str) -> bool:
    return bool(_HIDDEN.search(at.get("style", "").lower())) or at.get(size) in {"0", "0px"}


def _span(at: Mapping[str, str], name: str, most: int) -> int:
    text = at.get(name, "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() else 1
