"""Signing with the certificate of another CA: imported here, admitted by the city, taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.certificates import may_be_admitted
from desktop_app.packages.envelope import issued_by
from desktop_app.packages.pki.admission import (
    Admission,
    admission_name,
    admission_of,
    admits,
    pem,
    read_admission,
    read_admissions,
)
from desktop_app.packages.pki.authority import Authority
from desktop_app.packages.pki.identity import Identity, fingerprint
from desktop_app.packages.pki.installation import import_key
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import (
    Certificate,
    KeySigner,
    is_strong,
    load_certificates,
    open_p12,
    read_trust,
)
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.workspace import Workspace, find_unit


@dataclass(frozen=True, slots=True)
class Admitted:
    """A certificate of another CA that the city lets sign for a unit.

    Attributes:
        path: The admission, to be handed to whom it may concern.
        identity: For whom the certificate stands.
        fingerprint: Of the foreign certificate, compared by telephone.
        last: Last day that both count, ISO.
    """

    path: Path
    identity: Identity
    fingerprint: str
    last: str


def import_pfx(
    ws: Workspace, path: Path, password: str, purpose: Purpose = Purpose.SIGN
) -> tuple[Path, str]:
    """Take a .pfx of another CA as the workspace's key; return its certificate and fingerprint.

    Raises:
        UserError: It does not open, cannot sign, or there is a key already.
    """
    signer = open_p12(path, password)
    _refuse_unfit(signer.certificate, path.name)
    certificate = import_key(ws.keys, f"{ws.unit}{purpose}", signer, password)
    return certificate, fingerprint(signer.certificate)


def admit(
    ws: Workspace,
    certificate: Path,
    authority: Authority,
    *,
    unit: str,
    person: str,
    role: str,
    out: Path,
) -> Admitted:
    """Let a certificate of another CA sign for a person of a unit; keep and write the admission.

    Args:
        ws: The city's workspace.
        certificate: The foreign certificate.
        authority: The city's CA.
        unit: Name or code of the unit.
        person: Who signs.
        role: The person's role.
        out: The folder or file that gets the admission.

    Raises:
        UserError: The workspace is no city's or does not trust the CA; the certificate is one of
            this CA, cannot sign, or has ended; the unit is unknown; `out` cannot be written.
    """
    if ws.role != "city":
        raise UserError(_("只有市局才登记外部证书。"), _("把证书交市局登记。"))
    trust = read_trust(ws.trust)
    if authority.certificate not in trust:
        raise UserError(_("本工作区不信任这个根证书。"), _("先把根证书放进工作区的 trust 文件夹。"))
    found = load_certificates(certificate)[0]
    if issued_by(found, trust):
        raise UserError(
            _("{name} 是市局自己签发的，不用登记。").format(name=certificate.name),
            _("直接安装使用。"),
        )
    _refuse_unfit(found, certificate.name)
    code = find_unit(ws.catalogue, unit)
    office = f"{ws.catalogue.unit_label(code)}科学技术局"
    who = Identity(code, office, person, role)
    made = admission_of(
        found, who, (authority.certificate, authority.key), datetime.now(UTC).replace(microsecond=0)
    )
    target = out / admission_name(made) if out.is_dir() else out
    _write(target, pem(made))
    _write(ws.trust / admission_name(made), pem(made))
    return Admitted(target, who, fingerprint(found), f"{made.not_valid_after_utc:%Y-%m-%d}")


def take_admission(ws: Workspace, data: bytes) -> tuple[Admission, bool]:
    """Keep an admission that came from the city; return it, and whether it is a newer one.

    Raises:
        UserError: It is of no trusted CA.
    """
    trust = read_trust(ws.trust)
    found = read_admission(data, trust)
    target = ws.trust / admission_name(found.certificate)
    if target.exists():
        before = read_admission(target.read_bytes(), trust).certificate
        if before.not_valid_before_utc >= found.certificate.not_valid_before_utc:
            return found, False
    _write(target, pem(found.certificate))
    return found, True


def admissions(ws: Workspace, units: Sequence[str] = ()) -> list[Admission]:
    """Return what the workspace goes by, for some units or for all.

    Raises:
        UserError: One cannot be read, or is of no trusted CA.
    """
    found = read_admissions(ws.trust, read_trust(ws.trust))
    return [one for one in found if not units or one.identity.unit in units]


def refuse_unadmitted(signer: KeySigner, known: Trusted) -> None:
    """Raise UserError where a key of another CA signs that the city has not admitted yet."""
    if signer.chain or issued_by(signer.certificate, known.certificates):
        return
    if not any(admits(one, signer.certificate) for one in known.admitted):
        raise UserError(
            _("这张证书还没有由市局登记，签了也不会被承认。"),
            _("没有签名。把证书交市局登记，收下登记书（.admit）后再签。"),
        )


def _refuse_unfit(certificate: Certificate, name: str) -> None:
    if not is_strong(certificate.public_key()):
        raise UserError(
            _("{name} 的密钥不够强。").format(name=name),
            _("换用 RSA 2048 位以上或 P-256 密钥。"),
        )
    if not may_be_admitted(certificate):
        raise UserError(
            _("{name} 不是用来签名的证书。").format(name=name), _("换用签名证书，没有登记。")
        )


def _write(path: Path, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)
