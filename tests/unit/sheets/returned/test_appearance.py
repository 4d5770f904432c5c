"""How the sheets of a file look, each for itself."""

from __future__ import annotations

import io
from zipfile import ZipFile

import openpyxl

from desktop_app.sheets.returned.appearance import appearances


def test_that_damage_of_one_sheet_leaves_the_look_of_the_others():
    book, held = openpyxl.Workbook(), io.BytesIO()
    for sheet, title in ((book.worksheets[0], "坏"), (book.create_sheet(), "好")):
        sheet.title = title
        sheet.append(["宁波示例甲科技有限公司"])
        sheet.column_dimensions["A"].width = 31
    book.save(held)
    damaged = io.BytesIO()
    with ZipFile(held) as whole, ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                assert b'width="31"' in part
                part = part.replace(b'width="31"', b'width="wide"')
            out.writestr(name, part)
    found = appearances(damaged.getvalue(), "xlsx", {"坏": {1}, "好": {1}})
    assert found["坏"].widths == {}
    assert found["好"].widths == {0: 31}
    assert found["好"].styles.keys() == {1}
