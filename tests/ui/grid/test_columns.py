"""A column is as wide as its values are, with room for the shape of a finding beside them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from desktop_app.domain.values import FieldType
from desktop_app.ui import theme
from desktop_app.ui.grid.columns import MONEY_WIDTH, NUMBER_WIDTHS, TEXT_WIDTHS

PADDING, SHAPE = 8, 18
LONGEST = {
    FieldType.USCC: "91330203MA2TE5T1XB",
    FieldType.PATENT_NO: "202219000048.4",
    FieldType.CERT_NO: "GR202333109005",
    FieldType.DATE: "2024-12-28",
    FieldType.MONTH: "2024-12",
    FieldType.YEAR: "2024",
    FieldType.PHONE: "0574-87654321",
}


def room_for(text: str) -> int:
    return QFontMetrics(theme.font()).horizontalAdvance(text) + 2 * PADDING + SHAPE


@pytest.mark.parametrize("kind", LONGEST)
def test_that_a_value_is_whole_beside_the_shape_of_its_finding(kind):
    assert room_for(LONGEST[kind]) <= TEXT_WIDTHS[kind]


def test_that_a_usual_figure_is_whole_beside_the_shape_of_its_finding():
    assert room_for("102,146") <= MONEY_WIDTH
    assert room_for("1,286") <= NUMBER_WIDTHS[0]
