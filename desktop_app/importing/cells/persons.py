"""Names of persons as cells hold them, with a telephone number beside them or not."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_app.importing.cells.person_text import person_and_phone
from desktop_app.importing.cells.texts import text_reader
from desktop_app.importing.model import Read
from desktop_app.sheets.table import Cell

CLEAN_PERSON = re.compile(r"(?![不没未暂待空缺无免保涉机另附详见略同从如])[\u4e00-\u9fff·]{2,8}")
"""Names of persons that are stored as they stand."""

_MENTION = re.compile(r"^\s*@(?=[\u4e00-\u9fff])")
_MASKED = re.compile(r"[*＊×]")
_LONG_NUMBER = re.compile(r"\d{7}|\d{3,4}-\d{7}")


def person_reader() -> Callable[[Cell], Read]:
    """Return what reads the name of a person, without a telephone number beside it."""
    plain = text_reader(is_name=False)

    def read(cell: Cell) -> Read:
        # Tables online write @王芳 of a colleague.
        found = plain(_MENTION.sub("", cell) if isinstance(cell, str) else cell)
        if not isinstance(found.value, str) or found.flag:
            return found
        if _MASKED.search(found.value):
            # 张** is shown to the public, and names nobody.
            return Read(None, "wrong_character", kept=found.value)
        two = person_and_phone(found.value)
        if two is not None:
            return Read(two[0], "remark_in_cell")
        # Several persons with a number each, or a number alone.
        return found._replace(flag="wrong_form") if _LONG_NUMBER.search(found.value) else found

    return read
