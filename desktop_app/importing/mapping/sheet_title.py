"""What a sheet's title and name say of all its rows, put together: `TitleFacts`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.days_of_title import days_said
from desktop_app.importing.mapping.firm_of_title import firm_said
from desktop_app.importing.mapping.forms_of_title import forms_said
from desktop_app.importing.mapping.kinds_of_title import kinds_said
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.mapping.period_of_title import (
    NOT_SAID,
    Said,
    is_of_earlier,
    part_said,
    period_said_by,
)
from desktop_app.importing.mapping.place_of_title import PLACE, TOWN, place_said, town_said
from desktop_app.importing.mapping.title_texts import texts_of
from desktop_app.importing.mapping.unit_of_title import unit_said, units_of_figures
from desktop_app.sheets.table import Row

_FIRM_FORM = "firm"
_FIRST_PART = re.compile(r"\S\s+一、")
_NEXT_PART = re.compile("[二三四五六七八九十]{1,2}、")
"""Begin parts of a sheet with a table each."""


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What stands above and around a table.

    Attributes:
        text: Texts above, joined by spaces.
        scores: How much title and tab speak for each form.
        said: The period that they name.
        cover: The period that the workbook's cover names, or "".
        before: The period of the sheet before it in its workbook, or "".
        is_earlier: Whether they say that all is of a year before that: 上年同期.
        part: The part of a year that they name without the year ("M01-09"), or "".
        unit: Unit of all amounts, or None.
        units: Unit of the figures that a title or note names one for, by their folded names.
        constants: Values of all rows, by (form, field).
        official: Forms whose official number or full name the title gives.
        is_list: Whether they call the table a list of what they name.
        is_to_date: Whether they say that figures of months and quarters are from January on.
        notes: What stands below or beside the table.
    """

    text: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    said: Said = NOT_SAID
    cover: str = ""
    before: str = ""
    is_earlier: bool = False
    part: str = ""
    unit: Unit | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
    constants: Mapping[tuple[str, str], Stored] = field(default_factory=dict)
    official: frozenset[str] = frozenset()
    is_list: bool = False
    is_to_date: bool = False
    notes: tuple[str, ...] = ()


def with_facts_of_sheet(own: TitleFacts, sheet: TitleFacts) -> TitleFacts:
    """Return what holds for a further table: what its own title leaves open, its sheet's says.

    The firm that a sheet's head names is not that of a table further down, unless the first is
    numbered as a part of the sheet, and this one too: 一、标准, 二、奖励.
    """
    constants = dict(own.constants)
    if _NEXT_PART.match(own.text) and _FIRST_PART.search(sheet.text):
        firm = {key: value for key, value in sheet.constants.items() if key[0] == _FIRM_FORM}
        constants = {**firm, **constants}
    places = {where: sheet.constants[where] for where in (PLACE, TOWN) if where in sheet.constants}
    # The towns of another place are none of the sheet's.
    constants = constants if PLACE in constants else {**places, **constants}
    if not own.said.code:
        years = {key: value for key, value in sheet.constants.items() if isinstance(value, int)}
        constants = {**years, **constants}
    return replace(
        own,
        said=own.said if own.said.source else sheet.said,
        part=own.part or sheet.part,
        unit=own.unit or sheet.unit,
        constants=constants,
        is_list=own.is_list or sheet.is_list,
        is_to_date=own.is_to_date or sheet.is_to_date,
    )


def title_facts(above: Sequence[Row], sheet: str, catalogue: Catalogue) -> TitleFacts:
    """Return what the rows above the heading and the name of the sheet say."""
    texts = texts_of(above)
    title = " ".join(texts)
    scores, official = forms_said(title, sheet, catalogue)
    said = period_said_by(texts, sheet)
    constants = chain(
        kinds_said(texts, sheet, catalogue, said.listed or said.code),
        place_said(texts, sheet, catalogue),
        town_said(texts, sheet, catalogue),
        days_said(texts, catalogue),
        firm_said(texts, above, catalogue),
    )
    return TitleFacts(
        title,
        scores,
        said,
        is_earlier=is_of_earlier(texts, sheet),
        part="" if said.source else part_said(texts, sheet),
        unit=next(filter(None, map(unit_said, (*texts, sheet))), None),
        units=units_of_figures(texts),
        constants=dict(constants),
        official=official,
        is_list=layout_words().named_lists.fullmatch(fold(f"{title} {sheet}")) is not None,
        is_to_date=says_to_date((*texts, sheet)),
    )


def says_to_date(texts: Iterable[str]) -> bool:
    """Whether texts say that the figures of months and quarters are all from January on."""
    return any(layout_words().to_date.search(fold(text)) for text in texts)
