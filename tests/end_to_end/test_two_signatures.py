"""A package that two people sign: by the 填报人, the 负责人, to the city, and the answer back."""

from __future__ import annotations

import pytest

from desktop_app.cli.main import run
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.uids import new_uid
from desktop_app.packages.envelope import open_envelope
from desktop_app.packages.first_form import first_form
from desktop_app.packages.opc.container import read_container
from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.identity import HEAD_ROLE
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import Algorithm, open_p12
from desktop_app.work.city.answers import issue_receipt
from desktop_app.work.city.merge import MergeOptions, Outcome, merge
from desktop_app.work.edit import CellText, add_record, set_cells
from desktop_app.work.keys.enrol import issue_certificate, look_at, new_request, take_in
from desktop_app.work.report.countersign import countersign
from desktop_app.work.report.pack import pack
from desktop_app.work.report.rebuild import rebuild
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.workspace import init_workspace
from tests.end_to_end.city_desk import PASSWORD, Province

UNIT = "330203"


def ask(ws, signatures=2):
    """Let the task ask for so many signatures, as a task file does."""
    known = list(ws.store.rows("task_period", ()))
    uid, version = known[0] if known else (new_uid(), None)
    values = {"for_period": "2024", "signatures": signatures}
    ws.store.apply(ChangePlan("task", "任务", (put("task_period", uid, version, values),)))


def certify(province, ws, purpose, person="乙", role="统计负责人"):
    """Let a workspace have one more key, and return its .p12."""
    request = new_request(
        ws, person=person, role=role, password=PASSWORD, algorithm=Algorithm.ECDSA, purpose=purpose
    )
    ca = province.folder / "ca"
    authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
    issued = issue_certificate(request, authority, province.sticks)
    return take_in(ws, look_at(ws, issued.path, ca / "ca.pem"), PASSWORD)


@pytest.fixture
def province(tmp_path, firm_without_findings):
    made = Province(tmp_path)
    made.enrol(UNIT, firm_without_findings)
    for office in (made.city, made.districts[UNIT]):
        ask(office.ws)
    yield made
    made.close()


@pytest.fixture
def office(province):
    return province.districts[UNIT]


@pytest.fixture
def head(province, office):
    return certify(province, office.ws, Purpose.COUNTERSIGN, "周立群", HEAD_ROLE)


@pytest.fixture
def half(office):
    """Return a package with its first signature."""
    office.ready()
    return office.send()


def only(result):
    (file,) = result.files
    return file


def test_that_a_package_reaches_the_city_once_the_head_has_signed(province, office, head, half):
    city = province.city.ws
    assert (office.report.state, office.report.values["package_digest"]) == ("已审核", None)
    assert not list(office.ws.sent.glob("*.xlsx"))
    refused = only(merge(city, [half]))
    assert (refused.outcome, refused.word) == (Outcome.REFUSED, "无效")
    assert refused.sentences == ("缺少负责人签名。",)
    out = province.sticks / "signed.xlsx"
    made = countersign(office.ws, half, key=head, password=PASSWORD, out=out)
    digest = made.digest
    assert (office.report.state, office.report.values["package_digest"]) == ("已上报", digest)
    assert [batch.kind for batch in office.ws.store.batches()][:2] == ["send", "half"]
    assert made.kept.read_bytes() == out.read_bytes() != half.read_bytes()
    merged = only(merge(city, [out]))
    assert (merged.outcome, merged.digest) == (Outcome.MERGED, digest)
    assert only(merge(city, [out])).outcome is Outcome.SAME
    stripped = province.sticks / "stripped.xlsx"
    stripped.write_bytes(first_form(read_container(out.read_bytes())))
    assert only(merge(city, [stripped])).outcome is Outcome.REFUSED
    receipt = province.issue(issue_receipt, out, "receipt.xlsx")
    receive(office.ws, receipt)
    assert office.report.state.value == "已受理"


def test_that_the_head_signs_on_a_computer_of_his_own(province, office, half):
    elsewhere = init_workspace(province.folder / "head", role="district", unit=UNIT)
    try:
        key = certify(province, elsewhere, Purpose.COUNTERSIGN, "周立群", HEAD_ROLE)
        made = countersign(elsewhere, half, key=key, password=PASSWORD, out=half)
    finally:
        elsewhere.close()
    assert made.kept is None
    merged = only(merge(province.city.ws, [half]))
    assert merged.outcome is Outcome.MERGED
    # The district never saw the file again, and still knows what is answered.
    assert office.report.state == "已审核"
    receive(office.ws, province.issue(issue_receipt, half, "receipt.xlsx"))
    assert office.report.state == "已受理"
    assert office.report.values["package_digest"] == merged.digest
    # So its copy has the first signature alone, and a workspace is rebuilt from it all the same.
    (kept,) = office.ws.sent.glob("*.xlsx")
    rebuilt = rebuild(province.folder / "again", [kept], [province.folder / "ca" / "ca.pem"])
    assert (rebuilt.unit, rebuilt.packages) == (UNIT, (("2024", 1),))


def test_that_what_the_head_signed_elsewhere_is_sent_when_it_comes_back(province, office, half):
    elsewhere = init_workspace(province.folder / "head", role="district", unit=UNIT)
    signed = province.sticks / "signed.xlsx"
    try:
        key = certify(province, elsewhere, Purpose.COUNTERSIGN, "周立群", HEAD_ROLE)
        countersign(elsewhere, half, key=key, password=PASSWORD, out=signed)
    finally:
        elsewhere.close()
    early = receive(office.ws, half)
    assert (early.outcome, early.sentences) == (Reception.REFUSED, ("缺少负责人签名。",))
    assert office.report.state == "已审核"
    assert receive(office.ws, signed).outcome is Reception.TAKEN
    assert office.report.state == "已上报"
    (kept,) = office.ws.sent.glob("*.xlsx")
    assert kept.read_bytes() == signed.read_bytes()
    assert not list(office.ws.sent.glob(".half/*"))


def test_that_a_package_whose_report_was_changed_since_is_not_signed(office, head, half):
    set_cells(office.ws, "firm_period", [CellText(office.figures(), "staff_end", "51")])
    assert office.report.state == "草稿"
    for _again in range(2):
        with pytest.raises(UserError, match="数改过"):
            countersign(office.ws, half, key=head, password=PASSWORD, out=half)
        assert receive(office.ws, half).outcome is Reception.REFUSED
        office.ready()
    newer = office.send(name="newer.xlsx")
    with pytest.raises(UserError, match="重新导出过"):
        countersign(office.ws, half, key=head, password=PASSWORD, out=half)
    countersign(office.ws, newer, key=head, password=PASSWORD, out=newer)
    assert office.report.state == "已上报"


def test_that_nothing_else_is_packed_while_a_package_awaits_its_second_signature(office, half):
    figures = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}
    add_record(office.ws, "firm_period", figures, parent=office.firm, period="2025")
    office.ready("2025")
    with pytest.raises(UserError, match="还在等单位负责人签名"):
        office.send("2025")
    (made,) = [batch for batch in office.ws.store.batches() if batch.kind == "half"]
    office.ws.store.undo(made.id)
    office.send("2025")
    assert office.report.state == "已审核"


def test_that_a_package_with_one_signature_does_not_do_where_two_are_asked_for(province, office):
    ask(office.ws, None)
    office.ready()
    file = only(merge(province.city.ws, [office.send()]))
    assert (file.outcome, file.sentences) == (Outcome.REFUSED, ("缺少负责人签名。",))


def test_that_what_was_received_with_one_signature_stays_valid(province, office):
    for each in (province.city, office):
        ask(each.ws, None)
    office.ready()
    path = office.send()
    assert only(merge(province.city.ws, [path])).outcome is Outcome.MERGED
    ask(province.city.ws)
    assert only(merge(province.city.ws, [path])).outcome is Outcome.SAME


def test_that_it_is_encrypted_after_the_second_signature(province, office, head):
    opener = certify(province, province.city.ws, Purpose.ENCRYPTION)
    certify(province, office.ws, Purpose.ENCRYPTION)
    certificate = province.city.ws.keys / "3302.encryption.crt.pem"
    office.ready()
    closed = province.sticks / "package.xlsx.p7m"
    options = {"password": PASSWORD, "encrypt": certificate, "out": closed}
    with pytest.raises(UserError, match="签名以后才加密"):
        pack(office.ws, "2024", key=office.key, **options)
    half = office.send()
    made = countersign(office.ws, half, key=head, **options)
    key = open_p12(opener, PASSWORD)
    assert open_envelope(closed.read_bytes(), key) == made.kept.read_bytes()
    merged = only(merge(province.city.ws, [closed], MergeOptions(opener=key)))
    assert merged.outcome is Outcome.MERGED


def test_that_nothing_is_written_where_the_head_cannot_sign(province, office, head, half):
    before = half.read_bytes()
    (kept,) = office.ws.sent.glob(".half/*.xlsx")
    for key, secret, words in (
        (office.key, PASSWORD, "上的职务是"),
        (head, "another password", "密码不对"),
    ):
        with pytest.raises(UserError, match=words):
            countersign(office.ws, half, key=key, password=secret, out=half)
    assert half.read_bytes() == kept.read_bytes() == before
    spoilt = bytearray(before)
    spoilt[len(spoilt) // 2] ^= 1
    half.write_bytes(spoilt)
    with pytest.raises(UserError, match="不能签名"):
        countersign(office.ws, half, key=head, password=PASSWORD, out=half)


def test_that_the_command_signs_once_and_says_who_signed(province, office, head, half, capsys):
    secret = province.folder / "secret"
    secret.write_text(PASSWORD)
    office.ws.close()
    done = ["--workspace", str(office.ws.folder), "--password-file", str(secret)]
    assert run(["countersign", str(half), *done]) == 0
    said = capsys.readouterr().out
    assert "填报人 乙 统计负责人" in said
    assert "报表现为已上报" in said
    assert run(["verify", str(half), "--trust", str(office.ws.trust)]) == 0
    assert "又经 周立群 单位负责人 签名" in capsys.readouterr().out
    assert run(["countersign", str(half), *done]) == 2
    assert "不用再签" in capsys.readouterr().err
