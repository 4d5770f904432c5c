"""What the city answers to a package: 回执 (receipt) and 退回单 (return slip), sealed as well.

A notice has a sheet for people, a return slip its remarks behind it, and 清单 for programs. Reading
makes all of it again and compares, as with packages: people and programs see the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import is_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.states import DECISIONS, RECEIPT, RETURN, ReportState
from desktop_app.domain.uids import is_uid
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
from desktop_app.packages.report.cover import format_text, period_text
from desktop_app.packages.report.manifest import NAME
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.writing.cells import Column, Look
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.sheets.writing.shell import Drawn, Streaming

TITLES: Mapping[str, str] = {RECEIPT: "回执", RETURN: "退回单"}
REMARKS = "退回意见"

_LARGEST = 8 * 1024 * 1024
_COUNT = "记录数"
_BASICS = {
    "kind": KIND_WORD,
    "format": "包格式版本",
    "unit": "报送单位代码",
    "unit_name": "报送单位",
    "period": "期别代码",
    "period_name": "期别",
    "revision": "版次",
    "package": "报送包摘要（SHA-256）",
    "decision": "结论",
    "received_at": "市局收到时间（UTC）",
    "issued_at": "签发时间（UTC）",
    "person": "经办人",
    "deadline": "更正期限",
    "text": "意见",
}
_REMARK_COLUMNS = (
    Column("序号", Look.WHOLE, width=6),
    Column("报表", Look.TEXT, width=18),
    Column("报送对象", Look.TEXT, width=34),
    Column("字段", Look.TEXT, width=24),
    Column("退回时的数", Look.TEXT, width=20),
    Column("意见", Look.TEXT, width=70, wrapped=True),
    Column("表代码", Look.CODE, width=18),
    Column("字段代码", Look.CODE, width=22),
    Column("记录号", Look.CODE, width=18),
    Column("意见的记录号", Look.CODE, width=18),
)
_FOR_PROGRAMS = 4


@dataclass(frozen=True, slots=True)
class RemarkEntry:
    """One remark of a return slip.

    Attributes:
        uid: Of the remark itself, the same at the city and in the district.
        number: Counted from 1.
        text: What is wrong.
        form: Code of the form, or "" for a remark on the report as a whole.
        record: Uid of the record; `field` the field, or "" for the whole record.
        subject: Firm or incubator, as people know it.
        was: Plain text of the value that was sent, or "".
    """

    uid: str
    number: int
    text: str
    form: str = ""
    record: str = ""
    field: str = ""
    subject: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A receipt or a return slip.

    Attributes:
        kind: RECEIPT or RETURN.
        unit: Code of the unit that it is addressed to.
        period: Code of the period; `revision` that of the package.
        package: SHA-256 of the package that it answers.
        decision: What the report becomes.
        received_at: When the city received the package (UTC).
        issued_at: When this was issued (UTC).
        person: Who issued it.
        deadline: ISO date by which a correction is to come, or "".
        text: What is said on the whole, or "".
        counts: Records of the package by form.
        remarks: What is wrong, on records and fields.
    """

    kind: str
    unit: str
    period: str
    revision: int
    package: str
    decision: ReportState
    received_at: datetime
    issued_at: datetime
    person: str
    deadline: str = ""
    text: str = ""
    counts: Mapping[str, int] | None = None
    remarks: Sequence[RemarkEntry] = ()


def notice_sheets(notice: Notice, catalogue: Catalogue) -> list[Drawn | Streaming]:
    """Return the sheets of a notice."""
    title = TITLES[notice.kind]
    unit = catalogue.unit_label(notice.unit)
    footer = f"{title}　{unit}　{period_text(notice.period)}　第 {notice.revision} 版"
    page = plain_sheet(title, PAGE_COLUMNS, _page_rows(notice, catalogue), footer)
    last = list_sheet(_list_rows(notice, catalogue), footer)
    if notice.kind != RETURN:
        return [page, last]
    rows = _remark_rows(notice, catalogue)
    remarks = plain_sheet(
        REMARKS, _REMARK_COLUMNS, rows, footer, unprinted=_FOR_PROGRAMS, filtered=True
    )
    return [page, remarks, last]


def _page_rows(notice: Notice, catalogue: Catalogue) -> Iterator[Sequence[Stored]]:
    yield "发往", catalogue.unit_label(notice.unit)
    yield "期别", period_text(notice.period)
    yield "版次", f"第 {notice.revision} 版"
    yield "结论", notice.decision.value
    yield "市局收到时间", moment_text(notice.received_at)
    yield "签发时间", moment_text(notice.issued_at)
    yield "经办人", notice.person
    yield "报送包摘要", notice.package
    if notice.deadline:
        yield "更正期限", notice.deadline
    if notice.text:
        yield "意见", notice.text
    if notice.remarks:
        yield "逐条意见", f"{len(notice.remarks)} 条，见“{REMARKS}”"
    for form in catalogue.reported:
        count = (notice.counts or {}).get(form.code, 0)
        if count:
            yield f"{form.short}记录数", f"{count:,}"


def _basics(notice: Notice, catalogue: Catalogue) -> dict[str, str]:
    return {
        "kind": TITLES[notice.kind],
        "format": format_text(),
        "unit": notice.unit,
        "unit_name": catalogue.unit_label(notice.unit),
        "period": notice.period,
        "period_name": period_text(notice.period),
        "revision": str(notice.revision),
        "package": notice.package,
        "decision": notice.decision.value,
        "received_at": notice.received_at.isoformat(),
        "issued_at": notice.issued_at.isoformat(),
        "person": notice.person,
        "deadline": notice.deadline,
        "text": notice.text,
    }


def _list_rows(notice: Notice, catalogue: Catalogue) -> Iterator[Sequence[Stored]]:
    for key, text in _basics(notice, catalogue).items():
        yield BASIC, _BASICS[key], text or None
    for form in catalogue.reported:
        count = (notice.counts or {}).get(form.code)
        if count is not None:
            yield _COUNT, form.code, str(count)


def _remark_rows(notice: Notice, catalogue: Catalogue) -> Iterator[Sequence[Stored]]:
    for entry in notice.remarks:
        form = catalogue.by_code.get(entry.form)
        field = form.by_code.get(entry.field) if form else None
        yield (
            entry.number,
            form.short if form else "整份报表",
            entry.subject or None,
            field.label if field else None,
            entry.was or None,
            entry.text,
            entry.form or None,
            entry.field or None,
            entry.record or None,
            entry.uid,
        )


# -- reading -----------------------------------------------------------------------------------


def is_notice(workbook: VerifiedWorkbook) -> bool:
    """Whether a verified workbook says that it is a receipt or return slip."""
    return kind_of(workbook) in TITLES.values()


def read_notice(workbook: VerifiedWorkbook, catalogue: Catalogue) -> Notice:
    """Return what a receipt or return slip says.

    Raises:
        NotOurs: It is not as our own writer writes it, or shows people something else.
    """
    try:
        notice = _read(workbook)
        _check(notice, catalogue)
        insist_same(workbook, notice_sheets(notice, catalogue))
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise NotOurs(NAME) from error
    return notice


def _check(notice: Notice, catalogue: Catalogue) -> None:
    """Hold what a notice says against what the city can say.

    Raises:
        ValueError: It says something that no form, field, day or record id is.
        LookupError: The same.
    """
    if notice.deadline:
        date.fromisoformat(notice.deadline)
    if notice.revision < 1 or not notice.person.isprintable():
        raise ValueError(notice.person)
    if len({entry.uid for entry in notice.remarks}) < len(notice.remarks):
        raise ValueError(REMARKS)
    reported = {form.code: form for form in catalogue.reported}
    for entry in notice.remarks:
        if entry.field:
            reported[entry.form].by_code[entry.field]
        elif entry.form:
            reported[entry.form]
        if not is_uid(entry.uid) or not is_uid(entry.record or entry.uid) or not entry.text:
            raise ValueError(entry.uid)


def _read(workbook: VerifiedWorkbook) -> Notice:
    rows = listed(workbook)
    basics = dict(zip(_BASICS, (text for kind, _word, text in rows if kind == BASIC), strict=True))
    kind = {title: kind for kind, title in TITLES.items()}[basics["kind"]]
    decision = ReportState(basics["decision"])
    if decision not in DECISIONS[kind] or not is_period(basics["period"]):
        raise ValueError(decision)
    return Notice(
        kind,
        basics["unit"],
        basics["period"],
        int(basics["revision"]),
        basics["package"],
        decision,
        datetime.fromisoformat(basics["received_at"]).astimezone(UTC),
        datetime.fromisoformat(basics["issued_at"]).astimezone(UTC),
        basics["person"],
        basics["deadline"],
        basics["text"],
        {word: int(text) for kind, word, text in rows if kind == _COUNT},
        tuple(_remarks(workbook)) if kind == RETURN else (),
    )


def _remarks(workbook: VerifiedWorkbook) -> Iterator[RemarkEntry]:
    rows = sheet_rows(workbook, 2, _REMARK_COLUMNS, largest=_LARGEST)
    for number, _form, subject, _field, was, text, *codes in rows:
        form, field, record, uid = (str(code or "") for code in codes)
        yield RemarkEntry(
            uid,
            int(number or 0),
            str(text or ""),
            form,
            record,
            field,
            str(subject or ""),
            str(was or ""),
        )
