"""What one office teaches the importer, another one uses, through the command line alone."""

from __future__ import annotations

from desktop_app.cli.main import run

SHEET = """2024年度企业情况
企业名称,信用代码,本年投入合计
宁波甬能科技有限公司,91330203MA2TE5T1XB,800
"""
ANSWER = "列:本年投入合计=rd_activity.rd_total/万元"


def test_that_a_recipe_saves_the_next_office_every_question(district, tmp_path, capsys):
    sheet, recipe = tmp_path / "台账.csv", tmp_path / "方案.toml"
    sheet.write_text(SHEET, "utf-8")
    code, told = district.json("import", sheet, "--answer", ANSWER)
    assert (code, told["records"], told["remembered"]) == (0, 2, 2)
    _code, told = district.json("import", sheet)
    assert (told["same"], told["records"], told["batch"]) == (1, 0, None)
    assert district.do("recipe", "save", recipe) == 0

    other = ["--workspace", str(tmp_path / "other")]
    assert run([*other, "init", "--unit", "江北区"]) == 0
    assert run([*other, "import", str(sheet), "--recipe", str(recipe)]) == 0
    capsys.readouterr()
    assert run([*other, "recipe", "list"]) == 0
    assert "本年投入合计 = 研发投入 › 研究开发费用合计（万元）" in capsys.readouterr().out
    assert run([*other, "undo", "1", "--yes"]) == 0
    assert run([*other, "recipe", "load", str(recipe)]) == 0
    assert run([*other, "import", str(sheet)]) == 0
    assert run([*other, "recipe", "forget", "1", "2"]) == 0
    capsys.readouterr()
    assert run([*other, "recipe", "list", "--json"]) == 0
    assert capsys.readouterr().out == '{"remembered": []}\n'


def test_that_an_answer_that_is_not_understood_changes_nothing(district, tmp_path):
    sheet = tmp_path / "台账.csv"
    sheet.write_text(SHEET, "utf-8")
    assert district.do("import", sheet, "--answer", "本年投入") == 2
    assert "看不懂" in district.said()
    assert district.json("history")[1]["batches"] == []


def test_that_an_answer_about_what_no_file_has_is_told(district, tmp_path):
    sheet = tmp_path / "台账.csv"
    sheet.write_text(SHEET, "utf-8")
    other = "列:去年投入=rd_activity.rd_total/万元"
    assert district.do("import", sheet, "--dry-run", "--answer", ANSWER, "--answer", other) == 0
    said = district.said()
    assert f"答复“{other}”没有用上" in said
    assert ANSWER not in said


def test_that_columns_and_sheets_that_are_not_taken_are_told(district, tmp_path):
    sheet, notes = tmp_path / "台账.csv", tmp_path / "说明.csv"
    sheet.write_text(SHEET.replace("企业名称", "序号,企业名称").replace("宁波", "1,宁波"), "utf-8")
    notes.write_text("填表说明\n1.请如实填写\n", "utf-8")
    assert district.do("import", sheet, notes, "--dry-run") == 0
    said = district.said()
    assert "没有收的列：本年投入合计（" in said
    assert "没有收：说明" in said
    assert "序号" not in said


def test_that_nothing_to_read_is_said(district, tmp_path):
    lock = tmp_path / "~$台账.xlsx"
    lock.write_bytes(b"x" * 165)
    assert district.do("import", lock, "--dry-run") == 0
    assert "没有要读的表格" in district.said()
