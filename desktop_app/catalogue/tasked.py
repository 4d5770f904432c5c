"""The catalogue as a task file of the city sets it: severities, parameters, targets, codes.

What the program came with stays as it is; a task lays other values over it. Rules keep their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.catalogue.lists import Parameter
from desktop_app.catalogue.model import LAST_YEAR, Catalogue, Code, CodeList, Target
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Stored
from desktop_app.domain.task_sections import CODE, PARAMETER, SEVERITY, TARGET

CITY = "3302"
"""Whose row of an annex is the total."""

ALL_YEARS = 0
"""The year of a figure that stands for all of them together."""

SETTING = (SEVERITY, PARAMETER, TARGET, CODE)
"""Forms that keep what is laid over the catalogue."""

ASKS = frozenset({PARAMETER, CODE})
"""Those of them that change what rules find, and not only how much it weighs."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a task sets.

    Attributes:
        severities: How much the breach of a rule weighs, by rule id.
        parameters: Entries that replace all of the same name and key.
        targets: Figures of the annexes, each instead of the same unit's in the same year.
        codes: New entries of code lists, and known ones with other years, by list.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    targets: tuple[Target, ...] = ()
    codes: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is set at all."""
        return bool(self.severities or self.parameters or self.targets or self.codes)


def overrides_of(
    catalogue: Catalogue, rows: Mapping[str, Sequence[tuple[Stored, ...]]]
) -> Overrides:
    """Return what rows of the forms of `SETTING` say; each row has its form's fields in order."""
    named = {
        form: [
            dict(zip((field.code for field in catalogue.form(form).typed), row, strict=True))
            for row in rows.get(form, ())
        ]
        for form in SETTING
    }
    codes: dict[str, list[Code]] = {}
    for row in named[CODE]:
        codes.setdefault(str(row["list"]), []).append(_code(row))
    return Overrides(
        {str(row["rule"]): severity_of(row["severity"]) for row in named[SEVERITY]},
        tuple(
            (
                *(str(row["name"]), _whole(row["since"], 0), _whole(row["until"], LAST_YEAR)),
                *(str(row["item"] or ""), _whole(row["value"], 0)),
            )
            for row in named[PARAMETER]
        ),
        tuple(
            Target(
                *(_whole(row["annex"], 0), str(row["for_unit"])),
                *(_whole(row["year"], ALL_YEARS), _whole(row["value"], 0)),
            )
            for row in named[TARGET]
        ),
        {name: tuple(entries) for name, entries in codes.items()},
    )


def severity_of(code: Stored) -> Severity:
    """Return the severity that a code of the list `severity` stands for."""
    return Severity[str(code).upper()]


def severity_code(severity: Severity) -> str:
    """Return the code of a severity in the list `severity`."""
    return severity.name.lower()


def _code(row: Mapping[str, Stored]) -> Code:
    return Code(
        str(row["code"]),
        str(row["label"]),
        str(row["label_en"] or ""),
        str(row["above"] or ""),
        _whole(row["since"], 0),
        _whole(row["until"], LAST_YEAR),
        tuple(filter(None, str(row["aliases"] or "").split(";"))),
    )


def _whole(value: Stored, blank: int) -> int:
    return blank if value is None else int(value)


def under_task(catalogue: Catalogue, overrides: Overrides) -> Catalogue:
    """Return the catalogue with what a task sets; what it does not know of is left out.

    A rule, parameter or list may have gone with a later version of the program.
    """
    if not overrides:
        return catalogue
    names = {name for name, *_rest in catalogue.parameters}
    return replace(
        catalogue,
        rules=catalogue.rules.weighed(overrides.severities),
        codes=_Updated(catalogue.codes, overrides.codes),
        parameters=_parameters(
            catalogue.parameters, [entry for entry in overrides.parameters if entry[0] in names]
        ),
        targets=_targets(catalogue.targets, overrides.targets),
    )


class _Updated(Mapping[str, CodeList]):
    """Code lists with further codes, or others in their places; each is made when asked for."""

    def __init__(
        self, lists: Mapping[str, CodeList], updates: Mapping[str, tuple[Code, ...]]
    ) -> None:
        self._lists = lists
        self._updates = updates
        self._made: dict[str, CodeList] = {}

    def __getitem__(self, name: str) -> CodeList:
        if name not in self._updates:
            return self._lists[name]
        if name not in self._made:
            known = self._lists[name]
            entries = {entry.code: entry for entry in (*known.entries, *self._updates[name])}
            self._made[name] = replace(known, entries=tuple(entries.values()))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)

    def __contains__(self, name: object) -> bool:
        return name in self._lists


def _parameters(known: Sequence[Parameter], given: Sequence[Parameter]) -> tuple[Parameter, ...]:
    replaced = {(name, key) for name, _since, _until, key, _value in given}
    kept = [entry for entry in known if (entry[0], entry[3]) not in replaced]
    return (*kept, *given)


def _targets(known: Sequence[Target], given: Sequence[Target]) -> tuple[Target, ...]:
    """Put figures in their places, and add up anew the totals that they belong to.

    A total that the task names itself stays as named, also where it is not the sum.
    """
    figures = {(t.annex, t.unit, t.year): t.value for t in (*known, *given)}
    named = {(t.annex, t.unit, t.year) for t in given}
    for annex, unit in dict.fromkeys((t.annex, t.unit) for t in given if t.year != ALL_YEARS):
        years = [y for a, u, y in figures if (a, u) == (annex, unit) and y != ALL_YEARS]
        if (annex, unit, ALL_YEARS) not in named:
            figures[annex, unit, ALL_YEARS] = sum(figures[annex, unit, year] for year in years)
    touched = {(annex, year) for annex, unit, year in named if unit != CITY}
    touched |= {(annex, ALL_YEARS) for annex, _year in touched}
    for annex, year in sorted(touched):
        if (annex, CITY, year) not in named:
            rows = [v for (a, u, y), v in figures.items() if (a, y) == (annex, year) and u != CITY]
            figures[annex, CITY, year] = sum(rows)
    return tuple(Target(*place, value) for place, value in figures.items())
