"""What came from the units for a period and what went back to them, as the page 收件 shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from desktop_app.work.workspace import Workspace

WAITING, MERGED, REFUSED = "waiting", "merged", "refused"
"""States of a package that was received."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package that was received for a period.

    Attributes:
        unit: Code of the unit; `digest` of the file.
        revision: Its version of the report.
        state: MERGED, WAITING or REFUSED.
        path: Its copy in `received/`.
        at: When it was received first.
        signer: Who signed; `signed_at` when, as the file claims.
        reason: Why it waits ("gap", "fork"), or why a person decided against it.
        batch: The batch that made it so: of a merged one, its merge.
        standing: Whether it is the newest revision that was merged.
    """

    unit: str
    digest: str
    revision: int
    state: str
    path: Path
    at: datetime | None
    signer: str
    signed_at: datetime | None
    reason: str
    batch: int
    standing: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A receipt or return slip that was issued.

    Attributes:
        unit: Code of the unit; `about` the digest of the package.
        kind: "receipt" or "return"; `decision` the state that it gave the report.
        path: Its copy in `sent/`.
        at: When it was issued; `deadline` ISO date by which to correct, or "".
    """

    unit: str
    about: str
    kind: str
    decision: str
    path: Path
    at: datetime | None
    deadline: str


@dataclass(frozen=True, slots=True)
class Traffic:
    """All files of a period, the newest first."""

    arrivals: tuple[Arrival, ...]
    answers: tuple[Answer, ...]

    def standing(self, unit: str) -> Arrival | None:
        """Return the package of a unit that holds: the newest revision that was merged."""
        return next((one for one in self.arrivals if one.unit == unit and one.standing), None)

    def of(self, digest: str) -> Arrival | None:
        """Return a package by its digest, if it was received."""
        return next((one for one in self.arrivals if one.digest == digest), None)


def traffic(ws: Workspace, period: str) -> Traffic:
    """Return what came and went for a period."""
    with ws.store.reading() as connection:
        return Traffic(
            tuple(_arrivals(ws, connection, period)), tuple(_answers(ws, connection, period))
        )


def _arrivals(ws: Workspace, connection: Connection, period: str) -> list[Arrival]:
    standing = {
        (str(unit), str(digest))
        for unit, digest in connection.execute(
            "SELECT unit, package_digest FROM report WHERE period = ?", (period,)
        )
    }
    rows = connection.execute(
        "SELECT unit, digest, revision, state, file, at, signer, signed_at, text, version "
        "FROM exchange WHERE kind = 'package' AND for_period = ? "
        "ORDER BY at DESC, revision DESC, unit",
        (period,),
    )
    return [
        Arrival(
            unit=str(unit),
            digest=str(digest),
            revision=int(revision or 1),
            state=str(state),
            path=ws.received / str(file),
            at=_moment(at),
            signer=str(signer or ""),
            signed_at=_moment(signed_at),
            reason=str(reason or ""),
            batch=int(batch),
            standing=state == MERGED and (unit, digest) in standing,
        )
        for unit, digest, revision, state, file, at, signer, signed_at, reason, batch in rows
    ]


def _answers(ws: Workspace, connection: Connection, period: str) -> list[Answer]:
    rows = connection.execute(
        "SELECT unit, about, kind, decision, file, at, deadline FROM exchange "
        "WHERE kind IN ('receipt', 'return') AND for_period = ? ORDER BY at DESC",
        (period,),
    )
    return [
        Answer(
            str(unit),
            str(about or ""),
            str(kind),
            str(decision or ""),
            ws.sent / str(file),
            _moment(at),
            str(deadline or ""),
        )
        for unit, about, kind, decision, file, at, deadline in rows
    ]


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
