"""The strict verifier: says who signed the bytes of a sealed workbook, or why nobody can tell.

It needs no workspace, database or window, reads nothing but the bytes it is given, and never
raises: whatever is wrong with a file is a cause in its verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages import content
from desktop_app.packages.certificates import Circumstances, Revocations, identity_for, judge, pair
from desktop_app.packages.first_form import package_digest
from desktop_app.packages.opc import signature
from desktop_app.packages.opc.container import MAX_FILE, Container
from desktop_app.packages.opc.signature import Signature
from desktop_app.packages.pki.admission import Admission
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.verdict import Cause, Refused, Verdict, by_severity
from desktop_app.packages.workbook import VerifiedWorkbook


def verify(
    data: bytes,
    *,
    trust: Sequence[x509.Certificate],
    now: datetime,
    expected_unit: str | None = None,
    received_at: datetime | None = None,
    revoked: Sequence[Revocations] = (),
    signatures: int = 1,
    admitted: Sequence[Admission] = (),
) -> Verdict:
    """Return the verdict on a file.

    Args:
        data: The whole file.
        trust: The CA certificates that count; the system's are never asked.
        now: The time on this machine, with its zone.
        expected_unit: Code of the unit that must have signed; None for any.
        received_at: When the file is known to have been received, with its zone.
        revoked: The revocation lists to go by.
        signatures: How many it must have at least: 2 where the 负责人 has to sign as well, 0
            for the maker's own files, of which the first signature tells all.
        admitted: Which certificates of other CAs stand for whom.
    """
    known = Circumstances(trust, now, expected_unit, received_at, revoked, signatures, admitted)
    try:
        return _verdict(data, known)
    except Exception as error:  # noqa: BLE001 - a hostile file may hit a fault; that is no pass
        return Verdict(_digest(data), (Cause("fault", {"kind": type(error).__name__}),))


def read_package(path: Path, most: int = MAX_FILE) -> bytes:
    """Return the bytes of a received file, one more than the `most` that it may have.

    Raises:
        UserError: It is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise UserError(
            _("找不到 {path}。").format(path=path), _("核对文件名，或重新选取。")
        ) from error
    except OSError as error:
        raise UserError(
            _("{path} 读不出来：{reason}。").format(path=path, reason=error.strerror),
            _("关闭正在使用它的程序，或拷到本机再试。"),
        ) from error


def _verdict(data: bytes, known: Circumstances) -> Verdict:
    causes: list[Cause] = []
    found: tuple[Signature, ...] = ()
    container: Container | None = None
    try:
        container = content.open_container(data)
        found = content.open_signatures(container)
        for one in found:
            signature.check_value(one)
        content.check(container, found)
    except Refused as refused:
        causes.append(refused.cause)
    digest = _digest(data)
    if not found:
        return Verdict(digest, tuple(causes))
    for one in found:
        causes += judge(one.certificate, one.facts, known)
    causes += pair(found, known)
    who = [identity_for(one.certificate, known) for one in found]
    return _signed_verdict(digest, container, found, who, causes)


def _signed_verdict(
    digest: str,
    container: Container | None,
    found: tuple[Signature, ...],
    who: Sequence[Identity | None],
    causes: list[Cause],
) -> Verdict:
    first = found[0]
    signer, *others = who
    verdict = Verdict(
        digest,
        by_severity(causes),
        signer,
        first.facts.signed_at,
        min(one.certificate.not_valid_after_utc for one in found),
        first.certificate.fingerprint(hashes.SHA256()).hex(),
        countersigner=others[0] if others else None,
    )
    if not verdict.valid or container is None or signer is None:
        return verdict
    parts = {p.name: p.digest for p in first.facts.references if p.relationships is None}
    workbook = VerifiedWorkbook(
        container, digest, signer, first.facts.signed_at, parts, verdict.countersigner
    )
    return replace(verdict, workbook=workbook)


def _digest(data: bytes) -> str:
    """Return the digest of a package, or "" for one over the cap, which nobody should wait for."""
    return package_digest(data) if len(data) <= MAX_FILE else ""
