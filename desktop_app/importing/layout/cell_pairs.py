"""Tells apart what one cell says as labels and values: 企业名称：甲　信用代码：乙."""

from __future__ import annotations

import re

_NEXT = re.compile(r"[\s;；,，]+(?=[\u4e00-\u9fff()（）]{2,20}[:：])")
_PERIOD_LAST = re.compile(
    r"([^:：]{2,20}[:：].*\S)[\s\u3000]{2,}((?:19|20)\d{2}\s*年(?:\d{1,2}(?:[-—–至]\d{1,2})?月|[一二三四]季度|上半年|度)?)\s*",
    re.DOTALL,
)


def pairs_apart(text: str) -> list[str]:
    """Return the labels of a cell, each with its value; a text of no label or one as it is.

    Args:
        text: The cell.
    """
    period = _PERIOD_LAST.fullmatch(text)
    if period:
        # 单位详细名称：甲　　　2023年, as forms are headed.
        return [*pairs_apart(period[1]), period[2]]
    if text.count("：") + text.count(":") < 2:
        return [text]
    return [part for part in _NEXT.split(text.strip()) if part]
