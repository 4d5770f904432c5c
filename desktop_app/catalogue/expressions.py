"""Checks the SQL of a rule before it ever runs: names, division, bare numbers beside amounts.

Amounts are stored in 分 and decimals times a power of ten, so `r.sales <= 20000` is nearly always
wrong by that factor. Such a number is refused unless it is multiplied by a unit (`20000 * :wan`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop_app.catalogue.model import Form
from desktop_app.domain.values import FieldType

UNITS = frozenset({":yuan", ":qian", ":wan", ":yi", ":d1", ":d2"})
BINDS = UNITS | {":unit", ":period", ":year", ":first_day", ":last_day"}
CATALOGUE_TABLES = {
    "code": {"list", "code", "label", "parent", "since", "until"},
    "word": {"list", "word"},
    "parameter": {"name", "key", "since", "until", "value"},
    "period": {"code", "kind", "year", "first_day", "last_day", "previous"},
}
OWN_COLUMNS = frozenset({"unit", "uid", "version", "rowid"})
SCALED = {FieldType.MONEY, FieldType.DECIMAL}

# Their result is as large as what is put in; that of any other function is not.
PASSING = frozenset({"abs", "min", "max", "sum", "total", "coalesce", "ifnull", "iif", "nullif"})
COMPARING = frozenset({"<", "<=", ">", ">=", "=", "==", "<>", "!=", "between"})
BESIDE = COMPARING | {"+", "-"}

_TOKEN = re.compile(
    r"\s+|(?P<text>'(?:[^']|'')*')|(?P<bind>:\w+)|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<column>[A-Za-z_]\w*\.[A-Za-z_]\w*)|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<sign><=|>=|<>|!=|==|\|\||[-+*/%<>=(),.])|(?P<bad>.)"
)
_SOURCE = re.compile(r"\b(?:from|join)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?", re.IGNORECASE)
_DERIVED = re.compile(r"\)\s*(?:as\s+)?([a-z_]\w*)", re.IGNORECASE)
_NO_ALIAS = frozenset({"where", "on", "join", "left", "inner", "group", "order", "limit"})


@dataclass(frozen=True)
class Names:
    """What an expression may name.

    Attributes:
        records: Forms of the joined records by name: "r", "previous", "firm" …
        forms: All forms by code; subqueries may read their views.
    """

    records: Mapping[str, Form]
    forms: Mapping[str, Form]

    @cached_property
    def tables(self) -> dict[str, Form]:
        """Forms by the names of their tables and views."""
        return {name: form for form in self.forms.values() for name in (form.code, form.view)}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of SQL; `kind` is text, bind, number, column, word, sign or bad."""

    kind: str
    text: str


def tokens(sql: str) -> Iterator[Token]:
    """Cut SQL into words, without spaces."""
    for match in _TOKEN.finditer(sql):
        if match.lastgroup:
            yield Token(match.lastgroup, match.group())


def check_expression(sql: str, names: Names) -> Iterator[str]:
    """Say what is wrong with the SQL of a rule, fault by fault."""
    words = list(tokens(sql))
    for token in words:
        if token.kind == "bad":
            yield f"{token.text!r} is no part of an expression"
        if token.text == "/":
            yield "`/` cuts whole numbers: multiply out instead"
        if token.kind == "bind" and token.text not in BINDS:
            yield f"{token.text} is not bound"
    columns = dict(_sources(sql, names))
    yield from _check_columns(words, columns)
    scaled = {
        f"{alias}.{field.code}"
        for alias, (form, _) in columns.items()
        if form
        for field in form.fields
        if field.type in SCALED
    }
    yield from _check_numbers(words, scaled)


Source = tuple[Form | None, set[str] | None]
"""A form, if the source is one, and its columns, if they are known."""


def _sources(sql: str, names: Names) -> Iterator[tuple[str, Source]]:
    for alias in _DERIVED.findall(sql):
        yield alias, (None, None)
    for alias, form in names.records.items():
        yield alias, (form, {*form.columns, *OWN_COLUMNS})
    for table, alias in _SOURCE.findall(sql):
        name = table if not alias or alias.lower() in _NO_ALIAS else alias
        if table in CATALOGUE_TABLES:
            yield name, (None, CATALOGUE_TABLES[table])
        elif table in names.tables:
            form = names.tables[table]
            yield name, (form, {*form.columns, *OWN_COLUMNS})
        else:
            yield name, (None, set())


def _check_columns(words: list[Token], columns: Mapping[str, Source]) -> Iterator[str]:
    for token in words:
        if token.kind != "column":
            continue
        alias, _, column = token.text.partition(".")
        if alias not in columns:
            yield f"{token.text}: {alias} is not among the records used"
            continue
        known = columns[alias][1]
        if known is not None and column not in known:
            yield f"{token.text}: there is no such column"


@dataclass(frozen=True, slots=True)
class _Part:
    """A product between two other signs: its factors, and whether it is a scaled quantity."""

    text: str
    bare: bool
    scaled: bool


def _check_numbers(words: list[Token], scaled: set[str]) -> Iterator[str]:
    parts: list[_Part | str] = []
    place = 0
    while place < len(words):
        product, place, inner = _product(words, place)
        for group in inner:
            yield from _check_numbers(group, scaled)
        if product:
            parts.append(_weigh(product, scaled))
        if place < len(words):
            parts.append(words[place].text.lower())
            place += 1
    yield from _beside(parts)


def _product(words: list[Token], place: int) -> tuple[list[Token], int, list[list[Token]]]:
    """Return the factors from `place` on, where they end, and the groups inside brackets."""
    product: list[Token] = []
    inner: list[list[Token]] = []
    while place < len(words):
        token = words[place]
        if token.text == "(":
            end = _closing(words, place)
            inner.append(words[place + 1 : end])
            product.extend(words[place : end + 1])
            place = end + 1
        elif _is_factor(words, place):
            product.append(token)
            place += 1
        else:
            break
    return product, place, inner


def _is_factor(words: list[Token], place: int) -> bool:
    token = words[place]
    if token.kind == "word":
        return place + 1 < len(words) and words[place + 1].text == "("
    return token.text == "*" or token.kind in {"number", "column", "bind", "text"}


def _closing(words: list[Token], place: int) -> int:
    depth = 0
    for at in range(place, len(words)):
        depth += {"(": 1, ")": -1}.get(words[at].text, 0)
        if depth == 0:
            return at
    return len(words)


def _weigh(product: list[Token], scaled: set[str]) -> _Part:
    text = " ".join(token.text for token in product)
    factors = [token for token in product if token.text != "*"]
    bare = all(token.kind == "number" for token in factors) and any(
        float(token.text) != 0 for token in factors
    )
    return _Part(text, bare, _is_scaled(product, scaled))


def _is_scaled(product: list[Token], scaled: set[str]) -> bool:
    """Whether the product holds an amount, looking into brackets and passing functions only."""
    place = 0
    while place < len(product):
        token = product[place]
        if token.kind == "column" and token.text in scaled:
            return True
        if token.kind == "word" and token.text.lower() not in PASSING:
            place = _closing(product, place + 1)
        elif token.text == "(":
            end = _closing(product, place)
            if _group_is_scaled(product[place + 1 : end], scaled):
                return True
            place = end
        place += 1
    return False


def _group_is_scaled(group: list[Token], scaled: set[str]) -> bool:
    """A subquery is as large as what it selects; a condition in brackets is yes or no."""
    if group and group[0].text.lower() == "select":
        ends = [at for at, token in enumerate(group) if token.text.lower() == "from"]
        group = group[1 : ends[0]] if ends else group[1:]
    if any(token.text.lower() in COMPARING for token in group):
        return False
    return any(_is_scaled(product, scaled) for product in _split(group))


def _split(group: list[Token]) -> Iterator[list[Token]]:
    place = 0
    while place < len(group):
        product, place, _ = _product(group, place)
        if product:
            yield product
        place += 1


def _beside(parts: list[_Part | str]) -> Iterator[str]:
    for at, part in enumerate(parts):
        if isinstance(part, str) or not part.bare:
            continue
        if any(isinstance(other, _Part) and other.scaled for other in _neighbours(parts, at)):
            yield f"{part.text} stands beside an amount without its unit (:yuan, :wan, :d1 …)"


def _neighbours(parts: list[_Part | str], at: int) -> Iterator[_Part | str]:
    """The parts that one is compared with, or added to."""
    if at >= 2 and parts[at - 1] in BESIDE:
        yield parts[at - 2]
    if at >= 4 and parts[at - 1] == "and" and parts[at - 3] == "between":
        yield parts[at - 4]
    if at + 2 < len(parts) and parts[at + 1] in BESIDE:
        yield parts[at + 2]
