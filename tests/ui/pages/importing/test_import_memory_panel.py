"""导入方案 › 记住了哪些: each decision in words, whatever it is about."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.importing.memory.recall import fingerprint
from desktop_app.importing.model import AS_FOUND, Decision
from desktop_app.ui.pages.importing.recipes import MemoryPanel
from desktop_app.work.importing.memory import learn, remembered

MARK = fingerprint(["企业名称", "本年投入"])


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(MARK, "sheet", "企业名称 | 本年投入", AS_FOUND), "认作：按表认"),
        (Decision(MARK, "sheet", "企业名称 | 本年投入", "rd_activity"), "认作：研发投入"),
        (Decision(MARK, "tab", "底稿"), "认作：不导入"),
        (Decision(MARK, "tab", "正表", AS_FOUND), "认作：按表认"),
        (Decision(MARK, "column", "所属", "period"), "配到字段：期别"),
        (Decision(MARK, "column", "备注2"), "配到字段：不导入"),
        (Decision("firm.above_scale", "word", "算是", "1"), "是否规模以上（纳统）：是"),
        (Decision("label.level", "word", "省里", "2"), "级别：省级"),
        (Decision("", "firm", "甲科技"), "企业：另一家企业"),
    ],
)
def test_that_every_decision_is_told_in_words(desk, qtbot, decision, words):
    # What was said last has the word, also where that is to let the sheet say it.
    learn(desk.ws, [decision._replace(meaning="")])
    learn(desk.ws, [decision])
    panel = MemoryPanel(desk, lambda _uids: None)
    qtbot.addWidget(panel)
    panel.show_all(remembered(desk.ws))
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert decision.subject in said
    assert words in said


@pytest.mark.parametrize("is_narrow", [True, False])
def test_that_what_is_remembered_is_seen_in_a_window_of_any_width(page, qtbot, is_narrow):
    learn(page.desk.ws, [Decision("", "firm", "甲科技")])
    page.set_narrow(narrow=is_narrow)
    page.recipes.show_remembered()
    qtbot.waitUntil(lambda: page.side is page.memory)
    assert page.memory.isVisible()
    assert page.memory.has_focus_inside
