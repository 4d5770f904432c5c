"""No Chinese is left in the English window of the city but what came with the packages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from desktop_app.i18n import set_language
from desktop_app.ui.app import Program
from desktop_app.ui.page_table import entries
from desktop_app.ui.pages.inbox.state import preview_of
from desktop_app.work.city.merge import merge
from desktop_app.work.settings import write_settings

HAISHU, JIANGBEI, YINZHOU = "330203", "330205", "330212"
GIVEN = ("市局", "宁波市科学技术局", "测试根证书", "周立群", "清单", "中文", "_第1版", "_第2版")
"""People and offices as they are, a sheet of ours, the language itself, names of kept files."""


def _english():
    path = Path(__file__).parents[1] / "test_english.py"
    spec = importlib.util.spec_from_file_location("english_window", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


english = _english()


@pytest.fixture
def window(city, office, qtbot):
    set_language("en")

    def send(unit, number, **options):
        one = office(unit)
        forms = {
            "firm": [one.firm(number, name=f"Firm {number} Ltd", uscc="91330203MA2TE5T1XB")],
            "firm_period": [one.figures(number, "2024", 5)],
            "patent": [one.patent(7, number, title="A valve")],
        }
        return one.send(forms=forms, **options)

    lost = office(YINZHOU)
    lost.send(name="lost.xlsx")
    late = lost.send(forms={"firm": [lost.firm(9, name="Firm 9 Ltd")]}, revision=2)
    merge(city, [send(HAISHU, 1), send(JIANGBEI, 2), late])
    folder = city.folder
    city.close()
    settings = {"role": "city", "unit": "3302", "person": "Chen Li", "person_role": "officer"}
    write_settings(folder / "settings.toml", {**settings, "period": "2024", "language": "en"})
    program = Program(folder)
    program.shell.resize(1440, 900)
    program.shell.show()
    qtbot.waitUntil(lambda: program.shell.desk.workspace is not None)
    yield program.shell
    program.shell.close()
    set_language("zh")


def told(outcome, **facts):
    usual = {
        "file": "/tmp/a.xlsx",
        "outcome": outcome,
        "verdict": "有效",
        "messages": [],
        "advice": None,
        "late": False,
        "digest": "0" * 64,
        "unit": HAISHU,
        "period": "2024",
        "revision": 1,
        "person": "Shen",
        "received_at": None,
        "batch": None,
        "open": 3,
        "findings": {"强制": 1, "核实": 3},
        "due": 5,
        "reported": 4,
        "counts": {"firm": {"added": 1, "changed": 2, "removed": 3, "same": 4}},
    }
    return usual | facts


def left_in(window):
    found = set()
    for said in english.chinese_in(window, "\0"):
        rest = said
        for own in GIVEN:
            rest = rest.replace(own, "")
        if english.CHINESE.search(rest):
            found.add(said)
    return found


def test_that_no_page_of_the_city_has_chinese_left(window):
    left = set()
    for entry in entries("city"):
        if not entry.group:
            continue
        window.go(entry.key)
        english.settle(window)
        left |= left_in(window)
    window.go("inbox")
    page = window.page("inbox")
    for unit in (HAISHU, YINZHOU, "330206"):
        page.tiles.choose(unit)
        english.settle(window, 0.05)
        left |= left_in(window)
    shared = {"all": 1, "units": {HAISHU: 1}, "first": {HAISHU: [["firm", "9133", [HAISHU]]]}}
    files = [
        told(word, file=f"/tmp/{number}.xlsx")
        for number, word in enumerate(("已并入", "已在库", "待定", "拒收"))
    ]
    page._on_previewed(preview_of({"files": files, "shared": shared}))
    english.settle(window, 0.05)
    for place in range(len(files)):
        page.lists.preview.choose(place)
        english.settle(window, 0.05)
        left |= left_in(window)
    page._put_away()
    page.begin_slip(page._shown.traffic.standing(HAISHU))
    english.settle(window)
    left |= left_in(window)
    page._leave_slip()
    window.go("unit", {"unit": JIANGBEI})
    english.settle(window)
    left |= left_in(window)
    assert sorted(left) == []
