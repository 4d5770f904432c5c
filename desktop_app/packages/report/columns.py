"""Columns of the sheets of a package, made from the catalogue.

A sheet shows first whom each row belongs to (the parent's code and name, for people only), then
the fields, then the uids that programs go by. Each column has a code: the field's own, the parent
form's, `uid`, or `parent.field` where it only shows what the parent's sheet holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.values import FieldType
from desktop_app.sheets.writing.cells import NUMBERS, Column, Look, coded_text
from desktop_app.sheets.writing.shell import text_width

UID = "uid"
EXPLANATION = "explanation"
SHOWN_WITH_EXPLANATION = (
    ("subject", "报送对象", 34),
    ("severity", "级别", 7),
    ("form", "报表", 18),
    ("message", "审核意见", 52),
)
"""What 审核说明 shows before the explanation: of whom, how weighty, where, what."""
_UID_WIDTH = 18
_WIDEST_LIST = 28
_LOOKS = {
    FieldType.TEXT: (Look.TEXT, 20),
    FieldType.CODE: (Look.CODED, 12),
    FieldType.USCC: (Look.CODE, 20),
    FieldType.ORG_CODE: (Look.CODE, 11),
    FieldType.REG_NO: (Look.CODE, 17),
    FieldType.PATENT_NO: (Look.CODE, 18),
    FieldType.CERT_NO: (Look.CODE, 16),
    FieldType.PHONE: (Look.CODE, 14),
    FieldType.MONEY: (Look.AMOUNT, 13),
    FieldType.COUNT: (Look.WHOLE, 9),
    FieldType.DECIMAL: (Look.AMOUNT, 11),
    FieldType.DATE: (Look.DATE, 11),
    FieldType.MONTH: (Look.CODE, 9),
    FieldType.YEAR: (Look.YEAR, 7),
    FieldType.BOOL: (Look.FLAG, 6),
}
_NAME_WIDTH = 34
_HEADING_LINES = 3
_PIXELS_A_CHARACTER = 7
_MOST_FIXED = 4


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: what it holds, and how it stands there.

    Attributes:
        code: Field code, parent form, `uid`, or `parent.field` for what is shown only.
        column: Its heading, look and width.
        unit: Display unit of its numbers, or "".
        for_programs: Whether it is left out on paper.
    """

    code: str
    column: Column
    unit: str = ""
    for_programs: bool = False

    @property
    def shown_only(self) -> bool:
        """Whether it repeats for people what another sheet holds."""
        return "." in self.code

    @property
    def summed(self) -> bool:
        """Whether 清单 holds a control total of it."""
        return self.column.look in NUMBERS and not self.shown_only


def stored_columns(form: Form) -> tuple[str, ...]:
    """Return what a record of `form` consists of in a package, in the order of its rows.

    That is uid, parent, period (of a periodic form), and every field that is not derived.
    """
    parent = (form.parent,) if form.parent else ()
    period = ("period",) if form.periodic else ()
    return (UID, *parent, *period, *(field.code for field in form.typed))


def sheet_columns(form: Form, catalogue: Catalogue) -> tuple[SheetColumn, ...]:
    """Return the columns of the sheet of `form`."""
    if form.code == EXPLANATION:
        return _explanation_columns(form, catalogue)
    fields = tuple(_of_field(field, form, catalogue) for field in form.typed)
    uid = SheetColumn(UID, Column("记录号", Look.CODE, width=_UID_WIDTH), for_programs=True)
    if not form.parent:
        # What names a record stands in front, where it stays in view.
        names = parent_fields(form)
        return (*sorted(fields, key=lambda column: _rank(column.code, names)), uid)
    above = Column("上级记录号", Look.CODE, width=_UID_WIDTH)
    parent = SheetColumn(form.parent, above, for_programs=True)
    shown = _parent_columns(catalogue.form(form.parent), catalogue)
    return (*shown, *fields, parent, uid)


def _rank(code: str, names: tuple[str, ...]) -> int:
    return names.index(code) if code in names else len(names)


def parent_fields(form: Form) -> tuple[str, ...]:
    """Return the fields that show a record of `form` to people: its first code, and its name."""
    codes = [column for column in form.identity if column in form.by_code][:1]
    return tuple(dict.fromkeys((*codes, *((form.name_field,) if form.name_field else ()))))


def _explanation_columns(form: Form, catalogue: Catalogue) -> tuple[SheetColumn, ...]:
    """Put finding and explanation side by side, and what only programs need behind them."""
    fields = {f.code: _of_field(f, form, catalogue) for f in form.typed}
    shown = [
        SheetColumn(f"shown.{code}", Column(label, Look.TEXT, width=width, wrapped=True))
        for code, label, width in SHOWN_WITH_EXPLANATION
    ]
    read = [_for_reading(fields.pop(code), width) for code, width in (("text", 52), ("rule", 12))]
    rest = [replace(column, for_programs=True) for column in fields.values()]
    uid = Column("说明的记录号", Look.CODE, width=_UID_WIDTH)
    return (*shown, *read, *rest, SheetColumn(UID, uid, for_programs=True))


def _for_reading(column: SheetColumn, width: float) -> SheetColumn:
    return replace(column, column=replace(column.column, width=width, wrapped=True))


def _parent_columns(parent: Form, catalogue: Catalogue) -> tuple[SheetColumn, ...]:
    found = []
    for code in parent_fields(parent):
        made = _of_field(parent.by_code[code], parent, catalogue)
        found.append(SheetColumn(f"{parent.code}.{code}", made.column))
    return tuple(found)


def _of_field(field: Field, form: Form, catalogue: Catalogue) -> SheetColumn:
    look, width = _LOOKS[field.type]
    labels = _labels(field, catalogue)
    note = " ".join(filter(None, (field.official, field.unit)))
    widest = max((text_width(coded_text(code, labels)) for code in labels), default=0)
    column = Column(
        field.label,
        look,
        note=note,
        width=max(
            width,
            _NAME_WIDTH if field.code == form.name_field else 0,
            min(widest + 2, _WIDEST_LIST) if labels else 0,
            field.width / _PIXELS_A_CHARACTER if field.type is FieldType.TEXT else 0,
            -(-text_width(field.label) // _HEADING_LINES) + 3,
            text_width(note) + 2,
        ),
        digits=field.format.places,
        fixed=_fixed_places(field),
        labels=labels,
    )
    return SheetColumn(field.code, column, field.unit if field.is_number else "")


def _labels(field: Field, catalogue: Catalogue) -> dict[str, str]:
    if field.type is not FieldType.CODE or not field.codes:
        return {}
    return {entry.code: entry.label for entry in catalogue.codes[field.codes].entries}


def _fixed_places(field: Field) -> int:
    places = field.format.places
    if field.type is FieldType.MONEY:
        return places if field.unit == "元" else -1
    return places if places <= _MOST_FIXED else -1
