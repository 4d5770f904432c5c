"""The fields of a form that an import gives, whatever sheet they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.catalogue.model import Form
from desktop_app.importing.model import SheetMapping
from desktop_app.importing.records.table import Table

_GIVEN_ALONG = {"firm": ("reporting_unit",), "patent_owner": ("position", "uscc")}
"""Fields that the importer itself gives."""


def given_fields(form: Form, tables: Sequence[tuple[Table, SheetMapping]]) -> tuple[str, ...]:
    """Return the fields of a form that any sheet gives, in the form's order."""
    given: set[str] = set()
    for table, mapping in tables:
        given |= {name for code, name in table.grouped if code == form.code}
        if form.code in mapping.forms:
            given |= {column.field for column in mapping.of(form.code)}
            given |= {name for code, name in mapping.constants if code == form.code}
            given |= {*_GIVEN_ALONG.get(form.code, ())}
            if form.code == "firm":
                # A code is what it is, whatever column it stands in.
                given |= {"uscc", "org_code", "reg_no"}
    # A number may say its year.
    given |= {entry.year_in for entry in form.typed if entry.code in given}
    fields = tuple(entry.code for entry in form.typed if entry.code in given)
    is_child = bool(fields) and bool(form.parent) and not form.periodic
    return (form.parent, *fields) if is_child else fields
