"""A person with a telephone number beside the name, as one text."""

from __future__ import annotations

import re

from desktop_app.domain.identifiers import holds_id_card, is_mobile, is_phone
from desktop_app.importing.words import words

_NAME = r"([\u4e00-\u9fff·]{1,8}|[A-Za-z][A-Za-z .]{1,30})"
_NUMBER = r"([0-9][0-9 -]{6,17})"
_USUAL = 3
"""Signs of a name whose family name is one."""
_SHORT = re.compile("[\u4e00-\u9fff·]{2,4}")
_NAME_FIRST = re.compile(rf"{_NAME}[\s/／、,，;；:：(（-]*{_NUMBER}[)）]?")
_NUMBER_FIRST = re.compile(rf"{_NUMBER}[\s/／、,，;；:：(（-]*{_NAME}[)）]?")


def person_and_phone(text: str) -> tuple[str, str] | None:
    """Return the person and the telephone number that make up a text, or None.

    What follows a number may be anything, 微信同号; it is a person where it begins with a family
    name.
    """
    core = " ".join(text.split())
    named, numbered = _NAME_FIRST.fullmatch(core), _NUMBER_FIRST.fullmatch(core)
    found = (named[1], named[2]) if named else (numbered[2], numbered[1]) if numbered else None
    if found is None or holds_id_card(text) or not is_phone_or_mobile(found[1]):
        return None
    name = found[0].strip()
    is_none = words().no_persons.fullmatch(name) is not None or (not named and not is_name(name))
    return None if is_none else (name, found[1].strip())


def is_name(text: str) -> bool:
    """Whether a text is likely the name of a person, as its family name tells: 张三, 王工."""
    known = words()
    if _SHORT.fullmatch(text) is None or known.no_persons.fullmatch(text) is not None:
        return False
    return text[:2] in known.surnames or (len(text) <= _USUAL and text[0] in known.surnames)


def is_phone_or_mobile(text: str) -> bool:
    """Whether a text is a telephone number, with or without the code of its place."""
    digits = text.replace(" ", "")
    return is_phone(digits) or is_mobile(digits)
