"""Commands of the city: merge, inbox, overlaps, decide, dismiss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.keys_shown import PASSWORD_FILE, secret_of
from desktop_app.cli.output import Options, meter, print_json
from desktop_app.i18n import _, listed, noted, period_label, short_of, state_word, told

if TYPE_CHECKING:
    from desktop_app.store.overlaps import Overlap
    from desktop_app.work.city.inbox import Inbox, Tile
    from desktop_app.work.city.merge import FileResult, MergeResult
    from desktop_app.work.workspace import Workspace

_SHOWN_OVERLAPS = 20


@command()
@argument("files", type=PATH, metavar="文件或文件夹…", nargs=-1, required=True)
@option("--period", default="", metavar="期别", help="只收这一期的报送包")
@option("--dry-run", is_flag=True, help="预演：只说会怎样，不写入")
@option("--accept", is_flag=True, help="断链或分叉已经核实，照样并入")
@option("-o", "--out", type=PATH, metavar="文件", help="把合并报告写成工作簿")
@option("--key", type=PATH, metavar="文件", help="市局的密钥（.p12），打开加密的报送包")
@PASSWORD_FILE
@option("--password-stdin", is_flag=True, hidden=True)
@JSON
@OPTIONS
def merge(
    options: Options,
    *,
    files: tuple[Path, ...],
    period: str,
    dry_run: bool,
    accept: bool,
    out: Path | None,
    key: Path | None,
    password_file: Path | None,
    password_stdin: bool,
    as_json: bool,
) -> int:
    """市局：验证并合并各地的报送包。"""
    from desktop_app.packages.pki.token_file import open_signer
    from desktop_app.work.city.merge import MergeOptions
    from desktop_app.work.city.merge import merge as merge_files
    from desktop_app.work.city.merge_report import write_report
    from desktop_app.work.city.overlaps import described, remember
    from desktop_app.work.city.overlaps import overlaps as find_overlaps
    from desktop_app.work.report.reporting import canonical_period
    from desktop_app.work.workspace import open_workspace

    code = canonical_period(period) if period else ""
    opener = open_signer(key, secret_of(key, password_file, stdin=password_stdin)) if key else None
    wanted = MergeOptions(code, dry_run, accept, details=out is not None, opener=opener)
    ws = open_workspace(options.folder, token=options.token)
    try:
        told = meter(options, _("合并"))
        result = merge_files(ws, files, wanted, told, told.stage)
        if not dry_run:
            remember(ws)
        if out is not None:
            write_report(ws, result, find_overlaps(ws), out)
        if options.progress_json:
            print_json(_merge_json(result, _shared_json(result)))
        elif as_json:
            unsettled = described(ws, result.shared)
            print_json(_merge_json(result, {"overlaps": [_overlap_json(o) for o in unsettled]}))
        else:
            _say_merge(ws, result)
    finally:
        ws.close()
    return max(result.exit_code, 1 if result.shared else 0)


def _merge_json(result: MergeResult, shared: dict[str, object]) -> dict[str, object]:
    files = [_file_json(file) for file in result.files]
    return {"dry_run": result.dry_run, "files": files, **shared}


def _shared_json(result: MergeResult) -> dict[str, object]:
    """Return for the window how many codes each unit shares with others, and the first of them."""
    counts: dict[str, int] = {}
    first: dict[str, list[object]] = {}
    for one in result.shared:
        for unit in one.units:
            counts[unit] = counts.get(unit, 0) + 1
            if counts[unit] <= _SHOWN_OVERLAPS:
                first.setdefault(unit, []).append([one.kind, one.value, one.units])
    return {"shared": {"all": len(result.shared), "units": counts, "first": first}}


def _file_json(file: FileResult) -> dict[str, object]:
    return {
        "file": str(file.path),
        "outcome": file.outcome.value,
        "verdict": file.word,
        "messages": list(file.sentences),
        "advice": file.advice or None,
        "late": file.late,
        "digest": file.digest,
        "unit": file.unit,
        "period": file.period,
        "revision": file.revision,
        "person": file.person,
        "received_at": file.received_at.isoformat() if file.received_at else None,
        "batch": file.batch,
        "open": file.open,
        "findings": dict(file.findings),
        "due": file.due,
        "reported": file.reported,
        "counts": {
            form: {
                "added": counted.added,
                "changed": counted.changed,
                "removed": counted.removed,
                "same": file.same.get(form, 0),
            }
            for form, counted in file.counts.items()
        },
    }


def _say_merge(ws: Workspace, result: MergeResult) -> None:
    from desktop_app.work.city.overlaps import described

    for file in result.files:
        _say_file(ws, file)
    if result.dry_run:
        click.echo(_("这是预演，没有写入。"))
    if result.shared:
        click.echo(_("跨区重合 {n:,} 处未判定：").format(n=len(result.shared)))
        # What a trial took back cannot be described any more.
        if not result.dry_run:
            _say_overlaps(ws, described(ws, result.shared[:_SHOWN_OVERLAPS]))


def _say_file(ws: Workspace, file: FileResult) -> None:
    from desktop_app.work.city.merge import Outcome
    from desktop_app.work.city.merge_report import outcome_word

    name = ws.catalogue.unit_name(file.unit) if file.unit else ""
    period = period_label(file.period) if file.period else ""
    head = " ".join(filter(None, (name, period))) or file.path.name
    click.echo(f"{outcome_word(file.outcome)}  {noted(head, file.path.name)}")
    said = list(file.sentences)
    if file.advice:
        said.append(_("建议：{advice}").format(advice=file.advice))
    if file.outcome is Outcome.WAITING:
        said.append(_("摘要 {digest}").format(digest=file.digest[:12]))
        said.append(_("要并入，加 --accept 再合并这一份；不要，用 dismiss"))
    for form, counted in file.counts.items():
        if counted.added or counted.changed or counted.removed:
            counts = _("新增 {added:,}，改动 {changed:,}，去掉 {removed:,}").format(
                added=counted.added, changed=counted.changed, removed=counted.removed
            )
            said.append(told(short_of(ws.catalogue.form(form)), counts))
    if file.open:
        said.append(_("待核 {n:,} 处").format(n=file.open))
    for sentence in said:
        click.echo(f"    {sentence}")


@command()
@option("--period", required=True, metavar="期别", help="看哪一期")
@option("--deadline", default="", metavar="日期", help="报送期限，用来算及时率")
@JSON
@OPTIONS
def inbox(options: Options, *, period: str, deadline: str, as_json: bool) -> int:
    """市局：一期里 15 个单位的收件情况。"""
    from desktop_app.work.city.inbox import inbox as look
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found = look(ws, period, deadline)
        if as_json:
            print_json(_inbox_json(found))
        else:
            for tile in found.tiles:
                click.echo(_tile_line(tile))
            if found.overlaps:
                click.echo(_("跨区重合 {n:,} 处未判定").format(n=found.overlaps))
    finally:
        ws.close()
    return 0


def _tile_line(tile: Tile) -> str:
    parts = [
        tile.name,
        state_word(tile.state),
        _("第 {n} 版").format(n=tile.revision) if tile.revision else "—",
        _("应报 {due:,} 实报 {reported:,}").format(due=tile.due, reported=tile.reported),
    ]
    if tile.timeliness is not None:
        whole, part = divmod(tile.timeliness, 100)
        parts.append(_("及时率 {rate}%").format(rate=f"{whole}.{part:02}"))
    if tile.open:
        parts.append(_("待核 {n:,} 处").format(n=tile.open))
    if tile.remarks:
        parts.append(_("退回意见 {n:,} 条未答复").format(n=tile.remarks))
    if tile.waiting:
        parts.append(_("{n} 包待定").format(n=tile.waiting))
    return "  ".join(parts)


def _inbox_json(found: Inbox) -> dict[str, object]:
    return {
        "period": found.period,
        "deadline": found.deadline or None,
        "overlaps": found.overlaps,
        "units": [
            {
                "unit": tile.unit,
                "name": tile.name,
                "state": tile.state,
                "revision": tile.revision,
                "due": tile.due,
                "reported": tile.reported,
                "timeliness": tile.timeliness,
                "open": tile.open,
                "remarks": tile.remarks,
                "waiting": tile.waiting,
                "received_at": tile.received_at.isoformat() if tile.received_at else None,
                "digest": tile.digest,
            }
            for tile in found.tiles
        ],
    }


@command()
@option("--all", "everything", is_flag=True, help="连同已经判定的")
@JSON
@OPTIONS
def overlaps(options: Options, *, everything: bool, as_json: bool) -> int:
    """市局：几个单位都报的企业、专利和证书。"""
    from desktop_app.work.city.overlaps import overlaps as find_overlaps
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, write=False)
    try:
        found = find_overlaps(ws, unsettled=not everything)
        if as_json:
            print_json({"overlaps": [_overlap_json(one) for one in found]})
        else:
            _say_overlaps(ws, found)
            if not found:
                click.echo(_("没有未判定的跨区重合"))
    finally:
        ws.close()
    return 1 if any(not one.settled for one in found) else 0


def _overlap_json(one: Overlap) -> dict[str, object]:
    return {
        "kind": one.kind,
        "value": one.value,
        "choice": one.choice,
        "chosen": one.chosen,
        "moved": one.moved,
        "note": one.note,
        "members": [
            {
                "unit": member.unit,
                "uid": member.uid,
                "name": member.name,
                "firm": member.firm,
                "periods": list(member.periods),
                "operating": member.operating,
                "owners": list(member.owners),
            }
            for member in one.members
        ],
    }


def _say_overlaps(ws: Workspace, found: list[Overlap]) -> None:
    from desktop_app.work.city.overlaps import choice_word, evidence, kind_word

    for one in found:
        word = choice_word(one.choice)
        moved = _("像是迁移") if one.moved else ""
        click.echo(f"{kind_word(one.kind)} {one.value}  {noted(word, moved)}")
        for member in one.members:
            click.echo(f"    {evidence(ws, member)}")


@command()
@argument("value", metavar="代码")
@option("--same", "chosen", default="", metavar="单位", help="是同一个，算在这个单位")
@option("--apart", is_flag=True, help="不是同一个，各算各的")
@option("--park", is_flag=True, help="暂放，以后再定")
@option("--note", default="", metavar="文字", help="理由")
@JSON
@OPTIONS
def decide(
    options: Options,
    *,
    value: str,
    chosen: str,
    apart: bool,
    park: bool,
    note: str,
    as_json: bool,
) -> None:
    """市局：判定一处跨区重合，以后各期都记得。"""
    from desktop_app.work.city.overlaps import APART, PARKED, SAME, choice_word
    from desktop_app.work.city.overlaps import decide as remember
    from desktop_app.work.workspace import find_unit, open_workspace

    choices = [
        choice for choice, given in ((SAME, chosen), (APART, apart), (PARKED, park)) if given
    ]
    if len(choices) != 1:
        raise click.UsageError(
            _("写 {names} 中的一个").format(names=listed(("--same", "--apart", "--park")))
        )
    ws = open_workspace(options.folder, token=options.token)
    try:
        unit = find_unit(ws.catalogue, chosen) if chosen else ""
        applied = remember(ws, value, choices[0], chosen=unit, note=note)
    finally:
        ws.close()
    if as_json:
        print_json({"batch": applied.batch, "value": value, "choice": choices[0]})
    else:
        click.echo(told(value, choice_word(choices[0])))


@command()
@argument("digest", metavar="摘要")
@option("--reason", required=True, metavar="文字", help="为什么不并入")
@JSON
@OPTIONS
def dismiss(options: Options, *, digest: str, reason: str, as_json: bool) -> None:
    """市局：断链或分叉的待定报送包，判定不并入。"""
    from desktop_app.work.city.dismiss import dismiss as decide_against
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        applied = decide_against(ws, digest, reason)
    finally:
        ws.close()
    if as_json:
        print_json({"batch": applied.batch})
    else:
        click.echo(applied.title)


COMMANDS = (merge, inbox, overlaps, decide, dismiss)
