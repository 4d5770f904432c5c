"""What 导入 asks: which firm a name means, which code a word means; each once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desktop_app.importing.model import Outcome
from desktop_app.ui.pages.importing.match import QUESTIONS
from desktop_app.work.edit import add_record

CODE, OTHER = "91330203MA2TE5T1XB", "91330205MA2TE5T288"


def test_that_a_near_name_is_asked_once_and_remembered(page, look, desk, tmp_path, finished):
    uid, _edited = add_record(desk.ws, "firm", {"name": "宁波示例电子有限公司", "uscc": CODE})
    path = tmp_path / "研发投入2024年.csv"
    path.write_text("单位详细名称,研究开发人员合计\n宁波示例电子有限责任公司,46\n", "utf-8")
    look(path)
    assert page.preview.taken == 0
    (question,) = page.asked.questions
    page.match.parts.choose(QUESTIONS)
    assert page.side is page.questions
    page.answer(question, question.candidates[0].uid)
    look()
    assert page.preview.taken == 1
    assert page.asked.open == 0
    assert page.match.questions.model.index(0, 3).data() == "宁波示例电子有限公司"
    page.import_all()
    finished(page)
    assert [row[2] for row in desk.ws.store.rows("rd_activity", ("firm",))] == [uid]
    page.begin_again()
    look(path)
    assert page.asked.questions == []
    assert page.preview.counts[Outcome.REJECTED] == 0


def test_that_an_answer_can_be_taken_back(page, look, desk, tmp_path):
    add_record(desk.ws, "firm", {"name": "宁波示例电子有限公司", "uscc": CODE})
    path = tmp_path / "研发投入2024年.csv"
    path.write_text("单位详细名称,研究开发人员合计\n宁波示例电子有限责任公司,46\n", "utf-8")
    look(path)
    (question,) = page.asked.questions
    page.answer(question, question.candidates[0].uid)
    look()
    page.answer(page.asked.questions[0], None)
    look()
    assert page.preview.taken == 0
    assert page.asked.open == 1


def test_that_a_word_of_no_list_is_given_its_code(page, look, tmp_path):
    path = tmp_path / "企业名录.csv"
    rows = f"宁波甲有限公司,{CODE},还开着\n宁波乙有限公司,{OTHER},还开着\n"
    path.write_text(f"企业名称,统一社会信用代码,营业状态\n{rows}", "utf-8")
    look(path)
    (question,) = page.asked.questions
    assert (question.form, question.field, question.text) == ("firm", "op_status", "还开着")
    page.match.parts.choose(QUESTIONS)
    texts = [label.text() for label in page.questions.findChildren(QLabel)]
    assert "在 企业名录.csv › 企业名录 第 2、3 行" in texts
    codes = page.questions.codes
    codes.setCurrentIndex(codes.findData("1"))
    codes.activated.emit(codes.currentIndex())
    look()
    assert page.asked.open == 0
    assert page.preview.sheets[0].table.values["firm", "op_status", ""] == ["1", "1"]


def test_that_a_name_of_two_indicators_is_asked_once_and_remembered(page, look, tmp_path, finished):
    path = tmp_path / "2023年指标.csv"
    path.write_text("指标,数值\n科小数,300\n技术合同成交额（亿元）,12\n", "utf-8")
    look(path)
    (question,) = page.asked.questions
    assert question.about.startswith("H2 ")
    page.match.parts.choose(QUESTIONS)
    codes = page.questions.codes
    # What it may mean stands first.
    assert [codes.itemData(place) for place in range(3)] == ["", "H2", "A2"]
    page.answer(question, "A2")
    look()
    assert page.asked.open == 0
    page.import_all()
    finished(page)
    page.begin_again()
    look(path)
    assert page.asked.questions == []
    assert page.preview.counts[Outcome.REJECTED] == 0
