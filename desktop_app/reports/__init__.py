"""Indicators and targets as plain tables."""

from desktop_app.reports.annexes import Annex, AnnexReading, Pace, annex
from desktop_app.reports.asking import FigureRow
from desktop_app.reports.figures import Figure, Standing, figure, figure_rows
from desktop_app.reports.summary import SummaryTable, summary
from desktop_app.reports.targets import Goal, Scope

__all__ = [
    "Annex",
    "AnnexReading",
    "Figure",
    "FigureRow",
    "Goal",
    "Pace",
    "Scope",
    "Standing",
    "SummaryTable",
    "annex",
    "figure",
    "figure_rows",
    "summary",
]
