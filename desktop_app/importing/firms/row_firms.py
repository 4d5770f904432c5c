"""Finds the firm of every row of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.cells.names import CLEAN_NAME
from desktop_app.importing.firms.matching import FirmCells, FirmIndex, FirmKeys, FirmMatch
from desktop_app.importing.firms.owners import match_owners
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import names_shortly
from desktop_app.importing.model import Remark
from desktop_app.importing.records.sheet_rows import SheetRows

_CODE = 18
_CALLED = frozenset({*FIRM_CODES, "name", "reporting_unit"})
"""Fields that say which firm is meant and where it is, and nothing more of it."""
_NO_CODES = (None, None, None)
_ASKED = frozenset({"firm_unknown", "several_firms"})
Cells = tuple[Stored, Stored, Stored, Stored]


class FirmRows:
    """The firms of a sheet's rows, looked for by code and then by name."""

    def __init__(self, sheet: SheetRows, index: FirmIndex) -> None:
        self._sheet = sheet
        self._index = index
        self._given = _given(sheet) if "firm" in sheet.mapping.forms else None
        self._is_main = sheet.mapping.main == "firm"
        self._is_register = _is_register(sheet)
        self._known: dict[Cells, FirmMatch] = {}
        self._uids: dict[Cells, str] = {}

    def match_codes(self) -> None:
        """Find or add the firms of the rows that name a code."""
        alive = bytearray(b"\1") * self._sheet.height
        for place in self._sheet.table.rejects:
            alive[place] = 0
        # A firm stands in many rows; what they say of it is looked at once.
        for cells in dict.fromkeys(compress(self._given or (), alive)):
            if cells[:-1] != _NO_CODES:
                self._known[cells] = self._index.find(_cells(cells), may_add=True, named_only=True)
            elif self._is_register:
                # Should its name be new, its record will stand where its row does.
                self._uids[cells] = self._index.new_uid()

    def match(self) -> list[FirmKeys | None]:
        """Return the firm of each row; what is wrong or doubtful is noted with the row."""
        sheet = self._sheet
        firms: list[FirmKeys | None] = [None] * sheet.height
        if self._given is not None:
            self._match_given(firms, self._given)
        if "patent_owner" in sheet.mapping.forms:
            return match_owners(sheet, self._index, firms)
        return firms

    def _match_given(self, firms: list[FirmKeys | None], given: Iterable[Cells]) -> None:
        sheet, known = self._sheet, self._known
        is_needed = self._is_main or _is_needed(sheet)
        rejects = sheet.table.rejects
        for place, cells in enumerate(given):
            if place in rejects:
                continue
            match = known.get(cells)
            if match is None:
                former = self._former(place, cells)
                match = former or self._named(cells)
                if former is None:
                    known[cells] = match
            firms[place] = match.firm
            if match.flag or match.reject or match.candidates:
                _note(sheet, place, match, is_needed=is_needed)
                if match.candidates:
                    sheet.ask(place, str(cells[-1]), match.candidates)

    def _former(self, place: int, cells: Cells) -> FirmMatch | None:
        """Return the firm that had the name which stands beside an unknown one: 甲（原乙）."""
        column = self._sheet.table.column("former_name", "name")
        former = self._sheet.table.beside.get(place) or (column[place] if column else None)
        if not former or self._index.named(str(cells[-1] or "")):
            return None
        match = self._index.find(FirmCells(name=str(former)), may_add=False, named_only=False)
        return match if match.firm is not None else None

    def _named(self, cells: Cells) -> FirmMatch:
        uid = self._uids.get(cells, "")
        return self._index.find(_cells(cells), may_add=True, named_only=self._is_register, uid=uid)


class _Given:
    """Code and name cells of all rows, put together anew each time: held, they are many."""

    def __init__(self, columns: Sequence[Sequence[Stored]]) -> None:
        self._columns = columns

    def __iter__(self) -> Iterator[Cells]:
        yield from zip(*self._columns, strict=True)


def _given(sheet: SheetRows) -> Iterable[Cells] | None:
    """Return code and name cells of all rows; those of the sheet's head where it has no columns."""
    _put_codes_beside(sheet)
    _swap_back(sheet)
    _put_names_back(sheet)
    columns = [sheet.table.column("firm", name) for name in (*FIRM_CODES, "name")]
    if any(column is not None for column in columns):
        blank: list[Stored] = [None] * sheet.height
        if columns[-1] is None and (name := sheet.mapping.constants.get(("firm", "name"))):
            # The title of a form names the firm whose code stands in it.
            columns[-1] = [name] * sheet.height
        return _Given([blank if column is None else column for column in columns])
    head = _head(sheet)
    return None if head is None else [head] * sheet.height


def _put_codes_beside(sheet: SheetRows) -> None:
    """Let a credit code that stands in the cell of the name be the row's, where it has no other."""
    for place, code in sheet.table.beside.items():
        if is_uscc(code):
            blank: list[Stored] = [None] * sheet.height
            codes = sheet.table.values.setdefault(("firm", "uscc", ""), blank)
            sheet.table.sources.setdefault(
                ("firm", "uscc", ""), sheet.table.sources["firm", "name", ""]
            )
            codes[place] = codes[place] or code


def _swap_back(sheet: SheetRows) -> None:
    """Put name and code right of rows that give each in the column of the other."""
    names, codes = (sheet.table.column("firm", one) for one in ("name", "uscc"))
    if names is None or codes is None:
        return
    uncoded = (place for place, code in enumerate(codes) if code is None)
    for place in uncoded:
        name = names[place]
        if isinstance(name, str) and len(name) == _CODE and is_uscc(name):
            remarks = sheet.table.remarks.get(place, [])
            said = next((one for one in remarks if _is_name(one, sheet)), None)
            if said is not None:
                remarks[remarks.index(said)] = Remark("columns_swapped", said.column)
                names[place], codes[place] = said.read, name


def _put_names_back(sheet: SheetRows) -> None:
    """Let 变更前名称 be the name of rows without a new one, or the same: the firm moved."""
    names, former = sheet.table.column("firm", "name"), sheet.table.column("former_name", "name")
    if names is None or former is None:
        return
    column = sheet.table.sources["former_name", "name", ""]
    for place, before in enumerate(former):
        if before and names[place] is None:
            sheet.remark(place, "guessed_heading", column)
            names[place], former[place] = before, None
        elif before and name_key(str(before)) == name_key(str(names[place])):
            former[place] = None


def _is_name(remark: Remark, sheet: SheetRows) -> bool:
    """Whether words were found where a code belongs, and they are a name."""
    own = {column.index for column in sheet.mapping.of("firm") if column.field in FIRM_CODES}
    is_word = remark.code == "remark_in_cell" and remark.column in own
    return is_word and CLEAN_NAME.fullmatch(remark.read) is not None


def _head(sheet: SheetRows) -> Cells | None:
    """Return the firm that the head of a form names: 单位详细名称：…."""
    constants = sheet.mapping.constants
    uscc, org_code, reg_no, name = (constants.get(("firm", one)) for one in (*FIRM_CODES, "name"))
    if not (uscc or org_code or reg_no or name):
        return None
    return uscc, org_code, reg_no, name


def _is_register(sheet: SheetRows) -> bool:
    """Whether the sheet describes firms, so that a name alone is enough to add one.

    A list of what firms have (certificates, filings, labels, institutions) says of them no more
    than their names, by which it may mean firms of other places, or one that is spelled otherwise;
    so do short names.
    """
    if sheet.mapping.main != "firm":
        return False
    forms = {form for form in sheet.mapping.forms if form not in {"firm", "former_name"}}
    own = sheet.mapping.of("firm")
    if any(column.field == "name" and names_shortly(column.heading) for column in own):
        return False
    if any(column.field not in _CALLED for column in own):
        return True
    # Names alone below 高新技术企业拟认定名单 say no more than a list of certificates does.
    is_chosen = layout_words().of_titles.fullmatch(fold(sheet.mapping.title)) is not None
    return not (forms or is_chosen)


def _is_needed(sheet: SheetRows) -> bool:
    """Whether the sheet's own form cannot stand without its firm."""
    form = sheet.form(sheet.mapping.main)
    return form.parent == "firm" and form.parent_required


def _note(sheet: SheetRows, place: int, match: FirmMatch, *, is_needed: bool) -> None:
    column = sheet.table.sources.get(("firm", "name", ""), -1)
    near = "、".join(one.name for one in match.candidates)
    if match.reject and is_needed:
        sheet.reject(place, match.reject, column, other=match.other or near)
    elif match.reject in _ASKED:
        sheet.remark(place, match.reject, column, match.other or near)
    else:
        if match.flag:
            sheet.remark(place, match.flag, column, match.other)
        if near:
            sheet.remark(place, "near_name", column, near)


def _cells(cells: Cells) -> FirmCells:
    return FirmCells(*map(_text, cells))


def _text(value: Stored) -> str | None:
    return str(value) if value else None
