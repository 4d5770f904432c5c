"""The 负责人 signs a package that the 填报人 made, here or on another computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, period_label
from desktop_app.packages.countersign import Awaiting, awaiting, insist
from desktop_app.packages.countersign import countersign as sign_second
from desktop_app.packages.envelope import Recipient, recipients, seal_for
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.revocation import read_trusted
from desktop_app.packages.pki.token_file import open_signer
from desktop_app.packages.report.inspect import inspect
from desktop_app.packages.report.model import PackageSummary
from desktop_app.packages.verify import read_package, verify
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.hand_out import hand_out
from desktop_app.work.keys.admit import refuse_unadmitted
from desktop_app.work.keys.enrol import signing_key
from desktop_app.work.report.half_signed import (
    HalfSigned,
    half_known_by,
    let_go,
    record_sent,
    was_given_up,
)
from desktop_app.work.workspace import CITY, Workspace


@dataclass(frozen=True, slots=True)
class Countersigned:
    """A package that has both signatures.

    Attributes:
        path: Where it was written.
        digest: What it is known by: the same as before the second signature.
        kept: The copy in `sent/`, or None where this workspace did not make the package; its
            report is 已上报 now.
    """

    path: Path
    digest: str
    kept: Path | None


def look_at_half(ws: Workspace, path: Path) -> Awaiting:
    """Judge a package that awaits its second signature, for the 负责人 to look at first.

    Raises:
        UserError: It cannot be read, is not in order, needs no second signature, or is another
            unit's.
    """
    known = read_trusted(ws.trust)
    found = awaiting(read_package(path), known, datetime.now(UTC))
    half = half_known_by(ws, found.digest)
    if half is None and was_given_up(ws, found.digest):
        raise UserError(
            _("这一包后来又重新导出过，或已撤销。"),
            _("没有签名，文件未动。签最后导出的那一份。"),
        )
    if half is not None and not half.holds:
        raise UserError(
            _("这一包导出以后，{period}的数改过，或重新审核过。").format(
                period=period_label(half.report.period)
            ),
            _("没有签名，文件未动。让填报人重新导出。"),
        )
    if found.signer.unit != ws.unit:
        raise UserError(
            _("这是单位 {unit} 的报送包。").format(unit=found.signer.unit),
            _("没有签名。选本单位（{unit}）的报送包。").format(unit=ws.unit),
        )
    return found


def head_key(ws: Workspace) -> Path:
    """Return the key of the 负责人 that the workspace has.

    Raises:
        UserError: It has none.
    """
    path = signing_key(ws, Purpose.COUNTERSIGN)
    if path is None:
        raise UserError(
            _("工作区里没有负责人的密钥。"),
            _("没有签名。用 --key 给出，或用 keys new --head 新建并申请证书。"),
        )
    return path


def countersign(
    ws: Workspace,
    path: Path,
    *,
    key: Path,
    password: str,
    out: Path,
    encrypt: Path | None = None,
) -> Countersigned:
    """Put the second signature to a package, verify the outcome in full, and only then write it.

    Args:
        ws: A workspace of the unit: the one that made the package, or the 负责人's own.
        path: The package; `out` may be the same file.
        key: The .p12 of the 负责人; `password` opens it.
        password: Of the key.
        out: Where the package is wanted.
        encrypt: The city's certificate: `out` is an envelope then, for the city and this office.

    Raises:
        UserError: The package or the key is not in order, its sheets do not fit its 清单, or
            `out` cannot be written. The file is as it was.
    """
    package = look_at_half(ws, path)
    signer = open_signer(key, password)
    known = read_trusted(ws.trust)
    refuse_unadmitted(signer, known)
    own = (ws.keys, ws.unit, signer.certificate)
    readers = recipients(encrypt, out, trust=known, city=CITY, own=own)
    when = datetime.now(UTC).replace(microsecond=0)
    data = sign_second(package, signer, when, known.admitted)
    verdict = verify(
        data,
        trust=known.certificates,
        now=when,
        revoked=known.revoked,
        signatures=2,
        admitted=known.admitted,
    )
    insist(verdict)
    if verdict.workbook is not None:
        misfits = inspect(verdict.workbook, ws.catalogue).misfits
        if misfits:
            raise UserError(misfits[0].message, _("没有签名，文件未动。让填报人重新导出。"))
    half = half_known_by(ws, verdict.digest)
    if half is not None:
        return _send(ws, half, data, out, readers)
    with whole_file(out) as file:
        file.write(seal_for(data, readers) if readers else data)
        # Kept before it is handed out, or a sudden end would leave only half of it here.
        kept = _keep(ws, verdict.digest, data)
    return Countersigned(out, verdict.digest, kept)


def _send(
    ws: Workspace, half: HalfSigned, data: bytes, out: Path, readers: Sequence[Recipient]
) -> Countersigned:
    """Record a package of this workspace that has both signatures as sent, and hand it out."""
    kept = ws.sent / half.path.name

    def make(path: Path) -> PackageSummary:
        with whole_file(path) as file:
            file.write(data)
        return PackageSummary(half.digest, len(data))

    done = hand_out(
        ws, kept, out, make=make, record=lambda _made: record_sent(ws, half), readers=readers
    )
    let_go(half)
    return Countersigned(kept if out == half.path else done.path, half.digest, kept)


def _keep(ws: Workspace, digest: str, data: bytes) -> Path | None:
    """Let the copy in `sent/` be the one with both signatures."""
    sent = ws.store.rows(
        "report", ("package_name",), where="r.package_digest = ?", params=(digest,)
    )
    for _uid, _version, name in sent:
        kept = ws.sent / Path(str(name)).name
        with whole_file(kept) as file:
            file.write(data)
        return kept
    return None


__all__ = ["Awaiting", "Countersigned", "countersign", "head_key", "look_at_half"]
