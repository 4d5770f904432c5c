"""Which field of which form a heading can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from desktop_app.catalogue.model import Catalogue, CodeList, Field, Form
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.translations import without_translation
from desktop_app.importing.mapping.normal import HeadingKey, heading_key, name_of_total
from desktop_app.importing.model import JOINT

_LONGEST_QUICK = 40
_SHORTEST_PART = 2
_SHORTEST_LABEL = 3
_OF_PART = 0.9
_HALF, _QUARTER = 0.5, 0.25
_SEVERAL = 2
_BRACKET = re.compile(r"(?<!^)[(（/]")
_MARKS = "*#★△▲"
_KEY_TYPES = frozenset(
    {
        FieldType.TEXT,
        FieldType.USCC,
        FieldType.ORG_CODE,
        FieldType.REG_NO,
        FieldType.PATENT_NO,
        FieldType.CERT_NO,
    }
)
_LINE = re.compile(r"[LP]?(\d{1,3})(?:\.0)?")
COUNTED = ("数", "数量", "金额", "总数")


class Target(NamedTuple):
    """A field that a heading can mean.

    Attributes:
        form: Code of its form.
        field: Code of the field.
        confidence: How sure, 0 to 1.
        reason: "label", "alias", "meaning"; "near" for what is nearly the same; "part" for what is
            only meant after its whole ("其中：女性"); "body" for the name of a firm in some part
            (技改企业名称).
    """

    form: str
    field: str
    confidence: float
    reason: str


_BODY = Target("firm", "name", 0.9, "body")
_NAME = Target("firm", "name", 0.9, "meaning")
_CODE = Target("firm", "uscc", 0.9, "meaning")
_TOTAL, _TOTAL_VALUE = ("unit_total", "indicator"), ("unit_total", "value")
_ENDS_OF_KEYS = ("码", "号", "名称")
_JOINS = "及和与或"
_AND_MORE = "以上"

_SURE_OF_CODE = 0.98
_SHAPE_OF_CODE = re.compile(r"[A-Z]{2}\d{2,}")
_CODED = re.compile(
    r"(?P<name>.*[\u4e00-\u9fff)])[(\[]?(?P<code>[A-Z]{2}\d{2,})[)\]]?"
    r"|[(\[]?(?P<first>[A-Z]{2}\d{2,})[)\]]?(?P<last>[\u4e00-\u9fff].*)"
)
"""The code of an official form behind or before a name; L07 and bare numbers may be others'."""

Names = dict[str, dict[tuple[str, str], str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The headings of all forms, in three grades of likeness.

    Attributes:
        texts: Fields by whole heading; `shorts` without empty words, `meanings` by synonyms.
        sheets: Folded names of forms, longest first, with the form.
        numbers: Fields that hold numbers; `amounts` those of money.
        keys: Names, codes and numbers by which records are recognised.
        parts: Headings of the parts of each whole, with their fields.
        lines: Field of each official line code, by form.
        coded: Field of each code of a column of official forms: QC236.
        quick: Headings as `is_quickly_known` looks for them.
        called: Headings of what records are recognised by.
        totals: What totals of the office are called, those included that one has to ask about.
        labels: What labels of firms are called.
        carriers: Forms of the figures of one kind of carriers.
    """

    texts: Mapping[str, Mapping[tuple[str, str], str]]
    shorts: Mapping[str, Mapping[tuple[str, str], str]]
    meanings: Mapping[str, Mapping[tuple[str, str], str]]
    sheets: tuple[tuple[str, str], ...]
    numbers: frozenset[tuple[str, str]]
    amounts: frozenset[tuple[str, str]]
    keys: frozenset[tuple[str, str]]
    parts: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
    lines: Mapping[str, Mapping[str, str]]
    coded: Mapping[str, tuple[str, str]]
    quick: frozenset[str]
    called: frozenset[str]
    totals: frozenset[str]
    labels: frozenset[str]
    carriers: frozenset[str]

    def targets(self, key: HeadingKey) -> list[list[Target]]:
        """Return what a heading can mean, the surest grade first.

        The code of an official form beside its name says which of the fields of that name it is.
        Where the two disagree it may be either.
        """
        said = self._coded_in(key.text)
        if said is None:
            return self._named(key)
        where, rest = said
        meant = _target(where, "label", _SURE_OF_CODE)
        named = self._named(heading_key(rest))
        is_own = not named or any((t.form, t.field) == where for t in chain(*named))
        return [[meant]] if is_own else [[meant, *named[0]]]

    def _coded_in(self, text: str) -> tuple[tuple[str, str], str] | None:
        """Return the field of the official code beside a name, and the name: 研发费用(QC236)."""
        found = _CODED.fullmatch(text)
        where = self.coded.get(found["code"] or found["first"]) if found else None
        return (where, found["name"] or found["last"]) if found and where else None

    def _named(self, key: HeadingKey) -> list[list[Target]]:
        """Return what the words of a heading can mean."""
        grades = []
        for known, text, sure in (
            (self.texts, key.text, 1.0),
            (self.texts, key.plain if key.plain != key.text else "", 0.98),
            (self.shorts, key.short, 0.96),
            (self.meanings, key.meaning, 0.93),
        ):
            found = known.get(text, {}) if text else {}
            # 企业数 counts firms and is no name of one.
            is_count = sure < 1 and key.text.endswith(COUNTED)
            fit = {w: why for w, why in found.items() if not is_count or w in self.numbers}
            if fit:
                grades.append([_target(where, why, sure) for where, why in fit.items()])
        if not grades and names_firm(key):
            grades.append([_BODY])
        return grades or self._of_two(key.text)

    def _of_two(self, text: str) -> list[list[Target]]:
        """Return what a heading of several things in one column means: 企业名称及信用代码.

        A code is whichever it is by its look, and the cell of a name may hold a code as well.
        """
        if not text.endswith(_ENDS_OF_KEYS):
            return []
        for place in range(_SHORTEST_PART, len(text) - 1):
            first = self._firm_fields(text[:place])
            second = self._firm_fields_in(text[place:].lstrip(_JOINS)) if first else frozenset()
            if first and second and (first | second).intersection(FIRM_CODES):
                return [[_NAME if _NAME.field in first | second else _CODE]]
        return []

    def _firm_fields_in(self, text: str) -> frozenset[str]:
        """Return the fields of a firm's name and codes that a text means, or its two parts do."""
        own = self._firm_fields(text)
        parts = (
            (self._firm_fields(text[:place]), self._firm_fields(text[place:].lstrip(_JOINS)))
            for place in range(_SHORTEST_PART, len(text) - 1)
        )
        return own or next((first | second for first, second in parts if first and second), own)

    def _firm_fields(self, text: str) -> frozenset[str]:
        """Return the fields of a firm's name and codes that a text can mean, if no others."""
        found = self.texts.get(text, {})
        fields = frozenset(field for form, field in found if form == "firm")
        return fields if fields <= {*FIRM_CODES, _NAME.field} else frozenset()

    def knows(self, key: HeadingKey) -> bool:
        """Whether a heading can mean anything."""
        if not key.text.endswith(COUNTED):
            grades = (
                (self.texts, key.text),
                (self.texts, key.plain),
                (self.shorts, key.short),
                (self.meanings, key.meaning),
            )
            is_said = any(text and text in known for known, text in grades)
            is_named = names_firm(key) or names_shortly(key.plain)
            is_coded = self._coded_in(key.text) is not None
            return is_said or is_named or is_coded or bool(self._of_two(key.text))
        return bool(self.targets(key))

    def counts(self, key: HeadingKey) -> bool:
        """Whether a heading can only mean figures."""
        found = [(one.form, one.field) for one in chain(*self.targets(key)[:1])]
        return bool(found) and self.numbers.issuperset(found)

    def is_key(self, key: HeadingKey) -> bool:
        """Whether a heading can name what records are recognised by."""
        return bool(self.keys_meant(key))

    def keys_meant(self, key: HeadingKey) -> set[tuple[str, str]]:
        """Return the fields that records are recognised by and that a heading can name."""
        return {(one.form, one.field) for one in chain(*self.targets(key)[:1])} & self.keys

    def is_total(self, key: HeadingKey) -> bool:
        """Whether a heading stands over what totals are of: 指标."""
        return any((one.form, one.field) == _TOTAL for one in chain(*self.targets(key)[:1]))

    def lists_totals(self, texts: Sequence[str], least: float = _HALF) -> bool:
        """Whether some texts are what totals are called, at least such a share of them."""
        named = sum(map(self.calls_total, texts))
        return named > 0 and named >= least * len(texts)

    def lists_own_totals(self, texts: Sequence[str]) -> bool:
        """Whether several of some texts, a quarter at least, are what totals alone are called."""
        own = self.own_totals(texts)
        return own >= _SEVERAL and own >= _QUARTER * len(texts)

    def own_totals(self, texts: Sequence[str]) -> int:
        """Return how many of some texts are what totals alone are called."""
        keys = map(_name_of_total, texts)
        return sum(1 for key in keys if key in self.totals and key not in self.texts)

    def calls_total(self, text: str) -> bool:
        """Whether a text is what a total is called, or one that is asked about."""
        return _name_of_total(text) in self.totals

    def is_of_carriers(self, text: str) -> bool:
        """Whether a text is the name of a figure that only incubators and makerspaces have."""
        forms = {one.form for one in chain(*self.targets(heading_key(text))[:1])}
        return bool(forms) and forms <= self.carriers and not self.calls_total(text)

    def part(self, key: HeadingKey, form: str, whole: str) -> Target | None:
        """Return the one part of a whole that a short name behind it means: 人工 of 研发费用.

        本科 beside 硕士 is none of 本科及以上.
        """
        named = {
            field
            for name, field in self.parts.get((form, whole), ())
            if len(key.meaning) >= _SHORTEST_PART
            and key.meaning in name
            and (_AND_MORE in name) == (_AND_MORE in key.meaning)
        }
        return Target(form, named.pop(), _OF_PART, "part") if len(named) == 1 else None

    def figure_in(self, text: str) -> str:
        """Return the longest heading of a number that a folded text holds, or "".

        完成情况 says how much there is of one.
        """
        held = (
            name
            for name, targets in self.texts.items()
            if name in text
            and any(target in self.numbers for target in targets)
            and targets.keys() != {_TOTAL_VALUE}
        )
        return max(held, key=len, default="")

    def is_like_figure(self, text: str) -> bool:
        """Whether a folded text holds the heading of a number, or is a part of one."""
        return bool(self.figure_in(text)) or any(
            text in name and any(target in self.numbers for target in targets)
            for name, targets in self.texts.items()
        )

    def is_quickly_known(self, text: str) -> bool:
        """Whether a cell may be a heading that is known, told without taking it apart."""
        if len(text) > _LONGEST_QUICK:
            return False
        core = "".join(_BRACKET.split(text, maxsplit=1)[0].split())
        return core.lstrip(_MARKS) in self.quick


def _name_of_total(text: str) -> str:
    return name_of_total(without_translation(text))


def names_firm(key: HeadingKey) -> bool:
    """Whether a heading calls its values names of firms, and of none beside the sheet's own."""
    known = layout_words()
    return (
        known.firm_names.fullmatch(key.plain) is not None
        and known.other_bodies.search(key.plain) is None
    )


def names_shortly(text: str) -> bool:
    """Whether a heading calls its values short names of firms."""
    return layout_words().short_names.fullmatch(fold(text.rsplit(JOINT, 1)[-1])) is not None


def _target(where: tuple[str, str], why: str, sure: float) -> Target:
    return Target(*where, sure, why if sure == 1.0 or why in {"part", "near"} else "meaning")


@lru_cache(maxsize=2)
def _built(forms: tuple[Form, ...], totals: CodeList, labels: CodeList) -> Lexicon:
    texts: Names = defaultdict(dict)
    shorts: Names = defaultdict(dict)
    meanings: Names = defaultdict(dict)
    for form in forms:
        for field in form.typed:
            for heading, why in _headings_of(field):
                key = heading_key(heading)
                target = (form.code, field.code)
                for names, text in (
                    (texts, key.text),
                    (shorts, key.short),
                    (meanings, key.meaning),
                ):
                    if names[text].get(target, "part") == "part":
                        names[text][target] = "part" if key.is_part else why
    typed = [(form.code, field) for form in forms for field in form.typed]
    numbers = frozenset((form, field.code) for form, field in typed if field.is_number)
    amounts = frozenset(
        (form, field.code) for form, field in typed if field.type is FieldType.MONEY
    )
    keys = frozenset(_keys(forms))
    return Lexicon(
        dict(texts),
        dict(shorts),
        dict(meanings),
        _sheets(forms),
        numbers,
        amounts,
        keys,
        _parts(forms),
        {form.code: _lines(form) for form in forms},
        {code: where for code, where in _coded(typed) if _SHAPE_OF_CODE.fullmatch(code)},
        frozenset({*texts, *shorts}),
        frozenset(text for text, targets in texts.items() if keys.intersection(targets)),
        frozenset({*totals.spellings, *totals.nearly, *totals.doubted}),
        _called(labels),
        frozenset(form.code for form in forms if form.parent_values),
    )


def _called(labels: CodeList) -> frozenset[str]:
    """Return what labels are called; a code and 其他 call none."""
    return frozenset(
        name
        for name, code in labels.spellings.items()
        if code and len(name) >= _SHORTEST_LABEL and not name.isascii()
    )


def _parts(forms: tuple[Form, ...]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    parts: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for form in forms:
        for field in form.typed:
            if field.part_of:
                parts[form.code, field.part_of] += [
                    (heading_key(heading).meaning, field.code)
                    for heading, _why in _headings_of(field)
                ]
    return dict(parts)


def line_code(text: str) -> str:
    """Return a line code as it is compared: 7 for L07, 07 and 7.0."""
    core = fold(text)
    found = _LINE.fullmatch(core)
    return str(int(found[1])) if found else core


def _lines(form: Form) -> dict[str, str]:
    return {line_code(field.official): field.code for field in form.typed if field.official}


def _coded(typed: Sequence[tuple[str, Field]]) -> Iterable[tuple[str, tuple[str, str]]]:
    for form, field in typed:
        if field.official:
            yield heading_key(field.official).text, (form, field.code)


def _keys(forms: tuple[Form, ...]) -> Iterable[tuple[str, str]]:
    for form in forms:
        parts = {part for way in form.identity for part in way.split("+")}
        for field in form.typed:
            if field.code in parts and field.type in _KEY_TYPES and not field.codes:
                yield form.code, field.code


def _headings_of(field: Field) -> Iterable[tuple[str, str]]:
    yield field.label, "label"
    if field.short:
        yield field.short, "label"
    if field.official:
        yield field.official, "label"
    for alias in field.aliases:
        yield alias, "alias"
    for name in field.nearly:
        yield name, "near"


def _sheets(forms: tuple[Form, ...]) -> tuple[tuple[str, str], ...]:
    names = {
        (heading_key(name).text, form.code)
        for form in forms
        for name in (form.label, form.short, form.official, *form.aliases)
        if len(name) > 1
    }
    return tuple(sorted(names, key=lambda pair: (-len(pair[0]), pair)))


class _Forms(tuple[Form, ...]):
    """The forms of a catalogue, compared by identity: they hold dicts and cannot be hashed."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple) and list(map(id, self)) == list(map(id, other))


def lexicon(catalogue: Catalogue) -> Lexicon:
    """Return the headings of a catalogue's forms, built once."""
    return _built(
        _Forms(catalogue.reported), catalogue.codes["indicator"], catalogue.codes["label_kind"]
    )
