"""What a new task file means for findings that are there: other severities, or other questions."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.findings import Severity
from desktop_app.domain.states import ReportState
from desktop_app.store.apply import LOCKS
from desktop_app.store.findings import check_period

_NOT_ACCEPTED = "SELECT unit, period FROM report WHERE unit <> ? AND state <> ?"
"""Reports of other units that the workspace, the city's then, has not accepted yet."""


def follow_task(
    connection: Connection, before: Catalogue, after: Catalogue, own: str, *, anew: bool
) -> None:
    """Let findings follow the catalogues as a task sets them.

    Those of own reports do until they are sent, those of received ones until they are accepted.

    Args:
        connection: Inside the caller's transaction.
        before: The catalogues till now; `after` from now on.
        after: See `before`.
        own: The workspace's unit.
        anew: Whether rules may find something else now. Received reports are checked again then;
            what becomes of own ones is left to the caller.
    """
    moved = {
        name: rule.severity
        for name, rule in after.rules.items()
        if rule.severity is not before.rules[name].severity
    }
    _weigh(connection, own, moved)
    held = (own, ReportState.ACCEPTED.value)
    for unit, period in connection.execute(_NOT_ACCEPTED, held).fetchall() if anew else ():
        check_period(connection, after, str(unit), str(period))


def _weigh(connection: Connection, own: str, severities: Mapping[str, Severity]) -> None:
    """Give findings the severities that their rules have now."""
    connection.executemany(
        "UPDATE finding SET severity = ? WHERE unit = ? AND rule = ? AND period NOT IN "
        f"(SELECT period FROM report WHERE unit = ? AND state IN ({LOCKS}))",
        [(severity.value, own, rule, own) for rule, severity in severities.items()],
    )
    connection.executemany(
        f"UPDATE finding SET severity = ? WHERE rule = ? AND (unit, period) IN ({_NOT_ACCEPTED})",
        [
            (severity.value, rule, own, ReportState.ACCEPTED.value)
            for rule, severity in severities.items()
        ],
    )
