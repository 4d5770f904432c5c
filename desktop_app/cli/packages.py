"""Commands on sealed workbooks: pack, verify."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.keys_shown import PASSWORD_FILE, secret_of
from desktop_app.cli.output import Options, meter, print_json
from desktop_app.i18n import _, state_word

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.packages.countersign import Awaiting
    from desktop_app.work.receive import Judged
    from desktop_app.work.workspace import Workspace

_ENCRYPT = option(
    "--encrypt",
    type=PATH,
    is_flag=False,
    flag_value="-",
    metavar="[证书]",
    help="加密给市局，文件名以 .xlsx.p7m 结尾；证书缺省为任务文件带来的",
)


@command()
@option("--period", required=True, metavar="期别", help="要上报的期别")
@option("--key", type=PATH, metavar="文件", help="签名密钥（.p12）；缺省为工作区里的")
@option("--token", is_flag=True, help="用工作区登记的 U 盾签名")
@option("-o", "--out", type=PATH, metavar="文件", required=True, help="报送包写到哪里")
@_ENCRYPT
@PASSWORD_FILE
@option("--password-stdin", is_flag=True, hidden=True)
@JSON
@OPTIONS
def pack(
    options: Options,
    *,
    period: str,
    key: Path | None,
    token: bool,
    out: Path,
    encrypt: Path | None,
    password_file: Path | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """导出签名的报送包，报表变为已上报；要两个签名的，等负责人签好。"""
    from desktop_app.work.report.pack import pack as make_package
    from desktop_app.work.task.in_force import certificate_for
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        own = _own_key(ws, key, token=token)
        secret = secret_of(own, password_file, stdin=password_stdin)
        show = meter(options, _("导出"))
        city = certificate_for(ws, encrypt)
        made = make_package(
            ws, period, key=own, password=secret, out=out, encrypt=city, progress=show
        )
    finally:
        ws.close()
    if as_json or options.progress_json:
        print_json(
            {
                "file": str(made.path),
                "kept": str(made.kept),
                "digest": made.summary.digest,
                "size": made.summary.size,
                "counts": dict(made.summary.counts),
                "batch": made.applied.batch,
                "state": made.state.value,
            }
        )
    else:
        click.echo(_("报送包已写好并验证：{path}").format(path=made.path))
        click.echo(_("摘要 {digest}").format(digest=made.summary.digest))
        if made.signatures > 1:
            click.echo(_("还没有上报：由单位负责人用 countersign 签好，再报送"))


def _own_key(ws: Workspace, key: Path | None, *, token: bool) -> Path:
    """Return the key that signs: the one that was named, or that of the workspace."""
    from desktop_app.domain.errors import UserError
    from desktop_app.work.keys.enrol import is_on_token, own_signing_key

    own = key or own_signing_key(ws)
    if token and not is_on_token(own):
        raise UserError(
            _("工作区的密钥不在 U 盾上。"),
            _("没有导出。用 keys new --token 登记 U 盾，或去掉 --token。"),
        )
    return own


@command()
@argument("file", type=PATH, metavar="报送包")
@option("--key", type=PATH, metavar="文件", help="负责人的签名密钥；缺省为工作区里的")
@option("-o", "--out", type=PATH, metavar="文件", help="签好的报送包写到哪里；缺省写回原文件")
@_ENCRYPT
@PASSWORD_FILE
@option("--password-stdin", is_flag=True, hidden=True)
@JSON
@OPTIONS
def countersign(
    options: Options,
    *,
    file: Path,
    key: Path | None,
    out: Path | None,
    encrypt: Path | None,
    password_file: Path | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """单位负责人在填报人签过的报送包上签名。"""
    from desktop_app.work.report import countersign as acts
    from desktop_app.work.task.in_force import certificate_for
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        found = acts.look_at_half(ws, file)
        own = key or acts.head_key(ws)
        if not as_json:
            _say_half(found)
        secret = secret_of(own, password_file, stdin=password_stdin)
        target = out or file
        city = certificate_for(ws, encrypt)
        made = acts.countersign(ws, file, key=own, password=secret, out=target, encrypt=city)
    finally:
        ws.close()
    if as_json:
        kept = str(made.kept) if made.kept else None
        print_json({"file": str(made.path), "kept": kept, "digest": made.digest})
    else:
        click.echo(_("已签名并验证：{path}").format(path=made.path))
        if made.kept:
            click.echo(_("报表现为{state}").format(state=state_word("已上报")))


def _say_half(found: Awaiting) -> None:
    at = found.signature.facts.signed_at.astimezone()
    click.echo(
        _("填报人 {person} {role}，签于 {at}").format(
            person=found.signer.person, role=found.signer.role, at=f"{at:%Y-%m-%d %H:%M}"
        )
    )
    click.echo(_("摘要 {digest}").format(digest=found.digest))


@command()
@argument("file", type=PATH, metavar="文件")
@option(
    "--trust",
    type=PATH,
    metavar="路径",
    multiple=True,
    help="信任的根证书文件或文件夹；缺省为工作区的",
)
@option("--unit", default="", metavar="代码", help="必须由哪个单位签名（代码）")
@option("--content", is_flag=True, help="再核对清单与各表是否相符")
@option("--key", type=PATH, metavar="文件", help="打开加密报送包的密钥（.p12）")
@PASSWORD_FILE
@JSON
@OPTIONS
def verify(
    options: Options,
    *,
    file: Path,
    trust: tuple[Path, ...],
    unit: str,
    content: bool,
    key: Path | None,
    password_file: Path | None,
    as_json: bool,
) -> int:
    """验证收到的文件：有效、无法判定、无效……"""
    from desktop_app.packages.pki.token_file import open_signer
    from desktop_app.work.receive import judge_file, never

    own = options.folder / "trust"
    places = trust or ((own,) if own.is_dir() else ())
    opener = open_signer(key, secret_of(key, password_file)) if key else None
    judged = judge_file(
        file,
        places,
        expected_unit=unit,
        content=content,
        opener=opener,
        received=never if trust else partial(_received, options.folder),
        progress=meter(options, _("核对清单与各表")),
    )
    if as_json:
        print_json(_as_json(judged))
    else:
        _say(judged)
    return judged.exit_code


def _received(folder: Path, digest: str) -> datetime | None:
    """Return when the workspace in a folder, if one is there, first received a package."""
    from desktop_app.domain.errors import UserError
    from desktop_app.work.city.received import first_received
    from desktop_app.work.workspace import open_workspace

    try:
        ws = open_workspace(folder, write=False)
    except UserError:
        return None  # a file is judged anywhere, also beside a workspace that cannot be read
    try:
        return first_received(ws, digest)
    finally:
        ws.close()


def _as_json(judged: Judged) -> dict[str, object]:
    verdict = judged.verdict
    signer = verdict.signer
    return {
        "file": str(judged.path),
        "verdict": judged.word,
        "exit_code": judged.exit_code,
        "causes": [{"id": c.id, **c.shown} for c in verdict.causes] or list(judged.misfits),
        "messages": list(judged.sentences),
        "unit": verdict.unit,
        "office": signer.office if signer else "",
        "person": signer.person if signer else "",
        "role": signer.role if signer else "",
        "countersigned_by": verdict.countersigner.person if verdict.countersigner else "",
        "claimed_at": verdict.claimed_at.isoformat() if verdict.claimed_at else None,
        "digest": verdict.digest,
        "fingerprint": verdict.fingerprint,
    }


def _say(judged: Judged) -> None:
    from desktop_app.packages.verdict import Word
    from desktop_app.packages.wording import word_text

    click.echo(word_text(Word(judged.word)))
    for sentence in judged.sentences:
        click.echo(sentence)
    who = judged.verdict.signer
    if who and judged.exit_code < 2:
        claimed = judged.verdict.claimed_at
        # As the clock on the wall had it; --json gives the moment with its zone.
        at = f"{claimed.astimezone():%Y-%m-%d %H:%M}" if claimed else "—"
        click.echo(
            _("签名人 {office} {person} {role}，自称签于 {at}").format(
                office=who.office, person=who.person, role=who.role, at=at
            )
        )
    second = judged.verdict.countersigner
    if second and judged.exit_code < 2:
        click.echo(_("又经 {person} {role} 签名").format(person=second.person, role=second.role))


COMMANDS = (pack, countersign, verify)
