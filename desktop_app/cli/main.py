"""The command `shuangbei`: one command for each thing that a person does."""

from __future__ import annotations

import _thread
import glob
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from desktop_app import __version__
from desktop_app.cli import (
    backups,
    city,
    data,
    demo,
    importing,
    journal,
    keys,
    loop,
    packages,
    recipes,
    tasks,
)
from desktop_app.cli.data import PATH
from desktop_app.cli.help import Group, Option, option
from desktop_app.cli.output import Options, print_json
from desktop_app.cli.words import sentence, speak, way_out
from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.i18n import LANGUAGES, _
from desktop_app.paths import default_workspace
from desktop_app.processes import listen

FAULT = 3


def _speak(_context: click.Context, _param: click.Parameter, code: str | None) -> None:
    if code is not None:
        speak(code)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="不带命令时打开窗口。shuangbei self-test 让程序自己试一遍。",
)
@click.version_option(
    __version__, message=f"shuangbei {__version__}", cls=Option, help="显示版本后退出"
)
@option("--workspace", type=PATH, metavar="文件夹", help="工作区，缺省在用户数据目录")
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="语言，缺省为中文",
    is_eager=True,
    expose_value=False,
    callback=_speak,
)
@option("--progress-json", is_flag=True, hidden=True)
@option("--token-stdin", is_flag=True, hidden=True)
@click.pass_context
def cli(
    context: click.Context,
    *,
    workspace: Path | None,
    progress_json: bool,
    token_stdin: bool,
) -> None:
    """双倍增报送：区县科技企业数据的录入、审核、签名上报。"""
    token = sys.stdin.readline().strip() if token_stdin else ""
    context.obj = Options(workspace or default_workspace(), progress_json, token)


for member in (
    *data.COMMANDS,
    *importing.COMMANDS,
    *journal.COMMANDS,
    *backups.COMMANDS,
    *packages.COMMANDS,
    *city.COMMANDS,
    *loop.COMMANDS,
    recipes.recipe,
    keys.keys,
    tasks.task,
    demo.demo,
):
    cli.add_command(member)


def run(arguments: Sequence[str]) -> int:
    """Run the command line; return its exit code.

    0 all right, 1 findings or undecided, 2 refused or wrong usage, 3 a fault of the program.
    """
    speak("zh")
    if os.name == "nt":
        arguments = expanded(arguments)
    arguments = options_first(arguments)
    as_json = "--json" in arguments or "--progress-json" in arguments
    try:
        with _stopping_gently():
            result = cli.main(args=list(arguments), prog_name="shuangbei", standalone_mode=False)
    except UserError as error:
        _tell(error.message, error.hint, as_json=as_json, code=error.exit_code)
        return error.exit_code
    except click.ClickException as error:
        _tell(sentence(error), way_out(error), as_json=as_json, code=2)
        return 2
    except (click.Abort, Cancelled, KeyboardInterrupt):
        _tell(_("已取消。"), _("数据未动。"), as_json=as_json, code=2)
        return 2
    except Exception as error:  # noqa: BLE001 - the outermost door: a bug becomes exit code 3
        details = traceback.format_exc()
        place = keep_report(arguments, details)
        hint = _("报告在 {path}，交给维护人员。").format(path=place) if place else ""
        _tell(_("程序出错：{error}。").format(error=error), hint, as_json=as_json, code=FAULT)
        click.echo(details, err=True)
        return FAULT
    return result if isinstance(result, int) else 0


@contextmanager
def _stopping_gently() -> Iterator[None]:
    """Let whoever ends the process take back what was begun: files that are half written go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> NoReturn:
        raise Cancelled

    before = signal.signal(signal.SIGTERM, stop)
    listen(lambda: _thread.interrupt_main(signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def expanded(arguments: Sequence[str]) -> list[str]:
    """Put files in the place of a pattern, which the command prompt of Windows leaves to us."""
    found: list[str] = []
    for argument in arguments:
        pattern = argument.replace("[", "[[]")
        names = sorted(glob.glob(pattern)) if {"*", "?"} & set(pattern) else []  # noqa: PTH207
        found += names or [argument]
    return found


def options_first(arguments: Sequence[str]) -> list[str]:
    """Put the options of the whole program before the command, wherever a person wrote them."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument in {"--workspace", "--lang"}:
            first += [argument, *[value for value in [next(waiting, None)] if value is not None]]
        elif argument.startswith(("--workspace=", "--lang=")):
            first += argument.split("=", 1)
        else:
            rest.append(argument)
    return [*first, *rest]


def keep_report(arguments: Sequence[str], details: str) -> Path | None:
    """Keep the report of a fault in the workspace's log folder, if there is one."""
    place = list(arguments)
    named = place[place.index("--workspace") + 1 :][:1] if "--workspace" in place else []
    folder = (Path(named[0]) if named else default_workspace()) / "log"
    if not folder.is_dir():
        return None
    path = folder / f"fault-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    try:
        path.write_text(f"shuangbei {__version__}\n{details}", "utf-8")
    except OSError:
        return None
    return path


def _tell(message: str, hint: str, *, as_json: bool, code: int) -> None:
    if as_json:
        # The window that this was for may have been killed.
        with suppress(OSError):
            print_json({"error": {"message": message, "hint": hint, "code": code}})
    else:
        click.echo(str(UserError(message, hint)), err=True)
