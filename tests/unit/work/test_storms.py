"""Whatever people do in whatever order: findings stay right, and what is undone was never there."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.values import FieldType
from desktop_app.work.carry import carry_over
from desktop_app.work.checks import explain
from desktop_app.work.due import mark_due
from desktop_app.work.edit import CellText, add_record, remove_records, set_cells
from desktop_app.work.history import history, redo_last, undo, undo_last
from desktop_app.work.importing.files import import_files
from desktop_app.work.report.reporting import SignOff, sign_off
from desktop_app.work.workspace import init_workspace

PERIODS = ("2022", "2023", "2024", "2024M01-09")
TEXTS = {
    FieldType.USCC: ("91330203MA2TE5T1XB", "91330200144078173M", "913302"),
    FieldType.ORG_CODE: ("561262545", "x"),
    FieldType.REG_NO: ("330200000012345",),
    FieldType.PATENT_NO: ("202110123456.7", "201710601862.3", "2017106018623"),
    FieldType.CERT_NO: ("GR201733100657", "GR202333100657"),
    FieldType.PHONE: ("0574-87654321", "x"),
    FieldType.MONEY: ("0", "1", "500", "2000", "100000", "-5", "1.5", "x"),
    FieldType.COUNT: ("0", "1", "10", "1000", "-1", "x"),
    FieldType.DECIMAL: ("0", "1.5", "100", "-1"),
    FieldType.DATE: ("2010-5-5", "2023-6-30", "2024-02-29", "2025-1-1", "x"),
    FieldType.MONTH: ("2023-01", "2024-12"),
    FieldType.YEAR: ("2020", "2023", "2024"),
    FieldType.BOOL: ("是", "否"),
    FieldType.TEXT: ("甲公司", "乙公司", "宁波甬能科技有限公司", "市级企业工程技术中心", "=1"),
}
SHEET = "统一社会信用代码,单位详细名称,研究开发人员合计\n"


def said(finding):
    """Return all that people are told of a finding."""
    shown = json.dumps(dict(finding.shown), sort_keys=True, ensure_ascii=False)
    rest = (finding.severity, finding.fields, shown, finding.evidence, finding.explanation)
    return (finding.rule, finding.form, finding.uid, *rest)


class Storm(RuleBasedStateMachine):
    """A workspace in which everything happens."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ws = init_workspace(self.folder / "ws", role="district", unit="海曙区", person="甲")
        for period in PERIODS:
            self.ws.store.check(period)

    def teardown(self):
        self.ws.close()
        shutil.rmtree(self.folder)

    # -- what people do ------------------------------------------------------------------------

    @rule(data=st.data())
    def add(self, data):
        form = data.draw(st.sampled_from(self.ws.catalogue.reported))
        parent = self._some(data, form.parent) if form.parent else ""
        if form.parent_required and not parent:
            form = self.ws.catalogue.form("firm")
            parent = ""
        period = data.draw(st.sampled_from(PERIODS)) if form.periodic else ""
        texts = {f.code: self._text(data, f) for f in form.typed if data.draw(st.booleans())}
        self._do(lambda: add_record(self.ws, form.code, texts, parent=parent, period=period))

    @rule(data=st.data(), count=st.sampled_from((1, 1, 1, 5)))
    def edit(self, data, count):
        form = data.draw(st.sampled_from(self.ws.catalogue.reported))
        uids = self._uids(form.code)
        if not uids:
            return
        cells = {}
        for _ in range(count):
            field = data.draw(st.sampled_from(form.typed))
            uid = data.draw(st.sampled_from(uids))
            cells[uid, field.code] = CellText(uid, field.code, self._text(data, field))
        self._do(lambda: set_cells(self.ws, form.code, list(cells.values())))

    @rule(data=st.data())
    def remove(self, data):
        form = data.draw(st.sampled_from(self.ws.catalogue.reported))
        uid = self._some(data, form.code)
        if uid:
            self._do(lambda: remove_records(self.ws, form.code, [uid]))

    @rule(
        period=st.sampled_from(PERIODS), staff=st.lists(st.integers(0, 9), min_size=1, max_size=3)
    )
    def bring(self, period, staff):
        codes = TEXTS[FieldType.USCC]
        names = ("甲公司", "乙公司", "丙公司")
        lines = (f"{codes[n]},{names[n]},{count}\n" for n, count in enumerate(staff))
        path = self.folder / f"{period}年研发.csv"
        path.write_text(SHEET + "".join(lines), "utf-8")
        self._do(lambda: import_files(self.ws, [path]))

    @rule(data=st.data(), period=st.sampled_from(PERIODS), text=st.sampled_from(("因为", "")))
    def explain_one(self, data, period, text):
        found = [
            (finding.rule, finding.uid)
            for finding in self.ws.store.findings(period)
            if finding.severity is Severity.VERIFY
        ]
        if found:
            key = data.draw(st.sampled_from(found))
            self._do(lambda: explain(self.ws, period, {key: text}))

    @rule(
        data=st.data(),
        period=st.sampled_from(PERIODS),
        state=st.sampled_from(("zero", "suspended", "missing")),
        reason=st.sampled_from(("停产", "")),
    )
    def mark(self, data, period, state, reason):
        firm = self._some(data, "firm")
        if firm:
            self._do(lambda: mark_due(self.ws, period, firm, state, reason))

    @rule(data=st.data(), code=st.sampled_from(("rd_activity", "firm_period")))
    def carry(self, data, code):
        form, uid = self.ws.catalogue.form(code), self._some(data, code)
        if uid:
            period = str(self.ws.store.record(code, uid).values["period"])
            self._do(lambda: carry_over(self.ws, form, period, uid))

    @rule(period=st.sampled_from(PERIODS))
    def sign(self, period):
        who = SignOff("甲", "乙", "丙", "0574-87654321")
        self._do(lambda: sign_off(self.ws, period, who))

    @rule()
    def take_back(self):
        self._do(lambda: undo_last(self.ws))

    @rule()
    def bring_again(self):
        self._do(lambda: redo_last(self.ws))

    @precondition(lambda self: self.ws.store.batches(limit=1))
    @rule(data=st.data(), free_only=st.booleans())
    def take_any_back(self, data, free_only):
        batch = data.draw(st.sampled_from([one.id for one in history(self.ws)]))
        self._do(lambda: undo(self.ws, batch, free_only=free_only))

    # -- what always holds ---------------------------------------------------------------------

    @invariant()
    def findings_are_those_of_a_full_check(self):
        for period in PERIODS:
            live = Counter(map(said, self.ws.store.findings(period)))
            followed = self.ws.store.checked_at(period)
            self.ws.store.check(period)
            full = Counter(map(said, self.ws.store.findings(period)))
            assert not followed or (live - full, full - live) == (Counter(), Counter())

    def _do(self, act):
        """Do it; a refusal changes nothing, and an undo brings back what was there before."""
        before = self.ws.store.dump()
        newest = self._newest()
        try:
            act()
        except UserError:
            assert self.ws.store.dump() == before
            return
        batch = self._newest()
        if batch == newest:
            assert self.ws.store.dump() == before
            return
        after = self.ws.store.dump()
        with contextlib.suppress(UserError):
            self.ws.store.undo(batch)
            assert self.ws.store.dump() == before
            self.findings_are_those_of_a_full_check()
            self.ws.store.undo(self._newest())
            assert self.ws.store.dump() == after

    def _newest(self):
        return next((batch.id for batch in self.ws.store.batches(limit=1)), 0)

    def _uids(self, form):
        return [str(row[0]) for row in self.ws.store.rows(form, ())]

    def _some(self, data, form):
        uids = self._uids(form)
        return data.draw(st.sampled_from(uids)) if uids else ""

    def _text(self, data, field):
        if field.type is FieldType.CODE and field.codes:
            codes = [entry.code for entry in self.ws.catalogue.codes[field.codes].entries]
            return data.draw(st.sampled_from([*codes, ""]))
        return data.draw(st.sampled_from((*TEXTS.get(field.type, ("甲",)), "")))


CALM = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": False}


class TestThatAStormLeavesFindingsAndHistoryRight(Storm.TestCase):
    """A short storm."""

    settings = settings(max_examples=12, stateful_step_count=30, derandomize=True, **CALM)


@pytest.mark.slow
@pytest.mark.timeout(1200)
class TestThatALongStormLeavesFindingsAndHistoryRight(Storm.TestCase):
    """A long one, another each time."""

    settings = settings(max_examples=50, stateful_step_count=50, **CALM)
