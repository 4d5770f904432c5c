"""What the name of a firm looks like."""

from __future__ import annotations

import re

_FIRM = re.compile(r".{3,}(?:有限公司|有限责任公司|股份公司|分公司|合伙\)|厂)")


def is_firm_name(core: str) -> bool:
    """Whether a folded text is surely the name of a firm."""
    return _FIRM.fullmatch(core) is not None
