"""恢复: a district's workspace again, from the packages that it sent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain import chain
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, period_label
from desktop_app.packages.pki.revocation import Trusted, read_trusted
from desktop_app.packages.pki.trust import read_given
from desktop_app.packages.report.inspect import inspect
from desktop_app.packages.report.model import Row
from desktop_app.packages.verdict import Verdict, Word
from desktop_app.packages.verify import read_package, verify
from desktop_app.packages.wording import messages, next_step
from desktop_app.paths import take_place
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.city.received import Looked, files_in, look
from desktop_app.work.city.statements import statement_of
from desktop_app.work.workspace import Workspace, init_workspace

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A workspace that was made again.

    Attributes:
        folder: Where it lies.
        unit: Code of its unit.
        packages: Period and revision of the packages it was made from, in their order.
        records: How many records it has.
        missing: Digests of packages that others name as the one before them, but nobody gave.
    """

    folder: Path
    unit: str
    packages: tuple[tuple[str, int], ...]
    records: int
    missing: tuple[str, ...]


def rebuild(
    folder: Path,
    paths: Sequence[Path],
    trust: Sequence[Path],
    *,
    person: str = "",
    accept: bool = False,
    progress: Progress | None = None,
) -> Rebuilt:
    """Make a workspace in `folder` from packages; it appears there whole or not at all.

    Args:
        folder: An empty or missing folder.
        paths: The packages, or folders of them, in any order.
        trust: What they are judged by: the city's CA certificate, with its admissions of other
            CAs' certificates where such a one signed; files, or folders of them.
        person: Who works there.
        accept: Go on where a package is missing.
        progress: Told (packages done, all).

    Raises:
        UserError: A package is not valid or does not fit, they are of several units, one is
            missing, or the folder is not empty. Nothing was made.
    """
    files = files_in(paths)
    given = read_given(trust)
    unit = _unit_of(files, given.trusted)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(
            _("{folder} 不是空文件夹。").format(folder=folder), _("没有恢复。换一个空文件夹。")
        )
    draft = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        ws = init_workspace(draft, role="district", unit=unit, person=person)
        try:
            for name, data in given.files().items():
                with whole_file(ws.trust / name) as file:
                    file.write(data)
            made = _fill(ws, files, accept=accept, progress=progress)
        finally:
            ws.close()
        _give_place(draft, folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return replace(made, folder=folder)


def _unit_of(files: Sequence[Path], known: Trusted) -> str:
    """Return the unit whose packages the files are.

    Raises:
        UserError: One is not valid, or they are of several units.
    """
    units = set()
    for path in files:
        data = read_package(path)
        verdict = _judged(data, known, datetime.now(UTC))
        if verdict.workbook is None:
            verdict = _judged(data, known, _moment(verdict))
        if verdict.workbook is None:
            open_still = verdict.word is Word.UNDECIDED
            raise _bad(path, messages(verdict)[0], next_step(verdict) if open_still else "")
        units.add(verdict.unit)
    if len(units) > 1:
        raise UserError(
            _("这些报送包是几个单位的：{units}。").format(units="、".join(sorted(units))),
            _("没有恢复。只给本单位的报送包。"),
        )
    return units.pop()


def _judged(data: bytes, known: Trusted, now: datetime) -> Verdict:
    """Judge a package that this office made itself: its first signature is enough."""
    return verify(
        data,
        trust=known.certificates,
        now=now,
        revoked=known.revoked,
        admitted=known.admitted,
        signatures=0,
    )


def _moment(verdict: Verdict) -> datetime:
    """Return when a package is judged: when it was signed, for its certificate may have ended."""
    now = datetime.now(UTC)
    return min(verdict.claimed_at or now, now)


def _bad(path: Path, why: str, advice: str = "") -> UserError:
    return UserError(
        _("{file} 不能用来恢复：{why}").format(file=path.name, why=why),
        _("没有恢复。{advice}。").format(advice=advice)
        if advice
        else _("没有恢复。去掉它，或换一份完好的。"),
    )


def _fill(
    ws: Workspace, files: Sequence[Path], *, accept: bool, progress: Progress | None
) -> Rebuilt:
    known = read_trusted(ws.trust)
    now = datetime.now(UTC)
    looked: dict[str, Looked] = {}
    for path in files:
        at = _moment(_judged(read_package(path), known, now))
        one = look(ws, path, at, signatures=0)
        looked[one.verdict.digest] = one
    for one in looked.values():
        if one.manifest is None:
            raise _bad(one.path, one.sentences[0])
    links = chain.in_order(one.link for one in looked.values())
    missing = tuple(
        link.previous for link in links if link.previous and link.previous not in looked
    )
    if missing and not accept:
        raise UserError(
            _("缺少 {n} 包：后面的报送包写着它前面还有摘要 {digest}… 的一包。").format(
                n=len(missing), digest=missing[0][:12]
            ),
            _("没有恢复。补上那一包；确实没有了，加 --accept。"),
        )
    for done, link in enumerate(links):
        if progress:
            progress(done, len(links))
        _take(ws, looked[link.digest])
    records = sum(ws.store.count(form.code) for form in ws.catalogue.reported)
    packages = tuple((link.period, link.revision) for link in links)
    return Rebuilt(ws.folder, ws.unit, packages, records, missing)


def _take(ws: Workspace, looked: Looked) -> None:
    """Write what one package says, and keep it as sent."""
    workbook = looked.workbook(ws)
    rows: dict[str, list[Row]] = {}
    inspection = inspect(workbook, ws.catalogue, rows)
    if inspection.misfits:
        raise _bad(looked.path, inspection.misfits[0].message)
    link = looked.link
    statement = statement_of(ws, looked, rows, known=())
    name = str(statement.report["package_name"])
    with whole_file(ws.sent / name) as file:
        file.write(workbook.data)
    title = _("恢复：{period}，第 {n} 版").format(period=period_label(link.period), n=link.revision)
    ws.store.merge(replace(statement, exchange=None, title=title))


def _give_place(draft: Path, folder: Path) -> None:
    try:
        with suppress(FileNotFoundError):
            folder.rmdir()
        take_place(draft, folder)
    except OSError as error:
        raise UserError(
            _("{path} 写不进去：{cause}。").format(path=folder, cause=error.strerror),
            _("没有恢复。检查文件夹权限后再试。"),
        ) from error
