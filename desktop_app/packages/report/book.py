"""The sheets of a report package, made from its content while they are streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.packages.report import manifest
from desktop_app.packages.report.columns import (
    EXPLANATION,
    UID,
    SheetColumn,
    parent_fields,
    sheet_columns,
    stored_columns,
)
from desktop_app.packages.report.cover import (
    basics_of,
    draw_cover,
    draw_summary,
    headline,
    period_text,
)
from desktop_app.packages.report.manifest import ColumnEntry, DueEntry, Manifest, SheetEntry
from desktop_app.packages.report.model import Explained, PackageContent, Row
from desktop_app.packages.report.tally import Tally
from desktop_app.sheets.writing.cells import Styles, Texts
from desktop_app.sheets.writing.shell import HEAD_ROWS, Drawn, Streaming
from desktop_app.sheets.writing.stream import Arrange, Streamed, Values, row_chunks

Progress = Callable[[int, int], None]
"""Is told how many records are done, of how many; may raise Cancelled."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the rows of a sheet come from, and how they get into its order."""

    form: Form
    rows: Iterable[Row]
    kept: int
    arrange: Arrange | None = None
    is_empty: bool = False


class ReportBook:
    """The sheets of one package; collects, while they are streamed, what 清单 tells of them."""

    def __init__(self, content: PackageContent, catalogue: Catalogue, progress: Progress) -> None:
        """Prepare the sheets.

        Args:
            content: What goes into them; its records are consumed while the sheets are streamed.
            catalogue: The forms.
            progress: Is told how many records are done, of how many.
        """
        self._content = content
        self._catalogue = catalogue
        self._progress = progress
        self._done = 0
        self._footer = headline(content, catalogue)
        self._entries: list[SheetEntry] = []
        forms = (catalogue.form(EXPLANATION), *catalogue.reported)
        self._columns = {form.code: sheet_columns(form, catalogue) for form in forms}
        self._parents = {form.parent for form in catalogue.reported if form.parent}
        # What children show of their parents: fields of each parent record, by its uid.
        self._shown: dict[str, dict[Stored, tuple[str | None, ...]]] = {}

    @property
    def counts(self) -> Mapping[str, int]:
        """Records by form, once all sheets were streamed."""
        return {entry.form: entry.rows for entry in self._entries}

    def sheets(self) -> list[Drawn | Streaming]:
        """Return all sheets in order."""
        return [
            draw_cover(self._content, self._catalogue),
            draw_summary(self._content, self._catalogue),
            self._explanations(),
            *map(self._form_sheet, self._catalogue.reported),
            self._manifest_sheet(),
        ]

    def _explanations(self) -> Streaming:
        form = self._catalogue.form(EXPLANATION)
        columns = self._columns[form.code]
        rows = (_explained_row(columns, form, item) for item in self._content.explanations)
        return self._sheet(_Source(form, rows, kept=1))

    def _form_sheet(self, form: Form) -> Streaming:
        rows = iter(self._content.forms.get(form.code, ()))
        first = next(rows, None)
        given = () if first is None else chain((first,), rows)
        above = self._catalogue.form(form.parent) if form.parent else form
        kept = len(parent_fields(above))
        return self._sheet(_Source(form, given, kept, self._arrangement(form), first is None))

    def _sheet(self, source: _Source) -> Streaming:
        form = source.form
        columns = self._columns[form.code]

        def body(styles: Styles, at: Streamed) -> Iterator[bytes]:
            return self._stream(source, styles, at)

        return Streaming(
            form.short,
            form.label,
            self._facts(form, is_empty=source.is_empty),
            tuple(column.column for column in columns),
            body,
            kept=source.kept,
            unprinted=sum(column.for_programs for column in columns),
            footer=self._footer,
        )

    def _facts(self, form: Form, *, is_empty: bool) -> str:
        facts = {
            "报送单位": self._catalogue.unit_label(self._content.unit),
            "期别": period_text(self._content.period),
            "表号": form.official,
            "制定机关": form.made_by,
            "文号": form.document,
            "有效期至": form.valid_until,
            "计量单位": _common_unit(form),
        }
        told = [f"{word}：{text}" for word, text in facts.items() if text]
        return "　".join([*told, *(["本期无记录（零报送）"] if is_empty else [])])

    def _stream(self, source: _Source, styles: Styles, at: Streamed) -> Iterator[bytes]:
        form = source.form
        columns = self._columns[form.code]
        tally = Tally(columns)

        def watch(values: Values, texts: Sequence[Texts]) -> None:
            self._done += len(values[0])
            self._progress(self._done, max(self._content.size, self._done))
            tally.take(values, texts)
            if form.code in self._parents:
                self._remember(form, columns, texts)

        looks = [column.column for column in columns]
        yield from row_chunks(
            looks,
            source.rows,
            sheet=form.short,
            styles=styles,
            at=at,
            watch=watch,
            arrange=source.arrange,
        )
        counted = tally.counted()
        if counted.doubled:
            raise ValueError(f"{form.code}: {counted.doubled} comes twice")
        told = tuple(
            ColumnEntry(column.code, column.column.label, column.unit, total)
            for column, total in zip(columns, counted.totals, strict=True)
        )
        first = HEAD_ROWS + 1
        self._entries.append(
            SheetEntry(form.code, form.short, first, counted.rows, counted.digest, told)
        )

    def _remember(self, form: Form, columns: Sequence[SheetColumn], texts: Sequence[Texts]) -> None:
        places = {column.code: index for index, column in enumerate(columns)}
        shown = [texts[places[code]] for code in parent_fields(form)]
        uids = texts[places[UID]]
        known = self._shown.setdefault(form.code, {})
        known.update(zip(uids, zip(*shown, strict=True), strict=True))

    def _arrangement(self, form: Form) -> Arrange:
        """Return what puts stored columns into the order of the sheet of `form`.

        In front comes what is shown of the parents.
        """
        period = self._content.period
        stored = stored_columns(form)
        place = stored.index("period") if form.periodic else -1
        own = [stored.index(c.code) for c in self._columns[form.code] if not c.shown_only]

        def arrange(values: Values) -> Values:
            if place >= 0 and set(values[place]) != {period}:
                raise ValueError(f"{form.code}: not only {period} but {set(values[place])}")
            columns = [values[index] for index in own]
            return [*self._shown_of(form.parent, values[1]), *columns] if form.parent else columns

        return arrange

    def _shown_of(self, parent: str, uids: Sequence[Stored]) -> Values:
        """Return the columns that show the parents with these uids."""
        known = self._shown.get(parent, {})
        blank = (None,) * len(parent_fields(self._catalogue.form(parent)))
        return list(zip(*map(known.get, uids, repeat(blank)), strict=True))

    # -- 清单 ----------------------------------------------------------------------------------

    def _manifest_sheet(self) -> Streaming:
        def body(styles: Styles, at: Streamed) -> Iterator[bytes]:
            return manifest.manifest_chunks(self._manifest(), styles, at)

        return Streaming(
            manifest.NAME,
            manifest.NAME,
            f"{self._footer}　供机器核对，也可人工查阅",
            manifest.columns(),
            body,
            footer=self._footer,
            filtered=False,
        )

    def _manifest(self) -> Manifest:
        content = self._content
        shown = self._shown.get("carrier", {})
        carriers = {str(uid): names[-1] or "" for uid, names in shown.items()}
        basics = basics_of(content, self._catalogue)
        due = tuple(map(self._due, content.due))
        if len({entry.firm for entry in due}) < len(due):
            raise ValueError("due: a firm comes twice")
        return Manifest(basics, tuple(self._entries), due, carriers)

    def _due(self, row: Row) -> DueEntry:
        uid, firm, _period, state, reason = (str(value or "") for value in row)
        shown = self._shown.get("firm", {}).get(firm, ("",))
        entry = self._catalogue.codes["due_state"].by_code.get(state)
        return DueEntry(uid, firm, shown[-1] or "", state, entry.label if entry else "", reason)


def _common_unit(form: Form) -> str:
    """Return the unit that most amounts of a form are in; each column names its own as well."""
    units = [field.unit for field in form.typed if field.type is FieldType.MONEY]
    if not units:
        return ""
    common = max(dict.fromkeys(units), key=units.count)
    return common if len(set(units)) == 1 else f"{common}（另注的除外）"


def _explained_row(columns: Sequence[SheetColumn], form: Form, item: Explained) -> Row:
    cells = dict(zip(stored_columns(form), item.row, strict=True))
    cells["shown.subject"] = item.subject
    cells["shown.severity"] = item.severity
    cells["shown.form"] = item.form
    cells["shown.message"] = item.message
    return tuple(cells[column.code] for column in columns)
