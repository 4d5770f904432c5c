"""How commands name a key on a token, and the list of the tokens that are plugged in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, PATH
from desktop_app.cli.help import Group, option
from desktop_app.cli.output import print_json
from desktop_app.i18n import _, told

if TYPE_CHECKING:
    from desktop_app.packages.pki.keys import Algorithm
    from desktop_app.work.keys.enrol import TokenChoice


def token_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say on which token a key is."""
    for add in (
        option("--generate", is_flag=True, help="在 U 盾上新建密钥"),
        option("--key-id", metavar="编号", default="", help="U 盾里用哪一把密钥"),
        option("--slot", type=int, metavar="槽号", help="插着几个 U 盾时写"),
        option("--module", type=PATH, metavar="驱动", help="U 盾的驱动文件"),
        option("--token", is_flag=True, help="密钥在 U 盾上，不在本机"),
    ):
        function = add(function)
    return function


def chosen_token(
    given: Mapping[str, object], algorithm: Algorithm, *, encryption: bool
) -> TokenChoice | None:
    """Return the token that the options name, or None where the key is to be a file."""
    from desktop_app.domain.errors import UserError
    from desktop_app.work.keys.enrol import TokenChoice

    module, slot = given["module"], given["slot"]
    named = module or slot is not None or given["key_id"] or given["generate"]
    if not given["token"]:
        if named:
            raise UserError(_("没有写 --token。"), _("密钥在 U 盾上的，加上 --token。"))
        return None
    if not isinstance(module, Path):
        raise UserError(_("没有写 U 盾的驱动。"), _("用 --module 写上驱动文件的完整路径。"))
    if encryption:
        raise UserError(_("加密用的密钥放在文件里，不放在 U 盾上。"), _("去掉 --token，没有新建。"))
    return TokenChoice(
        module.absolute(),
        slot if isinstance(slot, int) else None,
        str(given["key_id"]),
        generate=bool(given["generate"]),
        algorithm=algorithm,
    )


def token_suffix() -> str:
    """Return what the file of a key on a token ends with."""
    from desktop_app.packages.pki.token_file import SUFFIX

    return SUFFIX


@click.group(cls=Group)
def token() -> None:
    """U 盾。"""


@token.command("list")
@option("--module", type=PATH, metavar="驱动", required=True, help="U 盾的驱动文件")
@JSON
def list_tokens(*, module: Path, as_json: bool) -> None:
    """列出插着的 U 盾和里面的密钥。"""
    from desktop_app.work.keys.enrol import tokens

    found = tokens(module.absolute())
    if as_json:
        names = ("slot", "label", "serial", "maker", "keys", "locked")
        print_json({"tokens": [{name: getattr(one, name) for name in names} for one in found]})
        return
    for one in found:
        click.echo(told(_("槽 {slot}").format(slot=one.slot), one.label))
        click.echo(_("  编号 {serial}，{maker}").format(serial=one.serial, maker=one.maker))
        for key in one.keys:
            click.echo(_("  密钥 {key}").format(key=key))
        if one.locked:
            click.echo(_("  PIN 已锁住"))
    if not found:
        click.echo(_("没有插上 U 盾"))
