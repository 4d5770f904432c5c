"""The error workbook: refused and questioned rows go back as the user's own sheets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.importing.memory.problem_sheets import count_problems, problem_sheets
from desktop_app.importing.memory.returned import reason_heading
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview
from desktop_app.sheets.read import SheetFile, read_file
from desktop_app.sheets.read_errors import BadFile
from desktop_app.sheets.returned.book import write_returned
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.workspace import Workspace

__all__ = ["count_problems", "errors_beside", "write_errors"]


def write_errors(ws: Workspace, preview: ImportPreview, path: Path) -> int:
    """Write the rows that were refused or questioned; return how many, 0 for no file.

    Put right and imported, the workbook touches these rows alone.

    Args:
        ws: The workspace.
        preview: What the files would bring.
        path: The workbook, .xlsx; it takes its place when it is whole.

    Raises:
        UserError: A file changed since it was read, or `path` cannot be written.
    """
    with errors_beside(ws, preview, path) as count:
        return count


@contextmanager
def errors_beside(ws: Workspace, preview: ImportPreview, path: Path | None) -> Iterator[int]:
    """Write the error workbook, and let it take its place when the block ends without an error.

    So an import that is refused leaves no workbook, and a workbook that cannot be written stops
    the import before it begins. See `write_errors`; without `path` nothing is written.
    """
    if path is None or not count_problems(preview):
        yield 0
        return
    if any(is_same(file.path, path) for file in preview.files):
        raise UserError(
            _("“{file}”就是要导入的文件，不能写成错误表。").format(file=path.name),
            _("换一个文件名。数据未动。"),
        )
    with whole_file(path) as file:
        returned = problem_sheets(preview, ws.catalogue, lambda one: _read_again(one, preview))
        write_returned(file, returned.sheets, reason_heading(), returned.note)
        yield returned.rows


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _read_again(source: FilePreview, preview: ImportPreview) -> SheetFile:
    """Read a file of a preview once more.

    Raises:
        UserError: It is another one now.
    """
    try:
        found = read_file(source.path, password=preview.options.password)
    except BadFile:
        found = None
    if found is None or found.sha256 != source.sha256:
        raise UserError(
            _("“{file}”在预览之后变了。").format(file=source.path.name),
            _("重新预览后再导入，数据未动。"),
        )
    return found
