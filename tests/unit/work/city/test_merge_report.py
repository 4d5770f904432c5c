"""The report of a merge is a workbook that people can read."""

from __future__ import annotations

import openpyxl

from desktop_app.work.city.merge import MergeOptions, merge
from desktop_app.work.city.merge_report import write_report
from desktop_app.work.city.overlaps import overlaps

CODE = "91330203MA2TE5T1XB"


def texts(sheet):
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_that_it_tells_files_counts_changes_and_overlaps(city, office, tmp_path):
    haishu, jiangbei = office(), office("330205")
    merge(
        city,
        [
            haishu.send(forms={"firm": [haishu.firm(1, uscc=CODE, town="高桥镇")]}),
            jiangbei.send(forms={"firm": [jiangbei.firm(2, uscc=CODE)]}),
        ],
    )
    path = haishu.send(revision=2, forms={"firm": [haishu.firm(1, uscc=CODE, town="古林镇")]})
    bad = tmp_path / "packages" / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    result = merge(city, [path, bad], MergeOptions(details=True))
    out = tmp_path / "report.xlsx"
    write_report(city, result, overlaps(city), out)
    book = openpyxl.load_workbook(out)
    files, counts, changes, met = (texts(sheet) for sheet in book.worksheets)
    assert {"已并入", "拒收", path.name, "bad.xlsx"} <= files
    assert {"海曙区", "企业"} <= counts
    assert {"高桥镇", "古林镇", "firm000000000001"} <= changes
    assert {CODE, "未判定"} <= met
