"""Commands on the copies of the database: restore."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.data import JSON, OPTIONS
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.output import Options, print_json
from desktop_app.i18n import _, listed


@command()
@argument("copy", required=False, metavar="备份", type=click.Path(path_type=Path))
@option("--list", "only_list", is_flag=True, help="只列出备份，最近的在前")
@option("--yes", is_flag=True, help="不再询问")
@JSON
@OPTIONS
def restore(
    options: Options, *, copy: Path | None, only_list: bool, yes: bool, as_json: bool
) -> None:
    """从备份恢复数据库；不写备份就取最近的完好的一份。"""
    from desktop_app.work.backups import backups, reason_word
    from desktop_app.work.backups import restore as put_back

    if only_list:
        found = backups(options.folder)
        if as_json:
            keys = ("made_at", "reason", "size")
            facts = [{"file": b.path.name, **{k: getattr(b, k) for k in keys}} for b in found]
            print_json({"backups": facts})
            return
        for one in found:
            size = f"{one.size / 1_000_000:,.1f} MB"
            click.echo(f"{one.made_at}  {reason_word(one.reason)}  {size:>12}  {one.path.name}")
        return
    if as_json and not yes:
        raise click.UsageError(_("--json 要与 --yes 同用，因为它不询问"))
    if copy is not None and not copy.exists():
        copy = options.folder / "backups" / copy.name
    if not yes:
        click.confirm(_("用备份换下现在的数据库？备份以后的改动不在里面。"), abort=True)
    done = put_back(options.folder, copy)
    if as_json:
        told = {"copy": done.copy.path.name, "made_at": done.copy.made_at}
        print_json({**told, "aside": str(done.aside), "later": list(done.later)})
        return
    click.echo(
        _("已恢复到 {moment} 的备份：{file}").format(
            moment=done.copy.made_at, file=done.copy.path.name
        )
    )
    click.echo(_("原来的数据库移到 {folder}").format(folder=done.aside))
    if done.later:
        click.echo(
            _("备份之后上报过 {files}，备份里没有。再报之前，先与市局核对。").format(
                files=listed(done.later)
            )
        )


COMMANDS = (restore,)
