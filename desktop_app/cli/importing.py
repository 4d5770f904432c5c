"""The command `import`: previews, then imports as one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.file_passwords import ask_passwords
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.output import Options, meter, print_json, tell_window, told_line
from desktop_app.cli.recipes import tell_unknown
from desktop_app.i18n import _, joined, listed, noted, plural

if TYPE_CHECKING:
    from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
    from desktop_app.work.importing.files import ImportOptions, ImportResult
    from desktop_app.work.workspace import Workspace

_SHOWN = 10
"""Questions about firms that are printed; all of them are in the JSON."""

_MEANT = frozenset({"serial", "remark", "adds"})
"""Columns that nobody expects to be taken."""


@command("import")
@argument("files", type=PATH, metavar="文件…", nargs=-1, required=True)
@option("--period", default="", metavar="期别", help="表里没有写期别时，按这个期别导入")
@option("--dry-run", is_flag=True, help="只预览，不写入")
@option("--jsonl", type=PATH, metavar="文件", help="每条记录或拒收的行写成一行 JSON")
@option("--errors", type=PATH, metavar="文件.xlsx", help="把拒收和存疑的行写成错误表，改好再导入")
@option("--file-password", metavar="密码", multiple=True, help="加密文件的打开密码；不给则询问")
@option("--recipe", type=PATH, metavar="文件", multiple=True, help="按导入方案认表头、词和企业")
@option(
    "--answer",
    metavar="答复",
    multiple=True,
    help="列:表头=报表.字段/单位、表:工作表=报表、词:报表.字段/文字=代码、企业:名称=信用代码",
)
@option("--decisions-stdin", is_flag=True, hidden=True)
@option("--preview-into", type=PATH, hidden=True)
@JSON
@OPTIONS
def import_command(
    options: Options,
    *,
    files: tuple[Path, ...],
    period: str,
    dry_run: bool,
    jsonl: Path | None,
    errors: Path | None,
    file_password: tuple[str, ...],
    recipe: tuple[Path, ...],
    answer: tuple[str, ...],
    decisions_stdin: bool,
    preview_into: Path | None,
    as_json: bool,
) -> int:
    """导入电子表格（.xlsx .xls .csv 等），先预览后写入。"""
    from desktop_app.work.importing import files as acts
    from desktop_app.work.importing.decisions import Decisions, from_line, refuse_changed
    from desktop_app.work.importing.handover import hand_over
    from desktop_app.work.report.reporting import canonical_period
    from desktop_app.work.workspace import open_workspace

    if decisions_stdin:
        decided = from_line(told_line())
    else:
        code = canonical_period(period) if period else ""
        secret = "\n".join(file_password)
        if not as_json and not options.progress_json:
            secret = ask_passwords(files, secret)
        decided = Decisions(acts.ImportOptions(period=code, password=secret))
    ws = open_workspace(options.folder, write=not dry_run, token=options.token)
    try:
        if recipe or answer:
            decided = replace(decided, options=_taught(ws, decided.options, files, recipe, answer))

        def look(preview: ImportPreview) -> None:
            refuse_changed(preview, decided.digests)
            if preview_into is not None:
                hand_over(preview, preview_into)
            if jsonl is not None:
                acts.write_listing(ws, preview, jsonl)

        if dry_run:
            reading = meter(options, _("读表"))
            preview = acts.preview_files(ws, files, decided.options, reading, reading.stage)
            look(preview)
            result = acts.only_previewed(ws, preview, errors)
        else:
            result = _imported(options, ws, files, decided.options, look=look, errors=errors)
    finally:
        ws.close()
    _tell_unused(answer, result)
    if as_json or options.progress_json:
        (tell_window if options.progress_json else print_json)(_as_json(result))
    else:
        _say(result, dry_run=dry_run)
        _say_returned(result, errors)
    return result.exit_code


def _tell_unused(answers: Sequence[str], result: ImportResult) -> None:
    """Name the answers about sheets or columns that no file has."""
    from desktop_app.work.importing.answers import unused_answers

    for answer in unused_answers(answers, result.preview) if result.preview else ():
        told = _("答复“{answer}”没有用上：文件里没有这个表头或工作表").format(answer=answer)
        click.echo(told, err=True)


def _imported(
    options: Options,
    ws: Workspace,
    files: Sequence[Path],
    decided: ImportOptions,
    *,
    look: Callable[[ImportPreview], object],
    errors: Path | None,
) -> ImportResult:
    from desktop_app.work.importing.files import import_files

    def written(result: ImportResult) -> None:
        # Whoever stops the window's child during the rules shall know that the batch stands.
        if options.progress_json:
            tell_window(_as_json(result))

    show = meter(options, _("导入"))
    return import_files(
        *(ws, files, decided, show),
        errors=errors,
        stage=show.stage,
        previewed=look,
        written=written,
    )


def _taught(
    ws: Workspace,
    options: ImportOptions,
    files: Sequence[Path],
    recipes: Sequence[Path],
    answers: Sequence[str],
) -> ImportOptions:
    """Return the options with what recipes and answers say; an answer goes before a recipe."""
    from desktop_app.work.importing.answers import with_answers
    from desktop_app.work.importing.memory import load_recipe

    found = [load_recipe(ws, path) for path in recipes]
    for recipe in found:
        tell_unknown(recipe)
    taught = tuple(decision for recipe in found for decision in recipe.decisions)
    return with_answers(replace(options, taught=taught), answers, files, ws.catalogue)


def _as_json(result: ImportResult) -> dict[str, object]:
    return {
        "read": sum(result.counts.values()),
        **{outcome.value: count for outcome, count in result.counts.items()},
        "batch": result.applied.batch if result.applied else None,
        "records": result.records,
        "remembered": result.kept,
        "returned": result.returned,
        "questions": _questions(result.preview),
        "findings": {severity.value: count for severity, count in result.findings.items()},
        "problems": [
            {"file": p.path.name, "error": str(p.problem), "message": str(p)}
            for p in result.problems
        ],
    }


def _questions(preview: ImportPreview | None) -> list[dict[str, object]]:
    """Return the names that may be firms we have, for `--answer`."""
    return [
        {
            "name": question.name,
            "rows": [list(row) for row in question.rows],
            "candidates": [candidate._asdict() for candidate in question.candidates],
        }
        for question in (preview.questions if preview else ())
    ]


def _say(result: ImportResult, *, dry_run: bool) -> None:
    files = result.preview.files if result.preview else []
    for file in files:
        for sheet in file.sheets:
            click.echo(f"{file.name}  {sheet.name}")
            _say_left_out(sheet)
    for problem in result.problems:
        click.echo(str(problem), err=True)
    if not files:
        click.echo(_("没有要读的表格：文件夹里没有，或只是 Excel 打开时的临时文件（~$）"))
        return
    labels = _outcomes()
    parts = [f"{labels[outcome.value]} {n:,}" for outcome, n in result.counts.items() if n]
    read = sum(result.counts.values())
    if result.problems and not read:
        return
    if parts:
        click.echo(_("读到 {n:,} 行：{parts}").format(n=read, parts=joined(parts)))
    else:
        click.echo(_("没有读到数据行"))
    if dry_run:
        click.echo(_("只是预览，数据未动"))
    elif result.applied:
        click.echo(
            _("已导入 {n:,} 条记录，第 {batch} 批").format(
                n=result.records, batch=result.applied.batch
            )
        )
    else:
        click.echo(_("没有要写入的改动"))
    if result.kept:
        click.echo(plural("记住了 {n} 项，下次照办", result.kept))
    _say_questions(result.preview)


def _say_left_out(sheet: SheetPreview) -> None:
    """Tell why a sheet is not taken, or the columns that are not; rows do not tell of these."""
    from desktop_app.importing.messages import column_reason, skip_text

    mapping = sheet.mapping
    if not mapping.main:
        click.echo("  " + _("没有收：{why}").format(why=skip_text(mapping.why_not)))
        return
    left = [
        noted(column.heading, column_reason(column.reason))
        for column in mapping.columns
        if column.heading and not column.form and not column.field and column.reason not in _MEANT
    ]
    if left:
        shown = listed([*left[:_SHOWN], *(["…"] if len(left) > _SHOWN else [])])
        click.echo("  " + _("没有收的列：{columns}").format(columns=shown))


def _say_returned(result: ImportResult, errors: Path | None) -> None:
    if errors is None:
        return
    if result.returned:
        click.echo(_("问题行 {n:,} 行写到 {file}").format(n=result.returned, file=errors))
    else:
        click.echo(_("没有问题行，{file} 没有写").format(file=errors))


def _say_questions(preview: ImportPreview | None) -> None:
    questions = preview.questions if preview else ()
    for question in questions[:_SHOWN]:
        names = listed(noted(one.name, one.uscc) for one in question.candidates)
        click.echo(_("“{name}”是不是 {names}？").format(name=question.name, names=names))
    if questions:
        click.echo(_("用 --answer 企业:名称=信用代码 答复；都不是的，等号后空着"))


def _outcomes() -> dict[str, str]:
    return {
        "new": _("新增"),
        "changed": _("有变动"),
        "same": _("无变动"),
        "questioned": _("存疑"),
        "rejected": _("拒收"),
        "skipped": _("跳过"),
    }


COMMANDS = (import_command,)
