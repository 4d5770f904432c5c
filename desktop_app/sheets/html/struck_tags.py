"""Tells which parts of a web page are struck through: by tag, by style, or by its classes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAGS = frozenset({"s", "strike", "del"})
_LINE = re.compile(r"text-decoration(?:-line)?\s*:\s*([^;}\"']*)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:^|[\s,>])(?:[a-z]\w*)?\.([\w-]+)\s*(?=$|,)", re.IGNORECASE)
_MOST_STYLE = 1_000_000
"""Letters of style sheets that are looked at."""


class StruckTags:
    """The tags of a page that are open, and whether a line goes through what they hold."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._sheets: list[str] = []
        self._length = 0
        self._classes: frozenset[str] | None = None

    @property
    def is_struck(self) -> bool:
        """Whether what stands here is struck through."""
        return bool(self._open) and self._open[-1][1]

    def style(self, text: str) -> None:
        """Take a piece of a style sheet; of other unseen parts they hold no rules."""
        if self._open and self._open[-1][0] == "style" and self._length < _MOST_STYLE:
            self._sheets.append(text)
            self._length += len(text)
            self._classes = None

    def start(self, tag: str, at: Mapping[str, str]) -> None:
        """Take a tag that opens."""
        # A line through what holds it is not taken away by what stands in it.
        self._open.append((tag, self.is_struck or self._strikes(tag, at)))

    def end(self, tag: str) -> None:
        """Take a tag that closes, and with it those in it that were left open."""
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
            return
        places = [place for place, (own, _is) in enumerate(self._open) if own == tag]
        del self._open[places[-1] if places else len(self._open) :]

    def _strikes(self, tag: str, at: Mapping[str, str]) -> bool:
        said = _LINE.search(at.get("style", ""))
        if said:
            return "line-through" in said[1].lower()
        names = at.get("class", "").split()
        return tag in _TAGS or (bool(names) and not self._struck_classes().isdisjoint(names))

    def _struck_classes(self) -> frozenset[str]:
        """Return the classes that a style sheet of the page strikes through."""
        if self._classes is None:
            found: dict[str, bool] = {}
            for rule in _RULE.finditer("".join(self._sheets)):
                said = _LINE.search(rule[2])
                for name in _CLASS.findall(rule[1]) if said else ():
                    found[name] = said is not None and "line-through" in said[1].lower()
            self._classes = frozenset(name for name, is_struck in found.items() if is_struck)
        return self._classes
