"""The error workbook goes back as the user's own sheet, and comes back understood as before."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop_app.domain.errors import UserError
from desktop_app.domain.identifiers import PERSON_LEFT_OUT
from desktop_app.importing.memory.returned import REASONS
from desktop_app.importing.model import Choice, ImportOptions, Outcome
from desktop_app.work.importing.errors import count_problems, write_errors
from desktop_app.work.importing.files import import_files, preview_files

A, B, C = "91330203MA2TE5T1XB", "91330205MA2TE5T288", "91330206MA2TE5T36H"
DAY = dt.datetime.fromisoformat("2018-01-02")
PERSON = "330203199001011231"
TITLE, HEAD = (
    "海曙区企业研发情况",
    ("企业名称", "信用代码", "研发费用（千元）", "成立日期", "电话", "备注"),
)
ROWS = [
    ("宁波示例甲科技有限公司", A, 800, dt.date(2015, 6, 18), "0574-87654321", "好"),
    ("宁波示例乙机械有限公司", B[:17], 900.5, dt.date(2018, 1, 2), "057487654321", "=1+1"),
    ("宁波示例丙机械有限公司", C, "约300", dt.date(2019, 3, 4), "", PERSON),
    ("宁波示例丁机械有限公司", 9.13302e17, 5, "2019年3月", "", "+5"),
    ("合计", "", 1701.5, "", "", ""),
]


def styled(path, rows=ROWS, tabs=("企业",)):
    """Write a sheet with a look of its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side("thin", "FF00AA00")
    for name in tabs:
        tab = book.create_sheet(name)
        tab.append([TITLE])
        tab.append([])
        tab.append([HEAD[0], HEAD[1], "2024年", "", "", ""])
        tab.append(["", "", *HEAD[2:]])
        tab.merge_cells("A1:F1")
        tab.merge_cells("A3:A4")
        tab.merge_cells("B3:B4")
        tab["A1"].font = Font("黑体", 18, bold=True, color="FFAA0000")
        tab["A1"].alignment = Alignment("center")
        tab.row_dimensions[1].height = 40
        for row in rows:
            tab.append(list(row))
            number = tab.max_row
            for cell in tab[number]:
                cell.border = Border(bottom=side)
                if isinstance(cell.value, str):
                    cell.data_type = "s"
            tab.cell(number, 1).fill = PatternFill("solid", "FFFFFF00")
            tab.cell(number, 3).number_format = "#,##0.00"
            tab.cell(number, 4).number_format = "yyyy/m/d"
        tab.column_dimensions["A"].width = 33
        tab.column_dimensions["B"].width = 22
        tab.freeze_panes = "B5"
    book.save(path)
    return path


@pytest.fixture
def source(tmp_path):
    return styled(tmp_path / "台账.xlsx")


@pytest.fixture
def errors(tmp_path):
    return tmp_path / "问题行.xlsx"


def rows_of(path, tab=0):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[tab]]


def listed(preview):
    """Return what a preview takes and refuses, without what differs from run to run."""
    from desktop_app import catalogue
    from desktop_app.importing.listing import entries

    kept = ("form", "period", "fields", "source_unit", "flags", "rejected", "reasons")
    return [
        {key: entry[key] for key in kept if key in entry}
        for entry in entries(preview, catalogue.load())
    ]


def test_that_problem_rows_go_back_in_the_users_own_sheet(ws, source, errors):
    preview = preview_files(ws, [source])
    assert write_errors(ws, preview, errors) == count_problems(preview) == 3
    rows = rows_of(errors)
    assert [row[1:] for row in rows[:4]] == [
        [TITLE, *[None] * 5],
        [None] * 6,
        [HEAD[0], HEAD[1], "2024年", None, None, None],
        [None, None, *HEAD[2:]],
    ]
    assert rows[2][0] == REASONS[0]
    assert [row[1] for row in rows[4:]] == [row[0] for row in ROWS[1:4]]
    assert rows[4][0].startswith("拒收：信用代码：")
    assert rows[5][0].startswith("存疑：")


def test_that_the_look_of_the_sheet_is_kept(ws, source, errors):
    write_errors(ws, preview_files(ws, [source]), errors)
    tab = openpyxl.load_workbook(errors).worksheets[0]
    assert tab.title == "企业"
    title, name = tab["B1"], tab["B5"]
    assert (title.font.name, title.font.sz, title.font.color.rgb) == ("黑体", 18, "FFAA0000")
    assert title.alignment.horizontal == "center"
    assert (name.fill.fgColor.rgb, name.border.bottom.color.rgb) == ("FFFFFF00", "FF00AA00")
    assert tab["D5"].number_format == "#,##0.00"
    assert tab.column_dimensions["B"].width == 33
    assert tab.row_dimensions[1].height == 40
    assert {str(one) for one in tab.merged_cells.ranges} == {"B1:G1", "A3:A4", "B3:B4", "C3:C4"}
    assert tab.freeze_panes == "C5"


def test_that_bad_cells_are_marked_and_commented(ws, source, errors):
    write_errors(ws, preview_files(ws, [source]), errors)
    tab = openpyxl.load_workbook(errors).worksheets[0]
    bad, rough = tab["C5"], tab["D6"]
    assert bad.fill.fgColor.rgb == "FFFFC7CE"
    assert bad.comment.text == "位数不对"
    assert (rough.fill.fgColor.rgb, rough.number_format) == ("FFFFEB9C", "#,##0.00")
    assert "约数" in rough.comment.text
    assert "拒收 2 行，存疑 1 行" in tab["A3"].comment.text


def test_that_values_stay_what_they_are(ws, source, errors):
    write_errors(ws, preview_files(ws, [source]), errors)
    tab = openpyxl.load_workbook(errors).worksheets[0]
    second = [tab.cell(5, column) for column in range(2, 8)]
    assert [cell.value for cell in second] == [
        ROWS[1][0], ROWS[1][1], 900.5, DAY, "057487654321", "=1+1",
    ]  # fmt: skip
    assert [cell.data_type for cell in second] == ["s", "s", "n", "d", "s", "s"]
    assert second[1].number_format == second[4].number_format == "@"
    assert second[5].quotePrefix
    assert tab["C7"].value == 9.13302e17
    assert tab["G7"].data_type == "s"


def test_that_the_number_of_a_person_is_never_written(ws, source, errors):
    write_errors(ws, preview_files(ws, [source]), errors)
    book = openpyxl.load_workbook(errors)
    tab = book.worksheets[0]
    assert tab["G6"].value == PERSON_LEFT_OUT
    assert "身份证" in tab["G6"].comment.text
    assert not any(PERSON[:14].encode() in part for part in parts_of(errors))


def parts_of(path):
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_that_the_fixed_workbook_touches_just_its_rows(ws, source, errors):
    import_files(ws, [source], errors=errors)
    before = {row[0]: row[1:] for row in ws.store.rows("firm", ("uscc", "name"))}
    book = openpyxl.load_workbook(errors)
    book.worksheets[0]["C5"].value = B
    book.save(errors)
    result = import_files(ws, [errors])
    assert result.counts[Outcome.NEW] == 1
    assert sum(result.counts.values()) == 3
    after = {row[0]: row[1:] for row in ws.store.rows("firm", ("uscc", "name"))}
    assert {uid: after[uid] for uid in before} == before
    assert [row[1] for uid, row in after.items() if uid not in before] == [B]


def test_that_unfixed_rows_come_back_as_they_went(ws, source, errors):
    preview = preview_files(ws, [source])
    write_errors(ws, preview, errors)
    back = preview_files(ws, [errors])
    wrong = (Outcome.REJECTED, Outcome.QUESTIONED)
    assert +back.counts == {outcome: preview.counts[outcome] for outcome in wrong}
    told = [one for one in listed(preview) if one.get("rejected") or one.get("flags")]
    # What is told of a sum stays with its sheet.
    assert listed(back) == [one for one in told if one.get("flags") != ["sum_differs"]]


@pytest.mark.parametrize("name", ["研发2024.xlsx", "研发.csv", "研发.xls"])
def test_that_the_period_of_a_file_name_or_option_comes_back(ws, tmp_path, errors, name):
    head = [HEAD[0], HEAD[1], HEAD[2]]
    path = write_any(tmp_path / name, [[TITLE], head, *[list(row[:3]) for row in ROWS]])
    options = ImportOptions(period="" if "2024" in name else "2024")
    preview = preview_files(ws, [path], options)
    write_errors(ws, preview, errors)
    back = preview_files(ws, [errors])
    assert back.sheets[0].mapping.period == preview.sheets[0].mapping.period == "2024"
    assert back.sheets[0].mapping.period_from == preview.sheets[0].mapping.period_from
    assert back.counts[Outcome.REJECTED] == preview.counts[Outcome.REJECTED]


def write_any(path, rows):
    if path.suffix == ".csv":
        lines = (",".join(map(str, row)) for row in rows)
        path.write_text("\n".join(lines), "gb18030")
    elif path.suffix == ".xls":
        import xlwt

        book = xlwt.Workbook()
        tab = book.add_sheet("研发")
        tab.col(0).width = 256 * 31
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                tab.write(number, place, cell)
        book.save(str(path))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def test_that_the_widths_of_an_old_workbook_are_kept(ws, tmp_path, errors):
    path = write_any(tmp_path / "研发.xls", [list(HEAD[:2]), ["甲公司", A[:17]]])
    write_errors(ws, preview_files(ws, [path]), errors)
    tab = openpyxl.load_workbook(errors).worksheets[0]
    assert tab.column_dimensions["B"].width == pytest.approx(31, abs=0.5)


def test_that_decisions_come_back_with_the_workbook(ws, source, errors):
    key = ("台账.xlsx", "企业")
    options = ImportOptions(choices={key: {2: Choice("rd_activity", "self_funds", "万元")}})
    write_errors(ws, preview_files(ws, [source], options), errors)
    column = preview_files(ws, [errors]).sheets[0].mapping.columns[3]
    assert (column.form, column.field, column.unit.word) == ("rd_activity", "self_funds", "万元")
    now = {("问题行.xlsx", "企业"): {3: Choice("rd_activity", "rd_total", "元")}}
    column = preview_files(ws, [errors], ImportOptions(choices=now)).sheets[0].mapping.columns[3]
    assert (column.field, column.unit.word) == ("rd_total", "元")


def test_that_a_heading_put_right_is_understood_anew(ws, tmp_path, errors):
    rows = [[TITLE], [HEAD[0], HEAD[1], "研发投人"], ["甲公司", A[:17], 5]]
    path = write_any(tmp_path / "研发2024.xlsx", rows)
    write_errors(ws, preview_files(ws, [path]), errors)
    book = openpyxl.load_workbook(errors)
    tab = book.worksheets[0]
    tab["D2"].value, tab["C3"].value = "研发费用（千元）", A
    book.save(errors)
    back = preview_files(ws, [errors])
    assert back.sheets[0].mapping.period == "2024"
    assert back.counts[Outcome.REJECTED] == 0
    assert back.sheets[0].table.column("rd_activity", "rd_total") == [5 * 10**5]


def test_that_an_error_workbook_of_an_error_workbook_has_one_column_of_reasons(
    ws, source, errors, tmp_path
):
    write_errors(ws, preview_files(ws, [source]), errors)
    second = tmp_path / "二.xlsx"
    write_errors(ws, preview_files(ws, [errors]), second)
    assert [row[1:] for row in rows_of(second)] == [row[1:] for row in rows_of(errors)]
    assert sum(cell == REASONS[0] for row in rows_of(second) for cell in row) == 1
    third = preview_files(ws, [second])
    assert count_problems(third) == 3


def test_that_several_sheets_go_back_in_one_workbook(ws, tmp_path, errors):
    one = styled(tmp_path / "一.xlsx", tabs=("企业", "企业2"))
    two = styled(tmp_path / "二.xlsx", rows=ROWS[1:2])
    other = ("宁波示例戊机械有限公司", "913302007195000067", *ROWS[0][2:])
    clean = styled(tmp_path / "三.xlsx", rows=[other], tabs=("好",))
    preview = preview_files(ws, [one, two, clean])
    assert write_errors(ws, preview, errors) == count_problems(preview)
    book = openpyxl.load_workbook(errors)
    assert book.sheetnames == ["企业", "企业2", "企业 (2)"]
    back = preview_files(ws, [errors])
    assert sum(back.counts.values()) == count_problems(preview)
    assert {sheet.mapping.forms for sheet in back.sheets} == {preview.sheets[0].mapping.forms}


def test_that_the_counts_are_one_number_on_screen_in_the_file_and_in_the_journal(
    ws, source, errors
):
    result = import_files(ws, [source], errors=errors)
    rows = [row for row in rows_of(errors)[4:] if row[0]]
    [batch] = ws.store.batches()
    kept = batch.facts["counts"]
    assert result.returned == len(rows) == kept["rejected"] + kept["questioned"] == 3
    assert result.counts[Outcome.REJECTED] == kept["rejected"]


def test_that_no_workbook_is_written_where_nothing_is_wrong(ws, tmp_path, errors):
    clean = styled(tmp_path / "好.xlsx", rows=ROWS[:1])
    assert write_errors(ws, preview_files(ws, [clean]), errors) == 0
    assert not errors.exists()


def test_that_a_refused_import_leaves_the_old_workbook(ws, source, errors):
    from desktop_app.domain.plans import ChangePlan, Rows

    errors.write_bytes(b"old")
    import_files(ws, [source])
    [(uid, version)] = ws.store.rows("report", ())
    sent = Rows("report", ("state",), [(uid, version, "已上报")])
    ws.store.apply(ChangePlan("send", "上报", (sent,)))
    styled(source, rows=[(*ROWS[0][:2], 801, *ROWS[0][3:]), *ROWS[1:]])
    with pytest.raises(UserError, match="已上报"):
        import_files(ws, [source], errors=errors)
    assert errors.read_bytes() == b"old"
    assert sorted(path.name for path in errors.parent.iterdir()) == [
        "ws",
        "台账.xlsx",
        "问题行.xlsx",
    ]


def test_that_a_workbook_that_cannot_be_written_stops_the_import(ws, source, tmp_path):
    before = ws.store.dump()
    with pytest.raises(UserError, match="不存在"):
        import_files(ws, [source], errors=tmp_path / "没有" / "x.xlsx")
    with pytest.raises(UserError, match="就是要导入的文件"):
        import_files(ws, [source], errors=source)
    assert ws.store.dump() == before


def test_that_a_file_changed_in_between_is_refused(ws, source, errors):
    preview = preview_files(ws, [source])
    styled(source, rows=ROWS[1:])
    with pytest.raises(UserError, match="变了"):
        write_errors(ws, preview, errors)
    source.unlink()
    with pytest.raises(UserError, match="变了"):
        write_errors(ws, preview, errors)
    assert not errors.exists()


def test_that_many_rows_go_back_without_their_look(ws, source, errors, monkeypatch):
    monkeypatch.setattr("desktop_app.importing.memory.problem_sheets.LOOKS", 2)
    write_errors(ws, preview_files(ws, [source]), errors)
    tab = openpyxl.load_workbook(errors).worksheets[0]
    assert tab["B1"].font.name != "黑体"
    assert tab.column_dimensions["B"].width == 33
    assert (tab["C5"].fill.fgColor.rgb, tab["C5"].comment) == ("FFFFC7CE", None)
    assert tab["E5"].value == DAY
    assert count_problems(preview_files(ws, [errors])) == 3


@pytest.mark.parametrize("damage", ["styles.xml", "theme1.xml"])
def test_that_a_damaged_look_takes_nothing_but_the_look(ws, source, errors, damage):
    from zipfile import ZipFile

    with ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(source, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, b"<nonsense>" if name.endswith(damage) else data)
    with suppress(UserError):
        preview = preview_files(ws, [source])
        if not preview.problems:
            assert write_errors(ws, preview, errors) == count_problems(preview)


def test_that_a_refused_row_tells_what_it_is_asked_about_besides(ws, tmp_path, errors):
    path = tmp_path / "名录.csv"
    path.write_text(f"企业名称,信用代码,成立日期\n宁波示例甲有限公司,{A[:17]},2019年3月\n", "utf-8")
    write_errors(ws, preview_files(ws, [path]), errors)
    [reason, *_cells] = rows_of(errors)[1]
    assert reason.startswith("拒收：信用代码：位数不对")
    assert "成立日期：“2019年3月”只有年或年月" in reason
    row = openpyxl.load_workbook(errors).worksheets[0][2]
    assert [cell.coordinate for cell in row if cell.comment] == ["C2", "D2"]


def test_that_the_records_of_one_row_go_back_each_without_the_others(ws, tmp_path, errors):
    rows = [
        ("企业名称", "信用代码", "首次认定", "", "第二次认定", ""),
        ("", "", "证书编号", "发证日期", "证书编号", "发证日期"),
        ("宁波示例甲有限公司", A, "GR201833100011", "2018-11-27", "GR202133100012", "2021-13-9"),
        ("宁波示例乙有限公司", B, "GR201933100013", "2019-11-31", "GR202233100014", "2022-12-9"),
    ]
    path = write_any(tmp_path / "高企.xlsx", rows)
    done = import_files(ws, [path], errors=errors)
    assert done.returned == 2
    assert [row[3:] for row in rows_of(errors)[2:]] == [
        [None, None, "GR202133100012", "2021-13-9"],
        ["GR201933100013", "2019-11-31", None, None],
    ]
    back = preview_files(ws, [errors])
    assert back.counts[Outcome.REJECTED] == 2
    assert count_problems(back) == 2


def test_that_days_since_1904_are_the_same_days_when_they_come_back(ws, tmp_path, errors):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["企业名称", "信用代码", "成立日期"])
    book.active.append(["宁波示例甲科技有限公司", A, 43079])
    book.active.append(["宁波示例乙机械有限公司", B[:17], 43080])
    book.save(tmp_path / "1904.xlsx")
    preview = preview_files(ws, [tmp_path / "1904.xlsx"])
    assert write_errors(ws, preview, errors) == 2
    [taken, refused] = listed(preview)
    assert taken["fields"]["found_date"] == "2021-12-11"
    assert refused["rejected"]
    assert listed(preview_files(ws, [errors])) == [taken, refused]


def test_that_lines_between_the_rows_go_back_with_them(ws, tmp_path, errors):
    first, second = "宁波示例甲科技有限公司", "宁波示例乙机械有限公司"
    import_files(ws, [write_any(tmp_path / "名录.csv", [HEAD[:2], (first, A), (second, B)])])
    rows = [
        ("2024年研发费用（千元）", "", ""),
        ("月份", "研发费用合计", "备注"),
        (f"1.{first}（{A}）", "", ""),
        ("1月", 100, ""),
        ("2月", "不明", ""),
        (f"2.{second}（{B}）", "", ""),
        ("1月", 300, ""),
        ("2月", "不明", ""),
    ]
    path = write_any(tmp_path / "2024.xlsx", rows)
    assert import_files(ws, [path], errors=errors).returned == 2
    back = openpyxl.load_workbook(errors)
    lines = [[cell.value for cell in row][1:3] for row in back.active]
    assert lines[2:] == [[rows[2][0], None], ["2月", "不明"], [rows[5][0], None], ["2月", "不明"]]
    back.active["C4"], back.active["C6"] = 150, 250
    back.save(errors)
    import_files(ws, [errors])
    owners = {row[0]: row[2] for row in ws.store.rows("firm", ("name",))}
    stored = ws.store.rows("rd_activity", ("firm", "period", "rd_total"))
    assert {(owners[row[2]], row[3], row[4]) for row in stored} == {
        (first, "2024M01", 10_000_000),
        (first, "2024M02", 15_000_000),
        (second, "2024M01", 30_000_000),
        (second, "2024M02", 25_000_000),
    }
