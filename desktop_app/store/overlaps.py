"""Records that several districts report: found with the evidence, never joined in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from desktop_app.store.findings import OPERATING, REPORTING_FORMS

KINDS: Mapping[str, str] = {"firm": "uscc", "patent": "app_no", "hte_cert": "cert_no"}
"""Forms whose records are compared across units, each with the code that tells them."""


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

    @property
    def key(self) -> str:
        """Unit and record, as decisions name them."""
        return f"{self.unit}/{self.uid}"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Records of several units that share a code.

    Attributes:
        kind: "firm", "patent" or "hte_cert".
        value: The code that they share.
        members: The records, by unit.
        choice: What a person decided: "same", "apart", "parked", or "" where nobody has yet.
        chosen: Unit at which it is counted, where it is the same.
        note: Why.
    """

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


def overlaps(connection: Connection) -> list[Overlap]:
    """Return all records that several units report, with what was decided on them."""
    decided = {
        (kind, value): (set(str(members).split()), str(choice), str(chosen or ""), str(note or ""))
        for kind, value, members, choice, chosen, note in connection.execute(
            "SELECT kind, value, members, choice, chosen, note FROM overlap"
        )
    }
    found: list[Overlap] = []
    for kind, column in KINDS.items():
        for value, rows in _groups(connection, kind, column):
            members = tuple(_MEMBERS[kind](connection, rows))
            known, choice, chosen, note = decided.get((kind, value), (set(), "", "", ""))
            if not {member.key for member in members} <= known:
                choice = chosen = note = ""
            found.append(Overlap(kind, value, members, choice, chosen, note))
    return found


def _groups(
    connection: Connection, kind: str, column: str
) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield each code that several units have, with (unit, uid) of its records."""
    rows = connection.execute(
        f"SELECT {column}, unit, uid FROM {kind} WHERE {column} IN "
        f"(SELECT {column} FROM {kind} WHERE {column} IS NOT NULL "
        f"GROUP BY {column} HAVING min(unit) <> max(unit)) ORDER BY {column}, unit, uid"
    ).fetchall()
    groups: dict[str, list[tuple[str, str]]] = {}
    for value, unit, uid in rows:
        groups.setdefault(str(value), []).append((unit, uid))
    yield from groups.items()


def _firms(connection: Connection, rows: Sequence[tuple[str, str]]) -> Iterator[Member]:
    for unit, uid in rows:
        name, operating = connection.execute(
            f"SELECT name, op_status IS NULL OR op_status IN {OPERATING} FROM firm "
            "WHERE unit = ? AND uid = ?",
            (unit, uid),
        ).fetchone()
        periods = _periods(connection, unit, uid)
        yield Member(unit, uid, str(name or ""), "", periods, bool(operating))


def _patents(connection: Connection, rows: Sequence[tuple[str, str]]) -> Iterator[Member]:
    for unit, uid in rows:
        title, firm, name = connection.execute(
            "SELECT p.title, p.firm, f.name FROM patent p LEFT JOIN firm f "
            "ON f.unit = p.unit AND f.uid = p.firm WHERE p.unit = ? AND p.uid = ?",
            (unit, uid),
        ).fetchone()
        owners = connection.execute(
            "SELECT name FROM patent_owner WHERE unit = ? AND patent = ? ORDER BY position, uid",
            (unit, uid),
        ).fetchall()
        periods = _periods(connection, unit, firm)
        told = tuple(str(row[0]) for row in owners if row[0])
        yield Member(unit, uid, str(title or ""), str(name or ""), periods, owners=told)


def _certificates(connection: Connection, rows: Sequence[tuple[str, str]]) -> Iterator[Member]:
    for unit, uid in rows:
        number, firm, name = connection.execute(
            "SELECT c.cert_no, c.firm, f.name FROM hte_cert c LEFT JOIN firm f "
            "ON f.unit = c.unit AND f.uid = c.firm WHERE c.unit = ? AND c.uid = ?",
            (unit, uid),
        ).fetchone()
        yield Member(unit, uid, str(number), str(name or ""), _periods(connection, unit, firm))


def _periods(connection: Connection, unit: str, firm: str | None) -> tuple[str, ...]:
    """Return the periods for which a firm has figures, by their last day."""
    if firm is None:
        return ()
    each = " UNION ".join(
        f"SELECT period FROM {form} WHERE unit = :unit AND firm = :firm" for form in REPORTING_FORMS
    )
    found = connection.execute(
        f"SELECT q.period FROM ({each}) q LEFT JOIN period p ON p.code = q.period "
        "ORDER BY p.last_day, p.first_day DESC",
        {"unit": unit, "firm": firm},
    )
    return tuple(str(row[0]) for row in found)


_MEMBERS: Mapping[str, Callable[[Connection, Sequence[tuple[str, str]]], Iterator[Member]]] = {
    "firm": _firms,
    "patent": _patents,
    "hte_cert": _certificates,
}
