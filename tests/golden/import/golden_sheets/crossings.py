"""Figures of owners by time and name, laid out as offices lay them out, and what they dress them in.

A layout names its axes: "O|TN" has owners down and names below times across, "OTN|" one figure a
row. The same figures give the same records in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from hypothesis import strategies as st

Axes = Mapping[str, Sequence[str]]
Grid = list[list[object]]

LAYOUTS = ("O|N", "O|TN", "O|NT", "OT|N", "TO|N", "ON|T", "N|OT", "N|T", "T|N", "O|T", "OTN|")
MONTHS = {
    "months": {"1-3月": "M01-03", "1-6月": "M01-06", "1-9月": "M01-09", "1-12月": ""},
    "quarters": {"一季度": "Q1", "上半年": "M01-06", "前三季度": "M01-09", "全年": ""},
}
NOTES = ("注：数据来源于各科室", "说明：以上为快报数", "填表人：某", "制表单位：某科技局")


@st.composite
def times(draw) -> tuple[str, dict[str, str]]:
    """Draw times that grow longer or follow each other: the year that a title needs, and codes."""
    kind = draw(st.sampled_from(["years", *MONTHS]))
    year = draw(st.integers(2021, 2023))
    if kind == "years":
        tail = draw(st.sampled_from(["年", "年度"]))
        return "", {f"{one}{tail}": str(one) for one in (year - 1, year)}
    parts = list(MONTHS[kind].items())[: draw(st.integers(2, 4))]
    return f"{year}年", {said: f"{year}{part}" for said, part in parts}


def crossed(
    layout: str,
    axes: Axes,
    corners: Mapping[str, str],
    value: Callable[[dict[str, str]], object],
    *,
    is_blank: bool = False,
) -> Grid:
    """Return heading and rows of a layout.

    Args:
        layout: As LAYOUTS has it.
        axes: What stands along each axis, by its letter.
        corners: What heads each axis that stands down.
        value: The figure of a place along all axes.
        is_blank: Whether what holds for several rows or columns stands but once.
    """
    down, across = layout.split("|")
    columns = list(product(*(axes[one] for one in across)))
    levels = [list(map(str, level)) for level in zip(*columns, strict=True)] or [["数值"]]
    upper = [_once(level) if is_blank else level for level in levels[:-1]]
    labels = [corners[one] for one in down]
    heading = [[*(labels if not place else [""] * len(labels)), *level]
               for place, level in enumerate([*upper, levels[-1]])]  # fmt: skip
    rows = list(product(*(axes[one] for one in down)))
    firsts = _once([row[0] for row in rows]) if is_blank and len(down) > 1 else [r[0] for r in rows]
    body = [
        [first, *row[1:], *(value(dict(zip(down + across, row + column, strict=True)))
                            for column in columns)]
        for first, row in zip(firsts, rows, strict=True)
    ]  # fmt: skip
    return [*heading, *body]


def _once(texts: Sequence[str]) -> list[str]:
    return ["" if place and text == texts[place - 1] else text for place, text in enumerate(texts)]


def wide(text: str) -> str:
    """Return a text with its signs in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@st.composite
def dressed(draw, grid: Grid, height: int) -> Grid:
    """Draw how a table is dressed: numbered, with remarks and notes, figures in letters.

    Args:
        grid: Heading and rows.
        height: Rows of the heading.
    """
    ways = (lambda n: n, str, lambda n: f" {n} ", lambda n: wide(str(n)))
    rows = [
        [draw(st.sampled_from(ways))(one) if isinstance(one, int) else one for one in row]
        for row in grid[height:]
    ]
    heading = grid[:height]
    if draw(st.booleans()):
        heading = [["序号" if not place else "", *row] for place, row in enumerate(heading)]
        rows = [[number, *row] for number, row in enumerate(rows, start=1)]
    if draw(st.booleans()):
        heading = [[*row, "" if place else "备注"] for place, row in enumerate(heading)]
    notes = draw(st.lists(st.sampled_from(NOTES), max_size=2, unique=True))
    return [*heading, *rows, *([note] for note in notes)]
