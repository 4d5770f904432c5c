"""Records that several districts report: found with the evidence, never joined in silence.

Which codes are shared is asked of all firms, patents and certificates at once and remembered with
the batch that changed any of them last, since nothing else can change the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from desktop_app.store.findings import OPERATING, REPORTING_FORMS

KINDS: Mapping[str, str] = {"firm": "uscc", "patent": "app_no", "hte_cert": "cert_no"}
"""Forms whose records are compared across units, each with the code that tells them."""

Place = tuple[str, str]
"""Unit and uid of a record."""

_REMEMBERED = "overlaps"
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Member:
    """One of the records that share a code.

    Attributes:
        unit: Code of the unit that reports it.
        uid: The record.
        name: Name of the firm; of a patent its title.
        firm: Name of the firm that it belongs to, or "".
        periods: Periods for which the firm has figures at this unit, oldest first.
        operating: Whether the firm is in operation there.
        owners: Owners of a patent, as the unit names them.
    """

    unit: str
    uid: str
    name: str
    firm: str
    periods: tuple[str, ...] = ()
    operating: bool = True
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A code that several units report, with what was decided on it.

    Attributes:
        kind: "firm", "patent" or "hte_cert".
        value: The code.
        places: Unit and uid of its records, by unit.
        choice: What a person decided: "same", "apart", "parked", or "" where nobody has yet.
        chosen: Unit at which it is counted, where it is the same.
        note: Why.
    """

    kind: str
    value: str
    places: tuple[Place, ...]
    choice: str = ""
    chosen: str = ""
    note: str = ""

    @property
    def settled(self) -> bool:
        """Whether a person has decided for good."""
        return self.choice in {"same", "apart"}

    @property
    def units(self) -> tuple[str, ...]:
        """The units that report it."""
        return tuple(dict.fromkeys(unit for unit, _uid in self.places))


@dataclass(frozen=True, slots=True)
class Overlap:
    """A shared code with what its records say; the attributes are those of `Shared`."""

    kind: str
    value: str
    members: tuple[Member, ...]
    choice: str = ""
    chosen: str = ""
    note: str = ""

    @property
    def moved(self) -> bool:
        """Whether the last periods of the units differ: the firm seems to have moved."""
        if self.kind != "firm":
            return False
        last = {member.periods[-1] if member.periods else "" for member in self.members}
        return len(last) == len(self.members) or any(not m.operating for m in self.members)

    @property
    def settled(self) -> bool:
        """Whether a person has decided for good."""
        return self.choice in {"same", "apart"}


def key_of(place: Place) -> str:
    """Return unit and record as decisions name them."""
    return "/".join(place)


def overlaps(connection: Connection) -> list[Overlap]:
    """Return all records that several units report, with what was decided on them."""
    return describe(connection, shared(connection))


def shared(connection: Connection) -> list[Shared]:
    """Return all codes that several units report, by kind and code."""
    decided = {
        (kind, value): (set(str(members).split()), str(choice), str(chosen or ""), str(note or ""))
        for kind, value, members, choice, chosen, note in connection.execute(
            "SELECT kind, value, members, choice, chosen, note FROM overlap"
        )
    }
    found = []
    for kind, value, places in _codes(connection):
        settled = decided.get((kind, value))
        # Else somebody reports it now who did not when it was decided.
        if settled is not None and {key_of(place) for place in places} <= settled[0]:
            found.append(Shared(kind, value, places, *settled[1:]))
        else:
            found.append(Shared(kind, value, places))
    return found


def describe(connection: Connection, codes: Sequence[Shared]) -> list[Overlap]:
    """Return shared codes with what their records say, in their order."""
    members: dict[str, dict[Place, Member]] = {}
    for kind, read in _MEMBERS.items():
        places = [place for one in codes if one.kind == kind for place in one.places]
        members[kind] = {}
        for start in range(0, len(places), _AT_ONCE):
            members[kind] |= read(connection, places[start : start + _AT_ONCE])
    return [
        Overlap(
            one.kind,
            one.value,
            tuple(members[one.kind][place] for place in one.places),
            one.choice,
            one.chosen,
            one.note,
        )
        for one in codes
    ]


# -- which codes are shared -----------------------------------------------------------------------

Code = tuple[str, str, tuple[Place, ...]]


def remember(connection: Connection) -> None:
    """Keep which codes are shared, so that nobody need look through all records for them."""
    last = _last_change(connection)
    if _remembered(connection, last) is None:
        text = json.dumps([last, _find_codes(connection)])
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_REMEMBERED, text))


def _codes(connection: Connection) -> list[Code]:
    known = _remembered(connection, _last_change(connection))
    return _find_codes(connection) if known is None else known


def _remembered(connection: Connection, last: int) -> list[Code] | None:
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (_REMEMBERED,)).fetchone()
    number, codes = json.loads(row[0]) if row else (None, [])
    if number != last:
        return None
    return [(kind, value, tuple((unit, uid) for unit, uid in at)) for kind, value, at in codes]


def _last_change(connection: Connection) -> int:
    """Return the newest batch that changed any of the records that are compared."""
    touched = " OR ".join(f"',' || forms || ',' LIKE '%,{form},%'" for form in KINDS)
    row = connection.execute(f"SELECT coalesce(max(id), 0) FROM batch WHERE {touched}").fetchone()
    return int(row[0])


def _find_codes(connection: Connection) -> list[Code]:
    found: list[Code] = []
    for kind, column in KINDS.items():
        places: dict[str, list[Place]] = {}
        rows = connection.execute(
            f"WITH often AS MATERIALIZED (SELECT {column} AS value FROM {kind} "
            f"WHERE {column} IS NOT NULL GROUP BY 1 HAVING count(*) > 1) "
            f"SELECT o.value, r.unit, r.uid FROM often o CROSS JOIN {kind} r "
            f"ON r.{column} = o.value AND r.unit IN (SELECT DISTINCT unit FROM report) "
            "ORDER BY 1, 2, 3"
        )
        for value, unit, uid in rows:
            places.setdefault(str(value), []).append((str(unit), str(uid)))
        found += [
            (kind, value, tuple(at))
            for value, at in places.items()
            if len({unit for unit, _uid in at}) > 1
        ]
    return found


# -- what their records say -----------------------------------------------------------------------

_ASKED = "json_each(:places) j"
_AT = "{0}.unit = j.value ->> 0 AND {0}.uid = j.value ->> 1"


def _firms(connection: Connection, places: Sequence[Place]) -> dict[Place, Member]:
    rows = connection.execute(
        f"SELECT f.unit, f.uid, f.name, f.op_status IS NULL OR f.op_status IN {OPERATING} "
        f"FROM {_ASKED} CROSS JOIN firm f ON {_AT.format('f')}",
        _bound(places),
    ).fetchall()
    periods = _periods(connection, places)
    return {
        (unit, uid): Member(
            unit, uid, str(name or ""), "", periods.get((unit, uid), ()), bool(operating)
        )
        for unit, uid, name, operating in rows
    }


def _patents(connection: Connection, places: Sequence[Place]) -> dict[Place, Member]:
    rows = connection.execute(
        "SELECT p.unit, p.uid, p.title, p.firm, f.name FROM "
        f"{_ASKED} CROSS JOIN patent p ON {_AT.format('p')} "
        "LEFT JOIN firm f ON f.unit = p.unit AND f.uid = p.firm",
        _bound(places),
    ).fetchall()
    owners: dict[Place, list[str]] = {}
    for unit, patent, name in connection.execute(
        f"SELECT o.unit, o.patent, o.name FROM {_ASKED} CROSS JOIN patent_owner o "
        "ON o.unit = j.value ->> 0 AND o.patent = j.value ->> 1 WHERE o.name <> '' "
        "ORDER BY o.position, o.uid",
        _bound(places),
    ):
        owners.setdefault((unit, patent), []).append(str(name))
    periods = _periods(connection, [(unit, firm) for unit, _uid, _title, firm, _n in rows if firm])
    return {
        (unit, uid): Member(
            unit,
            uid,
            str(title or ""),
            str(name or ""),
            periods.get((unit, firm), ()),
            owners=tuple(owners.get((unit, uid), ())),
        )
        for unit, uid, title, firm, name in rows
    }


def _certificates(connection: Connection, places: Sequence[Place]) -> dict[Place, Member]:
    rows = connection.execute(
        "SELECT c.unit, c.uid, c.cert_no, c.firm, f.name FROM "
        f"{_ASKED} CROSS JOIN hte_cert c ON {_AT.format('c')} "
        "LEFT JOIN firm f ON f.unit = c.unit AND f.uid = c.firm",
        _bound(places),
    ).fetchall()
    periods = _periods(connection, [(unit, firm) for unit, _uid, _no, firm, _n in rows if firm])
    return {
        (unit, uid): Member(unit, uid, str(number), str(name or ""), periods.get((unit, firm), ()))
        for unit, uid, number, firm, name in rows
    }


def _periods(connection: Connection, firms: Iterable[Place]) -> dict[Place, tuple[str, ...]]:
    """Return the periods for which firms have figures, by their last day."""
    each = " UNION ".join(
        f"SELECT r.unit, r.firm, r.period FROM {_ASKED} CROSS JOIN {form} r "
        "ON r.unit = j.value ->> 0 AND r.firm = j.value ->> 1"
        for form in REPORTING_FORMS
    )
    rows = connection.execute(
        f"SELECT q.unit, q.firm, q.period FROM ({each}) q "
        "LEFT JOIN period p ON p.code = q.period ORDER BY p.last_day, p.first_day DESC",
        _bound(tuple(dict.fromkeys(firms))),
    )
    found: dict[Place, list[str]] = {}
    for unit, firm, period in rows:
        found.setdefault((unit, firm), []).append(str(period))
    return {place: tuple(periods) for place, periods in found.items()}


def _bound(places: Sequence[Place]) -> dict[str, str]:
    return {"places": json.dumps(places)}


_MEMBERS: Mapping[str, Callable[[Connection, Sequence[Place]], dict[Place, Member]]] = {
    "firm": _firms,
    "patent": _patents,
    "hte_cert": _certificates,
}
