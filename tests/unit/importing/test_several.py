"""Several sheets and files in one import."""

from __future__ import annotations

from desktop_app.importing.model import Outcome

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"


def test_that_sheets_that_are_no_tables_are_named_and_counted(read, workbook):
    path = workbook(
        企业=[["企业名称", "信用代码"], ["宁波示例甲科技有限公司", A]],
        说明=[["填表说明"], ["一、本表由企业填写"]],
        空=[],
        目录=[["代码", "名称"], [1, "论文"], [2, "样机"]],
    )
    result = read(path)
    why = {sheet.name: sheet.mapping.why_not for sheet in result.preview.sheets}
    assert why["企业"] == ""
    assert why["说明"] == "notes"
    assert why["空"] == "empty"
    assert why["目录"] == "list"
    assert result.count(Outcome.SKIPPED) == 5


def test_that_a_workbook_of_blank_sheets_is_refused_as_empty(read, workbook):
    result = read(workbook(甲=[], 乙=[["  "]]))
    assert [entry["error"] for entry in result.entries] == ["empty"]
    assert result.preview.sheets == []


def test_that_figures_find_firms_that_a_later_sheet_brings(read, workbook):
    path = workbook(
        研发=[["2024年研发"], ["企业名称", "研发费用合计（千元）"], ["宁波示例甲科技有限公司", 5]],
        名录=[["企业名称", "信用代码"], ["宁波示例甲科技有限公司", A]],
    )
    result = read(path)
    assert result.rejected == {}
    assert result.flags == {3: {"by_name"}}
    assert len(result.plan.blocks[0].rows) == 1
    assert A in result.plan.blocks[0].rows[0]


def test_that_a_bad_file_leaves_the_others_alone(read, workbook, tmp_path):
    good = workbook(企业=[["企业名称", "信用代码"], ["宁波示例甲科技有限公司", A]])
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    result = read(good, bad)
    assert len(result.records("firm")) == 1
    errors = [entry for entry in result.entries if "error" in entry]
    assert [(e["file"], e["error"]) for e in errors] == [("坏.xlsx", "corrupt")]


def test_that_a_folder_is_read_without_lock_files(read, workbook, tmp_path):
    workbook(企业=[["企业名称", "信用代码"], ["宁波示例甲科技有限公司", A]])
    (tmp_path / "~$表.xlsx").write_bytes(b"x")
    result = read(tmp_path)
    assert [file.path.name for file in result.preview.files] == ["表.xlsx"]


def test_that_answers_for_a_file_that_is_not_there_are_not_remembered(tmp_path, read):
    result = read(tmp_path / "没有.xlsx", firms={"宁波示例甲科技公司": ""})
    assert [str(problem.problem) for problem in result.preview.problems] == ["missing"]
    assert result.plan.size == 0
