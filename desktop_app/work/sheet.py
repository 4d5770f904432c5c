"""What a list or grid of a form shows: its rows, their values, last period's, the findings.

A form with one record for each firm (or incubator) and period is shown by its firms: a row id is
the firm's, and a firm that is due and has no record yet is a row to be filled in. Other forms are
shown by their own records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.catalogue.model import Form
from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.rules.generated import ABSENT
from desktop_app.store import findings as checking
from desktop_app.store.queries import ListQuery, packed
from desktop_app.work.edit import RawText, raw_texts
from desktop_app.work.report.remarks import Remark, open_remarks, remarks_on
from desktop_app.work.workspace import Workspace

NEW = "+"
"""A row to be filled in has this before the uid of its firm, in place of a record's uid."""

EXCUSED = "('zero', 'suspended')"
"""States of the due list in which nothing is to be filled in."""

SEGMENTS = ("must", "verify", "hint", "remark", "unfilled")
"""What the rows of a sheet can be narrowed to: open findings, open remarks, not filled."""

_SEVERITIES = {"must": Severity.MUST, "verify": Severity.VERIFY, "hint": Severity.HINT}


@dataclass(frozen=True)
class Sheet:
    """A form in a period, as it is shown.

    Attributes:
        form: The form.
        period: Code of the period; findings are those of it, also for standing forms.
        columns: Codes of the fields that are read, in order.
        parent: Only records of this parent (uid), or "".
    """

    form: Form
    period: str
    columns: tuple[str, ...]
    parent: str = ""

    @property
    def by_parent(self) -> bool:
        """Whether a row stands for a firm or incubator, filled or not."""
        form = self.form
        return bool(form.parent) and form.key == (form.parent, "period")


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """What of a sheet is asked for.

    Attributes:
        text: Part of a name, code or initials, or "".
        segment: One of `SEGMENTS`, or "".
        sort: Field or "name", or "" for the order of entry; `descending` turns it round.
    """

    text: str = ""
    segment: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        uid: The record, or `NEW` and the parent's uid where there is none yet.
        parent: Uid of its firm, incubator or patent, or "".
        name: What it is called: its parent's name, or its own where it stands alone.
        values: Stored values in the order of the sheet's columns.
        previous: Those of the same cut a year earlier, or () where there are none.
        findings: Its findings in the sheet's period.
        raw: Texts that stand in its cells though they are no values, by field.
        remarks: What the city remarked on it, also where that was acted on.
    """

    uid: str
    parent: str
    name: str
    values: tuple[Stored, ...]
    previous: tuple[Stored, ...] = ()
    findings: tuple[Finding, ...] = ()
    raw: Mapping[str, RawText] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether there is a record."""
        return not self.uid.startswith(NEW)


def sheet_ids(ws: Workspace, sheet: Sheet, query: SheetQuery) -> Sequence[int]:
    """Return the row ids of a sheet in its order."""
    if sheet.by_parent:
        found = _parent_ids(ws, sheet, query)
    else:
        listed = ListQuery(
            sheet.form.code,
            period=sheet.period,
            text=query.text,
            parent=sheet.parent,
            sort=query.sort,
            descending=query.descending,
        )
        found = ws.store.ids(listed)
    if not query.segment:
        return found
    wanted = _segment(ws, sheet, query.segment)
    return packed(row_id for row_id in found if row_id in wanted)


def sheet_counts(ws: Workspace, sheet: Sheet) -> dict[str, int]:
    """Return the number of rows of each segment; "" is all of them."""
    wanted = {key: _segment(ws, sheet, key) for key in SEGMENTS}
    if sheet.parent:
        shown = set(sheet_ids(ws, sheet, SheetQuery()))
        return {"": len(shown), **{key: len(found & shown) for key, found in wanted.items()}}
    # Counted, not listed: there may be a million, and each that has a finding is among them.
    count = ws.store.count(sheet.form.code, sheet.period) + len(wanted["unfilled"])
    return {"": count, **{key: len(found) for key, found in wanted.items()}}


def sheet_rows(ws: Workspace, sheet: Sheet, row_ids: Sequence[int]) -> list[SheetRow]:
    """Return the rows of some row ids in their order; ids that are gone are left out."""
    if not row_ids:
        return []
    found = _rows_by_parent(ws, sheet, row_ids) if sheet.by_parent else _rows(ws, sheet, row_ids)
    uids = [row.uid for row in found.values() if row.filled]
    before = _previous(ws, sheet, [row.parent for row in found.values()])
    said: dict[str, list[Finding]] = {}
    for finding in ws.store.findings(sheet.period, form=sheet.form.code, uids=uids) if uids else ():
        said.setdefault(finding.uid, []).append(finding)
    raw: dict[str, dict[str, RawText]] = {}
    for (uid, code), (_uid, _version, text) in raw_texts(ws, sheet.form.code, uids).items():
        raw.setdefault(uid, {})[code] = text
    remarked = remarks_on(ws, sheet.period, sheet.form.code, uids) if uids else {}
    return [
        SheetRow(
            row.uid,
            row.parent,
            row.name,
            row.values,
            before.get(row.parent, ()),
            tuple(said.get(row.uid, ())),
            raw.get(row.uid, {}),
            remarked.get(row.uid, ()),
        )
        for row in (found[row_id] for row_id in row_ids if row_id in found)
    ]


def sheet_place(ws: Workspace, sheet: Sheet, uid: str) -> int | None:
    """Return the row id of a record, or of a row to be filled in; None if there is none."""
    form = sheet.form
    bound: dict[str, Stored] = {"unit": ws.unit, "uid": uid.removeprefix(NEW)}
    if uid.startswith(NEW):
        sql = f"SELECT rowid FROM {form.parent} WHERE unit = :unit AND uid = :uid"
    elif sheet.by_parent:
        sql = (
            f"SELECT p.rowid FROM {form.code} r JOIN {form.parent} p ON p.unit = r.unit "
            f"AND p.uid = r.{form.parent} WHERE r.unit = :unit AND r.uid = :uid"
        )
    else:
        sql = f"SELECT rowid FROM {form.code} WHERE unit = :unit AND uid = :uid"
    with ws.store.reading() as reading:
        found = reading.execute(sql, bound).fetchone()
    return int(found[0]) if found else None


def record_of(ws: Workspace, form: Form, parent: str, period: str) -> str:
    """Return the uid of the record that a firm or incubator has in a period, or ""."""
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT uid FROM {form.code} WHERE unit = ? AND {form.parent} = ? AND period = ?",
            (ws.unit, parent, period),
        ).fetchone()
    return str(found[0]) if found else ""


def count_children(ws: Workspace, codes: Sequence[str], parent: str) -> dict[str, int]:
    """Return how many records of some forms belong to one record, by form."""
    counts = {}
    with ws.store.reading() as reading:
        for code in codes:
            form = ws.catalogue.form(code)
            found = reading.execute(
                f"SELECT count(*) FROM {code} WHERE unit = ? AND {form.parent} = ?",
                (ws.unit, parent),
            ).fetchone()
            counts[code] = int(found[0]) if found else 0
    return counts


# Which rows


def _parent_ids(ws: Workspace, sheet: Sheet, query: SheetQuery) -> Sequence[int]:
    filled, due = _filled_and_due(ws, sheet)
    if not (query.text or query.sort or query.descending):
        return packed(sorted(filled | due))
    by_field = query.sort in sheet.form.columns
    listed = ListQuery(
        sheet.form.parent,
        text=query.text,
        sort="name" if query.sort == "name" else "",
        descending=query.descending and not by_field,
    )
    named = ws.store.ids(listed)
    if not by_field:
        return packed(row_id for row_id in named if row_id in filled or row_id in due)
    matching = set(named)
    ranked = [row_id for row_id in _ranked(ws, sheet, query) if row_id in matching]
    return packed([*ranked, *sorted(due & matching)])


def _ranked(ws: Workspace, sheet: Sheet, query: SheetQuery) -> list[int]:
    """Return the row ids of the parents that have a record, sorted by a field of it."""
    form = sheet.form
    direction = " DESC" if query.descending else ""
    sql = (
        f"SELECT p.rowid FROM {form.code} r JOIN {form.parent} p ON p.unit = r.unit "
        f"AND p.uid = r.{form.parent} WHERE r.unit = ? AND r.period = ? "
        f"ORDER BY r.{query.sort}{direction}, p.rowid"
    )
    with ws.store.reading() as reading:
        return [row[0] for row in reading.execute(sql, (ws.unit, sheet.period))]


def _filled_and_due(ws: Workspace, sheet: Sheet) -> tuple[set[int], set[int]]:
    """Return the row ids of the parents that have a record, and of those that are to have one."""
    form = sheet.form
    cut = parse_period(sheet.period)
    bound: dict[str, Stored] = {"unit": ws.unit, "period": cut.code, "previous": cut.previous}
    record = (
        f"EXISTS (SELECT 1 FROM {form.code} r WHERE r.unit = p.unit "
        f"AND r.{form.parent} = p.uid AND r.period = :period)"
    )
    parents = f"FROM {form.parent} p WHERE p.unit = :unit"
    condition = _due_condition(form)
    with ws.store.reading() as reading:
        # As one text: with a row for each, painting would wait for the interpreter at each of them.
        listed, lacking = reading.execute(
            "SELECT group_concat(id) FILTER (WHERE there), sum(NOT there) "
            f"FROM (SELECT p.rowid AS id, {record} AS there {parents})",
            bound,
        ).fetchone()
        filled = set(map(int, listed.split(","))) if listed else set()
        # Who is due is asked only of those without a record, and not at all if there are none.
        if not condition or not lacking:
            return filled, set()
        if form.parent == "firm":
            checking.fill_scope(reading, ws.unit, cut.code)
        due = reading.execute(f"SELECT p.rowid {parents} AND NOT {record} AND {condition}", bound)
        return filled, {row[0] for row in due}


_DUE = f"""p.uid IN (SELECT uid FROM temp.scope)
AND NOT EXISTS (SELECT 1 FROM due d WHERE d.unit = p.unit AND d.firm = p.uid
  AND d.period = :period AND d.state IN {EXCUSED})
AND NOT EXISTS (SELECT 1 FROM explanation e WHERE e.unit = p.unit AND e.period = :period
  AND e.rule = '{ABSENT}' AND e.form = 'firm' AND e.record = p.uid)"""

# Who gave the figures of the period and had no R&D a year ago is not waited for.
_DOES_RESEARCH = """(NOT EXISTS (SELECT 1 FROM firm_period f WHERE f.unit = p.unit
  AND f.firm = p.uid AND f.period = :period)
OR p.above_scale = 1 OR EXISTS (SELECT 1 FROM rd_activity a WHERE a.unit = p.unit
  AND a.firm = p.uid AND a.period = :previous))"""


def _due_condition(form: Form) -> str:
    """Return the condition that a firm or incubator `p` is to fill in a form, or ""."""
    if form.code == "firm_period":
        return _DUE
    if form.code == "rd_activity":
        return f"{_DUE} AND {_DOES_RESEARCH}"
    if form.parent_values:
        # The catalogue's own values, as :kind = '1'; they hold no quotes.
        return " AND ".join(f"p.{code} = '{value}'" for code, value in form.parent_values.items())
    return ""


def _segment(ws: Workspace, sheet: Sheet, segment: str) -> set[int]:
    if segment == "unfilled":
        return _filled_and_due(ws, sheet)[1] if sheet.by_parent else set()
    if segment == "remark":
        return _remarked(ws, sheet)
    severity = _SEVERITIES.get(segment)
    if severity is None:
        return set()
    form = sheet.form
    join = f"JOIN {form.code} r ON r.unit = f.unit AND r.uid = f.uid"
    if sheet.by_parent:
        join += f" JOIN {form.parent} p ON p.unit = r.unit AND p.uid = r.{form.parent}"
    row_id = "p.rowid" if sheet.by_parent else "r.rowid"
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT DISTINCT {row_id} FROM finding f {join} WHERE f.unit = :unit "
            "AND f.period = :period AND f.form = :form AND f.severity = :severity "
            "AND NOT EXISTS (SELECT 1 FROM explanation e WHERE e.unit = f.unit "
            "AND e.period = f.period AND e.rule = f.rule AND e.form = f.form "
            "AND e.record = f.uid AND e.evidence = f.evidence)",
            {
                "unit": ws.unit,
                "period": sheet.period,
                "form": form.code,
                "severity": severity.value,
            },
        ).fetchall()
    return {int(row[0]) for row in found}


def _remarked(ws: Workspace, sheet: Sheet) -> set[int]:
    """Return the row ids of the records with a remark that nobody has acted on."""
    found = open_remarks(ws, sheet.period)
    uids = {one.record for one in found if one.form == sheet.form.code}
    places = (sheet_place(ws, sheet, uid) for uid in uids)
    return {place for place in places if place is not None}


# What stands in them


def _rows_by_parent(ws: Workspace, sheet: Sheet, row_ids: Sequence[int]) -> dict[int, SheetRow]:
    form = sheet.form
    name = ws.catalogue.form(form.parent).name_field
    columns = "".join(f", r.{code}" for code in sheet.columns)
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT p.rowid, r.uid, p.uid, p.{name}{columns} FROM {form.parent} p "
            f"LEFT JOIN {form.code} r ON r.unit = p.unit AND r.{form.parent} = p.uid "
            f"AND r.period = ? WHERE p.rowid IN ({_marks(row_ids)})",
            (sheet.period, *row_ids),
        ).fetchall()
    return {
        row[0]: SheetRow(row[1] or NEW + row[2], row[2], str(row[3] or ""), tuple(row[4:]))
        for row in found
    }


def _rows(ws: Workspace, sheet: Sheet, row_ids: Sequence[int]) -> dict[int, SheetRow]:
    form = sheet.form
    columns = "".join(f", r.{code}" for code in sheet.columns)
    parent = f"r.{form.parent}" if form.parent else "NULL"
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT r.rowid, r.uid, {parent}, {_name(ws, form)}{columns} FROM {form.code} r "
            f"WHERE r.rowid IN ({_marks(row_ids)})",
            tuple(row_ids),
        ).fetchall()
    return {
        row[0]: SheetRow(row[1], str(row[2] or ""), str(row[3] or ""), tuple(row[4:]))
        for row in found
    }


def _name(ws: Workspace, form: Form) -> str:
    """Return SQL for what a row is called."""
    if not form.parent or not form.parent_required:
        return f"r.{form.name_field}"
    parent = ws.catalogue.form(form.parent)
    return (
        f"(SELECT p.{parent.name_field} FROM {parent.code} p "
        f"WHERE p.unit = r.unit AND p.uid = r.{parent.code})"
    )


def _previous(ws: Workspace, sheet: Sheet, parents: Sequence[str]) -> dict[str, tuple[Stored, ...]]:
    """Return the values of the same cut a year earlier by parent."""
    form = sheet.form
    if not sheet.by_parent:
        return {}
    columns = ", ".join(("r.uid", *(f"r.{code}" for code in sheet.columns)))
    with ws.store.reading() as reading:
        found = reading.execute(
            f"SELECT r.{form.parent}, {columns} FROM {form.code} r WHERE r.unit = ? "
            f"AND r.period = ? AND r.{form.parent} IN ({_marks(parents)})",
            (ws.unit, parse_period(sheet.period).previous, *parents),
        ).fetchall()
    return {str(row[0]): tuple(row[2:]) for row in found}


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
