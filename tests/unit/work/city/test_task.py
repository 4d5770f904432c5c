"""任务文件: the city makes it, districts see what it changes, install it as one batch, undo it."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.task_sections import CODE, DUE, PARAMETER, PERIOD, SEVERITY, TARGET
from desktop_app.domain.uids import new_uid
from desktop_app.indicators.targets import number, printed
from desktop_app.packages.pki.admission import admission_name, admission_of, pem
from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.revocation import list_name, make_list, read_list
from desktop_app.packages.report.write import write_sealed
from desktop_app.packages.task import TaskFile, task_sheets
from desktop_app.work.edit import CellText, add_record, set_cells
from desktop_app.work.history import undo
from desktop_app.work.report.reporting import deadline_of
from desktop_app.work.task.in_force import (
    asked_forms,
    city_certificate,
    period_task,
    signatures_needed,
    task_in_force,
)
from desktop_app.work.task.install import Outcome, install_task, look_at_task
from desktop_app.work.workspace import open_workspace

HAISHU, JIANGBEI = "330203", "330205"
USCC = "91330203MA2TE5T1XB"
NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)


RULE = "ENT-003：信用代码第 3—6 位为宁波（3302）"


def installed(ws, made):
    look = install_task(ws, look_at_task(ws, made.path))
    assert look.outcome is Outcome.INSTALLED, look.sentences
    return look


def severities(ws):
    return {finding.rule: finding.severity for finding in ws.store.findings("2024")}


def changes(look):
    return {(item.section, item.subject): (item.before, item.after) for item in look.items}


def test_that_what_changes_is_told_before_and_nothing_is_changed_by_looking(make, district):
    ws = district()
    before = ws.store.dump()
    look = look_at_task(ws, make().path)
    assert look.outcome is Outcome.READY
    told = changes(look)
    assert told[TARGET, "附件 1，海曙区，2025"] == ("99", "130")
    assert told[TARGET, "附件 1，海曙区，合计"] == ("412", "443")
    assert told[TARGET, "附件 1，全市，2025"] == ("1,200", "1,231")
    assert told[SEVERITY, RULE] == ("提示", "强制")
    assert told[PARAMETER, "项目周期下限（月）"] == ("4", "6")
    assert told[CODE, "标签：99"] == ("", "未来工厂")
    assert told[PERIOD, "2024 年，报送期限"] == ("", "2025-03-31")
    assert told[PERIOD, "2024 年，签名人数"] == ("", "2")
    assert told["due", "2024 年，宁波甬能科技有限公司"] == ("", "应报，新增企业")
    assert ws.store.dump() == before
    assert not list(ws.received.iterdir())


def test_that_an_installed_task_sets_days_forms_and_signatures(make, district):
    ws = district()
    made = make()
    look = installed(ws, made)
    assert period_task(ws, "2024").closing == "2025-04-30"
    assert deadline_of(ws, "2024") == "2025-03-31"
    assert signatures_needed(ws, "2024") == 2
    assert signatures_needed(ws, "2023") == 1
    assert asked_forms(ws, "2024") == ("firm_period",)
    now = task_in_force(ws)
    assert (now.number, now.text) == (made.task.number, "2024 年度")
    assert (ws.received / now.file).read_bytes() == made.path.read_bytes()
    assert ws.store.batch(look.applied.batch).kind == "task"


def test_that_rules_weigh_as_the_task_says_while_typing_and_in_a_check(make, district):
    ws = district()
    firm = {"uscc": "91350211M00013FA1N", "name": "厦门外地科技有限公司", "op_status": "营业"}
    uid, _edited = add_record(ws, "firm", firm)
    figures = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}
    add_record(ws, "firm_period", figures, parent=uid, period="2024")
    ws.store.check("2024")
    assert severities(ws)["ENT-003"] is Severity.HINT
    look = installed(ws, make())
    assert ws.store.checked_at("2024") == ""
    assert severities(ws)["ENT-003"] is Severity.MUST
    set_cells(ws, "firm", [CellText(uid, "uscc", USCC)])
    assert "ENT-003" not in severities(ws)
    set_cells(ws, "firm", [CellText(uid, "uscc", "91350211M00013FA1N")])
    assert severities(ws)["ENT-003"] is Severity.MUST
    ws.store.check("2024")
    assert severities(ws)["ENT-003"] is Severity.MUST
    undo(ws, look.applied.batch, free_only=True)
    ws.store.check("2024")
    assert severities(ws)["ENT-003"] is Severity.HINT


def test_that_parameters_and_codes_reach_the_rules(make, district):
    ws = district()
    uid, _edited = add_record(ws, "firm", {"uscc": USCC, "name": "宁波甬能科技有限公司"})
    months = {"name": "项目甲", "start_month": "202401", "end_month": "202405"}
    add_record(ws, "rd_project", months, parent=uid, period="2024")
    assert "RDP-005" not in severities(ws)
    installed(ws, make())
    ws.store.check("2024")
    assert "RDP-005" in severities(ws)
    assert number(ws.catalogue, "rd_project_months_min", 2024) == 6
    assert number(ws.store.base, "rd_project_months_min", 2024) == 4
    assert printed(ws.catalogue, 1, HAISHU)[2025] == 130


def test_that_a_task_holds_after_a_restart(make, district):
    ws = district()
    installed(ws, make())
    ws.close()
    again = open_workspace(ws.folder)
    try:
        assert again.catalogue.rules["ENT-003"].severity is Severity.MUST
        assert "99" in again.catalogue.codes["label_kind"].by_code
        with again.store.reading() as connection:
            found = connection.execute("SELECT 1 FROM code WHERE list = 'label_kind' AND code = 99")
            assert found.fetchone()
    finally:
        again.close()


def test_that_an_undone_installation_leaves_nothing_and_can_be_installed_again(make, district):
    ws = district()
    before = ws.store.dump()
    made = make()
    look = installed(ws, made)
    undo(ws, look.applied.batch)
    assert ws.store.dump() == before
    assert ws.catalogue.rules["ENT-003"].severity is Severity.HINT
    assert task_in_force(ws) is None
    installed(ws, made)


def test_that_a_file_installed_twice_says_so(make, district):
    ws = district()
    made = make()
    installed(ws, made)
    before = ws.store.dump()
    again = install_task(ws, look_at_task(ws, made.path))
    assert (again.outcome, again.exit_code, again.applied) == (Outcome.SAME, 0, None)
    assert "已经装入" in again.sentences[0]
    assert ws.store.dump() == before


def test_that_an_older_file_after_a_newer_is_refused(make, district):
    ws = district()
    old, new = make(), make("")
    installed(ws, new)
    before = ws.store.dump()
    look = install_task(ws, look_at_task(ws, old.path))
    assert (look.outcome, look.exit_code) == (Outcome.REFUSED, 2)
    assert "不再装旧的" in look.sentences[0]
    assert ws.store.dump() == before


def test_that_a_newer_file_takes_back_what_it_does_not_name(make, district):
    ws = district()
    installed(ws, make())
    make("severity = []")
    look = installed(ws, make("target = []"))
    assert changes(look)[SEVERITY, RULE] == ("强制", "提示")
    assert changes(look)[TARGET, "附件 1，海曙区，2025"] == ("130", "99")
    assert ws.catalogue.rules["ENT-003"].severity is Severity.HINT
    assert deadline_of(ws, "2024") == "2025-03-31"


def test_that_a_file_for_another_unit_is_refused(make, district):
    ws = district()
    made = make(units=["江北区"])
    look = look_at_task(ws, made.path)
    assert look.outcome is Outcome.REFUSED
    assert "发给江北区" in look.sentences[0]
    assert [row[2] for row in made.task.rows(DUE)] == [JIANGBEI]
    assert look_at_task(district("江北区"), made.path).outcome is Outcome.READY


def test_that_a_file_signed_by_a_district_is_refused(tmp_path, district, signer_of, catalogue):
    ws = district()
    task = TaskFile(2025011501, (), NOW, "沈洁", forms=catalogue.version)
    path = tmp_path / "forged.xlsx"
    sheets = task_sheets(task, catalogue)
    write_sealed(path, sheets, signer_of(JIANGBEI), when=NOW, unit=JIANGBEI)
    look = look_at_task(ws, path)
    assert look.outcome is Outcome.REFUSED
    assert "应为 3302" in look.sentences[0]


def test_that_a_file_of_another_city_is_refused(make, district, authority):
    ws = district()
    other = new_authority(Identity("3302", "别的市科学技术局", "别的根证书"), years=5, now=NOW)
    (ws.trust / "ca.pem").write_bytes(other.certificate.public_bytes(Encoding.PEM))
    look = look_at_task(ws, make().path)
    assert look.outcome is Outcome.REFUSED
    assert "不认识签发证书的机构" in look.sentences[0]


def test_that_a_flipped_bit_is_refused(make, district):
    ws = district()
    path = make().path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    before = ws.store.dump()
    assert install_task(ws, look_at_task(ws, path)).outcome is Outcome.REFUSED
    assert ws.store.dump() == before


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({SEVERITY: [("XYZ-001", "must")]}, "没有规则 XYZ-001"),
        ({SEVERITY: [("ENT-003", "must"), ("ENT-003", "verify")]}, "重复"),
        ({PERIOD: [("2024", None, "2025-13-41", None, None)]}, "2025-13-41"),
        ({PARAMETER: [("no_such", None, None, None, 1)]}, "没有参数"),
        ({TARGET: [("330204", 1, 2025, 1)]}, "不是上报单位"),
    ],
)
def test_that_a_signed_file_that_cannot_hold_is_refused(
    tmp_path, district, signer_of, sections, said
):
    ws = district()
    task = TaskFile(2025011501, (), NOW, "市局", sections=sections, forms=ws.store.base.version)
    path = tmp_path / "odd.xlsx"
    sheets = task_sheets(task, ws.store.base)
    write_sealed(path, sheets, signer_of("3302"), when=NOW, unit="3302")
    look = install_task(ws, look_at_task(ws, path))
    assert look.outcome is Outcome.REFUSED
    assert said in look.sentences[0]


def test_that_a_package_is_no_task_file(office, district):
    look = look_at_task(district(), office("3302").send())
    assert look.outcome is Outcome.REFUSED
    assert "不是市局的任务文件" in look.sentences[0]


def test_that_a_revocation_travels_in_the_file_and_outlives_its_undo(
    make, city, district, authority, signer_of
):
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    listed = make_list(authority, None, [signer_of(JIANGBEI).certificate], now=now, days=30)
    (city.trust / list_name(authority.certificate)).write_bytes(listed)
    ws = district()
    look = installed(ws, make())
    kept = ws.trust / list_name(authority.certificate)
    assert kept.read_bytes() == listed
    assert ("revocations", "吊销名单") in changes(look)
    undo(ws, look.applied.batch)
    assert kept.read_bytes() == listed


def test_that_an_admission_travels_in_the_file(make, city, district, authority, signer_of):
    foreign = signer_of(JIANGBEI).certificate
    who = Identity(HAISHU, "宁波市海曙区科学技术局", "王敏", "统计负责人")
    ca = (authority.certificate, authority.key)
    made = admission_of(foreign, who, ca, dt.datetime.now(dt.UTC).replace(microsecond=0))
    name = admission_name(made)
    (city.trust / name).write_bytes(pem(made))
    ws = district()
    look = installed(ws, make())
    assert (ws.trust / name).read_bytes() == pem(made)
    assert ("admitted", "外部证书登记") in changes(look)
    # A file for other units leaves it at home.
    assert make(units=["江北区"]).task.admitted == ""


def test_that_a_task_by_a_revoked_key_is_refused_by_its_own_list(
    make, city, district, authority, signer_of
):
    ws = district()
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    old = make_list(authority, None, [], now=now - dt.timedelta(days=90), days=30)
    (ws.trust / list_name(authority.certificate)).write_bytes(old)
    new = make_list(authority, None, [signer_of("3302").certificate], now=now, days=30)
    (city.trust / list_name(authority.certificate)).write_bytes(
        make_list(authority, _read(new, authority), [], now=now, days=30)
    )
    look = look_at_task(ws, make().path)
    assert look.outcome is Outcome.REFUSED
    assert "吊销" in look.sentences[0]


def _read(data, authority):
    return read_list(data, (authority.certificate,))


def test_that_a_list_too_old_is_replaced_by_the_one_in_the_file(
    make, city, district, authority, signer_of
):
    ws = district()
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    old = make_list(authority, None, [], now=now - dt.timedelta(days=90), days=30)
    (ws.trust / list_name(authority.certificate)).write_bytes(old)
    without = make()
    look = look_at_task(ws, without.path)
    assert look.outcome is Outcome.REFUSED
    assert "吊销名单只用到" in look.sentences[0]
    new = make_list(authority, _read(old, authority), [], now=now, days=30)
    (city.trust / list_name(authority.certificate)).write_bytes(new)
    installed(ws, make())
    assert (ws.trust / list_name(authority.certificate)).read_bytes() == new


def test_that_the_certificate_of_the_city_comes_with_the_file(make, district, signer_of, tmp_path):
    path = tmp_path / "3302.crt.pem"
    path.write_bytes(signer_of("3302").certificate.public_bytes(Encoding.PEM))
    ws = district()
    assert city_certificate(ws) is None
    installed(ws, make(certificate=path))
    assert city_certificate(ws).read_bytes() == path.read_bytes()


def test_that_the_certificate_of_somebody_else_is_refused(make, district, signer_of, tmp_path):
    path = tmp_path / "other.crt.pem"
    path.write_bytes(signer_of(JIANGBEI).certificate.public_bytes(Encoding.PEM))
    look = look_at_task(district(), make(certificate=path).path)
    assert look.outcome is Outcome.REFUSED
    assert "证书不是市局的" in look.sentences[0]


def test_that_a_sent_period_keeps_its_due_list(make, district):
    ws = district()
    plan = {"period": "2024", "revision": 1, "state": "已上报"}
    ws.store.apply(ChangePlan("send", "上报", (put("report", new_uid(), None, plan),)), check=False)
    look = installed(ws, make())
    assert not list(ws.store.rows("due", ()))
    assert any("应报名录不改" in item.after for item in look.items)


def test_that_firms_off_the_list_are_due_no_more(make, district):
    ws = district()
    uid, _edited = add_record(ws, "firm", {"name": "宁波旧厂", "op_status": "营业"})
    assert ws.store.due_firms("2024") == [uid]
    look = installed(ws, make())
    assert changes(look)["due", "2024 年，宁波旧厂"] == ("应报", "")
    names = [ws.store.name_of("firm", firm) for firm in ws.store.due_firms("2024")]
    assert names == ["宁波甬能科技有限公司"]
