"""汇总 as a report package takes it."""

from __future__ import annotations

from desktop_app.indicators.summary import SummaryTable, tables
from desktop_app.store.reporting import reported_alone
from desktop_app.work.workspace import Workspace


def package_summary(ws: Workspace, period: str) -> tuple[SummaryTable, ...]:
    """Return the tables of 汇总 for a package, in Chinese whatever the window speaks.

    They are made of the records that travel in it, so that who receives it can make them again;
    figures of 上年同期 may come from those of the periods before.
    """
    with (
        ws.store.reading() as reading,
        reported_alone(reading, ws.catalogue, ws.unit, period),
    ):
        return tables(reading, ws.catalogue, ws.unit, period)
