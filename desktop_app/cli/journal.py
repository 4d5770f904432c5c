"""Commands on the journal: history, undo."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.output import Options, print_json
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, listed, noted, plural, short_of, told

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace


@command()
@option("--limit", default=50, metavar="数", help="最多列出几批")
@option("--batch", type=int, metavar="批号", help="只看这一批，连同导入的文件、选项和配列")
@JSON
@OPTIONS
def history(options: Options, *, limit: int, batch: int | None, as_json: bool) -> None:
    """列出批次，最新的在前。"""
    from desktop_app.work.history import history as list_batches
    from desktop_app.work.importing.facts import details_of
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        before = batch + 1 if batch is not None else None
        batches = list_batches(ws, limit=limit if batch is None else 1, before=before)
        batches = [one for one in batches if batch in {None, one.id}]
        details = [line for one in batches if batch for line in details_of(one, ws.catalogue)]
    finally:
        ws.close()
    if batch is not None and not batches:
        raise UserError(_("没有第 {batch} 批。").format(batch=batch), _("用“历史”查看有哪些批次。"))
    if as_json:
        keys = ("id", "kind", "title", "made_at", "person", "undoes", "undone_by", "count", "facts")
        print_json({"batches": [{key: getattr(b, key) for key in keys} for b in batches]})
        return
    for one in batches:
        title = noted(one.title, _("已撤销") if one.undone_by else "")
        click.echo(f"{one.id:>6}  {_local(one.made_at)}  {one.person}  {title}  {one.count:,}")
    for name, value in details:
        click.echo(f"        {told(name, value) if name else '  ' + value}")


def _local(moment: str) -> str:
    """Return a moment of the journal (UTC) as the clock on the wall showed it."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


@command()
@argument("batch", type=int, metavar="批号")
@option("--yes", is_flag=True, help="不再询问")
@option("--free", is_flag=True, help="有改动在后的记录不动，只撤销其余的")
@JSON
@OPTIONS
def undo(options: Options, *, batch: int, yes: bool, free: bool, as_json: bool) -> int:
    """撤销一批。"""
    from desktop_app.work import history as acts
    from desktop_app.work.workspace import open_workspace

    if as_json and not yes:
        raise click.UsageError(_("--json 要与 --yes 同用，因为它不询问"))
    ws = open_workspace(options.folder, token=options.token)
    try:
        if not as_json:
            _say_preview(ws, batch)
        if not yes:
            click.confirm(_("撤销这一批？"), abort=True)
        applied = acts.undo(ws, batch, free_only=free)
    finally:
        ws.close()
    if as_json:
        print_json({"batch": applied.batch, "undoes": batch, "count": applied.count})
    else:
        click.echo(plural("{title}，{n} 条", applied.count, title=applied.title))
    return 0


def _say_preview(ws: Workspace, batch: int) -> None:
    from desktop_app.work.history import preview_undo

    preview = preview_undo(ws, batch)
    click.echo(_("第 {n} 批：{title}").format(n=batch, title=preview.title))
    for counts, word in (
        (preview.restored, _("恢复原值 {n} 条")),
        (preview.removed, _("去掉新增 {n} 条")),
        (preview.returned, _("找回清除 {n} 条")),
    ):
        for form, count in counts.items():
            label = short_of(ws.catalogue.form(form))
            click.echo("  " + told(label, word.format(n=count)))
    if preview.blocked:
        names = listed(row.name for row in preview.blocked[:5])
        click.echo(
            _("  后来又变了、不能撤销 {n} 条：{names}").format(n=len(preview.blocked), names=names)
        )


COMMANDS = (history, undo)
