"""Asks about what a title says is no more than aimed at, expected or applied for."""

from __future__ import annotations

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.model import Column
from desktop_app.importing.records.sheet_rows import SheetRows

_FIRM = "firm"
_GIVEN = frozenset({("achievement", "kind"), ("label", "label"), ("rd_institution", "kind")})
"""What a title says of the kind of records that were not there before."""
_YEAR = 4


def ask_about_aims(sheet: SheetRows, catalogue: Catalogue) -> None:
    """Ask about the rows of a sheet 2023年研发费用预算表 whose figures may be no more than that.

    What a heading calls done, and what is of an earlier year than the title's, is not.
    """
    mapping = sheet.mapping
    found = layout_words().titled_plans.search(fold(mapping.title))
    if found is None:
        return
    rows = {
        place
        for column in mapping.columns
        if column.form and _is_figure(column, catalogue) and _may_be_aimed(column, mapping.period)
        for place, value in enumerate(sheet.values(column.form, column.field, column.period) or ())
        if value is not None
    }
    for place in sorted(rows):
        sheet.remark(place, "title_differs", other=found[0])


def ask_about_applications(sheet: SheetRows) -> None:
    """Ask about the results and titles of a list whose title says that they were applied for.

    首版次软件申报表 names what it lists; in 示范企业申报表 institutions are there all the same.
    """
    mapping = sheet.mapping
    found = layout_words().titled_applied.search(fold(mapping.title))
    if found is None or _GIVEN.isdisjoint(mapping.constants):
        return
    for place in filter(sheet.is_alive, range(sheet.height)):
        sheet.remark(place, "title_differs", other=found[0])


def _is_figure(column: Column, catalogue: Catalogue) -> bool:
    form = catalogue.form(column.form)
    return form.parent == _FIRM and form.periodic and form.by_code[column.field].is_number


def _may_be_aimed(column: Column, period: str) -> bool:
    is_earlier = "" < column.period[:_YEAR] < period[:_YEAR] and not is_open(column.period)
    return not is_earlier and layout_words().done.search(fold(column.heading)) is None
