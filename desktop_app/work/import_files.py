"""Importing spreadsheets: preview what they bring, then write it as one batch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _
from desktop_app.importing.listing import entries
from desktop_app.importing.model import ImportOptions, Outcome
from desktop_app.importing.plan import make_plan
from desktop_app.importing.preview import ImportPreview
from desktop_app.importing.preview import preview_files as read_and_preview
from desktop_app.sheets.read_errors import BadFile
from desktop_app.work.workspace import Workspace

__all__ = ["ImportOptions", "ImportResult", "import_files", "preview_files", "write_listing"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        applied: The batch, or None where nothing changed.
        counts: Rows by outcome; rows read are their sum.
        problems: Files that could not be read; the others were imported.
        preview: What it was made from.
    """

    applied: Applied | None
    counts: Mapping[Outcome, int]
    problems: tuple[BadFile, ...] = ()
    preview: ImportPreview | None = field(default=None, repr=False)

    @property
    def exit_code(self) -> int:
        """What the command line ends with: 2 for a refused file, 1 for refused rows, else 0."""
        if self.problems:
            return 2
        return 1 if self.counts.get(Outcome.REJECTED) else 0


def silent(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


def preview_files(
    ws: Workspace,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    progress: Progress = silent,
) -> ImportPreview:
    """Read files and return what importing them would do; nothing is written.

    Args:
        ws: The workspace.
        paths: Files, or folders of files.
        options: Period, password, decisions about columns.
        progress: Told (rows read, rows in all); may raise Cancelled.
    """
    return read_and_preview(
        paths,
        catalogue=ws.catalogue,
        existing=ws.store,
        unit=ws.unit,
        options=options or ImportOptions(),
        progress=progress,
    )


def import_files(
    ws: Workspace,
    paths: Sequence[Path] | ImportPreview,
    options: ImportOptions | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Import files, or what a preview showed of them, as one batch.

    A checked copy of the database is made before anything is written. Files that cannot be read
    are named in the result and leave nothing behind; the others are imported.

    Raises:
        UserError: A file changed since its preview, a sent period is locked, the disk is full.
        Conflict: Records were changed since the preview; nothing was written.
    """
    if isinstance(paths, ImportPreview):
        preview = paths
        _refuse_changed(preview)
    else:
        preview = preview_files(ws, paths, options, progress)
    plan = make_plan(preview, ws.catalogue, ws.store)
    applied = None
    if plan.size:
        ws.store.backup("import")
        applied = ws.store.apply(plan)
    return ImportResult(applied, preview.counts, tuple(preview.problems), preview)


def write_listing(ws: Workspace, preview: ImportPreview, out: Path) -> None:
    """Write one JSON line for every record, refused row and refused file.

    Raises:
        UserError: The file cannot be written.
    """
    try:
        with out.open("w", encoding="utf-8", newline="\n") as file:
            for entry in entries(preview, ws.catalogue):
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError as error:
        raise UserError(
            _("写不了 {path}：{cause}。").format(path=out, cause=error.strerror),
            _("换一个可写的位置。数据未动。"),
        ) from error


def _refuse_changed(preview: ImportPreview) -> None:
    """Make sure that what was shown is what lies there now."""
    for file in preview.files:
        if not file.sha256:
            continue
        try:
            now = hashlib.sha256(file.path.read_bytes()).hexdigest()
        except OSError:
            now = ""
        if now != file.sha256:
            raise UserError(
                _("“{file}”在预览之后变了。").format(file=file.path.name),
                _("重新预览后再导入，数据未动。"),
            )
