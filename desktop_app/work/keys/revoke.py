"""Revoking certificates at the city, and keeping the list of them in every workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.envelope import issued_by
from desktop_app.packages.pki.authority import Authority
from desktop_app.packages.pki.identity import identity_of
from desktop_app.packages.pki.keys import (
    Certificate,
    load_certificates,
    read_file,
    read_trust,
    same_key,
)
from desktop_app.packages.pki.replacement import replaced_by
from desktop_app.packages.pki.request import load_request
from desktop_app.packages.pki.revocation import (
    SUFFIX,
    Reason,
    RevocationList,
    list_name,
    make_list,
    now_utc,
    read_list,
    read_lists,
)
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.keys.enrol import CERTIFICATE_YEARS, CertificateFacts, issue_certificate
from desktop_app.work.workspace import Workspace

OFFICE_TIME = timezone(timedelta(hours=8))
"""The time of the offices, in which a day of revocation begins."""

DAYS = 180
"""How long a list is to be gone by, unless the city says otherwise."""


@dataclass(frozen=True, slots=True)
class Reissued:
    """A certificate for a new key, and the list that revokes that of the lost one.

    Attributes:
        certificate: What the new certificate says.
        made: The list.
        list_file: Where the list was written.
    """

    certificate: CertificateFacts
    made: RevocationList
    list_file: Path


@dataclass(frozen=True, slots=True)
class Cause:
    """Why certificates are revoked, and from when on.

    Attributes:
        reason: Why.
        day: First day, in the offices' time, on which they do not count any more (ISO); "" for
            from now on.
    """

    reason: Reason = Reason.OTHER
    day: str = ""


def reason_word(reason: Reason) -> str:
    """Return the words for a reason, in the language in use."""
    return {
        Reason.KEY: _("密钥丢失或泄露"),
        Reason.PERSON: _("换了签名人"),
        Reason.REPLACED: _("已换新证书"),
        Reason.ENDED: _("不再报送"),
        Reason.OTHER: _("其他"),
    }[reason]


def revoke(
    ws: Workspace,
    certificates: Sequence[Path],
    authority: Authority,
    *,
    days: int,
    out: Path,
    cause: Cause = Cause(),
) -> RevocationList:
    """Make the CA's next list with these certificates in it, keep it here, and write it to `out`.

    Without a certificate the list is only made anew, so that it does not grow too old. Where the
    key is lost, all certificates that it ever had are revoked with it.

    Raises:
        UserError: The workspace is no city's, does not trust the CA, the day is none or has not
            come, or a file cannot be read or written.
    """
    named = [one for path in certificates for one in load_certificates(path)[:1]]
    whole = cause.reason is Reason.KEY
    return _revoke(ws, named, authority, days=days, out=out, cause=cause, whole_key=whole)


def reissue(
    ws: Workspace,
    request: Path,
    authority: Authority,
    *,
    out: Path,
    years: int = CERTIFICATE_YEARS,
    days: int = DAYS,
    old: Path | None = None,
) -> Reissued:
    """Issue the certificate for a new key and revoke all those of the key that was lost.

    Args:
        ws: The city's workspace.
        request: The request for the new key.
        authority: The city's CA.
        out: The folder that gets the certificate and the list.
        years: How long the certificate lasts.
        days: How long the list is gone by.
        old: The certificate to revoke; None for the one that the request's file names.

    Raises:
        UserError: Nobody says which certificate is to be revoked, it is another unit's or CA's,
            or what `revoke` and `issue_certificate` raise.
    """
    _refuse_stranger(ws, authority)
    before = load_certificates(old)[0] if old else replaced_by(request)
    if before is None:
        raise UserError(_("申请里没有写明换下哪张证书。"), _("用 --old 给出旧证书，名单没有改动。"))
    found, identity = load_request(request)
    known = identity_of(before.subject)
    ours = issued_by(before, [authority.certificate])
    if known is None or known.unit != identity.unit or not ours:
        raise UserError(
            _("旧证书不是单位 {unit} 的，或不是这个根证书签发的。").format(unit=identity.unit),
            _("核对申请和旧证书，名单没有改动。"),
        )
    if same_key(before.public_key(), found.public_key()):
        raise UserError(
            _("申请用的还是旧密钥，不能换下它。"), _("让单位用 keys replace 新建密钥再申请。")
        )
    if not out.is_dir():
        raise UserError(_("没有文件夹 {folder}。").format(folder=out), _("换一个文件夹。"))
    facts = issue_certificate(request, authority, out, years=years)
    target = out / f"{identity.unit}{SUFFIX}"
    cause = Cause(Reason.REPLACED)
    made = _revoke(ws, [before], authority, days=days, out=target, cause=cause, whole_key=True)
    return Reissued(facts, made, target)


def _refuse_stranger(ws: Workspace, authority: Authority) -> None:
    if ws.role != "city":
        raise UserError(_("只有市局才吊销证书。"), _("证书丢失或泄露，报告市局。"))
    if authority.certificate not in read_trust(ws.trust):
        raise UserError(_("本工作区不信任这个根证书。"), _("先把根证书放进工作区的 trust 文件夹。"))


def _revoke(
    ws: Workspace,
    named: Sequence[Certificate],
    authority: Authority,
    *,
    days: int,
    out: Path,
    cause: Cause,
    whole_key: bool,
) -> RevocationList:
    _refuse_stranger(ws, authority)
    since = _since(cause.day)
    trust = read_trust(ws.trust)
    before = _known(ws, list_name(authority.certificate))
    data = make_list(
        *(authority, before, named),
        now=now_utc(),
        days=days,
        since=since,
        reason=cause.reason,
        whole_key=whole_key,
    )
    made = read_list(data, trust)
    with whole_file(out) as file:
        file.write(made.data)
        # Kept before it is handed out: the next list would bear the same number otherwise.
        _write(ws.trust / list_name(made.issuer), made.data)
    return made


def _since(day: str) -> datetime | None:
    """Return the beginning of a day in the offices' time, or None for no day."""
    if not day:
        return None
    try:
        first = datetime.combine(date.fromisoformat(day), time(), OFFICE_TIME)
    except ValueError as error:
        raise UserError(
            _("“{text}”不是日期。").format(text=day), _("写成 2025-03-31 这样。名单没有改动。")
        ) from error
    if first > now_utc():
        raise UserError(
            _("吊销日期 {day} 还没有到。").format(day=day), _("写今天或以前的日期。名单没有改动。")
        )
    return first.astimezone(UTC)


def take_list(ws: Workspace, data: bytes) -> tuple[RevocationList, bool]:
    """Keep a list that came from the city; return it, and whether it is a newer one.

    Raises:
        UserError: It is of no trusted CA, or older than the one that is here.
    """
    trust = read_trust(ws.trust)
    found = read_list(data, trust)
    before = _known(ws, list_name(found.issuer))
    if before is not None and before.data == found.data:
        return found, False
    if before is not None and found.number <= before.number:
        raise UserError(
            _("这份吊销名单是第 {n} 号，已有第 {now} 号。").format(
                n=found.number, now=before.number
            ),
            _("没有收下，数据未动。"),
        )
    _write(ws.trust / list_name(found.issuer), found.data)
    return found, True


def lists(ws: Workspace) -> list[RevocationList]:
    """Return the lists that the workspace goes by.

    Raises:
        UserError: One cannot be read, or is of no trusted CA.
    """
    return read_lists(ws.trust, read_trust(ws.trust))


def _known(ws: Workspace, name: str) -> RevocationList | None:
    path = ws.trust / name
    return read_list(read_file(path), read_trust(ws.trust)) if path.exists() else None


def _write(path: Path, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)
