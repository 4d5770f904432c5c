"""The verdict on a received file; needs no workspace, database or window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.packages.envelope import does_not_open, is_envelope, opened, outer_digest
from desktop_app.packages.first_form import package_digest
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.pki.trust import read_given
from desktop_app.packages.verdict import Cause, Verdict
from desktop_app.packages.verify import verify
from desktop_app.packages.wording import messages

if TYPE_CHECKING:
    from desktop_app.packages.report.inspect import Misfit
    from desktop_app.packages.workbook import VerifiedWorkbook

Progress = Callable[[int, int], None]


def never(_digest: str) -> None:
    """Know of no file when it was received."""


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
    opener: KeySigner | None = None,
    received: Callable[[str], datetime | None] = never,
    progress: Progress = silent,
) -> Judged:
    """Return the verdict on a file.

    Args:
        path: The received file.
        trust: CA certificates, with revocation lists and admissions: files, or folders of them.
            The system's are never asked.
        expected_unit: Code of the unit that must have signed, or "".
        content: Hold 清单 against the sheets too.
        opener: The key that opens a package in an envelope.
        received: Tells when a package of a digest is known to have been received, or None.
        progress: Told (done, all) records of holding 清单 against them.

    Raises:
        UserError: The file or a certificate cannot be read, or nothing was given to open it with.
    """
    known = read_given(trust).trusted
    data = opened(path, opener)
    verdict = verify(
        data,
        trust=known.certificates,
        now=datetime.now(UTC),
        expected_unit=expected_unit or None,
        received_at=received(package_digest(data)),
        revoked=known.revoked,
        admitted=known.admitted,
    )
    if is_envelope(path) and not verdict.valid:
        # Whatever is wrong inside is one and the same answer.
        shut = Verdict(outer_digest(path), (Cause("not-a-workbook"),))
        return Judged(path, shut, (does_not_open(),))
    judged = Judged(path, verdict, tuple(messages(verdict)))
    return _with_content(judged, progress) if content and verdict.workbook else judged


def _with_content(judged: Judged, progress: Progress) -> Judged:
    workbook = judged.verdict.workbook
    if workbook is None:
        return judged
    misfits = _misfits(workbook, progress)
    if not misfits:
        return judged
    return replace(
        judged,
        sentences=tuple(misfit.message for misfit in misfits),
        misfits=tuple(misfit.id for misfit in misfits),
    )


def _misfits(workbook: VerifiedWorkbook, progress: Progress) -> Sequence[Misfit]:
    """Return what a sealed workbook of any kind shows people otherwise than programs."""
    from desktop_app.catalogue import load
    from desktop_app.packages.notice import is_notice, read_notice
    from desktop_app.packages.report.inspect import CONTENT, Misfit, inspect
    from desktop_app.packages.task import is_task, read_task
    from desktop_app.sheets.writing.reread import NotOurs

    catalogue = load()
    try:
        if is_notice(workbook):
            read_notice(workbook, catalogue)
        elif is_task(workbook):
            read_task(workbook, catalogue)
        else:
            return inspect(workbook, catalogue, {}, progress).misfits
    except NotOurs as error:
        message = _("“{place}”不是本软件的写法，或本版不认识。")
        return (Misfit(CONTENT, message.format(place=error)),)
    return ()
