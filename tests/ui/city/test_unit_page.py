"""各单位数据: a district's pages, to look at only; and the overview of the city."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop_app.ui.pages import unit
from desktop_app.ui.pages.inbox import page as inbox
from desktop_app.ui.pages.overview import page as overview
from desktop_app.work.city.merge import merge

HAISHU, JIANGBEI = "330203", "330205"


def shown_firms(page):
    model = page.stack.currentWidget().area.model
    return [model.row(place).name for place in range(model.rowCount())]


def test_that_the_data_of_a_unit_are_shown_and_cannot_be_changed(desk, shown, settled, office):
    one, other = office(HAISHU), office(JIANGBEI)
    merge(
        desk.ws,
        [
            one.send(forms={"firm": [one.firm(1)]}),
            other.send(forms={"firm": [other.firm(2), other.firm(3)]}),
        ],
    )
    page = shown(unit.make)
    page.show_target({"unit": JIANGBEI})
    settled()
    assert shown_firms(page) == ["宁波第2科技有限公司", "宁波第3科技有限公司"]
    firms = page.stack.currentWidget()
    assert firms.area.source.locked
    words = {b.text() for b in firms.header.findChildren(QPushButton) if b.isVisibleTo(firms)}
    assert not words & {"新增", "粘贴", "全审", "清除"}
    page.choice.setCurrentIndex(0)
    page.choice.activated.emit(0)
    settled()
    assert shown_firms(page) == ["宁波第1科技有限公司"]


def test_that_a_tile_leads_to_the_data_of_its_unit(desk, shown, office, journeys):
    merge(desk.ws, [office().send()])
    page = shown(inbox.make)
    page.tiles.choose(HAISHU)
    acts = {action.text(): action for action in page.panel.menu().actions()}
    acts["查看数据"].trigger()
    assert journeys == [("unit", {"unit": HAISHU})]


def test_that_a_link_of_a_units_page_stays_with_the_unit(desk, shown, settled, office, journeys):
    merge(desk.ws, [office().send()])
    page = shown(unit.make)
    page.show_unit(HAISHU)
    settled()
    page._lent.go("patents", {"text": "宁波"})
    settled()
    assert page.parts.current == "patents"
    assert journeys == []


def test_that_the_overview_of_the_city_leads_to_what_is_to_be_done(desk, shown, settled, office):
    page = shown(overview.make)
    assert page.stack.currentWidget() is page._empty
    merge(desk.ws, [office().send()])
    page.mark_stale()
    settled()
    assert page.stack.currentIndex() == 0
    assert page.due.missing.accessibleName() == "还没有报的单位 14 家"
    assert page.due.unanswered.accessibleName() == "要答复的报送包 1 份"
