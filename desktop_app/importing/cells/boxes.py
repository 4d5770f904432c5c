"""Choices printed with a box each in one cell, of which one is ticked: □大型 ☑中型 □小型."""

from __future__ import annotations

import re

from desktop_app.domain.texts import plain_width

_TICKED_BRACKETS = re.compile(r"[(\[]\s*[√✓✔■☑vV]\s*[)\]]")
_HOLLOW_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_TICKED = "■☑√✓✔●🗹🗸☒"
_HOLLOW = "□☐○〇◯"
_BOX = re.compile(f"([{_TICKED}{_HOLLOW}])")
_ALONE = 3
"""Parts of a cell with one box: what stands before it, the box, and its choice."""
_EDGES = " \t\n、,;/|。"


def ticked_choices(text: str) -> list[str] | None:
    """Return what is ticked in a cell of boxes, or None for a cell that holds no such boxes.

    Each choice has a box before it, or each has one behind it.
    """
    core = _TICKED_BRACKETS.sub("☑", plain_width(text))
    parts = [part.strip(_EDGES) for part in _BOX.split(_HOLLOW_BRACKETS.sub("□", core))]
    boxes, between = parts[1::2], parts[0::2]
    if len(parts) == _ALONE and not between[0] and between[1] and boxes[0] in _TICKED:
        # ☑中型: the others were deleted.
        return [between[1]]
    if len(boxes) < 2 or not any(box in _HOLLOW for box in boxes):
        return None
    is_before = not between[0]
    labels = between[1:] if is_before else between[:-1]
    if not all(labels) or (not is_before and between[-1]):
        return None
    return [label for label, box in zip(labels, boxes, strict=True) if box in _TICKED]
