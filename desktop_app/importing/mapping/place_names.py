"""Places as cells name them: 海曙区, 1.海曙区, 海曙区（5家）, 海曙区科技局."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.choices import bare_place
from desktop_app.importing.layout.layout_words import layout_words

_NUMBER = re.compile(
    r"^(?:\d{1,2}[、.)]|[一二三四五六七八九十]{1,3}、|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))"
)


def place_named(text: str, spellings: Mapping[str, str]) -> str:
    """Return the code of the place that a text names, or "".

    Args:
        text: What stands in a cell.
        spellings: Code of each place, by folded name.
    """
    core = fold(text)
    if core in spellings:
        return spellings[core]
    bare = layout_words().counts_behind.sub("", _NUMBER.sub("", core))
    return spellings.get(bare) or spellings.get(bare_place(bare), "")
