"""What the values of a column say of it, whatever its heading is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.identifiers import (
    is_cert_no,
    is_id_card,
    is_org_code,
    is_reg_no,
    is_uscc,
    normal_org_code,
)
from desktop_app.domain.patents import is_patent_no, is_publication_no, normal_patent_no
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.choices import bare_place
from desktop_app.importing.cells.code_text import code_in
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Target
from desktop_app.importing.mapping.unit_of_title import is_unit_line
from desktop_app.importing.moves.paired import without_level
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

SAMPLED = 200
"""Rows below the heading that are looked at."""

_ENOUGH = 3
_SHORT_NUMBER = re.compile(r"\d{8}", re.ASCII)
"""A patent of before 2003 without its check digit; or as well a telephone number."""
_SHARE = 0.8
_PLAIN_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_LARGEST_FRACTION = 1.5
_PLACE = "reporting_unit"
_ADDRESSES = frozenset({("firm", "address"), ("firm", "reg_address"), ("firm", "town")})
_BY_VALUES = 0.9
_OTHERS = frozenset({"9", "99"})
"""Codes of 其他, which says nothing of what a list is of."""
Grades = Sequence[Sequence[Target]]

_NUMBER, _GRANT = Target("patent", "app_no", 0.95, "values"), ("patent", "grant_no")
_PTYPE = ("patent", "ptype")

_KINDS: tuple[tuple[Target, frozenset[str], Callable[[str], bool]], ...] = (
    (
        Target("firm", "uscc", 0.98, "values"),
        frozenset({"uscc", "operator_uscc", "parent_uscc"}),
        lambda text: is_uscc(code_in(text, is_uscc)) and not is_id_card(text),
    ),
    (
        _NUMBER,
        frozenset({"app_no", "grant_no"}),
        lambda text: not _SHORT_NUMBER.fullmatch(text) and is_patent_no(normal_patent_no(text)),
    ),
    (
        Target("hte_cert", "cert_no", 0.95, "values"),
        frozenset({"cert_no"}),
        lambda text: is_cert_no(text.replace("-", "")),
    ),
)


_INDICATOR = ("unit_total", "indicator")
_NAME = Target("firm", "name", 0.95, "values")
_FIRM_CODES = frozenset({("firm", "uscc"), ("firm", "org_code"), ("firm", "reg_no")})
_CARRIER = ("carrier", "name")
_COUNTED = re.compile(r"[\d.,]+[家户个]?$")


def sample(rows: Sequence[Row], index: int) -> list[Cell]:
    """Return the first filled cells of a column, without the 甲 乙 丙 that number the columns."""
    ordinals = words().ordinals
    cells = (row[index] for row in rows[:SAMPLED] if index < len(row))
    return [cell for cell in cells if cell != "" and cell not in ordinals]


def blank(samples: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the columns in which nothing stands yet."""
    return {index for index, cells in enumerate(samples) if not cells}


def corrected(
    grades: Sequence[Sequence[Target]], cells: Sequence[Cell], numbers: Collection[tuple[str, str]]
) -> Sequence[Sequence[Target]]:
    """Return what a column can mean once its values were looked at.

    A column of credit codes is one, be its heading 组织机构代码 or nothing at all.

    Args:
        grades: What its heading can mean.
        cells: Its first cells.
        numbers: Fields that hold numbers.
    """
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    texts = [text for text in texts if text not in words().missing]
    if grades and _may_name(grades[0]) and _are_counts(cells):
        # 毕业企业, or 众创空间, counts them here.
        grades = _without_names(grades)
    if grades and grades[0][0][:2] == _INDICATOR and _mostly(is_firm_name, texts):
        # 指标 in the corner, above the firms whose figures stand beside them.
        return [[_NAME]]
    if grades and grades[0][0][:2] in _FIRM_CODES and _are(is_firm_name, texts):
        # 企业名称 and 信用代码 stand over each other's column.
        return [[_NAME]]
    for target, own, is_kind in _KINDS:
        named = {found.field for grade in grades[:1] for found in grade}
        if _may_be(target, grades) and _are(is_kind, texts):
            return [[target]]
        if named & own or len(texts) < min(_ENOUGH, max(len(cells), 1)):
            continue
        if grades and _has_the_word(grades[0], target, texts, numbers):
            continue
        if _are(is_kind, texts):
            return [[target]]
    if not grades and _are_firm_codes(texts):
        return [[_KINDS[0][0]]]
    return grades


def _counts(grade: Sequence[Target], target: Target, numbers: Collection[tuple[str, str]]) -> bool:
    """Whether a heading that counts patents elsewhere stands over their numbers: 发明专利."""
    return target is _NUMBER and all(one[:2] in numbers for one in grade)


def _has_the_word(
    grade: Sequence[Target],
    target: Target,
    texts: Sequence[str],
    numbers: Collection[tuple[str, str]],
) -> bool:
    """Whether a column is what its heading says, though what stands below looks like a code."""
    if target.field != "uscc":
        return not _counts(grade, target, numbers)
    if any(one.field == "name" for one in grade):
        # Codes that stand beside names in their cells are taken out of these.
        return not _are(is_uscc, texts)
    # One number of a filing in thirty has the check digit of a credit code by chance.
    return len(texts) < _ENOUGH and all(one.form != "firm" for one in grade)


def _may_name(grade: Sequence[Target]) -> bool:
    """Whether a heading that may as well count firms or carriers can be one of their names."""
    return any(one[:2] in {_NAME[:2], _CARRIER} for one in grade)


def _without_names(grades: Grades) -> Grades:
    kept = ([one for one in own if one[:2] not in {_NAME[:2], _CARRIER}] for own in grades)
    return [own for own in kept if own]


def _are_counts(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if fold(str(cell)) not in words().missing]
    counted = [cell for cell in said if not isinstance(cell, str) or _COUNTED.match(fold(cell))]
    return bool(said) and len(counted) >= _SHARE * len(said)


def named_by_values(
    heads: Sequence[ColumnHead],
    grades: Sequence[Grades],
    samples: Sequence[Sequence[Cell]],
    catalogue: Catalogue,
) -> list[Grades]:
    """Return what columns can mean; names of firms need no heading.

    Beside their codes they have any that is unknown, beside nothing but their figures none at all.

    Args:
        heads: The headings.
        grades: What the columns can mean by themselves.
        samples: Their first cells.
        catalogue: Forms and code lists.
    """
    found = _with_one_number(_with_one_body(grades), samples)
    fields = {one[:2] for own in found for grade in own[:1] for one in grade}
    names = [n for n, own in enumerate(found) if not own and _are_names(samples[n])]
    if ("firm", "name") in fields or len(names) != 1:
        return found
    heading, is_coded = heads[names[0]].text, ("firm", "uscc") in fields
    is_bare = not heading or is_unit_line(heading)
    if is_coded or (is_bare and _are_of_firms(found, catalogue)):
        found[names[0]] = [[Target("firm", "name", 0.9, "values")]]
    return found


def _are_of_firms(grades: Sequence[Grades], catalogue: Catalogue) -> bool:
    """Whether all that columns can mean are figures that each firm has one of in a period."""
    forms = {form.code for form in catalogue.reported if tuple(form.identity) == ("firm+period",)}
    known = [own[0] for own in grades if own]
    return bool(known) and all(any(one.form in forms for one in grade) for grade in known)


def told_by_kinds(own: Grades, cells: Sequence[Cell], catalogue: Catalogue) -> Grades:
    """Return the one field that a heading of several means whose list has all of its values."""
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    meant = own[0] if own and texts else ()
    fit = [one for one in meant if _lists(one, texts, catalogue)]
    return [[Target(*fit[0][:2], _BY_VALUES, "values")]] if len(fit) == 1 else own


def _lists(meant: Target, texts: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether values are all codes of a field's list, and more than 其他."""
    codes = catalogue.form(meant.form).by_code[meant.field].codes
    spellings = catalogue.codes[codes].spellings if codes else {}
    return all(_code_in(spellings, text) not in {"", *_OTHERS} for text in texts)


def _code_in(spellings: Mapping[str, str], text: str) -> str:
    """Return the code of a text in a list, with or without the level before it."""
    return spellings.get(text) or spellings.get(without_level(text), "")


def told_by_lists(
    grades: Sequence[Grades], samples: Sequence[Sequence[Cell]], catalogue: Catalogue
) -> list[Grades]:
    """Return what columns can mean; codes of another list of the form are of that field.

    类型 with 众创空间 below is 载体类别, not 综合 or 专业.
    """
    named = {one[:2] for own in grades for grade in own[:1] for one in grade}
    found: list[Grades] = []
    for own, cells in zip(grades, samples, strict=True):
        texts = {fold(cell) for cell in cells if isinstance(cell, str)}
        meant = own[0] if own and texts else ()
        others = [(one.form, _of_other_list(one, texts, catalogue)) for one in meant]
        told = [Target(*other, _BY_VALUES, "values") for other in others if other[1]]
        found.append([told] if told and not named & set(others) else own)
    return found


def _of_other_list(meant: Target, texts: set[str], catalogue: Catalogue) -> str:
    """Return the one other field of a form whose list has values that its own has none of."""
    fields = catalogue.form(meant.form).by_code
    if meant[:2] == _CARRIER:
        # 载体 with 孵化器 and 众创空间 below is their kind.
        kinds = catalogue.codes[fields["kind"].codes].spellings
        return "kind" if all(_code_in(kinds, text) for text in texts) else ""
    coded = [field for field in fields.values() if field.type is FieldType.CODE]
    if meant[:2] in {*_ADDRESSES, _NAME[:2]}:
        # 所在地, or 单位, with 海曙区 or 浙江省/宁波市/海曙区 below is the district.
        places = catalogue.codes[_PLACE].spellings.keys()
        return _PLACE if all(not places.isdisjoint({t, bare_place(t)}) for t in texts) else ""
    if meant[:2] == ("firm", _PLACE):
        # 属地 with 古林镇 below is the town.
        return "town" if all(map(layout_words().towns.fullmatch, texts)) else ""
    if fields[meant.field] not in coded:
        return ""
    lists = {field.code: catalogue.codes[field.codes].spellings for field in coded}
    # L below 企业规模 is the code of a trade as well.
    said = [text for text in texts if not text.isascii()]
    known = {code: [t for t in said if _code_in(listed, t)] for code, listed in lists.items()}
    (code, most), *others = sorted(known.items(), key=lambda one: -len(one[1]))
    # 加速器 beside 孵化器 and 众创空间 is asked about as a kind too.
    is_told = 2 * len(most) > len(texts) and not any(some for _field, some in others)
    return code if is_told and code != meant.field else ""


def _with_one_body(grades: Sequence[Grades]) -> list[Grades]:
    """Let the first of the names of firms in some part be the firm's, where nothing else is."""
    is_body = [any(one.reason == "body" for grade in own[:1] for one in grade) for own in grades]
    named = {one[:2] for own, skip in zip(grades, is_body, strict=True) if not skip
             for grade in own[:1] for one in grade}  # fmt: skip
    first = -1 if ("firm", "name") in named or True not in is_body else is_body.index(True)
    return [[] if skip and n != first else own for n, (own, skip) in
            enumerate(zip(grades, is_body, strict=True))]  # fmt: skip


def _with_one_number(grades: Sequence[Grades], samples: Sequence[Sequence[Cell]]) -> list[Grades]:
    """Let what is called a number of grant be the patents' own, where no other column is.

    A grant is published under another number; but 授权号 often stands over ZL 2018 1 0012345.8,
    and 编号 beside 知识产权类别 over those of patents and others.
    """
    found = list(grades)
    named = [{one[:2] for grade in own[:1] for one in grade} for own in found]
    if any(_NUMBER[:2] in own for own in named):
        return found
    is_typed = any(_PTYPE in own for own in named)
    for index, own in enumerate(named):
        texts = [fold(cell) for cell in samples[index] if isinstance(cell, str)]
        numbers = sum(is_patent_no(normal_patent_no(text)) for text in texts)
        # Beside patents stand software and marks, registered under numbers of their own.
        is_mixed = numbers > 0 and not any(map(is_publication_no, texts))
        may_be = _GRANT in own or (is_typed and not own)
        if may_be and (is_mixed or (numbers and 2 * numbers >= len(texts))):
            found[index] = [[_NUMBER]]
            break
    return found


def _are_names(cells: Sequence[Cell]) -> bool:
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    return len(texts) == len(cells) and _are(is_firm_name, texts)


def _may_be(target: Target, grades: Sequence[Sequence[Target]]) -> bool:
    """Whether a heading that has several meanings may mean what its values are."""
    first = grades[0] if grades else ()
    # Credit codes stand in several forms, and the heading says more of which it is.
    return (
        target.field != "uscc"
        and len(first) > 1
        and any(found[:2] == target[:2] for found in first)
    )


def _are(is_kind: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return bool(texts) and sum(map(is_kind, texts)) >= _SHARE * len(texts)


def _mostly(is_kind: Callable[[str], bool], texts: Sequence[str]) -> bool:
    """Whether more than half are of a kind, as firms are above the sum of theirs."""
    return 2 * sum(map(is_kind, texts)) > len(texts)


def _are_firm_codes(texts: Sequence[str]) -> bool:
    """Whether credit codes stand there, among older codes of firms."""
    said = [text for text in texts if text not in words().missing]
    codes = [text for text in said if _is_firm_code(text)]
    return any(map(is_uscc, said)) and len(codes) >= max(_SHARE * len(said), 2)


def _is_firm_code(text: str) -> bool:
    return is_uscc(text) or is_org_code(normal_org_code(text)) or is_reg_no(text)


def is_fraction(cells: Sequence[Cell]) -> bool:
    """Whether numbers of a percentage column are shares of one (0.75 for 75 %)."""
    numbers = [number for number in map(_plain_number, cells) if number is not None]
    return bool(numbers) and all(abs(number) <= _LARGEST_FRACTION for number in numbers)


def _plain_number(cell: Cell) -> float | None:
    """Return a number, also one that a text table gives as its text; one with its % is none."""
    if isinstance(cell, str):
        return float(cell) if _PLAIN_NUMBER.fullmatch(cell.strip()) else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return float(cell)
