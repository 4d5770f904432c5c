"""What every state looks like: one function paints it for grid, list, filter, legend and print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPolygonF

from desktop_app.i18n import _
from desktop_app.ui import shapes, theme


class Sign(StrEnum):
    """States of cells, rows, reports and files that have a shape of their own."""

    NONE = "none"
    UNSAVED = "unsaved"
    MUST = "must"
    VERIFY = "verify"
    EXPLAINED = "explained"
    HINT = "hint"
    REMARK = "remark"
    LOCKED = "locked"
    COMPUTED = "computed"
    CLEAN = "clean"
    UNFILLED = "unfilled"
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    SKIPPED = "skipped"
    VALID = "valid"
    VALID_NOTE = "valid_note"
    UNDECIDED = "undecided"
    INVALID = "invalid"
    UNSIGNED = "unsigned"
    TOO_NEW = "too_new"


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a state is shown: drawing, the tokens of its colour and ground, units of the drawing."""

    drawing: shapes.Drawing
    tone: str
    ground: str = ""
    units: int = 12


DRAWN = {
    Sign.UNSAVED: Drawn(shapes.left_bar, "accent"),
    Sign.MUST: Drawn(shapes.octagon_cross, "red", "red_soft"),
    Sign.VERIFY: Drawn(shapes.triangle_mark, "amber", "amber_soft"),
    Sign.EXPLAINED: Drawn(shapes.triangle_tick, "amber"),
    Sign.HINT: Drawn(shapes.circle_note, "slate"),
    Sign.REMARK: Drawn(shapes.bubble, "violet", "violet_soft"),
    Sign.LOCKED: Drawn(shapes.padlock, "text3", "sunken"),
    Sign.COMPUTED: Drawn(shapes.sigma, "text3", "sunken"),
    Sign.CLEAN: Drawn(shapes.tick, "green"),
    Sign.UNFILLED: Drawn(shapes.dotted_circle, "text3"),
    Sign.ADDED: Drawn(shapes.square_plus, "green"),
    Sign.CHANGED: Drawn(shapes.diamond, "accent"),
    Sign.SAME: Drawn(shapes.equals, "text3"),
    Sign.DOUBTFUL: Drawn(shapes.triangle_mark, "amber"),
    Sign.REFUSED: Drawn(shapes.octagon_cross, "red"),
    Sign.SKIPPED: Drawn(shapes.struck_circle, "text3"),
    Sign.VALID: Drawn(shapes.seal_valid, "green", "green_soft", 48),
    Sign.VALID_NOTE: Drawn(shapes.seal_valid_note, "slate", "slate_soft", 48),
    Sign.UNDECIDED: Drawn(shapes.seal_unknown, "amber", "amber_soft", 48),
    Sign.INVALID: Drawn(shapes.seal_invalid, "red", "red_soft", 48),
    Sign.UNSIGNED: Drawn(shapes.seal_unsigned, "text2", "sunken", 48),
    Sign.TOO_NEW: Drawn(shapes.seal_too_new, "violet", "violet_soft", 48),
}

WORST_FIRST = (Sign.MUST, Sign.VERIFY, Sign.EXPLAINED, Sign.HINT, Sign.LOCKED, Sign.COMPUTED)
"""Which glyph a cell with several states shows."""

_pixmaps: dict[tuple[Sign, int, str, str, float], QPixmap] = {}


def word(sign: Sign) -> str:
    """Return the word of a state; shape, word and colour always stand for the same."""
    return {
        Sign.NONE: _("已保存"),
        Sign.UNSAVED: _("未保存"),
        Sign.MUST: _("强制"),
        Sign.VERIFY: _("核实未说明"),
        Sign.EXPLAINED: _("核实已说明"),
        Sign.HINT: _("提示"),
        Sign.REMARK: _("市局意见"),
        Sign.LOCKED: _("已锁定"),
        Sign.COMPUTED: _("计算得出"),
        Sign.CLEAN: _("已填，无问题"),
        Sign.UNFILLED: _("未填"),
        Sign.ADDED: _("新增"),
        Sign.CHANGED: _("有变动"),
        Sign.SAME: _("无变动"),
        Sign.DOUBTFUL: _("存疑"),
        Sign.REFUSED: _("拒收"),
        Sign.SKIPPED: _("跳过"),
        Sign.VALID: _("有效"),
        Sign.VALID_NOTE: _("有效但有提示"),
        Sign.UNDECIDED: _("无法判定"),
        Sign.INVALID: _("无效"),
        Sign.UNSIGNED: _("未签名"),
        Sign.TOO_NEW: _("版本过新"),
    }[sign]


def worst(signs: set[Sign]) -> Sign:
    """Return the sign that a cell with all of these shows at its left."""
    return next((sign for sign in WORST_FIRST if sign in signs), Sign.NONE)


def paint(
    painter: QPainter,
    box: QRectF,
    sign: Sign,
    ink: QColor | None = None,
    cut: QColor | None = None,
) -> None:
    """Draw the shape of a state into a square box, in its own colour unless `ink` says another.

    For paper give `ink` and `cut` (black and white); on the screen leave them out.
    """
    drawn = DRAWN.get(sign)
    if drawn is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / drawn.units, box.height() / drawn.units)
    drawn.drawing(painter, ink or theme.colour(drawn.tone), cut or theme.colour("surface"))
    painter.restore()


def pixmap(sign: Sign, edge: int = 12, ratio: float = 1.0, tone: str = "") -> QPixmap:
    """Return the picture of a state, `edge` logical pixels wide, from the cache.

    Args:
        sign: The state.
        edge: Width and height in logical pixels.
        ratio: Device pixel ratio it is painted at.
        tone: Colour token to use instead of the state's own.
    """
    key = (sign, edge, theme.look().mode, tone, ratio)
    found = _pixmaps.get(key)
    if found is None:
        pixels = math.ceil(edge * ratio)
        found = QPixmap(pixels, pixels)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        paint(painter, QRectF(0, 0, pixels, pixels), sign, theme.colour(tone) if tone else None)
        painter.end()
        found.setDevicePixelRatio(ratio)
        _pixmaps[key] = found
    return found


def draw(painter: QPainter, x: float, y: float, sign: Sign, edge: int = 12) -> None:
    """Draw the cached picture of a state at a place of a widget."""
    if sign in DRAWN:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(QPointF(x, y), pixmap(sign, edge, ratio))


def icon(sign: Sign, edge: int = 12, tone: str = "", gap: int = 4) -> QIcon:
    """Return the state as an icon for a button; `gap` is empty room at its right."""
    picture = pixmap(sign, edge, _largest_ratio(), tone)
    ratio = picture.devicePixelRatio()
    wide = QPixmap(math.ceil((edge + gap) * ratio), picture.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    made = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        made.addPixmap(wide, mode)
    return made


def paint_corner(painter: QPainter, cell: QRectF, ink: QColor | None = None) -> None:
    """Fold the top right corner of a cell: it carries a remark of the city."""
    right, top = cell.right(), cell.top()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink or theme.colour("violet"))
    painter.drawPolygon(
        QPolygonF([QPointF(right - 9, top), QPointF(right, top), QPointF(right, top + 9)])
    )


def _largest_ratio() -> float:
    return max((s.devicePixelRatio() for s in QGuiApplication.screens()), default=1.0)
