"""The names by which people know records."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form


def name_expression(catalogue: Catalogue, form: Form, alias: str) -> str:
    """Return SQL for the name of a record: its own name field, else its parent's name."""
    if form.name_field:
        return f"{alias}.{form.name_field}"
    if form.parent:
        parent = catalogue.form(form.parent)
        return (
            f"(SELECT p.{parent.name_field} FROM {parent.code} p "
            f"WHERE p.unit = {alias}.unit AND p.uid = {alias}.{form.parent})"
        )
    return f"{alias}.uid"


def subject_expression(catalogue: Catalogue, form: Form, alias: str) -> str:
    """Return SQL for the name of the firm or incubator that a record belongs to."""
    if not form.parent:
        return name_expression(catalogue, form, alias)
    parent = catalogue.form(form.parent)
    inner = subject_expression(catalogue, parent, "p" + alias)
    return (
        f"coalesce((SELECT {inner} FROM {parent.code} p{alias} WHERE p{alias}.unit = {alias}.unit "
        f"AND p{alias}.uid = {alias}.{form.parent}), {name_expression(catalogue, form, alias)})"
    )


def record_names(
    connection: Connection, catalogue: Catalogue, unit: str, form_code: str, uids: Sequence[str]
) -> dict[str, str]:
    """Return the names of some records by uid."""
    form = catalogue.form(form_code)
    marks = ", ".join("?" * len(uids))
    found = connection.execute(
        f"SELECT r.uid, {name_expression(catalogue, form, 'r')} FROM {form.code} r "
        f"WHERE r.unit = ? AND r.uid IN ({marks})",
        (unit, *uids),
    )
    return {uid: str(name or "") for uid, name in found}
