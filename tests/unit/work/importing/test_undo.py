"""An import of any form is undone as one, and then imports again as if for the first time."""

from __future__ import annotations

import pytest

from desktop_app import catalogue as catalogues
from desktop_app.domain.values import FieldType
from desktop_app.importing.model import Choice, ImportOptions, Outcome
from desktop_app.work.history import redo_last, undo
from desktop_app.work.importing.files import import_files
from desktop_app.work.workspace import open_workspace

FORMS = [form.code for form in catalogues.load().reported]
PARENTS = {
    "firm": ("firm", "uscc", ("91330203MA2TE5T1XB", "91330205MA2TE5T288")),
    "patent": ("patent", "app_no", ("201710601862.3", "202110123456.7")),
    "carrier": ("carrier", "name", ("示例载体甲", "示例载体乙")),
}
SAMPLES = {
    FieldType.USCC: ("91330203MA2TE5T1XB", "91330205MA2TE5T288"),
    FieldType.ORG_CODE: ("MA2TE5T1X", "MA2TE5T28"),
    FieldType.REG_NO: ("330200000012345", "330200000012346"),
    FieldType.PATENT_NO: ("201710601862.3", "202110123456.7"),
    FieldType.CERT_NO: ("GR201733100657", "GR202333100657"),
    FieldType.PHONE: ("0574-87654321", "13800000000"),
    FieldType.DATE: ("2019-05-06", "2020-07-08"),
    FieldType.MONTH: ("2019-05", "2020-07"),
    FieldType.YEAR: ("2022", "2023"),
    FieldType.BOOL: ("是", "否"),
    FieldType.TEXT: ("示例文字甲", "示例文字乙"),
}


def sample(catalogue, form, field, row, turn):
    """Return a value of a field, another one in each row, and in each turn unless it is a key."""
    parts = {part for way in form.identity for part in way.split("+")}
    place = row if field.code in parts else (row + turn) % 2
    if field.type is FieldType.CODE:
        codes = [one.code for one in catalogue.codes[field.codes].entries]
        wanted = form.parent_values.get(field.code)
        return wanted or codes[place % len(codes)]
    if field.is_number:
        return str(10 + place)
    return SAMPLES[field.type][place]


def columns_of(catalogue, form):
    """Return (form, field, heading) of the columns of a sheet."""
    columns = []
    if form.parent:
        owner = catalogue.form(PARENTS[form.parent][0])
        columns.append((owner, owner.by_code[PARENTS[form.parent][1]]))
        columns += [(owner, owner.by_code[name]) for name in form.parent_values]
    return columns + [(form, field) for field in form.typed]


def write(path, catalogue, form, turn):
    columns = columns_of(catalogue, form)
    lines = [
        [
            f"{owner.short}{field.label}" if owner is not form else field.label
            for owner, field in columns
        ]
    ]
    for row in range(2):
        cells = []
        for owner, field in columns:
            if owner is not form and field.code == PARENTS[form.parent][1]:
                cells.append(PARENTS[form.parent][2][row])
            elif owner is not form:
                cells.append(form.parent_values[field.code])
            else:
                cells.append(sample(catalogue, form, field, row, turn))
        lines.append(cells)
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    choices = {n: Choice(owner.code, field.code) for n, (owner, field) in enumerate(columns)}
    key = (path.name, path.stem)
    return ImportOptions(period="2024", choices={key: choices}, forms={key: form.code})


@pytest.mark.parametrize("code", FORMS)
def test_that_an_import_of_any_form_is_undone_as_one(code, ws, tmp_path):
    form, path = ws.catalogue.form(code), tmp_path / "表.csv"
    clean = ws.store.dump()
    options = write(path, ws.catalogue, form, 0)
    first = import_files(ws, [path], options)
    assert first.counts[Outcome.REJECTED] == 0
    assert ws.store.count(code, "2024" if form.periodic else "") == 2
    added = ws.store.dump()
    options = write(path, ws.catalogue, form, 1)
    second = import_files(ws, [path], options)
    assert ws.store.count(code, "2024" if form.periodic else "") == 2
    changed = ws.store.dump()
    assert changed != added
    folder = ws.folder
    ws.close()
    again = open_workspace(folder)
    try:
        undo(again, second.applied.batch)
        assert again.store.dump() == added
        assert import_files(again, [path], options).counts == second.counts
        undo(again, again.store.batches(limit=1)[0].id)
        assert again.store.dump() == added
        redo_last(again)
        assert again.store.count(code, "2024" if form.periodic else "") == 2
        undo(again, again.store.batches(limit=1)[0].id)
        undo(again, first.applied.batch)
        assert again.store.dump() == clean
        options = write(path, again.catalogue, form, 0)
        assert import_files(again, [path], options).counts == first.counts
    finally:
        again.close()
