"""A unit that was taught holds for sheets that say no more than the one it was taught on."""

from __future__ import annotations

import pytest

from desktop_app.importing.memory.recipe import read_recipe, recipe_text
from desktop_app.importing.model import Choice, ImportOptions
from desktop_app.work.importing.answers import with_answers
from desktop_app.work.importing.files import import_files, preview_files
from desktop_app.work.importing.memory import remembered

FIRMS = {
    "宁波示例甲有限公司": ("91330203MA2TE5T1XB", 800),
    "宁波示例乙有限公司": ("91330205MA2TE5T288", 120),
    "宁波示例丙有限公司": ("91330206MA2TE5T36H", 90),
}
IN_WAN = [800_000_000, 120_000_000, 90_000_000]
ANSWER = "列:本年投入合计=rd_activity.rd_total/万元"


@pytest.fixture
def write(tmp_path):
    def run(year, unit="", times=1):
        """Write a sheet whose amounts have a unit in its title or none."""
        rows = [f"海曙区{year}年度企业情况{unit}", "企业名称,信用代码,本年投入合计"]
        rows += [f"{name},{code},{figure * times}" for name, (code, figure) in FIRMS.items()]
        path = tmp_path / f"{year}.csv"
        path.write_text("\n".join(rows), "utf-8")
        return path

    return run


def teach(ws, path, unit="万元"):
    choices = {(path.name, path.stem): {2: Choice("rd_activity", "rd_total", unit)}}
    return import_files(ws, [path], ImportOptions(choices=choices))


def amounts(preview):
    return preview.sheets[0].table.column("rd_activity", "rd_total")


def outcomes(preview):
    return {str(outcome): count for outcome, count in preview.counts.items() if count}


def test_that_a_title_with_a_unit_of_its_own_has_the_word(ws, write):
    teach(ws, write(2023))
    later = preview_files(ws, [write(2024, "（单位：千元）", 10)])
    assert amounts(later) == IN_WAN
    assert outcomes(later) == {"new": 3}


def test_that_what_was_taught_stands_when_such_a_title_came_in_between(ws, write):
    teach(ws, write(2023))
    import_files(ws, [write(2024, "（单位：千元）", 10)])
    later = preview_files(ws, [write(2025)])
    assert amounts(later) == IN_WAN
    assert outcomes(later) == {"new": 3}


def test_that_a_title_that_was_wrong_is_known_to_be_wrong(ws, write):
    teach(ws, write(2023, "（单位：千元）"))
    later = preview_files(ws, [write(2024, "（单位：千元）")])
    assert amounts(later) == IN_WAN
    assert outcomes(later) == {"new": 3}


def test_that_amounts_that_come_in_another_unit_are_asked_about(ws, write):
    teach(ws, write(2023))
    assert outcomes(preview_files(ws, [write(2024, times=10_000)])) == {"questioned": 3}


def test_that_a_small_firm_is_not_asked_about_again(ws, write):
    first = teach(ws, write(2023, times=0.01), "元")
    assert first.counts["new"] == 3
    assert outcomes(preview_files(ws, [write(2024, times=0.011)])) == {"new": 3}


def test_that_an_answer_goes_before_the_title_and_is_carried_on_so(ws, write):
    path = write(2023, "（单位：千元）")
    import_files(ws, [path], with_answers(ImportOptions(), [ANSWER], [path], ws.catalogue))
    kept = [one.decision for one in remembered(ws)]
    text = recipe_text(kept, {})
    assert 'unit = "万元", over = "千元"' in text
    assert set(read_recipe(text, ws.catalogue).decisions) == set(kept)
    assert amounts(preview_files(ws, [write(2024, "（单位：千元）")])) == IN_WAN
