"""Commands on keys and certificates: made, certified, shown, replaced, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from desktop_app.cli import keys_city
from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import Group, argument, option
from desktop_app.cli.keys_shown import (
    PASSWORD_FILE,
    certificate_json,
    list_json,
    say_certificate,
    say_list,
    secret_of,
)
from desktop_app.cli.keys_token import chosen_token, token, token_options, token_suffix
from desktop_app.cli.output import Options, password, print_json
from desktop_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.packages.pki.key_files import Purpose
    from desktop_app.packages.pki.keys import Algorithm
    from desktop_app.work.keys.enrol import TokenChoice
    from desktop_app.work.workspace import Workspace

ALGORITHM = option(
    "--algorithm", type=click.Choice(["rsa", "ecdsa"]), default="rsa", help="密钥种类"
)
_ROLE = "统计负责人"


def _purpose_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which of a unit's keys is meant."""
    encryption = option(
        "--encryption", is_flag=True, help="加密用的密钥，别人用它的证书加密给本单位"
    )
    head = option("--head", is_flag=True, help="单位负责人的密钥，作第二个签名")
    return encryption(head(function))


@click.group(cls=Group)
def keys() -> None:
    """密钥与证书。"""


class _Who(TypedDict):
    person: str
    role: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a new key is to be: whose, where, of which kind; and what opens it."""

    who: _Who
    token: TokenChoice | None
    algorithm: Algorithm
    secret: str


def _makes_a_key(ask: Callable[[Workspace, _Wanted], Path]) -> Callable[..., None]:
    """Make a command of what asks for a certificate of a new key, with the options of that."""

    @wraps(ask)
    def given(
        options: Options,
        /,
        *,
        person: str,
        role: str,
        algorithm: str,
        encryption: bool,
        head: bool,
        password_file: Path | None,
        as_json: bool,
        **token: object,
    ) -> None:
        from desktop_app.work.workspace import open_workspace

        purpose, role = _purpose(encryption=encryption, head=head, role=role)
        chosen = chosen_token(token, _algorithm(algorithm), encryption=encryption)
        secret = _new_secret(chosen, password_file)
        who: _Who = {"person": person, "role": role, "purpose": purpose}
        ws = open_workspace(options.folder, write=False)
        try:
            path = ask(ws, _Wanted(who, chosen, _algorithm(algorithm), secret))
        finally:
            ws.close()
        _say_request(path, as_json=as_json)

    made: Callable[..., None] = OPTIONS(given)
    for add in (JSON, PASSWORD_FILE, token_options, _purpose_options, ALGORITHM):
        made = add(made)
    return made


@keys.command()
@option("--person", required=True, metavar="姓名", help="签名人姓名")
@option("--role", metavar="职务", default="", help="签名人职务，缺省为统计负责人")
@_makes_a_key
def new(ws: Workspace, wanted: _Wanted) -> Path:
    """新建密钥和证书申请。"""
    from desktop_app.work.keys.enrol import new_request, new_token_request

    who: _Who = {**wanted.who, "role": wanted.who["role"] or _ROLE}
    if wanted.token is not None:
        return new_token_request(ws, wanted.token, pin=wanted.secret, **who)
    return new_request(ws, password=wanted.secret, algorithm=wanted.algorithm, **who)


@keys.command()
@option("--person", default="", metavar="姓名", help="换签名人时写，缺省照旧")
@option("--role", default="", metavar="职务", help="换职务时写，缺省照旧")
@_makes_a_key
def replace(ws: Workspace, wanted: _Wanted) -> Path:
    """密钥丢了或泄露：换一把新的，写出申请，旧的移到一边。"""
    from desktop_app.work.keys.enrol import replacement_request, token_replacement

    who = wanted.who
    if wanted.token is not None:
        return token_replacement(ws, wanted.token, pin=wanted.secret, **who)
    return replacement_request(ws, password=wanted.secret, algorithm=wanted.algorithm, **who)


def _new_secret(token: TokenChoice | None, password_file: Path | None) -> str:
    if token is not None:
        return password(_("U 盾的 PIN"), password_file)
    return password(_("新密钥的密码"), password_file, twice=True)


def _algorithm(name: str) -> Algorithm:
    from desktop_app.packages.pki.keys import Algorithm

    return Algorithm.RSA if name == "rsa" else Algorithm.ECDSA


def _purpose(*, encryption: bool, head: bool, role: str) -> tuple[Purpose, str]:
    """Return which key is meant, and the role: the 负责人's key is for that role alone."""
    from desktop_app.domain.errors import UserError
    from desktop_app.packages.pki.identity import HEAD_ROLE
    from desktop_app.packages.pki.key_files import Purpose

    if encryption and head:
        raise UserError(_("--encryption 和 --head 不能一起用。"), _("每把密钥各建一次，没有新建。"))
    if not head:
        return (Purpose.ENCRYPTION if encryption else Purpose.SIGN), role
    if role not in {"", HEAD_ROLE}:
        raise UserError(
            _("负责人的密钥，职务只能是“{role}”。").format(role=HEAD_ROLE),
            _("不写 --role，没有新建。"),
        )
    return Purpose.COUNTERSIGN, HEAD_ROLE


def _say_request(path: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"request": str(path)})
    else:
        click.echo(_("证书申请已写好：{path}，交市局签发").format(path=path))


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
    from desktop_app.work.keys.enrol import look_at, needs_secret, take_in
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
        secret = password(_("密钥的密码"), password_file) if needs_secret(ws, found) else ""
        path = take_in(ws, found, secret)
    finally:
        ws.close()
    if as_json:
        print_json({"key": str(path), "fingerprint": found.fingerprint})
    else:
        click.echo(_("证书已装好：{path}").format(path=path))


def _digits(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


@keys.command("import")
@argument("file", type=PATH, metavar="文件")
@option("--head", is_flag=True, help="单位负责人的密钥，作第二个签名")
@PASSWORD_FILE
@JSON
@OPTIONS
def import_key(
    options: Options, *, file: Path, head: bool, password_file: Path | None, as_json: bool
) -> None:
    """把外部机构签发的密钥装入工作区，证书交市局登记。"""
    from desktop_app.work.keys.admit import import_pfx
    from desktop_app.work.workspace import open_workspace

    purpose, _role = _purpose(encryption=False, head=head, role="")
    ws = open_workspace(options.folder, write=False)
    try:
        path, digits = import_pfx(ws, file, password(_("密钥的密码"), password_file), purpose)
    finally:
        ws.close()
    if as_json:
        print_json({"certificate": str(path), "fingerprint": digits})
        return
    click.echo(_("密钥已装好，证书：{path}，交市局登记").format(path=path))
    click.echo(_("证书指纹：{digits}").format(digits=digits))


@keys.command()
@argument("file", type=PATH, metavar="[文件]", required=False)
@JSON
@OPTIONS
def show(options: Options, *, file: Path | None, as_json: bool) -> None:
    """列出工作区的证书，或一个证书文件的内容。"""
    from desktop_app.work.keys.enrol import facts_of, installed
    from desktop_app.work.workspace import open_workspace

    if file is not None:
        say_certificate(facts_of(file), as_json=as_json)
        return
    ws = open_workspace(options.folder, write=False)
    try:
        found = installed(ws)
    finally:
        ws.close()
    if as_json:
        print_json({"certificates": [certificate_json(facts) for facts in found]})
        return
    for facts in found:
        say_certificate(facts, as_json=False)
    if not found:
        click.echo(_("还没有证书，只能录入和审核，不能上报"))


@keys.command()
@option("--person", default="", metavar="姓名", help="换签名人时写，缺省照旧")
@option("--role", default="", metavar="职务", help="换职务时写，缺省照旧")
@_purpose_options
@PASSWORD_FILE
@JSON
@OPTIONS
def renew(
    options: Options,
    *,
    person: str,
    role: str,
    encryption: bool,
    head: bool,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """为现有的密钥再写一份申请，换发证书。"""
    from desktop_app.work.keys.enrol import renewal_request
    from desktop_app.work.workspace import open_workspace

    purpose, role = _purpose(encryption=encryption, head=head, role=role)
    ws = open_workspace(options.folder, write=False)
    try:
        own = ws.keys / f"{ws.unit}{purpose}{token_suffix()}"
        secret = secret_of(own if own.is_file() else ws.keys, password_file)
        path = renewal_request(ws, password=secret, person=person, role=role, purpose=purpose)
    finally:
        ws.close()
    _say_request(path, as_json=as_json)


@keys.command("list")
@JSON
@OPTIONS
def list_keys(options: Options, *, as_json: bool) -> None:
    """列出工作区的证书和吊销名单。"""
    from desktop_app.work.keys.enrol import installed
    from desktop_app.work.keys.revoke import lists
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found, revoked = installed(ws), lists(ws)
    finally:
        ws.close()
    if as_json:
        print_json(
            {
                "certificates": [certificate_json(facts) for facts in found],
                "lists": [list_json(one) for one in revoked],
            }
        )
        return
    for facts in found:
        say_certificate(facts, as_json=False)
    for one in revoked:
        say_list(one)


for _command in keys_city.COMMANDS:
    keys.add_command(_command)
keys.add_command(token)
