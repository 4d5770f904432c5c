"""Revoking certificates at the city, and keeping the list of them in every workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.enrolment import Authority
from desktop_app.packages.keys import load_certificates, read_file, read_trust
from desktop_app.packages.revocation import (
    RevocationList,
    list_name,
    make_list,
    now_utc,
    read_list,
    read_lists,
)
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.workspace import Workspace

DAYS = 180
"""How long a list is to be gone by, unless the city says otherwise."""


def revoke(
    ws: Workspace, certificates: Sequence[Path], authority: Authority, *, days: int, out: Path
) -> RevocationList:
    """Make the CA's next list with these certificates in it, keep it here, and write it to `out`.

    Without a certificate the list is only made anew, so that it does not grow too old.

    Raises:
        UserError: The workspace is no city's, does not trust the CA, or a file cannot be read or
            written.
    """
    if ws.role != "city":
        raise UserError(_("只有市局才吊销证书。"), _("证书丢失或泄露，报告市局。"))
    trust = read_trust(ws.trust)
    if authority.certificate not in trust:
        raise UserError(_("本工作区不信任这个根证书。"), _("先把根证书放进工作区的 trust 文件夹。"))
    named = [one for path in certificates for one in load_certificates(path)[:1]]
    before = _known(ws, list_name(authority.certificate))
    made = read_list(make_list(authority, before, named, now=now_utc(), days=days), trust)
    _write(out, made.data)
    _write(ws.trust / list_name(made.issuer), made.data)
    return made


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
