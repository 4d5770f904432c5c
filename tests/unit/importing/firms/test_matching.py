from __future__ import annotations

import pytest

from desktop_app.domain.names import name_key
from desktop_app.importing.model import Outcome

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
HEAD = ["企业名称", "信用代码", "地址"]
NAME = "宁波示例甲科技有限公司"


@pytest.fixture
def known(stock):
    stock.put(
        "firm", "f1", uscc=A, name=NAME, address="示例路1号", reporting_unit="330203", version=3
    )
    stock.put("firm", "f2", org_code="561262545", name="宁波示例乙机械有限公司")
    stock.put("former_name", "n1", firm="f1", name="宁波示例旧名有限公司")
    return stock


def firm_rows(result):
    return {
        row[0]: row for block in result.plan.blocks if block.form == "firm" for row in block.rows
    }


def test_that_a_firm_is_found_by_its_credit_code(sheet, known):
    result = sheet([HEAD, [NAME, A, "示例路1号"]], existing=known)
    assert result.count(Outcome.SAME) == 1
    assert result.plan.size == 0


def test_that_a_changed_cell_is_shown_old_and_new(sheet, known):
    result = sheet([HEAD, [NAME, A, "示例路2号"]], existing=known)
    assert result.count(Outcome.CHANGED) == 1
    found = result.preview.records["firm"]
    assert found.changes(0) == {"address": ("示例路1号", "示例路2号")}
    assert firm_rows(result)["f1"][1] == 3


def test_that_a_blank_cell_never_empties_a_stored_value(sheet, known):
    result = sheet([HEAD, [NAME, A, None], [NAME, A, "无"]], existing=known)
    assert result.plan.size == 0


def test_that_an_organisation_code_finds_the_credit_code_that_holds_it(sheet, known):
    result = sheet([["企业名称", "组织机构代码"], [NAME, A[8:17]]], existing=known)
    assert result.count(Outcome.SAME) == 0 or result.plan.size <= 1
    assert set(firm_rows(result)) <= {"f1"}


def test_that_a_credit_code_finds_the_old_organisation_code_in_it(sheet, known):
    code = "91330200561262545U"
    result = sheet([HEAD, ["宁波示例乙机械有限公司", code, None]], existing=known)
    rows = firm_rows(result)
    assert set(rows) == {"f2"}
    assert code in rows["f2"]
    assert result.flags == {}


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("宁波 示例甲科技有限公司", "by_name"),
        ("宁波示例甲科技有限公司 ", "by_name"),
        ("宁波示例旧名有限公司", "by_former_name"),
    ],
)
def test_that_an_exact_name_matches_and_is_flagged(sheet, known, name, flag):
    result = sheet([HEAD, [name, None, "示例路1号"]], existing=known)
    assert result.flags == {2: {flag}}
    assert result.plan.size == 0


def test_that_a_near_name_never_matches(sheet, known):
    result = sheet([HEAD, ["宁波示例甲科技公司", None, "示例路1号"]], existing=known)
    assert result.flags == {2: {"no_code", "near_name"}}
    assert set(firm_rows(result)).isdisjoint({"f1", "f2"})


def test_that_figures_of_an_unknown_name_are_rejected(sheet, known):
    rows = [["2024年"], ["企业名称", "研发费用合计（千元）"], ["宁波示例丙有限公司", 5], [NAME, 6]]
    result = sheet(rows, existing=known)
    assert result.rejected == {3: "firm_unknown"}
    assert [row[2:4] for row in result.plan.blocks[0].rows] == [("f1", "2024")]


def test_that_a_former_name_with_another_code_is_another_firm_and_asked_about(sheet, known):
    result = sheet([HEAD, ["宁波示例旧名有限公司", B, None]], existing=known)
    assert result.flags == {2: {"code_differs"}}
    assert set(firm_rows(result)).isdisjoint({"f1", "f2"})


def test_that_a_code_against_an_answer_is_asked_about(sheet, known):
    name = "宁波示例甲科技股份有限公司"
    result = sheet([HEAD, [name, B, None]], existing=known, firms={name_key(name): "f1"})
    assert result.flags == {2: {"code_differs"}}
    assert set(firm_rows(result)).isdisjoint({"f1", "f2"})


def test_that_a_name_with_another_code_is_another_firm(sheet, known):
    result = sheet([HEAD, [NAME, B, None]], existing=known)
    assert result.flags == {2: {"code_differs"}}
    assert set(firm_rows(result)).isdisjoint({"f1", "f2"})


def test_that_a_code_with_another_name_is_the_firm_and_questioned(sheet, known):
    result = sheet([HEAD, ["宁波示例新名有限公司", A, None]], existing=known)
    assert result.flags == {2: {"name_differs"}}
    assert "宁波示例新名有限公司" in firm_rows(result)["f1"]


def test_that_a_sheet_of_figures_renames_no_firm(sheet, known):
    rows = [["2024年"], ["企业名称", "信用代码", "研发费用合计（千元）"], ["另一个名字", A, 5]]
    result = sheet(rows, existing=known)
    assert result.flags == {3: {"name_differs"}}
    assert firm_rows(result) == {}


@pytest.mark.parametrize("head", ["地址", "2023年营业收入（万元）"])
def test_that_a_firm_without_a_name_gets_that_of_any_sheet(sheet, stock, head):
    stock.put("firm", "f1", uscc=A, reporting_unit="330203")
    result = sheet(
        [["企业名称", "信用代码", head], [NAME, A, 20], [NAME, None, 20]], existing=stock
    )
    found = result.preview.records["firm"]
    assert found.changes(0)["name"] == (None, NAME)
    assert list(found.uids) == ["f1"]


def test_that_two_namesakes_are_never_guessed_between(sheet, known):
    known.put("firm", "f3", uscc=B, name=NAME)
    result = sheet([HEAD, [NAME, None, "示例路9号"]], existing=known)
    assert result.rejected == {2: "several_firms"}


def test_that_a_record_of_the_period_is_updated_and_not_added(sheet, known):
    known.put("rd_activity", "r1", firm="f1", period="2024", rd_total=50_000_000, rd_staff=5)
    rows = [["2024年"], ["信用代码", "研发费用合计（千元）", "研发人员"], [A, 600, None]]
    result = sheet(rows, existing=known)
    block = next(block for block in result.plan.blocks if block.form == "rd_activity")
    assert block.columns == ("firm", "period", "rd_staff", "rd_total")
    assert block.rows == [("r1", 1, "f1", "2024", 5, 60_000_000)]


def test_that_a_patent_is_found_by_its_number(sheet, known):
    known.put("patent", "p1", app_no="201710601862.3", title="旧名", firm=None)
    rows = [["专利号", "专利名称", "专利权人"], ["ZL201710601862.3", "新名", NAME]]
    result = sheet(rows, existing=known)
    block = next(block for block in result.plan.blocks if block.form == "patent")
    assert block.rows == [("p1", 1, "f1", "201710601862.3", "新名")]
    assert result.flags == {2: {"by_name"}}


def test_that_the_same_text_waiting_in_a_cell_is_not_written_again(sheet, known):
    text = {"form": "firm", "record": "f1", "field": "op_status"}
    known.put("raw_text", "t1", **text, text="冬眠", reason="not_in_list")
    rows = [["企业名称", "信用代码", "营业状态"], [NAME, A, "冬眠"]]
    assert sheet(rows, existing=known).plan.size == 0
    rows[1][2] = "营业"
    blocks = {(b.form, b.taken): b for b in sheet(rows, existing=known).plan.blocks}
    assert blocks["raw_text", True].rows == [("t1", 1)]
    assert blocks["firm", False].rows[0][0] == "f1"


PATENT_HEAD = ["专利号", "专利名称", "专利权人"]
PATENT = ["ZL201710601862.3", "一种示例装置"]


def patents_of(result):
    return [record["parent"] for record in result.records("patent")]


def test_that_a_patent_belongs_to_its_first_owner_in_the_register(sheet, known):
    owners = "示例大学；宁波示例乙机械有限公司、" + NAME
    result = sheet([PATENT_HEAD, [*PATENT, owners]], existing=known)
    assert patents_of(result) == ["f2"]
    assert result.flags == {2: {"by_name"}}
    assert [owner["name"] for owner in result.fields("patent_owner")] == [
        "示例大学",
        "宁波示例乙机械有限公司",
        NAME,
    ]


@pytest.mark.parametrize(
    ("owner", "flag"),
    [("示例大学", "owner_unknown"), ("", "owner_unknown"), ("宁波示例甲科技公司", "firm_unknown")],
)
def test_that_a_patent_without_a_known_owner_is_kept_and_flagged(sheet, known, owner, flag):
    result = sheet([PATENT_HEAD, [*PATENT, owner]], existing=known)
    assert patents_of(result) == [None]
    assert result.flags == {2: {flag}}
    assert result.count(Outcome.QUESTIONED) == 1


def test_that_a_patent_whose_firm_is_known_already_is_not_asked_about(sheet, known):
    known.put("patent", "p1", app_no="201710601862.3", title="一种示例装置", firm="f1")
    result = sheet([["专利号", "法律状态"], [PATENT[0], "有效"]], existing=known)
    assert result.flags == {}


def test_that_an_owner_that_fits_two_firms_is_not_guessed(sheet, known):
    known.put("firm", "f3", uscc=B, name=NAME)
    result = sheet([PATENT_HEAD, [*PATENT, NAME]], existing=known)
    assert patents_of(result) == [None]
    assert result.flags == {2: {"several_firms"}}


def several_sheets(workbook):
    """Return three files: patents and figures of firms that the third brings, by code."""
    patents = [PATENT_HEAD, [*PATENT, f"{NAME}；示例大学"]]
    figures = [["2024年"], ["企业名称", "研发费用合计（千元）"], [NAME, 5]]
    return {
        "patents": workbook("专利.xlsx", 专利=patents),
        "figures": workbook("研发.xlsx", 研发=figures),
    }


@pytest.mark.parametrize("order", ["firms patents figures", "figures patents firms"])
@pytest.mark.parametrize("is_list", [True, False])
def test_that_all_files_of_an_import_know_its_new_firms(read, workbook, order, is_list):
    files = several_sheets(workbook)
    rows = [HEAD, [NAME, A, "示例路1号"]]
    if not is_list:
        # Firms come with figures as well, and those stand after the patents.
        rows = [["2023年"], ["企业名称", "信用代码", "研发人员"], [NAME, A, 6]]
    files["firms"] = workbook("企业.xlsx", 企业=rows)
    result = read(*(files[name] for name in order.split()))
    uid = result.records("firm")[0]["uid"]
    assert result.rejected == {}
    assert {record["uid"] for record in result.records("firm")} == {uid}
    assert patents_of(result) == [uid]
    assert {record["parent"] for record in result.records("rd_activity")} == {uid}


def test_that_a_refused_row_brings_no_firm_for_others(read, workbook):
    files = several_sheets(workbook)
    bad = [["2023年"], ["企业名称", "信用代码", "研发人员"], [NAME, A, "见附件"]]
    result = read(workbook("企业.xlsx", 企业=bad), files["patents"])
    assert result.records("firm") == []
    assert patents_of(result) == [None]


def test_that_a_name_before_its_code_is_the_same_firm(sheet):
    result = sheet([HEAD, [NAME, None, "示例路1号"], [NAME, A, "示例路1号"]])
    assert result.flags == {2: {"by_name"}, 3: {"doubled"}}
    assert len(firm_rows(result)) == 1


FIGURES = ["企业名称", "研发费用合计（千元）"]


def test_that_a_near_name_is_asked_about_and_its_rows_wait(sheet, known):
    rows = [["2024年"], FIGURES, ["宁波示例甲科技公司", 5], ["宁波示例甲科技公司", 7], [NAME, 6]]
    result = sheet(rows, existing=known)
    (question,) = result.preview.questions
    assert question.name == "宁波示例甲科技公司"
    assert question.rows == (("表.xlsx", "Sheet1", 3), ("表.xlsx", "Sheet1", 4))
    assert question.candidates == (("f1", NAME, A, 95, "legal_form"),)
    assert result.rejected == {3: "firm_unknown", 4: "firm_unknown"}
    assert NAME in next(e for e in result.entries if e["row"] == 3)["message"]


def test_that_an_answer_is_followed_and_asks_nothing_more(sheet, known):
    rows = [["2024年"], FIGURES, ["宁波示例甲科技公司", 5]]
    result = sheet(rows, existing=known, firms={"宁波示例甲科技公司": "f1"})
    assert result.preview.questions == ()
    assert result.records("rd_activity")[0]["parent"] == "f1"
    assert result.flags == {3: {"by_answer"}}
    assert result.count(Outcome.QUESTIONED) == 0


def test_that_an_answered_name_renames_no_firm(sheet, known):
    name = "宁波示例甲科技公司"
    result = sheet([HEAD, [name, None, "示例路9号"]], existing=known, firms={name: "f1"})
    assert "示例路9号" in firm_rows(result)["f1"]
    assert name not in firm_rows(result)["f1"]


def test_that_another_firm_is_an_answer_as_well(sheet, known):
    name = "宁波示例甲科技公司"
    rows = [["2024年"], FIGURES, [name, 5]]
    result = sheet(rows, existing=known, firms={name: ""})
    assert result.preview.questions == ()
    assert result.rejected == {3: "firm_unknown"}
    firms = sheet([HEAD, [name, None, "示例路1号"]], existing=known, firms={name: ""})
    assert firms.flags == {2: {"no_code"}}


def test_that_an_answer_never_goes_against_a_code(sheet, known):
    rows = [HEAD, ["宁波示例甲科技公司", B, "示例路1号"]]
    result = sheet(rows, existing=known, firms={"宁波示例甲科技公司": "f1"})
    assert set(firm_rows(result)).isdisjoint({"f1", "f2"})


def test_that_an_answer_that_no_firm_fits_any_more_is_asked_again(sheet, known):
    rows = [["2024年"], FIGURES, ["宁波示例甲科技公司", 5]]
    result = sheet(rows, existing=known, firms={"宁波示例甲科技公司": "gone"})
    assert len(result.preview.questions) == 1


def test_that_an_answer_settles_which_of_two_namesakes_is_meant(sheet, known):
    known.put("firm", "f3", uscc=B, name=NAME)
    rows = [["2024年"], FIGURES, [NAME, 5]]
    assert sheet(rows, existing=known).rejected == {3: "several_firms"}
    result = sheet(rows, existing=known, firms={NAME: "f3"})
    assert result.records("rd_activity")[0]["parent"] == "f3"


def test_that_a_firm_of_the_same_import_is_proposed_and_answered_by_its_code(read, workbook):
    firms = workbook("企业.xlsx", 企业=[HEAD, [NAME, A, "示例路1号"]])
    figures = workbook("研发.xlsx", 研发=[["2024年"], FIGURES, ["宁波示例甲科技公司", 5]])
    result = read(firms, figures)
    (question,) = result.preview.questions
    assert [one[:3] for one in question.candidates] == [(A, NAME, A)]
    again = read(firms, figures, firms={question.key: A})
    assert again.rejected == {}
    assert again.records("rd_activity")[0]["parent"] == again.records("firm")[0]["uid"]


def test_that_a_code_may_belong_to_a_firm_that_had_none(sheet, known):
    known.put("firm", "f4", name="宁波示例丁电子公司")
    rows = [HEAD, ["宁波示例丁电子有限公司", B, None]]
    result = sheet(rows, existing=known)
    assert result.flags == {2: {"near_name"}}
    assert set(firm_rows(result)).isdisjoint({"f4"})
    answered = sheet(rows, existing=known, firms={"宁波示例丁电子有限公司": "f4"})
    assert B in firm_rows(answered)["f4"]


def test_that_an_owner_of_nearly_a_firms_name_is_asked_about(sheet, known):
    owner = "宁波示例甲科技公司"
    rows = [PATENT_HEAD, [*PATENT, f"示例大学；{owner}"]]
    result = sheet(rows, existing=known)
    assert [question.key for question in result.preview.questions] == [owner]
    assert patents_of(sheet(rows, existing=known, firms={owner: "f1"})) == ["f1"]


def test_that_a_code_in_the_cell_of_the_name_is_the_rows_own(sheet, known):
    rows = [["企业名称", "地址"], [f"{NAME}（{A}）", "示例路1号"]]
    result = sheet(rows, existing=known)
    assert result.plan.size == 0
    assert result.flags == {2: {"remark_in_cell"}}
    mixed = [HEAD, [f"宁波示例丁有限公司 {B}", None, "示例路2号"], [NAME, A, "示例路1号"]]
    new = sheet(mixed, existing=known)
    assert [record["fields"].get("uscc") for record in new.records("firm")] == [B, A]


def test_that_a_former_name_beside_an_unknown_one_finds_the_firm(sheet, known):
    rows = [["2024年"], FIGURES, ["宁波示例新名有限公司（原宁波示例旧名有限公司）", 5]]
    result = sheet(rows, existing=known)
    assert result.records("rd_activity")[0]["parent"] == "f1"
    assert result.flags == {3: {"remark_in_cell", "by_former_name"}}


def test_that_codes_of_two_firms_in_a_row_are_told(sheet):
    heads = ["企业名称", "信用代码", "组织机构代码"]
    result = sheet([heads, [NAME, A, "56126254-5"], ["宁波示例乙有限公司", B, B[8:17]]])
    assert result.flags == {2: {"codes_differ"}}
    assert [one.get("org_code") for one in result.fields("firm")] == [None, B[8:17]]


def test_that_a_second_credit_code_of_a_row_is_told(sheet):
    result = sheet([["企业名称", "信用代码", "组织机构代码"], [NAME, A, B]])
    assert result.fields("firm")[0]["uscc"] == A
    assert result.flags == {2: {"doubled_column"}}


OWNERS = ["专利号", "专利名称", "专利权人", "专利权人信用代码"]


@pytest.mark.parametrize("gap", ["\n", " ", "；", "、", "/"])
def test_that_owners_on_lines_or_behind_gaps_are_several(sheet, known, gap):
    owner = f"{NAME}{gap}宁波示例乙机械有限公司"
    result = sheet([PATENT_HEAD, [*PATENT, owner]], existing=known)
    assert [one["name"] for one in result.fields("patent_owner")] == [
        NAME,
        "宁波示例乙机械有限公司",
    ]
    assert patents_of(result) == ["f1"]


def test_that_each_owner_has_its_own_code(sheet, known):
    row = [*PATENT, f"示例大学；{NAME}", f"12330200419530219T；{A}"]
    result = sheet([OWNERS, row], existing=known)
    assert result.fields("patent_owner")[1]["uscc"] == A
    assert patents_of(result) == ["f1"]


def test_that_a_single_code_is_that_of_the_owner_whose_firm_has_it(sheet, known):
    result = sheet([OWNERS, [*PATENT, f"示例大学；{NAME}", A]], existing=known)
    assert [one.get("uscc") for one in result.fields("patent_owner")] == [None, A]
    assert patents_of(result) == ["f1"]
    lost = sheet([OWNERS, [*PATENT, f"示例大学；{NAME}", B]], existing=known)
    assert "left_out" in lost.flags[2]


def test_that_a_name_and_a_code_in_each_others_column_are_put_right(sheet, known):
    rows = [HEAD, [A, NAME, "示例路1号"], ["宁波示例丁有限公司", B, "示例路2号"]]
    result = sheet(rows, existing=known)
    assert [one["name"] for one in result.fields("firm")] == [NAME, "宁波示例丁有限公司"]
    assert result.flags == {2: {"columns_swapped"}}


def test_that_whose_list_it_is_moves_no_firm_of_the_register(sheet, known):
    heads = ["企业名称", "信用代码", "研发费用"]
    result = sheet([["镇海区2023年企业研发费用（千元）"], heads, [NAME, A, 9]], existing=known)
    assert result.flags == {3: {"place_differs"}}
    assert "f1" not in firm_rows(result)


def test_that_a_column_of_districts_moves_a_firm_of_the_register(sheet, known):
    result = sheet([["企业名称", "信用代码", "所属区"], [NAME, A, "镇海区"]], existing=known)
    assert "330211" in firm_rows(result)["f1"]
    assert result.flags == {2: {"other_unit"}}


@pytest.mark.parametrize(
    ("title", "added"),
    [("宁波市2022年第二批高新技术企业拟认定名单", False), ("海曙区企业名录", True)],
)
def test_that_names_alone_add_firms_only_where_the_title_says_no_more(sheet, title, added):
    names = ["宁波示例甲有限公司", "宁波示例乙有限公司"]
    result = sheet([[title], ["序号", "企业名称", "序号", "企业名称"], [1, names[0], 2, names[1]]])
    assert [f["name"] for f in result.fields("firm")] == (names if added else [])
    assert set(result.rejected.values()) == (set() if added else {"firm_unknown"})
