"""The sections of a task file as a workspace keeps them, and what putting others there changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import LAST_YEAR, Catalogue, Form
from desktop_app.catalogue.tasked import ALL_YEARS, overrides_of, severity_code, under_task
from desktop_app.domain.plans import Rows, Stored
from desktop_app.domain.uids import new_uids
from desktop_app.i18n import _, joined, label_of, noted, period_label, severity_word, short_of, told
from desktop_app.packages.task import (
    ASKED,
    CODE,
    PARAMETER,
    PERIOD,
    SECTIONS,
    SEVERITY,
    TARGET,
    Row,
)
from desktop_app.work.task_check import named_rows
from desktop_app.work.workspace import Workspace

Sections = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a task file changes.

    Attributes:
        section: Code of its form, `due` for the due list.
        subject: What it is about, as people read it.
        before: What holds now, or "" where there is nothing.
        after: What will hold, or "".
    """

    section: str
    subject: str
    before: str
    after: str


def kept_sections(ws: Workspace) -> dict[str, list[Row]]:
    """Return the sections as the workspace has them, in the order of their entry."""
    found: dict[str, list[Row]] = {}
    for section in SECTIONS:
        columns = [field.code for field in ws.catalogue.form(section).typed]
        rows = ws.store.of(ws.unit).rows(section, columns)
        found[section] = [tuple(row[2:]) for row in rows]
    return found


def section_blocks(ws: Workspace, section: str, rows: Sequence[Row]) -> list[Rows]:
    """Return the blocks that make `rows` the entries of a section; equal ones are left alone."""
    form = ws.catalogue.form(section)
    columns = tuple(field.code for field in form.typed)
    places = [columns.index(name) for name in form.key]
    known = {
        tuple(values[place] for place in places): (str(uid), int(version or 0), tuple(values))
        for uid, version, *values in ws.store.rows(section, columns)
    }
    changed: list[tuple[Stored, ...]] = []
    fresh: list[Row] = []
    for row in rows:
        before = known.pop(tuple(row[place] for place in places), None)
        if before is None:
            fresh.append(tuple(row))
        elif before[2] != tuple(row):
            changed.append((before[0], before[1], *row))
    changed += [(uid, None, *row) for uid, row in zip(new_uids(len(fresh)), fresh, strict=True)]
    gone = [(uid, version) for uid, version, _row in known.values()]
    blocks = (Rows(section, columns, changed), Rows(section, (), gone, taken=True))
    return [block for block in blocks if block.rows]


def set_apart(base: Catalogue, sections: Sections) -> dict[str, list[Row]]:
    """Return sections without entries that say what the program says anyway."""
    kept = {section: list(rows) for section, rows in sections.items()}
    severities = {rule.id: severity_code(rule.severity) for rule in base.rules.values()}
    kept[SEVERITY] = [
        row for row in kept.get(SEVERITY, ()) if severities.get(str(row[0])) != row[1]
    ]
    targets = {(t.unit, t.annex, t.year): t.value for t in base.targets}
    kept[TARGET] = [
        row
        for row in kept.get(TARGET, ())
        if targets.get((str(row[0]), _whole(row[1]), _whole(row[2]))) != row[3]
    ]
    kept[PARAMETER] = _other_parameters(base, kept.get(PARAMETER, ()))
    return kept


def _whole(value: Stored, blank: int = 0) -> int:
    return blank if value is None else int(value)


def _other_parameters(base: Catalogue, rows: Sequence[Row]) -> list[Row]:
    """Return the parameters that hold other numbers, each with all of its years."""
    known: dict[tuple[str, str], set[tuple[int, int, int]]] = {}
    for name, since, until, key, value in base.parameters:
        known.setdefault((name, key), set()).add((since, until, value))
    given: dict[tuple[str, str], set[tuple[int, int, int]]] = {}
    for row in rows:
        entry = (_whole(row[2]), _whole(row[3], LAST_YEAR), _whole(row[4]))
        given.setdefault((str(row[0]), str(row[1] or "")), set()).add(entry)
    return [
        row
        for row in rows
        if given[place := (str(row[0]), str(row[1] or ""))] != known.get(place, set())
    ]


# -- what changes ------------------------------------------------------------------------------


def setting_items(base: Catalogue, before: Sections, after: Sections) -> list[Item]:
    """Return what other sections change, without due lists, as people read it."""
    set_then, set_now = overrides_of(base, before), overrides_of(base, after)
    then, now = under_task(base, set_then), under_task(base, set_now)
    lists = sorted({*set_then.codes, *set_now.codes})
    items = [
        *_rows_changed(base, before, after, PERIOD),
        *_rows_changed(base, before, after, ASKED),
    ]
    for section, old, new in (
        (TARGET, _targets(then), _targets(now)),
        (SEVERITY, _severities(then), _severities(now)),
        (PARAMETER, _parameters(then), _parameters(now)),
        (CODE, _codes(then, lists), _codes(now, lists)),
    ):
        items += [
            Item(section, subject, old.get(subject, ""), new.get(subject, ""))
            for subject in dict.fromkeys((*old, *new))
            if old.get(subject, "") != new.get(subject, "")
        ]
    return items


def _rows_changed(base: Catalogue, before: Sections, after: Sections, section: str) -> list[Item]:
    form = base.form(section)
    old, new = (
        {
            tuple(values[name] for name in form.key): values
            for values in named_rows(form, given.get(section, ()))
        }
        for given in (before, after)
    )
    return [
        Item(
            section,
            _subject(base, form, key),
            _said(base, form, old.get(key)),
            _said(base, form, new.get(key)),
        )
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def _subject(base: Catalogue, form: Form, key: tuple[Stored, ...]) -> str:
    period, *rest = (str(part) if part is not None else "" for part in key)
    if form.code == PERIOD:
        return period_label(period)
    unit, code = rest
    owner = base.unit_name(unit) if unit else _("所有单位")
    return joined((period_label(period), owner, short_of(base.form(code))))


def _said(base: Catalogue, form: Form, values: Mapping[str, Stored] | None) -> str:
    if values is None:
        return ""
    if form.code == ASKED:
        return _("要报")
    told_of = [
        told(label_of(field), base.show(field, values[field.code]))
        for field in form.typed
        if field.code not in form.key and values[field.code] is not None
    ]
    return joined(told_of) or _("没有期限")


def _targets(catalogue: Catalogue) -> dict[str, str]:
    return {
        joined(
            (
                _("附件 {n}").format(n=target.annex),
                catalogue.unit_name(target.unit),
                str(target.year) if target.year != ALL_YEARS else _("合计"),
            )
        ): f"{target.value:,}"
        for target in catalogue.targets
    }


def _severities(catalogue: Catalogue) -> dict[str, str]:
    return {rule.id: severity_word(rule.severity.value) for rule in catalogue.rules.values()}


def _parameters(catalogue: Catalogue) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, since, until, key, value in sorted(catalogue.parameters):
        found.setdefault(noted(name, key), []).append(noted(f"{value:,}", _years(since, until)))
    return {subject: joined(values) for subject, values in found.items()}


def _years(since: int, until: int) -> str:
    if not since and until == LAST_YEAR:
        return ""
    return f"{since or ''}–{until if until != LAST_YEAR else ''}"


def _codes(catalogue: Catalogue, lists: Sequence[str]) -> dict[str, str]:
    return {
        told(name, entry.code): noted(label_of(entry), _years(entry.since, entry.until))
        for name in lists
        for entry in catalogue.codes[name].entries
    }
