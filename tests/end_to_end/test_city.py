"""A district and the city: packages, receipts, return slips, and what is done with each."""

from __future__ import annotations

import json
import shutil
import subprocess

import openpyxl
import pytest
from city_desk import PASSWORD, PERIOD, Province, resealed

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.authority import open_authority
from desktop_app.work.city.answers import answered, issue_receipt, issue_return
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.city.remark_sheet import read_remark_sheet, write_remark_sheet
from desktop_app.work.edit import CellText, add_record, set_cells
from desktop_app.work.keys.enrol import (
    issue_certificate,
    look_at,
    renewal_request,
    take_in,
)
from desktop_app.work.report.pack import previous_digest
from desktop_app.work.report.rebuild import rebuild
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.report.remarks import Handled, answer, remarks
from desktop_app.work.report.reporting import NotReadyError, reopen, report_of
from desktop_app.work.report.summary import package_summary
from desktop_app.work.workspace import open_workspace


@pytest.fixture
def province(tmp_path):
    made = Province(tmp_path)
    yield made
    made.close()


@pytest.fixture
def sent(province, firm_without_findings):
    """One district, 海曙区, whose package the city has merged."""
    office = province.enrol("330203", firm_without_findings)
    office.ready()
    package = office.send()
    merge(province.city.ws, [package])
    return office, package


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_that_a_package_saved_again_in_libreoffice_is_refused(province, firm_without_findings):
    office = province.enrol("330203", firm_without_findings)
    office.ready()
    package = office.send()
    saved = province.folder / "saved"
    profile = (province.folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(saved), str(package)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (file,) = merge(province.city.ws, [saved]).files
    assert (file.outcome, file.word) == (Outcome.REFUSED, "未签名")
    assert province.city.ws.store.batches() == []


def returned(province, package, fill):
    """Return a package with the remarks that `fill` writes into the sheet's rows."""
    city = province.city.ws
    about = answered(city, package)
    sheet = province.folder / "remarks.xlsx"
    write_remark_sheet(city, about, sheet)
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    headings = next(r for r in page.iter_rows() if "意见" in [cell.value for cell in r])
    places = {cell.value: cell.column for cell in headings}
    for number, row in enumerate(fill, page.max_row + 1):
        for heading, text in row.items():
            page.cell(number, places[heading]).value = text
    book.save(sheet)
    entries = read_remark_sheet(city, about, sheet)
    return province.issue(
        issue_return, package, "slip.xlsx", remarks=entries, text="请核对", deadline="2025-03-31"
    )


REVENUE = {
    "报表": "企业分期",
    "企业或载体": "宁波甬能科技有限公司",
    "字段": "营业收入",
    "意见": "与税务口径不符",
}
WHOLE = {"报表": "整份报表", "意见": "缺盖章的扫描件"}
ADDRESS = {"报表": "企业", "企业或载体": "宁波甬能科技有限公司", "字段": "", "意见": "地址不全"}


def test_that_a_returned_package_comes_back_corrected_and_is_accepted(province, sent):
    office, package = sent
    city = province.city.ws
    slip = returned(province, package, [REVENUE, ADDRESS, WHOLE])
    assert report_of(city, PERIOD, "330203").state == "退回"
    # Renaming the firm meanwhile does not part the remark from its record.
    set_cells(office.ws, "firm", [CellText(office.firm, "town", "古林镇")])
    taken = receive(office.ws, slip)
    assert taken.outcome is Reception.TAKEN
    assert (office.report.state, office.report.revision) == ("退回", 1)
    found = remarks(office.ws, PERIOD)
    assert [(r.field, r.was, r.handled) for r in found] == [
        ("revenue", "10000", Handled.OPEN),
        ("", "", Handled.OPEN),
        ("", "", Handled.OPEN),
    ]
    with pytest.raises(NotReadyError, match="3 条退回意见未处理"):
        office.ready()

    set_cells(
        office.ws,
        "firm_period",
        [
            CellText(office.figures(), "revenue", "12000"),
            CellText(office.figures(), "product_sales", "12000"),
        ],
    )
    assert (office.report.state, office.report.revision) == ("草稿", 2)
    answer(office.ws, PERIOD, {2: "注册地址即此", 3: "已补"})
    assert [r.handled for r in remarks(office.ws, PERIOD)] == [
        Handled.CHANGED,
        Handled.ANSWERED,
        Handled.ANSWERED,
    ]
    office.ready()
    second = office.send(name="second.xlsx")
    result = merge(city, [second])
    assert [file.outcome for file in result.files] == [Outcome.MERGED]
    said = {
        str(row[2]): str(row[3])
        for row in city.store.of("330203").rows("explanation", ("rule", "text"))
        if str(row[2]).startswith("RMK")
    }
    assert said == {"RMK-001": "已改：10000 → 12000", "RMK-002": "注册地址即此", "RMK-003": "已补"}

    receipt = province.issue(issue_receipt, second, "accept.xlsx", accept=True)
    assert receive(office.ws, receipt).outcome is Reception.TAKEN
    assert office.report.state == "验收"
    assert report_of(city, PERIOD, "330203").state == "验收"
    reopen(office.ws, PERIOD, "漏报一户")
    assert (office.report.state, office.report.revision) == ("草稿", 3)
    office.ready()
    third = office.send(name="third.xlsx")
    assert merge(city, [third]).count(Outcome.MERGED) == 1
    texts = [str(row[2]) for row in city.store.of("330203").rows("explanation", ("text",))]
    assert "漏报一户" in texts


def unchanged(office, path, outcome, word):
    before = office.ws.store.dump()
    taken = receive(office.ws, path)
    assert taken.outcome is outcome
    assert word in taken.sentences[0]
    assert office.ws.store.dump() == before


def test_that_a_renewed_certificate_signs_for_the_same_key(province, sent):
    office, _package = sent
    city = province.city.ws
    request = renewal_request(office.ws, password=PASSWORD, person="新人")
    ca = province.folder / "ca"
    authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
    issued = issue_certificate(request, authority, province.sticks)
    assert issued.identity.person == "新人"
    take_in(office.ws, look_at(office.ws, issued.path, ca / "ca.pem"), PASSWORD)
    figures = {"revenue": "1", "product_sales": "1", "staff_end": "1"}
    add_record(office.ws, "firm_period", figures, parent=office.firm, period="2023")
    office.ready("2023")
    (file,) = merge(city, [office.send("2023")]).files
    assert (file.outcome, file.person) == (Outcome.MERGED, "新人")


REPORTED_BESIDE = ("due", "explanation")


def reported(ws):
    """Return all that was reported, without the numbers of batches."""
    forms = {
        form.code: form
        for form in (*ws.catalogue.reported, *map(ws.catalogue.form, REPORTED_BESIDE))
    }
    lines = (json.loads(line) for line in ws.store.dump().splitlines())
    return {(line[0], *map(str, line[1:-1])) for line in lines if line[0] in forms}


def test_that_a_workspace_is_rebuilt_from_its_packages_and_goes_on(province, sent):
    office, first = sent
    city = province.city.ws
    receive(office.ws, returned(province, first, [WHOLE]))
    add_record(office.ws, "former_name", {"name": "宁波旧名有限公司"}, parent=office.firm)
    answer(office.ws, PERIOD, {1: "已补"})
    office.ready()
    second = office.send(name="second.xlsx")
    figures = {"revenue": "1", "product_sales": "1", "staff_end": "1"}
    add_record(office.ws, "firm_period", figures, parent=office.firm, period="2023")
    office.ready("2023")
    third = office.send("2023")
    ca = province.folder / "ca" / "ca.pem"
    made = rebuild(province.folder / "again", [third, first, second], [ca])
    assert (made.packages, made.missing) == ((("2024", 1), ("2024", 2), ("2023", 1)), ())
    ws = open_workspace(made.folder)
    try:
        extra = {row for row in reported(ws) if "RMK-001" in row}
        assert reported(ws) - extra == reported(office.ws)
        assert report_of(ws, PERIOD).state == "已上报"
        assert previous_digest(ws) == previous_digest(office.ws)
        assert sorted(path.read_bytes() for path in ws.sent.glob("*.xlsx")) == sorted(
            path.read_bytes() for path in (first, second, third)
        )
        # Receipts find their package here as they do there.
        merge(city, [second])
        receipt = province.issue(issue_receipt, second, "receipt.xlsx")
        assert receive(ws, receipt).outcome is Reception.TAKEN
    finally:
        ws.close()


def test_that_nothing_is_rebuilt_from_what_is_missing_strange_or_damaged(
    province, sent, firm_without_findings
):
    office, first = sent
    receive(office.ws, returned(province, first, [WHOLE]))
    answer(office.ws, PERIOD, {1: "已补"})
    office.ready()
    second = office.send(name="second.xlsx")
    other = province.enrol("330205", firm_without_findings)
    other.ready()
    ca, folder = province.folder / "ca" / "ca.pem", province.folder / "again"
    with pytest.raises(UserError, match="缺少 1 包"):
        rebuild(folder, [second], [ca])
    with pytest.raises(UserError, match="几个单位"):
        rebuild(folder, [first, other.send()], [ca])
    damaged = province.folder / "damaged.xlsx"
    damaged.write_bytes(first.read_bytes()[:-1])
    with pytest.raises(UserError, match=r"damaged\.xlsx"):
        rebuild(folder, [damaged], [ca])
    assert not folder.exists()
    assert not list(province.folder.glob(".again*"))
    assert len(rebuild(folder, [second], [ca], accept=True).missing) == 1
    with pytest.raises(UserError, match="不是空文件夹"):
        rebuild(folder, [second], [ca], accept=True)


def test_that_a_second_copy_of_a_receipt_changes_nothing(province, sent):
    office, package = sent
    receipt = province.issue(issue_receipt, package, "receipt.xlsx")
    receive(office.ws, receipt)
    unchanged(office, receipt, Reception.SAME, "已经收过")
    again = province.issue(issue_receipt, package, "again.xlsx")
    unchanged(office, again, Reception.SAME, "没有新内容")


def test_that_another_districts_slip_is_answered_in_words(province, sent, firm_without_findings):
    _office, package = sent
    other = province.enrol("330205", firm_without_findings)
    slip = returned(province, package, [REVENUE])
    unchanged(other, slip, Reception.REFUSED, "不是本单位的")


def test_that_a_slip_for_an_older_revision_is_answered_in_words(province, sent):
    office, package = sent
    late = province.issue(issue_receipt, package, "late.xlsx")
    receive(office.ws, returned(province, package, [REVENUE]))
    answer(office.ws, PERIOD, {1: "属实"})
    office.ready()
    unchanged(office, late, Reception.REFUSED, "现在是第 2 版")
    office.send(name="second.xlsx")
    unchanged(office, late, Reception.REFUSED, "现在是第 2 版")


def test_that_a_package_is_no_answer_and_a_forged_slip_is_refused(province, sent):
    office, package = sent
    unchanged(office, package, Reception.REFUSED, "")
    receipt = province.issue(issue_receipt, package, "receipt.xlsx")
    data = bytearray(receipt.read_bytes())
    data[len(data) // 2] ^= 1
    receipt.write_bytes(data)
    unchanged(office, receipt, Reception.REFUSED, "")


def test_that_a_slip_cannot_say_other_things_to_people_than_to_programs(province, sent):
    office, package = sent
    receipt = province.issue(issue_receipt, package, "receipt.xlsx")
    lie = resealed(province.city, receipt, lambda text: text.replace("已受理", "验收"))
    receipt.write_bytes(lie)
    unchanged(office, receipt, Reception.REFUSED, "不是本软件的写法")


def test_that_a_lost_receipt_can_be_issued_again_and_an_answered_merge_stays(province, sent):
    from desktop_app.work.history import undo

    office, package = sent
    city = province.city.ws
    merged = next(batch for batch in city.store.batches() if batch.kind == "merge")
    province.issue(issue_receipt, package, "receipt.xlsx")
    second = province.issue(issue_receipt, package, "receipt-2.xlsx")
    assert receive(office.ws, second).outcome is Reception.TAKEN
    with pytest.raises(UserError):
        undo(city, merged.id)
    assert city.store.of("330203").count("firm") == 1


def test_that_the_commands_do_the_same(province, sent, capsys):
    from desktop_app.cli.main import run

    office, package = sent
    city = province.city
    secret = province.folder / "password"
    secret.write_text(PASSWORD, "utf-8")
    slip = province.folder / "slip.xlsx"
    city.ws.close()
    office.ws.close()

    def say(workspace, *arguments):
        capsys.readouterr()
        code = run([*map(str, arguments), "--workspace", str(workspace.folder), "--json"])
        return code, json.loads(capsys.readouterr().out)

    draft = province.folder / "draft.xlsx"
    code, told = say(city.ws, "return", package, "--draft", draft)
    assert (code, draft.is_file()) == (0, True)
    sign = ("--key", city.key, "--password-file", secret)
    code, told = say(city.ws, "return", package, *sign, "-o", slip, "--text", "缺附件")
    assert (code, told["state"]) == (0, "退回")
    code, told = say(office.ws, "receive", slip)
    assert (code, told["files"][0]["outcome"]) == (0, "已收下")
    code, told = say(office.ws, "remarks", "--period", PERIOD)
    assert (code, told["remarks"]) == (0, [])
    code, told = say(office.ws, "correct", "--period", PERIOD, "--reason", "改")
    assert (code, "验收" in told["error"]["message"]) == (2, True)
    code, told = say(city.ws, "receipt", package, *sign, "-o", province.folder / "r.xlsx")
    assert (code, "退回" in told["error"]["message"]) == (2, True)
    code, told = say(city.ws, "inbox", "--period", PERIOD)
    assert next(u for u in told["units"] if u["unit"] == "330203")["state"] == "退回"


def test_that_a_summary_counts_what_travels_in_its_package(province, firm_without_findings):
    office = province.enrol("330203", firm_without_findings)
    closed = {**firm_without_findings, "uscc": "91330203MA2TE5T28Q", "name": "宁波已注销有限公司"}
    gone, _edited = add_record(office.ws, "firm", {**closed, "op_status": "4"})
    for number, firm in enumerate((office.firm, gone)):
        certificate = {
            "cert_no": f"GR20233310010{number}",
            "issue_date": "2023-12-08",
            "expire_date": "2026-12-08",
            "kind": "1",
            "status": "1",
        }
        add_record(office.ws, "hte_cert", certificate, parent=firm)
    office.ready()
    path = office.send()
    figures = package_summary(office.ws, PERIOD)[0].rows
    assert next(row[2] for row in figures if row[0].startswith("高新技术企业数")) == 1
    (file,) = merge(province.city.ws, [path]).files
    assert (file.outcome, file.sentences) == (Outcome.MERGED, ())
