"""Whether what stands beside the records of a package can be so: facts, 应报名录, 审核说明.

The signature says whose words these are, and the writer that they stand in their places; neither
says that a revision is a number of a revision, or that an explanation is shown under the firm for
which it was given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import is_legible
from desktop_app.domain.uids import is_uid
from desktop_app.packages.report.columns import EXPLANATION, UID, stored_columns
from desktop_app.packages.report.fitness import reads_as_itself
from desktop_app.packages.report.manifest import NAME, Manifest
from desktop_app.packages.report.model import Explained, Row

Unfit = tuple[str, str, str]
"""Name of the sheet, label of the column, and the value that cannot stand there."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIGNED = {
    "head": "head",
    "statistician": "statistician",
    "filler": "filler",
    "phone": "phone",
    "date": "report_date",
}
"""Facts of 清单 by the fields of the report that they come from."""

_DUE, _REPORT = "due", "report"
_OF_FINDINGS = frozenset(severity.value for severity in Severity)
_OF_ANSWERS = frozenset({"退回", "更正"})
_ANSWER = re.compile(r"RMK-[0-9]+|RPT-CORRECT")
"""Rules of rows that answer the city: a remark of its, or why an accepted report is corrected."""
_LONGEST = 8000


def unfit_facts(manifest: Manifest, catalogue: Catalogue) -> Iterator[Unfit]:
    """Yield the facts of 清单 that no report has."""
    form = catalogue.form(_REPORT)
    for name, code in _SIGNED.items():
        field, text = form.by_code[code], manifest.basics[name]
        if text and not reads_as_itself(field, text):
            yield NAME, field.label, text
    if manifest.previous and not _DIGEST.fullmatch(manifest.previous):
        yield NAME, "上一包摘要", manifest.previous
    if (report := manifest.basics["report"]) and not is_uid(report):
        yield NAME, "报表记录号", report


def unfit_due(rows: Mapping[str, Sequence[Row]], catalogue: Catalogue) -> Iterator[Unfit]:
    """Yield what cannot stand in 应报名录: a firm that is not there, a state that is none."""
    form = catalogue.form(_DUE)
    states = catalogue.codes["due_state"].by_code
    firms = {row[0] for row in rows.get("firm", ())}
    seen: set[Stored] = set()
    for uid, firm, _period, state, reason in rows.get(_DUE, ()):
        if not is_uid(str(uid or "")) or uid in seen:
            yield NAME, "名录记录号", str(uid or "")
        if firm not in firms:
            yield NAME, "企业记录号", str(firm or "")
        if state not in states:
            yield NAME, form.by_code["state"].label, str(state or "")
        if reason is not None and not _is_said(reason):
            yield NAME, form.by_code["reason"].label, str(reason)
        seen.add(uid)


def unfit_explanations(
    given: Iterable[Explained], rows: Mapping[str, Sequence[Row]], catalogue: Catalogue
) -> Iterator[Unfit]:
    """Yield what cannot stand in 审核说明, or is shown as another's."""
    form = catalogue.form(EXPLANATION)
    named = _Subjects(rows, catalogue)
    seen: set[tuple[Stored, ...]] = set()
    for item in given:
        values = dict(zip(stored_columns(form), item.row, strict=True))
        for code, holds in _HELD.items():
            if not holds(values[code]):
                label = "说明的记录号" if code == UID else form.by_code[code].label
                yield form.short, label, str(values[code] or "")
        about = values["rule"], values["form"], values["record"]
        if about in seen:
            yield form.short, form.by_code["rule"].label, str(values["rule"])
        seen.add(about)
        yield from _unlike_shown(item, values, form, named)


def _unlike_shown(
    item: Explained, values: Mapping[str, Stored], form: Form, named: _Subjects
) -> Iterator[Unfit]:
    """Hold what people see of a finding against the record that programs go by.

    What answers a remark of the city shows what the city called it then, which may have changed.
    """
    for text in (item.subject, item.severity, item.form, item.message):
        if not _is_said(text):
            yield form.short, "审核意见", str(text or "")
            return
    about = named.catalogue.by_code.get(str(values["form"]))
    if about is None:
        yield form.short, form.by_code["form"].label, str(values["form"])
        return
    answers = _ANSWER.fullmatch(str(values["rule"])) is not None
    if item.severity not in (_OF_ANSWERS if answers else _OF_FINDINGS):
        yield form.short, "级别", item.severity
    if answers:
        return
    if item.form != about.short:
        yield form.short, "报表", item.form
    subject = named.subject(about, values["record"])
    if subject is not None and item.subject != subject:
        yield form.short, "报送对象", item.subject


class _Subjects:
    """Finds whom a record of the package belongs to, as findings name it."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._rows = rows
        self._known: dict[str, dict[Stored, Row]] = {}

    def subject(self, form: Form, uid: Stored) -> str | None:
        """Return the name of the firm or incubator above a record; None if it is not there."""
        row = self._of(form).get(uid)
        if row is None:
            return None
        columns = stored_columns(form)
        if form.parent and (above := row[columns.index(form.parent)]) is not None:
            return self.subject(self.catalogue.form(form.parent), above)
        if not form.name_field:
            return None
        return str(row[columns.index(form.name_field)] or "")

    def _of(self, form: Form) -> dict[Stored, Row]:
        if form.code not in self._known:
            self._known[form.code] = {row[0]: row for row in self._rows.get(form.code, ())}
        return self._known[form.code]


def _is_said(value: Stored) -> bool:
    """Whether what people wrote is something that others can read."""
    return isinstance(value, str) and len(value) <= _LONGEST and is_legible(value)


def _is_word(value: Stored) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9A-Za-z_-]{1,80}", value) is not None


def _is_evidence(value: Stored) -> bool:
    try:
        return value is None or isinstance(json.loads(str(value)), list)
    except (ValueError, RecursionError):
        return False


_HELD: Mapping[str, Callable[[Stored], bool]] = {
    UID: lambda value: is_uid(str(value or "")),
    "rule": _is_word,
    "form": _is_word,
    "record": lambda value: is_uid(str(value or "")),
    "text": _is_said,
    "evidence": _is_evidence,
}
