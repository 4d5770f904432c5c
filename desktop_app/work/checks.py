"""全审, the sheet to explain in, and explanations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored
from desktop_app.domain.texts import tidy
from desktop_app.domain.uids import new_uids
from desktop_app.i18n import _, label_of, language, listed, period_label, plural
from desktop_app.rules.messages import message
from desktop_app.work.workspace import Workspace

Progress = Callable[[int, int], None]

HEADINGS = ("级别", "规则", "企业或载体", "报表", "字段", "出错说明", "说明", "期别", "记录号")
"""Headings of the sheet to explain in; `explain` finds its columns by them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What 全审 found in a period, the gravest first.

    Attributes:
        period: Code of the period.
        findings: All findings with their explanations.
    """

    period: str
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Return the number of findings of one severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    @property
    def unexplained(self) -> int:
        """核实 findings without an explanation."""
        return sum(1 for f in self.findings if f.severity is Severity.VERIFY and f.open)

    @property
    def open(self) -> int:
        """Findings that keep the period from being sent."""
        return sum(1 for finding in self.findings if finding.open)


def check(ws: Workspace, period: str, progress: Progress | None = None) -> Checked:
    """Run all rules on a period and return what they find."""
    ws.store.check(period, progress)
    return Checked(period, tuple(ws.store.findings(period)))


def sentence(ws: Workspace, finding: Finding) -> str:
    """Return what is said of a finding, in the user's language."""
    return message(ws.catalogue, finding, language())


def with_explanation(finding: Finding, text: str) -> Finding:
    """Return the finding as the sheet to explain in shows it once a person has filled it in."""
    return replace(finding, explanation=text)


def field_labels(ws: Workspace, finding: Finding) -> str:
    """Return the labels of the fields that a finding marks."""
    form = ws.catalogue.form(finding.form)
    return listed(label_of(form.by_code[code]) for code in finding.fields if code in form.by_code)


def write_findings(ws: Workspace, checked: Checked, path: Path) -> None:
    """Write the findings as a sheet with an empty column to explain in.

    Raises:
        UserError: The file cannot be written.
    """
    from desktop_app.sheets.writing.cells import Column, Look
    from desktop_app.sheets.writing.plain import write_table

    widths = (8, 12, 32, 16, 28, 56, 48, 12, 20)
    columns = [
        Column(
            heading, Look.CODE if heading in {"规则", "期别", "记录号"} else Look.TEXT, width=width
        )
        for heading, width in zip(HEADINGS, widths, strict=True)
    ]
    rows = [
        (
            *(finding.severity.value, finding.rule, finding.subject),
            *(ws.catalogue.form(finding.form).short, field_labels(ws, finding)),
            *(sentence(ws, finding), finding.explanation or None, finding.period, finding.uid),
        )
        for finding in checked.findings
    ]
    period = period_label(checked.period) if checked.period else ""
    title = _("出错说明：{unit} {period}").format(unit=ws.unit_label, period=period).strip()
    facts = _("强制的改数，核实的在“说明”一列写明原因，再用 explain 交回。提示的不必处理。")
    write_table(path, title, columns, rows, facts=facts, kept=3)


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of the explanations of a sheet.

    Attributes:
        applied: The batch, or None where nothing was new.
        taken: Explanations stored.
        unmatched: Rows whose finding is no longer there, as Excel numbers them.
    """

    applied: Applied | None
    taken: int
    unmatched: tuple[int, ...]


def explain(
    ws: Workspace, period: str, texts: Mapping[tuple[str, str], str], *, title: str = ""
) -> Applied | None:
    """Store explanations of 核实 findings as one batch.

    Args:
        ws: The workspace.
        period: Period of the findings.
        texts: Explanation by (rule, record); "" takes an explanation back.
        title: What the journal calls it.
    """
    uids = sorted({uid for _rule, uid in texts})
    found = ws.store.findings(period, uids=uids if len(uids) <= 500 else ())
    known = _explained(ws, period)
    added: list[tuple[Stored, ...]] = []
    changed: list[tuple[Stored, ...]] = []
    gone: list[tuple[Stored, ...]] = []
    fresh = iter(new_uids(len(texts)))
    for finding in found:
        text = texts.get((finding.rule, finding.uid))
        if text is None or finding.severity is not Severity.VERIFY:
            continue
        old = known.get((finding.rule, finding.uid))
        text = tidy(text)
        if old is None and text:
            keys = (period, finding.rule, finding.form, finding.uid)
            added.append((next(fresh), None, *keys, text, finding.evidence))
        elif old is not None and not text:
            gone.append((old[0], old[1]))
        elif old is not None and (text, finding.evidence) != old[2:]:
            changed.append((old[0], old[1], text, finding.evidence))
    columns = ("period", "rule", "form", "record", "text", "evidence")
    blocks = [
        Rows("explanation", columns, added),
        Rows("explanation", ("text", "evidence"), changed),
        Rows("explanation", (), gone, taken=True),
    ]
    count = len(added) + len(changed) + len(gone)
    if not count:
        return None
    title = title or _explained_title(found, texts, count)
    kept = tuple(block for block in blocks if block.rows)
    return ws.store.apply(ChangePlan("explain", title, kept))


def _explained(
    ws: Workspace, period: str
) -> dict[tuple[str, str], tuple[str, int, Stored, Stored]]:
    """Return uid, version, text and evidence of each explanation by (rule, record)."""
    rows = ws.store.rows(
        "explanation",
        ("rule", "record", "text", "evidence"),
        where="r.period = ?",
        params=(period,),
    )
    return {
        (str(rule), str(record)): (str(uid), int(version or 0), text, evidence)
        for uid, version, rule, record, text, evidence in rows
    }


def _explained_title(
    found: Sequence[Finding], texts: Mapping[tuple[str, str], str], count: int
) -> str:
    """Return what the journal calls explanations: whose it is where it is one."""
    about = [finding for finding in found if (finding.rule, finding.uid) in texts]
    if count == 1 and len(about) == 1 and about[0].subject:
        return _("写说明：{subject}，{rule}").format(subject=about[0].subject, rule=about[0].rule)
    return plural("写说明 {n} 条", count)


def explain_file(ws: Workspace, path: Path) -> Explained:
    """Take the explanations of a sheet that `write_findings` made, as one batch a period.

    Raises:
        UserError: The file cannot be read, or is no such sheet.
    """
    rows = _sheet_rows(path)
    texts: dict[str, dict[tuple[str, str], str]] = {}
    numbers: dict[tuple[str, str, str], int] = {}
    for number, row in rows:
        rule, uid, period, text = row["规则"], row["记录号"], row["期别"], row["说明"]
        if rule and period and text:
            texts.setdefault(period, {})[rule, uid] = text
            numbers[period, rule, uid] = number
    applied = None
    taken = 0
    for period, wanted in texts.items():
        found = {(finding.rule, finding.uid) for finding in ws.store.findings(period)}
        taken += len(found & wanted.keys())
        for key in found & wanted.keys():
            numbers.pop((period, *key), None)
        title = _("写说明：{file}").format(file=path.name)
        applied = explain(ws, period, wanted, title=title) or applied
    return Explained(applied, taken, tuple(sorted(numbers.values())))


def _sheet_rows(path: Path) -> Sequence[tuple[int, dict[str, str]]]:
    from desktop_app.sheets.read import read_file

    needed = {"规则", "说明", "期别", "记录号"}
    for sheet in read_file(path).sheets:
        places: dict[str, int] = {}
        rows: list[tuple[int, dict[str, str]]] = []
        for number, row in enumerate(sheet.read().rows, 1):
            texts = [str(cell).strip() for cell in row]
            if not places:
                found = {text: place for place, text in enumerate(texts) if text in HEADINGS}
                places = found if needed <= found.keys() else {}
                continue
            rows.append(
                (number, {n: texts[p] if p < len(texts) else "" for n, p in places.items()})
            )
        if places:
            return rows
    raise UserError(
        _("{file} 不是出错说明表。").format(file=path.name),
        _("数据未动。用 check --out 生成的表，在“说明”一列填写后再交。"),
    )
