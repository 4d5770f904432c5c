"""Reads rules/*.toml: what should hold of a record, as SQL, with its test records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from desktop_app.catalogue.expressions import Names, check_expression
from desktop_app.catalogue.model import Form, Rule, RuleCase
from desktop_app.catalogue.reading import (
    TEXT,
    TEXTS,
    WHOLE,
    WORDS,
    Place,
    Table,
    read_toml,
    take,
)
from desktop_app.domain.findings import Severity

RULE_ID = re.compile(r"^[A-Z][A-Z0-9]*-[0-9]{3}[a-z]?$")
PREVIOUS = "previous"
OUTCOMES: Mapping[object, bool | None] = {True: True, False: False, "na": None}

_PLACEHOLDER = re.compile(r"{([^{}]*)}")
_NEEDS = (
    "severity",
    "form",
    "words",
    "words_en",
    "message",
    "message_en",
    "fields",
    "holds",
    "cases",
)


def _tables(value: object) -> object:
    return value if isinstance(value, list) and all(isinstance(x, dict) for x in value) else None


def _table(value: object) -> object:
    return value if isinstance(value, dict) else None


def _outcome(value: object) -> object:
    return value if isinstance(value, bool) or value == "na" else None


_KEYS = {
    "severity": TEXT,
    "form": TEXT,
    "words": TEXT,
    "words_en": TEXT,
    "message": TEXT,
    "message_en": TEXT,
    "fields": TEXTS,
    "holds": TEXT,
    "uses": TEXTS,
    "shows": WORDS,
    "needs": TEXT,
    "since": WHOLE,
    "until": WHOLE,
    "cases": _tables,
    "source": TEXT,
}
_CASE_KEYS = {"name": TEXT, "holds": _outcome, "record": _table, "others": _table, "period": TEXT}


class Rules(Mapping[str, Rule]):
    """The rules of a folder by id; a file is read when the first rule of its form is asked for."""

    def __init__(self, folder: Path, forms: tuple[Form, ...]) -> None:
        """Name the folder of TOML files, one for each form, and the forms themselves."""
        self._folder = folder
        self._forms = {form.code: form for form in forms}
        self._read: dict[str, dict[str, Rule]] = {}

    def of(self, form: str) -> Mapping[str, Rule]:
        """Return the rules of one form by id.

        Raises:
            CatalogueError: An entry is wrong; names file, entry and key.
        """
        if form not in self._read:
            path = self._folder / f"{form}.toml"
            self._read[form] = read_rules(path, self._forms) if path.is_file() else {}
        return self._read[form]

    def weighed(self, severities: Mapping[str, Severity]) -> Rules:
        """Return the same rules with other severities, by rule id; others are as they were."""
        return _Weighed(self, severities)

    @cached_property
    def _all(self) -> dict[str, Rule]:
        rules: dict[str, Rule] = {}
        for path in sorted(self._folder.glob("*.toml")):
            for name, rule in self.of(path.stem).items():
                if name in rules:
                    raise Place(path.name, name).error("", "the rule stands twice")
                rules[name] = rule
        return rules

    def __getitem__(self, name: str) -> Rule:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class _Weighed(Rules):
    """Rules as they stand in the catalogue, some of them weighing more or less."""

    def __init__(self, rules: Rules, severities: Mapping[str, Severity]) -> None:
        super().__init__(rules._folder, tuple(rules._forms.values()))  # noqa: SLF001 - its own kind
        self._rules = rules
        self._severities = dict(severities)

    def of(self, form: str) -> Mapping[str, Rule]:
        if form not in self._read:
            self._read[form] = {
                name: replace(rule, severity=self._severities.get(name, rule.severity))
                for name, rule in self._rules.of(form).items()
            }
        return self._read[form]


def read_rules(path: Path, forms: Mapping[str, Form]) -> dict[str, Rule]:
    """Return the rules of a form's file by id.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    rules: dict[str, Rule] = {}
    for name, entry in read_toml(path).items():
        place = Place(path.name, name)
        rules[name] = _read_rule(place, name, entry, forms)
        if rules[name].form != path.stem:
            raise place.error("form", "differs from the name of the file")
    return rules


def _read_rule(place: Place, name: str, entry: object, forms: Mapping[str, Form]) -> Rule:
    if not RULE_ID.match(name) or not isinstance(entry, dict):
        raise place.error("", "a rule is a table named like RDA-009")
    values = take(place, entry, _KEYS, _NEEDS)
    if values["form"] not in forms:
        raise place.error("form", f"no form {values['form']!r}")
    if values["severity"] not in list(Severity):
        raise place.error("severity", f"{values['severity']!r} is none of {[*Severity]}")
    values["severity"] = Severity(values["severity"])
    values["cases"] = tuple(_read_case(place, case) for case in values["cases"])
    rule = Rule(id=name, **values)
    _check(place, rule, forms)
    return rule


def _read_case(place: Place, entry: Table) -> RuleCase:
    values = take(place, entry, _CASE_KEYS, ("name", "holds", "record"))
    return RuleCase(**{**values, "holds": OUTCOMES[values["holds"]]})


def joined(rule_form: Form, forms: Mapping[str, Form]) -> dict[str, Form]:
    """Return what a rule of a form may use beside `r`, as the forms of the joined records.

    The same form a year earlier, the parent, and the periodic forms of the same parent (of the
    form itself where it is their parent).
    """
    known = {PREVIOUS: rule_form} if rule_form.periodic else {}
    if rule_form.parent:
        known[rule_form.parent] = forms[rule_form.parent]
    owner = rule_form.parent or rule_form.code
    for form in forms.values():
        if form.periodic and form.parent in {owner, rule_form.code} and form.code != rule_form.code:
            known[form.code] = form
    return known


def _check(place: Place, rule: Rule, forms: Mapping[str, Form]) -> None:
    form = forms[rule.form]
    if rule.since > rule.until:
        raise place.error("since", "later than until")
    for column in rule.fields:
        if column not in form.columns:
            raise place.error("fields", f"{rule.form} has no field {column!r}")
    known = joined(form, forms)
    for other in rule.uses:
        if other not in known:
            raise place.error("uses", f"{other!r} is none of {sorted(known)}")
    _check_expressions(place, rule, forms, {name: known[name] for name in rule.uses})
    for key in ("message", "message_en"):
        for named in _PLACEHOLDER.findall(getattr(rule, key)):
            if named not in form.columns and named not in rule.shows:
                raise place.error(key, f"{{{named}}} is neither a field nor in shows")
    for case in rule.cases:
        _check_case(place, rule, case, forms)


def _check_expressions(
    place: Place, rule: Rule, forms: Mapping[str, Form], uses: Mapping[str, Form]
) -> None:
    names = Names({"r": forms[rule.form], **uses}, forms)
    texts = {"holds": rule.holds, "needs": rule.needs}
    texts.update({f"shows.{name}": text for name, text in rule.shows.items()})
    for key, text in texts.items():
        for why in check_expression(text, names):
            raise place.error(key, why)


def _check_case(place: Place, rule: Rule, case: RuleCase, forms: Mapping[str, Form]) -> None:
    _check_record(place, forms[rule.form], case.record)
    for name, records in case.others.items():
        form = forms.get(rule.form if name == PREVIOUS else name)
        if form is None:
            raise place.error("cases", f"no form {name!r}")
        for record in records if isinstance(records, list) else [records]:
            _check_record(place, form, record)


def _check_record(place: Place, form: Form, record: object) -> None:
    if not isinstance(record, Mapping):
        raise place.error("cases", f"{record!r} is no record of {form.code}")
    for column in record:
        if column not in form.columns:
            raise place.error("cases", f"{form.code} has no field {column!r}")
