"""What a sheet's title and name say of all its rows: period, unit, place, kind, firm."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from desktop_app.catalogue.model import Catalogue, CodeList, Form
from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold, tidy
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.code_text import SEVERAL, code_in
from desktop_app.importing.cells.codes import FIRM_CODES, firm_code
from desktop_app.importing.cells.texts import plain_text, text_reader
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.heading_rows import is_firm_name
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.days_of_title import days_said
from desktop_app.importing.mapping.lexicon import Target, lexicon
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of, with_scale_named
from desktop_app.importing.mapping.period_of_title import (
    NOT_SAID,
    Said,
    is_of_earlier,
    part_said,
    period_said_by,
)
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

PLACE = ("firm", "reporting_unit")
"""Field of the place that a title speaks of."""

_OWNER = ("patent_owner", "name")
_SHORTEST = 3
_LOOSE = ("reporting_unit", "level", "gbt2260")
_LEVEL = "level"
_TOLD = frozenset({("achievement", "kind"), ("patent", "ptype")})
"""Fields that titles tell though records are not recognised by them: 首台套名单, 发明专利清单."""
_SAID_ALONE = (("patent", "ptype"), ("hte_cert", "kind"))
"""Fields of which a line above a table says all rows' value where it says nothing else."""
_RECOGNISED = ("hte_cert", "kind")
_STATUS, _REVOKED = ("hte_cert", "status"), "取消"
_OFFICIAL = 4.0
_SHEET_WEIGHT = 0.8
_FIRM_FIRST = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9()（）]{4,40}?(?:有限公司|有限责任公司|股份公司|合伙企业))"
)
_YEAR_FIRST = re.compile(
    r"^(?:20\d\d|[二〇○0-9]{4})\s*年(?:度|\d{1,2}月|[一二三四]季度|上半年)?\s*"
)
_NUMBER_FIRST = re.compile(
    r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）]\s*(?!\d)|^[(（]\w{1,3}[)）]"
)
_YEARS = re.compile(r"20\d\d年度?")
_ALL = "(?:均|都|统一|一律|全部)*"
_UNIT_LABEL = re.compile(
    rf"(?:单位|UNIT){_ALL}(?:[为是以按用]|使用|采用|[:/])*|金额{_ALL}(?:[为是以按用]|使用|采用|[:/])+"
)
_BETWEEN_UNITS = re.compile(r"[、,;。()/\s]|和|及")
_UNIT_SAID = re.compile(r"[以按用](.{1,6}?)(?:为单位|为计量单位|计|填|统计|列示|表示)")
_UNIT_REACH = 24
_BRACKETED = re.compile(r"\(([^()]{1,20})\)")
_NO_QUOTES = str.maketrans(dict.fromkeys('“”‘’"「」'))
_AND = re.compile("[、和及]|以及")
_GAP = re.compile(r"[\s\u3000]{2,}")
_LABELLED = re.compile("[:：]")
_LEAST_PART = 4
_REMARK_BEHIND = re.compile(r"(?<=.)\([^()]*\)$")
_BATCH = re.compile(r"(?:(?:20)?\d{2}年度?)?第[0-9一二三四五六七八九十]{1,3}批")
_PAIR = re.compile(r"^([^:：]{2,20})[:：]\s*(.*)$", re.DOTALL)


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


_FIRM_FORM = "firm"
_TOWN = ("firm", "town")
_FIRST_PART = re.compile(r"\S\s+一、")
_NEXT_PART = re.compile("[二三四五六七八九十]{1,2}、")
"""Begin parts of a sheet with a table each."""


def with_facts_of_sheet(own: TitleFacts, sheet: TitleFacts) -> TitleFacts:
    """Return what holds for a further table: what its own title leaves open, its sheet's says.

    The firm that a sheet's head names is not that of a table further down, unless the first is
    numbered as a part of the sheet, and this one too: 一、标准, 二、奖励.
    """
    constants = dict(own.constants)
    if _NEXT_PART.match(own.text) and _FIRST_PART.search(sheet.text):
        firm = {key: value for key, value in sheet.constants.items() if key[0] == _FIRM_FORM}
        constants = {**firm, **constants}
    places = {where: sheet.constants[where] for where in (PLACE, _TOWN) if where in sheet.constants}
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
    texts = [text for row in above for text in _texts(row)]
    title = " ".join(texts)
    scores, official = _scores(title, sheet, catalogue)
    said = period_said_by(texts, sheet)
    constants = dict(_codes(f"{title} {sheet}", sheet, catalogue, said.listed or said.code))
    constants.update(_recognised(texts, catalogue))
    constants.update(_revoked(title, catalogue))
    constants.update(_alone_said(texts, catalogue))
    constants.update(_levels(fold(f"{title} {sheet}"), catalogue))
    constants.update(_code(title))
    constants.update(_town(texts, sheet, catalogue))
    constants.update(_batch(f"{title} {sheet}", catalogue))
    constants.update(days_said(texts, catalogue))
    constants.update(_firm(above, catalogue))
    unit = next(filter(None, (unit_said(text) for text in (*texts, sheet))), None)
    is_list = layout_words().named_lists.fullmatch(fold(f"{title} {sheet}")) is not None
    part = "" if said.source else part_said(texts, sheet)
    units = units_of_figures(texts)
    return TitleFacts(
        title,
        scores,
        said,
        is_earlier=is_of_earlier(texts, sheet),
        part=part,
        unit=unit,
        units=units,
        constants=constants,
        official=official,
        is_list=is_list,
        is_to_date=says_to_date((*texts, sheet)),
    )


def says_to_date(texts: Iterable[str]) -> bool:
    """Whether texts say that the figures of months and quarters are all from January on."""
    return any(layout_words().to_date.search(fold(text)) for text in texts)


def _texts(row: Row) -> Iterator[str]:
    """Yield what the cells of a title row say: a label with its value, a year with its 年."""
    said: list[str] = []
    for cell in chain.from_iterable(map(_parts, row)):
        text = tidy(cell) if isinstance(cell, str) else cell_text(cell)
        if not text:
            continue
        last = said[-1] if said else ""
        if last.endswith((":", "：")) or (last.isdecimal() and text.startswith("年")):
            said[-1] = last + text
        elif fold(last) in words().title_unit:
            said[-1] = f"{last}:{text}"
        else:
            said.append(text)
    for text in said:
        label = _PAIR.match(text)
        if not (label and layout_words().foreign.fullmatch(fold(label[1]))):
            yield text


def _parts(cell: Cell) -> Sequence[Cell]:
    """Return what stands in one cell with wide gaps between: 表号：107-1表　　2022年."""
    if not isinstance(cell, str) or not _LABELLED.search(cell):
        return (cell,)
    parts = [part for part in _GAP.split(cell.strip()) if part]
    # The letters of a word may stand apart as well.
    return parts if all(len(part) >= _LEAST_PART for part in parts) else (cell,)


def firm_in(text: str) -> str:
    """Return the firm that a title begins with, a year before it or not, or ""."""
    found = _FIRM_FIRST.match(_YEAR_FIRST.sub("", _NUMBER_FIRST.sub("", text.strip())))
    return found[1] if found else ""


def _scores(
    title: str, sheet: str, catalogue: Catalogue
) -> tuple[dict[str, float], frozenset[str]]:
    scores: dict[str, float] = {}
    official = set()
    for text, weight in ((title, 1.0), (sheet, _SHEET_WEIGHT)):
        left = heading_key(text).text
        for name, form in lexicon(catalogue).sheets:
            if name not in left:
                continue
            entry = catalogue.form(form)
            whole = name in {heading_key(entry.official).text, heading_key(entry.label).text}
            if whole:
                official.add(form)
            score = _OFFICIAL if whole else 1 + len(name) / 4
            scores[form] = max(scores.get(form, 0.0), score * weight)
            # What a long name has used up is not found again by a shorter one within it.
            left = left.replace(name, " " * len(name)) if _is_own(name, form, catalogue) else left
    return scores, frozenset(official)


def _is_own(name: str, form: str, catalogue: Catalogue) -> bool:
    """Whether no other form is called so too."""
    return all(other == form for known, other in lexicon(catalogue).sheets if known == name)


def units_of_figures(texts: Iterable[str]) -> dict[str, Unit]:
    """Return the units that texts name for single figures: 单位：万元（研发费用为千元）."""
    found: dict[str, Unit] = {}
    pattern = layout_words().units_of_figures
    for said in (one for text in texts for one in pattern.finditer(fold(text))):
        unit = _money(said["unit"])
        if unit is None:
            continue
        keys = (heading_key(name.lstrip("0123456789")) for name in _AND.split(said["names"]))
        found |= {key.meaning: unit for key in keys if len(key.text) >= _SHORTEST}
    return found


def unit_said(text: str) -> Unit | None:
    """Return the unit of money that a text gives for all amounts, or None."""
    text = with_scale_named(text).translate(_NO_QUOTES)
    # 单位：元　币种：人民币 are two things, 单 位：万 元 is one.
    apart = "、".join(text.split())
    return _unit_in(fold(apart)) or _unit_in(fold(text)) or _money(fold(apart))


def _unit_in(core: str) -> Unit | None:
    for label in _UNIT_LABEL.finditer(core):
        for word in _BETWEEN_UNITS.split(core[label.end() :][:_UNIT_REACH]):
            unit = _money(word)
            if unit is not None:
                return unit
    for said in _UNIT_SAID.finditer(core):
        unit = _money(said[1])
        if unit is not None:
            return unit
    brackets = map(_BETWEEN_UNITS.split, _BRACKETED.findall(core))
    return next(filter(None, (_money(word) for words in brackets for word in words)), None)


def _money(word: str) -> Unit | None:
    """Return the unit of money that a word names, or None."""
    unit = unit_of(word)
    return unit if unit is not None and unit.kind in {"money", "foreign"} else None


def _codes(
    text: str, tab: str, catalogue: Catalogue, period: str
) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield what the title says of fields that records are recognised by, and the place."""
    # 浙江省2022年度科技型中小企业 are 浙江省科技型中小企业.
    core = _YEARS.sub("", _BATCH.sub("", fold(text)))
    # 宁波市 or 省级 in a title says nothing about the kind of list.
    loose = {name for codes in _LOOSE for name in catalogue.codes[codes].spellings}
    for form in catalogue.reported:
        parts = {part for way in form.identity for part in way.split("+")}
        for entry in form.typed:
            is_told = entry.code in parts or (form.code, entry.code) in _TOLD
            if is_told and entry.type is FieldType.CODE:
                code = _named(core, catalogue.codes[entry.codes], loose)
                if code:
                    yield (form.code, entry.code), code
    if period and not layout_words().as_of.search(core):
        yield from years_of_keys(catalogue, period).items()
    place = place_in(text, (tab, text.removesuffix(f" {tab}")), catalogue)
    if place:
        yield PLACE, place


def years_of_keys(catalogue: Catalogue, period: str) -> dict[tuple[str, str], Stored]:
    """Return the year of a period for each field of a year that records are recognised by."""
    return {
        (form.code, entry.code): int(period[:4])
        for form in catalogue.reported
        for entry in form.typed
        if entry.type is FieldType.YEAR
        and any(entry.code in way.split("+") for way in form.identity)
    }


def _alone_said(
    texts: Sequence[str], catalogue: Catalogue
) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the codes that a line above is as a whole: 实用新型专利, 重新认定（第二次）."""
    for form, name in _SAID_ALONE:
        spellings = catalogue.codes[catalogue.form(form).by_code[name].codes].spellings
        said = (_REMARK_BEHIND.sub("", fold(text)) for text in texts)
        codes = {code for text in said if (code := spellings.get(text))}
        if len(codes) == 1:
            yield (form, name), codes.pop()


def _recognised(
    texts: Sequence[str], catalogue: Catalogue
) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the one kind of recognition that the title of a list names: 重新认定高新技术企业名单.

    高新认定 is no 新认定, and a list of 首次及重新认定 is of neither alone.
    """
    form, name = _RECOGNISED
    spellings = catalogue.codes[catalogue.form(form).by_code[name].codes].spellings
    kinds = sorted((kind for kind in spellings if not kind.isascii()), key=len, reverse=True)
    said = re.compile(f"(?<!高)(?:{'|'.join(map(re.escape, kinds))})")
    lists = [core for text in texts if layout_words().lists_alone.fullmatch(core := fold(text))]
    found = {word for core in lists for word in said.findall(core)}
    codes = {spellings[word] for word in found}
    if len(codes) == 1 and any(len(word) >= _SHORTEST for word in found):
        yield _RECOGNISED, codes.pop()


def _revoked(title: str, catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the state of certificates in a list of those that were revoked."""
    form, name = _STATUS
    if layout_words().revoked.search(fold(title)):
        codes = catalogue.codes[catalogue.form(form).by_code[name].codes]
        yield _STATUS, codes.spellings[_REVOKED]


def place_in(text: str, parts: Iterable[str], catalogue: Catalogue) -> str:
    """Return the one reporting unit that a text names, or that one of its parts is, or ""."""
    places = catalogue.codes["reporting_unit"]
    # A tab or title may be no more than a short name: 鄞州.
    alone = {places.spellings.get(fold(one), "") for one in parts}
    place = _named(fold(text), places, frozenset()) or next(filter(None, alone), "")
    return place if place in {unit.code for unit in catalogue.units} else ""


def _levels(core: str, catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the one level that stands right before what a form keeps: 省级企业研究院."""
    spellings = catalogue.codes[_LEVEL].spellings
    ignored = layout_words().owners_of_lists
    said = [word for word in spellings if not word.isascii() and word not in ignored]
    levels = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    for form in catalogue.reported:
        if _LEVEL not in form.by_code:
            continue
        names = "|".join(map(re.escape, _kept_by(form, catalogue)))
        codes = {spellings[word] for word in re.findall(rf'({levels})["“《]?(?:{names})', core)}
        if len(codes) == 1:
            yield (form.code, _LEVEL), codes.pop()


def _kept_by(form: Form, catalogue: Catalogue) -> list[str]:
    """Return the names of what a form keeps: its own, and those of the kinds in its key."""
    names = [name for name, code in lexicon(catalogue).sheets if code == form.code]
    for part in {part for way in form.identity for part in way.split("+")}:
        entry = form.by_code.get(part)
        if entry is not None and entry.type is FieldType.CODE:
            names += [n for n in catalogue.codes[entry.codes].spellings if not n.isascii()]
    return sorted(names, key=len, reverse=True)


def _named(core: str, codes: CodeList, loose: Collection[str]) -> str:
    """Return the one code that a text speaks of, or ""; 众创空间、孵化器 are two."""
    names = [
        name
        for name, code in codes.spellings.items()
        if name in core
        and code
        and len(name) >= _SHORTEST
        and name not in loose
        and not name.isascii()
    ]
    found: set[str] = set()
    # 企业研究院 is no 研究院 besides.
    for name in sorted(names, key=len, reverse=True):
        if name in core:
            found.add(codes.spellings[name])
            core = core.replace(name, "|")
    return found.pop() if len(found) == 1 else ""


def kind_named(text: str, codes: CodeList) -> str:
    """Return the one code of a list that a text speaks of by its longest name, or ""."""
    return _named(fold(text), codes, frozenset())


def _code(title: str) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the credit code of the one firm that a title is about."""
    code = code_in(title, is_uscc)
    if code and code != SEVERAL and not is_id_card(code):
        yield ("firm", "uscc"), code


def _town(
    texts: Sequence[str], tab: str, catalogue: Catalogue
) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the one town that a tab is called after, or whose firms a title speaks of."""
    known = layout_words()
    alone = known.towns.fullmatch(fold(tab))
    towns = {found[1] for text in texts if (found := known.titled_town.match(fold(text)))}
    said = fold(tab) if alone else towns.pop() if len(towns) == 1 else ""
    if said and not known.many_towns.search(said):
        yield ("firm", "town"), _without_district(said, catalogue)


def _without_district(town: str, catalogue: Catalogue) -> str:
    """Return a town's name without that of the district before it: 海曙石碶街道."""
    places = catalogue.codes["reporting_unit"].spellings
    rests = (town.removeprefix(place) for place in places if town.startswith(place))
    return min(filter(layout_words().towns.fullmatch, rests), key=len, default=town)


def _batch(text: str, catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the one batch that a list is said to be: 2023年第2批."""
    batches = set(_BATCH.findall(fold(text)))
    said = max(batches, key=len, default="")
    # A tab 第一批 says no other than the title 2023年第一批.
    if said and all(map(said.endswith, batches)):
        for form in catalogue.reported:
            if "batch" in form.by_code:
                yield (form.code, "batch"), said


def _firm(above: Sequence[Row], catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Stored]]:
    """Yield the firm that a form's head names: 单位详细名称：…, 统一社会信用代码 | …."""
    known = lexicon(catalogue)
    for row in above:
        texts = [plain_text(cell) for cell in row if is_filled(cell)]
        cells = [part for text in texts for part in pairs_apart(text)]
        for place, cell in enumerate(cells):
            pair = _PAIR.match(cell.strip())
            label, value = (pair[1], pair[2].strip()) if pair else (cell, "")
            # 单位 alone is the unit of the amounts.
            if fold(label) in words().title_unit:
                continue
            value = value or (cells[place + 1] if place + 1 < len(cells) else "")
            grades = known.targets(heading_key(label))
            for target in grades[0] if grades and value else ():
                is_sure = target.reason != "body" or is_firm_name(fold(value))
                if target.form == "firm" and is_sure and not known.knows(heading_key(value)):
                    yield from _firm_cell(target.field, value)
            if _is_of_client(label, grades) and is_firm_name(fold(value)):
                yield from _firm_cell("name", value)


def _is_of_client(label: str, grades: Sequence[Sequence[Target]]) -> bool:
    """Whether a label above a table names whose it is: 客户, 专利权人."""
    is_owner = any(target[:2] == _OWNER for grade in grades[:1] for target in grade)
    known, core = layout_words(), fold(label)
    return is_owner or bool(known.clients.fullmatch(core) or known.reporters.fullmatch(core))


def _firm_cell(field: str, value: str) -> Iterator[tuple[tuple[str, str], Stored]]:
    if field == "name":
        name = text_reader(is_name=True)(value).value
        if name:
            yield ("firm", "name"), name
    elif field in FIRM_CODES:
        kind, read = firm_code(value, field)
        if read.value and not read.reject:
            yield ("firm", kind), read.value
