"""Names of firms, as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop_app.domain.texts import fold

_LEGAL_FORMS = (
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "(集团)有限公司",
    "集团股份有限公司",
    "(集团)股份有限公司",
    "有限公司",
    "股份公司",
    "集团公司",
    "责任公司",
    "公司",
    "(普通合伙)",
    "(特殊普通合伙)",
    "(有限合伙)",
    "普通合伙企业",
    "有限合伙企业",
    "合伙企业(普通合伙)",
    "合伙企业(有限合伙)",
    "合伙企业",
)
_KEPT = 40_000
"""Keys that are remembered: a large import asks for those of all its firms again and again."""

_END = re.compile(
    "(?:" + "|".join(map(re.escape, sorted(_LEGAL_FORMS, key=len, reverse=True))) + ")$"
)


@lru_cache(maxsize=_KEPT)
def name_key(text: str) -> str:
    """Return what two spellings of one name share: NFKC, no gaps, () for （）, upper case."""
    return fold(text)


def stem(name: str) -> str:
    """Return the name key without its legal form, to look for candidates; never for equality."""
    key = name_key(name)
    return _END.sub("", key) or key
