"""Writes drawn sheets as marked-up text that is called .xls: XML of Excel 2003, and web pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from golden_sheets.grid import Fault, Formula, Grid, Value

_SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:html="http://www.w3.org/TR/REC-html40"'
)


def xml_2003(path: Path, tabs: Mapping[str, Grid]) -> None:
    """Write sheets as XML of Excel 2003; blank cells and rows are left out and counted over."""
    sheets = "".join(_worksheet(name, grid) for name, grid in tabs.items())
    path.write_text(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook {_SPACES}><Styles><Style ss:ID="day"><NumberFormat ss:Format="Short Date"/>'
        f"</Style></Styles>{sheets}</Workbook>",
        "utf-8",
    )


def _worksheet(name: str, drawn: Grid) -> str:
    spans = {(m.top, m.left): (m.right - m.left, m.bottom - m.top) for m in drawn.merges}
    columns = "".join(f'<Column ss:Index="{c + 1}" ss:Hidden="1"/>' for c in drawn.hidden_columns)
    rows, is_next = [], True
    for number, cells in enumerate(drawn.rows):
        if not any(cell is not None for cell in cells):
            is_next = False
            continue
        place = "" if is_next else f' ss:Index="{number + 1}"'
        hidden = ' ss:Hidden="1"' if number in drawn.hidden_rows else ""
        rows.append(f"<Row{place}{hidden}>{_cells(drawn, number, spans)}</Row>")
        is_next = True
    seen = "SheetHidden" if drawn.hidden else "SheetVisible"
    options = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
        f"<Visible>{seen}</Visible></WorksheetOptions>"
    )
    table = f"<Table>{columns}{''.join(rows)}</Table>"
    return f'<Worksheet ss:Name="{escape(name)}">{table}{options}</Worksheet>'


def _cells(drawn: Grid, row: int, spans: Mapping[tuple[int, int], tuple[int, int]]) -> str:
    parts, expected = [], 0
    for column, cell in enumerate(drawn.rows[row]):
        if cell is None:
            continue
        place = "" if column == expected else f' ss:Index="{column + 1}"'
        across, down = spans.get((row, column), (0, 0))
        merge = (f' ss:MergeAcross="{across}"' if across else "") + (
            f' ss:MergeDown="{down}"' if down else ""
        )
        said = escape(drawn.noted(row, column))
        noted = f"<Comment><ss:Data>{said}</ss:Data></Comment>" if said else ""
        parts.append(f"<Cell{place}{merge}{_data(cell)}{noted}</Cell>")
        expected = column + across + 1
    return "".join(parts)


def _data(cell: Value) -> str:
    if isinstance(cell, bool):
        return f'><Data ss:Type="Boolean">{int(cell)}</Data>'
    if isinstance(cell, dt.date):
        return f' ss:StyleID="day"><Data ss:Type="DateTime">{cell}T00:00:00.000</Data>'
    if isinstance(cell, Fault):
        return f'><Data ss:Type="Error">{cell.text}</Data>'
    if isinstance(cell, Formula):
        data = "" if cell.result is None else f'<Data ss:Type="Number">{cell.result}</Data>'
        return f' ss:Formula="{escape(cell.text)}">{data}'
    if isinstance(cell, float):
        return f'><Data ss:Type="Number">{cell:.15g}</Data>'
    text = escape(str(cell)).replace("\n", "&#10;")
    return f'><Data ss:Type="String">{text}</Data>'


def html(path: Path, tabs: Mapping[str, Grid], *, encoding: str = "utf-8") -> None:
    """Write sheets as a web page of tables, as many systems export and call .xls."""
    tables = "".join(f"<h3>{escape(name)}</h3>{_html_table(grid)}" for name, grid in tabs.items())
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
        "<style>td{mso-number-format:'\\@'}</style></head>"
        f"<body>{tables}</body></html>"
    )
    path.write_bytes(page.encode(encoding))


def _html_table(drawn: Grid) -> str:
    spans = {(m.top, m.left): (m.right - m.left + 1, m.bottom - m.top + 1) for m in drawn.merges}
    covered = drawn.covered()
    rows = []
    for number, cells in enumerate(drawn.rows):
        line = []
        for column, cell in enumerate(cells):
            if (number, column) in covered:
                continue
            across, down = spans.get((number, column), (1, 1))
            span = (f" colspan={across}" if across > 1 else "") + (
                f' rowspan="{down}"' if down > 1 else ""
            )
            line.append(f"<td{span}>{_html_text(cell)}</td>")
        hidden = ' style="display:none"' if number in drawn.hidden_rows else ""
        rows.append(f"<tr{hidden}>{''.join(line)}</tr>\n")
    return f"<table border=1>{''.join(rows)}</table>"


def _html_text(cell: Value) -> str:
    if cell is None:
        return "&nbsp;"
    if isinstance(cell, Fault):
        return cell.text
    if isinstance(cell, Formula):
        return "" if cell.result is None else str(cell.result)
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return escape(str(cell)).replace("\n", "<br/>").replace("\xa0", "&nbsp;")
