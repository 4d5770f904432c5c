"""证书 at the city: what was issued to whom, how it stands, and issuing from a request.

The city keeps a copy of each certificate that it issues in `keys/issued`, named by fingerprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.envelope import issued_by
from desktop_app.packages.pki.admission import SUFFIX as ADMITTED
from desktop_app.packages.pki.admission import admitted_fingerprint
from desktop_app.packages.pki.authority import Authority, open_authority
from desktop_app.packages.pki.identity import fingerprint, identity_of, request_fingerprint
from desktop_app.packages.pki.key_files import write
from desktop_app.packages.pki.keys import (
    Certificate,
    load_certificates,
    pem_of,
    read_trust,
    same_key,
)
from desktop_app.packages.pki.replacement import replaced_by
from desktop_app.packages.pki.request import is_for_encryption, load_request
from desktop_app.packages.pki.revocation import Reason, RevocationList
from desktop_app.sheets.write_file import give_name, whole_file
from desktop_app.work.keys.enrol import (
    CERTIFICATE_YEARS,
    CertificateFacts,
    facts_of,
    issue_certificate,
    new_city_authority,
)
from desktop_app.work.keys.revoke import DAYS, OFFICE_TIME, Cause, lists, reissue, revoke
from desktop_app.work.workspace import CITY, Workspace

ENDS_SOON = 60
"""Days before its end from which a certificate is called ending."""

_AUTHORITY = "authority"
"""Setting: where the key of the city's CA lies; the certificate is beside it."""


class CertificateState(StrEnum):
    """How a certificate stands; the value is the word that people use."""

    VALID = "有效"
    ENDING = "快到期"
    ENDED = "已过期"
    REVOKED = "已吊销"
    MISSING = "未申领"


@dataclass(frozen=True, slots=True)
class Entry:
    """A certificate that was issued, or a unit that has none.

    Attributes:
        unit: Code of the unit; `person` and `role` whom it names.
        state: How it stands.
        facts: Its file, days and fingerprint; None where the unit has none.
        encrypts: Whether it is for opening envelopes, and not for signing.
        foreign: Whether it admits a certificate of another CA, which signs in its place.
        fingerprint: Of the certificate that signs: of that other one, where it admits one.
        serial: Its serial number, hexadecimal.
        revoked_on: Day of its revocation, ISO, or ""; `reason` why.
        follows: Whether a later certificate of the unit for the same use is there.
    """

    unit: str
    person: str
    role: str
    state: CertificateState
    facts: CertificateFacts | None = None
    encrypts: bool = False
    serial: str = ""
    revoked_on: str = ""
    reason: Reason = Reason.OTHER
    follows: bool = False
    foreign: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """All certificates, in the annex's order of units; those that do not count any more last.

    Attributes:
        entries: The certificates, and units without one.
        listed: The revocation list that files are judged by, or None.
        authority: Where the CA's key lies, or None where nobody has said so.
        trusted: Whether the workspace trusts a CA at all.
    """

    entries: tuple[Entry, ...]
    listed: RevocationList | None
    authority: Path | None
    trusted: bool

    def count(self, state: CertificateState) -> int:
        """Return how many stand so; what was followed by a later one asks for nothing."""
        return sum(1 for entry in self.entries if entry.state is state and not entry.follows)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, looked at before anything is issued.

    Attributes:
        path: Its file.
        unit: Code of the unit; `office`, `person`, `role` whom it names.
        encrypts: Whether it is for opening envelopes.
        fingerprint: Of its key, to be compared by telephone.
        renews: The certificate of the same key, or None.
        replaces: The certificate of the lost key that it is to replace, or None.
    """

    path: Path
    unit: str
    office: str
    person: str
    role: str
    encrypts: bool
    fingerprint: str
    renews: CertificateFacts | None = None
    replaces: CertificateFacts | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What was issued.

    Attributes:
        certificate: The certificate, where the unit is to get it from.
        listed: The list that revokes the one that it replaces, or None.
    """

    certificate: CertificateFacts
    listed: RevocationList | None = None


def register(ws: Workspace, today: date) -> Register:
    """Return the city's certificates.

    Raises:
        UserError: The revocation list cannot be read.
    """
    found = lists(ws)
    entries = [_entry(path, certificate, found, today) for path, certificate in _issued(ws).items()]
    order = {entry.code: place for place, entry in enumerate(ws.catalogue.units)} | {CITY: -1}
    have = {entry.unit for entry in entries}
    # The city needs one too: it signs receipts, return slips and task files.
    entries += [
        Entry(unit, "", "", CertificateState.MISSING)
        for unit in (CITY, *(unit.code for unit in ws.catalogue.units))
        if unit not in have
    ]
    entries.sort(key=lambda one: (order.get(one.unit, len(order)), one.encrypts, _newest(one)))
    settled = tuple(_followed(entries))
    return Register(
        settled, found[0] if found else None, authority_key(ws), bool(read_trust(ws.trust))
    )


def _issued(ws: Workspace) -> dict[Path, Certificate]:
    """Return the certificates that are kept, each once, by their files."""
    own = (*_folder(ws).glob("*.pem"), *ws.keys.glob("*.crt.pem"))
    paths = (*own, *ws.trust.glob(f"*{ADMITTED}"))
    found: dict[str, tuple[Path, Certificate]] = {}
    for path in sorted(paths):
        certificate = load_certificates(path)[0]
        found.setdefault(fingerprint(certificate), (path, certificate))
    return dict(found.values())


def _folder(ws: Workspace) -> Path:
    return ws.keys / "issued"


def _entry(
    path: Path, certificate: Certificate, lists: Sequence[RevocationList], today: date
) -> Entry:
    facts, who = facts_of(path), identity_of(certificate.subject)
    serial, foreign = certificate.serial_number, path.suffix == ADMITTED
    since, reason = _revoked(certificate, lists)
    return Entry(
        who.unit if who else "",
        who.person if who else path.name,
        who.role if who else "",
        CertificateState.REVOKED if since else _state(facts.last, today),
        facts,
        is_for_encryption(certificate),
        f"{serial:X}",
        f"{since.astimezone(OFFICE_TIME):%Y-%m-%d}" if since else "",
        reason,
        foreign=foreign,
        fingerprint=admitted_fingerprint(certificate) if foreign else facts.fingerprint,
    )


def _revoked(
    certificate: Certificate, lists: Sequence[RevocationList]
) -> tuple[datetime | None, Reason]:
    """Return since when a certificate does not count any more, and why."""
    for one in lists:
        line = one.line_of(certificate)
        if line is not None:
            return one.revoked[line], one.reasons.get(line, Reason.OTHER)
    return None, Reason.OTHER


def _state(last: str, today: date) -> CertificateState:
    left = (date.fromisoformat(last) - today).days
    if left < 0:
        return CertificateState.ENDED
    return CertificateState.ENDING if left <= ENDS_SOON else CertificateState.VALID


def _newest(entry: Entry) -> tuple[bool, int]:
    """Sort what counts first, and the latest first."""
    counts = entry.state in {CertificateState.VALID, CertificateState.ENDING}
    last = date.fromisoformat(entry.facts.last).toordinal() if entry.facts else 0
    return not counts, -last


def _followed(entries: list[Entry]) -> list[Entry]:
    """Mark the certificates that a later one of the same unit and use has followed."""
    seen: set[tuple[str, bool, bool, str]] = set()
    found = []
    for entry in entries:
        key = (entry.unit, entry.encrypts, entry.foreign, entry.role)
        found.append(replace(entry, follows=key in seen))
        if entry.state in {CertificateState.VALID, CertificateState.ENDING}:
            seen.add(key)
    return found


# The CA


def authority_key(ws: Workspace) -> Path | None:
    """Return where the key of the CA lies, or None where nobody has said so."""
    kept = str(ws.settings.get(_AUTHORITY, ""))
    return Path(kept) if kept else None


def found_authority(ws: Workspace, folder: Path, *, name: str, password: str, years: int) -> Path:
    """Make the city's CA in `folder`, trust it here and remember where it lies.

    Raises:
        UserError: There is one already, or the password is too short.
    """
    _refuse_district(ws)
    new_city_authority(folder, name=name, password=password, years=years)
    return use_authority(ws, folder / "ca.key.pem")


def use_authority(ws: Workspace, key: Path) -> Path:
    """Remember where the CA's key lies, and trust the certificate beside it.

    Raises:
        UserError: There is no certificate beside the key.
    """
    _refuse_district(ws)
    certificate = load_certificates(_beside(key))[0]
    name = fingerprint(certificate).replace(" ", "").lower()[:16]
    if certificate not in read_trust(ws.trust):
        write(ws.trust / f"{name}.pem", pem_of(certificate))
    ws.keep(authority=str(key))
    return key


def open_city_authority(ws: Workspace, password: str) -> Authority:
    """Return the CA, opened with its password.

    Raises:
        UserError: Nobody has said where it lies, the stick is not in, or the password is wrong.
    """
    key = authority_key(ws)
    if key is None or not key.is_file():
        raise UserError(
            _("找不到根证书的密钥 {path}。").format(path=key or ""),
            _("插上存放它的 U 盘，或另选文件。没有签发，也没有吊销。"),
        )
    return open_authority(_beside(key), key, password)


def _beside(key: Path) -> Path:
    return key.with_name(key.name.replace(".key.pem", ".pem"))


def _refuse_district(ws: Workspace) -> None:
    if ws.role != "city":
        raise UserError(_("只有市局签发证书。"), _("区县在设置里生成申请，交市局签发。"))


# Issuing


def look_at_request(ws: Workspace, path: Path) -> Asked:
    """Look at a request, so that a person can compare its fingerprint by telephone.

    Raises:
        UserError: It is not in order, or of no reporting unit.
    """
    _refuse_district(ws)
    request, who = load_request(path)
    if who.unit not in {CITY, *(unit.code for unit in ws.catalogue.units)}:
        raise UserError(
            _("申请的单位代码 {unit} 不是上报单位。").format(unit=who.unit),
            _("让单位用自己的工作区重新生成申请。没有签发。"),
        )
    key = request.public_key()
    same = [path for path, one in _issued(ws).items() if same_key(one.public_key(), key)]
    return Asked(
        path,
        *(who.unit, who.office, who.person, who.role),
        is_for_encryption(request),
        request_fingerprint(request),
        facts_of(same[0]) if same else None,
        _replaced(ws, path),
    )


def _replaced(ws: Workspace, request: Path) -> CertificateFacts | None:
    """Return the certificate that a request is to replace, which is in the register from now on.

    Raises:
        UserError: It is of no trusted CA.
    """
    before = replaced_by(request)
    if before is None:
        return None
    if not issued_by(before, read_trust(ws.trust)):
        raise UserError(
            _("申请要换下的证书不是受信任的根证书签发的。"), _("核对申请，没有签发，也没有吊销。")
        )
    return facts_of(_keep(ws, before))


def grant(
    ws: Workspace, asked: Asked, authority: Authority, *, out: Path, years: int = CERTIFICATE_YEARS
) -> Granted:
    """Issue what a request asks for into the folder `out`, and keep a copy.

    Where it replaces a lost key, the old certificate is revoked in the same step.

    Raises:
        UserError: The request is not in order, the CA has ended, or a file cannot be written.
    """
    _refuse_district(ws)
    if asked.replaces is None:
        made = issue_certificate(asked.path, authority, out, years=years)
        _keep(ws, load_certificates(made.path)[0])
        return Granted(made)
    done = reissue(ws, asked.path, authority, out=out, years=years)
    _keep(ws, load_certificates(done.certificate.path)[0])
    return Granted(done.certificate, done.made)


def enter(ws: Workspace, path: Path) -> CertificateFacts:
    """Enter a certificate that was issued elsewhere, such as by a command, into the register.

    Raises:
        UserError: It is no certificate, or of no trusted CA.
    """
    _refuse_district(ws)
    certificate = load_certificates(path)[0]
    if not issued_by(certificate, read_trust(ws.trust)):
        raise UserError(
            _("{name} 不是受信任的根证书签发的。").format(name=path.name), _("没有登记。核对文件。")
        )
    return facts_of(_keep(ws, certificate))


def make_list(ws: Workspace, authority: Authority, revoked: Sequence[Path], cause: Cause) -> Path:
    """Make the next revocation list with these certificates in it, as a file in `sent`.

    Raises:
        UserError: The day has not come, the CA is not trusted, or a file cannot be written.
    """
    draft = ws.sent / "吊销名单.crl"
    made = revoke(ws, revoked, authority, days=DAYS, out=draft, cause=cause)
    return give_name(draft, ws.sent / f"吊销名单_第{made.number}号.crl")


def save_copy(certificate: Path, target: Path) -> None:
    """Write a certificate of the register to where a person wants it.

    Raises:
        UserError: It cannot be written.
    """
    with whole_file(target) as file:
        file.write(certificate.read_bytes())


def _keep(ws: Workspace, certificate: Certificate) -> Path:
    digits = fingerprint(certificate).replace(" ", "").lower()
    path = _folder(ws) / f"{digits[:16]}.pem"
    if not path.exists():
        write(path, pem_of(certificate))
    return path
