"""A key that is lost: its files are set aside, and a request says which certificate it replaces."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.key_files import write
from desktop_app.packages.pki.keys import load_certificates, read_file
from desktop_app.paths import take_place

_ENDINGS = (".key.pem", ".p12", ".token.json", ".csr.pem")
"""What the names of the files of a key end with, but for its certificate."""


def set_aside(folder: Path, stem: str, day: str) -> x509.Certificate | None:
    """Move the files of a key that is lost into `replaced/`; return its certificate, if it had one.

    The certificate is only copied: `name_replaced` takes it away, so that whatever stops the
    program before, it can be done again.

    Raises:
        UserError: A file cannot be moved, or there is no key to replace.
    """
    files = [path for end in _ENDINGS if (path := folder / f"{stem}{end}").exists()]
    certificate = folder / f"{stem}.crt.pem"
    if not certificate.exists() and all(path.name == f"{stem}.csr.pem" for path in files):
        raise UserError(_("没有可以换的密钥。"), _("还没有密钥，用 keys new 新建。"))
    before = load_certificates(certificate)[0] if certificate.exists() else None
    target = _fresh_folder(folder / "replaced", f"{stem}-{day}")
    try:
        target.mkdir(parents=True)
        if before is not None:
            write(target / certificate.name, certificate.read_bytes())
        for path in files:
            take_place(path, target / path.name)
    except OSError as error:
        raise UserError(
            _("{path} 写不进去：{reason}。").format(path=target, reason=error.strerror),
            _("核对权限和剩余空间再试。"),
        ) from error
    return before


def _fresh_folder(folder: Path, name: str) -> Path:
    number = 1
    target = folder / name
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}"
    return target


def name_replaced(request: Path, certificate: x509.Certificate) -> None:
    """Write into a request's file which certificate it is to replace, and take that one away."""
    write(request, request.read_bytes() + certificate.public_bytes(Encoding.PEM))
    # Where it stays after all, the certificate to come takes its place.
    with suppress(OSError):
        request.with_name(request.name.replace(".csr.pem", ".crt.pem")).unlink(missing_ok=True)


def replaced_by(request: Path) -> x509.Certificate | None:
    """Return the certificate that a request's file says is to be replaced.

    Raises:
        UserError: The file cannot be read.
    """
    head, begin, rest = read_file(request).partition(b"-----BEGIN CERTIFICATE-----")
    if not begin or b"CERTIFICATE REQUEST" not in head:
        return None
    try:
        return x509.load_pem_x509_certificate(begin + rest)
    except ValueError:
        return None
