"""The sections of a task file as a workspace keeps them, and what putting others there changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.catalogue.model import LAST_YEAR, Catalogue
from desktop_app.catalogue.tasked import severity_code
from desktop_app.domain.plans import Rows, Stored
from desktop_app.domain.task_sections import PARAMETER, SECTIONS, SEVERITY, TARGET
from desktop_app.domain.uids import new_uids
from desktop_app.packages.task import Row
from desktop_app.work.workspace import Workspace

Sections = Mapping[str, Sequence[Row]]


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
