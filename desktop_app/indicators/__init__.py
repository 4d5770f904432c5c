"""Indicators and targets as plain tables: figures, annexes, rankings, who meets the conditions."""

from desktop_app.indicators.annexes import Annex, AnnexReading, Pace, annex
from desktop_app.indicators.asking import FigureRow
from desktop_app.indicators.figures import Figure, Standing, figure, figure_rows
from desktop_app.indicators.summary import SummaryTable, summary
from desktop_app.indicators.targets import Goal, Scope

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
