"""Asks for the passwords of encrypted files, each once unless a person wants to try again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview
from desktop_app.sheets.read_errors import FileProblem
from desktop_app.ui.components import dialogs
from desktop_app.ui.components.dialogs import Question


class FilePasswords:
    """Asks, and tells what was entered.

    Args:
        page: What the dialog stands above.
        given: Takes a password.

    Attributes:
        question: The dialog that was opened last.
    """

    def __init__(self, page: QWidget, given: Callable[[str], object]) -> None:
        self.question: Question | None = None
        self._page = page
        self._given = given
        self._tried: Path | None = None
        self._declined: set[Path] = set()

    def forget(self) -> None:
        """Ask for all of them again: other files are looked at."""
        self._tried = None
        self._declined.clear()

    def ask(self, preview: ImportPreview) -> None:
        """Ask for the password of the first file that waits for one."""
        waiting = [f for f in preview.files if is_locked(f) and f.path not in self._declined]
        if waiting:
            self.ask_for(waiting[0])
        else:
            self._tried = None

    def ask_for(self, file: FilePreview) -> None:
        """Ask for the password of a file; who gives none is not asked again for it."""
        path, self._declined = file.path, self._declined - {file.path}
        words = str(file.problem)
        if path == self._tried:
            words = _("刚才输入的密码打不开它。核对大小写后再输，或点“取消”先导入其他文件。")

        def given(password: str) -> None:
            self._tried = path
            self._given(password)

        self.question = dialogs.ask_password(
            self._page,
            _("“{file}”的打开密码？").format(file=path.name),
            words,
            (_("打开"), given),
        )
        self.question.rejected.connect(lambda: self._declined.add(path))


def is_locked(file: FilePreview) -> bool:
    """Whether a file waits for its password."""
    return file.problem is not None and file.problem.problem is FileProblem.PASSWORD
