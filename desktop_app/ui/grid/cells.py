"""What a cell looks like, as the one role that delegates ask models for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from desktop_app.ui.glyphs import Sign

CELL = int(Qt.ItemDataRole.UserRole) + 1
"""Role under which every model of this package gives a `Cell`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One painted cell.

    Attributes:
        text: What is written.
        right: Numbers stand at the right.
        tone: Colour token of the text.
        bold: Whether the text is bold.
        ground: Colour token of the ground, or "".
        sign: Shape at the left.
        bar: A bar at the left edge: not yet saved.
        corner: A folded corner: a remark of the city.
        indent: Pixels that the text is moved in.
        icon: File name of a line icon at the left, or "".
        share: Length of a bar in place of a text, 1.0 is its whole length; `target` a tick on it.
        wrap: Whether a long text goes on in a second line, where the row has room for it.
        spoken: What screen readers say; the text if empty.
        tip: Tooltip, or "".
    """

    text: str = ""
    right: bool = False
    tone: str = "text"
    bold: bool = False
    ground: str = ""
    sign: Sign = Sign.NONE
    bar: bool = False
    corner: bool = False
    indent: int = 0
    icon: str = ""
    share: float | None = None
    target: float | None = None
    wrap: bool = False
    spoken: str = ""
    tip: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Editing:
    """How a cell is edited.

    Attributes:
        name: Accessible name of the editor.
        right: Numbers stand at the right.
        choices: What can be chosen, or () for free text.
    """

    name: str
    right: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list or static table.

    Attributes:
        text: Its heading.
        width: Width in pixels; 0 takes what the text needs.
        right: Numbers stand at the right.
        stretch: Takes the room that is left; one column of a table.
        sort: Key that sorting by it asks for, or "".
    """

    text: str
    width: int = 0
    right: bool = False
    stretch: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a static table: its cells, and whatever the page wants to find with it."""

    cells: tuple[Cell, ...]
    key: object = field(default=None)
    section: bool = False
