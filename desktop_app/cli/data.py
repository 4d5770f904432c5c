"""Commands on the data: init, import, check, explain, signoff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli.help import argument, command, option
from desktop_app.cli.output import Options, meter, print_json
from desktop_app.domain.findings import Finding, Severity
from desktop_app.i18n import _, listed, noted, period_label, severity_word, told

if TYPE_CHECKING:
    from desktop_app.work.checks import Checked
    from desktop_app.work.workspace import Workspace

PATH = click.Path(path_type=Path)
JSON = option("--json", "as_json", is_flag=True, help="只输出一个 JSON 对象")
OPTIONS = click.pass_obj


@command()
@option("--role", type=click.Choice(["district", "city"]), default="district", help="角色")
@option("--unit", default="", metavar="单位", help="上报单位的名称或代码")
@option("--person", default="", metavar="姓名", help="填报人姓名")
@JSON
@OPTIONS
def init(options: Options, *, role: str, unit: str, person: str, as_json: bool) -> None:
    """建立工作区。"""
    from desktop_app.work.workspace import init_workspace

    ws = init_workspace(options.folder, role=role, unit=unit, person=person)
    try:
        facts = {"workspace": str(ws.folder), "role": role, "unit": ws.unit, "name": ws.unit_label}
    finally:
        ws.close()
    if as_json:
        print_json(facts)
    else:
        click.echo(_("工作区已建好：{unit}，{folder}").format(unit=facts["name"], folder=ws.folder))


@command()
@option("--period", default="", metavar="期别", help="期别；缺省为全部有数据的期别")
@option("--out", type=PATH, metavar="文件", help="把出错说明写成表，在“说明”一列填写")
@JSON
@OPTIONS
def check(options: Options, *, period: str, out: Path | None, as_json: bool) -> int:
    """全审：按全部规则审核。"""
    from desktop_app.work import checks
    from desktop_app.work.report.reporting import canonical_period, periods_with_data
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        periods = [canonical_period(period)] if period else periods_with_data(ws)
        show = meter(options, _("全审"))
        results = [checks.check(ws, code, show) for code in periods]
        if out is not None:
            found = tuple(finding for result in results for finding in result.findings)
            checks.write_findings(
                ws, checks.Checked(periods[0] if len(periods) == 1 else "", found), out
            )
        if as_json or options.progress_json:
            print_json(
                {
                    "findings": [_as_json(ws, f) for result in results for f in result.findings],
                    "open": sum(result.open for result in results),
                }
            )
        else:
            for result in results:
                _say_checked(result, [checks.sentence(ws, f) for f in result.findings])
    finally:
        ws.close()
    return 1 if any(result.open for result in results) else 0


def _as_json(ws: Workspace, finding: Finding) -> dict[str, object]:
    from desktop_app.work.checks import sentence

    return {
        "period": finding.period,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "form": finding.form,
        "record": finding.uid,
        "subject": finding.subject,
        "fields": list(finding.fields),
        "message": sentence(ws, finding),
        "explanation": finding.explanation,
        "open": finding.open,
    }


def _say_checked(checked: Checked, sentences: list[str]) -> None:
    for finding, text in zip(checked.findings, sentences, strict=True):
        line = told(f"{severity_word(finding.severity)} {finding.rule} {finding.subject}", text)
        explained = told(_("已说明"), finding.explanation) if finding.explanation else ""
        click.echo(noted(line, explained))
    click.echo(
        _("{period}：强制 {must}，核实 {verify}（未说明 {unexplained}），提示 {hint}").format(
            period=period_label(checked.period),
            must=checked.count(Severity.MUST),
            verify=checked.count(Severity.VERIFY),
            unexplained=checked.unexplained,
            hint=checked.count(Severity.HINT),
        )
    )


@command()
@argument("file", type=PATH, metavar="文件")
@JSON
@OPTIONS
def explain(options: Options, *, file: Path, as_json: bool) -> int:
    """交回写好说明的出错说明表，作为一批。"""
    from desktop_app.work import checks
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        done = checks.explain_file(ws, file)
    finally:
        ws.close()
    rows = listed(str(number) for number in done.unmatched)
    if as_json:
        batch = done.applied.batch if done.applied else None
        print_json({"taken": done.taken, "batch": batch, "unmatched_rows": list(done.unmatched)})
    else:
        click.echo(_("已收下说明 {n} 条").format(n=done.taken))
        if rows:
            click.echo(_("第 {rows} 行的问题已不存在，说明未收").format(rows=rows))
    return 1 if done.unmatched else 0


@command()
@option("--period", required=True, metavar="期别", help="要上报的期别，如 2024、2024M01-09")
@option("--head", required=True, metavar="姓名", help="单位负责人")
@option("--statistician", required=True, metavar="姓名", help="统计负责人")
@option("--filler", required=True, metavar="姓名", help="填表人")
@option("--phone", required=True, metavar="电话", help="联系电话")
@JSON
@OPTIONS
def signoff(
    options: Options,
    *,
    period: str,
    head: str,
    statistician: str,
    filler: str,
    phone: str,
    as_json: bool,
) -> None:
    """审核通过：草稿变为已审核。"""
    from desktop_app.work.report.reporting import SignOff, canonical_period, sign_off
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(options.folder, token=options.token)
    try:
        show = meter(options, _("全审"))
        applied = sign_off(ws, period, SignOff(head, statistician, filler, phone), show)
    finally:
        ws.close()
    if as_json:
        print_json({"period": canonical_period(period), "state": "已审核", "batch": applied.batch})
    else:
        click.echo(applied.title)


COMMANDS = (init, check, explain, signoff)
