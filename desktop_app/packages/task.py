"""任务文件: what the city asks of the districts, sealed as packages are.

It has a sheet for people, one for each section that has anything in it, and 清单 for programs. A
section is a form of the catalogue (`task_period` …), so its sheet, its check and its place in the
database follow from one entry. Rules are named and weighed in it; their text never travels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.task_sections import PERIOD, SECTIONS
from desktop_app.packages.plain_book import (
    BASIC,
    KIND_WORD,
    PAGE_COLUMNS,
    insist_same,
    kind_of,
    list_sheet,
    listed,
    moment_text,
    plain_sheet,
    sheet_rows,
)
from desktop_app.packages.report.columns import sheet_columns
from desktop_app.packages.report.cover import format_text, period_text
from desktop_app.packages.report.manifest import NAME
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.writing.cells import Column
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.sheets.writing.shell import Drawn, Streaming

KIND = "任务文件"
Row = tuple[Stored, ...]
"""One entry of a section: the stored values of its form's fields, in order."""

_LARGEST = 64 * 1024 * 1024
_MOST = 10**12
"""A number is a date and two digits; no task file ever has so large a one."""
_SECTION, _CERTIFICATE, _REVOKED, _ADMITTED = "分项", "证书", "吊销名单", "外部证书登记"
_ALL = "全部"
_BASICS = {
    "kind": KIND_WORD,
    "format": "包格式版本",
    "forms": "表式版本",
    "number": "编号",
    "units": "发往单位代码",
    "issued_at": "签发时间（UTC）",
    "person": "经办人",
    "text": "说明",
}


@dataclass(frozen=True, slots=True)
class TaskFile:
    """What a task file says.

    Attributes:
        number: Rises with every task file of the city.
        units: Codes of the units that it is for; () for all of them.
        issued_at: When it was made (UTC).
        person: Who made it.
        text: What is said on the whole, or "".
        sections: Entries by form; a form without entries sets nothing.
        certificate: The city's certificate (PEM), which packages can be enveloped for, or "".
        revocations: The revocation list (PEM), or "".
        forms: Version of forms and rules that it was made with.
        admitted: Admissions of certificates of other CAs (PEM, one after the other), or "".
    """

    number: int
    units: tuple[str, ...]
    issued_at: datetime
    person: str
    text: str = ""
    sections: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    certificate: str = ""
    revocations: str = ""
    forms: str = ""
    admitted: str = ""

    def rows(self, section: str) -> Sequence[Row]:
        """Return the entries of a section."""
        return self.sections.get(section, ())

    def is_for(self, unit: str) -> bool:
        """Whether a unit is among those that it is for."""
        return not self.units or unit in self.units


class OtherForms(NotOurs):
    """The task file was made with another version of the forms; the message names it."""


def section_columns(form: Form, catalogue: Catalogue) -> tuple[Column, ...]:
    """Return the columns of a section: a system form's fields, in order."""
    return tuple(column.column for column in sheet_columns(form, catalogue)[:-1])


def task_sheets(task: TaskFile, catalogue: Catalogue) -> list[Drawn | Streaming]:
    """Return the sheets of a task file; `catalogue` is as the program came with it."""
    footer = f"{KIND}　{task.number} 号"
    page = plain_sheet(KIND, PAGE_COLUMNS, _page_rows(task, catalogue), footer)
    sections = [
        plain_sheet(
            form.short,
            section_columns(form, catalogue),
            task.rows(form.code),
            footer,
            filtered=True,
        )
        for form in map(catalogue.form, SECTIONS)
        if task.rows(form.code)
    ]
    return [page, *sections, list_sheet(_list_rows(task, catalogue), footer)]


def _page_rows(task: TaskFile, catalogue: Catalogue) -> Iterator[Row]:
    units = "、".join(map(catalogue.unit_label, task.units)) or "所有上报单位"
    yield "编号", f"{task.number} 号"
    yield "发往", units
    yield "签发时间", moment_text(task.issued_at)
    yield "经办人", task.person
    if task.text:
        yield "说明", task.text
    for form in map(catalogue.form, SECTIONS):
        if count := len(task.rows(form.code)):
            yield form.short, f"{count:,} 条，见“{form.short}”"
    form = catalogue.form(PERIOD)
    for row in task.rows(PERIOD):
        values = dict(zip((one.code for one in form.typed), row, strict=True))
        yield period_text(str(values["for_period"])), _days(values)
    if task.revocations:
        yield "吊销名单", "随文件附上，收下时一并装入"
    if task.admitted:
        yield "外部证书登记", "随文件附上，收下时一并装入"


def _days(values: Mapping[str, Stored]) -> str:
    said = [
        f"{word} {values[name]}"
        for name, word in (
            ("opening", "开始填报"),
            ("deadline", "报送期限"),
            ("closing", "停止收件"),
        )
        if values[name]
    ]
    if values["signatures"] == 2:
        said.append("填报人和单位负责人都要签名")
    return "，".join(said) or "没有期限"


def _list_rows(task: TaskFile, catalogue: Catalogue) -> Iterator[Row]:
    basics = {
        "kind": KIND,
        "format": format_text(),
        "forms": catalogue.version,
        "number": str(task.number),
        "units": " ".join(task.units) or _ALL,
        "issued_at": task.issued_at.isoformat(),
        "person": task.person,
        "text": task.text,
    }
    for key, word in _BASICS.items():
        yield BASIC, word, basics[key] or None
    for section in SECTIONS:
        if count := len(task.rows(section)):
            yield _SECTION, section, str(count)
    for kind, text in (
        (_CERTIFICATE, task.certificate),
        (_REVOKED, task.revocations),
        (_ADMITTED, task.admitted),
    ):
        for number, line in enumerate(text.splitlines(), 1):
            yield kind, str(number), line


# -- reading -----------------------------------------------------------------------------------


def is_task(workbook: VerifiedWorkbook) -> bool:
    """Whether a verified workbook says that it is a task file."""
    return kind_of(workbook) == KIND


def read_task(workbook: VerifiedWorkbook, catalogue: Catalogue) -> TaskFile:
    """Return what a task file says.

    Raises:
        OtherForms: Another version of the forms has made it.
        NotOurs: It is not as our own writer writes it, or shows people something else.
    """
    try:
        rows = listed(workbook)
        basics = dict(zip(_BASICS, (text for kind, _w, text in rows if kind == BASIC), strict=True))
        if basics["forms"] != catalogue.version:
            raise OtherForms(basics["forms"])
        task = _task(workbook, catalogue, basics, rows)
        carried = f"{task.certificate}{task.revocations}{task.admitted}"
        if not 0 < task.number < _MOST or not carried.isascii():
            raise NotOurs(NAME)
        insist_same(workbook, task_sheets(task, catalogue))
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise NotOurs(NAME) from error
    return task


def _task(
    workbook: VerifiedWorkbook,
    catalogue: Catalogue,
    basics: Mapping[str, str],
    rows: Sequence[tuple[str, str, str]],
) -> TaskFile:
    units = () if basics["units"] == _ALL else tuple(basics["units"].split())
    counts = {word: int(text) for kind, word, text in rows if kind == _SECTION}
    sections = {}
    for number, (section, count) in enumerate(counts.items(), 2):
        columns = section_columns(catalogue.form(section), catalogue)
        sections[section] = list(sheet_rows(workbook, number, columns, largest=_LARGEST))
        if len(sections[section]) != count:
            raise NotOurs(section)
    return TaskFile(
        int(basics["number"]),
        units,
        datetime.fromisoformat(basics["issued_at"]).astimezone(UTC),
        basics["person"],
        basics["text"],
        sections,
        _lines(rows, _CERTIFICATE),
        _lines(rows, _REVOKED),
        basics["forms"],
        _lines(rows, _ADMITTED),
    )


def _lines(rows: Sequence[tuple[str, str, str]], kind: str) -> str:
    lines = [text for found, _number, text in rows if found == kind]
    return "".join(f"{line}\n" for line in lines)
