"""Commands of the closed loop: receipt, return; receive, remarks, correct, rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.data import JSON, OPTIONS, PATH
from desktop_app.cli.help import argument, command, option
from desktop_app.cli.keys_shown import PASSWORD_FILE, secret_of
from desktop_app.cli.output import Options, meter, print_json
from desktop_app.i18n import _, joined, noted, period_label, short_of, state_word, told

if TYPE_CHECKING:
    from desktop_app.work.city.answers import Issued
    from desktop_app.work.report.receive_notice import Taken
    from desktop_app.work.report.remarks import Remark
    from desktop_app.work.workspace import Workspace

_KEY = option("--key", type=PATH, metavar="文件", required=True, help="市局的签名密钥（.p12）")
_SECRET = option("--password-stdin", is_flag=True, hidden=True)


@command()
@argument("package", type=PATH, metavar="报送包")
@_KEY
@option("-o", "--out", type=PATH, metavar="文件", required=True, help="回执写到哪里")
@option("--accept", is_flag=True, help="验收；不加则是受理")
@PASSWORD_FILE
@_SECRET
@JSON
@OPTIONS
def receipt(
    options: Options,
    *,
    package: Path,
    key: Path,
    out: Path,
    accept: bool,
    password_file: Path | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """市局：给并入的报送包签发回执。"""
    from desktop_app.work.city.answers import issue_receipt
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        given = secret_of(key, password_file, stdin=password_stdin)
        issued = issue_receipt(ws, package, key=key, password=given, out=out, accept=accept)
    finally:
        ws.close()
    _say_issued(issued, as_json=as_json)


@command("return")
@argument("package", type=PATH, metavar="报送包")
@option("--draft", type=PATH, metavar="文件", help="只写出填意见的表，不签发")
@option("--remarks", type=PATH, metavar="文件", help="填好的意见表")
@option("--text", default="", metavar="文字", help="总的意见")
@option("--deadline", default="", metavar="日期", help="更正期限")
@option("--key", type=PATH, metavar="文件", help="市局的签名密钥（.p12）")
@option("-o", "--out", type=PATH, metavar="文件", help="退回单写到哪里")
@PASSWORD_FILE
@_SECRET
@JSON
@OPTIONS
def return_slip(
    options: Options,
    *,
    package: Path,
    draft: Path | None,
    remarks: Path | None,
    text: str,
    deadline: str,
    key: Path | None,
    out: Path | None,
    password_file: Path | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """市局：退回并入的报送包，意见落到记录和字段。"""
    from desktop_app.work.city.answers import answered, issue_return, opener_for
    from desktop_app.work.city.remark_sheet import read_remark_sheet, write_remark_sheet
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        given = secret_of(key, password_file, stdin=password_stdin) if key else ""
        about = answered(ws, package, opener_for(ws, package, key, given) if key else None)
        if draft is not None:
            _say_draft(draft, write_remark_sheet(ws, about, draft), as_json=as_json)
            return
        if key is None or out is None:
            raise click.UsageError(_("签发退回单要有 --key 和 --out；只要填意见的表，写 --draft"))
        entries = read_remark_sheet(ws, about, remarks) if remarks else []
        issued = issue_return(
            ws,
            package,
            entries,
            key=key,
            password=given,
            out=out,
            text=text,
            deadline=deadline,
        )
    finally:
        ws.close()
    _say_issued(issued, as_json=as_json)


def _say_draft(path: Path, count: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(path), "findings": count})
    else:
        click.echo(_("已写出 {n:,} 处问题，在“意见”一列填写：{path}").format(n=count, path=path))


def _say_issued(issued: Issued, *, as_json: bool) -> None:
    notice = issued.notice
    if as_json:
        print_json(
            {
                "file": str(issued.path),
                "kept": str(issued.kept),
                "digest": issued.digest,
                "kind": notice.kind,
                "unit": notice.unit,
                "period": notice.period,
                "revision": notice.revision,
                "state": notice.decision.value,
                "remarks": len(notice.remarks),
                "batch": issued.applied.batch,
            }
        )
        return
    click.echo(_("已签发并验证：{path}").format(path=issued.path))
    click.echo(_("报表现为{state}").format(state=state_word(notice.decision)))


@command()
@argument("files", type=PATH, metavar="文件…", nargs=-1, required=True)
@JSON
@OPTIONS
def receive(options: Options, *, files: tuple[Path, ...], as_json: bool) -> int:
    """收下市局的回执或退回单。"""
    from desktop_app.work.report.receive_notice import receive as take
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        taken = [take(ws, path) for path in files]
    finally:
        ws.close()
    if as_json:
        print_json({"files": [_taken_json(one) for one in taken]})
    else:
        for one in taken:
            click.echo(told(one.path.name, _outcome_word(one)))
            for sentence in one.sentences:
                click.echo(f"    {sentence}")
    return max(one.exit_code for one in taken)


def _outcome_word(one: Taken) -> str:
    from desktop_app.work.report.receive_notice import Outcome

    return {
        Outcome.TAKEN: _("已收下"),
        Outcome.SAME: _("已在库"),
        Outcome.REFUSED: _("不收"),
    }[one.outcome]


def _taken_json(one: Taken) -> dict[str, object]:
    notice = one.notice
    return {
        "file": str(one.path),
        "outcome": one.outcome.value,
        "messages": list(one.sentences),
        "kind": notice.kind if notice else "",
        "period": notice.period if notice else "",
        "revision": notice.revision if notice else 0,
        "state": notice.decision.value if notice else "",
        "remarks": len(notice.remarks) if notice else 0,
        "batch": one.applied.batch if one.applied else None,
    }


@command()
@option("--period", required=True, metavar="期别", help="哪一期")
@option("--answer", "answers", metavar="序号=答复", multiple=True, help="答复一条，可以写几次")
@option("--open", "open_only", is_flag=True, help="只列未处理的")
@JSON
@OPTIONS
def remarks(
    options: Options, *, period: str, answers: tuple[str, ...], open_only: bool, as_json: bool
) -> int:
    """列出市局的退回意见，或答复它们。"""
    from desktop_app.work.report import remarks as acts
    from desktop_app.work.workspace import open_workspace

    given = dict(map(_answer, answers))
    ws = open_workspace(options.folder, write=bool(given), token=options.token)
    try:
        if given:
            acts.answer(ws, period, given)
        found = acts.remarks(ws, period)
        left = [one for one in found if one.handled is acts.Handled.OPEN]
        shown = left if open_only else found
        if as_json:
            print_json({"open": len(left), "remarks": [_remark_json(one) for one in shown]})
        else:
            for one in shown:
                _say_remark(ws, one)
            if not shown:
                click.echo(_("没有退回意见"))
    finally:
        ws.close()
    return 1 if left else 0


def _answer(text: str) -> tuple[int, str]:
    number, equals, said = text.partition("=")
    if not equals or not number.strip().isdecimal():
        raise click.UsageError(_("答复写成 3=已与企业核对 这样"))
    return int(number), said


def _remark_json(one: Remark) -> dict[str, object]:
    keys = ("number", "form", "record", "field", "subject", "text", "was", "now", "answer")
    return {**{key: getattr(one, key) for key in keys}, "handled": one.handled.value}


def _say_remark(ws: Workspace, one: Remark) -> None:
    from desktop_app.i18n import label_of
    from desktop_app.work.report.remarks import handled_word

    form = ws.catalogue.by_code.get(one.form)
    field = form.by_code.get(one.field) if form else None
    where = joined(
        filter(
            None, (one.subject, short_of(form) if form else "", label_of(field) if field else "")
        )
    )
    click.echo(noted(f"{one.number:>3}  {where or _('整份报表')}", handled_word(one)))
    click.echo(f"     {one.text}")
    if one.was != one.now:
        values = {"was": one.was or _("（空）"), "now": one.now or _("（空）")}
        click.echo("     " + _("{was} → {now}").format(**values))
    if one.answer:
        click.echo("     " + told(_("答复"), one.answer))


@command()
@option("--period", required=True, metavar="期别", help="哪一期")
@option("--reason", required=True, metavar="文字", help="更正原因")
@JSON
@OPTIONS
def correct(options: Options, *, period: str, reason: str, as_json: bool) -> None:
    """更正：验收后的报表开新的一版。"""
    from desktop_app.work.report.reporting import reopen, report_of
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        applied = reopen(ws, period, reason)
        report = report_of(ws, period)
    finally:
        ws.close()
    if as_json:
        print_json(
            {"batch": applied.batch, "state": report.state.value, "revision": report.revision}
        )
    else:
        click.echo(
            _("{period}可以更正，这是第 {n} 版").format(
                period=period_label(report.period), n=report.revision
            )
        )


@command()
@argument("files", type=PATH, metavar="文件或文件夹…", nargs=-1, required=True)
@option(
    "--trust",
    type=PATH,
    metavar="路径",
    multiple=True,
    required=True,
    help="市局的根证书；用外部证书签的，连同登记书，或放它们的文件夹",
)
@option("--person", default="", metavar="姓名", help="填报人姓名")
@option("--accept", is_flag=True, help="缺的包确实没有了，照样恢复")
@JSON
@OPTIONS
def rebuild(
    options: Options,
    *,
    files: tuple[Path, ...],
    trust: tuple[Path, ...],
    person: str,
    accept: bool,
    as_json: bool,
) -> int:
    """从自己上报过的报送包恢复工作区。"""
    from desktop_app.work.report.rebuild import rebuild as make_again

    made = make_again(
        options.folder,
        files,
        trust,
        person=person,
        accept=accept,
        progress=meter(options, _("恢复")),
    )
    if as_json:
        print_json(
            {
                "workspace": str(made.folder),
                "unit": made.unit,
                "packages": [
                    {"period": period, "revision": revision} for period, revision in made.packages
                ],
                "records": made.records,
                "missing": list(made.missing),
            }
        )
    else:
        click.echo(
            _("已从 {n} 包恢复 {records:,} 条记录：{folder}").format(
                n=len(made.packages), records=made.records, folder=made.folder
            )
        )
        click.echo(_("密钥不在报送包里：从备份拷回 keys 文件夹，或重新申请。"))
    return 1 if made.missing else 0


COMMANDS = (receipt, return_slip, receive, remarks, correct, rebuild)
