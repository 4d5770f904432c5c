"""What the task in force sets, beside what the program came with, as the page 任务文件 shows it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import parse_period
from desktop_app.domain.task_sections import DUE
from desktop_app.i18n import _, joined, label_of, period_label, plural, short_of
from desktop_app.work.keys.revoke import lists
from desktop_app.work.task.in_force import (
    TaskInForce,
    city_certificate,
    period_tasks,
    task_in_force,
)
from desktop_app.work.task.items import Item, setting_items
from desktop_app.work.task.sections import kept_sections
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TaskOverview:
    """The task in force.

    Attributes:
        task: The file that set it, or None.
        items: What is set, each beside what the program came with.
    """

    task: TaskInForce | None
    items: tuple[Item, ...]


def task_overview(ws: Workspace) -> TaskOverview:
    """Return what is set in a workspace."""
    kept = kept_sections(ws)
    items = setting_items(ws.store.base, {}, kept)
    return TaskOverview(task_in_force(ws), (*items, *_due(ws), *_trust(ws)))


def section_word(catalogue: Catalogue, section: str) -> str:
    """Return what a section is called."""
    if section in {"due", DUE}:
        return label_of(catalogue.form("due"))
    if section in catalogue.by_code:
        return short_of(catalogue.form(section))
    return _("吊销与证书")


def _due(ws: Workspace) -> list[Item]:
    if ws.role == "city":
        return _set_lists(ws)
    return [
        Item("due", period_label(one.period), "", plural("应报 {n} 户", count))
        for one in period_tasks(ws)
        if (count := ws.store.count("due", one.period))
    ]


def _set_lists(ws: Workspace) -> list[Item]:
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT for_period, for_unit, count(*) FROM task_due WHERE unit = ? GROUP BY 1, 2",
            (ws.unit,),
        ).fetchall()
    order = {unit.code: place for place, unit in enumerate(ws.catalogue.units)}
    found.sort(key=lambda row: (parse_period(row[0]).last_day, order.get(row[1], len(order))))
    return [
        Item(
            "due",
            joined((period_label(period), ws.catalogue.unit_name(unit))),
            "",
            plural("应报 {n} 户", count),
        )
        for period, unit, count in found
    ]


def _trust(ws: Workspace) -> list[Item]:
    items = [
        Item(
            "revocations",
            _("吊销名单"),
            "",
            _("第 {n} 号，吊销 {count} 张，用到 {day}").format(
                n=one.number, count=len(one.revoked), day=f"{one.next_update:%Y-%m-%d}"
            ),
        )
        for one in lists(ws)
    ]
    if (path := city_certificate(ws)) is not None:
        items.append(Item("revocations", _("市局的证书"), "", path.name))
    return items
