"""Letters of web pages that are struck through, by tag, style and class."""

from __future__ import annotations

import pytest

from desktop_app.sheets.read import read_file

SHEET = """<style><!--
.gone {color:red; text-decoration:line-through;}
td.lost, td.away {text-decoration:underline line-through}
.kept {text-decoration:underline}
--></style>"""


@pytest.fixture
def cells(tmp_path):
    """Return what reads the cells of one row: (text, whether it is marked) of each."""

    def read(*tags: str) -> list[tuple[object, bool]]:
        path = tmp_path / "表.xls"
        page = (
            f"<html><head>{SHEET}</head><body><table><tr>{''.join(tags)}</tr></table></body></html>"
        )
        path.write_text(page, "utf-8")
        content = read_file(path).sheets[0].read()
        (row,) = content.rows
        looks = content.marks
        return [(cell, looks.look(1, place).struck) for place, cell in enumerate(row)]

    return read


@pytest.mark.parametrize(
    "inner",
    [
        "<s>旧</s>新",
        "<del>旧</del>新",
        "<STRIKE>旧</STRIKE>新",
        '<span style="color:red; text-decoration: line-through">旧</span>新',
        '<span style="text-decoration-line:line-through">旧</span>新',
        '<font class="font7 gone">旧</font>新',
        "<b><s>旧</s></b>新",
        "<s>旧<br>旧</s>新",
    ],
)
def test_that_struck_letters_are_not_read(cells, inner):
    assert cells(f"<td>{inner}</td>") == [("新", True)]


@pytest.mark.parametrize(
    "cell",
    [
        "<td><s>旧</s></td>",
        "<td class=gone>旧</td>",
        "<td class='lost'>旧</td>",
        '<td style="text-decoration:line-through">旧</td>',
    ],
)
def test_that_a_cell_all_struck_is_read_and_marked(cells, cell):
    assert cells(cell) == [("旧", True)]


@pytest.mark.parametrize(
    "cell",
    [
        "<td><u>新</u></td>",
        "<td class=kept>新</td>",
        '<td class=gone style="text-decoration:none">新</td>',
        "<td><s> </s>新</td>",
    ],
)
def test_that_nothing_else_is_struck(cells, cell):
    assert cells(cell) == [("新", False)]


def test_that_a_number_that_is_struck_is_marked(cells):
    number = '<td class=gone x:num="1.25" style="mso-number-format:0\\.00">1.25</td>'
    assert cells(number, "<td>乙</td>") == [(1.25, True), ("乙", False)]


def test_that_a_line_goes_through_what_a_row_holds(tmp_path):
    path = tmp_path / "表.html"
    rows = "<tr class=gone><td>甲</td></tr><tr><td>乙</td></tr>"
    path.write_text(f"<html>{SHEET}<table>{rows}</table></html>", "utf-8")
    content = read_file(path).sheets[0].read()
    assert list(content.rows) == [["甲"], ["乙"]]
    assert [content.marks.look(row, 0).struck for row in (1, 2)] == [True, False]
