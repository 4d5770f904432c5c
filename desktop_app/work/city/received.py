"""Packages as the city receives them: judged, kept in `received/`, and their place in the chain."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desktop_app.domain.chain import Link
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.countersign import MISSING
from desktop_app.packages.envelope import does_not_open, is_envelope, opened, outer_digest
from desktop_app.packages.first_form import package_digest
from desktop_app.packages.notice import is_notice
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.pki.revocation import read_trusted
from desktop_app.packages.report.manifest import Manifest
from desktop_app.packages.report.readback import manifest_of
from desktop_app.packages.task import is_task
from desktop_app.packages.verdict import Cause, Verdict, Word
from desktop_app.packages.verify import verify
from desktop_app.packages.wording import messages
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.write_file import whole_file
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.work.city.arrivals import MERGED, WAITING
from desktop_app.work.task.in_force import signatures_needed
from desktop_app.work.workspace import Workspace

SUFFIXES = (".xlsx", ".p7m")
"""What packages end with; a copy of an envelope is called “330203.xlsx - 副本.p7m”."""
HELD = 96 * 1024 * 1024
"""Bytes of packages that are held in memory between looking and merging; others are read again."""


@dataclass(slots=True)
class Looked:
    """A file that was judged, and what it says of itself.

    Attributes:
        path: The file.
        verdict: Word, causes and signer.
        manifest: 清单, where the file is a valid package.
        sentences: What is said of it, the worst first.
        received_at: When it was first received.
        accepted: Whether a person wants it merged in spite of a gap or fork.
    """

    path: Path
    verdict: Verdict
    manifest: Manifest | None
    sentences: tuple[str, ...]
    received_at: datetime
    held: VerifiedWorkbook | None = field(default=None, repr=False)
    opener: KeySigner | None = field(default=None, repr=False)
    accepted: bool = False

    @property
    def link(self) -> Link:
        """Its place in the chain, as it says itself."""
        manifest = self.manifest
        if manifest is None:
            raise ValueError(self.path)
        digest = self.verdict.digest
        return Link(digest, manifest.previous, manifest.period, manifest.revision)

    def workbook(self, ws: Workspace) -> VerifiedWorkbook:
        """Return the judged bytes, judged once more where they were not held.

        Raises:
            UserError: The file is another one now.
        """
        if self.held is not None:
            return self.held
        again = look(ws, self.path, self.received_at, self.opener)
        if again.held is None or again.verdict.digest != self.verdict.digest:
            raise UserError(
                _("{file} 在验证之后变了。").format(file=self.path.name),
                _("没有并入，数据未动。等它拷完再合并一次。"),
            )
        self.held = again.held
        return again.held


def look(
    ws: Workspace,
    path: Path,
    now: datetime,
    opener: KeySigner | None = None,
    *,
    signatures: int = 1,
) -> Looked:
    """Judge a file by the certificates that the workspace trusts; `opener` opens an envelope.

    With 0 `signatures` the first one does, for the maker's own files.

    Raises:
        UserError: It cannot be read, or is an envelope and nothing was given to open it with.
    """
    inner = _look_into(ws, path, opened(path, opener), now, signatures)
    if not is_envelope(path):
        return inner
    if inner.manifest is not None and inner.verdict.valid:
        inner.opener = opener
        return inner
    # Whatever is wrong inside is one and the same answer.
    cause = Cause("not-a-workbook")
    return Looked(path, Verdict(outer_digest(path), (cause,)), None, (does_not_open(),), now)


def _look_into(ws: Workspace, path: Path, data: bytes, now: datetime, signatures: int) -> Looked:
    before = first_received(ws, package_digest(data))
    received = before or now
    known = read_trusted(ws.trust)
    verdict = verify(
        data,
        trust=known.certificates,
        now=now,
        received_at=received,
        revoked=known.revoked,
        admitted=known.admitted,
        signatures=signatures,
    )
    if verdict.workbook is None:
        return Looked(path, verdict, None, messages(verdict), received)
    try:
        manifest = manifest_of(verdict.workbook)
    except NotOurs as error:
        return Looked(path, verdict, None, (_no_package(verdict.workbook, error),), received)
    # What was received when one signature did stays so.
    if before is None and signatures and _lacks_signature(ws, verdict, manifest):
        verdict = replace(verdict, causes=(Cause(MISSING), *verdict.causes), workbook=None)
        return Looked(path, verdict, None, messages(verdict), received)
    said = messages(verdict) if verdict.causes else ()
    # The bytes are held in one place alone, or they could not be let go.
    let_go = replace(verdict, workbook=None)
    return Looked(path, let_go, manifest, tuple(said), received, verdict.workbook)


def _no_package(workbook: VerifiedWorkbook, error: NotOurs) -> str:
    """Say what a sealed workbook is that is no report package."""
    if is_task(workbook):
        return _("这是任务文件，不是报送包。")
    if is_notice(workbook):
        return _("这是回执或退回单，不是报送包。")
    return _("清单读不出来（{place}）。").format(place=error)


def _lacks_signature(ws: Workspace, verdict: Verdict, manifest: Manifest) -> bool:
    return verdict.countersigner is None and signatures_needed(ws, manifest.period) > 1


def word_of(looked: Looked) -> Word:
    """Return the word for a file: one that is signed but is no package of ours is 无效."""
    if looked.manifest is None and looked.verdict.workbook is not None:
        return Word.INVALID
    return looked.verdict.word


def look_at_all(
    ws: Workspace, paths: Iterable[Path], now: datetime, opener: KeySigner | None = None
) -> list[Looked]:
    """Judge files; one that cannot be read is told with the others."""
    found: list[Looked] = []
    for path in paths:
        found.append(look_at_one(ws, path, now, opener, found))
    return found


def look_at_one(
    ws: Workspace,
    path: Path,
    now: datetime,
    opener: KeySigner | None = None,
    others: Sequence[Looked] = (),
) -> Looked:
    """Judge a file; that it cannot be read is a result too.

    Its bytes are held in memory where what is held of `others` leaves room for them.
    """
    try:
        looked = look(ws, path, now, opener)
    except UserError as error:
        said = tuple(filter(None, (error.message, error.hint)))
        return Looked(path, Verdict("", ()), None, said, now)
    held = sum(len(one.held.data) for one in (*others, looked) if one.held)
    if held > HELD:
        looked.held = None
    return looked


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are meant: a folder means the packages in it and in its folders.

    Raises:
        UserError: A path is missing, or there is no workbook at all.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += _packages_below(path)
        else:
            found.append(path)
    if not found:
        raise UserError(_("没有可以合并的报送包。"), _("数据未动。选报送包或放报送包的文件夹。"))
    return found


def _packages_below(folder: Path) -> list[Path]:
    """Return what may be packages in a folder and its folders: each district may have its own."""
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(at) / name
            for name in sorted(names)
            if name.lower().endswith(SUFFIXES) and not name.startswith(("~$", "."))
        ]
    return found


def has_envelopes(paths: Sequence[Path]) -> bool:
    """Whether the city's key is needed to open one of these packages."""
    return any(is_envelope(path) for path in files_in(paths))


# -- what the database knows of them --------------------------------------------------------------


def first_received(ws: Workspace, digest: str) -> datetime | None:
    """Return when a package was first received, also if its merge was taken back since.

    A district knows it of its own packages from what the city answered.
    """
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT min(at) FROM (SELECT at FROM exchange WHERE digest = :it AND kind = 'package' "
            "UNION ALL SELECT at FROM exchange_history WHERE digest = :it AND kind = 'package' "
            "UNION ALL SELECT received_at FROM exchange WHERE about = :it)",
            {"it": digest},
        ).fetchone()
    return datetime.fromisoformat(str(found[0])) if found and found[0] else None


def merged_links(ws: Workspace, unit: str) -> list[Link]:
    """Return the packages of a unit that were merged."""
    rows = ws.store.of(unit).rows(
        "exchange",
        ("digest", "previous", "for_period", "revision"),
        where="r.kind = 'package' AND r.state = ?",
        params=(MERGED,),
    )
    return [
        Link(str(digest), str(previous or ""), str(period), int(revision or 1))
        for _uid, _version, digest, previous, period, revision in rows
    ]


def waiting_files(ws: Workspace) -> list[Path]:
    """Return the kept packages that wait for a person, or for the package before them."""
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT file FROM exchange WHERE kind = 'package' AND state = ? ORDER BY file",
            (WAITING,),
        ).fetchall()
    return [path for (name,) in found if (path := ws.received / str(name)).is_file()]


def kept_name(looked: Looked) -> str:
    """Return the name of a package's copy in `received/`."""
    link = looked.link
    manifest = looked.manifest
    unit = manifest.unit if manifest else ""
    return f"{unit}_{link.period}_第{link.revision}版_{link.digest[:12]}.xlsx"


def keep(ws: Workspace, looked: Looked, workbook: VerifiedWorkbook) -> None:
    """Keep a copy of the judged bytes in `received/`.

    Raises:
        UserError: The disk is full, or the folder cannot be written.
    """
    path = ws.received / kept_name(looked)
    if path.is_file() and path.read_bytes() == workbook.data:
        return
    with whole_file(path) as file:
        file.write(workbook.data)
