"""The tiles of the units: where each stands, in the annex's order."""

from __future__ import annotations

from desktop_app.work.city.inbox import inbox
from desktop_app.work.city.merge import merge

HAISHU = "330203"


def tile_of(city, unit, deadline=""):
    return next(tile for tile in inbox(city, "2024", deadline).tiles if tile.unit == unit)


def test_that_all_fifteen_stand_there_from_the_start(city):
    tiles = inbox(city, "2024").tiles
    assert [tile.unit for tile in tiles] == [unit.code for unit in city.catalogue.units]
    assert {(tile.state, tile.due, tile.timeliness) for tile in tiles} == {("未报", 0, None)}


def test_that_a_tile_counts_due_and_reported_firms(city, office):
    haishu = office()
    due = [
        ("due1", "firm000000000001", "2024", "reported", None),
        ("due2", "firm000000000002", "2024", "zero", "停产"),
        ("due3", "firm000000000003", "2024", "missing", "联系不上"),
    ]
    forms = {
        "firm": [haishu.firm(1), haishu.firm(2), haishu.firm(3)],
        "firm_period": [haishu.figures(1, "2024", 5)],
    }
    merge(city, [haishu.send(forms=forms, due=due)])
    tile = tile_of(city, HAISHU)
    assert (tile.state, tile.revision, tile.due, tile.reported) == ("已上报", 1, 3, 2)
    assert tile.open == len([f for f in city.store.of(HAISHU).findings("2024") if f.open])
    assert tile.open > 0


def test_that_timeliness_goes_by_the_first_package_and_the_deadline(city, office):
    haishu = office()
    merge(city, [haishu.send()])
    assert tile_of(city, HAISHU).timeliness is None
    assert tile_of(city, HAISHU, "2999-12-31").timeliness == 10_000
    assert tile_of(city, HAISHU, "2000-01-01").timeliness == 0


def test_that_a_package_that_waits_is_counted(city, office):
    haishu = office()
    haishu.send(name="lost.xlsx")
    merge(city, [haishu.send(revision=2)])
    tile = tile_of(city, HAISHU)
    assert (tile.state, tile.waiting) == ("未报", 1)
