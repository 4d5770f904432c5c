"""The second check of a package: whether 清单 fits the sheets, and all is as our writer writes.

`verify` says who signed the bytes; this says whether what they say holds together and shows people
what programs read. A misfit makes the package 无效 with a PKG-* cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.errors import UserError
from desktop_app.domain.periods import is_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import written_out
from desktop_app.i18n import _, label_of, plural
from desktop_app.packages.opc import layout
from desktop_app.packages.report.beside import unfit_due, unfit_explanations, unfit_facts
from desktop_app.packages.report.columns import EXPLANATION, UID, parent_fields
from desktop_app.packages.report.cover import COVER, SUMMARY, cover_texts, format_text, period_text
from desktop_app.packages.report.fitness import doubled, orphaned, unfit
from desktop_app.packages.report.manifest import NAME, Manifest
from desktop_app.packages.report.model import Row
from desktop_app.packages.report.readback import (
    SheetInPackage,
    chunks_of,
    manifest_of,
    read_back,
    sheets_of,
)
from desktop_app.packages.report.recompute import unlike
from desktop_app.packages.report.rewrite import (
    Progress,
    Rewritten,
    explanations_of,
    pledge_of,
    say_nothing,
    summary_lines,
    write_again,
)
from desktop_app.packages.report.tally import Counted, Tally
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.writing.cells import Texts, plain_texts
from desktop_app.sheets.writing.reread import NotOurs, read_cells

_LARGEST_COVER = 1024 * 1024
_SHOWN = 40
CONTENT, UNIT, VERSION = "PKG-001", "PKG-003", "PKG-006"


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit.

    Attributes:
        id: PKG-001 (content), PKG-003 (unit) or PKG-006 (version of forms).
        message: What does not fit, in the user's language.
        sheet: Name of the sheet, or "".
    """

    id: str
    message: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the second check found.

    Attributes:
        manifest: 清单, or None where there is none that can be read.
        misfits: All that does not fit; empty when all is right.
        counts: Records by form, as counted.
    """

    manifest: Manifest | None
    misfits: tuple[Misfit, ...]
    counts: Mapping[str, int]

    @property
    def fits(self) -> bool:
        """Whether 清单 and sheets agree."""
        return not self.misfits


def inspect(
    workbook: VerifiedWorkbook,
    catalogue: Catalogue,
    keep: dict[str, list[Row]] | None = None,
    progress: Progress = say_nothing,
) -> Inspection:
    """Hold 清单 of a package against its sheets: every record, total, digest and uid.

    What our writer makes again from the records, byte for byte, is as it must be, for the writer
    counts and adds up itself. Where a package differs, it is gone through once more to say why.

    Args:
        workbook: The verified bytes.
        catalogue: The forms.
        keep: Where given, gets the records by form as they are read, so that a merge need not
            read them once more; they are whole only if all fits.
        progress: Told (done, all) records.
    """
    try:
        manifest = manifest_of(workbook)
    except NotOurs as error:
        message = _("清单读不出来（{place}）。").format(place=error)
        return Inspection(None, (Misfit(CONTENT, message),), {})
    misfits = list(_check_basics(workbook, manifest, catalogue))
    rows: dict[str, list[Row]] = {} if keep is None else keep
    written = None if misfits else _write_again(workbook, manifest, catalogue, rows, progress)
    if written and not written.differing:
        values = tuple(_check_values(workbook, manifest, rows, catalogue))
        told = values or tuple(_check_summary(workbook, manifest, rows, catalogue))
        return Inspection(manifest, told, written.counts)
    checker = _SheetChecker(workbook)
    misfits += _check_sheets(manifest, checker, catalogue)
    if written and not misfits:
        misfits.append(_misfit_of_writing(written.differing, manifest))
    return Inspection(manifest, tuple(misfits), checker.counts)


def _check_values(
    workbook: VerifiedWorkbook,
    manifest: Manifest,
    rows: Mapping[str, Sequence[Row]],
    catalogue: Catalogue,
) -> Iterator[Misfit]:
    for message, found in (
        (_("“{form}”有 {n} 条记录的上级不在这一包里。"), orphaned(rows, catalogue)),
        (_("“{form}”里同一户同一期的记录多出 {n} 条。"), doubled(rows, catalogue)),
    ):
        for form, count in found:
            yield Misfit(CONTENT, message.format(form=label_of(form), n=count), form.short)
    explained = explanations_of(read_back(workbook, catalogue, manifest))
    for sheet, label, value in chain(
        ((form.short, label, value) for form, label, value in unfit(rows, catalogue)),
        unfit_facts(manifest, catalogue),
        unfit_due(rows, catalogue),
        unfit_explanations(explained, rows, catalogue),
    ):
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        message = _("“{sheet}”的“{column}”里有“{value}”，这一项不能这样填。")
        said = message.format(sheet=sheet, column=label, value=written_out(shown))
        yield Misfit(CONTENT, said, sheet)


def _check_summary(
    workbook: VerifiedWorkbook,
    manifest: Manifest,
    rows: Mapping[str, Sequence[Row]],
    catalogue: Catalogue,
) -> Iterator[Misfit]:
    """Yield what 汇总 says otherwise than the records."""
    try:
        lines = summary_lines(workbook)
        for said in unlike(lines, rows, catalogue, manifest.unit, manifest.period):
            yield Misfit(CONTENT, said, SUMMARY)
    except ValueError:
        yield Misfit(CONTENT, _("“汇总”按包内各表算不出来。"), SUMMARY)


def _check_sheets(
    manifest: Manifest, checker: _SheetChecker, catalogue: Catalogue
) -> Iterator[Misfit]:
    try:
        for sheet in sheets_of(checker.workbook, manifest, catalogue):
            yield from checker.check(sheet)
    except NotOurs as error:
        cause = CONTENT if manifest.basics["forms"] == catalogue.version else VERSION
        message = _("“{place}”不是本软件的写法，或本版不认识。")
        yield Misfit(cause, message.format(place=error))
    yield from _check_lists(manifest, checker)


def _check_basics(
    workbook: VerifiedWorkbook, manifest: Manifest, catalogue: Catalogue
) -> Iterator[Misfit]:
    if manifest.unit != workbook.signer.unit:
        message = _("清单的报送单位是 {unit}，签名证书的单位是 {signer}。")
        yield Misfit(UNIT, message.format(unit=manifest.unit, signer=workbook.signer.unit))
    if not is_period(manifest.period):
        yield Misfit(CONTENT, _("清单的期别“{period}”不成立。").format(period=manifest.period))
        return
    named = (catalogue.unit_label(manifest.unit), period_text(manifest.period))
    if (manifest.basics["unit_name"], manifest.basics["period_name"]) != named:
        yield Misfit(CONTENT, _("清单的单位或期别名称与代码不符。"))
    if {manifest.basics[name] for name in ("forms", "rules")} != {catalogue.version}:
        message = _("清单的表式版本是 {theirs}，本软件是 {ours}。")
        told = {"theirs": manifest.basics["forms"], "ours": catalogue.version}
        yield Misfit(VERSION, message.format(**told))
    if manifest.basics["format"] != format_text():
        yield Misfit(VERSION, _("清单的包格式版本与文件不一致。"))
    expected = [form.code for form in catalogue.reported]
    if not pledge_of(manifest.basics["pledge"]):
        message = _("清单的承诺书版本“{version}”本软件不认识。")
        shown = written_out(manifest.basics["pledge"][:_SHOWN])
        yield Misfit(VERSION, message.format(version=shown))
    if [entry.form for entry in manifest.sheets] != [EXPLANATION, *expected]:
        yield Misfit(VERSION, _("清单所列的表与本版制度的表不一致。"))
    parts = sum(name.startswith("xl/worksheets/") for name in workbook.parts)
    if parts != len(manifest.sheets) + 3:
        yield Misfit(CONTENT, _("工作表的张数与清单不一致。"))
    elif missing := _missing_on_cover(workbook, manifest):
        message = _("封面的“{word}”与清单不一致。").format(word=missing)
        yield Misfit(CONTENT, message, COVER)


def _missing_on_cover(workbook: VerifiedWorkbook, manifest: Manifest) -> str:
    """Return the first entry that the cover shows otherwise than 清单, or ""."""
    name = layout.sheet_name(1)
    if workbook.container.entries[name].size > _LARGEST_COVER:
        return COVER
    try:
        rows = list(read_cells(workbook.container.blocks(name)))
    except NotOurs:
        return COVER
    shown = {
        row[word]: row.get(value, "")
        for row in rows
        for word, value in (("A", "B"), ("C", "D"))
        if word in row
    }
    entries = cover_texts(manifest.basics)
    return next((word for word, text in entries if shown.get(word) != text), "")


def _write_again(
    workbook: VerifiedWorkbook,
    manifest: Manifest,
    catalogue: Catalogue,
    keep: dict[str, list[Row]] | None,
    progress: Progress,
) -> Rewritten:
    """Find what shows people something else than the records: the writer makes it all again."""
    try:
        package = read_back(workbook, catalogue, manifest)
        return write_again(package, catalogue, keep, progress)
    except (NotOurs, UserError, LookupError, TypeError, ValueError) as error:
        return Rewritten(str(error) or type(error).__name__, {})


def _misfit_of_writing(part: str, manifest: Manifest) -> Misfit:
    names = [COVER, SUMMARY, *(entry.name for entry in manifest.sheets), NAME]
    known = {layout.sheet_name(number): name for number, name in enumerate(names, 1)}
    message = _("“{place}”的样式或排版不是本软件的写法，所见可能与数据不同。")
    return Misfit(CONTENT, message.format(place=known.get(part, part)), known.get(part, ""))


class _SheetChecker:
    """Counts each sheet again; keeps what children show of their parents."""

    def __init__(self, workbook: VerifiedWorkbook) -> None:
        self.workbook = workbook
        self.counts: dict[str, int] = {}
        self.shown: dict[str, dict[Stored, tuple[str | None, ...]]] = {}

    def check(self, sheet: SheetInPackage) -> Iterator[Misfit]:
        """Yield what does not fit of one sheet.

        Raises:
            NotOurs: The sheet is not as our own writer writes it.
        """
        tally = Tally(sheet.columns)
        strange = 0
        for values in chunks_of(self.workbook, sheet):
            columns = zip(sheet.columns, values, strict=True)
            texts = [plain_texts(column.column, given) for column, given in columns]
            tally.take(values, texts)
            self._remember(sheet, texts)
            strange += self._strangers(sheet, texts)
        counted = tally.counted()
        self.counts[sheet.form.code] = counted.rows
        yield from _compare(sheet, counted)
        if strange:
            name = sheet.entry.name
            words = plural("“{sheet}”有 {n} 行所示的上级与上级记录号不符。", strange, sheet=name)
            yield Misfit(CONTENT, words, name)

    def _remember(self, sheet: SheetInPackage, texts: Sequence[Texts]) -> None:
        places = {column.code: index for index, column in enumerate(sheet.columns)}
        fields = parent_fields(sheet.form)
        if not fields or any(code not in places for code in fields):
            return
        known = self.shown.setdefault(sheet.form.code, {})
        shown = [texts[places[code]] for code in fields]
        known.update(zip(texts[places[UID]], zip(*shown, strict=True), strict=True))

    def _strangers(self, sheet: SheetInPackage, texts: Sequence[Texts]) -> int:
        """Count the rows that show another parent than the one their uid names."""
        parent = sheet.form.parent
        places = [i for i, column in enumerate(sheet.columns) if column.shown_only]
        if not parent or not places:
            return 0
        known = self.shown.get(parent, {})
        uids = texts[[column.code for column in sheet.columns].index(parent)]
        blank = (None,) * len(places)
        rows = zip(*(texts[place] for place in places), strict=True)
        return sum(known.get(uid, blank) != shown for uid, shown in zip(uids, rows, strict=True))


def _compare(sheet: SheetInPackage, counted: Counted) -> Iterator[Misfit]:
    entry = sheet.entry
    name = entry.name
    if counted.rows != entry.rows:
        told = f"{entry.rows:,}"
        words = plural(
            "“{sheet}”有 {n} 行，清单写的是 {told} 行。", counted.rows, sheet=name, told=told
        )
        yield Misfit(CONTENT, words, name)
    for column, total in zip(entry.columns, counted.totals, strict=True):
        if column.total != total:
            message = _("“{sheet}”{column}合计 {total}，清单写的是 {told}。")
            values = {"column": column.label, "total": total, "told": column.total}
            yield Misfit(CONTENT, message.format(sheet=name, **values), name)
    if counted.digest != entry.digest:
        message = _("“{sheet}”的内容摘要与清单不一致。").format(sheet=name)
        yield Misfit(CONTENT, message, name)
    if counted.doubled:
        message = _("“{sheet}”的记录号 {uid} 出现多次。")
        yield Misfit(CONTENT, message.format(sheet=name, uid=counted.doubled), name)


def _check_lists(manifest: Manifest, checker: _SheetChecker) -> Iterator[Misfit]:
    shown = checker.shown.get("carrier", {})
    if {uid: names[-1] or "" for uid, names in shown.items()} != dict(manifest.carriers):
        yield Misfit(CONTENT, _("清单的载体与载体表不一致。"), NAME)
    firms = checker.shown.get("firm", {})
    seen: set[str] = set()
    for entry in manifest.due:
        if entry.firm in seen:
            message = _("应报名录中“{name}”出现多次。").format(name=entry.name)
            yield Misfit(CONTENT, message, NAME)
        if (firms.get(entry.firm, ("",))[-1] or "") != entry.name:
            message = _("应报名录中“{name}”与企业表不符。").format(name=entry.name)
            yield Misfit(CONTENT, message, NAME)
        seen.add(entry.firm)
