"""What imports remember is kept, undone with its import, forgotten and carried on."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.importing.model import Choice, ImportOptions
from desktop_app.work.edit import add_record
from desktop_app.work.history import redo_last, undo, undo_last
from desktop_app.work.importing.answers import with_answers
from desktop_app.work.importing.files import import_files, preview_files
from desktop_app.work.importing.memory import forget, learn, load_recipe, remembered, save_recipe
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import init_workspace

SHEET = """海曙区2024年度企业情况
企业名称,信用代码,本年投入合计,在册
宁波甬能科技有限公司,91330203MA2TE5T1XB,800,是
"""
AMOUNT = {("一.csv", "一"): {2: Choice("rd_activity", "rd_total", "万元")}}


@pytest.fixture
def write(tmp_path):
    def run(name="一.csv", text=SHEET):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return run


@pytest.fixture
def other(tmp_path):
    made = init_workspace(tmp_path / "other", role="district", unit="江北区", person="乙")
    yield made
    made.close()


def taken(preview):
    """Return the amounts that a preview would store."""
    table = preview.sheets[0].table
    return table.column("rd_activity", "rd_total")


def test_that_a_second_like_sheet_needs_no_question(ws, firm, write):
    first = import_files(ws, [write()], ImportOptions(choices=AMOUNT))
    assert (first.kept, first.records) == (2, 1)
    later = preview_files(ws, [write("二.csv", SHEET.replace("2024", "2025").replace("800", "9"))])
    assert taken(later) == [9_000_000]


def test_that_undoing_the_import_undoes_what_it_taught(ws, firm, write):
    before = ws.store.dump()
    first = import_files(ws, [write()], ImportOptions(choices=AMOUNT))
    undo(ws, first.applied.batch)
    assert ws.store.dump() == before
    assert taken(preview_files(ws, [write()])) is None
    redo_last(ws)
    assert taken(preview_files(ws, [write()])) == [800_000_000]


def test_that_a_later_lesson_is_no_obstacle_to_undoing_an_earlier_one(ws, firm, write):
    first = import_files(ws, [write()], ImportOptions(choices=AMOUNT))
    now = {("二.csv", "二"): {2: Choice("rd_activity", "rd_total", "千元")}}
    later = SHEET.replace("2024", "2025")
    import_files(ws, [write("二.csv", later)], ImportOptions(choices=now))
    undo(ws, first.applied.batch)
    assert ws.store.count("rd_activity", "2024") == 0
    assert taken(preview_files(ws, [write()])) == [800_000_00]


def test_that_teaching_calls_no_report_back(ws, firm, write):
    add_record(ws, "firm_period", {"revenue": "10000"}, parent=firm, period="2024")
    [(uid, version)] = ws.store.rows("report", ())
    signed = Rows("report", ("state",), [(uid, version, "已审核")])
    ws.store.apply(ChangePlan("signoff", "审核通过", (signed,)))
    ws.store.check("2024")
    checked = ws.store.checked_at("2024")
    options = ImportOptions(choices={("一.csv", "一"): {2: Choice(), 3: Choice()}})
    result = import_files(ws, [write()], options)
    assert (result.kept, result.records) == (3, 0)
    assert report_of(ws, "2024").state == "已审核"
    assert ws.store.checked_at("2024") == checked
    undo_last(ws)
    assert report_of(ws, "2024").state == "已审核"


def test_that_a_recipe_is_used_in_another_office(ws, other, firm, write, tmp_path):
    answers = {"甬能科技": firm}
    import_files(ws, [write()], ImportOptions(choices=AMOUNT, firms=answers))
    path = tmp_path / "方案.toml"
    assert save_recipe(ws, path) == 3
    uscc = "统一社会信用代码,单位详细名称\n91330203MA2TE5T1XB,宁波甬能科技有限公司\n"
    import_files(other, [write("名录.csv", uscc)])
    theirs = next(str(row[0]) for row in other.store.rows("firm", ()))
    recipe = load_recipe(other, path)
    assert {one.meaning for one in recipe.decisions if one.kind == "firm"} == {theirs}
    assert taken(preview_files(other, [write()])) is None
    options = ImportOptions(taught=recipe.decisions)
    assert taken(preview_files(other, [write()], options)) == [800_000_000]
    applied = learn(other, recipe.decisions)
    assert applied.count == 3
    assert learn(other, recipe.decisions) is None
    assert taken(preview_files(other, [write()])) == [800_000_000]
    assert preview_files(other, [write()]).options.firms == {"甬能科技": theirs}


def test_that_an_answer_about_a_firm_to_come_waits_for_it(ws, write, tmp_path):
    path = write(
        "方案.toml", 'format = 1\n[[firm]]\nname = "甬能科技"\nuscc = "91330203MA2TE5T1XB"\n'
    )
    learn(ws, load_recipe(ws, path).decisions)
    assert preview_files(ws, [write()]).options.firms == {}
    import_files(ws, [write()])
    [uid] = [str(row[0]) for row in ws.store.rows("firm", ())]
    assert preview_files(ws, [write()]).options.firms == {"甬能科技": uid}


def test_that_what_is_forgotten_is_asked_again(ws, firm, write):
    import_files(ws, [write()], ImportOptions(choices=AMOUNT))
    [column] = [one.uid for one in remembered(ws) if one.decision.kind == "column"]
    forget(ws, [column])
    assert taken(preview_files(ws, [write()])) is None
    with pytest.raises(UserError, match="没有这几项"):
        forget(ws, [column])


def test_that_a_recipe_that_cannot_be_read_or_written_is_named(ws, tmp_path, write):
    with pytest.raises(UserError, match="没有"):
        load_recipe(ws, tmp_path / "没有.toml")
    with pytest.raises(UserError, match="不是导入方案"):
        load_recipe(ws, write("x.toml", "x"))
    with pytest.raises(UserError, match="不存在"):
        save_recipe(ws, tmp_path / "没有" / "方案.toml")


def test_that_answers_are_understood_by_codes_and_labels(ws, firm, write):
    answers = [
        "列：本年投入合计=研发投入.rd_total/万元",
        "column:在册=",
        "词:firm.op_status/在业=营业",
        "企业:甬能科技=91330203ma2te5t1xb",
        "企业:某某=另一家",
    ]
    options = with_answers(ImportOptions(), answers, [write()], ws.catalogue)
    preview = preview_files(ws, [write()], options)
    assert taken(preview) == [800_000_000]
    assert preview.options.firms == {"甬能科技": firm, "某某": ""}
    assert preview.options.words == {("firm", "op_status", "在业"): "1"}
    out = with_answers(ImportOptions(), ["表:一="], [write()], ws.catalogue)
    assert preview_files(ws, [write()], out).sheets[0].mapping.why_not == "left_out"


@pytest.mark.parametrize(
    "answer",
    ["", "列:甲", "甲=乙", "列:甲=没有.这个", "列:甲=firm.name/斤", "表:一=没有", "词:甲=1",
     "词:firm.op_status/在业=没有", "词:firm.name/甲=乙", "列:=firm.name"],
)  # fmt: skip
def test_that_an_answer_that_is_not_understood_is_refused(ws, answer):
    with pytest.raises(UserError, match="看不懂"):
        with_answers(ImportOptions(), [answer], [], ws.catalogue)
