"""The words that the importer knows people by: missing marks, units, noise, synonyms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from desktop_app.domain.texts import fold
from desktop_app.paths import resources


@dataclass(frozen=True, slots=True)
class Words:
    """What `cleaning.toml` says; texts are folded.

    Attributes:
        missing: Cells that say "nothing here".
        none_yet: How short words begin that say so of a number or day.
        files: Names of files in place of a value.
        withheld: Cells that say that the value is not told here, or stands elsewhere.
        doubted: What says, before or behind a text, that nobody is sure of it.
        endless: "Valid without end".
        filled: How many digits the texts of a field have that may have lost zeros in front, by
            form and field; counted likewise for those that may not.
        answers: 1 for words and signs of yes, 0 for those of no, besides the usual ones.
        place_before: What stands before the name of a district; place_after behind it.
        common: What many names of firms have behind their own word.
        nobody: What stands for a firm that nobody names.
        surnames: Family names.
        no_persons: What stands before a telephone number and is no person.
        errors: Error values of a spreadsheet.
        approximate_before: Words before a number that make it approximate; after likewise.
        money: Power of ten of 分 in one, by unit word.
        foreign: Units of other currencies.
        area: Square metres in one, by unit word.
        counts: How many one counting word stands for.
        percent: Per cent in one, by sign.
        powers: How many a bare 万 or 亿 stands for.
        unit_texts: A unit as people write it, by its folded word.
        amount_before: Words that stand before an amount and change nothing; amount_after likewise.
        loss: Words that make an amount negative.
        foreign_before: Signs of other currencies that stand before an amount.
        before: Words at the start of a heading without a meaning of their own; after likewise.
        whole_before: Words before a figure that say no more than that all of it is meant;
            whole_after behind it.
        serial: Headings of row numbers; `remark` of remarks, `period` of periods, `unit` of units.
        currency: Headings of the money of the amount beside them; own_money: what ours is called.
        period_from: Headings of the days on which periods begin; `period_to` on which they end.
        title_unit: What stands before a unit in a title.
        synonyms: Words and the word that they mean, longest first.
        prefer: For a heading that several forms could take: (default form, forms that rather
            take it when their own columns are in the sheet).
        totals: How sum rows begin; sign_off, notes, examples, ordinals likewise.
        lone_totals: What is a sum only where it stands alone.
        sign_off_words: Beginnings of sign-off lines that are also parts of names.
        shares: Pattern of what names a part of a sum, a mean, a growth or a share.
    """

    missing: frozenset[str]
    none_yet: tuple[str, ...]
    files: re.Pattern[str]
    withheld: frozenset[str]
    doubted: re.Pattern[str]
    endless: frozenset[str]
    filled: Mapping[str, int]
    counted: Mapping[str, int]
    answers: Mapping[str, int]
    place_before: tuple[str, ...]
    place_after: tuple[str, ...]
    common: tuple[str, ...]
    nobody: re.Pattern[str]
    surnames: frozenset[str]
    no_persons: re.Pattern[str]
    errors: frozenset[str]
    approximate_before: tuple[str, ...]
    approximate_after: tuple[str, ...]
    money: Mapping[str, int]
    foreign: frozenset[str]
    area: Mapping[str, Fraction]
    counts: Mapping[str, int]
    percent: Mapping[str, Fraction]
    powers: Mapping[str, int]
    unit_texts: Mapping[str, str]
    amount_before: tuple[str, ...]
    amount_after: tuple[str, ...]
    loss: tuple[str, ...]
    foreign_before: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    whole_before: tuple[str, ...]
    whole_after: tuple[str, ...]
    serial: frozenset[str]
    remark: frozenset[str]
    period: frozenset[str]
    period_from: frozenset[str]
    period_to: frozenset[str]
    unit: frozenset[str]
    currency: frozenset[str]
    own_money: frozenset[str]
    title_unit: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...]
    prefer: Mapping[str, tuple[str, tuple[str, ...]]]
    totals: tuple[str, ...]
    lone_totals: frozenset[str]
    sign_off_words: tuple[str, ...]
    shares: str
    sign_off: tuple[str, ...]
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    ordinals: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words, read once."""
    path = resources() / "catalogues" / "cleaning.toml"
    said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    units, headings, rows = said["units"], said["headings"], said["rows"]
    return Words(
        missing=_set(said["missing"]["marks"]),
        files=re.compile(said["missing"]["files"]),
        withheld=_set(said["missing"]["withheld"]),
        doubted=re.compile(
            rf"^(?:{said['doubted']['marks']})\s*|\s*(?:{said['doubted']['marks']})$"
        ),
        none_yet=_longest(said["missing"]["none_yet"]),
        endless=_set(said["endless"]["marks"]),
        filled=said["digits"]["filled"],
        counted=said["digits"]["counted"],
        answers=dict.fromkeys(_set(said["answers"]["yes"]), 1)
        | dict.fromkeys(_set(said["answers"]["no"]), 0),
        place_before=tuple(map(fold, said["places"]["before"])),
        place_after=_longest(said["places"]["after"]),
        common=_longest(said["names"]["common"]),
        nobody=re.compile(said["names"]["nobody"], re.IGNORECASE),
        surnames=frozenset(said["persons"]["surnames"]) | {*said["persons"]["double_surnames"]},
        no_persons=re.compile(said["persons"]["none"], re.IGNORECASE),
        errors=_set(said["errors"]["marks"]),
        approximate_before=_longest(said["approximate"]["before"]),
        approximate_after=_longest(said["approximate"]["after"]),
        money={fold(word): power for word, power in units["money"].items()},
        foreign=_set(units["foreign"]["words"]),
        area={fold(word): Fraction(times) for word, times in units["area"].items()},
        counts=_counted(units["count"]),
        percent={fold(word): Fraction(times) for word, times in _counted(units["percent"]).items()},
        powers=units["power"],
        unit_texts=_unit_texts(units),
        amount_before=_longest(said["amount"]["before"]),
        amount_after=_longest(said["amount"]["after"]),
        loss=_longest(said["amount"]["loss"]),
        foreign_before=_longest(units["foreign"]["before"]),
        before=_longest(headings["before"]),
        after=_longest(headings["after"]),
        whole_before=_longest(headings["whole_before"]),
        whole_after=_longest(headings["whole_after"]),
        serial=_set(headings["serial"]),
        remark=_set(headings["remark"]),
        period=_set(headings["period"]),
        period_from=_set(headings["period_from"]),
        period_to=_set(headings["period_to"]),
        unit=_set(headings["unit"]),
        currency=_set(headings["currency"]),
        own_money=_set(headings["own_money"]),
        title_unit=_longest(headings["title_unit"]),
        synonyms=_synonyms(said["synonyms"]),
        prefer={
            fold(heading): (choice["default"], tuple(choice["rather"]))
            for heading, choice in said["prefer"].items()
        },
        totals=_longest(rows["totals"]),
        lone_totals=_set(rows["lone_totals"]),
        sign_off_words=_longest(rows["sign_off_words"]),
        shares="".join(rows["shares"].split()),
        sign_off=_longest(rows["sign_off"]),
        notes=_longest(rows["notes"]),
        examples=_longest(rows["examples"]),
        ordinals=_set(rows["ordinals"]),
    )


def _set(texts: list[str]) -> frozenset[str]:
    return frozenset(map(fold, texts))


def _longest(texts: list[str]) -> tuple[str, ...]:
    return tuple(sorted(map(fold, texts), key=len, reverse=True))


def _unit_texts(units: dict[str, Any]) -> dict[str, str]:
    """Return the first way in which the catalogue writes each unit."""
    spelt: dict[str, str] = {}
    for entry in units.values():
        for word in (*entry, *entry.get("one", ()), *entry.get("words", ())):
            spelt.setdefault(fold(word), word)
    return spelt


def _counted(entry: dict[str, Any]) -> dict[str, Any]:
    ones = {fold(word): 1 for word in entry["one"]}
    return ones | {fold(word): times for word, times in entry.items() if word != "one"}


def _synonyms(entry: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = [(fold(word), fold(meant)) for word, meant in entry.items()]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
