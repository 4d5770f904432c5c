"""Reads a sheet from its first row to its last into the tables that it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import PurePath

from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.cells.columns import Known
from desktop_app.importing.layout.blocks import Block, Turned
from desktop_app.importing.layout.cards_below import CardsBelow
from desktop_app.importing.layout.headings import Merges, Stretch, cell_text
from desktop_app.importing.layout.notes import period_of_notes, unit_of_notes
from desktop_app.importing.layout.part_titles import gap_before
from desktop_app.importing.layout.parts import parts_of
from desktop_app.importing.layout.row_stream import RowStream, Surroundings
from desktop_app.importing.layout.side_by_side import masked
from desktop_app.importing.layout.tables import lay_out
from desktop_app.importing.mapping.indicators_across import BesideRows, with_indicators_down
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.mapping.period_text import period_of_cell
from desktop_app.importing.mapping.sheet_title import TitleFacts, title_facts
from desktop_app.importing.memory.returned import with_own_column
from desktop_app.importing.records.read_table import CHUNK, TableReading
from desktop_app.importing.sheet_preview import SheetPreview
from desktop_app.importing.understand import Understanding, Where, said_heading
from desktop_app.sheets.table import Content, Marks, Row, is_filled

_MONTH = re.compile(r"M\d{2}$")
_FIRST_PART = "一、"
_NOTES = "notes"
_FIRM = "firm"
_SEVERAL = 2
_SUMMED_UP = frozenset({"parts_of_unit", "other_unit", "no_indicator"})
"""Why a table is passed over that sums up others of its workbook."""
_HEAD = 2000
"""Rows that are looked at as a whole before the first of them is read."""


def _period_alone(lines: Sequence[str]) -> str:
    """Return the one year or part of it that is a line of its own; a month is when it was made."""
    found = {code for line in lines if (code := period_of_cell(line)) and not _MONTH.search(code)}
    return found.pop() if len(found) == 1 else ""


def _first_titled(blocks: Sequence[Block]) -> Block:
    """Return the table whose title holds for others: of a card over 一、专利情况 the list."""
    first, *others = blocks
    if first.turned is None or not others or others[0].turned is not None:
        return first
    texts = [cell for row in others[0].above for cell in row if isinstance(cell, str)]
    return others[0] if any(text.strip().startswith(_FIRST_PART) for text in texts) else first


class SheetReader:
    """One sheet being read."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._found: list[SheetPreview] = []
        self._marks = Marks()
        self._merges: Merges = ()
        self._head: list[Row] = []
        self._cards: CardsBelow | None = None
        self._said: TitleFacts | None = None

    def read(self, progress: Callable[[float], None]) -> list[SheetPreview]:
        """Return the tables of the sheet, in the order in which they begin.

        Args:
            progress: Told the share of its rows that was read; may raise Cancelled.
        """
        content = self._where.sheet.read()
        self._marks = content.marks
        self._merges = content.merges
        self._head = list(islice(content.rows, _HEAD))
        sheet = Stretch(self._head, content.merges)
        is_long = len(self._head) == _HEAD
        for side in [[sheet]] if is_long else parts_of(sheet, lexicon(self._where.catalogue)):
            self._said = None
            for part in side:
                self._read_part(part, content, progress)
        return self._found

    def _read_part(
        self, part: Stretch, content: Content, progress: Callable[[float], None]
    ) -> None:
        """Read a part of the sheet, whose first rows are given, to its end."""
        head = list(part.rows)
        streams = self._streams(part, head, content)
        rows, done = chain(head, content.rows), part.before
        while chunk := list(islice(rows, CHUNK)):
            self._read_cards(chunk, done, rows)
            for stream in streams:
                stream.take(chunk)
            done += len(chunk)
            progress(min(done / max(content.height, 1), 1.0))
        for stream in streams:
            stream.finish()

    @property
    def period_of_cover(self) -> str:
        """The period that a sheet without records says is that of the others, or ""."""
        taken = [one for one in self._found if one.mapping.main and len(one.table.numbers) > 0]
        # A cover may name its firm.
        if any(one.table.turned is None or one.mapping.forms != (_FIRM,) for one in taken):
            return ""
        lines = self._lines()
        # 2022年各镇街汇总 before a list that names no year sums up the list.
        over = (x.mapping for x in self._found if x.mapping.why_not in _SUMMED_UP)
        titled = next((one.period for one in over if one.period_from in {"title", "sheet"}), "")
        return period_of_notes(lines) or _period_alone(lines) or titled

    @property
    def unit_of_cover(self) -> Unit | None:
        """The unit of amounts that a sheet of notes gives for the others, or None."""
        is_note = all(one.mapping.why_not == _NOTES for one in self._found)
        return unit_of_notes(self._lines()) if is_note else None

    @property
    def firms(self) -> list[dict[tuple[str, str], str]]:
        """Name and code of the firms of its first records, by form and field; two say enough."""
        found = []
        for one in self._found:
            given = [(f, one.table.column(_FIRM, f) or ()) for f in ("name", *FIRM_CODES)]
            for place in range(min(len(one.table.numbers), _SEVERAL)):
                said = [(f, values[place]) for f, values in given if place < len(values)]
                found.append({(_FIRM, f): value for f, value in said if isinstance(value, str)})
        return [one for one in found if one]

    def _lines(self) -> list[str]:
        rows = [[cell_text(cell) for cell in row if is_filled(cell)] for row in self._head]
        return [" ".join(cells) for cells in rows if cells]

    def _streams(self, part: Stretch, head: list[Row], content: Content) -> list[RowStream]:
        """Return what reads the tables at the top of a part; its rows grow where all are needed."""
        catalogue = self._where.catalogue
        known = lexicon(catalogue)
        is_long = len(head) == _HEAD
        blocks = self._laid_out(part)
        if is_long and all(block.is_whole for block in blocks):
            # Forms, and what lines say one figure each, are taken apart as a whole.
            head += content.rows
            blocks = lay_out(head, part.merges, known)
        lists = [block for block in blocks if block.turned is None]
        self._cards = None
        if len(lists) == 1 and lists[0].heading.heads:
            self._cards = CardsBelow(part.merges, known, lists[0].heading, is_small=not is_long)
        self._understanding = Understanding(
            self._where, head, _first_titled(blocks), self._marks.comments, self._said
        )
        self._said = self._said or self._understanding.said
        places = frozenset(catalogue.codes["reporting_unit"].spellings)
        taken = self._cards.taken if self._cards else frozenset[int]()
        around = Surroundings(part.merges, known, places, self._facts_of, self._open, taken)
        streams = []
        for block in blocks:
            if block.turned is not None:
                self._read_turned(block, block.turned)
            else:
                streams.append(RowStream(block, around, part.before))
        return streams

    def _laid_out(self, part: Stretch) -> list[Block]:
        """Return the tables at the top of a part, which is laid out as if it stood alone."""
        gap, before = gap_before(part.rows), part.before
        if len(part.rows) == _HEAD or (gap <= 1 and not before):
            return self._blocks(part.rows, part.merges)
        rows = [row[gap:] for row in part.rows]
        merges = [
            (top - before, left - gap, bottom - before, right - gap)
            for top, left, bottom, right in part.merges
            if left >= gap
        ]
        return [block.moved(before, gap) for block in self._blocks(rows, merges)]

    def _blocks(self, head: Sequence[Row], merges: Merges) -> list[Block]:
        """Return the tables at the top of a sheet."""
        known = lexicon(self._where.catalogue)
        blocks = lay_out(head, merges, known, said_heading(self._where, head))
        is_alone = len(blocks) == 1 or all(block.window for block in blocks)
        if len(head) >= _HEAD or not is_alone:
            return blocks
        own = (self._with_indicators_down(block, head, merges) for block in blocks)
        return list(chain.from_iterable(own))

    def _with_indicators_down(
        self, block: Block, head: Sequence[Row], merges: Merges
    ) -> list[Block]:
        where = self._where
        titles = (where.sheet.name, PurePath(where.file).stem)
        taught = Known(words=where.known.options.words).taught("unit_total", "indicator")
        around = BesideRows(merges, where.setting.unit, titles, taught)
        head = masked(head, block.window) if block.window else head
        return with_indicators_down(block, head, around, where.catalogue)

    def _read_cards(self, rows: list[Row], before: int, rest: Iterator[Row]) -> None:
        """Read the forms below a list that begin among some rows."""
        if self._cards is not None:
            for block in self._cards.among(rows, before, rest):
                if block.turned is not None:
                    self._read_turned(block, block.turned)

    def _read_turned(self, block: Block, turned: Turned) -> None:
        marks = turned.marks(self._marks)
        reading = self._open(block, marks)
        reading.take([list(row) for row in turned.rows], 1)
        reading.finish()
        reading.table.turn(turned)
        if not reading.mapping.main:
            # The sheet numbers its title and heading, not the turned rows.
            reading.skip(block.lead, block.first_row, reading.mapping.why_not)

    def _facts_of(self, rows: Sequence[Row]) -> TitleFacts:
        return title_facts(rows, "", self._where.catalogue)

    def _open(self, block: Block, marks: Marks | None = None) -> TableReading:
        """Understand a table whose heading was found; return what reads its rows."""
        where, sheet = self._where, self._where.sheet
        part = len(self._found) + 1
        mapping = self._understanding.of(block, part)
        if marks is None:
            mapping = with_own_column(mapping, self._marks.own_column)
        taught = where.known.options.words
        reading = TableReading(
            mapping,
            marks or self._marks,
            where.catalogue,
            taught,
            # What is merged in the sheet is not so in rows that were turned.
            self._merges if marks is None else (),
            unit=where.setting.unit,
        )
        preview = SheetPreview(where.file, sheet.name, sheet.hidden, mapping, part)
        preview.table = reading.table
        if not mapping.main and block.turned is None:
            reading.skip(block.lead, block.first_row, mapping.why_not)
        if mapping.main:
            reading.table.sheet_flags += ["hidden_sheet"] if sheet.hidden else []
            reading.table.sheet_flags += ["heading_below"] if block.heading.at else []
            reading.table.sheet_flags += ["form_from_file"] if mapping.is_told_by_file else []
            reading.table.sheet_flags += ["firm_from_cover"] if mapping.is_of_cover else []
        self._found.append(preview)
        return reading
