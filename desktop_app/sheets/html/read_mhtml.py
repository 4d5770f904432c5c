"""Reads what Excel saves as 'single file web page': one page a sheet, in one mail-like file."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from html import unescape
from pathlib import Path
from typing import NamedTuple

from desktop_app.sheets.html.read import has_table, html_text, page_sheet
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.table import Sheet

_SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"<x:Name>(.*?)</x:Name>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=\"([^\"]*)\"", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


class _Told(NamedTuple):
    """What the main page tells of a sheet: its name, its page, whether it is hidden."""

    name: str
    page: str
    hidden: bool


def mhtml_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a web page that holds its parts within itself.

    Raises:
        RefusedError: It is damaged, or has no table.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    if any(isinstance(defect, _CUT) for defect in message.defects):
        raise RefusedError(FileProblem.CORRUPT)
    pages = _pages(message)
    told = _told(next(iter(pages.values()), ""))
    by_page = [one for one in told if one.page in pages]
    if not by_page:
        # A workbook of one sheet has its table in the main page itself.
        names = [one.name for one in told] or [path.stem]
        by_page = [
            _Told(names[min(place, len(names) - 1)], page, hidden=False)
            for place, page in enumerate(page for page in pages if has_table(pages[page]))
        ]
    found = [one for one in by_page if has_table(pages[one.page])]
    if not found:
        raise RefusedError(FileProblem.UNSUPPORTED, "MHTML")
    return tuple(page_sheet(path, pages[one.page], one.name, hidden=one.hidden) for one in found)


def _pages(message: Message) -> dict[str, str]:
    """Return the pages by their file names, the main one first."""
    pages = {}
    for number, part in enumerate(message.walk()):
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            name = _file_name(str(part.get("Content-Location", ""))) or f"part {number}"
            if isinstance(content, bytes) and content.strip():
                pages[name] = html_text(content)
    return pages


def _told(page: str) -> list[_Told]:
    return [
        _Told(
            unescape(_first(_NAME, sheet)).strip(),
            _file_name(_first(_SOURCE, sheet)),
            bool(_HIDDEN.search(sheet)),
        )
        for sheet in _SHEET.findall(page)
    ]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _file_name(location: str) -> str:
    return re.split(r"[/\\]", location.strip())[-1].lower()
