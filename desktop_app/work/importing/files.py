"""Importing spreadsheets: preview what they bring, then write it as one batch."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from threading import Event

from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Applied, ChangePlan
from desktop_app.domain.states import LOCKED, ReportState
from desktop_app.i18n import _
from desktop_app.importing.listing import entries
from desktop_app.importing.model import ImportOptions, Outcome
from desktop_app.importing.plan import make_plan
from desktop_app.importing.preview import Stage, uncollected, untold
from desktop_app.importing.preview import preview_files as read_and_preview
from desktop_app.importing.records.gather import Gathered, nobody
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.sheets.read_errors import BadFile
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.importing.ahead import ImportBatch
from desktop_app.work.importing.errors import errors_beside, is_same
from desktop_app.work.workspace import Workspace

__all__ = ["ImportOptions", "ImportResult", "import_files", "preview_files", "write_listing"]

Progress = Callable[[int, int], None]
Written = Callable[["ImportResult"], object]

LISTED = 20_000
"""Records of an import whose findings are listed at once; those of more are only counted."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        applied: The batch, or None where nothing changed.
        counts: Rows by outcome; rows read are their sum.
        problems: Files that could not be read; the others were imported.
        kept: Decisions that were written to be remembered.
        returned: Refused and questioned rows that were written to go back.
        preview: What it was made from.
        findings: Findings by severity of the periods that it touched, after 全审; empty where
            nothing was checked.
    """

    applied: Applied | None
    counts: Mapping[Outcome, int]
    problems: tuple[BadFile, ...] = ()
    kept: int = 0
    returned: int = 0
    preview: ImportPreview | None = field(default=None, repr=False)
    findings: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """How many records were written, without what is only remembered."""
        return self.applied.count - self.kept if self.applied else 0

    @property
    def exit_code(self) -> int:
        """What the command line ends with: 2 for a refused file, 1 for refused rows, else 0."""
        if self.problems:
            return 2
        return 1 if self.counts.get(Outcome.REJECTED) else 0


def silent(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


def agreed(_preview: ImportPreview) -> None:
    """Have nothing against a preview."""


def keep_going(_result: ImportResult) -> None:
    """Tell nobody that it is written."""


def preview_files(
    ws: Workspace,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Progress = silent,
    stage: Stage = untold,
    *,
    gathered: Gathered = nobody,
) -> ImportPreview:
    """Read files and return what importing them would do; nothing is written.

    Args:
        ws: The workspace.
        paths: Files, or folders of files.
        options: Period, password, decisions about columns.
        progress: Told (done, all); may raise Cancelled.
        stage: Told which file, then which of its sheets is being read.
        gathered: Told the records of each form as soon as nothing more changes them.
    """
    return read_and_preview(
        paths,
        catalogue=ws.catalogue,
        existing=ws.store,
        unit=ws.unit,
        options=options or ImportOptions(),
        progress=progress,
        stage=stage,
        gathered=gathered,
    )


@uncollected()
def import_files(
    ws: Workspace,
    paths: Sequence[Path] | ImportPreview,
    options: ImportOptions | None = None,
    progress: Progress = silent,
    *,
    errors: Path | None = None,
    stage: Stage = untold,
    previewed: Callable[[ImportPreview], object] = agreed,
    written: Written = keep_going,
) -> ImportResult:
    """Import files, or what a preview showed of them, as one batch.

    A checked copy of the database is made before anything is written. Records are written as soon
    as all of their form are gathered, in one transaction that is committed at the end. Files that
    cannot be read are named in the result and leave nothing behind; the others are imported. Then
    the rules run on the periods that are touched and not sent; who cancels that keeps the import.

    Args:
        ws: The workspace.
        paths: Files, folders of files, or their preview.
        options: Period, password, decisions about columns; with a preview they are known.
        progress: Told (done, all) of the reading, then of the writing, then of the rules; may
            raise Cancelled.
        errors: Where the refused and questioned rows go; see `errors.write_errors`.
        stage: Told what is being done.
        previewed: Told what the files would bring before it stands; what it raises stops all of it.
        written: Told the result as soon as it stands, before the rules run.

    Raises:
        UserError: A file changed since its preview, a sent period is locked, the disk is full,
            the rows cannot be written to `errors`.
        Conflict: Records were changed since the preview; nothing was written.
    """
    with ImportBatch(ws, stage) as ahead:
        if isinstance(paths, ImportPreview):
            preview = paths
            _refuse_changed(preview)
        else:
            preview = preview_files(ws, paths, options, progress, stage, gathered=ahead.take)
        previewed(preview)
        with errors_beside(ws, preview, errors) as returned:
            plan = make_plan(preview, ws.catalogue, ws.store, ahead.blocks)
            # While SQLite still writes the last of the records.
            if plan.size:
                _read_rules(ws)
            counts = preview.counts
            applied = ahead.finish(plan, progress)
    problems, kept = tuple(preview.problems), _kept(ws, plan)
    result = ImportResult(applied, counts, problems, kept, returned, preview)
    if applied is None:
        return result
    with ThreadPoolExecutor(1) as beside:
        # The disk is what this waits for. Should it be full, all of it stays in the log.
        beside.submit(ws.store.settle)
        written(result)
        try:
            stage(_("按规则审核"))
            return replace(result, findings=_checked(ws, applied, progress))
        except (Cancelled, KeyboardInterrupt):
            # The batch stands by now; the periods left are shown as not checked.
            return result


def _read_rules(ws: Workspace) -> None:
    """Read the rules that will be asked."""
    for form in ws.catalogue.reported:
        ws.catalogue.rules.of(form.code)


def only_previewed(
    ws: Workspace, preview: ImportPreview, errors: Path | None = None
) -> ImportResult:
    """Return what an import would have done; nothing is written but the rows that go back.

    Raises:
        UserError: The rows cannot be written to `errors`.
    """
    with errors_beside(ws, preview, errors) as returned:
        problems = tuple(preview.problems)
    return ImportResult(None, preview.counts, problems, returned=returned, preview=preview)


def _kept(ws: Workspace, plan: ChangePlan) -> int:
    """Return how many decisions a plan writes to be remembered."""
    return sum(len(block.rows) for block in plan.blocks if ws.catalogue.form(block.form).aside)


def _checked(ws: Workspace, applied: Applied, progress: Progress) -> dict[Severity, int]:
    """Run all rules on the periods that a batch touched; return the findings by severity.

    Those of a large batch are counted and not listed: 全审 does that for the period at hand.
    """
    periods = _touched(ws, applied)
    run = _checked_in_turn if applied.count <= LISTED else _counted_side_by_side
    found: Counter[Severity] = Counter()
    for counts in run(ws, periods, progress):
        found.update({Severity(severity): number for severity, number in counts.items()})
    return dict(found)


def _checked_in_turn(
    ws: Workspace, periods: Sequence[str], progress: Progress
) -> Iterator[Mapping[str, int]]:
    for place, period in enumerate(periods):
        yield ws.store.check(period, _part(progress, place, len(periods)))


def _counted_side_by_side(
    ws: Workspace, periods: Sequence[str], progress: Progress
) -> Iterator[Mapping[str, int]]:
    # SQLite lets go of the interpreter while it works, so two threads use two cores. Only the rules
    # of standing records often call back into it; kept to one thread, nobody waits for them.
    is_over = Event()

    def standing() -> list[Mapping[str, int]]:
        return list(takewhile(lambda _: not is_over.is_set(), ws.store.tally_standing(periods)))

    forms = [form.code for form in ws.catalogue.reported if form.periodic]
    with ThreadPoolExecutor(2) as threads:
        lasting = threads.submit(standing)
        # Form by form, so that neither thread has much left when the other has nothing.
        each = [(period, form) for period in periods for form in forms]
        dated = [threads.submit(ws.store.tally_dated, *one) for one in each]
        try:
            for place, counted in enumerate(dated):
                progress(place, len(each))
                yield counted.result()
            yield from lasting.result()
        finally:
            is_over.set()
            for counted in dated:
                counted.cancel()
    progress(len(each), len(each))


def _part(progress: Progress, place: int, periods: int) -> Progress:
    return lambda done, whole: progress(place * whole + done, periods * whole)


def _touched(ws: Workspace, applied: Applied) -> list[str]:
    """Return the unsent periods whose findings a batch may change, in order.

    A standing record, such as a firm, is looked at in every period that is being worked on.
    """
    reports = ws.store.rows("report", ("period", "state"))
    states = {str(row[2]): ReportState(str(row[3])) for row in reports}
    touched = set(applied.periods)
    forms = map(ws.catalogue.form, applied.forms)
    if any(not (form.periodic or form.aside) for form in forms):
        touched |= states.keys()
    return sorted(touched - {period for period, state in states.items() if state in LOCKED})


def write_listing(ws: Workspace, preview: ImportPreview, out: Path) -> None:
    """Write one JSON line for every record, refused row and refused file.

    A file takes its place when it is whole; into a pipe the lines go as they come.

    Raises:
        UserError: The file cannot be written, or is one of those to be imported.
    """
    if any(is_same(file.path, out) for file in preview.files):
        raise UserError(
            _("“{file}”就是要导入的文件，不能写成清单。").format(file=out.name),
            _("换一个文件名。数据未动。"),
        )
    is_pipe = out.exists() and not out.is_file()
    with out.open("wb") if is_pipe else whole_file(out) as file:
        for entry in entries(preview, ws.catalogue):
            file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")


def _refuse_changed(preview: ImportPreview) -> None:
    """Make sure that what was shown is what lies there now."""
    for file in preview.files:
        if not file.sha256:
            continue
        try:
            with file.path.open("rb") as bytes_now:
                now = hashlib.file_digest(bytes_now, "sha256").hexdigest()
        except OSError:
            now = ""
        if now != file.sha256:
            raise UserError(
                _("“{file}”在预览之后变了。").format(file=file.path.name),
                _("重新预览后再导入，数据未动。"),
            )
