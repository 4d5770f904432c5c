"""The command `import`: previews, then imports as one batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.output import Options, meter, print_json, told_line
from desktop_app.i18n import _, joined

if TYPE_CHECKING:
    from desktop_app.importing.sheet_preview import ImportPreview
    from desktop_app.work.import_files import ImportResult


@command("import")
@argument("files", type=PATH, metavar="文件…", nargs=-1, required=True)
@option("--period", default="", metavar="期别", help="表里没有写期别时，按这个期别导入")
@option("--dry-run", is_flag=True, help="只预览，不写入")
@option("--jsonl", type=PATH, metavar="文件", help="每条记录或拒收的行写成一行 JSON")
@option("--file-password", default="", metavar="密码", help="加密文件的打开密码")
@option("--decisions-stdin", is_flag=True, hidden=True)
@JSON
@OPTIONS
def import_command(
    options: Options,
    *,
    files: tuple[Path, ...],
    period: str,
    dry_run: bool,
    jsonl: Path | None,
    file_password: str,
    decisions_stdin: bool,
    as_json: bool,
) -> int:
    """导入电子表格（.xlsx .xls .csv 等），先预览后写入。"""
    from desktop_app.work import import_files as acts
    from desktop_app.work.import_decisions import Decisions, from_line, refuse_changed
    from desktop_app.work.reporting import canonical_period
    from desktop_app.work.workspace import open_workspace

    if decisions_stdin:
        decided = from_line(told_line())
    else:
        code = canonical_period(period) if period else ""
        decided = Decisions(acts.ImportOptions(period=code, password=file_password))
    ws = open_workspace(options.folder, write=not dry_run, token=options.token)
    try:
        preview = acts.preview_files(ws, files, decided.options, meter(options, _("读表")))
        refuse_changed(preview, decided.digests)
        if jsonl is not None:
            acts.write_listing(ws, preview, jsonl)
        if dry_run:
            result = acts.ImportResult(None, preview.counts, tuple(preview.problems), preview)
        else:
            result = acts.import_files(ws, preview, progress=meter(options, _("审核")))
    finally:
        ws.close()
    if as_json or options.progress_json:
        print_json(_as_json(result))
    else:
        _say(preview, result, dry_run=dry_run)
    return result.exit_code


def _as_json(result: ImportResult) -> dict[str, object]:
    return {
        "read": sum(result.counts.values()),
        **{outcome.value: count for outcome, count in result.counts.items()},
        "batch": result.applied.batch if result.applied else None,
        "records": result.applied.count if result.applied else 0,
        "findings": {severity.value: count for severity, count in result.findings.items()},
        "problems": [
            {"file": p.path.name, "error": str(p.problem), "message": str(p)}
            for p in result.problems
        ],
    }


def _say(preview: ImportPreview, result: ImportResult, *, dry_run: bool) -> None:
    for file in preview.files:
        for sheet in file.sheets:
            click.echo(f"{file.path.name}  {sheet.name}")
    for problem in result.problems:
        click.echo(str(problem), err=True)
    labels = _outcomes()
    parts = [f"{labels[outcome.value]} {n:,}" for outcome, n in result.counts.items() if n]
    read = sum(result.counts.values())
    if result.problems and not read:
        return
    click.echo(_("读到 {n:,} 行：{parts}").format(n=read, parts=joined(parts)))
    if dry_run:
        click.echo(_("只是预览，数据未动"))
    elif result.applied:
        click.echo(
            _("已导入 {n:,} 条记录，第 {batch} 批").format(
                n=result.applied.count, batch=result.applied.batch
            )
        )
    else:
        click.echo(_("没有要写入的改动"))


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
