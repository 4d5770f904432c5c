"""The command `demo`: the whole job on the shipped samples."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.data import PATH
from desktop_app.cli.help import argument, command
from desktop_app.i18n import _


@command()
@argument("folder", type=PATH, metavar="[文件夹]", default=Path("demo"))
def demo(*, folder: Path) -> int:
    """用自带的示例数据（均为虚构）走完全程。"""
    from desktop_app.work.demo import demo as run_demo

    def tell(what: str, seconds: float) -> None:
        click.echo(f"{seconds:7.2f} s  {what}")

    run = run_demo(folder, tell)
    total = sum(seconds for _what, seconds in run.steps)
    click.echo(_("{seconds:7.2f} s  合计，文件在 {folder}").format(seconds=total, folder=folder))
    return run.judged.exit_code if run.judged else 2
