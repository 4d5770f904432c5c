"""How the sheets of an .ods look: their styles as those of a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.ods.styles import DATA_STYLES, format_code
from desktop_app.sheets.xml_source import drop, local, local_attributes, part_events

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

_WANTED = (
    *("style", "default-style", "font-face", "table", "table-column", "table-row"),
    *DATA_STYLES,
)
_SETTINGS = ("config-item-map-entry",)
_FROZEN = "2"
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
_CHARACTER = 72 / 2.54 / 5.2
"""Points of a column that one character takes."""

_HIGHEST = 409
"""Points of a row, and of a letter, that Excel takes."""
_DEEPEST = 10
_THIN, _MEDIUM = 1.25, 2.2
"""Points up to which a line is thin, and medium."""
_FILLED_UP = 64
"""Columns or blank cells that are alike, beyond which they only fill up the sheet."""

_LINES = {
    "dashed": "dashed",
    "dotted": "dotted",
    "double": "double",
    "double-thin": "double",
    "fine-dashed": "hair",
    "dash-dot": "dashDot",
    "dash-dot-dot": "dashDotDot",
}
_ACROSS = {"start": "left", "end": "right", "left": "left", "right": "right",
           "center": "center", "justify": "justify"}  # fmt: skip
_DOWN = {"top": "top", "middle": "center", "bottom": "bottom"}
_ASIAN = frozenset({("text", "font-name-asian"), ("text", "font-size-asian")})
_SIDES = ("left", "right", "top", "bottom")
_Properties = Mapping[tuple[str, str], str]


@dataclass(slots=True)
class OdsTable:
    """The look of one sheet; see `Appearance`, whose parts these are."""

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    fitted: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    cells: dict[int, dict[int, str]] = field(default_factory=dict)


class OdsLook:
    """The look of some sheets of an .ods, gathered in one go.

    Args:
        archive: The file.
        wanted: Numbers of the rows whose styles are wanted, by tab.

    Attributes:
        tables: The sheets by tab.
        styles: What their styles are.
    """

    def __init__(self, archive: ZipFile, wanted: Mapping[str, Collection[int]]) -> None:
        self.tables = {name: OdsTable() for name in wanted}
        self.styles = _Styles()
        self._wanted = wanted
        self._table: OdsTable | None = None
        self._rows: Collection[int] = ()
        self._row = self._column = self._depth = 0
        self._defaults: list[str] = []
        for part in ("styles.xml", "content.xml"):
            for event, element in part_events(archive, part, _WANTED):
                self._take(event, local(element.tag), element)
        for _event, element in part_events(archive, "settings.xml", _SETTINGS):
            table = self.tables.get(local_attributes(element).get("name", ""))
            if table is not None:
                table.frozen = _frozen(element)

    def _take(self, event: str, name: str, element: etree._Element) -> None:
        if name == "table":
            self._depth += 1 if event == "start" else -1
            if event == "start" and self._depth == 1:
                self._begin(local_attributes(element).get("name", ""))
        elif event == "end" and name == "table-row":
            if self._table is not None and self._depth == 1:
                self._end_row(element, self._table)
            drop(element)
        elif event == "end" and name == "table-column":
            if self._table is not None and self._depth == 1:
                self._end_column(local_attributes(element), self._table)
        elif event == "end":
            self.styles.take(name, element)

    def _begin(self, name: str) -> None:
        self._table = self.tables.get(name)
        self._rows = self._wanted.get(name, ())
        self._row = self._column = 0
        self._defaults = []

    def _end_column(self, at: Mapping[str, str], table: OdsTable) -> None:
        count = _count(at, "number-columns-repeated")
        last = min(self._column + count, caps.WIDEST)
        said = self.styles.of(at.get("style-name", "")).get(("table-column", "column-width"), "")
        width = points(said) / _CHARACTER
        if width and count <= _FILLED_UP:
            table.widths |= dict.fromkeys(range(self._column, last), width)
        self._defaults += [at.get("default-cell-style-name", "")] * (last - self._column)
        self._column = last

    def _end_row(self, element: etree._Element, table: OdsTable) -> None:
        at = local_attributes(element)
        first = self._row + 1
        self._row += _count(at, "number-rows-repeated")
        numbers = self._wanted_in(range(first, self._row + 1))
        if numbers:
            self._note(numbers, element, at, table)

    def _wanted_in(self, run: range) -> list[int]:
        """Return which of some rows are wanted; many of each there may be, a few of both."""
        few, other = (run, self._rows) if len(run) <= len(self._rows) else (self._rows, run)
        return [number for number in few if number in other]

    def _note(
        self,
        numbers: Iterable[int],
        element: etree._Element,
        at: Mapping[str, str],
        table: OdsTable,
    ) -> None:
        said = self.styles.of(at.get("style-name", ""))
        height = min(points(said.get(("table-row", "row-height"), "")), _HIGHEST)
        is_fitted = said.get(("table-row", "use-optimal-row-height"), "true") == "true"
        cells = self._cells(element, at.get("default-cell-style-name", ""))
        for number in numbers:
            table.cells[number] = cells
            if height:
                (table.fitted if is_fitted else table.heights)[number] = height

    def _cells(self, element: etree._Element, usual: str) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = 0
        for cell in element:
            at = local_attributes(cell)
            count = _count(at, "number-columns-repeated")
            if count > _FILLED_UP and not len(cell):
                break
            for place in range(column, min(column + count, caps.WIDEST)):
                own = self._defaults[place] if place < len(self._defaults) else ""
                cells[place] = at.get("style-name") or usual or own
            column += count
        return cells


class _Styles:
    """Styles by name, with those that they come from, and those of a workbook that they are.

    Attributes:
        styled: An empty workbook that has them.
    """

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.styled: Workbook = Workbook()
        self._own: dict[str, _Properties] = {}
        self._usual: dict[str, _Properties] = {}
        self._parents: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._faces: dict[str, str] = {}
        self._made: dict[str, int] = {}
        self._families: dict[str, str] = {}

    def take(self, name: str, element: etree._Element) -> None:
        """Take one style, or what styles are made of."""
        at = local_attributes(element)
        own = at.get("name", "")
        if name == "font-face":
            self._faces[own] = at.get("font-family", "").strip("'\"")
        elif name in DATA_STYLES:
            self._shown[own] = format_code(name, element)
        elif name == "default-style":
            self._usual[at.get("family", "")] = _properties(element)
        elif name == "style":
            self._own[own] = _properties(element)
            self._parents[own] = at.get("parent-style-name", "")
            self._families[own] = at.get("family", "")
            self._formats[own] = at.get("data-style-name", "")

    def of(self, name: str) -> _Properties:
        """Return all that holds for a style; what is nearer to it goes first."""
        found: dict[tuple[str, str], str] = {}
        for one in (self._usual.get(self._families.get(name, ""), {}), *self._line(name)):
            if {("text", "font-name"), ("text", "font-size")} & one.keys():
                # What it says of its letters holds for Chinese ones too, unless it says more.
                found = {key: said for key, said in found.items() if key not in _ASIAN}
            found |= one
        return found

    def number(self, name: str) -> int:
        """Return the number of the style of the workbook that one of the .ods is."""
        if name not in self._made:
            self._made[name] = self._style(name)
        return self._made[name]

    def _line(self, name: str) -> list[_Properties]:
        """Return what a style says, and before it what those say that it comes from."""
        return [self._own[one] for one in reversed(self._names(name))]

    def _names(self, name: str) -> list[str]:
        """Return a style and those that it comes from."""
        found: list[str] = []
        while name in self._own and len(found) < _DEEPEST:
            found.append(name)
            name = self._parents[name]
        return found

    def _style(self, name: str) -> int:
        from openpyxl.cell import Cell

        said = self.of(name)
        cell = Cell(self.styled.worksheets[0], 1, 1)
        shown = next((self._formats[one] for one in self._names(name) if self._formats[one]), "")
        cell.number_format = self._shown.get(shown) or "General"
        cell.font = self._font(said)
        cell.alignment = _alignment(said)
        cell.border = _border(said)
        fill = _fill(said.get(("table-cell", "background-color"), ""))
        if fill is not None:
            cell.fill = fill
        return int(cell.style_id)

    def _font(self, said: _Properties) -> Font:
        from openpyxl.styles import Font

        at = {key: value for (part, key), value in said.items() if part == "text"}
        face = at.get("font-name-asian") or at.get("font-name", "")
        size = points(at.get("font-size-asian") or at.get("font-size", ""))
        return Font(
            name=self._faces.get(face) or face or None,
            sz=min(size, _HIGHEST) or None,
            b=at.get("font-weight", "normal") in {"bold", "600", "700", "800", "900"},
            i=at.get("font-style", "normal") in {"italic", "oblique"},
            strike=at.get("text-line-through-style", "none") != "none",
            u="single" if at.get("text-underline-style", "none") != "none" else None,
            color=_colour(at.get("color", "")),
        )


def points(length: str) -> float:
    """Return a length such as 2.5cm in points, or 0."""
    times = _POINTS.get(length[-2:], 0.0)
    return float(length[:-2]) * times if times else 0.0


def _properties(element: etree._Element) -> _Properties:
    """Return what a style says, by the kind of its properties and their name."""
    return {
        (local(part.tag).removesuffix("-properties"), key): value
        for part in element
        if local(part.tag).endswith("-properties")
        for key, value in local_attributes(part).items()
    }


def _count(at: Mapping[str, str], name: str) -> int:
    return max(int(at.get(name, "1")), 1)


def _frozen(entry: etree._Element) -> tuple[int, int]:
    """Return how many rows and columns of a sheet stay in view."""
    said: dict[str, str] = defaultdict(str)
    said |= {local_attributes(one).get("name", ""): one.text or "" for one in entry}

    def held(way: str) -> int:
        is_frozen = said[f"{way}SplitMode"] == _FROZEN
        return int(said[f"{way}SplitPosition"] or 0) if is_frozen else 0

    return held("Vertical"), held("Horizontal")


def _alignment(said: _Properties) -> Alignment:
    from openpyxl.styles import Alignment

    # Where the kind of value says it, a text is left and a number right, as everywhere.
    is_set = said.get(("table-cell", "text-align-source"), "fix") == "fix"
    across = _ACROSS.get(said.get(("paragraph", "text-align"), "")) if is_set else None
    return Alignment(
        horizontal=_word(across),
        vertical=_word(_DOWN.get(said.get(("table-cell", "vertical-align"), ""))),
        wrap_text=said.get(("table-cell", "wrap-option"), "") == "wrap",
    )


def _border(said: _Properties) -> Border:
    from openpyxl.styles import Border

    around = said.get(("table-cell", "border"), "none")
    left, right, top, bottom = (
        _side(said.get(("table-cell", f"border-{side}"), around)) for side in _SIDES
    )
    return Border(left=left, right=right, top=top, bottom=bottom)


def _side(text: str) -> Side:
    """Return a line such as 0.74pt solid #000000."""
    from openpyxl.styles import Side

    parts = text.split()
    if len(parts) < len(("width", "kind", "colour")) or parts[1] in {"none", "hidden"}:
        return Side()
    width = points(parts[0])
    plain = "thin" if width <= _THIN else "medium" if width <= _MEDIUM else "thick"
    return Side(_word(_LINES.get(parts[1], plain)), _colour(parts[-1]))


def _fill(colour: str) -> PatternFill | None:
    from openpyxl.styles import PatternFill

    own = _colour(colour)
    return PatternFill("solid", own) if own else None


def _colour(text: str) -> str | None:
    """Return #ff0000 as openpyxl has it, or None for no colour of its own."""
    return f"FF{text[1:].upper()}" if text.startswith("#") and len(text) == len("#rrggbb") else None


def _word(word: str | None) -> Any:  # noqa: ANN401 - words of openpyxl
    return word
