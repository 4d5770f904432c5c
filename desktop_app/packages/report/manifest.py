"""清单: what a package says of itself, for people to read and for programs to hold it against.

It is the last sheet, a plain table of texts: the first cell of each row names its kind. Headings
repeat wherever another kind begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.packages.report.model import SignOff
from desktop_app.sheets.writing.cells import Column, Look, Styles
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.sheets.writing.stream import Streamed, letters_of, row_chunks

NAME = "清单"
FIRST_ROW = 5
KIND = "类别"
_NOTHING = "无"
_REVISION = re.compile(r"[1-9][0-9]{0,3}")
"""Nobody sends a period ten thousand times, and longer numbers fit no database."""
_BASIC, _SHEET, _COLUMN, _DUE, _CARRIER = "基本情况", "工作表", "列", "应报名录", "载体"
_HEADINGS = {
    _BASIC: (KIND, "项目", "内容"),
    _SHEET: (KIND, "工作表", "表代码", "首行", "行数", "", "内容摘要（SHA-256）"),
    _COLUMN: (KIND, "工作表", "字段代码", "列", "计量单位", "字段", "合计"),
    _DUE: (KIND, "企业", "企业记录号", "报送情况", "代码", "名录记录号", "原因"),
    _CARRIER: (KIND, "载体", "载体记录号"),
}
_WIDTHS = (11, 34, 22, 12, 12, 34, 68)
_BASICS = {
    "format": "包格式版本",
    "forms": "表式版本",
    "rules": "规则版本",
    "unit": "报送单位代码",
    "unit_name": "报送单位",
    "period": "期别代码",
    "period_name": "期别",
    "revision": "版次",
    "previous": "上一包摘要（SHA-256）",
    "pledge": "承诺书版本",
    "report": "报表记录号",
    "head": "单位负责人",
    "statistician": "统计负责人",
    "filler": "填表人",
    "phone": "联系电话",
    "date": "报出日期",
}


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """One column of a sheet: code, label, display unit, control total as exact decimal text."""

    code: str
    label: str
    unit: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet of records.

    Attributes:
        form: Code of the form.
        name: Of the sheet.
        first_row: Row of the first record, as the spreadsheet program shows it.
        rows: Number of records.
        digest: SHA-256 of the logical rows (see `tally`).
        columns: Its columns from A on.
    """

    form: str
    name: str
    first_row: int
    rows: int
    digest: str
    columns: tuple[ColumnEntry, ...]


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One firm of the due list.

    Attributes:
        uid: Of the entry; `firm` the uid of the firm, `name` its name.
        state: Code of the state; `state_name` as shown.
        reason: Why nothing was reported, or "".
    """

    uid: str
    firm: str
    name: str
    state: str
    state_name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What 清单 says.

    Attributes:
        basics: Texts by the words of `_BASICS`: format, forms, rules, unit, period, revision …
        sheets: The sheets of records, in order.
        due: The due list.
        carriers: Names of the incubators and makerspaces by uid.
    """

    basics: Mapping[str, str]
    sheets: tuple[SheetEntry, ...]
    due: tuple[DueEntry, ...]
    carriers: Mapping[str, str]

    @property
    def unit(self) -> str:
        """Code of the reporting unit."""
        return self.basics["unit"]

    @property
    def period(self) -> str:
        """Code of the period."""
        return self.basics["period"]

    @property
    def revision(self) -> int:
        """1 for the first package of a period."""
        return int(self.basics["revision"])

    @property
    def previous(self) -> str:
        """SHA-256 of the unit's package before this one, or ""."""
        return self.basics["previous"]

    @property
    def signoff(self) -> SignOff:
        """Who answers for the report."""
        names = ("head", "statistician", "filler", "phone", "date")
        return SignOff(*(self.basics[name] for name in names))

    def sheet(self, form: str) -> SheetEntry | None:
        """Return the sheet of a form, or None."""
        return next((entry for entry in self.sheets if entry.form == form), None)


def columns() -> tuple[Column, ...]:
    """Return the columns of 清单; the headings are those of its first kind of rows."""
    labels = _HEADINGS[_BASIC]
    return tuple(
        Column(labels[index] if index < len(labels) else "", Look.CODE, width=width)
        for index, width in enumerate(_WIDTHS)
    )


def manifest_chunks(manifest: Manifest, styles: Styles, at: Streamed) -> Iterator[bytes]:
    """Yield the rows of 清单.

    Raises:
        UserError: A name or reason that no cell can hold.
    """
    plain = columns()
    heads = tuple(Column("", Look.TEXT, heading=True) for _width in _WIDTHS)
    for kind, rows in groupby(_rows(manifest), key=lambda row: row[0]):
        if kind != _BASIC:
            head = [_padded(_HEADINGS[kind])]
            yield from row_chunks(heads, head, sheet=NAME, styles=styles, at=at)
        padded = map(_padded, rows)
        yield from row_chunks(plain, padded, sheet=NAME, styles=styles, at=at)


def _padded(texts: Sequence[str]) -> tuple[str | None, ...]:
    blanks = (None,) * (len(_WIDTHS) - len(texts))
    return (*(text or None for text in texts), *blanks)


def _rows(manifest: Manifest) -> Iterator[tuple[str, ...]]:
    for key, word in _BASICS.items():
        yield _BASIC, word, manifest.basics[key] or _NOTHING
    for sheet in manifest.sheets:
        numbers = (str(sheet.first_row), str(sheet.rows))
        yield _SHEET, sheet.name, sheet.form, *numbers, "", sheet.digest
    for sheet in manifest.sheets:
        for number, column in enumerate(sheet.columns, 1):
            place = letters_of(number)
            named = (column.code, place, column.unit, column.label, column.total)
            yield _COLUMN, sheet.name, *named
    for due in manifest.due:
        yield _DUE, due.name, due.firm, due.state_name, due.state, due.uid, due.reason
    for uid, name in manifest.carriers.items():
        yield _CARRIER, name, uid


# -- reading -----------------------------------------------------------------------------------


def read_manifest(rows: Iterable[Mapping[str, str]]) -> Manifest:
    """Return the manifest from the rows of 清单, given as texts by column letters.

    Raises:
        NotOurs: It is not as `manifest_chunks` writes it.
    """
    kinds: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in _HEADINGS}
    letters = [letters_of(number) for number in range(1, len(_WIDTHS) + 1)]
    for row in list(rows)[FIRST_ROW - 1 :]:
        texts = tuple(row.get(letter, "") for letter in letters)
        if texts[0] in kinds:
            kinds[texts[0]].append(texts[1:])
        elif texts[0] != KIND:
            raise NotOurs(f"清单 {texts[0]}")
    try:
        manifest = Manifest(
            _read_basics(kinds[_BASIC]),
            _read_sheets(kinds[_SHEET], kinds[_COLUMN]),
            tuple(_read_due(texts) for texts in kinds[_DUE]),
            {uid: name for name, uid, *_rest in kinds[_CARRIER]},
        )
    except (ValueError, KeyError) as error:
        raise NotOurs("清单") from error
    if len(manifest.carriers) != len(kinds[_CARRIER]):
        raise NotOurs("清单 载体")
    return manifest


def _read_basics(rows: Sequence[tuple[str, ...]]) -> dict[str, str]:
    if [texts[0] for texts in rows] != list(_BASICS.values()):
        raise NotOurs("清单 基本情况")
    basics = {
        key: "" if texts[1] == _NOTHING else texts[1]
        for key, texts in zip(_BASICS, rows, strict=True)
    }
    if not _REVISION.fullmatch(basics["revision"]):
        raise NotOurs("清单 版次")
    return basics


def _read_sheets(
    sheets: Sequence[tuple[str, ...]], columns: Sequence[tuple[str, ...]]
) -> tuple[SheetEntry, ...]:
    known: dict[str, list[ColumnEntry]] = {texts[0]: [] for texts in sheets}
    for name, code, place, unit, label, total in columns:
        entries = known[name]
        entries.append(ColumnEntry(code, label, unit, total))
        if place != letters_of(len(entries)):
            raise ValueError(place)
    if len(known) != len(sheets):
        raise ValueError(sheets)
    return tuple(
        SheetEntry(form, name, int(first), int(rows), digest, tuple(known[name]))
        for name, form, first, rows, _blank, digest in sheets
    )


def _read_due(texts: tuple[str, ...]) -> DueEntry:
    name, firm, state_name, state, uid, reason = texts
    return DueEntry(uid, firm, name, state, state_name, reason)
