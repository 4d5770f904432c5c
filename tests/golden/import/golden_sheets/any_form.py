"""Clean tables of any form: a heading for each column, and values that nobody need ask about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app import catalogue as catalogues
from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.values import FieldType
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.words import words

CATALOGUE = catalogues.load()
FORMS = tuple(form.code for form in CATALOGUE.reported)
YEAR = 2023
LARGEST = 4
"""Rows that a table has at most."""

Place = tuple[Form, Field]

_CODES = ("91330203MA2TE5T1XB", "91330205MA2TE5T288", "91330206MA2TE5T36H", "91330211MA2TE5T44K")
_PATENTS = ("201710601862.3", "97101765.4", "201310699744.2", "95115608.X")
_KEYS = {
    "firm": ("uscc", "name"),
    "former_name": ("name",),
    "label": ("label", "year"),
    "hte_cert": ("cert_no", "issue_date"),
    "tech_sme": ("scheme", "year", "reg_no"),
    "patent": ("app_no",),
    "patent_owner": ("name",),
    "carrier": ("kind", "name"),
    "rd_institution": ("kind", "name"),
    "achievement": ("title",),
    "rd_project": ("name",),
    "unit_total": ("indicator", "value"),
}
_LEFT_OUT = frozenset(
    {"uscc_exception", "org_code", "reg_no", "gbt2260", "value", "numerator", "denominator",
     "position", "reporting_unit"}
)  # fmt: skip
"""Fields that other tests hold, or that say too little alone."""


def family(code: str) -> list[Form]:
    """Return a form's parents, then the form."""
    form = CATALOGUE.form(code)
    return [*(family(form.parent) if form.parent else []), form]


def keys_of(code: str) -> list[Place]:
    """Return the columns that tell the rows of a form's table apart."""
    return [
        (form, field)
        for form in family(code)
        for field in form.typed
        if field.code in _KEYS.get(form.code, ())
    ]


def others_of(code: str) -> list[Place]:
    """Return the further columns that such a table may have."""
    form, keys = CATALOGUE.form(code), {field.code for _form, field in keys_of(code)}
    return [
        (form, field)
        for field in form.typed
        if field.in_version(YEAR)
        and field.code not in _LEFT_OUT | keys
        and not field.part_of
        and "其中" not in field.label
    ]


def rows_of(columns: Sequence[Place], count: int) -> list[list[str]]:
    """Return rows of clean values; amounts are in 千元 and whole in 万元 too."""
    forms = {form.code: form for form, _field in columns}
    asked = {
        (form.parent, name): CATALOGUE.codes[forms[form.parent].by_code[name].codes].by_code[value]
        for form in forms.values()
        for name, value in form.parent_values.items()
    }
    return [
        [
            asked[form.code, field.code].label
            if (form.code, field.code) in asked
            else _value(form, field, n)
            for form, field in columns
        ]
        for n in range(count)
    ]


def names_of(code: str, form: Form, field: Field) -> list[str]:
    """Return the ways to call a column that mean nothing else in a table of a form."""
    own = {one.code for one in family(code)}
    return [name for name in _all_names(field) if _is_clear(name, form, field, own)]


def _all_names(field: Field) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, (field.label, field.short, *field.aliases)))


def _is_clear(name: str, form: Form, field: Field, own: set[str]) -> bool:
    key = heading_key(name)
    is_numbered = name[0].isdecimal()
    if key.is_part or key.unit is not None or is_numbered or key.text in words().prefer:
        return False
    if words().prefer.get(key.text, (form.code, ()))[0] not in own:
        # 研发费用 is 107-2's wherever it stands.
        return False
    default = words().prefer.get(key.text, ("",))[0]
    if default not in {"", form.code}:
        return False
    grades = lexicon(CATALOGUE).targets(key)
    meant = {(one.form, one.field) for one in grades[0] if one.form in own} if grades else set()
    return meant == {(form.code, field.code)}


def _is_counted(form: Form, code: str) -> bool:
    """Whether a title in 千元 says nothing of a total: that of firms or patents, not of money."""
    known = CATALOGUE.indicators.get(code) if form.code == "unit_total" else None
    return known is None or known.unit in {"家", "件"}


def _value(form: Form, field: Field, number: int) -> str:
    if field.codes:
        codes = CATALOGUE.codes[field.codes]
        known = [
            one
            for one in codes.entries
            if one.label and one.until == 9999 and _is_counted(form, one.code)
        ]
        sure = [one.label for one in known if codes.spellings.get(one.label.upper()) == one.code]
        return sure[number % len(sure)]
    own = {
        FieldType.USCC: _CODES[number],
        FieldType.ORG_CODE: _CODES[number][8:17],
        FieldType.PATENT_NO: _PATENTS[number],
        FieldType.CERT_NO: f"GR20233310000{number}",
        FieldType.PHONE: f"0574-8000000{number}",
        FieldType.COUNT: str(7 + number),
        FieldType.DECIMAL: str(10 + number),
        FieldType.DATE: f"2021-03-0{number + 1}",
        FieldType.MONTH: f"2021-0{number + 1}",
        FieldType.YEAR: str(YEAR - number),
        FieldType.BOOL: ("是", "否")[number % 2],
        FieldType.MONEY: str(100 * (3 + number)),
    }
    if field.type in own:
        return own[field.type]
    if field.code == "name":
        kind = "曾用" if form.code == "former_name" else "示例"
        return f"宁波{kind}{'甲乙丙丁'[number]}有限公司"
    return f"示例文字{field.code}{number}"
