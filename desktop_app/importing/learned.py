"""What people decided in an import, as decisions to keep: written in the import's own batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.plans import Rows, Stored
from desktop_app.domain.uids import new_uids
from desktop_app.importing.existing import Existing
from desktop_app.importing.model import AS_FOUND, Column, Decision, ImportOptions
from desktop_app.importing.recall import BETWEEN, COLUMNS, FORM, fingerprint, subjects, telling
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview

_DECIDED = frozenset({"chosen", "remembered"})


def learned(preview: ImportPreview) -> list[Decision]:
    """Return all that an import holds to because a person said so, now or before."""
    found = [*_everywhere(preview.options)]
    for sheet in preview.sheets:
        found += _of_sheet(sheet, preview.options)
    # No number of a person may be kept, in whatever heading, name or word it stands.
    safe = (one for one in found if not any(map(holds_id_card, one)))
    return list({one[:3]: one for one in safe}.values())


def block_of(decided: Sequence[Decision], existing: Existing) -> Rows | None:
    """Return what is to be written of decisions, or None where all of them are known already."""
    known = {
        tuple(str(value or "") for value in row[2:5]): row for row in existing.rows(FORM, COLUMNS)
    }
    fresh: list[tuple[tuple[Stored, ...] | None, Decision]] = []
    taught = {decision.scope for decision in decided if decision.kind == "column"}
    for decision in decided:
        row = known.get(decision[:3])
        if row is None and decision.meaning == AS_FOUND and decision.scope not in taught:
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


def _everywhere(options: ImportOptions) -> Iterator[Decision]:
    for name, firm in options.firms.items():
        yield Decision("", "firm", name, firm)
    for (form, field, text), code in options.words.items():
        yield Decision(f"{form}.{field}", "word", text, code)


def _of_sheet(sheet: SheetPreview, options: ImportOptions) -> list[Decision]:
    """Return what was decided about a table."""
    headings = [column.heading for column in sheet.mapping.columns]
    mark = fingerprint(headings)
    if not mark:
        return []
    form = options.forms.get(sheet.key, AS_FOUND)
    decided = [
        _column(mark, column, subject)
        for column, subject in zip(sheet.mapping.columns, subjects(headings), strict=True)
        if column.reason in _DECIDED and subject
    ]
    return [Decision(mark, "sheet", BETWEEN.join(telling(headings)), form), *decided]


def _column(mark: str, column: Column, subject: str) -> Decision:
    meaning = f"{column.form}.{column.field}" if column.form else column.field
    unit = column.unit.word if column.unit and column.unit_from == "chosen" else ""
    return Decision(mark, "column", subject, meaning, unit)
