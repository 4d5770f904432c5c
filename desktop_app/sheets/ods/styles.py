"""What the styles of an .ods say of its cells and sheets."""

from __future__ import annotations

from lxml import etree

from desktop_app.sheets.formats import GENERAL, Format, struck, understood
from desktop_app.sheets.table import PLAIN
from desktop_app.sheets.xml_source import local, local_attributes

DATA_STYLES = (
    "number-style",
    "percentage-style",
    "currency-style",
    "date-style",
    "time-style",
    "boolean-style",
    "text-style",
)
"""Elements that say how a number is shown."""

_DATE_PARTS = {
    "year": "yyyy",
    "month": "mm",
    "day": "dd",
    "day-of-week": "ddd",
    "hours": "h",
    "minutes": "mm",
    "seconds": "s",
    "era": "e",
}
_SCALE = {"1000": ",", "1000000": ",,", "1000000000": ",,,"}


class OdsStyles:
    """Styles by name, as far as they change what is read.

    Attributes:
        hidden_tables: Styles of hidden sheets.
        struck: Styles whose cells are struck through.
    """

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self.struck: set[str] = set()
        self._codes: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}

    def take(self, name: str, element: etree._Element) -> None:
        """Take one style."""
        at = local_attributes(element)
        if name == "style":
            self._cells[at.get("name", "")] = (
                at.get("data-style-name", ""),
                at.get("parent-style-name", ""),
            )
            if any(map(_strikes, element)) or at.get("parent-style-name") in self.struck:
                self.struck.add(at.get("name", ""))
            if any(
                local(part.tag) == "table-properties"
                and local_attributes(part).get("display") == "false"
                for part in element
            ):
                self.hidden_tables.add(at.get("name", ""))
        else:
            self._codes[at.get("name", "")] = format_code(name, element)

    def look(self, style: str, kind: str) -> Format:
        """Return how cells of a style and kind of value show numbers."""
        found = self._look(style)
        if style in self.struck:
            found = struck(found)
        look = found.look._replace(percent=True) if kind == "percentage" else found.look
        return GENERAL if look == PLAIN else Format(look=look)

    def _look(self, style: str) -> Format:
        for _step in range(10):
            data, parent = self._cells.get(style, ("", ""))
            if data:
                code = self._codes.get(data, "")
                return understood(code) if code else GENERAL
            style = parent
        return GENERAL


def _strikes(part: etree._Element) -> bool:
    """Whether a part of a style draws a line through the text."""
    return local_attributes(part).get("text-line-through-style", "none") != "none"


def format_code(name: str, element: etree._Element) -> str:
    """Return a format of an .ods in the words of Excel."""
    is_percent = name == "percentage-style"
    return "".join(_part(part, is_percent=is_percent) for part in element)


def _part(part: etree._Element, *, is_percent: bool) -> str:
    kind, at = local(part.tag), local_attributes(part)
    if kind == "number":
        return _digits(at)
    if kind == "scientific-number":
        return "0E+0"
    text = part.text or ""
    if kind == "text" and is_percent and "%" in text:
        return "%"
    if kind in {"text", "currency-symbol"}:
        return '"' + text.replace('"', "") + '"' if text.strip() else ""
    return _DATE_PARTS.get(kind, "")


def _digits(at: dict[str, str]) -> str:
    whole = int(at.get("min-integer-digits", "1"))
    decimals = int(at.get("decimal-places", "0"))
    digits = "0" * min(max(whole, 1), 30)
    grouped = "#,##" + digits if at.get("grouping") == "true" else digits
    return (
        grouped
        + ("." + "0" * min(decimals, 30) if decimals else "")
        + _SCALE.get(at.get("display-factor", ""), "")
    )
