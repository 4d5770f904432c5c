"""Commands on keys and certificates: ca, new, issue, install, show, renew, revoke, list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import Group, argument, option
from desktop_app.cli.output import Options, password, print_json
from desktop_app.i18n import _, told

if TYPE_CHECKING:
    from desktop_app.packages.enrolment import Authority
    from desktop_app.packages.revocation import RevocationList
    from desktop_app.work.enrol import CertificateFacts

PASSWORD_FILE = option(
    "--password-file", type=PATH, metavar="文件", help="密码文件（取第一行）；不给则询问"
)


@click.group(cls=Group)
def keys() -> None:
    """密钥与证书。"""


@keys.command()
@option("--out", type=PATH, metavar="文件夹", default=Path(), help="放在哪个文件夹")
@option("--name", metavar="名称", default="双倍增报送根证书", help="根证书的名称")
@option("--years", metavar="年数", default=10, help="有效年数")
@PASSWORD_FILE
@JSON
def ca(*, out: Path, name: str, years: int, password_file: Path | None, as_json: bool) -> None:
    """市局：新建根证书。"""
    from desktop_app.work.enrol import new_city_authority

    secret = password(_("根证书密钥的密码"), password_file, twice=True)
    _say(new_city_authority(out, name=name, password=secret, years=years), as_json=as_json)


@keys.command()
@option("--person", required=True, metavar="姓名", help="签名人姓名")
@option("--role", metavar="职务", default="统计负责人", help="签名人职务")
@option("--algorithm", type=click.Choice(["rsa", "ecdsa"]), default="rsa", help="密钥种类")
@PASSWORD_FILE
@JSON
@OPTIONS
def new(
    options: Options,
    *,
    person: str,
    role: str,
    algorithm: str,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """新建密钥和证书申请。"""
    from desktop_app.packages.keys import Algorithm
    from desktop_app.work.enrol import new_request
    from desktop_app.work.workspace import open_workspace

    secret = password(_("新密钥的密码"), password_file, twice=True)
    kind = Algorithm.RSA if algorithm == "rsa" else Algorithm.ECDSA
    ws = open_workspace(options.folder, write=False)
    try:
        path = new_request(ws, person=person, role=role, password=secret, algorithm=kind)
    finally:
        ws.close()
    if as_json:
        print_json({"request": str(path)})
    else:
        click.echo(_("证书申请已写好：{path}，交市局签发").format(path=path))


@keys.command()
@argument("request", type=PATH, metavar="申请")
@option("--ca", "certificate", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--years", metavar="年数", default=3, help="有效年数")
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
    from desktop_app.work.enrol import issue_certificate

    authority = _authority(certificate, ca_key, password_file)
    _say(issue_certificate(request, authority, out, years=years), as_json=as_json)


def _authority(certificate: Path, key: Path, password_file: Path | None) -> Authority:
    """Open the city's authority; the password is asked for where its key has one."""
    from desktop_app.work.enrol import open_authority

    open_key = "ENCRYPTED" not in _head(key)
    secret = None if open_key else password(_("根证书密钥的密码"), password_file)
    return open_authority(certificate, key, secret)


def _head(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace")[:2000]
    except OSError:
        return ""


@keys.command()
@argument("certificate", type=PATH, metavar="证书")
@option("--ca", "issuer", type=PATH, metavar="文件", required=True, help="市局的根证书")
@option(
    "--fingerprint", default="", metavar="指纹", help="电话里核对过的根证书指纹，给了就不再询问"
)
@option("--yes", is_flag=True, help="指纹已核对，不再询问")
@PASSWORD_FILE
@JSON
@OPTIONS
def install(
    options: Options,
    *,
    certificate: Path,
    issuer: Path,
    fingerprint: str,
    yes: bool,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """核对根证书指纹后，把证书装入工作区。"""
    from desktop_app.domain.errors import UserError
    from desktop_app.work.enrol import look_at, take_in
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found = look_at(ws, certificate, issuer)
        if not as_json:
            click.echo(_("根证书指纹：{digits}").format(digits=found.fingerprint))
        if fingerprint and _digits(fingerprint) != _digits(found.fingerprint):
            raise UserError(_("根证书指纹与核对的不一致。"), _("没有安装。向市局重新要根证书。"))
        if not fingerprint and not yes:
            click.confirm(_("与市局电话核对，指纹一致？"), abort=True)
        path = take_in(ws, found, password(_("密钥的密码"), password_file))
    finally:
        ws.close()
    if as_json:
        print_json({"key": str(path), "fingerprint": found.fingerprint})
    else:
        click.echo(_("证书已装好：{path}").format(path=path))


def _digits(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


@keys.command()
@argument("file", type=PATH, metavar="[文件]", required=False)
@JSON
@OPTIONS
def show(options: Options, *, file: Path | None, as_json: bool) -> None:
    """列出工作区的证书，或一个证书文件的内容。"""
    from desktop_app.work.enrol import facts_of, installed
    from desktop_app.work.workspace import open_workspace

    if file is not None:
        _say(facts_of(file), as_json=as_json)
        return
    ws = open_workspace(options.folder, write=False)
    try:
        found = installed(ws)
    finally:
        ws.close()
    if as_json:
        print_json({"certificates": [_as_json(facts) for facts in found]})
        return
    for facts in found:
        _say(facts, as_json=False)
    if not found:
        click.echo(_("还没有证书，只能录入和审核，不能上报"))


@keys.command()
@option("--person", default="", metavar="姓名", help="换签名人时写，缺省照旧")
@option("--role", default="", metavar="职务", help="换职务时写，缺省照旧")
@PASSWORD_FILE
@JSON
@OPTIONS
def renew(
    options: Options, *, person: str, role: str, password_file: Path | None, as_json: bool
) -> None:
    """为现有的密钥再写一份申请，换发证书。"""
    from desktop_app.work.enrol import renewal_request
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        secret = password(_("密钥的密码"), password_file)
        path = renewal_request(ws, password=secret, person=person, role=role)
    finally:
        ws.close()
    if as_json:
        print_json({"request": str(path)})
    else:
        click.echo(_("证书申请已写好：{path}，交市局签发").format(path=path))


@keys.command()
@argument("certificates", type=PATH, metavar="[证书…]", nargs=-1)
@option("--ca", "certificate", type=PATH, metavar="文件", required=True, help="根证书")
@option("--ca-key", type=PATH, metavar="文件", required=True, help="根证书的密钥")
@option("--days", metavar="天数", default=180, help="名单用多少天")
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
    out: Path,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：吊销证书，写出吊销名单；不给证书就把名单重签一次。"""
    from desktop_app.work import revoke as acts
    from desktop_app.work.workspace import open_workspace

    authority = _authority(certificate, ca_key, password_file)
    ws = open_workspace(options.folder, token=options.token)
    try:
        made = acts.revoke(ws, certificates, authority, days=days, out=out)
    finally:
        ws.close()
    if as_json:
        print_json({"file": str(out), **_list_json(made)})
    else:
        click.echo(_("吊销名单已写好：{path}，发给各单位").format(path=out))
        _say_list(made)


@keys.command("list")
@JSON
@OPTIONS
def list_keys(options: Options, *, as_json: bool) -> None:
    """列出工作区的证书和吊销名单。"""
    from desktop_app.work.enrol import installed
    from desktop_app.work.revoke import lists
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found, revoked = installed(ws), lists(ws)
    finally:
        ws.close()
    if as_json:
        print_json(
            {
                "certificates": [_as_json(facts) for facts in found],
                "lists": [_list_json(one) for one in revoked],
            }
        )
        return
    for facts in found:
        _say(facts, as_json=False)
    for one in revoked:
        _say_list(one)


def _list_json(one: RevocationList) -> dict[str, object]:
    return {
        "number": one.number,
        "made_at": one.made_at.isoformat(),
        "next_update": one.next_update.isoformat(),
        "revoked": {f"{serial:X}": since.isoformat() for serial, since in one.revoked.items()},
    }


def _say_list(one: RevocationList) -> None:
    click.echo(
        _("吊销名单第 {n} 号，吊销 {count} 张证书，用到 {day}").format(
            n=one.number, count=len(one.revoked), day=f"{one.next_update:%Y-%m-%d}"
        )
    )
    for serial, since in one.revoked.items():
        click.echo(
            _("  {serial} 吊销于 {day}").format(serial=f"{serial:X}", day=f"{since:%Y-%m-%d}")
        )


def _as_json(facts: CertificateFacts) -> dict[str, object]:
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


def _say(facts: CertificateFacts, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(facts))
        return
    who = facts.identity
    name = f"{who.office} {who.person} {who.role}".strip() if who else _("未写明单位")
    click.echo(told(facts.path.name, name))
    click.echo(_("  有效期 {first} 至 {last}").format(first=facts.first, last=facts.last))
    click.echo(_("  指纹 {digits}").format(digits=facts.fingerprint))
