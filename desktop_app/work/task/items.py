"""What a task file changes, one thing at a time, as people read it before it is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import LAST_YEAR, Catalogue
from desktop_app.catalogue.tasked import ALL_YEARS, overrides_of, under_task
from desktop_app.domain.plans import Stored
from desktop_app.domain.task_sections import ASKED, CODE, PARAMETER, PERIOD, SEVERITY, TARGET
from desktop_app.i18n import (
    _,
    joined,
    label_of,
    language,
    noted,
    period_label,
    severity_word,
    short_of,
    told,
    unit_word,
)
from desktop_app.packages.task import Row
from desktop_app.work.task.check import named_rows
from desktop_app.work.task.sections import Sections

_DAYS = ("opening", "deadline", "closing", "signatures")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a task file changes.

    Attributes:
        section: Code of its form, `due` for the due list.
        subject: What it is about, as people read it.
        before: What holds now, or "" where there is nothing.
        after: What will hold, or "".
        period: Code of the period that it is about, or "".
    """

    section: str
    subject: str
    before: str
    after: str
    period: str = ""


def setting_items(base: Catalogue, before: Sections, after: Sections) -> list[Item]:
    """Return what other sections change, without due lists."""
    set_then, set_now = overrides_of(base, before), overrides_of(base, after)
    then, now = under_task(base, set_then), under_task(base, set_now)
    lists = sorted(name for name in {*set_then.codes, *set_now.codes} if name in base.codes)
    items = [*_periods(base, before, after), *_forms_asked(base, before, after)]
    for section, old, new in (
        (TARGET, _targets(then), _targets(now)),
        (SEVERITY, _severities(then), _severities(now)),
        (PARAMETER, _parameters(then), _parameters(now)),
        (CODE, _codes(then, lists), _codes(now, lists)),
    ):
        items += [
            Item(section, subject, old.get(subject, ""), new.get(subject, ""))
            for subject in dict.fromkeys((*old, *new))
            if old.get(subject, "") != new.get(subject, "")
        ]
    return items


def _by_key(base: Catalogue, sections: Sections, section: str) -> dict[Row, Mapping[str, Stored]]:
    form = base.form(section)
    rows = named_rows(form, sections.get(section, ()))
    return {tuple(values[name] for name in form.key): values for values in rows}


def _periods(base: Catalogue, before: Sections, after: Sections) -> list[Item]:
    """Return what changes of each period, day by day."""
    old, new = _by_key(base, before, PERIOD), _by_key(base, after, PERIOD)
    items: list[Item] = []
    for key in dict.fromkeys((*old, *new)):
        code = str(key[0])
        was, now = old.get(key, {}), new.get(key, {})
        if (key in old) is not (key in new) and not any({**was, **now}.get(d) for d in _DAYS):
            words = ("", _("没有期限")) if key in new else (_("没有期限"), "")
            items.append(Item(PERIOD, period_label(code), *words, code))
        items += _days(base, code, was, now)
    return items


def _days(
    base: Catalogue, code: str, old: Mapping[str, Stored], new: Mapping[str, Stored]
) -> Iterator[Item]:
    form = base.form(PERIOD)
    for field in map(form.by_code.__getitem__, _DAYS):
        was, now = old.get(field.code), new.get(field.code)
        if was != now:
            subject = joined((period_label(code), label_of(field)))
            yield Item(PERIOD, subject, base.show(field, was), base.show(field, now), code)


def _forms_asked(base: Catalogue, before: Sections, after: Sections) -> list[Item]:
    old, new = _by_key(base, before, ASKED), _by_key(base, after, ASKED)
    items = []
    for key in dict.fromkeys((*old, *new)):
        if (key in old) is not (key in new):
            period, unit, form = (str(part or "") for part in key)
            owner = base.unit_name(unit) if unit else _("所有单位")
            subject = joined((period_label(period), owner, short_of(base.form(form))))
            values = (_("要报"), "") if key in old else ("", _("要报"))
            items.append(Item(ASKED, subject, *values, period))
    return items


def _targets(catalogue: Catalogue) -> dict[str, str]:
    return {
        joined(
            (
                _("附件 {n}").format(n=target.annex),
                catalogue.unit_name(target.unit),
                str(target.year) if target.year != ALL_YEARS else _("合计"),
            )
        ): f"{target.value:,}"
        for target in catalogue.targets
    }


def _severities(catalogue: Catalogue) -> dict[str, str]:
    return {
        told(rule.id, rule.words_en if language() == "en" else rule.words): severity_word(
            rule.severity.value
        )
        for rule in catalogue.rules.values()
    }


def _parameters(catalogue: Catalogue) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, since, until, key, value in sorted(catalogue.parameters):
        head = catalogue.parameter_heads[name]
        subject = noted(noted(label_of(head), unit_word(head.unit)), key)
        found.setdefault(subject, []).append(noted(f"{value:,}", _years(since, until)))
    return {subject: joined(values) for subject, values in found.items()}


def _years(since: int, until: int) -> str:
    if not since and until == LAST_YEAR:
        return ""
    return f"{since or ''}–{until if until != LAST_YEAR else ''}"


def _codes(catalogue: Catalogue, lists: Sequence[str]) -> dict[str, str]:
    return {
        told(_list_name(catalogue, name), entry.code): noted(
            label_of(entry), _years(entry.since, entry.until)
        )
        for name in lists
        for entry in catalogue.codes[name].entries
    }


def _list_name(catalogue: Catalogue, name: str) -> str:
    """Return what people call a code list: the first field that takes its values from it."""
    fields = (field for form in catalogue.forms for field in form.fields if field.codes == name)
    found = next(fields, None)
    return label_of(found) if found else name
