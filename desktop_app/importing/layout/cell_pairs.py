"""Tells apart what one cell says as labels and values: 企业名称：甲　信用代码：乙."""

from __future__ import annotations

import re

_NEXT = re.compile(r"[\s;；,，]+(?=[\u4e00-\u9fff()（）]{2,20}[:：])")


def pairs_apart(text: str) -> list[str]:
    """Return the labels of a cell, each with its value; a text of no label or one as it is.

    Args:
        text: The cell.
    """
    if text.count("：") + text.count(":") < 2:
        return [text]
    return [part for part in _NEXT.split(text.strip()) if part]
