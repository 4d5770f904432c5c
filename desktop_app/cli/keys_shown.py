"""How commands ask for passwords of keys, and show certificates and lists of revoked ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import PATH
from desktop_app.cli.help import option
from desktop_app.cli.output import password, print_json, told_line
from desktop_app.i18n import _, told

if TYPE_CHECKING:
    from desktop_app.packages.pki.revocation import RevocationList
    from desktop_app.work.keys.enrol import CertificateFacts

PASSWORD_FILE = option(
    "--password-file", type=PATH, metavar="文件", help="密码文件（取第一行）；不给则询问"
)


def secret_of(key: Path, password_file: Path | None, *, stdin: bool = False) -> str:
    """Return what opens a key: the password of its file, or the PIN of the token that it is on."""
    from desktop_app.work.keys.enrol import is_on_token

    question = _("U 盾的 PIN") if is_on_token(key) else _("密钥的密码")
    return told_line() if stdin else password(question, password_file)


def insist_on_fingerprint(found: str, given: str, *, yes: bool) -> None:
    """Make sure that a person has compared a fingerprint by telephone.

    Raises:
        UserError: The one that was given is another.
        Abort: The person says that it is another.
    """
    from desktop_app.domain.errors import UserError

    if given and _digits(given) != _digits(found):
        raise UserError(_("指纹与核对的不一致。"), _("没有继续。电话核对后重新要文件。"))
    if not given and not yes:
        click.confirm(_("电话核对过，指纹一致？"), abort=True)


def _digits(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def list_json(one: RevocationList) -> dict[str, object]:
    """Return a revocation list as --json has it."""
    return {
        "number": one.number,
        "made_at": one.made_at.isoformat(),
        "next_update": one.next_update.isoformat(),
        "revoked": {f"{serial:X}": since.isoformat() for serial, since in one.revoked.items()},
        "reasons": {f"{serial:X}": reason.value for serial, reason in one.reasons.items()},
    }


def say_list(one: RevocationList) -> None:
    """Print a revocation list."""
    click.echo(
        _("吊销名单第 {n} 号，吊销 {count} 张证书，用到 {day}").format(
            n=one.number, count=len(one.revoked), day=f"{one.next_update:%Y-%m-%d}"
        )
    )
    for serial, since in one.revoked.items():
        click.echo(
            _("  {serial} 吊销于 {day}").format(serial=f"{serial:X}", day=f"{since:%Y-%m-%d}")
        )


def certificate_json(facts: CertificateFacts) -> dict[str, object]:
    """Return a certificate as --json has it."""
    who = facts.identity
    return {
        "file": str(facts.path),
        "unit": who.unit if who else "",
        "office": who.office if who else "",
        "person": who.person if who else "",
        "role": who.role if who else "",
        "valid_from": facts.first,
        "valid_to": facts.last,
        "fingerprint": facts.fingerprint,
    }


def say_certificate(facts: CertificateFacts, *, as_json: bool) -> None:
    """Print a certificate."""
    if as_json:
        print_json(certificate_json(facts))
        return
    who = facts.identity
    name = f"{who.office} {who.person} {who.role}".strip() if who else _("未写明单位")
    click.echo(told(facts.path.name, name))
    click.echo(_("  有效期 {first} 至 {last}").format(first=facts.first, last=facts.last))
    click.echo(_("  指纹 {digits}").format(digits=facts.fingerprint))
