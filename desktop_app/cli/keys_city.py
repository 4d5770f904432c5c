"""Commands of the city on certificates: its CA, issuing, issuing anew, revoking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.keys_shown import (
    PASSWORD_FILE,
    certificate_json,
    insist_on_fingerprint,
    list_json,
    say_certificate,
    say_list,
)
from desktop_app.cli.output import Options, password, print_json
from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.packages.pki.authority import Authority


WHOLE = click.IntRange(min=1)
REASONS = ("key", "person", "replaced", "ended", "other")


@command()
@option("--out", type=PATH, metavar="文件夹", default=Path(), help="放在哪个文件夹")
@option("--name", metavar="名称", default="双倍增报送根证书", help="根证书的名称")
@option("--years", type=WHOLE, metavar="年数", default=10, help="有效年数")
@PASSWORD_FILE
@JSON
def ca(*, out: Path, name: str, years: int, password_file: Path | None, as_json: bool) -> None:
    """市局：新建根证书。"""
    from desktop_app.work.keys.enrol import new_city_authority

    secret = password(_("根证书密钥的密码"), password_file, twice=True)
    say_certificate(
        new_city_authority(out, name=name, password=secret, years=years), as_json=as_json
    )


@command()
@argument("request", type=PATH, metavar="申请")
@option("--ca", "certificate", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--years", type=WHOLE, metavar="年数", default=3, help="有效年数")
@option("-o", "--out", type=PATH, metavar="路径", default=Path(), help="证书写到哪里")
@PASSWORD_FILE
@JSON
def issue(
    *,
    request: Path,
    certificate: Path,
    ca_key: Path,
    years: int,
    out: Path,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：按申请签发证书。"""
    from desktop_app.work.keys.enrol import issue_certificate

    authority = _authority(certificate, ca_key, password_file)
    say_certificate(issue_certificate(request, authority, out, years=years), as_json=as_json)


def _authority(certificate: Path, key: Path, password_file: Path | None) -> Authority:
    """Open the city's authority; the password is asked for where its key has one."""
    from desktop_app.work.keys.enrol import open_authority

    open_key = "ENCRYPTED" not in _head(key)
    secret = None if open_key else password(_("根证书密钥的密码"), password_file)
    return open_authority(certificate, key, secret)


def _head(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace")[:2000]
    except OSError:
        return ""


@command()
@argument("request", type=PATH, metavar="申请")
@option("--ca", "certificate", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--old", type=PATH, metavar="证书", help="换下的旧证书；缺省为申请里写明的")
@option("--years", type=WHOLE, metavar="年数", default=3, help="有效年数")
@option("--days", type=WHOLE, metavar="天数", default=180, help="名单用多少天")
@option("-o", "--out", type=PATH, metavar="文件夹", default=Path(), help="证书和名单写到哪里")
@PASSWORD_FILE
@JSON
@OPTIONS
def reissue(
    options: Options,
    *,
    request: Path,
    certificate: Path,
    ca_key: Path,
    old: Path | None,
    years: int,
    days: int,
    out: Path,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：为换下的密钥签发新证书，同时吊销旧证书。"""
    from desktop_app.work.keys import revoke as acts
    from desktop_app.work.workspace import open_workspace

    authority = _authority(certificate, ca_key, password_file)
    ws = open_workspace(options.folder, token=options.token)
    try:
        made = acts.reissue(ws, request, authority, out=out, years=years, days=days, old=old)
    finally:
        ws.close()
    if as_json:
        listed = {"file": str(made.list_file), **list_json(made.made)}
        print_json({"certificate": certificate_json(made.certificate), "list": listed})
        return
    say_certificate(made.certificate, as_json=False)
    click.echo(_("吊销名单已写好：{path}，发给各单位").format(path=made.list_file))
    say_list(made.made)


@command()
@argument("certificates", type=PATH, metavar="[证书…]", nargs=-1)
@option("--ca", "certificate", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--days", type=WHOLE, metavar="天数", default=180, help="名单用多少天")
@option("--reason", type=click.Choice(REASONS), default="other", help="原因")
@option("--since", default="", metavar="日期", help="从哪一天起不算数，缺省为现在")
@option("-o", "--out", type=PATH, metavar="文件", required=True, help="吊销名单写到哪里")
@PASSWORD_FILE
@JSON
@OPTIONS
def revoke(
    options: Options,
    *,
    certificates: tuple[Path, ...],
    certificate: Path,
    ca_key: Path,
    days: int,
    reason: str,
    since: str,
    out: Path,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：吊销证书，写出吊销名单；不给证书就把名单重签一次。"""
    from desktop_app.packages.pki.revocation import Reason
    from desktop_app.work.keys import revoke as acts
    from desktop_app.work.workspace import open_workspace

    authority = _authority(certificate, ca_key, password_file)
    ws = open_workspace(options.folder, token=options.token)
    try:
        cause = acts.Cause(Reason[reason.upper()], since)
        made = acts.revoke(ws, certificates, authority, days=days, out=out, cause=cause)
    finally:
        ws.close()
    if as_json:
        print_json({"file": str(out), **list_json(made)})
    else:
        click.echo(_("吊销名单已写好：{path}，发给各单位").format(path=out))
        say_list(made)


@command()
@argument("certificate", type=PATH, metavar="证书")
@option("--unit", required=True, metavar="单位", help="这张证书代表哪个单位")
@option("--person", required=True, metavar="姓名", help="签名人姓名")
@option("--role", metavar="职务", default="统计负责人", help="签名人职务")
@option("--ca", "issuer", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--fingerprint", default="", metavar="指纹", help="电话里核对过的证书指纹")
@option("--yes", is_flag=True, help="指纹已核对，不再询问")
@option("-o", "--out", type=PATH, metavar="路径", default=Path(), help="登记书写到哪里")
@PASSWORD_FILE
@JSON
@OPTIONS
def admit(
    options: Options,
    *,
    certificate: Path,
    unit: str,
    person: str,
    role: str,
    issuer: Path,
    ca_key: Path,
    fingerprint: str,
    yes: bool,
    out: Path,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：登记外部机构签发的证书，指明代表哪个单位的谁。"""
    from desktop_app.work.keys import admit as acts
    from desktop_app.work.keys.enrol import facts_of
    from desktop_app.work.workspace import open_workspace

    facts = facts_of(certificate)
    if not as_json:
        click.echo(_("证书指纹：{digits}").format(digits=facts.fingerprint))
    insist_on_fingerprint(facts.fingerprint, fingerprint, yes=yes)
    authority = _authority(issuer, ca_key, password_file)
    ws = open_workspace(options.folder, token=options.token)
    try:
        made = acts.admit(ws, certificate, authority, unit=unit, person=person, role=role, out=out)
    finally:
        ws.close()
    if as_json:
        who = made.identity
        names = {"unit": who.unit, "office": who.office, "person": who.person, "role": who.role}
        said = {"fingerprint": made.fingerprint, "valid_to": made.last}
        print_json({"file": str(made.path), **names, **said})
    else:
        click.echo(_("已登记，登记书写好：{path}，发给该单位").format(path=made.path))


COMMANDS = (admit, ca, issue, reissue, revoke)
