"""What the journal keeps of an import: files, what was said, how sheets were understood, counts."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.importing.model import AS_FOUND, Column, ImportOptions
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview

Facts = dict[str, object]


def import_facts(preview: ImportPreview) -> Facts:
    """Return the facts of an import; no password and no person's number is among them."""
    return {
        "files": [_file(file) for file in preview.files if file.problem is None],
        "refused": [
            {"name": file.name, "error": str(file.problem.problem)}
            for file in preview.files
            if file.problem is not None
        ],
        "options": _options(preview.options),
        "counts": {str(outcome): number for outcome, number in preview.counts.items()},
    }


def _options(options: ImportOptions) -> Facts:
    return {
        "period": options.period,
        "left_out": sorted(options.left_out),
        "forms": _safe([*key, form] for key, form in options.forms.items() if form != AS_FOUND),
        "columns": _safe(
            [*key, index, choice.form, choice.field, choice.unit, choice.by]
            for key, chosen in options.choices.items()
            for index, choice in chosen.items()
        ),
        "firms": _safe([name, uid] for name, uid in options.firms.items()),
        "words": _safe([*key, code] for key, code in options.words.items()),
    }


def _safe(rows: Iterable[list[object]]) -> list[list[object]]:
    return [row for row in rows if not any(holds_id_card(str(cell)) for cell in row)]


def _file(file: FilePreview) -> Facts:
    return {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "sheets": [_sheet(sheet) for sheet in file.sheets],
    }


def _sheet(sheet: SheetPreview) -> Facts:
    mapping = sheet.mapping
    return {
        "name": sheet.name,
        "part": sheet.part,
        "form": mapping.main,
        "forms": list(mapping.forms),
        "why_not": mapping.why_not,
        "heading": [mapping.first_row, mapping.last_row],
        "period": mapping.period,
        "period_from": mapping.period_from,
        "columns": [
            _column(column)
            for column in mapping.columns
            if column.heading and not holds_id_card(column.heading)
        ],
        "constants": _safe([*where, value] for where, value in mapping.constants.items()),
        "counts": {str(outcome): number for outcome, number in sheet.counts.items()},
    }


def _column(column: Column) -> Facts:
    facts: Facts = {"heading": column.heading, "form": column.form}
    facts |= {"field": column.field, "reason": column.reason}
    if column.unit is not None:
        facts |= {"unit": column.unit.word, "unit_from": column.unit_from}
    if column.period:
        facts["period"] = column.period
    return facts
