"""Reads a sheet from its first row to its last into the tables that it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.blocks import Block, Turned
from desktop_app.importing.headings import Merges, head_of
from desktop_app.importing.layout import lay_out
from desktop_app.importing.lexicon import lexicon
from desktop_app.importing.mapping import propose
from desktop_app.importing.model import Column, SheetMapping, SheetName
from desktop_app.importing.read_table import CHUNK, TableReading
from desktop_app.importing.recall import Recall
from desktop_app.importing.row_stream import RowStream, Surroundings
from desktop_app.importing.sheet_preview import SheetPreview
from desktop_app.importing.sheet_title import TitleFacts, title_facts, with_facts_of_sheet
from desktop_app.importing.titles import blank, is_sample
from desktop_app.sheets.table import Content, Marks, Row, Sheet

_HEAD = 2000
"""Rows that are looked at as a whole before the first of them is read."""

_SHOWN = 20
_FIRM = "企业名称"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a sheet stands, and what is known of it before it is read.

    Attributes:
        file: Name of its file.
        sheet: The sheet.
        catalogue: Forms and code lists.
        known: What a person said beforehand, now or earlier.
    """

    file: str
    sheet: Sheet
    catalogue: Catalogue
    known: Recall


class SheetReader:
    """One sheet being read."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._found: list[SheetPreview] = []
        self._facts = TitleFacts()
        self._marks = Marks()
        self._merges: Merges = ()
        self._head: list[Row] = []

    def read(self, progress: Callable[[float], None]) -> list[SheetPreview]:
        """Return the tables of the sheet, in the order in which they begin.

        Args:
            progress: Told the share of its rows that was read; may raise Cancelled.
        """
        content = self._where.sheet.read()
        self._marks = content.marks
        self._merges = content.merges
        streams = self._streams(content)
        rows, done = chain(self._head, content.rows), 0
        while chunk := list(islice(rows, CHUNK)):
            for stream in streams:
                stream.take(chunk)
            done += len(chunk)
            progress(min(done / max(content.height, 1), 1.0))
        for stream in streams:
            stream.finish()
        return self._found

    def _streams(self, content: Content) -> list[RowStream]:
        """Return what reads the tables that stand at the top of the sheet."""
        catalogue = self._where.catalogue
        self._head = head = list(islice(content.rows, _HEAD))
        known = lexicon(catalogue)
        blocks = lay_out(head, content.merges, known)
        self._facts = self._title(blocks[0])
        places = frozenset(catalogue.codes["reporting_unit"].spellings)
        around = Surroundings(content.merges, known, places, self._facts_of, self._open)
        for block in blocks:
            if block.turned is not None:
                self._read_turned(block, block.turned)
        return [RowStream(block, around) for block in blocks if block.turned is None]

    def _read_turned(self, block: Block, turned: Turned) -> None:
        marks = turned.marks(self._marks)
        reading = self._open(block, marks)
        reading.take([list(row) for row in turned.rows], 1)
        reading.finish()
        reading.table.turn(turned)

    def _facts_of(self, rows: Sequence[Row]) -> TitleFacts:
        return title_facts(rows, "", self._where.catalogue)

    def _open(self, block: Block, marks: Marks | None = None) -> TableReading:
        """Understand a table whose heading was found; return what reads its rows."""
        where, sheet = self._where, self._where.sheet
        name = SheetName(where.file, sheet.name, len(self._found) + 1)
        mapping = self._mapping(block, name)
        taught = where.known.options.words
        reading = TableReading(mapping, marks or self._marks, where.catalogue, taught, self._merges)
        preview = SheetPreview(where.file, sheet.name, sheet.hidden, mapping, name.part)
        preview.table = reading.table
        if not mapping.main:
            reading.skip(block.lead, block.first_row, mapping.why_not)
        else:
            preview.sample = [list(row) for row in block.below[:_SHOWN]]
            reading.table.sheet_flags += ["hidden_sheet"] if sheet.hidden else []
        self._found.append(preview)
        return reading

    def _title(self, block: Block) -> TitleFacts:
        """Return what is said above a table and by the tab."""
        sheet = self._where.sheet
        found = title_facts(block.above, sheet.name, self._where.catalogue)
        # The tab of a text file is the file's name, which is asked last.
        if sheet.is_text and found.period_from == "sheet":
            return replace(found, period="", period_from="")
        return found

    def _mapping(self, block: Block, name: SheetName) -> SheetMapping:
        catalogue = self._where.catalogue
        texts = [head.text for head in block.heading.heads]
        options = self._where.known.of_sheet(name.key, texts)
        if options.forms.get(name.key) == "":
            columns = tuple(Column(index, text) for index, text in enumerate(texts))
            return SheetMapping(columns=columns, why_not="left_out")
        if not texts:
            return SheetMapping(why_not="empty" if blank(self._head) else "no_heading")
        if not options.forms.get(name.key) and is_sample(block.above, name.sheet):
            return SheetMapping(why_not="example")
        title = with_facts_of_sheet(self._title(block), self._facts)
        given = self._where.known.given(name, texts, title.text)
        if given is not None:
            heading = block.heading
            return replace(given, first_row=heading.first_row, last_row=heading.last_row)
        mapping = propose(block, name, title, catalogue, options)
        if not mapping.main and block.turned is not None:
            # Figures without a firm are refused; they are no sheet to pass over.
            named = block.with_head(head_of((_FIRM,)))
            return propose(named, name, title, catalogue, options)
        return mapping
