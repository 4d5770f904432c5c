"""Turns a preview into the ChangePlan that writes it as one batch."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import overload

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import ChangePlan, Rows, Stored
from desktop_app.domain.reasons import Reason
from desktop_app.domain.uids import new_uids
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, listed, plural
from desktop_app.importing.existing import Existing
from desktop_app.importing.facts import import_facts
from desktop_app.importing.memory.learned import block_of, learned
from desktop_app.importing.model import Column
from desktop_app.importing.records.collect import SAME, Collected
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview

_KNOWN = frozenset(reason.value for reason in Reason)
_OF_KIND = {
    FieldType.DATE: Reason.NOT_A_DATE,
    FieldType.MONTH: Reason.NOT_A_MONTH,
    FieldType.CODE: Reason.NOT_IN_LIST,
}
_AT_ONCE = 10_000
RAW_COLUMNS = ("form", "record", "field", "text", "reason")
Where = tuple[str, str, str]
Values = tuple[Stored, ...]


def make_plan(
    preview: ImportPreview,
    catalogue: Catalogue,
    existing: Existing,
    made: Sequence[Rows] = (),
) -> ChangePlan:
    """Return the plan that writes what a preview showed; records that stay the same are not in it.

    Args:
        preview: What was shown.
        catalogue: The forms.
        existing: The store, asked for texts that wait to be put right.
        made: Blocks of some forms that were made already; they come first.
    """
    done = {block.form for block in made}
    left = (preview.records.get(form.code) for form in catalogue.reported if form.code not in done)
    blocks = [*made, *(block for found in left if found and (block := block_of_form(found)).rows)]
    blocks += _raw_blocks(preview, catalogue, existing)
    # Where no file could be read there is nothing that an answer was about.
    memory = block_of(learned(preview), existing) if preview.sheets else None
    if memory is not None:
        blocks.append(memory)
    return ChangePlan("import", _title(preview), tuple(blocks), import_facts(preview))


def block_of_form(found: Collected) -> Rows:
    """Return the block of a plan that writes the records of a form, which may be empty."""
    form = found.form
    columns = (*_key_columns(form), *found.columns)
    if not found.stored:
        # All of them are new, as in most imports of many rows.
        return Rows(form.code, columns, _NewRows(form, found))
    states = found.states()
    version = {place: known[0] for place, known in found.stored.items()}
    rows = [
        (
            uid,
            version.get(place),
            *_key(form, found.parents[place], found.periods[place]),
            *found.final(place),
        )
        for place, uid in enumerate(found.uids)
        if states[place] != SAME
    ]
    return Rows(form.code, columns, rows)


class _NewRows(Sequence[Values]):
    """The rows of new records, made as they are taken: a second copy of a million is much."""

    def __init__(self, form: Form, found: Collected) -> None:
        self._form = form
        self._found = found

    def __len__(self) -> int:
        return len(self._found.uids)

    @overload
    def __getitem__(self, index: int) -> Values: ...

    @overload
    def __getitem__(self, index: slice) -> list[Values]: ...

    def __getitem__(self, index: int | slice) -> Values | list[Values]:
        if isinstance(index, int):
            # An empty slice for a place beyond the end, so that iterating ends.
            return self[index : index + 1 or None][0]
        found, form = self._found, self._form
        records = zip(
            *(found.uids[index], found.parents[index], found.periods[index], found.values[index]),
            strict=True,
        )
        if form.periodic and form.parent:
            return [(uid, None, parent, period, *v) for uid, parent, period, v in records]
        return [(u, None, *_key(form, parent, period), *v) for u, parent, period, v in records]

    def __iter__(self) -> Iterator[Values]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


def _key_columns(form: Form) -> tuple[str, ...]:
    if not form.periodic:
        return ()
    return (form.parent, "period") if form.parent else ("period",)


def _key(form: Form, parent: str | None, period: str | None) -> tuple[str | None, ...]:
    if not form.periodic:
        return ()
    return (parent, period) if form.parent else (period,)


def _raw_blocks(preview: ImportPreview, catalogue: Catalogue, existing: Existing) -> list[Rows]:
    """Return what is kept of texts that are no values, and take away what was put right."""
    known = {
        (str(row[2]), str(row[3]), str(row[4])): row
        for row in existing.rows("raw_text", RAW_COLUMNS)
    }
    kept = {
        where: (text, reason)
        for sheet in preview.sheets
        for where, text, reason in _kept(sheet, preview, catalogue)
    }
    changed = {
        where: said
        for where, said in kept.items()
        if where not in known or known[where][5:] != said
    }
    uids = iter(new_uids(len(changed)) if changed else ())
    rows: list[tuple[Stored, ...]] = [
        (*(known[where][:2] if where in known else (next(uids), None)), *where, *said)
        for where, said in changed.items()
    ]
    right = _right(known, kept, preview)
    taken: list[tuple[Stored, ...]] = [known[where][:2] for where in right]
    blocks = []
    if rows:
        blocks.append(Rows("raw_text", RAW_COLUMNS, rows))
    if taken:
        blocks.append(Rows("raw_text", (), taken, taken=True))
    return blocks


def _kept(
    sheet: SheetPreview, preview: ImportPreview, catalogue: Catalogue
) -> Iterator[tuple[Where, str, str]]:
    taken = sheet.mapping.forms
    columns = {column.index: column for column in sheet.mapping.columns if column.form in taken}
    rejects = sheet.table.rejects
    fields = {index: _field_of(column, preview, catalogue) for index, column in columns.items()}
    for (place, index), (text, reason) in sheet.table.kept.items():
        if index not in columns or place in rejects:
            continue
        column, (found, at, kind) = columns[index], fields[index]
        for where in sheet.links.of(column.form, column.period, place):
            # A value that is stored, or that another row gives, is not lost to a text that is none.
            if found.final(where)[at] is None:
                yield (column.form, found.uids[where], column.field), text, _reason(reason, kind)


def _field_of(
    column: Column, preview: ImportPreview, catalogue: Catalogue
) -> tuple[Collected, int, FieldType]:
    """Return the records that a column gives a field of, with the field's place and type."""
    found = preview.records[column.form]
    kind = catalogue.form(column.form).by_code[column.field].type
    return found, found.columns.index(column.field), kind


def _reason(flag: str, kind: FieldType) -> str:
    """Return the reason that the cell's page can show for a flag of the importer."""
    if flag in _KNOWN:
        return flag
    return _OF_KIND.get(kind, Reason.NOT_A_NUMBER).value


def _right(known: Iterable[Where], kept: Container[Where], preview: ImportPreview) -> list[Where]:
    """Return the waiting texts to whose fields the import gives a value."""
    places: dict[str, dict[str, int]] = {}
    right = []
    for where in known:
        form, record, name = where
        found = preview.records.get(form)
        if where in kept or found is None or name not in found.columns:
            continue
        if form not in places:
            places[form] = {uid: place for place, uid in enumerate(found.uids)}
        place = places[form].get(record, -1)
        if place >= 0 and found.values[place][found.columns.index(name)] is not None:
            right.append(where)
    return right


def _title(preview: ImportPreview) -> str:
    names = [file.name for file in preview.files if file.problem is None]
    shown = listed(names[:2]) + (_("等 {n} 个文件").format(n=len(names)) if names[2:] else "")
    return plural("导入 {files}：{n} 行", preview.taken, files=shown)
