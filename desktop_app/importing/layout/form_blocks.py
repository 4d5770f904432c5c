"""Turns sheets that set names of fields beside their values into tables of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.blocks import Block, Spot, Turned
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.corners import CARRIER, FIRM, KIND, kind_of_carrier
from desktop_app.importing.layout.form_lines import Line, SheetLines, Value
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.layout.labels import is_label
from desktop_app.importing.layout.line_codes import meanings
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of
from desktop_app.importing.mapping.period_of_title import period_said_by
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row

_BODY = "公司"
_FIRM = ("firm", "name")


@dataclass(frozen=True, slots=True)
class _Key:
    """What tells the columns of a turned table apart.

    Attributes:
        label: The label, folded.
        head: Heading of the column of values, where it says a period.
        time: How often the two stood in the record before.
    """

    label: str
    head: str = ""
    time: int = 0


@dataclass(slots=True)
class _Record:
    """One record as a form gives it: its labels and values by column, and the rows it takes up."""

    first: int
    last: int
    lines: dict[_Key, Line] = field(default_factory=dict)
    values: dict[_Key, Value] = field(default_factory=dict)
    titles: tuple[str, ...] = ()

    def put(self, line: Line, value: Value | None, head: str = "") -> None:
        """Add a value, or a label that has none."""
        label = fold(line.label)
        time = sum(1 for key in self.lines if (key.label, key.head) == (label, head))
        key = _Key(label, head, time)
        self.lines[key] = line
        if value is not None:
            self.values[key] = value


def form_blocks(lines: SheetLines, known: Lexicon) -> list[Block]:
    """Return the tables whose records the labels and values of a sheet give.

    Args:
        lines: The sheet, taken apart.
        known: The headings that are known.
    """
    bands = [(band, _columns_across(band, known)) for band in _bands(lines, known)]
    if all(across for _band, across in bands):
        records = [record for band, across in bands for record in _across(band, across)]
    else:
        records = list(_below(lines, known))
    if lines.reporter and len(records) == 1 and not _names_firm(records[0], known):
        records[0].put(Line(FIRM, lines.reporter.at), lines.reporter)
    _give_titles(records, lines)
    doubted = meanings(lines.lines, known)
    return [
        _block(list(alike), doubted, known)
        for _titles, alike in groupby(records, key=lambda record: record.titles)
    ]


def _names_firm(record: _Record, known: Lexicon) -> bool:
    """Whether a record has a label for the name of its firm."""
    graded = (known.targets(heading_key(line.label))[:1] for line in record.lines.values())
    return any((one.form, one.field) == _FIRM for grades in graded for own in grades for one in own)


def _columns_across(lines: SheetLines, known: Lexicon) -> list[int]:
    """Return the columns of values that are a record each, as where firms stand side by side."""
    for line in lines.lines:
        said = {fold(plain_text(value.cell)) for value in line.values}
        if len(said) > 1 and known.is_key(heading_key(line.label)):
            break
    else:
        heads = {head.at: head for head in lines.firms.values()}.values()
        named = [head for head in heads if is_firm_name(fold(plain_text(head.cell)))]
        if len(named) < 2:
            return []
    columns = {
        value.at.column for line in lines.lines for value in line.values if len(line.values) > 1
    }
    return sorted(columns)


def _bands(lines: SheetLines, known: Lexicon) -> list[SheetLines]:
    """Return firms side by side with those below them apart, where 企业名称 comes again."""
    parts: list[list[Line]] = [[]]
    seen: set[str] = set()
    first = ""
    for line in lines.lines:
        label = fold(line.label)
        if len(line.values) > 1 and known.is_key(heading_key(line.label)):
            first = first or label
            if label == first and label in seen:
                parts.append([])
        seen.add(label)
        parts[-1].append(line)
    return [replace(lines, lines=part) for part in parts]


def _across(lines: SheetLines, columns: Sequence[int]) -> list[_Record]:
    several = [line for line in lines.lines if len(line.values) > 1]
    first, last = several[0].at.row, several[-1].at.row
    records = []
    owners = {column: lines.firms.get(column, column) for column in columns}
    owners |= _named_at_left(lines, columns)
    # A firm may stand over several years.
    for firm, own in groupby(columns, key=owners.__getitem__):
        record, within = _Record(first, last), frozenset(own)
        if isinstance(firm, Value) and _names_a_record(firm):
            record.put(Line(FIRM, firm.at), firm)
        for line in lines.lines:
            shared = line.values if len(line.values) == 1 and line.at.row < first else []
            values = [value for value in line.values if value.at.column in within] or shared
            for value in values:
                record.put(line, value, value.head if period_said(value.head) else "")
            if not values:
                record.put(line, None)
        records.append(record)
    _give_kinds(records)
    return records


def _named_at_left(lines: SheetLines, columns: Sequence[int]) -> dict[int, int]:
    """Return the first column of a carrier's for its further ones, which only periods head."""
    names = next((one for one in lines.lines if fold(one.label) == fold(CARRIER)), None)
    if names is None:
        return {}
    named = {value.at.column for value in names.values}
    owners: dict[int, int] = {}
    for column in columns:
        head = lines.heads.get(column)
        is_dated = head is not None and period_said(plain_text(head.cell)) is not None
        left = column - 1
        if column not in named and is_dated and (left in named or left in owners):
            owners[column] = owners.get(left, left)
    return owners


def _give_kinds(records: Sequence[_Record]) -> None:
    """Let the names of carriers say their kinds, where these are of several."""
    named = _Key(fold(CARRIER))
    values = [record.values.get(named) for record in records]
    kinds = [kind_of_carrier(plain_text(value.cell)) if value else "" for value in values]
    if len(set(kinds) - {""}) > 1:
        for record, value, kind in zip(records, values, kinds, strict=True):
            if value is not None and kind:
                record.put(Line(KIND, value.at), value._replace(cell=kind))


def _names_a_record(head: Value) -> bool:
    core = fold(plain_text(head.cell))
    return is_firm_name(core) or core in words().totals


def _below(lines: SheetLines, known: Lexicon) -> Iterator[_Record]:
    """Yield the records of forms that stand below each other: a new one where a key comes again.

    Under a title that names a period, the key may be called otherwise, or name the same firm.
    """
    own: list[Line] = []
    seen: dict[str, str] = {}
    met: set[tuple[str, str]] = set()
    named = [row for row, cells in lines.loose.items() if _is_named_after_firm(cells)]
    for line in lines.lines:
        last = own[-1].at.row if own else line.at.row
        is_said = fold(line.label) in {fold(one.label) for one in own}
        if is_said and any(last < row < line.at.row for row in named):
            # The name of the next firm stands alone above its figures.
            yield _record(own)
            own, seen, met = [], {}, set()
        if known.is_key(heading_key(line.label)):
            label, meant = fold(line.label), known.keys_meant(heading_key(line.label))
            said = fold(plain_text(line.values[0].cell)) if line.values else ""
            is_dated = not met.isdisjoint(meant) and _is_dated(lines, last, line.at.row)
            if own and (is_dated or (label in seen and said != seen[label])):
                yield _record(own)
                own, seen, met = [], {}, set()
            seen[label] = said
            met |= meant
        own.append(line)
    if own:
        yield _record(own)


def _is_dated(lines: SheetLines, after: int, before: int) -> bool:
    """Whether what stands alone between two rows names a period."""
    between = (cells for row, cells in lines.loose.items() if after < row < before)
    return bool(period_said_by([plain_text(c) for cells in between for c in cells], "").code)


def _is_named_after_firm(cells: Row) -> bool:
    """Whether what stands in a row of its own is the name of a firm, or begins with one."""
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    ends = [(text, text.find(_BODY)) for text in texts if len(texts) == 1]
    return any(end > 0 and is_firm_name(text[: end + len(_BODY)]) for text, end in ends)


def _record(lines: Sequence[Line]) -> _Record:
    """Return the record of some lines; one half of a form is read before the other at its right."""
    record = _Record(lines[0].at.row, lines[-1].at.row)
    for line in sorted(lines, key=lambda line: (line.at.column, line.at.row)):
        if not line.values:
            record.put(line, None)
        for number, value in enumerate(line.values):
            head = value.head if period_said(value.head) else ""
            # A second value that nothing tells from the first is shown, and not taken.
            record.put(line, value, head or (f"{number + 1}" if number else ""))
    return record


def _give_titles(records: Sequence[_Record], lines: SheetLines) -> None:
    """Let each record have the titles since the one before; those at the end are the last one's."""
    first = min(lines.loose, default=0)
    for number, record in enumerate(records):
        is_last = number + 1 == len(records)
        until = max(lines.loose, default=0) if is_last else record.last
        rows = range(first, until + 1)
        record.titles = tuple(plain_text(cell) for row in rows for cell in lines.loose.get(row, ()))
        if not is_last and records[number + 1].first > record.last:
            first = record.last + 1


def _block(
    records: Sequence[_Record], meant: Mapping[str, tuple[str, str]], known: Lexicon
) -> Block:
    columns = {key: line for record in reversed(records) for key, line in record.lines.items()}
    order = sorted(columns, key=lambda key: _place(key, records))
    heads = tuple(_head(key, columns[key], _over(key, records), meant, known) for key in order)
    rows: list[Row] = [
        [record.values[key].cell if key in record.values else "" for key in order]
        for record in records
    ]
    spots: list[dict[int, Spot]] = [
        {column: (record.values[key].at if key in record.values else record.lines[key].at)
         for column, key in enumerate(order) if key in record.lines}
        for record in records
    ]  # fmt: skip
    first, last = records[0].first + 1, records[-1].last + 1
    turned = Turned(rows, [record.first + 1 for record in records], spots)
    return Block(
        Heading(first, last, heads),
        above=[[title] for title in records[0].titles],
        below=rows,
        turned=turned,
    )


def _unit_over(head: ColumnHead, over: Sequence[str], known: Lexicon) -> Unit | None:
    """Return the unit that stands over values or labels, 指标（万元）; money is that of amounts."""
    unit = next(filter(None, (heading_key(text).unit for text in over)), None)
    meant = (one for key in head.keys for grade in known.targets(key)[:1] for one in grade)
    is_amount = any((one.form, one.field) in known.amounts for one in meant)
    return unit if unit is None or unit.kind != "money" or is_amount else None


def _place(key: _Key, records: Sequence[_Record]) -> tuple[int, int]:
    return next(
        (list(record.lines).index(key), number)
        for number, record in enumerate(records)
        if key in record.lines
    )


def _over(key: _Key, records: Sequence[_Record]) -> str:
    """Return what stands over the values of a column."""
    return next((record.values[key].head for record in records if key in record.values), "")


def _head(
    key: _Key, line: Line, over: str, meant: Mapping[str, tuple[str, str]], known: Lexicon
) -> ColumnHead:
    head = head_of((line.label,))
    is_known = any(known.knows(one) for one in head.keys) or is_label(line.label, known)
    if not is_known and line.group:
        # 甲公司研发费用 over 金额 is a title and a caption.
        head = head_of((line.group.replace(firm_in(line.group), ""), line.label))
    is_year = key.head.isdigit() and period_said(key.head) is not None
    text = JOINT.join(filter(None, (line.label, f"{key.head}年" if is_year else key.head)))
    if key.head.isdigit() and not is_year:
        return ColumnHead(text)
    period = period_said(key.head) or "" if key.head else ""
    return replace(
        head,
        text=text,
        unit=unit_of(line.unit) or head.unit or _unit_over(head, (over, line.over), known),
        period=period or head.period,
        meant=meant.get(key.label),
    )
