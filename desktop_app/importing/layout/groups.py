"""Reads the lines that group the rows below them: a district, a town, a year, a kind of label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.choices import PLACES
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.rows import numbered_line
from desktop_app.importing.mapping.normal import Unit, heading_key
from desktop_app.importing.mapping.period_text import NONE, completed, find_period
from desktop_app.importing.mapping.place_names import place_named
from desktop_app.importing.mapping.sheet_title import title_facts
from desktop_app.importing.model import Remark, SheetMapping, shortened
from desktop_app.importing.records.table import PERIOD, Table
from desktop_app.sheets.table import Row, is_filled

Where = tuple[str, str]
_PLACE, _TOWN = ("firm", "reporting_unit"), ("firm", "town")
LASTING = frozenset({_PLACE, _TOWN, PERIOD})
"""What a line leaves to the lines below it that say nothing of it."""

_NAME, _USCC = ("firm", "name"), ("firm", "uscc")
_NUMBER = re.compile(
    r"^(?:(?:[一二三四五六七八九十]{1,3}|\d{1,3})[、.．](?!\d)|[(（][一二三四五六七八九十]{1,3}[)）])\s*"
)
_CODED = re.compile(
    r"[\s(（:：,，、]*(?:(?:统一社会)?信用代码)?[:：]?\s*([0-9A-HJ-NPQRTUWXY]{18})[)）]?$"
)
_REST = re.compile("其[他它](?:企业|单位|公司|机构)")
"""What a line calls those that none of the others groups, of whatever kind they are."""
_BRACKETED = re.compile(r"^[【\[〔]([^】\]〕]+)[】\]〕]")
_LASTING = re.compile(r"有效期[^,;)]*|(?:\d{4}年(?:\d{1,2}月)?[底末]?|即将|将要?|拟)到期")
_LARGEST_LIST = 60
_SHORTEST = 2
_MOST = 4
"""More cells than a line is parted into."""
_LONGEST_TIME = 16
"""Signs of a line that says a time and little besides."""


@dataclass(frozen=True, slots=True)
class Group:
    """What a line says of the rows below it.

    Attributes:
        values: Values of fields, by form and field.
        period: Code of the period, or ""; NONE for a part of a year that is no period.
        line: The line that says the period.
        by_sheet: Whether the line leaves the year of it to the sheet.
        unit: The unit of amounts that it names, or None.
    """

    values: Mapping[Where, Stored] = field(default_factory=dict)
    period: str = ""
    line: str = ""
    by_sheet: bool = False
    unit: Unit | None = None


_NOTHING = Group()


def _names_firm(core: str) -> bool:
    return is_firm_name(_bare(core))


def _bare(text: str) -> str:
    """Return a line without its number, and how many records it says that follow."""
    core = _CODED.sub("", _BRACKETED.sub(r"\1", _NUMBER.sub("", text)))
    return layout_words().counts_behind.sub("", core).strip()


def group_of(text: str, catalogue: Catalogue) -> Group:
    """Return what a line alone in its row says: 一、海曙区（2家）, 2023年, 石碶街道."""
    core = fold(text)
    if _names_firm(core):
        code = _CODED.search(core)
        return Group({_NAME: _bare(text), **({_USCC: code[1]} if code else {})})
    facts = title_facts([[text]], "", catalogue)
    values = dict(facts.constants)
    town = fold(_bare(text))
    if layout_words().towns.fullmatch(town):
        values[_TOWN] = town
    place = place_named(core, catalogue.codes["reporting_unit"].spellings)
    if place in {unit.code for unit in catalogue.units}:
        values[_PLACE] = place
    return Group(values, "" if facts.said.is_coming else facts.said.code, unit=facts.unit)


def with_codes(group: Group, text: str, forms: Sequence[Form], catalogue: Catalogue) -> Group:
    """Return what a line says, with the codes of short lists that it names: 省级, 电子信息.

    A word that several lists have (其他) names none of them, unless one is of the sheet's own form,
    which is the first.
    """
    told: dict[str, list[tuple[Where, str]]] = defaultdict(list)
    for form in forms:
        for entry in form.typed:
            where = (form.code, entry.code)
            if entry.type is not FieldType.CODE or entry.codes in PLACES or where in group.values:
                continue
            codes = catalogue.codes[entry.codes]
            # 有效期三年 and 2024年到期 are no state of what lasts so long.
            name, code = _named(_LASTING.sub("", fold(text)), codes.spellings)
            if code and len(codes.entries) <= _LARGEST_LIST:
                told[name].append((where, code))
    values = dict(group.values)
    for found in told.values():
        own = [one for one in found if one[0][0] == forms[0].code]
        meant = found if len(found) == 1 else own
        values |= dict(meant if len(meant) == 1 else ())
    return replace(group, values=values)


def _named(core: str, spellings: Mapping[str, str]) -> tuple[str, str]:
    """Return the one code that a text speaks of by its longest name, and that name, or "" twice."""
    held = {
        name: code
        for name, code in spellings.items()
        if code and len(name) >= _SHORTEST and name in core and not name.isascii()
        if not _REST.fullmatch(name)
    }
    longest = max(map(len, held), default=0)
    found = {code: name for name, code in held.items() if len(name) == longest}
    code, name = next(iter(found.items()), ("", ""))
    return (name, code) if len(found) == 1 else ("", "")


def grouped_fields(rows: Sequence[Row], catalogue: Catalogue) -> dict[Where, Stored]:
    """Return the fields that lines between the rows of a table give."""
    found: dict[Where, Stored] = {}
    for text in _lines(rows):
        found |= {
            where: value
            for where, value in group_of(text, catalogue).values.items()
            if where not in {_PLACE, _TOWN}
        }
    return found


def lined_fields(rows: Sequence[Row], form: Form, catalogue: Catalogue) -> set[Where]:
    """Return the fields whose codes lines between the rows of a form name: 一、国家级."""
    return {
        where
        for text in _lines(rows)
        for where in with_codes(_NOTHING, text, [form], catalogue).values
    }


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        cells = [cell for cell in row if is_filled(cell)]
        texts = [fold(cell) for cell in cells[:_MOST] if isinstance(cell, str)]
        text = cells[0] if len(cells) == 1 else numbered_line(texts) if len(cells) < _MOST else ""
        core = fold(text) if isinstance(text, str) else ""
        if layout_words().captions.fullmatch(core) or _names_firm(core) or _is_period(core):
            yield str(text)


def _is_period(core: str) -> bool:
    found = find_period(core)
    if found is None or not found.code:
        return False
    return layout_words().done_then.fullmatch(found.rest) is not None


class Groups:
    """The lines that group the rows of one table.

    Args:
        mapping: How the table is understood.
        catalogue: Forms and code lists.

    Attributes:
        current: What holds for the rows below the last line.
        said: What that line gives itself.
    """

    def __init__(self, mapping: SheetMapping, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._mapping = mapping
        main_first = sorted(mapping.forms, key=lambda code: code != mapping.main)
        self._forms = [catalogue.form(code) for code in main_first]
        self._columns = {(column.form, column.field) for column in mapping.columns}
        self._is_dated = PERIOD in self._columns
        self._is_periodic = any(form.periodic for form in self._forms)
        self._known: dict[str, Group | None] = {}
        self._is_used = False
        self.current = _NOTHING
        self.said: frozenset[Where] = frozenset()

    def begins(self, cell: str) -> bool:
        """Whether a text alone in its row groups the rows below it, which it does from now on."""
        text = cell_text(cell)
        if text not in self._known:
            self._known[text] = self._read(text)
        group = self._known[text]
        if group is None:
            return False
        self._is_used |= bool(group.values or group.period)
        self.current = self._within(group)
        self.said = frozenset({*group.values, *([PERIOD] if group.period else [])})
        return True

    def says_kind(self, line: str) -> bool:
        """Whether a line gives a field of the rows below it."""
        group = self._read(line)
        return group is not None and bool(group.values)

    def _within(self, group: Group) -> Group:
        """Return what holds from a line on: what it says, and what others said beside it."""
        outer = dict(self.current.values)
        if not group.values and not group.period:
            # A group of its own, of which nothing is known.
            outer.clear()
        if _PLACE in group.values:
            outer.pop(_TOWN, None)
        if not {_PLACE, _TOWN} >= group.values.keys():
            outer = {where: value for where, value in outer.items() if where in {_PLACE, _TOWN}}
        dated = group if group.period else self.current
        unit = group.unit or self.current.unit
        return replace(dated, values={**outer, **group.values}, unit=unit)

    def _read(self, text: str) -> Group | None:
        core = fold(text)
        if _names_firm(core) and _NAME in self._columns:
            return None
        is_numbered = layout_words().captions.fullmatch(core) is not None
        group = group_of(text, self._catalogue)
        if is_numbered and not {_PLACE, _TOWN, _NAME} & group.values.keys():
            # 二、下应街道 is a town, and no answer to whom the firms below it are subordinate.
            group = with_codes(group, text, self._forms, self._catalogue)
        used = {form.code for form in self._forms}
        values = {
            where: value
            for where, value in group.values.items()
            if where[0] in used and where not in self._columns
        }
        of_sheet = "" if self._is_dated or group.period else self._of_sheet(core)
        period = "" if self._is_dated else group.period or of_sheet
        is_known = bool({_PLACE, _TOWN, _NAME} & group.values.keys())
        if not (is_numbered or is_known or group.period or period):
            return None
        return Group(values, period, text, by_sheet=bool(of_sheet), unit=group.unit)

    def _of_sheet(self, core: str) -> str:
        """Return the period of a line that the sheet's own completes: 一季度, 上年同期; or ""."""
        bare, whole = _bare(core), self._mapping.period
        said = layout_words().periods.get(heading_key(bare).text)
        if said is not None and whole:
            # What is open needs more than the sheet says, as 本月 in one of a year does.
            return (completed(said, whole) or NONE) if said else whole
        found = find_period(bare)
        if found is None or not found.part or found.code:
            return ""
        if found.is_none:
            # 下半年 is never the whole year, whatever else the line says of it.
            return NONE if len(bare) <= _LONGEST_TIME else ""
        is_alone = layout_words().of_time.fullmatch(found.rest) is not None
        return completed(found.said, whole) if is_alone and whole else ""

    def put(self, table: Table, groups: Sequence[Group]) -> None:
        """Give the rows that were just taken what their lines say.

        Args:
            table: The rows; the last of them have none of it yet.
            groups: What holds for each of these.
        """
        if not self._is_used:
            return
        count = len(groups)
        base = len(table.numbers) - count
        keys = {where for group in groups for where in group.values}
        for where in keys:
            if (*where, "") not in table.values:
                table.values[*where, ""] = [self._mapping.constants.get(where)] * base
                table.sources[*where, ""] = -1
                table.grouped.add(where)
        for where in table.grouped:
            known = self._mapping.constants.get(where)
            table.values[*where, ""] += [group.values.get(where, known) for group in groups]
        if any(group.period for group in groups) and not table.periods:
            table.periods = [""] * base
        if len(table.periods) == base and (base or any(group.period for group in groups)):
            table.periods += [self._period(group) for group in groups]
        for place, group in enumerate(groups, start=base):
            if group.by_sheet:
                table.by_sheet.add(place)
            if group.period == NONE and self._is_periodic:
                table.rejects[place].append(Remark("bad_period", read=shortened(group.line)))

    def _period(self, group: Group) -> str | None:
        return (None if self._is_periodic else "") if group.period == NONE else group.period
