"""The findings of a period as the lines of a list; each line is made when it is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.domain.findings import Finding, Severity
from desktop_app.domain.states import LOCKED
from desktop_app.i18n import _, language, listed, short_of
from desktop_app.rules.messages import words
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.checks_remarks import OPEN, RemarkRow, remark_rows, remark_segments
from desktop_app.ui.pages.lazy_lines import MadeLines
from desktop_app.ui.pages.widths import field_word, width_of
from desktop_app.work.checks import sentence
from desktop_app.work.reporting import report_of
from desktop_app.work.workspace import Workspace

PLACE_COLUMN = 3
_KEEPING = frozenset({Sign.MUST.value, Sign.VERIFY.value, OPEN})
Key = tuple[str, str, str]
"""What tells a finding apart: rule, form, record."""


class Shown:
    """A finding with the texts that the list shows; each is made when it is asked for.

    Attributes:
        finding: The finding.
        sign: Shape of its state.
    """

    def __init__(self, ws: Workspace, finding: Finding) -> None:
        self._ws = ws
        self.finding = finding
        self.sign = sign_of(finding)

    @cached_property
    def form(self) -> str:
        """What the form is called."""
        return short_of(self._ws.catalogue.form(self.finding.form))

    @cached_property
    def place(self) -> str:
        """Labels of its fields."""
        known = self._ws.catalogue.form(self.finding.form).by_code
        return listed(field_word(known[code]) for code in self.finding.fields if code in known)

    @cached_property
    def text(self) -> str:
        """Its sentence."""
        return sentence(self._ws, self.finding)

    @cached_property
    def haystack(self) -> str:
        """All of it, folded, for the filter."""
        found = self.finding
        parts = (found.subject, self.form, self.place, self.text, found.rule, found.explanation)
        return "\n".join(parts).casefold()

    @property
    def key(self) -> Key:
        """What tells it apart from the others of its period."""
        return key_of(self.finding)

    @property
    def asks(self) -> bool:
        """Whether an explanation is waited for."""
        return self.sign is Sign.VERIFY

    @property
    def segment(self) -> str:
        """The part of the list that it belongs to."""
        return self.sign.value

    @property
    def subject(self) -> str:
        """Whose record it is about."""
        return self.finding.subject

    @property
    def rule(self) -> str:
        """Id of its rule."""
        return self.finding.rule

    @property
    def target(self) -> tuple[str, str, str]:
        """Form, record and first field that it marks."""
        finding = self.finding
        return finding.form, finding.uid, finding.fields[0] if finding.fields else ""

    @property
    def severity(self) -> Cell:
        """Its cell in the column of severities."""
        is_must = self.finding.severity is Severity.MUST
        return Cell(severity_word(self.finding.severity), sign=self.sign, bold=is_must)

    @property
    def state(self) -> Cell:
        """Its cell in the column of states."""
        word, tone = _state(self.finding)
        return Cell(word, tone=tone)


Listed = Shown | RemarkRow
"""What the list shows."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the page shows of a period.

    Attributes:
        period: Code of the period.
        rows: Open remarks of the city, all findings, the gravest first, then handled remarks.
        checked_at: When 全审 last ran, or "" where it is due.
        records: Records that 全审 asks.
        locked: Whether the report is sent, so that nothing can be explained any more.
        has_data: Whether there is a report of the period at all.
    """

    period: str
    rows: tuple[Listed, ...]
    checked_at: str
    records: int
    locked: bool
    has_data: bool

    def counts(self) -> Counter[str]:
        """Return how many there are of each segment."""
        known = (*segments(), *remark_segments())
        found: Counter[str] = Counter({segment.key: 0 for segment in known})
        found.update(row.segment for row in self.rows)
        found["all"] = len(self.rows)
        return found

    @property
    def open(self) -> int:
        """Findings and remarks that keep the period from being sent."""
        return sum(1 for row in self.rows if row.segment in _KEEPING)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(row.finding for row in self.rows if isinstance(row, Shown))


def load_audit(ws: Workspace, period: str) -> Audit:
    """Read the findings of a period with everything that the list says of them."""
    report = report_of(ws, period)
    remarks = remark_rows(ws, period)
    return Audit(
        period=period,
        rows=(
            *(row for row in remarks if row.asks),
            *(Shown(ws, finding) for finding in ws.store.findings(period)),
            *(row for row in remarks if not row.asks),
        ),
        checked_at=ws.store.checked_at(period),
        records=records_in(ws, period),
        locked=report.state in LOCKED,
        has_data=bool(report.uid),
    )


def load_findings(ws: Workspace, period: str) -> tuple[Shown, ...]:
    """Read the findings of a period alone."""
    return tuple(Shown(ws, finding) for finding in ws.store.findings(period))


def make_texts(rows: Sequence[Listed]) -> None:
    """Make what the filter looks through, so that nobody waits for it at the first letter."""
    for row in rows:
        len(row.haystack)


def records_in(ws: Workspace, period: str) -> int:
    """Return how many records 全审 looks at."""
    return sum(
        ws.store.count(form.code, period if form.periodic else "") for form in ws.catalogue.reported
    )


def key_of(finding: Finding) -> Key:
    """Return what tells a finding apart from the others of its period."""
    return finding.rule, finding.form, finding.uid


def sign_of(finding: Finding) -> Sign:
    """Return the shape of a finding."""
    if finding.severity is Severity.MUST:
        return Sign.MUST
    if finding.severity is Severity.HINT:
        return Sign.HINT
    return Sign.EXPLAINED if finding.explanation else Sign.VERIFY


def rule_words(ws: Workspace, finding: Finding) -> str:
    """Return what should hold by the rule of a finding."""
    return words(ws.catalogue, ws.catalogue.form(finding.form), finding.rule, language())


def severity_word(severity: Severity) -> str:
    """Return the word of a severity in the user's language."""
    return {
        Severity.MUST: _("强制"),
        Severity.VERIFY: _("核实"),
        Severity.HINT: _("提示"),
    }[severity]


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


def matching(rows: Sequence[Listed], text: str, segment: str) -> Sequence[Listed]:
    """Return the lines of a segment that contain a text."""
    wanted = text.casefold()
    if segment == "all" and not wanted:
        return rows
    return [row for row in rows if segment in {"all", row.segment} and wanted in row.haystack]


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


def _state(finding: Finding) -> tuple[str, str]:
    if finding.severity is Severity.MUST:
        return _("改数"), "red"
    if finding.severity is Severity.HINT:
        return "—", "text3"
    return (_("已说明"), "text2") if finding.explanation else (_("未说明"), "amber")
