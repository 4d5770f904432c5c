"""What is known of one cell or record: findings in words, its past, its industry's median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Form
from desktop_app.domain.findings import Finding
from desktop_app.domain.periods import parse_period
from desktop_app.i18n import language
from desktop_app.store.journal import Past
from desktop_app.work.checks import sentence
from desktop_app.work.report.remarks import Remark, open_remarks, remarks_on
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import Workspace

HISTORY_LENGTH = 8
"""Batches of a cell's past that are told."""

LEAST_PEERS = 5
"""Firms of an industry below which a median says nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding with its sentence in the user's language."""

    finding: Finding
    sentence: str


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of a cell.

    Attributes:
        uid: The record.
        field: Code of the field, or "" for the record as a whole.
        said: Findings of the record, those of the field first.
        remarks: What the city remarked on the record, that on the field first.
        answerable: Whether these can still be answered.
        past: Changes of the field, newest first.
        median: Middle value of the same industry in the same period, or None.
        total: Sum of the field over the period's records, or None.
    """

    uid: str
    field: str
    said: tuple[Said, ...]
    past: tuple[Past, ...]
    remarks: tuple[Remark, ...] = ()
    answerable: bool = False
    median: int | None = None
    total: int | None = None

    def about(self, field: str) -> tuple[Said, ...]:
        """Return what is said of one field."""
        return tuple(said for said in self.said if field in said.finding.fields)

    def remarked(self, field: str) -> tuple[Remark, ...]:
        """Return what the city remarked on one field, or on the record as a whole."""
        return tuple(remark for remark in self.remarks if remark.field in {field, ""})


def cell_facts(ws: Workspace, form: Form, period: str, uid: str, field: str) -> CellFacts:
    """Return what is known of a cell of a record."""
    found = ws.store.findings(period, form=form.code, uids=(uid,)) if uid else []
    found.sort(key=lambda finding: field not in finding.fields)
    past = [
        one
        for one in (ws.store.past(form.code, uid) if uid else ())
        if one.field == field or not field
    ]
    said = remarks_on(ws, period, form.code, [uid]).get(uid, ()) if uid else ()
    remarks = tuple(sorted(said, key=lambda one: one.field != field))
    numeric = field in form.by_code and form.by_code[field].is_number
    compared = numeric and form.periodic and form.parent == "firm"
    return CellFacts(
        uid,
        field,
        tuple(Said(finding, sentence(ws, finding)) for finding in found),
        _newest(past),
        remarks,
        bool(remarks) and not report_of(ws, period).locked,
        _median(ws, form, period, uid, field) if compared else None,
        _total(ws, form, period, field) if numeric and form.periodic else None,
    )


def _newest(past: Sequence[Past]) -> tuple[Past, ...]:
    """Return the changes of the newest batches."""
    batches = list(dict.fromkeys(one.batch for one in past))[:HISTORY_LENGTH]
    return tuple(one for one in past if one.batch in batches)


def open_places(ws: Workspace, form: Form, period: str) -> tuple[tuple[str, str], ...]:
    """Return (record, field) of the open findings and remarks; "" where no field is named."""
    found = ws.store.findings(period, form=form.code, open_only=True)
    places = [(finding.uid, finding.fields[0] if finding.fields else "") for finding in found]
    asked = (one for one in open_remarks(ws, period) if one.form == form.code)
    places += [(one.record, one.field) for one in asked]
    return tuple(dict.fromkeys(places))


def relations(ws: Workspace, form: Form, period: str, field: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of the rules that speak of a field in a period."""
    year = parse_period(period).year
    english = language() == "en"
    return tuple(
        (rule.id, rule.words_en if english else rule.words)
        for rule in ws.catalogue.rules.of(form.code).values()
        if field in rule.fields and rule.since <= year <= rule.until
    )


def _median(ws: Workspace, form: Form, period: str, uid: str, field: str) -> int | None:
    """Return the middle value of the firms whose industry begins with the same two digits.

    SQLite finds it, which leaves the interpreter to the window meanwhile.
    """
    peers = (
        f"SELECT r.{field} AS value, row_number() OVER (ORDER BY r.{field}) AS place, "
        f"count(*) OVER () AS peers FROM {form.code} r JOIN firm p ON p.unit = r.unit "
        f"AND p.uid = r.firm WHERE r.unit = :unit AND r.period = :period "
        f"AND r.{field} IS NOT NULL AND substr(p.industry_code, 1, 2) = ("
        f"SELECT substr(f.industry_code, 1, 2) FROM {form.code} m JOIN firm f "
        "ON f.unit = m.unit AND f.uid = m.firm WHERE m.unit = :unit AND m.uid = :uid)"
    )
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT value FROM ({peers}) WHERE peers >= {LEAST_PEERS} "
            "AND place IN ((peers + 1) / 2, (peers + 2) / 2)",
            {"unit": ws.unit, "period": period, "uid": uid},
        ).fetchall()
    values = [int(row[0]) for row in found]
    return round(sum(values) / len(values)) if values else None


def _total(ws: Workspace, form: Form, period: str, field: str) -> int | None:
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT sum({field}) FROM {form.code} WHERE unit = ? AND period = ?",
            (ws.unit, period),
        ).fetchone()
    return int(found[0]) if found and found[0] is not None else None
