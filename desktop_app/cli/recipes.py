"""Commands on what imports remember: recipe list, forget, save, load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import Group, argument
from desktop_app.cli.output import Options, print_json
from desktop_app.i18n import _, label_of, noted, plural, short_of, told

if TYPE_CHECKING:
    from desktop_app.catalogue.model import Catalogue
    from desktop_app.importing.memory.recipe import Recipe
    from desktop_app.importing.model import Decision
    from desktop_app.work.importing.memory import Remembered


def tell_unknown(recipe: Recipe) -> None:
    """Name the entries of a recipe that cannot be used here."""
    for entry in recipe.unknown:
        click.echo(_("导入方案里的这一项这里用不上：{entry}").format(entry=entry), err=True)


@click.group(cls=Group)
def recipe() -> None:
    """导入记忆：表头、词和企业名称怎么认。"""


@recipe.command("list")
@JSON
@OPTIONS
def list_command(options: Options, *, as_json: bool) -> None:
    """列出记住的每一项。"""
    from desktop_app.work.importing.memory import remembered
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found = remembered(ws)
    finally:
        ws.close()
    if as_json:
        print_json({"remembered": [{**one.decision._asdict(), "uid": one.uid} for one in found]})
        return
    for number, one in enumerate(found, start=1):
        click.echo(f"{number:>4}  {_line(one, ws.catalogue)}")
    if not found:
        click.echo(_("还没有导入记忆"))


@recipe.command()
@argument("numbers", metavar="序号…", type=int, nargs=-1, required=True)
@JSON
@OPTIONS
def forget(options: Options, *, numbers: tuple[int, ...], as_json: bool) -> None:
    """忘掉列表里的几项，作为一批，可以撤销。"""
    from desktop_app.work.importing.memory import forget as forget_decisions
    from desktop_app.work.importing.memory import remembered
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        found = remembered(ws)
        chosen = [one.uid for number, one in enumerate(found, start=1) if number in numbers]
        applied = forget_decisions(ws, chosen)
    finally:
        ws.close()
    if as_json:
        print_json({"forgotten": applied.count, "batch": applied.batch})
    else:
        click.echo(applied.title)


@recipe.command()
@argument("out", type=PATH, metavar="文件")
@JSON
@OPTIONS
def save(options: Options, *, out: Path, as_json: bool) -> None:
    """把导入记忆存成方案文件（.toml），可以拿到别的工作区。"""
    from desktop_app.work.importing.memory import save_recipe
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        count = save_recipe(ws, out)
    finally:
        ws.close()
    if as_json:
        print_json({"file": str(out), "count": count})
    else:
        click.echo(plural("已存 {n} 项到 {file}", count, file=out))


@recipe.command()
@argument("file", type=PATH, metavar="文件")
@JSON
@OPTIONS
def load(options: Options, *, file: Path, as_json: bool) -> int:
    """收下方案文件，以后导入都照办；作为一批，可以撤销。"""
    from desktop_app.work.importing.memory import learn, load_recipe
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        read = load_recipe(ws, file)
        applied = learn(ws, read.decisions)
    finally:
        ws.close()
    if as_json:
        batch = applied.batch if applied else None
        taken = applied.count if applied else 0
        print_json({"taken": taken, "batch": batch, "unknown": list(read.unknown)})
    else:
        tell_unknown(read)
        click.echo(applied.title if applied else _("都已经记住了"))
    return 1 if read.unknown else 0


def _line(one: Remembered, catalogue: Catalogue) -> str:
    """Return a decision as people read it."""
    decision = one.decision
    if decision.kind == "sheet":
        return told(_("工作表"), noted(decision.subject, _form(decision, catalogue)))
    if decision.kind == "tab":
        return told(_("工作表"), noted(decision.subject, "" if decision.meaning else _("不导入")))
    if decision.kind == "firm":
        firm = one.firm or decision.meaning or _("另一家")
        return told(_("企业"), f"{decision.subject} = {firm}")
    where = decision.meaning if decision.kind == "column" else decision.scope
    meaning = _field(where, catalogue) or _("不导入")
    if decision.kind == "word":
        return told(_("词"), f"{decision.subject} = {noted(decision.meaning, meaning)}")
    return told(_("列"), f"{decision.subject} = {noted(meaning, decision.measured[0])}")


def _form(decision: Decision, catalogue: Catalogue) -> str:
    if decision.meaning in catalogue.by_code:
        return short_of(catalogue.form(decision.meaning))
    return "" if decision.meaning else _("不导入")


def _field(dotted: str, catalogue: Catalogue) -> str:
    form, _dot, name = dotted.rpartition(".")
    if form not in catalogue.by_code:
        return _("期别") if name == "period" else name
    field = catalogue.form(form).by_code.get(name)
    return f"{short_of(catalogue.form(form))} › {label_of(field) if field else name}"
