import pytest
import xlsxwriter

from desktop_app.importing.firms import matching
from desktop_app.importing.records import collect
from desktop_app.work.importing.files import import_files
from desktop_app.work.workspace import init_workspace

NAMES = [f"宁波示例{sign}机械有限公司" for sign in "壬辛庚己戊丁丙乙甲"]


def test_that_imported_records_stand_in_the_order_of_their_rows(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    # Ids are fetched a few at a time, so that the seams between them are tried as well.
    monkeypatch.setattr(matching, "_UIDS_AT_ONCE", 2)
    monkeypatch.setattr(collect, "_UIDS_AT_ONCE", 2)
    book = xlsxwriter.Workbook(str(tmp_path / "名单.xlsx"))
    tab = book.add_worksheet("企业")
    tab.write_row(0, 0, ["企业名称", "地址"])
    for number, name in enumerate(NAMES, start=1):
        tab.write_row(number, 0, [name, f"示例路{number}号"])
    book.close()
    ws = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="测试员")
    import_files(ws, [tmp_path / "名单.xlsx"])
    assert [row[2] for row in ws.store.rows("firm", ("name",))] == NAMES
    ws.close()
