"""A form of the store as the source of a grid: rows, marks, saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import Reason
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, flag_word, in_turn, label_of, reason_text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Done, Mark, Query, Row, Saved, Typed
from desktop_app.ui.pages.form.views import named_by_itself, row_word
from desktop_app.work.checks import sentence
from desktop_app.work.edit import CellText, Edited
from desktop_app.work.extras import extra_fields, extra_texts
from desktop_app.work.fill import fill_in
from desktop_app.work.report.remarks import Handled, Remark
from desktop_app.work.report.reporting import report_of
from desktop_app.work.search import SearchIndex, rows_alone, with_texts
from desktop_app.work.sheet import (
    Sheet,
    SheetQuery,
    SheetRow,
    sheet_ids,
    sheet_place,
    sheet_rows,
)

LONG_LIST = 30
"""Lists with more entries than this are chosen from by code and label."""

SIGNS = {Severity.MUST: Sign.MUST, Severity.VERIFY: Sign.VERIFY, Severity.HINT: Sign.HINT}
WORST = (Sign.MUST, Sign.VERIFY, Sign.REMARK, Sign.EXPLAINED, Sign.HINT)


def finding_sign(finding: Finding) -> Sign:
    """Return the shape of a finding: an explained 核实 is hollow."""
    if finding.severity is Severity.VERIFY and not finding.open:
        return Sign.EXPLAINED
    return SIGNS[finding.severity]


class SheetSource:
    """Rows of one form in the desk's period.

    Args:
        desk: What all pages share.
        form: The form.
        columns: Codes of the fields that are read, or of further columns, in order.
        compared: Codes of those that last period stands beside.
        parent: Only records of this parent, or "".

    Attributes:
        saving: How many saves of this source are under way; what they change is read again by it.
    """

    computed: frozenset[str] = frozenset()

    def __init__(
        self,
        desk: Desk,
        form: Form,
        columns: Sequence[str],
        *,
        compared: Sequence[str] = (),
        parent: str = "",
    ) -> None:
        self._desk = desk
        self.form = form
        self.extras = {field.code: field for field in extra_fields(form.code)}
        self.fields = tuple(self.extras.get(code) or form.by_code[code] for code in columns)
        self.compared = frozenset(code for code in compared if code in columns)
        self.name_label = row_word(form)
        self.saving = 0
        self._parent = parent
        self._choices: dict[str, Sequence[str]] = {}
        self._state: tuple[bool, bool] | None = None
        self._index: SearchIndex | None = None
        self._index_wanted = 0
        self._then: Callable[[], object] | None = None

    @property
    def sheet(self) -> Sheet:
        """What is read: only fields of the form itself."""
        columns = tuple(field.code for field in self.fields if field.code not in self.extras)
        return Sheet(self.form, self._desk.period, columns, self._parent)

    @property
    def fixed(self) -> frozenset[str]:
        """Codes of the columns that cannot be typed into."""
        return frozenset(self.extras)

    @property
    def locked(self) -> bool:
        """Whether the period's figures cannot be changed."""
        return self._read_state()[0]

    @property
    def checked(self) -> bool:
        """Whether the findings of the period are complete."""
        return self._read_state()[1]

    def forget(self) -> None:
        """Ask for the state of the period again, when it is needed next."""
        self._state = None

    def prepare(self, then: Callable[[], object] | None = None) -> None:
        """Read rows, then what finds them, off the screen's thread; until then the store is asked.

        `then` is called as soon as the rows are there, or those that were asked for after them.
        """
        self._index_wanted += 1
        self._then = then or self._then
        self._index = None
        ws, sheet, wanted = self._desk.ws, self.sheet, self._index_wanted
        operations = self._desk.operations

        def take(found: SearchIndex) -> None:
            if wanted == self._index_wanted:
                self._index = found

        def take_rows(found: SearchIndex) -> None:
            take(found)
            if wanted == self._index_wanted:
                operations.run_after_painting(
                    lambda: with_texts(ws, sheet, found), take, asker=self
                )
                waiting, self._then = self._then, None
                if waiting is not None:
                    waiting()

        operations.run(lambda: rows_alone(ws, sheet), take_rows, asker=self)

    def _read_state(self) -> tuple[bool, bool]:
        if self._state is None:
            ws, period = self._desk.ws, self._desk.period
            locked = ws.lent or (self.form.periodic and report_of(ws, period).locked)
            self._state = (locked, bool(ws.store.checked_at(period)))
        return self._state

    # Rows

    def ids(self, query: Query) -> Sequence[int]:
        """Return the row ids of what is asked for, in its order."""
        index = self._index
        if index is not None and not (query.segment or query.sort) and index.can_find(query.text):
            return index.find(query.text)
        asked = SheetQuery(query.text, query.segment, query.sort, query.descending)
        return sheet_ids(self._desk.ws, self.sheet, asked)

    def block(self, ids: Sequence[int]) -> Sequence[Row]:
        """Return the rows of some row ids; what is gone meanwhile is an empty locked row."""
        ws = self._desk.ws
        found = sheet_rows(ws, self.sheet, ids)
        texts = extra_texts(ws, self.form.code, [row.uid for row in found]) if self.extras else {}
        rows = [self._row(row, texts.get(row.uid, {})) for row in found]
        if len(rows) == len(ids):
            return rows
        by_id = {self.place(row.uid): row for row in rows}
        gone = Row("", _("已清除"), (None,) * len(self.fields), sign=Sign.LOCKED)
        return [by_id.get(row_id, gone) for row_id in ids]

    def place(self, uid: str) -> int | None:
        """Return the row id of a record, or None."""
        return sheet_place(self._desk.ws, self.sheet, uid) if uid else None

    def _row(self, row: SheetRow, texts: Mapping[str, str]) -> Row:
        return Row(
            row.uid,
            self._name(row),
            self._aligned(row.values, texts),
            self._aligned(row.previous, {}) if row.previous else (),
            self._sign(row),
            self._marks(row),
            _remarked(Mark(), [one for one in row.remarks if not one.field]),
        )

    def _name(self, row: SheetRow) -> str:
        form = self.form
        if named_by_itself(form) and row.name and form.name_field in form.by_code:
            return self._desk.ws.catalogue.show(form.by_code[form.name_field], row.name)
        return row.name or _("（未填名称）")

    def _aligned(self, values: Sequence[Stored], texts: Mapping[str, str]) -> tuple[Stored, ...]:
        """Return values in the order of the columns; further columns have texts."""
        if not self.extras:
            return tuple(values)
        rest = iter(values)
        return tuple(
            texts.get(field.code) if field.code in self.extras else next(rest)
            for field in self.fields
        )

    def _sign(self, row: SheetRow) -> Sign:
        if self.locked:
            return Sign.LOCKED
        if not row.filled:
            return Sign.UNFILLED
        signs = {finding_sign(finding) for finding in row.findings}
        if row.raw:
            signs.add(Sign.MUST)
        if any(one.handled is Handled.OPEN for one in row.remarks):
            signs.add(Sign.REMARK)
        worst = next((sign for sign in WORST if sign in signs), Sign.NONE)
        return Sign.CLEAN if worst is Sign.NONE and self.checked else worst

    def _marks(self, row: SheetRow) -> dict[str, Mark]:
        marks: dict[str, Mark] = {}
        for finding in row.findings:
            sign = finding_sign(finding)
            for code in finding.fields:
                known = marks.get(code)
                if known is None or WORST.index(sign) < WORST.index(known.sign):
                    reason = sentence(self._desk.ws, finding)
                    marks[code] = Mark(sign, reason, notable=self._is_change(finding))
        for code, raw in row.raw.items():
            marks[code] = Mark(Sign.MUST, reason_text(Reason(raw.reason)), raw=raw.text)
        for code in {one.field for one in row.remarks} - {""}:
            said = [one for one in row.remarks if one.field == code]
            marks[code] = _remarked(marks.get(code, Mark()), said)
        return marks

    def _is_change(self, finding: Finding) -> bool:
        """Whether a rule asks about the change against last period."""
        rule = self._desk.ws.catalogue.rules.of(finding.form).get(finding.rule)
        return rule is not None and "previous" in rule.uses and finding.open

    # Texts

    def show(self, column: Field, stored: Stored) -> str:
        """Return the text of a value in the grid (the label of a code)."""
        return self._desk.ws.catalogue.show(column, stored)

    def choices(self, column: Field) -> Sequence[str]:
        """Return what can be chosen in a field: labels of its code list, or ()."""
        known = self._choices.get(column.code)
        if known is None:
            known = self._choices[column.code] = self._find_choices(column)
        return known

    def _find_choices(self, column: Field) -> Sequence[str]:
        if column.type is FieldType.BOOL:
            return (flag_word(on=True), flag_word(on=False))
        if not column.codes:
            return ()
        year = parse_period(self._desk.period).year
        entries = [
            entry
            for entry in self._desk.ws.catalogue.codes[column.codes].entries
            if entry.since <= year <= entry.until
        ]
        if len(entries) > LONG_LIST:
            return [f"{entry.code} {label_of(entry)}" for entry in entries]
        return [label_of(entry) for entry in entries]

    # Saving

    def save(self, typed: Typed, done: Done) -> None:
        """Save one text; the rows are read again when it is saved."""
        self.paste((typed,), done)

    def paste(self, typed: Sequence[Typed], done: Done) -> None:
        """Save a block of texts as one batch."""
        ws, code, period = self._desk.ws, self.form.code, self._desk.period
        cells = [CellText(one.uid, one.field, one.text) for one in typed]

        def saved(_edited: Edited) -> None:
            self.saving -= 1
            done(Saved())

        def failed(error: UserError) -> None:
            self.saving -= 1
            self._desk.operations.failed.emit(error)

        self.saving += 1
        self._desk.operations.run(
            lambda: fill_in(ws, code, period, cells), saved, failed=failed, asker=self
        )


def _remarked(mark: Mark, said: Sequence[Remark]) -> Mark:
    """Return a mark with what the city remarked: what is open before what was acted on."""
    if not said:
        return mark
    asked = [one for one in said if one.handled is Handled.OPEN]
    words = in_turn(one.text for one in asked or said)
    return replace(mark, remark=words, settled=not asked)


class SheetModel(GridModel):
    """The rows of a sheet; further columns cannot be typed into."""

    source: SheetSource

    def __init__(self, source: SheetSource, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self.columns = [
            replace(column, editable=False)
            if column.field is not None and column.field.code in source.fixed
            else column
            for column in self.columns
        ]

    def read_again(self) -> None:
        """Read what is shown again; rows and their order stay, so that typing goes on."""
        self.source.forget()
        self.reread()

    def load(self, query: Query | None = None) -> None:
        """Ask the store again, for `query` if it is given."""
        self.source.forget()
        super().load(query)
