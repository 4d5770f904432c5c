"""Whether what a task file sets can hold: asked when one is made, and again when one arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop_app.catalogue.model import LAST_YEAR, Catalogue, Field, Form
from desktop_app.domain.codes import spellings
from desktop_app.domain.periods import is_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.task_sections import CODE, PARAMETER, PERIOD, SECTIONS, SEVERITY, TARGET
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, label_of, short_of
from desktop_app.packages.task import Row
from desktop_app.work.workspace import CITY

Values = Mapping[str, Stored]
MOST_SIGNATURES = 2
ANNEXES = (1, 2)
FIXED_LISTS = ("reporting_unit", "report_state", "due_state", "severity", "indicator")
"""Lists that the program itself goes by; no file changes them."""


def named_rows(form: Form, rows: Sequence[Row]) -> list[dict[str, Stored]]:
    """Return rows of a section as values by field."""
    names = [field.code for field in form.typed]
    return [dict(zip(names, row, strict=True)) for row in rows]


def faults(catalogue: Catalogue, sections: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield what cannot hold in the sections of a task file, entry by entry.

    `catalogue` is as the program came with it.
    """
    for section in SECTIONS:
        form = catalogue.form(section)
        seen: set[tuple[Stored, ...]] = set()
        for number, values in enumerate(named_rows(form, sections.get(section, ())), 1):
            key = tuple(values[name] for name in form.key)
            why = next(_of_row(catalogue, form, values), "")
            if not why and key in seen:
                why = _("与前面的一条重复")
            seen.add(key)
            if why:
                yield _("{section}第 {n} 条：{why}").format(
                    section=short_of(form), n=number, why=why
                )
    yield from _overlapping(named_rows(catalogue.form(PARAMETER), sections.get(PARAMETER, ())))


def _of_row(catalogue: Catalogue, form: Form, values: Values) -> Iterator[str]:
    for field in form.typed:
        yield from _of_field(catalogue, field, values[field.code])
    special = {
        PERIOD: _of_period,
        TARGET: _of_target,
        SEVERITY: _of_severity,
        PARAMETER: _of_parameter,
        CODE: _of_code,
    }.get(form.code)
    if special is not None:
        yield from special(catalogue, values)


def _of_field(catalogue: Catalogue, field: Field, value: Stored) -> Iterator[str]:
    label = label_of(field)
    if value is None:
        if field.required:
            yield _("没有填“{label}”").format(label=label)
        return
    if field.type is FieldType.CODE:
        known = value in catalogue.codes[field.codes].by_code
    elif field.code == "for_period":
        known = is_period(str(value))
    elif field.code == "form":
        known = value in {form.code for form in catalogue.reported}
    else:
        known = _is_own_text(field, value)
    if not known:
        yield _("{label}“{text}”不成立").format(label=label, text=value)


def _is_own_text(field: Field, value: Stored) -> bool:
    """Whether a value is one that reading its own text gives again."""
    try:
        return bool(field.format.parse(field.format.plain(value)) == value)
    except (BadValue, ValueError, TypeError):
        return False


def _of_period(_catalogue: Catalogue, values: Values) -> Iterator[str]:
    days = [str(values[name]) for name in ("opening", "deadline", "closing") if values[name]]
    if days != sorted(days):
        yield _("开始填报、报送期限、停止收件的日期先后不对")
    if values["signatures"] is not None and not 1 <= int(values["signatures"]) <= MOST_SIGNATURES:
        yield _("签名人数只能是 1 或 2")


def _of_target(catalogue: Catalogue, values: Values) -> Iterator[str]:
    if values["annex"] not in ANNEXES:
        yield _("附件只有 1 和 2")
    units = {CITY, *(unit.code for unit in catalogue.units)}
    if values["for_unit"] not in units:
        yield _("“{unit}”不是上报单位").format(unit=values["for_unit"])
    years = {None, *(target.year for target in catalogue.targets if target.year)}
    if values["year"] not in years:
        yield _("附件没有 {year} 年").format(year=values["year"])
    if int(values["value"] or 0) < 0:
        yield _("目标不能是负数")


def _of_severity(catalogue: Catalogue, values: Values) -> Iterator[str]:
    if values["rule"] not in catalogue.rules:
        yield _("本软件没有规则 {rule}").format(rule=values["rule"])


def _of_parameter(catalogue: Catalogue, values: Values) -> Iterator[str]:
    if values["name"] not in {name for name, *_rest in catalogue.parameters}:
        yield _("本软件没有参数 {name}").format(name=values["name"])
    yield from _of_years(values)


def _of_years(values: Values) -> Iterator[str]:
    if int(values["since"] or 0) > int(values["until"] or LAST_YEAR):
        yield _("年份先后不对")


def _of_code(catalogue: Catalogue, values: Values) -> Iterator[str]:
    name, code, label = (str(values[key]) for key in ("list", "code", "label"))
    if name in FIXED_LISTS or name not in catalogue.codes:
        yield _("代码表“{name}”没有，或者不能改").format(name=name)
        return
    codes = catalogue.codes[name]
    known = codes.by_code.get(code)
    if known is not None and known.label != label:
        yield _("代码 {code} 已是“{label}”，不能改名，请用新代码").format(
            code=code, label=known.label
        )
    if known is None and fold(label) in spellings(codes.entries):
        yield _("“{label}”已有代码").format(label=label)
    yield from _of_years(values)


def _overlapping(rows: Sequence[Values]) -> Iterator[str]:
    """Yield parameters of which two values hold in one year."""
    last: dict[tuple[str, str], int] = {}
    for values in sorted(rows, key=lambda row: int(row["since"] or 0)):
        place = (str(values["name"]), str(values["item"] or ""))
        if int(values["since"] or 0) <= last.get(place, -1):
            yield _("参数 {name} 有两个数同时有效").format(name=" ".join(filter(None, place)))
        last[place] = int(values["until"] or LAST_YEAR)
