"""Writes a report package: a signed workbook that people open and programs read without loss.

::

    summary = write_package(path, content, signer, catalogue=catalogue, when=now, progress=progress)

Sheets are 封面, 汇总, 审核说明, one for each form, and 清单.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, listed
from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import MAX_INFLATED
from desktop_app.packages.opc.deflate import Deflater
from desktop_app.packages.pki.admission import Admission
from desktop_app.packages.pki.keys import Signer
from desktop_app.packages.report.book import Progress, ReportBook
from desktop_app.packages.report.model import PackageContent, PackageSummary
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verdict import Refused, Subject, Verdict, Word
from desktop_app.packages.verify import verify
from desktop_app.sheets.write_file import settle, whole_file
from desktop_app.sheets.writing.book import Part, book_parts
from desktop_app.sheets.writing.shell import Drawn, Streaming
from desktop_app.sheets.xlsx.turns import quick_turns

_LEVEL = 3
"""Takes half as long as level 6, and the file is an eighth bigger; level 4 gains nothing."""
_BLOCK = 512 * 1024
_WAITING = 2
"""Blocks that may wait for the second thread: enough to keep it busy, few enough to be small."""


def write_package(
    path: Path,
    content: PackageContent,
    signer: Signer,
    *,
    catalogue: Catalogue,
    when: datetime,
    progress: Progress | None = None,
    signatures: int = 1,
    admitted: Sequence[Admission] = (),
) -> PackageSummary:
    """Write a package to `path`, read it again from the disk, and only then let it take its place.

    With 2 `signatures` it awaits that of the 负责人 (`countersign`). `admitted` are the
    certificates of other CAs that stand for someone, the signer's perhaps.

    Raises:
        UserError: A text that no cell can hold, a package over the caps (names the table), a
            certificate that is not valid at `when`, or a `path` that cannot be written. The file
            that stood at `path` is as it was.
        Cancelled: `progress` raised it.
    """
    book = ReportBook(content, catalogue, progress or _say_nothing)
    sealed = write_sealed(
        path,
        book.sheets(),
        signer,
        when=when,
        unit=content.unit,
        signatures=signatures,
        admitted=admitted,
    )
    return replace(sealed, counts=book.counts)


def write_sealed(
    path: Path,
    sheets: Sequence[Drawn | Streaming],
    signer: Signer,
    *,
    when: datetime,
    unit: str,
    signatures: int = 1,
    admitted: Sequence[Admission] = (),
) -> PackageSummary:
    """Write any sealed workbook, signed for `unit`; see `write_package`."""
    with whole_file(path) as file:
        writer = SealedWriter(file, len(sheets), signatures)
        _write(writer, sheets, signer, when)
        settle(file)
        file.seek(0)
        data = file.read()
        trust = (*signer.chain, *(one.issuer for one in admitted))
        verdict = verify(data, trust=trust, now=when, expected_unit=unit, admitted=admitted)
        _insist(verdict)
    return PackageSummary(verdict.digest, len(data))


def _say_nothing(_done: int, _all: int) -> None:
    """Take the place of a progress that nobody asked for."""


def _insist(verdict: Verdict) -> None:
    causes = {cause.id for cause in verdict.causes}
    if "other-unit" in causes:
        message = _("证书不是本单位的，不能用它签这一包。")
        raise UserError(message, _("换成本单位的证书再导出，文件未生成。"))
    if "certificate-purpose" in causes:
        message = _("证书不是用来签名的，不能用它签这一包。")
        raise UserError(message, _("换成签名的密钥再导出，文件未生成。"))
    if "signer-role" in causes:
        message = _("任务要求两个签名，先签的不能是单位负责人。")
        raise UserError(message, _("由填报人用自己的密钥导出，负责人再签，文件未生成。"))
    if verdict.about(Subject.CONTENT) is not Word.VALID:
        told = listed(cause.id for cause in verdict.causes)
        message = _("写好的文件读回来不对（{causes}），可能是磁盘有问题。").format(causes=told)
        raise UserError(message, _("换一个磁盘再导出，原来的文件未动。"))


# -- the parts into the file -------------------------------------------------------------------


def _write(
    writer: SealedWriter, sheets: Sequence[Drawn | Streaming], signer: Signer, when: datetime
) -> None:
    try:
        _pump(book_parts(sheets), writer)
        writer.finish(signer, when)
    except Refused as refused:
        raise _over_the_cap(refused, sheets) from refused


def _pump(parts: Iterable[Part], writer: SealedWriter) -> None:
    """Compress and hash in a second thread what the first one makes."""
    waiting: deque[Future[None]] = deque()
    inflated = 0
    with quick_turns(), ThreadPoolExecutor(1) as second:
        for part in parts:
            if part.name == layout.WORKBOOK_RELATIONSHIPS:
                continue
            deflater = Deflater(_LEVEL)
            for block in _gathered(part.data):
                inflated += len(block)
                if inflated > MAX_INFLATED:
                    raise Refused("inflates-too-large", name=part.name)
                waiting.append(second.submit(deflater.write, block))
                if len(waiting) > _WAITING:
                    waiting.popleft().result()
            waiting.append(second.submit(_close_part, writer, part.name, deflater))
        for future in waiting:
            future.result()


def _gathered(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Join blocks to large ones: the second thread waits for the first after each."""
    gathered: list[bytes] = []
    size = 0
    for block in blocks:
        gathered.append(block)
        size += len(block)
        if size >= _BLOCK:
            yield b"".join(gathered)
            gathered.clear()
            size = 0
    yield b"".join(gathered)


def _close_part(writer: SealedWriter, name: str, deflater: Deflater) -> None:
    writer.add_deflated(name, deflater.finish())


def _over_the_cap(refused: Refused, sheets: Sequence[Drawn | Streaming]) -> UserError:
    names = {layout.sheet_name(n): sheet.name for n, sheet in enumerate(sheets, 1)}
    name = str(refused.cause.shown.get("name", ""))
    message = _("到工作表“{sheet}”时，报送包超过大小上限（文件 64 MB，展开 256 MB）。")
    hint = _("核对这张表有没有多余的记录，文件未生成。")
    return UserError(message.format(sheet=names.get(name, name)), hint)
