"""Sentences for findings, made from the values that the query kept with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.findings import Finding
from desktop_app.domain.reasons import Reason
from desktop_app.domain.values import FieldType
from desktop_app.i18n import reason_text
from desktop_app.rules.generated import ABSENT, RAW, field_checks

BLANK = "—"
"""What stands in a sentence for a value that is not there."""

_NAMED = re.compile(r"\{(\w+)\}")

# Chinese and English sentences of the checks made from field entries.
_SENTENCES = {
    "required": ("“{name}”未填", '"{name}" is not filled in'),
    "sign": (
        "“{name}”是 {value}{unit}，不能为负",
        '"{name}" is {value}{unit}; it cannot be negative',
    ),
    "whole": (
        "“{name}”是 {value}{unit}，要取整，不留小数",
        '"{name}" is {value}{unit}; whole numbers only',
    ),
    "code": (
        "“{name}”的代码“{value}”不在本年度的代码表中，从列表里选",
        '"{name}" has the code "{value}", not in the list of this year; choose one from it',
    ),
}
_SEVERAL = (
    "{names}要填非负整数（金额按{unit}取整）",
    "{names}: whole numbers of 0 or more are asked (amounts in whole {unit})",
)
_RAW_SENTENCE = (
    "“{name}”里的“{text}”存不成数据：{reason}",
    '"{name}" holds "{text}", which is no value: {reason}',
)
_ABSENT_SENTENCE = (
    "{name}应报未报：本期没有任何报表，补录，或写明原因",
    "{name} is due but has no figures in this period; enter them or give the reason",
)
_ABSENT_WORDS = ("应报企业都已填报，或写明未报的原因", "Every due firm has figures or a reason")
_WORDS = {
    "required": ("必填", "Required"),
    "sign": ("不能为负", "Not negative"),
    "whole": ("金额取整", "Whole amounts"),
    "code": ("代码在本年度的代码表中", "The code is in the list of the year"),
}
_RAW_WORDS = ("单元格里都是数据，没有待改文字", "Every cell holds a value, no loose text")
_ENGLISH_UNITS = {
    "%": "%",
    "元": "yuan",
    "千元": "thousand yuan",
    "万元": "× 10,000 yuan",
    "亿元": "× 100 million yuan",
}


def message(catalogue: Catalogue, finding: Finding, language: str) -> str:
    """Return the sentence of a finding in a language ("zh" or "en")."""
    form = catalogue.form(finding.form)
    rule = catalogue.rules.of(form.code).get(finding.rule)
    if rule:
        text = rule.message_en if language == "en" else rule.message
        return _NAMED.sub(lambda m: _value(catalogue, finding, m[1], language), text)
    english = language == "en"
    if finding.rule == RAW:
        return _raw_text(form, finding, language)
    if finding.rule == ABSENT:
        return _ABSENT_SENTENCE[english].format(name=finding.subject)
    kinds = _kinds(catalogue, form.code, finding.rule)
    fields = [form.by_code[code] for code in finding.fields]
    if len(kinds) == 1 and len(fields) == 1:
        return _SENTENCES[next(iter(kinds))][english].format(
            name=_name(fields[0], language),
            value=_value(catalogue, finding, fields[0].code, language),
            unit=_unit(fields[0], language),
        )
    units = dict.fromkeys(_unit(f, language).strip() for f in fields if f.whole)
    return _SEVERAL[english].format(
        names=_listed((_name(field, language) for field in fields), language),
        unit=(", " if english else "、").join(units) or _unit_word("千元", language),
    )


def words(catalogue: Catalogue, form: Form, rule_id: str, language: str) -> str:
    """Return what should hold, for a rule of the catalogue or a check made from a field entry."""
    english = language == "en"
    rule = catalogue.rules.of(form.code).get(rule_id)
    if rule:
        return rule.words_en if english else rule.words
    if rule_id == RAW:
        return _RAW_WORDS[english]
    if rule_id == ABSENT:
        return _ABSENT_WORDS[english]
    kinds = _kinds(catalogue, form.code, rule_id)
    return ("; " if english else "，").join(
        text[english] for kind, text in _WORDS.items() if kind in kinds
    )


@lru_cache(maxsize=4096)
def _kinds(catalogue: Catalogue, form_code: str, rule_id: str) -> frozenset[str]:
    """Return the kinds of check that an id stands for; a grid asks this of each finding."""
    checks = field_checks(catalogue, catalogue.form(form_code))
    return frozenset(check.kind for check in checks if check.id == rule_id)


def _value(catalogue: Catalogue, finding: Finding, name: str, language: str) -> str:
    stored = finding.shown.get(name)
    if stored is None:
        return BLANK
    field = catalogue.form(finding.form).by_code.get(name)
    if field is None:
        return str(stored)
    entry = catalogue.codes[field.codes].by_code.get(str(stored)) if field.codes else None
    if entry:
        return (entry.label_en or entry.label) if language == "en" else entry.label
    if field.type is FieldType.BOOL and language == "en":
        return "yes" if stored else "no"
    return field.format.show(stored) or BLANK


def _raw_text(form: Form, finding: Finding, language: str) -> str:
    english = language == "en"
    parts = [
        _RAW_SENTENCE[english].format(
            name=_name(form.by_code[code], language) if code in form.by_code else code,
            text=text,
            reason=_reason(str(reason or "")),
        )
        for code, text, reason in _typed_texts(finding.shown.get("texts"))
    ]
    return ("; " if english else "；").join(parts)


def _typed_texts(kept: object) -> list[list[str]]:
    """Return field, text and reason of each; findings of earlier checks kept them as a list."""
    texts: list[list[str]]
    texts = kept if isinstance(kept, list) else json.loads(str(kept or "[]"))
    return texts


def _reason(reason: str) -> str:
    return reason_text(Reason(reason)) if reason in Reason.__members__.values() else reason


def _name(field: Field, language: str) -> str:
    return field.label_en if language == "en" else field.label


def _listed(names: Iterable[str], language: str) -> str:
    if language == "en":
        return ", ".join(f'"{name}"' for name in names)
    return "".join(f"“{name}”" for name in names)


def _unit(field: Field, language: str) -> str:
    """Return the unit as it stands behind a value: with a space, but for %."""
    word = _unit_word(field.unit, language)
    return word if word in {"", "%"} else f" {word}"


def _unit_word(unit: str, language: str) -> str:
    return _ENGLISH_UNITS.get(unit, "") if language == "en" else unit
