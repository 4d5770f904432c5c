"""Understands one table: what its title, heading, notes and first rows say of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import PurePath

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.corners import CARRIER, carrier_in
from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.layout.headless import heading_of_texts
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.notes import notes_of, period_of_notes, unit_of_notes
from desktop_app.importing.layout.sheet_kinds import kind_of
from desktop_app.importing.layout.titles import is_sample
from desktop_app.importing.mapping.choices_across import with_choices
from desktop_app.importing.mapping.heading_comments import (
    Comments,
    titles_noted,
    with_comments,
)
from desktop_app.importing.mapping.kinds_of_title import code_named, years_of_keys
from desktop_app.importing.mapping.lexicon import Lexicon, lexicon
from desktop_app.importing.mapping.named_kinds import with_named_kinds
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.mapping.noted_periods import times_of_figures
from desktop_app.importing.mapping.period_of_title import DIFFERS, NOT_SAID, Said
from desktop_app.importing.mapping.periods import period_of_sheet
from desktop_app.importing.mapping.place_of_title import PLACE, place_in
from desktop_app.importing.mapping.places_across import OTHERS, of_own_place
from desktop_app.importing.mapping.propose import propose
from desktop_app.importing.mapping.sheet_title import (
    TitleFacts,
    says_to_date,
    title_facts,
    with_facts_of_sheet,
)
from desktop_app.importing.mapping.totals_grid import PARTS
from desktop_app.importing.mapping.unit_of_title import is_unit_line, units_of_figures
from desktop_app.importing.memory.recall import Recall
from desktop_app.importing.model import TOTALS, Column, ImportOptions, SheetMapping, SheetName
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, Sheet

_FIRM = "企业名称"
_FIRM_FORM = "firm"
_NAME = (_FIRM_FORM, "name")
_TOWN = ("firm", "town")
_CARRIER_NAME = ("carrier", "name")
_OPEN = "ambiguous"
_RESULT_KIND = ("achievement", "kind")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all sheets of an import are looked at with.

    Attributes:
        catalogue: Forms and code lists.
        known: What a person said beforehand, now or earlier.
        unit: Code of the reporting unit that imports.
    """

    catalogue: Catalogue
    known: Recall
    unit: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a sheet stands, and what is known of it before it is read.

    Attributes:
        file: Name of its file.
        sheet: The sheet.
        setting: What it is looked at with.
        cover: The period that a cover before it says is that of the workbook, or "".
        before: The period of the sheet before it, or "".
        unit: The unit of amounts that a sheet of notes before it gives, or None.
        firm: Name and code of the one firm that the sheets before it are of, by form and field.
    """

    file: str
    sheet: Sheet
    setting: Setting
    cover: str = ""
    before: str = ""
    unit: Unit | None = None
    firm: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """Forms and code lists."""
        return self.setting.catalogue

    @property
    def known(self) -> Recall:
        """What a person said beforehand, now or earlier."""
        return self.setting.known


def said_heading(where: Where, head: Sequence[Row]) -> Heading | None:
    """Return the first row of texts, where a person said what the columns below it are."""
    heading = heading_of_texts(head)
    if heading is None:
        return None
    key = (where.file, where.sheet.name)
    options = where.known.of_sheet(key, [one.text for one in heading.heads])
    return heading if options.forms.get(key) or options.choices.get(key) else None


class Understanding:
    """What is known of the tables of one sheet or part of it, each after the other.

    Args:
        where: Where the sheet stands.
        head: Its first rows.
        first: Its first table, whose title holds for those below as far as theirs say nothing.
        comments: What is noted on its cells.
        above: What is said above them all.

    Attributes:
        said: What the title of the first table says, and else that above it.
    """

    def __init__(
        self,
        where: Where,
        head: Sequence[Row],
        first: Block,
        comments: Comments,
        above: TitleFacts | None = None,
    ) -> None:
        self._where = where
        self._comments = comments
        self._head = head
        self._around = [] if above is None else [above]
        self.said = self._with_facts_around(self._title(first))

    def of(self, block: Block, part: int) -> SheetMapping:
        """Return how a table is understood, which is the sheet's `part`-th, from 1."""
        name = SheetName(self._where.file, self._where.sheet.name, part)
        catalogue = self._where.catalogue
        block = with_comments(block, self._comments) if self._comments else block
        block = of_own_place(block, self._where.setting.unit, catalogue)
        title = self._with_facts_around(with_facts_of_sheet(self._title(block), self.said))
        block = with_choices(block, title.scores or self.said.scores, catalogue)
        block = with_named_kinds(block, title, catalogue)
        texts = [head.text for head in block.heading.heads]
        options = self._where.known.of_sheet(name.key, texts)
        why_not = self._why_not(block, name, options.forms.get(name.key))
        if why_not:
            if not texts and (bare := heading_of_texts(self._head)) is not None:
                # What a person may choose of, though nothing is known.
                texts = [head.text for head in bare.heads]
            columns = tuple(Column(index, text) for index, text in enumerate(texts))
            return SheetMapping(columns=columns, why_not=why_not)
        title = self._of_file(title, options)
        given = self._where.known.given(name, texts, title.text)
        if given is not None:
            first, last = block.heading.rows
            return replace(given, first_row=first, last_row=last)
        mapping = self._told_by_file(
            propose(block, name, title, catalogue, options), block, name, title, options
        )
        if not mapping.main and self._where.firm:
            of_cover = replace(title, constants={**title.constants, **self._where.firm})
            found = propose(block, name, of_cover, catalogue, options)
            if found.main not in {"", TOTALS}:
                return replace(found, is_of_cover=True)
        if not mapping.main and block.turned is not None:
            # Figures without a firm are refused; they are no sheet to pass over.
            mapping = self._nameless(block, name, title, options)
        elif not mapping.main:
            # 年度 | 在孵企业数 below 甬创孵化器历年数据 is of that carrier.
            titled = self._with_carrier(title, block.above)
            named = _CARRIER_NAME in titled.constants
            mapping = propose(block, name, titled, catalogue, options) if named else mapping
        others = self._whose(title, block, options) if mapping.main == TOTALS else ""
        if others:
            return replace(mapping, main="", forms=(), why_not=others)
        if not mapping.main:
            why_not = kind_of(self._head, name.sheet, catalogue) or block.why_not
            why_not = why_not or mapping.why_not
            return replace(mapping, why_not=why_not)
        return mapping

    def _with_facts_around(self, own: TitleFacts) -> TitleFacts:
        return reduce(with_facts_of_sheet, self._around, own)

    def _told_by_file(
        self,
        mapping: SheetMapping,
        block: Block,
        name: SheetName,
        title: TitleFacts,
        options: ImportOptions,
    ) -> SheetMapping:
        """Return a mapping in which the file's name says what its open columns are about.

        认定日期 in 高企.xlsx may be of several forms where neither title nor tab says which.
        """
        if title.scores.keys() - {_FIRM_FORM} or not any(
            c.reason == _OPEN for c in mapping.columns
        ):
            return mapping
        said = title_facts((), PurePath(self._where.file).stem, self._where.catalogue)
        kinds = {
            where: value
            for where, value in said.constants.items()
            if where[0] != _FIRM_FORM and not isinstance(value, int)
        }
        if not kinds and not said.scores.keys() - {_FIRM_FORM}:
            return mapping
        told = replace(title, scores=said.scores, constants={**kinds, **title.constants})
        found = propose(block, name, told, self._where.catalogue, options)
        is_more = set(mapping.forms) < set(found.forms)
        return replace(found, is_told_by_file=True) if is_more else mapping

    def _whose(self, title: TitleFacts, block: Block, options: ImportOptions) -> str:
        """Return why totals are none of the office, as what titles them says, or ""."""
        if _NAME in title.constants:
            # 发明专利授权量 of a firm is no total of the office.
            return "figures_of_firm"
        if options.forms:
            return ""
        if self._is_of_others(title):
            return OTHERS
        if _CARRIER_NAME in self._with_carrier(title, block.above).constants:
            return "figures_of_firm"
        return PARTS if _TOWN in title.constants else ""

    def _is_of_others(self, title: TitleFacts) -> bool:
        """Whether totals are those of another place, as title, tab or the file's name says."""
        stem = PurePath(self._where.file).stem
        place = title.constants.get(PLACE) or place_in(stem, (stem,), self._where.catalogue)
        return place not in {"", self._where.setting.unit}

    def _nameless(
        self, block: Block, name: SheetName, title: TitleFacts, options: ImportOptions
    ) -> SheetMapping:
        """Return how figures are understood that name neither firm nor carrier."""
        title = self._with_carrier(title, block.above)
        if _CARRIER_NAME in title.constants:
            return propose(block, name, title, self._where.catalogue, options)
        for label in (CARRIER, _FIRM):
            named = block.with_head(head_of((label,)))
            mapping = propose(named, name, title, self._where.catalogue, options)
            taken = [one for one in mapping.columns if one.form]
            if len(taken) > 1:
                break
        return mapping

    def _with_carrier(self, found: TitleFacts, above: Sequence[Row]) -> TitleFacts:
        """Take the one carrier that a title is named after: 甬创孵化器近三年指标."""
        places = self._where.catalogue.codes["reporting_unit"].spellings
        texts = (cell for row in above for cell in row if isinstance(cell, str))
        names = {carrier_in(text, places) for text in (*texts, self._where.sheet.name)} - {""}
        if len(names) != 1:
            return found
        return replace(found, constants={**found.constants, _CARRIER_NAME: names.pop()})

    def _why_not(self, block: Block, name: SheetName, said: str | None) -> str:
        """Return why a table is passed over before it is looked at, or ""."""
        if said == "":
            return "left_out"
        if not block.heading.heads:
            kind = kind_of(self._head, name.sheet, self._where.catalogue)
            return kind or block.why_not or "no_heading"
        return "example" if not said and is_sample(block.above, name.sheet) else ""

    def _title(self, block: Block) -> TitleFacts:
        """Return what is said above a table, by the tab, and by notes."""
        sheet, catalogue = self._where.sheet, self._where.catalogue
        found = title_facts(block.above, sheet.name, catalogue)
        # The tab of a text file is the file's name, which is asked last.
        if sheet.is_text and found.said.source == "sheet":
            found = replace(found, said=NOT_SAID)
        if sheet.is_text and found.said.source == DIFFERS:
            found = replace(found, said=found.said._replace(source="title"))
        heads = block.heading.heads if block.turned is None else ()
        notes = notes_of(block.turned.noted if block.turned else block.below, heads)
        notes += titles_noted(block.heading, block.above, self._comments)
        known = lexicon(catalogue)
        of_all = [note for note in notes if not any(times_of_figures(note, known))]
        found = replace(
            found,
            units=units_of_figures(notes) | dict(found.units),
            is_to_date=found.is_to_date or says_to_date(of_all),
            notes=tuple(notes),
            cover=self._where.cover,
            before=self._where.before,
        )
        if found.unit is None:
            # 单位：万元 may stand in the corner of the heading too.
            corners = [head.text for head in block.heading.heads if _tells_unit(head)]
            corner = _unit_in_corner(block.heading, lexicon(catalogue))
            unit = unit_of_notes([*corners, *notes]) or corner or self._where.unit
            found = replace(found, unit=unit)
        if not found.said.source or found.said.is_coming:
            period = period_of_notes(notes)
            found = replace(found, said=Said(period, "title") if period else found.said)
        found = _with_kind(found, block.heading, catalogue)
        return found if _NAME in found.constants else self._with_firm(found, block.above)

    def _of_file(self, found: TitleFacts, options: ImportOptions) -> TitleFacts:
        """Take the year of labels and filings from cover or file where nothing else names one."""
        name = SheetName(self._where.file, self._where.sheet.name)
        said = period_of_sheet(found, name, options)
        if said.source not in {"cover", "file"}:
            return found
        years = years_of_keys(self._where.catalogue, said.code)
        return replace(found, constants={**years, **found.constants})

    def _with_firm(self, found: TitleFacts, above: Sequence[Row]) -> TitleFacts:
        """Take the firm that a title is named after; where it says no code, that of tab or file."""
        is_coded = any(("firm", field) in found.constants for field in FIRM_CODES)
        tab = self._where.sheet.name
        around: tuple[str, ...] = (tab, PurePath(self._where.file).stem)
        if is_coded:
            # A code above the table is that of the firm that the tab is called after, if it is.
            around = (tab,) if is_firm_name(fold(tab)) else ()
        lines = [cell for row in above for cell in row if isinstance(cell, str)]
        if len({name for line in lines if (name := firm_in(line))}) > 1:
            # Above a table may stand a list, whose firms it is not about.
            return found
        name = next(filter(None, map(firm_in, (*lines, found.text, *around))), "")
        return replace(found, constants={**found.constants, _NAME: name}) if name else found


def _tells_unit(head: ColumnHead) -> bool:
    """Whether a heading is that of no figure, and may name the unit of all: 备注（单位：万元）."""
    named = words().remark | words().serial
    return is_unit_line(head.text) or any(key.plain in named for key in head.keys)


def _unit_in_corner(heading: Heading, known: Lexicon) -> Unit | None:
    """Return the unit of money over the periods or totals of rows: 年份/指标（万元）."""
    over = (
        head
        for head in heading.heads
        if any(key.text in words().period or known.is_total(key) for key in head.keys)
    )
    return next((head.unit for head in over if head.unit and head.unit.kind == "money"), None)


def _with_kind(found: TitleFacts, heading: Heading, catalogue: Catalogue) -> TitleFacts:
    """Take the kind of results that the heading over their names says: 首台（套）产品名称."""
    if _RESULT_KIND in found.constants:
        return found
    codes = catalogue.codes[catalogue.form(_RESULT_KIND[0]).by_code[_RESULT_KIND[1]].codes]
    called = layout_words().results
    heads = [one for one in heading.heads if any(called.fullmatch(k.text) for k in one.keys)]
    kinds = {code_named(fold(one.text), codes) for one in heads} - {""}
    if len(kinds) != 1:
        return found
    return replace(found, constants={**found.constants, _RESULT_KIND: kinds.pop()})
