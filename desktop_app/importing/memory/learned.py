"""What people decided in an import, as decisions to keep: written in the import's own batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.plans import Rows, Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.uids import new_uids
from desktop_app.importing.existing import Existing
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.memory.recall import (
    BETWEEN,
    COLUMNS,
    FORM,
    fingerprint,
    subjects,
    telling,
    yearless,
)
from desktop_app.importing.model import AS_FOUND, OVER, Choice, Column, Decision, ImportOptions
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview

_DECIDED = frozenset({"chosen", "remembered"})


def learned(preview: ImportPreview) -> list[Decision]:
    """Return all that an import holds to because a person said so, now or before."""
    found = [*_everywhere(preview.options)]
    for sheet in preview.sheets:
        found += _of_sheet(sheet, preview.options)
    # No number of a person may be kept, in whatever heading, name or word it stands.
    safe = [one for one in found if not any(map(holds_id_card, one))]
    said: dict[tuple[str, str, str], set[Decision]] = defaultdict(set)
    for one in safe:
        said[one[:3]].add(one)
    # Of sheets with the same headings that mean two things, nothing is known the next time.
    return [one for meant in said.values() if len(meant) == 1 for one in meant]


def block_of(decided: Sequence[Decision], existing: Existing) -> Rows | None:
    """Return what is to be written of decisions, or None where all of them are known already."""
    known = {
        tuple(str(value or "") for value in row[2:5]): row for row in existing.rows(FORM, COLUMNS)
    }
    fresh: list[tuple[tuple[Stored, ...] | None, Decision]] = []
    taught = {one.scope for one in decided if one.kind == "column" or not one.meaning}
    out = {(one.scope, yearless(one.subject)) for one in decided if _leaves_out(one)}
    for decision in decided:
        row = known.get(decision[:3])
        is_said = decision.kind == "sheet" and decision.scope in taught
        # Beside a tab of another year that is left out, that this one is taken tells something.
        is_said |= decision.kind == "tab" and (decision.scope, yearless(decision.subject)) in out
        if row is None and decision.meaning == AS_FOUND and not is_said:
            continue
        if row is None or tuple(str(value or "") for value in row[2:]) != decision:
            fresh.append((row, decision))
    if not fresh:
        return None
    uids = iter(new_uids(len(fresh)))
    rows = [
        (*(row[:2] if row is not None else (next(uids), None)), *decision)
        for row, decision in fresh
    ]
    return Rows(FORM, COLUMNS, rows)


def _leaves_out(decision: Decision) -> bool:
    return decision.kind == "tab" and not decision.meaning


def _everywhere(options: ImportOptions) -> Iterator[Decision]:
    for name, firm in options.firms.items():
        yield Decision("", "firm", name, firm)
    for (form, field, text), code in options.words.items():
        yield Decision(f"{form}.{field}", "word", text, code)


def _of_sheet(sheet: SheetPreview, options: ImportOptions) -> list[Decision]:
    """Return what was decided about a table."""
    columns = sheet.mapping.headed
    headings = [column.heading for column in columns]
    mark = fingerprint(headings)
    if not mark:
        return []
    form = options.forms.get(sheet.key, AS_FOUND)
    chosen = options.choices.get(sheet.key, {})
    decided = [
        _column(mark, column, subject, _measure(column, chosen, sheet.mapping.unit))
        for column, subject in zip(columns, subjects(headings), strict=True)
        if column.reason in _DECIDED and subject
    ]
    # What is left out is left out by its name too: another sheet may have the same headings.
    tab = Decision(mark, "tab", fold(sheet.name), form and AS_FOUND)
    sheet_itself = Decision(mark, "sheet", BETWEEN.join(telling(headings)), form or AS_FOUND)
    return [sheet_itself, tab, *decided]


def _column(mark: str, column: Column, subject: str, measure: str) -> Decision:
    meaning = f"{column.form}.{column.field}" if column.form else column.field
    return Decision(mark, "column", subject, meaning, measure)


def _measure(column: Column, chosen: Mapping[int, Choice], told: Unit | None) -> str:
    """Return the unit that was said of a column, and the one that the sheet names besides."""
    choice = chosen.get(column.index)
    if choice is not None and choice.by == "remembered" and choice.over != AS_FOUND:
        # What was said of other sheets stands, also where this one names a unit of its own.
        unit, over = choice.unit, choice.over
    else:
        unit = column.unit.word if column.unit and column.unit_from in _DECIDED else ""
        over = told.word if told is not None and told.word != unit else ""
    return f"{unit}{OVER}{over}" if unit and over else unit
