"""汇总 as a report package takes it."""

from __future__ import annotations

from desktop_app import reports
from desktop_app.packages.report.model import SummaryTable
from desktop_app.work.workspace import Workspace


def package_summary(ws: Workspace, period: str) -> tuple[SummaryTable, ...]:
    """Return the tables of 汇总 for a package, in Chinese whatever the window speaks."""
    return tuple(
        SummaryTable(table.title, table.columns, table.rows, table.notes)
        for table in reports.summary(ws.store, ws.catalogue, ws.unit, period)
    )
