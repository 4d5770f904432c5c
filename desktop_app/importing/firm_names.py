"""How names of firms are told from other texts, by how they end.

What a name must end with to be sure of it depends on where it stands, so each place asks its own
question here. Names of other bodies too (浙江大学) are known by `LayoutWords.bodies`.
"""

from __future__ import annotations

import re

_COMPANY = "有限公司|有限责任公司|股份公司"
_FIRM = re.compile(rf".{{3,}}(?:{_COMPANY}|分公司|合伙\)|厂)")
_NO_PROJECT = re.compile(rf".{{3,}}(?:{_COMPANY}|(?<!工)厂)")
_NO_TITLE = re.compile(r"[^:]*(?:有限公司|合伙\)|厂)$")
_WITHIN = re.compile(f"{_COMPANY}|合伙企业")
_FIRST = re.compile(rf"([\u4e00-\u9fffA-Za-z0-9()（）]{{4,40}}?(?:{_COMPANY}|合伙企业))")
_YEAR_BEFORE = re.compile(
    r"^(?:20\d\d|[二〇○0-9]{4})\s*年(?:度|\d{1,2}月|[一二三四]季度|上半年)?\s*"
)
_NUMBER_BEFORE = re.compile(
    r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）]\s*(?!\d)|^[(（]\w{1,3}[)）]"
)


def is_firm_name(core: str) -> bool:
    """Whether a folded text is surely the name of a firm."""
    return _FIRM.fullmatch(core) is not None


def is_firm_among_projects(text: str) -> bool:
    """Whether a text in a column of firms and their projects is a firm; 5G智慧工厂 may be none."""
    return _NO_PROJECT.fullmatch(text) is not None


def ends_as_firm(core: str) -> bool:
    """Whether a folded line ends as the name of a firm without a label, and titles no table."""
    return _NO_TITLE.match(core) is not None


def speaks_of_firm(core: str) -> bool:
    """Whether a folded text holds the name of a firm somewhere."""
    return _WITHIN.search(core) is not None


def firm_in(text: str) -> str:
    """Return the firm that a title begins with, a year before it or not, or ""."""
    found = _FIRST.match(_YEAR_BEFORE.sub("", _NUMBER_BEFORE.sub("", text.strip())))
    return found[1] if found else ""
