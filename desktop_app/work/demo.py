"""The whole job on the shipped samples, through the same functions as the window's.

The samples and everybody in them are made up. The demo's certificate authority is thrown away
afterwards: its key lies beside the package without a password, and says so.
"""

from __future__ import annotations

import shutil
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding
from desktop_app.i18n import _, joined, plural, told
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.throwaway import make_authority, make_certificate, make_p12
from desktop_app.paths import resources
from desktop_app.work import checks
from desktop_app.work.edit import CellText, set_cells
from desktop_app.work.importing.files import import_files
from desktop_app.work.keys.enrol import CITY, CITY_OFFICE, look_at, new_request, take_in
from desktop_app.work.receive import Judged, judge_file
from desktop_app.work.report.pack import Packed, pack
from desktop_app.work.report.reporting import SignOff, sign_off
from desktop_app.work.workspace import Workspace, init_workspace

UNIT = "海曙区"
PASSWORD = "demo"  # noqa: S105 - of a throwaway key
WORKSPACE_PASSWORD = "demo-demo"  # noqa: S105 - keys of a workspace need eight characters

Tell = Callable[[str, float], None]
"""Told each step with its seconds."""


@dataclass(slots=True)
class Demo:
    """A run of the demo.

    Attributes:
        folder: Where its files lie.
        steps: What was done, with seconds.
        packed: The package.
        judged: The verdict on it.
    """

    folder: Path
    steps: list[tuple[str, float]] = field(default_factory=list)
    packed: Packed | None = None
    judged: Judged | None = None


def demo(folder: Path, tell: Tell) -> Demo:
    """Do the whole job of a district in `folder`, made afresh.

    Raises:
        UserError: The folder holds something else, or a step could not be done.
    """
    _empty(folder)
    run = Demo(folder)
    story = tomllib.loads((_samples() / "corrections.toml").read_text("utf-8"))
    with _step(run, tell, _("建立工作区：{unit}").format(unit=UNIT)):
        ws = init_workspace(folder / "workspace", role="district", unit=UNIT, person="陆清和")
    try:
        _prepare(run, ws, story, tell)
        _send(run, ws, story, tell)
    finally:
        ws.close()
    return run


def sample_files() -> list[Path]:
    """Return the shipped sample sheets."""
    return sorted(path for path in _samples().iterdir() if path.suffix in {".xlsx", ".xls", ".csv"})


def _prepare(run: Demo, ws: Workspace, story: Mapping[str, Any], tell: Tell) -> None:
    for path in sample_files():
        with _step(run, tell, _("导入 {file}").format(file=path.name)) as said:
            result = import_files(ws, [path])
            said.append(plural("读到 {n} 行", sum(result.counts.values())))
    period = str(story["period"])
    with _step(run, tell, _("全审 {period}").format(period=period)) as said:
        checked = checks.check(ws, period)
        said.append(plural("{n} 处要处理", checked.open))
    with _step(run, tell, _("改正强制性错误")) as said:
        said.append(plural("{n} 处", _correct(ws, story)))
    with _step(run, tell, _("写说明")) as said:
        said.append(plural("{n} 条", _explain(ws, run.folder, period, story)))


def _correct(ws: Workspace, story: Mapping[str, Any]) -> int:
    """Set right what the samples' story names, one batch a correction."""
    done = 0
    for correction in story["corrections"]:
        period = str(correction.get("period", story["period"]))
        for uid in _records_of(ws, correction, period):
            cell = CellText(uid, correction["field"], correction["text"])
            if set_cells(ws, correction["form"], [cell]).applied is not None:
                done += 1
    return done


def _records_of(ws: Workspace, correction: Mapping[str, Any], period: str) -> list[str]:
    """Return the records that a correction means.

    These broke its rule, or are the same firm's figures where the finding is another form's.
    """
    form, subject = correction["form"], correction["subject"]
    found = [
        finding.uid
        for finding in ws.store.findings(period, form=form)
        if finding.subject == subject and finding.rule == correction["rule"]
    ]
    if found or form != "firm_period":
        return found
    rows = ws.store.rows(
        form,
        (),
        where="r.period = ? AND r.firm IN (SELECT uid FROM firm WHERE name = ?)",
        params=(period, subject),
    )
    return [str(row[0]) for row in rows]


def _explain(ws: Workspace, folder: Path, period: str, story: Mapping[str, Any]) -> int:
    """Fill in the sheet to explain in, and hand it back."""
    texts = {(e["rule"], e["subject"]): e["text"] for e in story["explanations"]}
    checked = checks.check(ws, period)

    def explained(finding: Finding) -> Finding:
        text = texts.get((finding.rule, finding.subject), "")
        return finding if not text else checks.with_explanation(finding, text)

    path = folder / "explanations.xlsx"
    filled = checks.Checked(period, tuple(explained(f) for f in checked.findings))
    checks.write_findings(ws, filled, path)
    return checks.explain_file(ws, path).taken


def _send(run: Demo, ws: Workspace, story: Mapping[str, Any], tell: Tell) -> None:
    period = str(story["period"])
    with _step(run, tell, _("建根证书，申请、签发、安装证书")):
        _enrol(run.folder, ws, str(story["signoff"]["statistician"]))
    with _step(run, tell, _("审核通过")):
        sign_off(ws, period, SignOff(**story["signoff"]))
    out = run.folder / "package.xlsx"
    with _step(run, tell, _("导出签名的报送包")) as said:
        run.packed = pack(ws, period, key=run.folder / "key.p12", password=PASSWORD, out=out)
        said.append(_("{n:,} 字节").format(n=run.packed.summary.size))
    with _step(run, tell, _("验证报送包")) as said:
        run.judged = judge_file(out, [run.folder / "ca.pem"], expected_unit=ws.unit, content=True)
        said.append(run.judged.word)


def _enrol(folder: Path, ws: Workspace, person: str) -> None:
    now = datetime.now(UTC)
    authority = make_authority(folder, Identity(CITY, CITY_OFFICE, _("演示根证书")), now)
    request = new_request(ws, person=person, role="统计负责人", password=WORKSPACE_PASSWORD)
    certificate = make_certificate(folder, authority, request, years=3, now=now)
    take_in(ws, look_at(ws, certificate, folder / "ca.pem"), WORKSPACE_PASSWORD)
    stored = ws.keys / f"{ws.unit}.key.pem"
    make_p12(folder / "key.p12", stored, WORKSPACE_PASSWORD, authority, PASSWORD)


@contextmanager
def _step(run: Demo, tell: Tell, what: str) -> Iterator[list[str]]:
    start = time.perf_counter()
    said: list[str] = []
    yield said
    seconds = time.perf_counter() - start
    text = told(what, joined(said)) if said else what
    run.steps.append((text, seconds))
    tell(text, seconds)


def _samples() -> Path:
    return resources() / "samples"


def _empty(folder: Path) -> None:
    """Make the folder afresh, but only throw away what a demo made."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "workspace").is_dir():
        raise UserError(
            _("{folder} 里有别的文件。").format(folder=folder),
            _("没有动它。给演示另选一个空文件夹。"),
        )
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    except OSError as error:
        raise UserError(
            _("文件夹 {folder} 建不了：{cause}。").format(folder=folder, cause=error.strerror),
            _("关掉打开它的程序，或给演示另选一个空文件夹。"),
        ) from error
