"""任务文件 at the city: made of what an officer writes, and in force there as well."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.task_sections import DUE, PERIOD, SEVERITY
from desktop_app.work.city.inbox import inbox
from desktop_app.work.city.merge import MergeOptions, merge
from desktop_app.work.city.merge import Outcome as Merged
from desktop_app.work.history import undo
from desktop_app.work.task.in_force import (
    task_in_force,
)
from desktop_app.work.task.install import look_at_task
from desktop_app.work.task.make import draft_task
from desktop_app.work.task.sections import kept_sections
from desktop_app.work.task.source import Source, read_source, write_draft

HAISHU, JIANGBEI = "330203", "330205"
USCC = "91330203MA2TE5T1XB"
NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)


def test_that_the_task_holds_at_the_city_as_soon_as_it_is_made(make, city):
    made = make()
    assert city.catalogue.rules["ENT-003"].severity is Severity.MUST
    assert task_in_force(city).number == made.task.number
    undo(city, made.applied.batch)
    assert city.catalogue.rules["ENT-003"].severity is Severity.HINT


def test_that_a_section_in_the_officers_file_is_the_whole_of_it(make, city):
    make()
    make('[[period]]\nfor_period = "2025"\ndeadline = 2026-03-31\n')
    kept = kept_sections(city)
    assert [row[0] for row in kept[PERIOD]] == ["2025"]
    assert len(kept[DUE]) == 2
    assert kept[SEVERITY] == [("ENT-003", "must")]


def test_that_numbers_rise_with_every_file_also_after_one_was_taken_back(make, city):
    first, second = make(), make("")
    assert second.task.number == first.task.number + 1
    assert first.kept.name != second.kept.name
    undo(city, second.applied.batch)
    assert make("").task.number == first.task.number + 2


def test_that_a_draft_gives_the_same_task_again(city, make, tmp_path):
    make()
    kept = kept_sections(city)
    path = tmp_path / "draft.xlsx"
    write_draft(path, city.store.base, kept)
    draft = draft_task(city, read_source(path, city.store.base))
    assert draft.sections == kept
    assert draft.items == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[severity]]\nrule = 'NO-1'\nseverity = '强制'", "没有规则 NO-1"),
        ("[[severity]]\nrule = 'ENT-003'\nseverity = '很重'", "很重"),
        ("[[period]]\nfor_period = '2024Q9'", "2024Q9"),
        ("[[period]]\nfor_period = '2024'\nsignatures = 3", "1 或 2"),
        ("[[period]]\nfor_period = '2024'\ncolour = 3", "colour"),
        (
            "[[period]]\nfor_period = '2024'\nopening = 2025-02-01\ndeadline = 2025-01-01",
            "先后不对",
        ),
        ("[[code]]\nlist = 'reporting_unit'\ncode = '1'\nlabel = '新区'", "不能改"),
        ("[[code]]\nlist = 'label_kind'\ncode = '7'\nlabel = '小巨人'", "不能改名"),
        ("[[code]]\nlist = 'label_kind'\ncode = '98'\nlabel = '其他'", "已有代码"),
        ("[[form]]\nfor_period = '2024'\nform = '没有的表'", "没有的表"),
        ("[[colour]]\na = 1", "colour"),
        ("period", "TOML"),
    ],
)
def test_that_a_wrong_entry_is_named_and_nothing_is_made(city, officers, text, said):
    before = city.store.dump()
    with pytest.raises(UserError, match=said):
        draft_task(city, read_source(officers(text), city.store.base))
    assert city.store.dump() == before


def test_that_only_the_city_makes_and_only_a_district_installs(make, city, district):
    with pytest.raises(UserError, match="市局"):
        draft_task(district(), Source())
    with pytest.raises(UserError, match="区县"):
        look_at_task(city, make().path)


CLOSED = """
[[period]]
for_period = "2024"
closing = 2025-04-30

[[form]]
for_period = "2024"
form = "企业分期"
"""


def test_that_a_closed_period_takes_packages_only_where_it_is_named(make, city, office):
    make(CLOSED)
    package = office().send(forms={"firm": [office().firm(1)]})
    (refused,) = merge(city, [package]).files
    assert refused.outcome is Merged.REFUSED
    assert "停止收件" in refused.sentences[0]
    (taken,) = merge(city, [package], MergeOptions(period="2024")).files
    assert taken.outcome is Merged.MERGED
    assert "企业分期" in taken.sentences[-1]


def test_that_the_city_counts_those_due_on_its_own_list(make, city):
    make()
    tiles = {tile.unit: tile for tile in inbox(city, "2024").tiles}
    assert (tiles[HAISHU].due, tiles[HAISHU].reported) == (1, 0)
    assert inbox(city, "2024").deadline == "2025-03-31"
