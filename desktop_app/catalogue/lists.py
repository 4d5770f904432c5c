"""Reads code lists, word lists, parameters and the annexes' figures."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from desktop_app.catalogue.model import LAST_YEAR, Code, CodeList, ParameterHead, Target
from desktop_app.catalogue.reading import (
    TEXT,
    WHOLE,
    CatalogueError,
    Place,
    Table,
    read_toml,
    take,
)

COLUMNS = ("code", "label", "label_en", "parent", "since", "until", "aliases")
TARGET_COLUMNS = ("annex", "unit", "year", "value")
REMARK = "source"


class CodeLists(Mapping[str, CodeList]):
    """The code lists of a folder by name; each is read when it is first asked for."""

    def __init__(self, folder: Path, made: Mapping[str, Callable[[], CodeList]]) -> None:
        """Name the folder of CSV files, and what makes the lists of other catalogues."""
        paths = sorted(folder.glob("*.csv"))
        self._makers = {path.stem: partial(read_code_list, path) for path in paths} | dict(made)
        self._read: dict[str, CodeList] = {}

    def __getitem__(self, name: str) -> CodeList:
        if name not in self._read:
            self._read[name] = self._makers[name]()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, name: object) -> bool:
        return name in self._makers


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            found = tuple(reader.fieldnames or ())
            rows = list(reader)
    except (OSError, ValueError) as why:
        raise CatalogueError(path.name, "", "", str(why)) from why
    if found not in (columns, (*columns, REMARK)):
        raise CatalogueError(path.name, "", "", f"columns {found} instead of {columns}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise CatalogueError(
                path.name, f"line {number}", "", "more or fewer values than columns"
            )
    return rows


def _year(place: Place, key: str, text: str, blank: int) -> int:
    if not text:
        return blank
    if not (text.isdigit() and len(text) == 4):
        raise place.error(key, f"{text!r} is no year")
    return int(text)


def read_code_list(path: Path) -> CodeList:
    """Return the code list of a CSV file; a column `source` is a remark and is not kept.

    Raises:
        CatalogueError: A code stands twice, a parent is missing, a year or the columns are wrong.
    """
    entries: dict[str, Code] = {}
    for row in _rows(path, COLUMNS):
        place = Place(path.name, row["code"])
        if not row["code"] or not row["label"]:
            raise place.error("code", "an entry needs a code and a label")
        if row["code"] in entries:
            raise place.error("code", "stands twice")
        entries[row["code"]] = Code(
            code=row["code"],
            label=row["label"],
            label_en=row["label_en"],
            parent=row["parent"],
            since=_year(place, "since", row["since"], 0),
            until=_year(place, "until", row["until"], LAST_YEAR),
            aliases=tuple(row["aliases"].split(";")) if row["aliases"] else (),
        )
    for entry in entries.values():
        if entry.parent and entry.parent not in entries:
            raise Place(path.name, entry.code).error("parent", f"no entry {entry.parent!r}")
        if entry.since > entry.until:
            raise Place(path.name, entry.code).error("since", "later than until")
    return CodeList(path.stem, tuple(entries.values()))


def read_words(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the word lists of a TOML file by name.

    Raises:
        CatalogueError: A list is none, or a word is no text or stands twice.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for name, entry in read_toml(path).items():
        place = Place(path.name, name)
        words = entry.get("words") if isinstance(entry, dict) else None
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise place.error("words", "a list of words is needed")
        if len(set(words)) != len(words):
            raise place.error("words", "a word stands twice")
        lists[name] = tuple(words)
    return lists


Parameter = tuple[str, int, int, str, int]
"""Name, first year, last year, key, value."""


def read_parameters(path: Path) -> tuple[Parameter, ...]:
    """Return the numbers by year: (name, since, until, key, value), all values whole.

    Raises:
        CatalogueError: A value is no whole number, a year is wrong, a unit is not stated, or two
            values hold for one name, key and year.
    """
    numbers: list[Parameter] = []
    for name, table in read_toml(path).items():
        place = Place(path.name, name)
        if not isinstance(table, dict) or not table.get("unit") or "values" not in table:
            raise place.error("unit", "a parameter states its unit and its values")
        numbers.extend(_parameter(place, name, entry) for entry in table["values"])
    _check_overlaps(path, numbers)
    return tuple(numbers)


def read_parameter_heads(path: Path) -> dict[str, ParameterHead]:
    """Return what the numbers of a TOML file are called, by name.

    Raises:
        CatalogueError: One has no label in either language, or does not state its unit.
    """
    heads: dict[str, ParameterHead] = {}
    for name, table in read_toml(path).items():
        words = [table.get(key) for key in ("label", "label_en", "unit")]
        if not all(isinstance(word, str) and word for word in words):
            raise Place(path.name, name).error("label", "a parameter has label, label_en and unit")
        heads[name] = ParameterHead(*map(str, words))
    return heads


def _parameter(place: Place, name: str, entry: Table) -> Parameter:
    kinds = {"key": TEXT, "since": WHOLE, "until": WHOLE, "value": WHOLE}
    values = {"key": "", "since": 0, "until": LAST_YEAR, **take(place, entry, kinds, ("value",))}
    if values["since"] > values["until"]:
        raise place.error("since", f"{dict(entry)}: later than until")
    return (name, values["since"], values["until"], values["key"], values["value"])


def _check_overlaps(path: Path, numbers: list[Parameter]) -> None:
    by_name: dict[tuple[str, str], int] = {}
    for name, since, until, key, _value in sorted(numbers, key=lambda n: (n[0], n[3], n[1])):
        if since <= by_name.get((name, key), -1):
            raise CatalogueError(path.name, name, key, f"two values hold in {since}")
        by_name[name, key] = until


def read_targets(path: Path) -> tuple[Target, ...]:
    """Return the annexes' figures as printed; unit "3302" is the printed total row.

    Raises:
        CatalogueError: A figure is no whole number, or one stands twice.
    """
    targets: dict[tuple[int, str, int], Target] = {}
    for row in _rows(path, TARGET_COLUMNS):
        place = Place(path.name, f"{row['annex']} {row['unit']} {row['year']}")
        if not all(row[name].isdigit() for name in ("annex", "year", "value")):
            raise place.error("value", "annex, year and value are whole numbers")
        target = Target(int(row["annex"]), row["unit"], int(row["year"]), int(row["value"]))
        where = (target.annex, target.unit, target.year)
        if where in targets:
            raise place.error("year", "stands twice")
        targets[where] = target
    return tuple(targets.values())


def read_version(path: Path) -> str:
    """Return the version of forms and rules, as written into packages.

    Raises:
        CatalogueError: The file does not state it.
    """
    try:
        version = tomllib.loads(path.read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError) as why:
        raise CatalogueError(path.name, "", "version", str(why)) from why
    if not isinstance(version, str) or not version:
        raise CatalogueError(path.name, "", "version", "a text is needed")
    return version
