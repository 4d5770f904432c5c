"""Writing what a district's package says into the city's database: one package is one batch.

A package is the whole truth on its period, and on the standing records of the firms that it
names: what it does not name any more is taken away. Firms and incubators themselves never are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, label_of, period_label
from desktop_app.store.apply import Desk, ensure_periods
from desktop_app.store.changes import Counted
from desktop_app.store.reporting import CUT_OFF, belongs, bounds
from desktop_app.store.writing import apply

AT_ONCE = 500
"""Records that are looked up in one statement."""

BESIDE = ("due", "explanation")
"""System forms of a period that travel with it."""

Row = Sequence[Stored]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Later:
    """What a package further on in the unit's chain speaks of; there it has the last word.

    Attributes:
        period: Code of its period.
        uids: The records that it names, by form.
    """

    period: str
    uids: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a package says.

    Attributes:
        unit: Code of the unit whose package it is.
        period: Code of its period.
        rows: Its records by form, each as (uid, *`arriving_columns`).
        report: What the report of the period becomes: the fields that are set.
        report_uid: Record of the report where the district keeps it, or "".
        exchange: The line on the file itself: the fields that are set; none where a district's
            own packages are read back.
        title: What the journal calls it.
        facts: What the journal keeps besides the counts.
        later: Packages further on in the chain that are here already.
    """

    unit: str
    period: str
    rows: Mapping[str, Sequence[Row]]
    report: Mapping[str, Stored]
    report_uid: str
    exchange: Mapping[str, Stored] | None
    title: str
    facts: Mapping[str, object]
    later: Sequence[Later] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a package.

    Attributes:
        applied: The batch.
        counts: Records added, changed and taken away, by form.
        same: Records that were as they are, by form.
    """

    applied: Applied
    counts: Mapping[str, Counted]
    same: Mapping[str, int] = field(default_factory=dict)


def arriving_columns(form: Form) -> tuple[str, ...]:
    """Return the columns of a record that a package brings: all but the derived ones."""
    derived = {entry.code for entry in form.fields if entry.derived}
    return tuple(column for column in form.columns if column not in derived)


def merge(
    connection: Connection,
    desk: Desk,
    statement: Statement,
    progress: Progress | None = None,
) -> Merged:
    """Write what a package says as one batch; the caller checks the period afterwards.

    Args:
        connection: Inside the caller's transaction.
        desk: Who and where; it must be one for arriving packages.
        statement: What the package says.
        progress: Told (records written, all); may raise Cancelled.
    """
    difference = _Difference(connection, desk.catalogue, statement)
    _refuse_report_of_another_period(connection, desk.catalogue.form("report"), statement)
    ensure_periods(connection, [statement.period])
    _fill_scope(connection, statement)
    for form in (*desk.catalogue.reported, *map(desk.catalogue.form, BESIDE)):
        difference.add(form)
    blocks = [
        *difference.removed,
        *difference.written,
        _one(connection, statement, "report", {"period": statement.period}, statement.report),
    ]
    if (line := statement.exchange) is not None:
        blocks.append(_one(connection, statement, "exchange", {"digest": line["digest"]}, line))
    told = {form: [c.added, c.changed, c.removed] for form, c in difference.counts.items()}
    facts = {**statement.facts, "counts": told}
    plan = ChangePlan("merge", statement.title, tuple(blocks), facts)
    return Merged(apply(connection, desk, plan, progress), difference.counts, dict(difference.same))


def _fill_scope(connection: Connection, statement: Statement) -> None:
    """Put the firms that the package names into `temp.scope`."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS scope (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM temp.scope")
    firms = ((row[0],) for row in statement.rows.get("firm", ()))
    connection.executemany("INSERT OR IGNORE INTO temp.scope VALUES (?)", firms)


def _one(
    connection: Connection,
    statement: Statement,
    form: str,
    key: Mapping[str, Stored],
    values: Mapping[str, Stored],
) -> Rows:
    """Return the block of a system form's one record, which may be there already."""
    ((column, value),) = key.items()
    found = connection.execute(
        f"SELECT uid, version FROM {form} WHERE unit = ? AND {column} = ?", (statement.unit, value)
    ).fetchone()
    fresh = statement.report_uid if form == "report" else ""
    uid, version = found or (fresh or new_uid(), None)
    both = {**key, **values}
    return Rows(form, tuple(both), ((uid, version, *both.values()),))


class _Difference:
    """Collects, form by form, what a package changes."""

    def __init__(self, connection: Connection, catalogue: Catalogue, statement: Statement) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._statement = statement
        self._silence = list(map(_Silence, statement.later))
        self._named: dict[str, set[Stored]] = {}
        self._withheld: set[tuple[str, Stored]] = set()
        self.removed: list[Rows] = []
        self.written: list[Rows] = []
        self.counts: dict[str, Counted] = {}
        self.same: dict[str, int] = {}

    def add(self, form: Form) -> None:
        """Compare the records of a form."""
        rows = self._statement.rows.get(form.code, ())
        self._refuse_orphans(form, rows)
        gone = self._gone(form, {str(row[0]) for row in rows})
        if self._silence and not form.periodic:
            rows = self._heard(form, rows)
        added, changed, same = self._compared(form, rows)
        columns = arriving_columns(form)
        if gone:
            self.removed.append(Rows(form.code, (), gone, taken=True))
        self.written += [Rows(form.code, columns, part) for part in (added, changed) if part]
        self.counts[form.code] = Counted(len(added), len(changed), len(gone))
        self.same[form.code] = same

    def _refuse_orphans(self, form: Form, rows: Sequence[Row]) -> None:
        """Raise UserError if a record hangs on one that the package does not name."""
        self._named[form.code] = {row[0] for row in rows}
        if not form.parent:
            return
        above = 1 + arriving_columns(form).index(form.parent)
        wanted = {row[above] for row in rows}
        orphans = wanted - self._named[form.parent] - (set() if form.parent_required else {None})
        if orphans:
            raise UserError(
                _("“{form}”有 {n} 条记录的上级不在这一包里。").format(
                    form=label_of(form), n=sum(row[above] in orphans for row in rows)
                ),
                _("没有并入，数据未动。让报送单位重新导出后再报送。"),
            )

    def _compared(
        self, form: Form, rows: Sequence[Row]
    ) -> tuple[list[tuple[Stored, ...]], list[tuple[Stored, ...]], int]:
        """Return the new records, the changed ones, and how many are as they were."""
        unit = self._statement.unit
        known = self._connection.execute(
            f"SELECT 1 FROM {form.code} WHERE unit = ? LIMIT 1", (unit,)
        ).fetchone()
        if known is None:
            return [(row[0], None, *row[1:]) for row in rows], [], 0
        added: list[tuple[Stored, ...]] = []
        changed: list[tuple[Stored, ...]] = []
        moved: dict[str, int] = {}
        period = arriving_columns(form).index("period") if form.periodic else -1
        names = ", ".join(arriving_columns(form))
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            marks = ", ".join("?" * len(part))
            found = {
                uid: (version, values)
                for uid, version, *values in self._connection.execute(
                    f"SELECT uid, version, {names} FROM {form.code} "
                    f"WHERE unit = ? AND uid IN ({marks})",
                    (unit, *(row[0] for row in part)),
                )
            }
            for uid, *values in part:
                version, stored = found.get(uid, (None, None))
                if version is None:
                    added.append((uid, None, *values))
                elif stored != values:
                    changed.append((uid, version, *values))
                    if form.periodic and stored[period] != values[period]:
                        moved[str(stored[period])] = moved.get(str(stored[period]), 0) + 1
        _refuse_moved(form, moved)
        return added, changed, len(rows) - len(added) - len(changed)

    def _gone(self, form: Form, named: set[str]) -> list[tuple[Stored, ...]]:
        """Return the stored records that the package would name if they were still there."""
        if not form.periodic and not form.parent:
            return []
        above = f"r.{form.parent}" if form.parent else "NULL"
        day = f"r.{CUT_OFF[form.code][0]}" if form.code in CUT_OFF else "NULL"
        found = self._connection.execute(
            f"SELECT r.uid, r.version, {above}, {day} FROM {form.code} r "
            f"WHERE r.unit = :unit AND {belongs(self._catalogue, form)}",
            bounds(self._statement.unit, self._statement.period),
        )
        return [
            (uid, version)
            for uid, version, *place in found
            if uid not in named and (form.periodic or not self._is_settled(form, uid, *place))
        ]

    def _heard(self, form: Form, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the standing records on which no later package has the last word."""
        columns = ("uid", *arriving_columns(form))
        above = columns.index(form.parent) if form.parent else -1
        day = columns.index(CUT_OFF[form.code][0]) if form.code in CUT_OFF else -1
        heard = []
        for row in rows:
            parent = row[above] if above > 0 else None
            reach = row[day] if day > 0 else None
            if self._is_settled(form, row[0], parent, reach):
                self._withheld.add((form.code, row[0]))
            else:
                heard.append(row)
        return heard

    def _is_settled(self, form: Form, uid: Stored, parent: Stored, day: Stored) -> bool:
        orphan = any(
            (form.parent, parent) in self._withheld and not silence.names(form.parent, parent)
            for silence in self._silence
        )
        return orphan or any(s.covers(form, uid, parent, day) for s in self._silence)


def _refuse_report_of_another_period(
    connection: Connection, form: Form, statement: Statement
) -> None:
    found = connection.execute(
        "SELECT period FROM report WHERE unit = ? AND uid = ? AND period <> ?",
        (statement.unit, statement.report_uid, statement.period),
    )
    _refuse_moved(form, {str(period): 1 for (period,) in found})


def _refuse_moved(form: Form, moved: Mapping[str, int]) -> None:
    """Raise UserError if records of another period would be taken out of it.

    Each period has records of its own: what was reported and perhaps accepted there stays there.
    """
    if not moved:
        return
    period = min(moved)
    raise UserError(
        _("“{form}”有 {n} 条记录是{period}报过的，不能改作本期的。").format(
            form=label_of(form), n=moved[period], period=period_label(period)
        ),
        _("没有并入，数据未动。让报送单位重新导出后再报送。"),
    )


class _Silence:
    """Tells what a later package has the last word on, so that this one has none."""

    def __init__(self, later: Later) -> None:
        self._later = later
        self._bound = bounds("", later.period)

    def names(self, form: str, uid: Stored) -> bool:
        """Whether the later package names a record."""
        return uid in self._later.uids.get(form, frozenset())

    def covers(self, form: Form, uid: Stored, parent: Stored, day: Stored) -> bool:
        """Whether the later package names the record, or leaves it out on purpose."""
        if self.names(form.code, uid):
            return True
        if not form.parent or (parent is None and form.parent_required):
            return False
        if parent is not None and not self.names(form.parent, parent):
            return False
        if form.code not in CUT_OFF or day is None:
            return True
        limit = self._bound[CUT_OFF[form.code][1]]
        return str(day) <= str(limit)
