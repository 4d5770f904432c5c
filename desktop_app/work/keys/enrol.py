"""Keys and certificates of a workspace: request, installation, and what is installed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.admission import is_admission, pem
from desktop_app.packages.pki.authority import (
    Authority,
    issue,
    make_authority,
    open_authority,
    save_certificate,
    stem_of,
)
from desktop_app.packages.pki.identity import (
    Identity,
    fingerprint,
    identity_of,
    request_fingerprint,
    subject_of,
)
from desktop_app.packages.pki.installation import (
    Installation,
    install,
    prepare_installation,
    stem_for,
)
from desktop_app.packages.pki.key_files import Purpose, check_password
from desktop_app.packages.pki.keys import Algorithm, load_certificates
from desktop_app.packages.pki.replacement import name_replaced, set_aside
from desktop_app.packages.pki.request import load_request, make_key, renew_request, token_request
from desktop_app.packages.pki.token_file import SUFFIX, is_on_token, read_token_file
from desktop_app.packages.pki.token_session import TokenPlace
from desktop_app.packages.pki.tokens import TokenFacts, find_key, generate_key, tokens
from desktop_app.sheets.write_file import give_name
from desktop_app.work.workspace import Workspace

CITY = "3302"
CITY_OFFICE = "宁波市科学技术局"
CA_YEARS = 10
CERTIFICATE_YEARS = 3


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What people want to know of a certificate.

    Attributes:
        path: Its file.
        identity: Whom it names, or None.
        first: First day, ISO; `last` the last one.
        fingerprint: SHA-256 in groups.
    """

    path: Path
    identity: Identity | None
    first: str
    last: str
    fingerprint: str


def new_city_authority(
    folder: Path, *, name: str, password: str, years: int = CA_YEARS
) -> CertificateFacts:
    """Make the city's CA in `folder`.

    Raises:
        UserError: There is one already, or the password is too short.
    """
    identity = Identity(CITY, CITY_OFFICE, name)
    folder.mkdir(parents=True, exist_ok=True)
    make_authority(folder, identity, password, years=years, now=datetime.now(UTC))
    return facts_of(folder / "ca.pem")


def new_request(
    ws: Workspace,
    *,
    person: str,
    role: str,
    password: str,
    algorithm: Algorithm = Algorithm.RSA,
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Make a key in the workspace and its request, which goes to the city; return its path.

    Raises:
        UserError: There is such a key already, the password is too short, or a name is missing.
    """
    return make_key(ws.keys, identity_for(ws, person, role), password, algorithm, purpose)


def identity_for(ws: Workspace, person: str, role: str) -> Identity:
    """Return whom a certificate of the workspace's unit is to name."""
    office = f"{ws.catalogue.unit_label(ws.unit)}科学技术局"
    if ws.role == "city":
        office = CITY_OFFICE
    return Identity(ws.unit, office, person, role)


def renewal_request(
    ws: Workspace,
    *,
    password: str,
    person: str = "",
    role: str = "",
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Make the request again for the key of the workspace, which a renewed certificate is for.

    Args:
        ws: The workspace.
        password: Of the key.
        person: Who signs from now on; "" for whom the certificate names.
        role: The role; "" for the one that the certificate names.
        purpose: Which of the unit's keys.

    Raises:
        UserError: There is no key or certificate yet, or the password is wrong.
    """
    return renew_request(ws.keys, _named(ws, purpose, person, role), password, purpose)


def replacement_request(
    ws: Workspace,
    *,
    password: str,
    person: str = "",
    role: str = "",
    algorithm: Algorithm = Algorithm.RSA,
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Make a new key in place of one that is lost, and its request; return its path.

    What there was of the old key goes to `keys/replaced`. The request's file says which
    certificate it is to replace, so that the city issues and revokes in one step.

    Raises:
        UserError: There is no key to replace, the password is too short, or a name is missing.
    """
    check_password(password)
    stem = f"{ws.unit}{purpose}"
    who = _named(ws, purpose, person, role)
    subject_of(who)
    before = set_aside(ws.keys, stem, f"{datetime.now(UTC):%Y-%m-%d}")
    request = make_key(ws.keys, who, password, algorithm, purpose)
    if before is not None:
        name_replaced(request, before)
    return request


def _named(ws: Workspace, purpose: Purpose, person: str, role: str) -> Identity:
    """Return whom the next certificate of a key names: as its last one, but for what is given."""
    path = ws.keys / f"{ws.unit}{purpose}.crt.pem"
    if person and role and not path.exists():
        return identity_for(ws, person, role)
    own = facts_of(path).identity
    if own is None:
        raise UserError(_("现有的证书没有写明单位。"), _("用 keys new 重新申请。"))
    return replace(own, person=person or own.person, role=role or own.role)


def issue_certificate(
    request: Path, authority: Authority, out: Path, *, years: int = CERTIFICATE_YEARS
) -> CertificateFacts:
    """Issue the certificate for a request into the folder or file `out`.

    Raises:
        UserError: The request is not in order, or the CA has ended.
    """
    found, identity = load_request(request)
    certificate = issue(found, authority, years=years, now=datetime.now(UTC))
    stem = stem_of(request, found, identity)
    if out.is_dir():
        return facts_of(save_certificate(out, certificate, stem))
    made = save_certificate(out.parent, certificate, stem)
    return facts_of(give_name(made, out))


def look_at(ws: Workspace, certificate: Path, issuer: Path) -> Installation:
    """Look at a certificate that came back, so that a person can compare the fingerprint.

    Raises:
        UserError: It is not in order or for another unit; nothing was written.
    """
    return prepare_installation(certificate, issuer, ws.unit)


def take_in(ws: Workspace, installation: Installation, password: str) -> Path:
    """Install a certificate whose CA's fingerprint a person has compared; return the .p12.

    Raises:
        UserError: The password is wrong, or the certificate is for another key.
    """
    return install(installation, ws.keys, ws.trust, password)


def facts_of(path: Path) -> CertificateFacts:
    """Return what a certificate file says.

    Raises:
        UserError: It cannot be read.
    """
    found = load_certificates(path)
    if not found:
        raise UserError(
            _("{path} 里没有证书。").format(path=path.name), _("选取市局发回的 .crt.pem 文件。")
        )
    certificate = found[0]
    return CertificateFacts(
        path,
        identity_of(certificate.subject),
        f"{certificate.not_valid_before_utc:%Y-%m-%d}",
        f"{certificate.not_valid_after_utc:%Y-%m-%d}",
        fingerprint(certificate),
    )


def installed(ws: Workspace) -> list[CertificateFacts]:
    """Return the certificates of the workspace: its own first, then those it trusts."""
    own = sorted(ws.keys.glob("*.crt.pem"))
    return [facts_of(path) for path in (*own, *sorted(ws.trust.glob("*.pem")))]


def request_facts(ws: Workspace) -> tuple[Path, str] | None:
    """Return the unit's newest request and the fingerprint of its key; None without a request.

    A request that cannot be read says nothing: the city would tell what is wrong with it.
    """
    path = ws.keys / f"{ws.unit}.csr.pem"
    try:
        return (path, request_fingerprint(load_request(path)[0])) if path.is_file() else None
    except UserError:
        return None


def signing_key(ws: Workspace, purpose: Purpose = Purpose.SIGN) -> Path | None:
    """Return the .p12 or token file that the workspace signs with; None until it has a certificate.

    Raises:
        UserError: The token file cannot be read.
    """
    path = ws.keys / f"{ws.unit}{purpose}.p12"
    if path.is_file():
        return path
    on_token = ws.keys / f"{ws.unit}{purpose}{SUFFIX}"
    ready = on_token.is_file() and read_token_file(on_token).certificates
    return on_token if ready else None


def opening_key(ws: Workspace) -> Path | None:
    """Return the key that opens what is encrypted to the workspace, or None without any.

    Raises:
        UserError: The token file cannot be read.
    """
    return signing_key(ws, Purpose.ENCRYPTION) or signing_key(ws)


def token_of(ws: Workspace, purpose: Purpose = Purpose.SIGN) -> TokenPlace | None:
    """Return on which token a key of the workspace is, or None for one in a file.

    Raises:
        UserError: The token file cannot be read.
    """
    path = ws.keys / f"{ws.unit}{purpose}{SUFFIX}"
    return read_token_file(path).place if path.is_file() else None


def own_signing_key(ws: Workspace) -> Path:
    """Return what the workspace signs with.

    Raises:
        UserError: It has no key with a certificate yet.
    """
    path = signing_key(ws)
    if path is None:
        raise UserError(_("工作区还没有可以签名的密钥。"), _("用 keys new 申请证书，装好再签名。"))
    return path


def needs_secret(ws: Workspace, installation: Installation) -> bool:
    """Whether installing a certificate needs the password of its key.

    One of a key on a token does not, nor does the admission of another CA's certificate.
    """
    if is_admission(pem(installation.certificate)):
        return False
    return not (ws.keys / f"{stem_for(ws.keys, installation)}{SUFFIX}").is_file()


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """Which key on which token a person means.

    Attributes:
        module: The driver of the token.
        slot: Its slot; None where there is one token only.
        key: Id of the key on it, hexadecimal; "" where there is one only.
        generate: Make a new key there.
        algorithm: Of the new key.
    """

    module: Path
    slot: int | None = None
    key: str = ""
    generate: bool = False
    algorithm: Algorithm = Algorithm.RSA


def new_token_request(
    ws: Workspace,
    token: TokenChoice,
    *,
    person: str,
    role: str,
    pin: str,
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Make the request for a key on a token, which goes to the city; return its path.

    Raises:
        UserError: There is such a key already, no such token, the PIN is wrong, or a name is
            missing.
    """
    who = identity_for(ws, person, role)
    subject_of(who)
    for end in (".key.pem", SUFFIX):
        path = ws.keys / f"{ws.unit}{purpose}{end}"
        if path.exists():
            raise UserError(
                _("{name} 已经存在。").format(name=path.name), _("要换密钥，用 keys replace。")
            )
    return token_request(ws.keys, who, _placed(token, who, pin), pin, purpose)


def token_replacement(
    ws: Workspace,
    token: TokenChoice,
    *,
    pin: str,
    person: str = "",
    role: str = "",
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Take a key on a token in place of one that is lost; return the request for it.

    Raises:
        UserError: There is no key to replace, no such token, the PIN is wrong, or a name
            is missing.
    """
    who = _named(ws, purpose, person, role)
    subject_of(who)
    place = _placed(token, who, pin)
    before = set_aside(ws.keys, f"{ws.unit}{purpose}", f"{datetime.now(UTC):%Y-%m-%d}")
    request = token_request(ws.keys, who, place, pin, purpose)
    if before is not None:
        name_replaced(request, before)
    return request


def _placed(token: TokenChoice, who: Identity, pin: str) -> TokenPlace:
    if token.generate:
        label = f"{who.unit} {who.person}"
        return generate_key(token.module, pin, token.algorithm, slot=token.slot, label=label)
    return find_key(token.module, pin, slot=token.slot, key=token.key)


__all__ = [
    "Algorithm",
    "Authority",
    "Installation",
    "Purpose",
    "TokenFacts",
    "is_on_token",
    "open_authority",
    "tokens",
]
