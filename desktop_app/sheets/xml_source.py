"""Opens XML from outside: no document type, no entity, no network, in any encoding."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast
from zipfile import ZipFile

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError

_HEAD = 1024
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([\w.-]+)[\"']")
# Chinese programs write one of these and mean the largest of them.
_CHINESE = frozenset({b"gb2312", b"gbk", b"gb18030", b"cp936", b"ms936", b"x-gbk"})


def xml_events(
    data: bytes, events: tuple[str, ...] = ("start", "end")
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of an XML document as they begin and end.

    Raises:
        RefusedError: It is damaged, or declares a document type.
    """
    declared = _DECLARED.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t"))
    encoding = None
    if declared and declared[1].lower() in _CHINESE:
        data, encoding = data.decode("gb18030", "replace").encode(), "utf-8"
    yield from _events(io.BytesIO(data.lstrip()), events, None, encoding)


def part_events(
    archive: ZipFile, part: str, names: Sequence[str]
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of a zipped part that have one of some names; none where it is missing.

    Raises:
        RefusedError: It is damaged, or declares a document type.
        OverCapError: It grows beyond its stated size.
    """
    if part in archive.NameToInfo:
        windows = cast("BinaryIO", _Windows(caps.inflated(archive, part)))
        yield from _events(windows, ("start", "end"), [f"{{*}}{name}" for name in names], None)


class _Windows:
    """A part of a zipped file as something to read from."""

    def __init__(self, windows: Iterator[bytes]) -> None:
        self._windows = windows

    def read(self, _size: int = -1) -> bytes:
        """Return some more of it."""
        return next(self._windows, b"")


def _events(
    stream: BinaryIO,
    events: tuple[str, ...],
    tags: list[str] | None,
    encoding: str | None,
) -> Iterator[tuple[str, etree._Element]]:
    source = etree.iterparse(
        stream,
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        encoding=encoding,
    )
    is_first = True
    try:
        for event, element in source:
            if is_first:
                _refuse_doctype(element)
                is_first = False
            yield event, element
        _refuse_doctype(source.root)
    except etree.XMLSyntaxError as error:
        raise RefusedError(FileProblem.CORRUPT) from error


def _refuse_doctype(element: etree._Element | None) -> None:
    if element is not None and element.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(FileProblem.CORRUPT)


def drop(element: etree._Element) -> None:
    """Forget an element that was taken, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local(tag: object) -> str:
    """Return an element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local_attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element by their names without namespace."""
    return {local(name): str(value) for name, value in element.attrib.items()}
