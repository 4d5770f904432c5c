"""Tells what columns say of a title that firms are said to have: 高企 | 认定日期 | 证书编号."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Target
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.model import JOINT, Column
from desktop_app.importing.moves.claimed import Claimed, number_claimed
from desktop_app.sheets.table import Cell

Grades = Sequence[Sequence[Target]]
_NUMBER = ("hte_cert", "cert_no")
_NUMBERS = {"hte_cert": "cert_no", "tech_sme": "reg_no"}
_NATIONAL = "CN"
"""The one scheme whose filings have numbers."""
_YEAR, _SCHEME = ("tech_sme", "year"), ("tech_sme", "scheme")
_SHARED = frozenset({"hte_cert", "tech_sme", "label"})
"""Forms whose columns are called alike: 认定日期, 有效期, 批次."""
_FIGURES = frozenset({"firm_period", "rd_activity"})
"""Forms of figures of firms, which are about no title: 研发费用 behind 是否科小."""

CLAIM = "claim"
"""Why a column that claims is not taken: it makes no record."""

_UNSURE = "?"
_BY_VALUES = 0.9
_LONGEST_COUNT = 6


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed of the firms of a table, and what its columns mean in the light of that.

    Attributes:
        grades: What each column can mean, the surest first.
        columns: The columns that claim, and the form that would hold it.
        constants: What the headings say of all rows, by (form, field).
        untaken: Why columns are not taken, for those that are told here.
        numbered: The columns that claim with a number, and the form that holds it.
    """

    grades: list[Grades]
    columns: tuple[tuple[int, str], ...] = ()
    constants: Mapping[tuple[str, str], str] = field(default_factory=dict)
    untaken: Mapping[int, str] = field(default_factory=dict)
    numbered: tuple[tuple[int, str], ...] = ()


def with_claims(
    heads: Sequence[ColumnHead],
    grades: Sequence[Grades],
    samples: Sequence[Sequence[Cell]],
    title: TitleFacts,
) -> Claims:
    """Return what columns mean behind one that says whether a firm has a title.

    Behind 高企 a column 认定日期 is that of its certificate, and not that of a filing.

    Args:
        heads: The headings.
        grades: What each can mean by itself.
        samples: Some cells of each.
        title: What is said of all rows.
    """
    claimed = {
        index: form
        for index, head in enumerate(heads)
        if (form := _claimed(head)) and not _says_more(grades[index], samples[index])
    }
    grades = [_of_group(head, own) for head, own in zip(heads, grades, strict=True)]
    named = {(t.form, t.field) for one in grades for t in (one[0] if one else ())}
    if not claimed:
        return Claims(grades, constants={} if _SCHEME in named else _scheme_of_year(heads, grades))
    numbered = tuple(_numbered(claimed, named, samples))
    is_numbered = _NUMBER in named or _NUMBER[0] in {*title.scores, *dict(numbered).values()}
    found, current, constants = list[Grades](), "", dict[tuple[str, str], str]()
    if _SCHEME[0] in dict(numbered).values() and _SCHEME not in named:
        constants[_SCHEME] = _NATIONAL
    untaken = dict.fromkeys(claimed, CLAIM)
    for index, own in enumerate(grades):
        if index in claimed:
            # Of two beside each other nobody can tell which one the next column is about.
            current = _UNSURE if index - 1 in claimed else claimed[index]
            found.append(own)
            continue
        kept, current = _within(own, current, is_numbered=is_numbered)
        found.append(kept)
        if own and not kept:
            untaken[index] = "no_key"
        is_year = bool(kept) and any(t[:2] == _YEAR for t in kept[0])
        if is_year and current == _YEAR[0] and _SCHEME not in named:
            before = max((place for place in claimed if place < index), default=index)
            if scheme := _scheme(heads[index].text) or _scheme(heads[before].text):
                constants[_SCHEME] = scheme
    return Claims(found, tuple(claimed.items()), constants, untaken, numbered)


def _numbered(
    claimed: Mapping[int, str],
    named: Container[tuple[str, str]],
    samples: Sequence[Sequence[Cell]],
) -> Iterator[tuple[int, str]]:
    """Yield the columns that claim with a number for which there is no column, and its form."""
    for index, form in claimed.items():
        is_named = (form, _NUMBERS[form]) in named
        if not is_named and any(number_claimed(form, cell) for cell in samples[index]):
            yield index, form


def with_numbers(
    columns: Sequence[Column], claims: Claims, width: int
) -> tuple[list[Column], tuple[Claimed, ...]]:
    """Return the columns, with one more for the numbers in each that claims, and what moves these.

    Args:
        columns: The columns as they were matched.
        claims: What is claimed.
        width: Number of columns of the table, those among them that others were brought into.
    """
    found = list(columns)
    moves: list[Claimed] = []
    for index, form in claims.numbered:
        if columns[index].form or columns[index].field:
            # A person said what it is.
            continue
        place = width + len(found) - len(columns)
        # The number of a filing begins with its year.
        fields = [_NUMBERS[form], *([_YEAR[1]] if form == _YEAR[0] else [])]
        moves.append(Claimed(form, index, place, place + 1 if len(fields) > 1 else -1))
        found += [
            _read_there(columns[index], place + n, form, name) for n, name in enumerate(fields)
        ]
    return found, tuple(moves)


def _read_there(column: Column, place: int, form: str, name: str) -> Column:
    """Return the column that a part of what a column holds is read in."""
    return replace(
        column,
        index=place,
        form=form,
        field=name,
        confidence=_BY_VALUES,
        reason="values",
        flags=("claim_number",),
        at=column.index,
    )


def _claimed(head: ColumnHead) -> str:
    """Return the form that would hold what a column claims, or ""."""
    leaf = fold(head.text.rsplit(JOINT, maxsplit=1)[-1])
    claims = layout_words().claims
    return next((form for form, pattern in claims.items() if pattern.fullmatch(leaf)), "")


def _of_group(head: ColumnHead, own: Grades) -> Grades:
    """Return what a column means below the name of a title: 有效期至 below 高新技术企业."""
    claims = layout_words().claims
    groups = [fold(part) for part in head.text.split(JOINT)[:-1]]
    form = next((f for f, one in claims.items() if any(map(one.fullmatch, groups))), "")
    forms = {target.form for grade in own[:1] for target in grade}
    if form not in forms or forms & _FIGURES:
        return own
    return [fit for grade in own if (fit := [t for t in grade if t.form == form])]


def _says_more(own: Grades, cells: Sequence[Cell]) -> bool:
    """Whether a column holds names, or counts, rather than ticks."""
    is_name = any(target.form == "firm" for grade in own for target in grade)
    return is_name or any(map(_is_count, cells))


def _is_count(cell: Cell) -> bool:
    """Whether a cell holds a number that is no tick; the number of a filing is longer."""
    is_long = isinstance(cell, str) and len(cell.strip()) > _LONGEST_COUNT
    return is_number(cell) and not is_long and plain_text(cell) not in {"0", "1"}


def _within(own: Grades, current: str, *, is_numbered: bool) -> tuple[Grades, str]:
    """Return what a column means behind a claim, and which claim the next one stands behind."""
    forms = {target.form for grade in own[:1] for target in grade}
    if not current or not own:
        return own, current
    if not forms & _SHARED or forms & _FIGURES:
        return own, ""
    if len(forms) == 1 and current not in forms:
        # 入库登记编号 speaks for itself.
        return own, next(iter(forms))
    kept = [fit for grade in own if (fit := [t for t in grade if t.form == current])]
    if current == _NUMBER[0] and not is_numbered:
        # A certificate without a column of its number would hold up the report.
        return [], current
    return kept, current


def kinds_of_titles(
    columns: Sequence[Column], samples: Sequence[Sequence[Cell]], main: str
) -> tuple[tuple[int, str], ...]:
    """Return the columns that say of each row of certificates which title it is about.

    资质类型 over 高新技术企业 and 专精特新中小企业: of the second there is no certificate.
    """
    if main != _NUMBER[0]:
        return ()
    known = layout_words()
    return tuple(
        (column.index, main)
        for column in columns
        if not column.form and column.index < len(samples)
        if any(known.other_titles.fullmatch(fold(str(cell))) for cell in samples[column.index])
        if any(known.claims[main].fullmatch(fold(str(cell))) for cell in samples[column.index])
    )


def names_other_title(cell: Cell) -> bool:
    """Whether a cell that says which title a row is about names another than 高企."""
    return isinstance(cell, str) and layout_words().other_titles.fullmatch(fold(cell)) is not None


def _scheme(text: str) -> str:
    """Return the scheme of filings that a heading names, or ""."""
    core = fold(text)
    schemes = layout_words().schemes
    return next((code for code, pattern in schemes.items() if pattern.search(core)), "")


def _scheme_of_year(
    heads: Sequence[ColumnHead], grades: Sequence[Grades]
) -> dict[tuple[str, str], str]:
    """Return the scheme of filings that the one heading of their years names: 省科小认定年份."""
    years = [
        head.text
        for head, own in zip(heads, grades, strict=True)
        if own and [target[:2] for target in own[0]] == [_YEAR]
    ]
    scheme = _scheme(years[0]) if len(years) == 1 else ""
    return {_SCHEME: scheme} if scheme else {}


def scheme_of_numbers(columns: Sequence[Column]) -> dict[tuple[str, str], Stored]:
    """Return the scheme that the heading of numbers of filings names: 入库登记编号 is national."""
    filed = {column.field: column for column in columns if column.form == _YEAR[0]}
    number = filed.get("reg_no")
    if number is None or _SCHEME[1] in filed:
        return {}
    scheme = _scheme(number.heading)
    return {_SCHEME: scheme} if scheme else {}
