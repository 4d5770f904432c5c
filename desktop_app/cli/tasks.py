"""The task file: draft and make at the city; install and show in a district."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import Group, argument, option
from desktop_app.cli.keys_shown import PASSWORD_FILE
from desktop_app.cli.output import Options, password, print_json, told_line
from desktop_app.i18n import _, joined, period_label, short_of, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.work.task.install import TaskLook
    from desktop_app.work.task.items import Item
    from desktop_app.work.task.make import Draft, MadeTask
    from desktop_app.work.workspace import Workspace

_SHOWN = 40
"""Changes that are told one by one on a terminal; JSON has them all."""


@click.group(cls=Group)
def task() -> None:
    """任务文件：市局制作，区县装入。"""


@task.command()
@option("--from", "source", type=PATH, metavar="文件", help="要改的内容：TOML 文件或填好的表")
@option("--unit", "units", multiple=True, metavar="单位", help="只发给哪个单位，可以写几次")
@option("--text", default="", metavar="文字", help="说明")
@option("--certificate", type=PATH, metavar="文件", help="市局用来收加密包的证书")
@option("--key", type=PATH, metavar="文件", help="市局的签名密钥（.p12）")
@option("-o", "--out", type=PATH, metavar="文件", help="任务文件写到哪里")
@option("--dry-run", is_flag=True, help="只看会改什么，不制作")
@option("--password-stdin", is_flag=True, hidden=True)
@PASSWORD_FILE
@JSON
@OPTIONS
def make(
    options: Options,
    *,
    source: Path | None,
    units: tuple[str, ...],
    text: str,
    certificate: Path | None,
    key: Path | None,
    out: Path | None,
    dry_run: bool,
    password_stdin: bool,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """市局：制作并签名任务文件。"""
    from desktop_app.packages.pki.token_file import open_signer
    from desktop_app.work.task.make import draft_task, make_task
    from desktop_app.work.task.source import read_source
    from desktop_app.work.workspace import open_workspace

    if not dry_run and (key is None or out is None):
        raise click.UsageError(_("制作任务文件要有 --key 和 --out；只看会改什么，写 --dry-run"))
    ws = open_workspace(options.folder, write=not dry_run, token=options.token)
    try:
        draft = draft_task(ws, read_source(source, ws.store.base) if source else None)
        if dry_run or key is None or out is None:
            _say_draft(draft, as_json=as_json)
            return
        secret = told_line() if password_stdin else password(_("密钥的密码"), password_file)
        made = make_task(
            ws,
            draft,
            signer=open_signer(key, secret),
            out=out,
            units=units,
            text=text,
            certificate=certificate,
        )
    finally:
        ws.close()
    _say_made(made, draft, as_json=as_json)


def _say_draft(draft: Draft, *, as_json: bool) -> None:
    if as_json:
        print_json({"dry_run": True, "changes": [_item_json(item) for item in draft.items]})
    else:
        _say_items(draft.items)
        click.echo(_("这是预演，没有写入。"))


def _say_made(made: MadeTask, draft: Draft, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": str(made.path),
                "kept": str(made.kept),
                "digest": made.digest,
                "number": made.task.number,
                "units": list(made.task.units),
                "changes": [_item_json(item) for item in draft.items],
                "batch": made.applied.batch,
            }
        )
        return
    _say_items(draft.items)
    click.echo(_("任务文件 {n} 号已签名并验证：{path}").format(n=made.task.number, path=made.path))


@task.command()
@option("-o", "--out", type=PATH, metavar="文件", required=True, help="填写用的表写到哪里")
@JSON
@OPTIONS
def draft(options: Options, *, out: Path, as_json: bool) -> None:
    """市局：写出填写任务的表，含现行的规则级别、参数和目标。"""
    from desktop_app.work.task.sections import kept_sections
    from desktop_app.work.task.source import write_draft
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        write_draft(out, ws.store.base, kept_sections(ws))
    finally:
        ws.close()
    if as_json:
        print_json({"file": str(out)})
    else:
        click.echo(_("已写出：{path}。填好后用 task make --from 交回").format(path=out))


@task.command()
@argument("file", type=PATH, metavar="任务文件")
@option("--dry-run", is_flag=True, help="只看会改什么，不装入")
@JSON
@OPTIONS
def install(options: Options, *, file: Path, dry_run: bool, as_json: bool) -> int:
    """区县：验证任务文件，列出会改什么，装入。"""
    from desktop_app.work.task.install import install_task, look_at_task
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=not dry_run, token=options.token)
    try:
        look = look_at_task(ws, file)
        if not dry_run:
            look = install_task(ws, look)
    finally:
        ws.close()
    if as_json:
        print_json(_look_json(look, dry_run=dry_run))
    else:
        _say_look(look, dry_run=dry_run)
    return look.exit_code


def _say_look(look: TaskLook, *, dry_run: bool) -> None:
    click.echo(told(look.path.name, outcome_word(look)))
    for sentence in look.sentences:
        click.echo(f"    {sentence}")
    _say_items(look.items)
    if dry_run:
        click.echo(_("这是预演，没有写入。"))


def outcome_word(look: TaskLook) -> str:
    """Return the word for what becomes of a task file, in the language in use."""
    from desktop_app.work.task.install import Outcome

    return {
        Outcome.READY: _("可以装入"),
        Outcome.INSTALLED: _("已装入"),
        Outcome.SAME: _("已在库"),
        Outcome.REFUSED: _("不收"),
    }[look.outcome]


def _look_json(look: TaskLook, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": str(look.path),
        "outcome": look.outcome.value,
        "messages": list(look.sentences),
        "number": look.task.number if look.task else 0,
        "changes": [_item_json(item) for item in look.items],
        "batch": look.applied.batch if look.applied else None,
        "dry_run": dry_run,
    }


def _item_json(item: Item) -> dict[str, str]:
    keys = ("section", "subject", "before", "after")
    return {key: getattr(item, key) for key in keys}


def _say_items(items: Sequence[Item]) -> None:
    for item in items[:_SHOWN]:
        values = {"was": item.before or _("（空）"), "now": item.after or _("（空）")}
        click.echo("    " + told(item.subject, _("{was} → {now}").format(**values)))
    if len(items) > _SHOWN:
        click.echo("    " + _("另有 {n:,} 处改动，用 --json 看全部").format(n=len(items) - _SHOWN))
    if not items:
        click.echo("    " + _("没有改动"))


@task.command()
@JSON
@OPTIONS
def show(options: Options, *, as_json: bool) -> None:
    """现行的任务：编号、期别与期限。"""
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        if as_json:
            print_json(_task_json(ws))
        else:
            _say_task(ws)
    finally:
        ws.close()


def _task_json(ws: Workspace) -> dict[str, object]:
    from desktop_app.work.task.in_force import asked_forms, period_tasks, task_in_force

    now = task_in_force(ws)
    return {
        "number": now.number if now else 0,
        "file": now.file if now else "",
        "digest": now.digest if now else "",
        "made_at": now.made_at if now else "",
        "signer": now.signer if now else "",
        "periods": [
            {
                "period": one.period,
                "opening": one.opening or None,
                "deadline": one.deadline or None,
                "closing": one.closing or None,
                "signatures": one.signatures,
                "forms": list(asked_forms(ws, one.period)),
            }
            for one in period_tasks(ws)
        ],
    }


def _say_task(ws: Workspace) -> None:
    from desktop_app.work.task.in_force import asked_forms, period_tasks, task_in_force

    now = task_in_force(ws)
    if now is None:
        click.echo(_("还没有任务文件"))
    else:
        click.echo(
            _("任务文件 {n} 号，{day} 签发，{file}").format(
                n=now.number, day=now.made_at[:10], file=now.file
            )
        )
    for one in period_tasks(ws):
        days = [
            (_("开始填报 {day}"), one.opening),
            (_("报送期限 {day}"), one.deadline),
            (_("停止收件 {day}"), one.closing),
        ]
        said = [text.format(day=day) for text, day in days if day]
        if one.signatures > 1:
            said.append(_("填报人和单位负责人都要签名"))
        forms = [short_of(ws.catalogue.form(code)) for code in asked_forms(ws, one.period)]
        if forms:
            said.append(told(_("要报"), joined(forms)))
        click.echo("  " + told(period_label(one.period), joined(said) or _("没有期限")))
