"""What a city officer writes down for the task: a TOML file, or the workbook that a draft begins.

A section that stands in the file is the whole of it from then on; one that is missing stays as it
was. Due lists are taken list by list: those of other periods and units stay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.catalogue.model import LAST_YEAR, Catalogue, Field, Form
from desktop_app.catalogue.tasked import overrides_of, severity_code, under_task
from desktop_app.domain.codes import spellings
from desktop_app.domain.errors import UserError
from desktop_app.domain.periods import BadPeriod, parse_period
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.task_sections import CODE, DUE, PARAMETER, SECTIONS, SEVERITY, TARGET
from desktop_app.i18n import _, label_of, listed, short_of
from desktop_app.packages.task import Row, section_columns
from desktop_app.sheets.writing.cells import Column, code_of
from desktop_app.sheets.writing.plain import table, write_book
from desktop_app.work.task.sections import Sections

TABLES = {section.removeprefix("task_"): section for section in SECTIONS}
"""What sections are called in a TOML file: period, due, form …"""


@dataclass(frozen=True, slots=True)
class Source:
    """What an officer's file says.

    Attributes:
        sections: The sections that stand in it.
        text: What is said on the whole, or "".
    """

    sections: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    text: str = ""


def read_source(path: Path, catalogue: Catalogue) -> Source:
    """Return what an officer's TOML file or workbook says.

    Raises:
        UserError: It cannot be read, or names what is not known; says where.
    """
    if path.suffix.lower() == ".toml":
        return _from_toml(path, catalogue)
    return Source(dict(_from_book(path, catalogue)))


def entry_of(catalogue: Catalogue, section: str, texts: Mapping[str, str]) -> Row:
    """Return the entry that texts typed into the fields of a section make.

    Raises:
        UserError: One of them is no value of its field.
    """
    return _row(catalogue, catalogue.form(section), 1, texts)


def laid_over(known: Sections, given: Sections) -> dict[str, list[Row]]:
    """Return the sections that are kept with those of an officer's file in their places."""
    merged = {section: list(rows) for section, rows in known.items()}
    for section, rows in given.items():
        if section == DUE:
            lists = {row[2:] for row in rows}
            merged[DUE] = [row for row in merged.get(DUE, ()) if row[2:] not in lists]
            merged[DUE] += rows
        else:
            merged[section] = list(rows)
    return merged


def _from_toml(path: Path, catalogue: Catalogue) -> Source:
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(
            _("{path} 读不出来：{reason}。").format(path=path, reason=error.strerror),
            _("核对文件名，或重新选取。"),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            _("{file} 不是 TOML 文件：{reason}。").format(file=path.name, reason=error),
            _("数据未动。照手册的样子改好再试。"),
        ) from error
    text = document.pop("text", "")
    unknown = [name for name in document if name not in TABLES]
    if unknown or not isinstance(text, str):
        raise UserError(
            _("{file} 里有不认识的“{name}”。").format(file=path.name, name=[*unknown, "text"][0]),
            _("数据未动。可写：{names}。").format(names=listed(["text", *TABLES])),
        )
    sections = {}
    for name, entries in document.items():
        form = catalogue.form(TABLES[name])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise _bad(form, 1, _("写成 [[{name}]]").format(name=name))
        sections[form.code] = [
            _row(catalogue, form, number, {key: _plain(value) for key, value in entry.items()})
            for number, entry in enumerate(entries, 1)
        ]
    return Source(sections, text.strip())


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _row(catalogue: Catalogue, form: Form, number: int, given: Mapping[str, str]) -> Row:
    unknown = [name for name in given if name not in form.by_code]
    if unknown:
        raise _bad(form, number, _("没有“{name}”这一项").format(name=unknown[0]))
    return tuple(
        _value(catalogue, form, one, number=number, text=given.get(one.code, "").strip())
        for one in form.typed
    )


def _value(
    catalogue: Catalogue, form: Form, one: Field, *, number: int, text: str
) -> str | int | None:
    if not text:
        return None
    if one.code == "for_period":
        try:
            return parse_period(text).code
        except BadPeriod as error:
            raise _bad(form, number, _("“{text}”不是期别").format(text=text)) from error
    if one.code == "form":
        return _form_code(catalogue, text)
    codes = spellings(catalogue.codes[one.codes].entries) if one.codes else None
    try:
        return one.format.parse(code_of(text) if codes else text, codes)
    except BadValue as error:
        why = _("{label}“{text}”写法不对").format(label=label_of(one), text=text)
        raise _bad(form, number, why) from error


def _form_code(catalogue: Catalogue, text: str) -> str:
    """Return the code of the form that a person names; an unknown name is told by the check."""
    for form in catalogue.reported:
        if text in {form.code, form.label, form.short, form.label_en, form.short_en}:
            return form.code
    return text


def _bad(form: Form, number: int, why: str) -> UserError:
    return UserError(
        _("{section}第 {n} 条：{why}。").format(section=short_of(form), n=number, why=why),
        _("数据未动。改好这一条再试。"),
    )


# -- the workbook ------------------------------------------------------------------------------


def _from_book(path: Path, catalogue: Catalogue) -> Iterator[tuple[str, list[Row]]]:
    from desktop_app.sheets.read import read_file

    found = False
    for sheet in read_file(path).sheets:
        form = next((f for f in map(catalogue.form, SECTIONS) if f.short == sheet.name), None)
        if form is not None:
            found = True
            yield form.code, list(_sheet_rows(sheet.read().rows, catalogue, form))
    if not found:
        raise UserError(
            _("{file} 里没有任务文件的工作表。").format(file=path.name),
            _("数据未动。用 task draft 生成的表填写后再交。"),
        )


def _sheet_rows(
    rows: Iterable[Sequence[object]], catalogue: Catalogue, form: Form
) -> Iterator[Row]:
    places: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        texts = [_cell_text(cell) for cell in row]
        if not places:
            places = _places(texts, form)
            continue
        given = {code: texts[place] for code, place in places.items() if place < len(texts)}
        if any(text not in {"", form.by_code[code].unit} for code, text in given.items()):
            yield _row(catalogue, form, number, given)
    if not places:
        needed = listed(field.label for field in form.typed if field.required)
        raise _bad(form, 1, _("缺表头：{names}").format(names=needed))


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _places(texts: Sequence[str], form: Form) -> dict[str, int]:
    """Return the place of each field by its heading, if this is the row of headings."""
    headings = {field.label: field.code for field in form.typed}
    found = {headings[text]: place for place, text in enumerate(texts) if text in headings}
    needed = {field.code for field in form.typed if field.required}
    return found if found.keys() >= needed else {}


def write_draft(path: Path, base: Catalogue, sections: Sections) -> None:
    """Write a workbook to fill in: what is set now, with all rules, parameters and targets.

    Raises:
        UserError: The file cannot be written.
    """
    facts = _("改动或增删行后，用 task make --from 交回；删去的工作表表示不改。")
    rows = {**sections, **_all_settings(base, sections)}
    book = [
        table(
            form.short,
            (*section_columns(form, base), *_MEANING.get(form.code, ())),
            [(*row, *_meaning(base, form.code, row)) for row in rows.get(form.code, ())],
            facts=facts,
            kept=1,
            name=form.short,
        )
        for form in map(base.form, SECTIONS)
    ]
    write_book(path, book)


_MEANING = {name: (Column("含义", width=60),) for name in (SEVERITY, PARAMETER)}
"""Sections whose entries are ids: a last column says what they mean, and is not read again."""


def _meaning(base: Catalogue, section: str, row: Row) -> tuple[str, ...]:
    """Return what the id of an entry means, in Chinese as the rest of the sheet."""
    if section == SEVERITY:
        return (base.rules[str(row[0])].words,)
    if section == PARAMETER:
        head = base.parameter_heads[str(row[0])]
        return (f"{head.label}（{head.unit}）",)
    return ()


def _all_settings(base: Catalogue, sections: Sections) -> dict[str, list[Row]]:
    catalogue = under_task(base, overrides_of(base, sections))
    return {
        TARGET: _stated_targets(base, catalogue, sections.get(TARGET, ())),
        SEVERITY: [(rule.id, severity_code(rule.severity)) for rule in catalogue.rules.values()],
        PARAMETER: [
            (name, key or None, since or None, until if until != LAST_YEAR else None, value)
            for name, since, until, key, value in catalogue.parameters
        ],
        CODE: list(sections.get(CODE, ())),
    }


def _stated_targets(base: Catalogue, catalogue: Catalogue, given: Sequence[Row]) -> list[Row]:
    """Return the figures that somebody has stated; sums that follow from them are left out."""
    stated = {*given, *_target_rows(base)}
    return [row for row in _target_rows(catalogue) if row in stated]


def _target_rows(catalogue: Catalogue) -> list[Row]:
    return [(t.unit, t.annex, t.year or None, t.value) for t in catalogue.targets]
