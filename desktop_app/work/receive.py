"""The verdict on a received file; needs no workspace, database or window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.packages.pki.trust import read_given
from desktop_app.packages.verdict import Verdict
from desktop_app.packages.verify import read_package, verify
from desktop_app.packages.wording import messages

Progress = Callable[[int, int], None]


def silent(_done: int, _all: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with the verdict on it.

    Attributes:
        path: The file.
        verdict: Word, causes, signer; without workbook where its content does not fit.
        sentences: What is said of it, the worst first.
        misfits: Ids (PKG-001 …) of what 清单 and sheets disagree about, where that was asked.
    """

    path: Path
    verdict: Verdict
    sentences: tuple[str, ...]
    misfits: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The word for the file; content that does not fit is 无效."""
        return "无效" if self.misfits else self.verdict.word.value

    @property
    def exit_code(self) -> int:
        """What `verify` ends with."""
        return 2 if self.misfits else self.verdict.exit_code


def judge_file(
    path: Path,
    trust: Sequence[Path],
    *,
    expected_unit: str = "",
    content: bool = False,
    progress: Progress = silent,
) -> Judged:
    """Return the verdict on a file.

    Args:
        path: The received file.
        trust: CA certificates, with revocation lists and admissions: files, or folders of them.
            The system's are never asked.
        expected_unit: Code of the unit that must have signed, or "".
        content: Hold 清单 against the sheets too.
        progress: Told (done, all) records of holding 清单 against them.

    Raises:
        UserError: The file or a certificate cannot be read.
    """
    known = read_given(trust).trusted
    data = read_package(path)
    verdict = verify(
        data,
        trust=known.certificates,
        now=datetime.now(UTC),
        expected_unit=expected_unit or None,
        revoked=known.revoked,
        admitted=known.admitted,
    )
    judged = Judged(path, verdict, tuple(messages(verdict)))
    return _with_content(judged, progress) if content and verdict.workbook else judged


def _with_content(judged: Judged, progress: Progress) -> Judged:
    from desktop_app.catalogue import load
    from desktop_app.packages.report.inspect import inspect

    workbook = judged.verdict.workbook
    if workbook is None:
        return judged
    misfits = inspect(workbook, load(), {}, progress).misfits
    if not misfits:
        return judged
    return replace(
        judged,
        sentences=tuple(misfit.message for misfit in misfits),
        misfits=tuple(misfit.id for misfit in misfits),
    )
