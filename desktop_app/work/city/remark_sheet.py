"""The sheet in which the city writes what is wrong with a package, and reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding
from desktop_app.domain.texts import tidy
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, label_of, listed
from desktop_app.packages.notice import RemarkEntry
from desktop_app.rules.messages import message
from desktop_app.sheets.writing.cells import Column, Look
from desktop_app.sheets.writing.plain import write_table
from desktop_app.store.names import subject_expression
from desktop_app.work.city.answers import Answered
from desktop_app.work.workspace import Workspace

HEADINGS = ("级别", "规则", "企业或载体", "报表", "字段", "出错说明", "区县说明", "意见", "记录号")
"""Headings of the sheet; it is read by them, so rows and columns may be added and moved."""

_NEEDED = {"报表", "意见"}
_WHOLE = "整份报表"


def write_remark_sheet(ws: Workspace, about: Answered, path: Path) -> int:
    """Write the findings of a merged package with a blank column 意见; return how many there are.

    Raises:
        UserError: The file cannot be written.
    """
    found = ws.store.of(about.unit).findings(about.report.period)
    rows = []
    for finding in found:
        form = ws.catalogue.form(finding.form)
        fields = [form.by_code[code].label for code in finding.fields if code in form.by_code]
        said = message(ws.catalogue, finding, "zh")
        rows.append(
            (
                *(finding.severity.value, finding.rule, finding.subject, form.short),
                *("、".join(fields) or None, said, finding.explanation or None, None, finding.uid),
            )
        )
    widths = (8, 12, 34, 16, 24, 56, 40, 56, 20)
    columns = [
        Column(
            heading,
            Look.CODE if heading in {"规则", "记录号"} else Look.TEXT,
            width=width,
        )
        for heading, width in zip(HEADINGS, widths, strict=True)
    ]
    facts = _("只写要退回的：在“意见”一列写明。可以加行：写报表、企业或载体、字段、意见。")
    title = _("退回意见：{unit}").format(unit=ws.catalogue.unit_name(about.unit))
    write_table(path, title, columns, rows, facts=facts, kept=3)
    return len(rows)


def read_remark_sheet(ws: Workspace, about: Answered, path: Path) -> list[RemarkEntry]:
    """Return the remarks of a filled-in sheet: the rows with something in 意见.

    Raises:
        UserError: The file cannot be read, is no such sheet, or a row names what is not there.
    """
    found: list[RemarkEntry] = []
    for number, row in _rows(path):
        if not row.get("意见"):
            continue
        found.append(_entry(ws, about, row, number=len(found) + 1, place=number))
    return found


def _entry(
    ws: Workspace, about: Answered, row: Mapping[str, str], *, number: int, place: int
) -> RemarkEntry:
    text = row["意见"]
    if row.get("报表", "") in {"", _WHOLE}:
        return RemarkEntry(new_uid(), number, text)
    form = _form(ws, row["报表"], place)
    uid, subject = _record(ws, about, form, row, place)
    field = _field(form, row.get("字段", ""), place)
    was = _value(ws, about, form, uid, field) if field else ""
    return RemarkEntry(new_uid(), number, text, form.code, uid, field, subject, was)


def entries_of(
    ws: Workspace, about: Answered, chosen: Sequence[tuple[Finding, str]]
) -> list[RemarkEntry]:
    """Return the remarks that say a text about each of some findings.

    A finding of several fields speaks of the record as a whole.
    """
    entries = []
    for number, (finding, text) in enumerate(chosen, 1):
        form = ws.catalogue.form(finding.form)
        field = finding.fields[0] if len(finding.fields) == 1 else ""
        field = field if field in form.by_code else ""
        was = _value(ws, about, form, finding.uid, field) if field else ""
        entries.append(
            RemarkEntry(
                *(new_uid(), number, tidy(text), form.code, finding.uid, field),
                *(finding.subject, was),
            )
        )
    return entries


def _form(ws: Workspace, text: str, place: int) -> Form:
    for form in ws.catalogue.reported:
        if text in {form.code, form.label, form.short, form.label_en, form.short_en}:
            return form
    names = listed(form.short for form in ws.catalogue.reported)
    raise _bad_row(place, _("没有“{text}”这张表，可写：{names}").format(text=text, names=names))


def _field(form: Form, text: str, place: int) -> str:
    """Return the code of the field; a row of several fields speaks of the record as a whole."""
    if not text or "、" in text:
        return ""
    for field in form.typed:
        if text in {field.code, field.label, field.short, field.label_en}:
            return field.code
    raise _bad_row(place, _("{form}没有“{text}”这个字段").format(form=label_of(form), text=text))


def _record(
    ws: Workspace, about: Answered, form: Form, row: Mapping[str, str], place: int
) -> tuple[str, str]:
    """Return uid and subject of the record that a row means, by its uid or its firm's name."""
    store = ws.store.of(about.unit)
    subject = subject_expression(ws.catalogue, form, "r")
    within = " AND r.period = :period" if form.periodic else ""
    bound = {
        "unit": about.unit,
        "period": about.report.period,
        "uid": row.get("记录号", ""),
        "name": row.get("企业或载体", ""),
    }
    by = "r.uid = :uid" if bound["uid"] else f"{subject} = :name"
    with store.reading() as connection:
        found = connection.execute(
            f"SELECT r.uid, {subject} FROM {form.code} r WHERE r.unit = :unit{within} AND {by} "
            "LIMIT 2",
            bound,
        ).fetchall()
    if len(found) != 1:
        word = _("有几条，写上记录号") if found else _("没有这条记录")
        raise _bad_row(place, word)
    return str(found[0][0]), str(found[0][1] or "")


def _value(ws: Workspace, about: Answered, form: Form, uid: str, field: str) -> str:
    record = ws.store.of(about.unit).record(form.code, uid)
    if record is None or record.values[field] is None:
        return ""
    return form.by_code[field].format.plain(record.values[field])


def _bad_row(place: int, why: str) -> UserError:
    return UserError(
        _("退回意见第 {n} 行：{why}。").format(n=place, why=why),
        _("没有签发，数据未动。改好这一行再试。"),
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from desktop_app.sheets.read import read_file

    for sheet in read_file(path).sheets:
        places: dict[str, int] = {}
        for number, row in enumerate(sheet.read().rows, 1):
            texts = [tidy(str(cell)) for cell in row]
            if not places:
                places = _places(texts)
                continue
            yield number, {n: texts[p] if p < len(texts) else "" for n, p in places.items()}
        if places:
            return
    raise UserError(
        _("{file} 不是退回意见表。").format(file=path.name),
        _("数据未动。用 return --draft 生成的表，在“意见”一列填写后再交。"),
    )


def _places(texts: Sequence[str]) -> dict[str, int]:
    found = {text: place for place, text in enumerate(texts) if text in HEADINGS}
    return found if found.keys() >= _NEEDED else {}
