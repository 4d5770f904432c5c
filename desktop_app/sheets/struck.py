"""Texts of which letters are struck through: they are read as people read them, without these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence


def without_struck(runs: Iterable[tuple[str, bool]]) -> str | None:
    """Return what is left of a text; all of it if nothing is, None if no letter is struck.

    Args:
        runs: Its parts in order, and whether each is struck through.
    """
    parts = list(runs)
    if not any(is_struck and text.strip() for text, is_struck in parts):
        return None
    left = "".join(text for text, is_struck in parts if not is_struck)
    return left.strip() or "".join(text for text, _is_struck in parts)


def runs_of(
    text: str, fonts: Sequence[tuple[int, int]], struck: Collection[int]
) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is struck through.

    Args:
        text: The text.
        fonts: Where each part begins that has a font of its own, in units of UTF-16, and the
            number of the font; what stands before them looks as its cell does.
        struck: Numbers of the fonts with a line through the letters.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    ends = [*(first for first, _font in fonts), len(units) // 2]
    begin, is_struck = 0, False
    for end, font in zip(ends, (*(font for _first, font in fonts), -1), strict=True):
        yield units[2 * begin : 2 * end].decode("utf-16-le", "replace"), is_struck
        begin, is_struck = end, font in struck
