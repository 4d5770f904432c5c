"""合并: each case with its records side by side, decided by a key, remembered, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from desktop_app.ui.components.messages import Toast
from desktop_app.ui.pages.merging import page as merging
from desktop_app.ui.pages.merging.rows import CHAIN, key_of
from desktop_app.work.city.chain_cases import chain_cases, compare_chain
from desktop_app.work.city.merge import merge
from desktop_app.work.city.overlaps import shared
from desktop_app.work.history import history

HAISHU, JIANGBEI = "330203", "330205"
CODE = "91330203MA2TE5T1XB"


@pytest.fixture
def twice(city, office):
    """A firm and a patent that two districts report."""

    def send(unit, number):
        one = office(unit)
        forms = {
            "firm": [one.firm(number, uscc=CODE, name=f"宁波甬能{number}有限公司")],
            "firm_period": [one.figures(number, "2024", 5)],
            "patent": [one.patent(7, number)],
        }
        return one.send(forms=forms)

    merge(city, [send(HAISHU, 1), send(JIANGBEI, 2)])


@pytest.fixture
def forked(city, office):
    """Two packages of a district for the same place in its chain."""
    haishu = office()
    merge(city, [haishu.send(chain=False)])
    other = haishu.send(forms={"firm": [haishu.firm(1), haishu.firm(2)]}, chain=False)
    merge(city, [other])


def choices(city):
    return {one.kind: (one.choice, one.chosen) for one in shared(city)}


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_that_with_nothing_to_decide_the_page_says_so(shown):
    page = shown(merging.make)
    assert page.stack.currentIndex() == 1


@pytest.mark.usefixtures("twice")
def test_that_both_records_stand_side_by_side(shown, settled):
    page = shown(merging.make)
    assert [row[1] for row in cells(page.table)] == [CODE, "201710601807.3"]
    page.table.choose(0)
    settled()
    lines = cells(page.compare.table)
    assert ["单位详细名称", "宁波甬能1有限公司", "宁波甬能2有限公司"] in lines
    assert ["有数据的期别", "2024 年", "2024 年"] in lines
    titles = [row[0] for row in lines]
    assert titles.index("依据") < titles.index("说法不同 1 项") < titles.index("单位详细名称")


@pytest.mark.usefixtures("twice")
def test_that_a_key_decides_and_the_next_case_follows(city, shown, settled, toasts):
    page = shown(merging.make)
    page.table.choose(0)
    settled()
    page.note.setText("迁入江北")
    page.table.setFocus()
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert choices(city)["firm"] == ("same", JIANGBEI)
    assert key_of(page._current()) == ("patent", "201710601807.3")
    assert page.note.text() == ""
    QTest.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert choices(city)["patent"] == ("apart", "")
    assert page.stack.currentIndex() == 1
    _words, (_name, take_back) = toasts[-1]
    take_back()
    settled()
    assert choices(city)["patent"] == ("", "")
    assert page.stack.currentIndex() == 0


@pytest.mark.usefixtures("twice")
def test_that_a_parked_case_can_be_found_and_decided_later(city, shown, settled):
    page = shown(merging.make)
    page.table.choose(0)
    page.decide("parked")
    settled()
    assert [row[0] for row in cells(page.table)] == ["专利"]
    page.bar.segments.choose("parked")
    assert [row[0] for row in cells(page.table)] == ["企业"]
    page.decide("apart")
    settled()
    page.bar.segments.choose("settled")
    assert [row[4] for row in cells(page.table)] == ["各算各的"]


@pytest.mark.usefixtures("twice")
def test_that_cases_are_found_by_name_unit_and_kind(shown, settled):
    page = shown(merging.make)
    settled()
    page.bar.field.setText("甬能2")
    assert len(page.table.model()._shown) == 2
    page.bar.field.setText("没有这家")
    assert page.stack.currentIndex() == 1
    page.bar.field.clear()
    page.kinds.choose("patent")
    assert [row[0] for row in cells(page.table)] == ["专利"]


@pytest.mark.usefixtures("forked")
def test_that_a_fork_is_compared_with_what_stands_there(city, shown, settled):
    page = shown(merging.make)
    page.show_target({"kind": CHAIN})
    settled()
    assert page.kinds.current == CHAIN
    assert cells(page.table)[0][0] == "分叉"
    (case,) = chain_cases(city)
    found = compare_chain(city, case)
    assert found.heads == ("待定的一包", "库里的一包")
    assert ("2", "1") in [fact.values for fact in found.different]


@pytest.mark.usefixtures("forked")
def test_that_a_package_is_left_out_only_with_a_reason(city, shown, settled, toasts):
    page = shown(merging.make)
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert chain_cases(city)
    assert "写明" in toasts[-1][0]
    page.note.setText("误发")
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert not chain_cases(city)


@pytest.mark.usefixtures("forked")
def test_that_a_fork_is_merged_where_a_person_wants_it(city, shown, finished):
    page = shown(merging.make)
    assert city.store.of(HAISHU).count("firm") == 1
    QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    finished(page)
    assert city.store.of(HAISHU).count("firm") == 2
    assert not chain_cases(city)


@pytest.mark.usefixtures("twice")
def test_that_nothing_is_decided_while_packages_are_merged(city, shown, monkeypatch, toasts):
    page = shown(merging.make)
    monkeypatch.setattr(type(page.desk), "at_work", True)
    QTest.keyClick(page, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    monkeypatch.undo()
    assert "做完再判定" in toasts[-1][0]
    assert {choice for choice, _unit in choices(city).values()} == {""}


@pytest.mark.parametrize("kind", ["inbox", "merging"])
def test_that_the_pages_fit_the_smallest_window(shown, kind):
    from desktop_app.ui.pages.inbox import page as inbox

    page = shown({"inbox": inbox.make, "merging": merging.make}[kind])
    page.set_narrow(narrow=True)
    smallest = page.minimumSizeHint()
    assert smallest.width() <= 1093 - 112
    assert smallest.height() <= 614 - 80


@pytest.fixture
def several(city, office):
    """Three patents of 海曙区 and 江北区, and one of 海曙区 and 镇海区."""
    patents = {HAISHU: (1, 2, 3, 4), JIANGBEI: (1, 2, 3), "330211": (4,)}
    packages = []
    for firm, (unit, numbers) in enumerate(patents.items(), 1):
        one = office(unit)
        forms = {
            "firm": [one.firm(firm)],
            "patent": [one.patent(number, firm) for number in numbers],
        }
        packages.append(one.send(forms=forms))
    merge(city, packages)


def decided(city):
    return [(one.choice, one.chosen) for one in shared(city) if one.kind == "patent"]


@pytest.mark.usefixtures("twice")
def test_that_a_toast_leaves_the_field_of_the_reason_free(shown, settled):
    page = shown(merging.make)
    settled()
    toast = Toast(page.window(), page)
    toast.tell("已判定", ("撤销", lambda: None))
    field = QRect(page.note.mapTo(page.window(), QPoint(0, 0)), page.note.size())
    assert page.note.isVisible()
    assert not toast.geometry().intersects(field)


@pytest.mark.usefixtures("several")
def test_that_all_chosen_cases_are_decided_at_once_and_taken_back_at_once(
    city, shown, settled, toasts
):
    page = shown(merging.make)
    page.kinds.choose("patent")
    settled()
    batches = len(history(city))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert decided(city) == [("same", JIANGBEI)] * 3 + [("", "")]
    assert len(history(city)) == batches + 1
    assert "3 处" in toasts[-1][0]
    _words, (_name, take_back) = toasts[-1]
    take_back()
    settled()
    assert decided(city) == [("", "")] * 4


@pytest.mark.usefixtures("several")
def test_that_what_would_become_of_the_chosen_cases_is_shown_before(shown, settled):
    page = shown(merging.make)
    page.kinds.choose("patent")
    settled()
    page.table.selectAll()
    settled()
    lines = cells(page.compare.table)
    assert lines[0][0] == "选中 4 处，各种判定会怎样"
    columns = [heading.text for heading in page.compare.table.model().headings]
    at = columns.index("算在江北区")
    outcomes = {(row[1], row[at]) for row in lines[1:]}
    assert outcomes == {("3", "只算在江北区"), ("1", "没有它报的，不动"), ("4", "判定 3 处")}
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settled()
    assert "选中" not in cells(page.compare.table)[0][0]
