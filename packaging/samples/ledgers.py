"""The register of patents as .xls, and the incubators as text in GB 18030."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import xlwt

from samples import quirks
from samples.carriers import Carrier
from samples.columns import INCUBATOR
from samples.firms import YEARS
from samples.patents import NAMES, Patent

PATENT = [
    "序号",
    "专利号",
    "专利名称",
    "专利类型",
    "申请途径",
    "申请日",
    "授权公告日",
    "法律状态",
    "专利权人",
    "发明人",
    "企业名称",
    "统一社会信用代码",
]


def _patent_number(place: int, patent: Patent) -> quirks.Cell:
    """Return the number in the ways that offices write it, now and then with the check lost."""
    if patent.type == "PCT":
        return patent.number
    if place % 127 == 40:
        # A number cell: everything from the point on went when the column was made whole.
        return float(patent.number.split(".")[0])
    if patent.granted and place % 3 == 0:
        return f"ZL{patent.number}" if place % 2 else f"ZL {patent.number}"
    return patent.number.replace(".", "") if place % 41 == 9 else patent.number


def _patent_rows(patents: list[Patent]) -> quirks.Rows:
    rows: quirks.Rows = [
        [
            place + 1,
            _patent_number(place, patent),
            patent.title,
            NAMES[patent.type],
            "PCT" if patent.type == "PCT" else "国内",
            quirks.day(place, patent.filed),
            patent.granted,
            patent.status,
            patent.owner,
            patent.inventor,
            patent.firm.name,
            patent.firm.uscc,
        ]
        for place, patent in enumerate(patents)
    ]
    broken = list(rows[-1])
    # The check digit is wrong: whoever copied it misread a digit, and nobody can say which.
    broken[:3] = [len(rows) + 1, "202019123456.1", "一种带缓冲结构的收纳架"]
    return [*rows, broken]


def write_patents(path: Path, patents: list[Patent]) -> None:
    """Write the register of patents in the old binary format."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("专利台账")
    title = xlwt.easyxf("font: name 黑体, height 320; align: horiz center")
    head = xlwt.easyxf("font: name 宋体, bold on; borders: bottom thin")
    text = xlwt.easyxf("font: name 宋体")
    date = xlwt.easyxf("font: name 宋体", num_format_str="yyyy-mm-dd")
    number = xlwt.easyxf("font: name 宋体", num_format_str="0")
    sheet.write_merge(0, 0, 0, len(PATENT) - 1, "海曙区企业专利台账（截至2024年12月31日）", title)
    sheet.write(1, 0, quirks.BANNER, text)
    for place, heading in enumerate(PATENT):
        sheet.write(2, place, heading, head)
    for line, row in enumerate(_patent_rows(patents), 3):
        for place, value in enumerate(row):
            style = date if isinstance(value, dt.date) else text
            style = number if isinstance(value, float) else style
            if value is not None:
                sheet.write(line, place, value, style)
    for place, width in enumerate((6, 20, 34, 10, 8, 12, 12, 10, 34, 10, 34, 22)):
        sheet.col(place).width = width * 256
    book.save(str(path))


def write_incubators(path: Path, carriers: list[Carrier]) -> None:
    """Write the incubators as a table of text in GB 18030, as a form server gives it out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = quirks.carrier_heads("孵化器", INCUBATOR)
    blanks = [""] * (len(heads) - 1)
    writer.writerow(["海曙区科技企业孵化器情况（2022—2024年）", *blanks])
    writer.writerow([quirks.BANNER, *blanks])
    writer.writerow(heads)
    for year in YEARS:
        for carrier in carriers:
            writer.writerow(quirks.carrier_row(carrier, year, INCUBATOR, "科技企业孵化器"))
    writer.writerow([*blanks, ""])
    writer.writerow([quirks.foot(), *blanks])
    path.write_bytes(out.getvalue().encode("gb18030"))
