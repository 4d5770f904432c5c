"""Columns of a sheet that come from other forms: owners of a patent, certificate of a firm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.catalogue.model import Field
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _
from desktop_app.work.workspace import Workspace

_QUERIES: Mapping[str, Mapping[str, str]] = {
    "patent": {
        "of_firm": (
            "SELECT r.uid, f.name FROM patent r JOIN firm f ON f.unit = r.unit AND f.uid = r.firm "
            "WHERE r.unit = ? AND r.uid IN ({marks})"
        ),
        "owners": (
            "SELECT patent, name FROM patent_owner WHERE unit = ? AND patent IN ({marks}) "
            "ORDER BY patent, position, rowid"
        ),
    },
    "firm": {
        "certificate": (
            "SELECT firm, max(expire_date) FROM hte_cert WHERE unit = ? AND firm IN ({marks}) "
            "AND revoke_date IS NULL AND coalesce(status, '1') <> '3' GROUP BY firm"
        ),
        "labels": (
            "SELECT l.firm, c.label FROM label l JOIN code c ON c.list = 'label_kind' "
            "AND c.code = l.label WHERE l.unit = ? AND l.firm IN ({marks}) ORDER BY l.rowid"
        ),
    },
}


def extra_fields(form_code: str) -> tuple[Field, ...]:
    """Return the further columns of a form; they are read, never typed."""
    codes = _QUERIES.get(form_code, {})
    labels = {
        "of_firm": (_("企业"), 200),
        "owners": (_("专利权人"), 200),
        "certificate": (_("高企证书至"), 96),
        "labels": (_("标签"), 150),
    }
    return tuple(
        Field(code, label, label, FieldType.TEXT, width=width)
        for code, (label, width) in labels.items()
        if code in codes
    )


def extra_texts(ws: Workspace, form_code: str, uids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the texts of the further columns of some records, by record and column."""
    found: dict[str, dict[str, str]] = {}
    marks = ", ".join("?" * len(uids))
    with ws.store.reading() as reading:
        for code, query in _QUERIES.get(form_code, {}).items():
            rows = reading.execute(query.format(marks=marks), (ws.unit, *uids)).fetchall()
            for uid, text in rows:
                of_record = found.setdefault(str(uid), {})
                before = of_record.get(code, "")
                said = str(text or "")
                of_record[code] = f"{before}、{said}" if before else said
    return found
