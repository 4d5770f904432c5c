"""Why a file could not be read, each with its way out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _


class FileProblem(StrEnum):
    """Stable ids of what is wrong with a file as a whole."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    PASSWORD = "password"  # noqa: S105 - a reason, not a password
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"


GARBLED = "garbled"
"""Detail of a damaged text whose letters were lost before it came to us."""


class RefusedError(Exception):
    """Some bytes are no spreadsheet that we read.

    Attributes:
        problem: What is wrong.
        detail: What the bytes are instead ("PDF"), or "".
    """

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.detail = detail


class BadFile(UserError):  # noqa: N818 - a state of the file that a person can change
    """A file that cannot be read; the others of the same import are not touched by it.

    Attributes:
        problem: What is wrong.
        path: The file.
    """

    def __init__(self, path: Path, problem: FileProblem, detail: str = "") -> None:
        what, hint = _words(problem, detail)
        super().__init__(what.format(file=path.name), hint)
        self.path = path
        self.problem = problem
        self._detail = detail

    def __reduce__(self) -> tuple[type[BadFile], tuple[Path, FileProblem, str]]:
        """Say how it is made again in another process."""
        return BadFile, (self.path, self.problem, self._detail)


def _words(problem: FileProblem, detail: str) -> tuple[str, str]:
    kept = _("数据未动。")
    if problem is FileProblem.UNSUPPORTED:
        kind = detail or _("不认识的格式")
        return _("“{file}”不是能读的表格（{kind}）。").replace("{kind}", kind), _(
            "在 Excel 或 WPS 中另存为 .xlsx 后再导入。"
        ) + kept
    if detail == GARBLED:
        return _("“{file}”里的文字是乱码，原来的字已丢失。"), _(
            "向来源重新要一份；导出时选 UTF-8 或 GB18030 编码。"
        ) + kept
    words = {
        FileProblem.MISSING: (
            _("找不到文件“{file}”。"),
            _("核对路径；U 盘上的文件先确认 U 盘已插好。"),
        ),
        FileProblem.UNREADABLE: (
            _("读不了“{file}”：文件被别的程序占用，或没有读取权限。"),
            _("关闭打开它的程序，或把文件复制到自己的文件夹后再导入。"),
        ),
        FileProblem.EMPTY: (_("“{file}”是空文件。"), _("向来源重新要一份。")),
        FileProblem.PASSWORD: (
            _("“{file}”有打开密码，或密码不对。"),
            _("输入打开密码，或在 Excel 中去掉密码后另存。"),
        ),
        FileProblem.CORRUPT: (
            _("“{file}”已损坏或没有复制完整。"),
            _("用 Excel 或 WPS 打开修复后另存，或重新复制一份。"),
        ),
        FileProblem.TOO_LARGE: (
            _("“{file}”太大，超过能读的上限。"),
            _("删去多余的行列和工作表，或分成几个文件。"),
        ),
    }
    what, hint = words[problem]
    return what, hint + kept
