"""Tables, history tables, indexes and views, made from the catalogue.

A form's table has `unit`, `uid`, its parent's uid (a column named like the parent form),
`period` where it is periodic, its fields (all may be blank), and `version`: the number of the
batch that first made this content. Its history table keeps, for each batch, the content before.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from db.types import column_type
from desktop_app.catalogue.model import Catalogue, Form

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def metadata(catalogue: Catalogue) -> MetaData:
    """Return all tables of a workspace; the same catalogue gives the same tables."""
    result = MetaData(naming_convention=NAMING)
    for form in catalogue.forms:
        _form_table(result, form)
        _history_table(result, form)
    _journal(result)
    _catalogue_tables(result)
    _findings(result)
    return result


def _columns(form: Form) -> list[Column[object]]:
    columns: list[Column[object]] = []
    if form.parent:
        columns.append(Column(form.parent, Text, nullable=not form.parent_required))
    if form.periodic:
        columns.append(Column("period", Text, nullable=False))
    columns += [Column(f.code, column_type(f.type)) for f in form.fields]
    return columns


def _form_table(meta: MetaData, form: Form) -> None:
    table = Table(
        form.code,
        meta,
        Column("unit", Text, nullable=False),
        Column("uid", Text, nullable=False),
        *_columns(form),
        Column("version", Integer, nullable=False),
        PrimaryKeyConstraint("unit", "uid"),
    )
    if form.key:
        table.append_constraint(UniqueConstraint("unit", *form.key))
    if form.parent:
        table.append_constraint(
            ForeignKeyConstraint(
                ["unit", form.parent],
                [f"{form.parent}.unit", f"{form.parent}.uid"],
                deferrable=True,
                initially="DEFERRED",
            )
        )
    leads = {("unit", *form.key)[:2]} if form.key else set()
    for columns in _indexes(form):
        if ("unit", *columns)[:2] not in leads:
            Index(None, *(table.c[name] for name in ("unit", *columns)))


def _indexes(form: Form) -> list[tuple[str, ...]]:
    """Return the columns of each index; one that begins with the parent serves for it too."""
    parent = [(form.parent,)] if form.parent else []
    if any(columns[0] == form.parent for columns in form.indexes):
        parent = []
    return [*parent, *form.indexes]


def _history_table(meta: MetaData, form: Form) -> None:
    images: list[Column[object]] = [
        Column(name, column_type(form.by_code[name].type) if name in form.by_code else Text())
        for name in form.columns
    ]
    table = Table(
        form.history,
        meta,
        Column("in_batch", Integer, nullable=False),
        Column("unit", Text, nullable=False),
        Column("uid", Text, nullable=False),
        Column("before_version", Integer),
        Column("after_version", Integer),
        *images,
        PrimaryKeyConstraint("in_batch", "unit", "uid"),
        sqlite_with_rowid=False,
    )
    Index(None, table.c.uid)


def _journal(meta: MetaData) -> None:
    Table(
        "batch",
        meta,
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("made_at", Text, nullable=False),
        Column("person", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("os_user", Text, nullable=False),
        Column("machine", Text, nullable=False),
        Column("undoes", Integer),
        Column("count", Integer, nullable=False),
        Column("forms", Text, nullable=False),
        Column("facts", Text, nullable=False),
    )
    Table("setting", meta, Column("key", Text, primary_key=True), Column("value", Text))


def _catalogue_tables(meta: MetaData) -> None:
    Table(
        "code",
        meta,
        Column("list", Text, nullable=False),
        Column("code", Text, nullable=False),
        Column("label", Text, nullable=False),
        Column("parent", Text),
        Column("since", Integer, nullable=False),
        Column("until", Integer, nullable=False),
        PrimaryKeyConstraint("list", "code"),
    )
    Table(
        "word",
        meta,
        Column("list", Text, nullable=False),
        Column("word", Text, nullable=False),
        PrimaryKeyConstraint("list", "word"),
    )
    Table(
        "parameter",
        meta,
        Column("name", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("since", Integer, nullable=False),
        Column("until", Integer, nullable=False),
        Column("value", Integer),
        PrimaryKeyConstraint("name", "key", "since"),
    )
    Table(
        "period",
        meta,
        Column("code", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("year", Integer, nullable=False),
        Column("first_day", Text, nullable=False),
        Column("last_day", Text, nullable=False),
        Column("previous", Text, nullable=False),
    )


def _findings(meta: MetaData) -> None:
    table = Table(
        "finding",
        meta,
        Column("unit", Text, nullable=False),
        Column("period", Text, nullable=False),
        Column("form", Text, nullable=False),
        Column("uid", Text, nullable=False),
        Column("rule", Text, nullable=False),
        Column("severity", Text, nullable=False),
        Column("fields", Text, nullable=False),
        Column("shown", Text, nullable=False),
        Column("evidence", Text, nullable=False),
    )
    Index(None, table.c.unit, table.c.period, table.c.form, table.c.uid)
    Table(
        "checked",
        meta,
        Column("unit", Text, nullable=False),
        Column("period", Text, nullable=False),
        Column("checked_at", Text, nullable=False),
        PrimaryKeyConstraint("unit", "period"),
    )


def table_statements(catalogue: Catalogue) -> list[str]:
    """Return CREATE TABLE and CREATE INDEX for everything in a workspace, always in one order."""
    statements: list[CreateTable | CreateIndex] = []
    for table in metadata(catalogue).sorted_tables:
        statements.append(CreateTable(table))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [CreateIndex(index) for index in indexes]
    return [str(statement.compile(dialect=sqlite.dialect())) for statement in statements]
