"""Canonical XML: the parts that describe a package have exactly one form of bytes.

That form is the declaration below followed by the element as Canonical XML 1.0 writes it. Reading
means: parse, write again, compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from desktop_app.packages.verdict import Refused

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAX_XML = 1024 * 1024
MAX_ATTRIBUTES = 16
MAX_NAMESPACES = 64
"""More of either makes canonical XML slow: its time grows with the square of their number."""


def parser() -> etree.XMLParser:
    """Return a parser that reaches for nothing outside the bytes it is given."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def c14n(element: etree._Element) -> bytes:
    """Return an element as inclusive Canonical XML 1.0 without comments.

    The element is parsed anew first: asked for an element below the root, lxml would write
    `xmlns=""` on descendants in a default namespace, and digests would please nobody but us.
    """
    alone = etree.fromstring(etree.tostring(element, with_tail=False), parser())
    return etree.tostring(alone, method="c14n", with_comments=False)


def serialise(root: etree._Element) -> bytes:
    """Return the one form of a small XML part."""
    return DECLARATION + c14n(root)


def parse(data: bytes, name: str) -> etree._Element:
    """Return the root of a small XML part.

    Raises:
        Refused: It is no XML, has a DOCTYPE, comment or instruction, or is not in its one form.
    """
    body = data[len(DECLARATION) :]
    plain = data.startswith(DECLARATION) and b"<!" not in body and b"<?" not in body
    if not plain or len(data) > MAX_XML:
        raise Refused("part-xml", name=name)
    try:
        root = etree.fromstring(body, parser())
        same = _is_modest(root, body) and serialise(root) == data
    except (etree.LxmlError, ValueError) as error:
        raise Refused("part-xml", name=name) from error
    if not same:
        raise Refused("part-xml", name=name)
    return root


def _is_modest(root: etree._Element, body: bytes) -> bool:
    """Whether no part of a document has so many names that it takes long to put them in order."""
    return body.count(b"xmlns") <= MAX_NAMESPACES and all(
        len(node.attrib) <= MAX_ATTRIBUTES for node in root.iter()
    )


def element(
    namespace: str,
    name: str,
    attributes: Mapping[str, str] | None = None,
    prefixes: Mapping[str | None, str] | None = None,
) -> etree._Element:
    """Return a new element; `prefixes` are declared on it (None is the default namespace)."""
    # The stubs do not know that a default namespace has no prefix.
    declared = cast("dict[str, str]", dict(prefixes or {None: namespace}))
    return etree.Element(f"{{{namespace}}}{name}", dict(attributes or {}), declared)
