"""The findings of a period as the lines of a list; each line is made when it is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.states import LOCKED
from desktop_app.i18n import _, language, severity_word
from desktop_app.rules.messages import words
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.checks.found import Found, FoundLine
from desktop_app.ui.pages.checks.remarks import (
    HANDLED,
    OPEN,
    RemarkRow,
    remark_rows,
    remark_segments,
)
from desktop_app.ui.pages.lazy_lines import MadeLines
from desktop_app.ui.pages.widths import width_of
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import Workspace

PLACE_COLUMN = 3
_KEEPING = frozenset({Sign.MUST.value, Sign.VERIFY.value, OPEN})
Listed = FoundLine | RemarkRow
"""What the list shows."""
AnyLine = TypeVar("AnyLine", bound=Listed)


@dataclass(frozen=True, slots=True)
class Audit:
    """What the page shows of a period.

    Attributes:
        period: Code of the period.
        rows: Open remarks of the city, all findings, the gravest first, then handled remarks.
        counts: How many there are of each segment.
        texts: What the findings say.
        checked_at: When 全审 last ran, or "" where it is due.
        records: Records that 全审 asks.
        locked: Whether the report is sent, so that nothing can be explained any more.
        has_data: Whether there is a report of the period at all.
    """

    period: str
    rows: tuple[Listed, ...]
    counts: Counter[str]
    texts: Found
    checked_at: str
    records: int
    locked: bool
    has_data: bool

    @property
    def open(self) -> int:
        """Findings and remarks that keep the period from being sent."""
        return sum(self.counts[segment] for segment in _KEEPING)

    @property
    def found(self) -> int:
        """How many findings there are."""
        return self.counts["all"] - self.counts[OPEN] - self.counts[HANDLED]


def load_audit(ws: Workspace, period: str) -> Audit:
    """Read the findings of a period: how they stand and in what order, not yet what they say."""
    report = report_of(ws, period)
    remarks = remark_rows(ws, period)
    found = Found(ws, period)
    rows: tuple[Listed, ...] = (
        *(row for row in remarks if row.asks),
        *found.rows,
        *(row for row in remarks if not row.asks),
    )
    return Audit(
        period=period,
        rows=rows,
        counts=_counts(rows),
        texts=found,
        checked_at=ws.store.checked_at(period),
        records=records_in(ws, period),
        locked=report.state in LOCKED,
        has_data=bool(report.uid),
    )


def _counts(rows: Sequence[Listed]) -> Counter[str]:
    known = (*segments(), *remark_segments())
    found: Counter[str] = Counter({segment.key: 0 for segment in known})
    found.update([row.segment for row in rows])
    found["all"] = len(rows)
    return found


def make_texts(found: Found) -> None:
    """Make what the filter looks through, so that nobody waits for it at the first letter."""
    found.read_all()
    for row in found.rows:
        len(row.haystack)


def records_in(ws: Workspace, period: str) -> int:
    """Return how many records 全审 looks at."""
    return sum(
        ws.store.count(form.code, period if form.periodic else "") for form in ws.catalogue.reported
    )


def rule_words(ws: Workspace, finding: Finding) -> str:
    """Return what should hold by the rule of a finding."""
    return words(ws.catalogue, ws.catalogue.form(finding.form), finding.rule, language())


def segments() -> list[Segment]:
    """Return what the list can be narrowed to."""
    return [
        Segment("all", _("全部")),
        Segment(Sign.MUST.value, _("强制"), Sign.MUST),
        Segment(Sign.VERIFY.value, _("核实未说明"), Sign.VERIFY),
        Segment(Sign.EXPLAINED.value, _("核实已说明"), Sign.EXPLAINED),
        Segment(Sign.HINT.value, _("提示"), Sign.HINT),
    ]


def headings() -> list[Heading]:
    """Return the columns of the list."""
    severities = [_("级别"), _("意见"), *map(severity_word, Severity)]
    states = [_("状态"), _("改数"), _("已说明"), _("未说明"), _("未处理"), _("已答复")]
    found = [
        Heading(_("级别"), width_of(severities, 88, sign=True, first=True)),
        Heading(_("企业或载体"), 204),
        Heading(_("报表"), 116 if is_wordy() else 80),
        Heading(_("问题"), 180, stretch=True),
        Heading(_("规则"), 84),
        Heading(_("状态"), width_of(states, 68)),
    ]
    if not is_wordy():
        found.insert(PLACE_COLUMN, Heading(_("字段"), 116))
    return found


def is_wordy() -> bool:
    """Whether sentences are so long that they need two lines, and the column of the fields."""
    return language() == "en"


def finding_lines(rows: Sequence[Listed]) -> MadeLines:
    """Return lines over findings; a hundred thousand of them cost nothing before they are seen."""
    return MadeLines(rows, _line, lambda row: row.key)


def matching(rows: Sequence[AnyLine], text: str, segment: str) -> Sequence[AnyLine]:
    """Return the lines of a segment that contain a text."""
    wanted = text.casefold()
    if segment == "all" and not wanted:
        return rows
    return [
        row
        for row in rows
        if segment in {"all", row.segment} and (not wanted or wanted in row.haystack)
    ]


def _line(row: Listed) -> Line:
    cells = [
        row.severity,
        Cell(row.subject, tip=row.subject),
        Cell(row.form, tip=row.form),
        Cell(row.text, tip=row.text, wrap=is_wordy()),
        Cell(row.rule, tone="text2", tip=row.rule),
        row.state,
    ]
    if not is_wordy():
        cells.insert(PLACE_COLUMN, Cell(row.place, tip=row.place))
    return Line(tuple(cells), key=row.key)
