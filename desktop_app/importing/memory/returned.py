"""Sheets that come back put right: the column of reasons, and how they were understood before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, islice, zip_longest
from typing import Any

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.i18n import _
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.model import Column, Decision, SheetMapping
from desktop_app.importing.moves.paired import Paired
from desktop_app.sheets.table import Cell, Content, Row, Sheet

FORMAT = 1
REASONS = ("问题原因（双倍增报送）", "Reason (Shuangbei)")
"""What stands above the reasons, in any language: by it their column is known."""

OWN = "reasons"
"""Why the column of reasons is not taken."""

_FOLDED = frozenset(map(fold, REASONS))
_LOOKED_AT = 100
_LONGEST = max(map(len, REASONS)) + 10


def reason_heading() -> str:
    """Return what stands above the reasons in the language in use; it is one of REASONS."""
    return _("问题原因（双倍增报送）")


def reason_column(rows: Iterable[Sequence[Cell]]) -> int:
    """Return the column in which reasons stand, or -1."""
    for row in rows:
        for index, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) <= _LONGEST and fold(cell) in _FOLDED:
                return index
    return -1


def without_reasons(sheet: Sheet, *, since_1904: bool = False) -> Sheet:
    """Return a sheet whose column of reasons is blank; all other cells stand where they stood.

    Args:
        sheet: The sheet.
        since_1904: Whether the bare numbers that went back count their days from 1904.
    """

    def read() -> Content:
        content = sheet.read()
        head = list(islice(content.rows, _LOOKED_AT))
        rows, column = chain(head, content.rows), reason_column(head)
        if column < 0:
            return replace(content, rows=rows)
        # What is noted on a sheet that comes back is our own.
        content.marks.comments.clear()
        content.marks.own_column = column
        content.marks.is_1904 |= since_1904
        return replace(content, rows=_blanked(rows, column))

    return replace(sheet, read=read)


def with_own_column(mapping: SheetMapping, index: int) -> SheetMapping:
    """Return a mapping that says of the column of reasons what it is."""
    columns = (
        replace(column, reason=OWN) if column.index == index and not column.form else column
        for column in mapping.columns
    )
    return replace(mapping, columns=tuple(columns))


def _blanked(rows: Iterator[Row], column: int) -> Iterator[Row]:
    for row in rows:
        if column < len(row):
            row[column] = ""
        yield row


@dataclass(frozen=True, slots=True)
class Note:
    """What a workbook that comes back says of itself.

    Attributes:
        mappings: How its tables were understood, by tab.
        taught: What was decided about sheets, columns, words and firms.
        since_1904: Tabs whose bare numbers count their days from 1904, as the workbook does not.
    """

    mappings: Mapping[str, tuple[SheetMapping, ...]] = field(default_factory=dict)
    taught: tuple[Decision, ...] = ()
    since_1904: frozenset[str] = frozenset()


def note_text(note: Note) -> str:
    """Return a note as text."""
    tabs = {tab: [_as_json(one) for one in found] for tab, found in note.mappings.items()}
    told = {"format": FORMAT, "tabs": tabs, "taught": note.taught}
    return json.dumps({**told, "since_1904": sorted(note.since_1904)}, ensure_ascii=False)


def read_note(text: str, catalogue: Catalogue) -> Note:
    """Return a note; an empty one where there is none, or none that can be used here."""
    if not text:
        return Note()
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            return Note()
        taught = tuple(Decision(*map(str, one)) for one in told["taught"])
        found = {
            str(tab): tuple(_from_json(one) for one in mappings)
            for tab, mappings in told["tabs"].items()
        }
        since_1904 = frozenset(map(str, told.get("since_1904", ())))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Note()
    return Note(
        {tab: tuple(one for one in found[tab] if _is_known(one, catalogue)) for tab in found},
        taught,
        since_1904,
    )


def moved(mapping: SheetMapping, place: Callable[[int], int]) -> SheetMapping:
    """Return a mapping whose columns stand elsewhere; nothing stands in the gaps."""
    found = {place(column.index): column for column in mapping.columns}
    columns = (
        _placed(found[index], index, place) if index in found else Column(index, "")
        for index in range(max(found, default=-1) + 1)
    )
    claims = tuple((place(index), form) for index, form in mapping.claims)
    pairs = tuple(
        replace(pair, column=place(pair.column), place=place(pair.place)) for pair in mapping.pairs
    )
    return replace(mapping, columns=tuple(columns), claims=claims, pairs=pairs)


def _placed(column: Column, index: int, place: Callable[[int], int]) -> Column:
    return replace(column, index=index, at=column.at if column.at < 0 else place(column.at))


def fits(mapping: SheetMapping, headings: Sequence[str]) -> bool:
    """Whether a table has the headings that a mapping speaks of, column by column."""
    wanted = [column.heading if column.at < 0 else "" for column in mapping.columns]
    # The letters of a label may have stood apart: 文    号.
    pairs = zip_longest(wanted, headings, fillvalue="")
    return all(one.split() == other.split() for one, other in pairs)


def _as_json(mapping: SheetMapping) -> dict[str, object]:
    constants = [[*where, value] for where, value in mapping.constants.items()]
    columns = [asdict(column) for column in mapping.columns]
    plain = {**asdict(replace(mapping, constants={})), "constants": constants}
    return {**plain, "columns": columns}


def _from_json(told: dict[str, Any]) -> SheetMapping:
    columns = tuple(
        Column(
            **{
                **one,
                "unit": _unit(one["unit"]),
                "near": _pair(one["near"]),
                "flags": tuple(one["flags"]),
            }
        )
        for one in told["columns"]
    )
    constants = {(form, name): value for form, name, value in told["constants"]}
    claims = tuple((column, form) for column, form in told.get("claims", ()))
    known = {
        "columns": columns,
        "constants": constants,
        "unit": _unit(told["unit"]),
        "claims": claims,
        "pairs": tuple(Paired(**one) for one in told.get("pairs", ())),
    }
    # What else moves cells is not written: such a table is understood anew.
    still = {"spread": None, "ticks": (), "by_kind": None, "claimed": (), "named_kinds": None}
    told = {**told, **known, "forms": tuple(told["forms"]), **still}
    return SheetMapping(**told)


def _unit(told: dict[str, Any] | None) -> Unit | None:
    return None if told is None else Unit(**told)


def _pair(told: list[str] | None) -> tuple[str, str] | None:
    return None if told is None else (told[0], told[1])


def _is_known(mapping: SheetMapping, catalogue: Catalogue) -> bool:
    """Whether all forms and fields of a mapping are there."""
    fields = [(c.form, c.field) for c in mapping.columns if c.form]
    return {mapping.main, *mapping.forms} <= set(catalogue.by_code) and all(
        form in catalogue.by_code and name in catalogue.form(form).by_code
        for form, name in (*fields, *mapping.constants)
    )
