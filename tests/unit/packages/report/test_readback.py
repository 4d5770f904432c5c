from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.catalogue import load
from desktop_app.domain.errors import UserError
from desktop_app.domain.values import FieldType
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.readback import read_back
from desktop_app.sheets.writing.reread import NotOurs

texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("=+-@ \n\t_x0041&<>\"'　𠮷廸堃㐂😀"),
    min_size=1,
    max_size=8,
)
VALUES = {
    FieldType.MONEY: st.integers(-(10**15) + 1, 10**15 - 1),
    FieldType.COUNT: st.integers(-(10**15) + 1, 10**15 - 1),
    FieldType.DECIMAL: st.integers(-(10**15) + 1, 10**15 - 1),
    FieldType.DATE: st.dates().map(lambda day: day.isoformat()),
    FieldType.YEAR: st.integers(1000, 9999),
    FieldType.BOOL: st.sampled_from([0, 1]),
}


def records(form):
    columns = stored_columns(form)
    values = []
    for column in columns[1:]:
        if column == "period":
            values.append(st.just("2024"))
        elif column == form.parent:
            values.append(st.none() | st.sampled_from(["p" * 16, "q" * 16]))
        else:
            values.append(st.none() | VALUES.get(form.by_code[column].type, texts))
    uids = st.lists(st.text("abc234", min_size=16, max_size=16), unique=True, max_size=3)
    return uids.flatmap(lambda found: st.tuples(*(st.tuples(st.just(u), *values) for u in found)))


every_form = st.fixed_dictionaries({form.code: records(form) for form in load().reported})


@settings(max_examples=15, deadline=None)
@given(forms=every_form)
def test_that_records_of_every_form_come_back_exactly_as_they_went_in(forms, come_back):
    back = come_back(forms)
    for code, rows in forms.items():
        assert tuple(back.rows(code)) == rows, code


def test_that_every_form_of_a_package_comes_back(package, catalogue):
    back = read_back(package.workbook, catalogue)
    for code, rows in package.content.forms.items():
        assert list(back.rows(code)) == rows, code


def test_that_due_list_and_explanations_come_back(package, catalogue):
    back = read_back(package.workbook, catalogue)
    assert tuple(back.due()) == package.content.due
    assert list(back.explanations()) == [item.row for item in package.content.explanations]


def test_that_the_manifest_comes_back(package, catalogue):
    manifest = read_back(package.workbook, catalogue).manifest
    content = package.content
    assert (manifest.unit, manifest.period, manifest.revision) == ("330203", "2024", 2)
    assert manifest.previous == content.previous
    assert manifest.signoff == content.signoff
    assert manifest.basics["report"] == content.report
    assert manifest.basics["forms"] == catalogue.version
    carriers = {row[0]: row[2] or "" for row in content.forms["carrier"]}
    assert manifest.carriers == carriers


def test_that_a_first_package_has_no_package_before_it(
    tmp_path, catalogue, make_content, write_to, verified
):
    path = tmp_path / "p.xlsx"
    write_to(path, make_content(previous=""))
    assert read_back(verified(path).workbook, catalogue).manifest.previous == ""


def test_that_a_signed_workbook_without_records_is_told_in_words(package, catalogue, monkeypatch):
    def refuse(_blocks):
        raise NotOurs("封面")

    monkeypatch.setattr("desktop_app.packages.report.readback.read_cells", refuse)
    with pytest.raises(UserError, match="不是本软件导出"):
        read_back(package.workbook, catalogue)


def test_that_columns_in_another_order_are_found_by_their_codes(package, catalogue, monkeypatch):
    """A package of another form version may hold its fields in another order, or fewer."""
    form = catalogue.form("firm")
    fields = form.fields
    extra = replace(fields[0], code="later_field", label="后来的栏")
    later = replace(form, fields=(extra, *reversed(fields)))
    forms = tuple(later if f.code == "firm" else f for f in catalogue.forms)
    newer = replace(catalogue, forms=forms)
    back = list(read_back(package.workbook, newer).rows("firm"))
    columns = stored_columns(later)
    old = stored_columns(form)
    for row, stored in zip(back, package.content.forms["firm"], strict=True):
        told = dict(zip(columns, row, strict=True))
        assert told.pop("later_field") is None
        assert told == dict(zip(old, stored, strict=True))


def test_that_a_column_that_nobody_knows_is_refused(package, catalogue):
    form = catalogue.form("firm")
    older = replace(form, fields=form.fields[:-1])
    forms = tuple(older if f.code == "firm" else f for f in catalogue.forms)
    with pytest.raises(UserError, match=form.fields[-1].code):
        read_back(package.workbook, replace(catalogue, forms=forms))
