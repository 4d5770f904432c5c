"""Receipts and return slips as the city issues them: what is refused, and what a sheet may say."""

from __future__ import annotations

import openpyxl
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from desktop_app.domain.errors import UserError
from desktop_app.work.city.answers import answered, issue_receipt, issue_return
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.city.remark_sheet import HEADINGS, read_remark_sheet, write_remark_sheet

HAISHU = "330203"


@pytest.fixture
def package(city, office):
    haishu = office()
    path = haishu.send()
    merge(city, [path])
    return path


@pytest.fixture
def sheet(city, package, tmp_path):
    """Write a sheet of remarks with these rows and read it."""

    def read(*rows):
        book = openpyxl.Workbook()
        book.active.append(list(HEADINGS))
        for row in rows:
            book.active.append([row.get(heading) for heading in HEADINGS])
        book.save(tmp_path / "remarks.xlsx")
        return read_remark_sheet(city, answered(city, package), tmp_path / "remarks.xlsx")

    return read


def test_that_rows_name_records_by_uid_or_by_firm(sheet):
    firm = {"企业或载体": "宁波第1科技有限公司", "意见": "核对"}
    by_name, by_uid, whole = sheet(
        {**firm, "报表": "企业分期", "字段": "营业收入"},
        {"报表": "企业", "记录号": "firm000000000001", "字段": "name", "意见": "核对"},
        {"报表": "整份报表", "意见": "缺附件"},
    )
    assert (by_name.form, by_name.field, by_name.was) == ("firm_period", "revenue", "1")
    assert (by_uid.record, by_uid.was) == ("firm000000000001", "宁波第1科技有限公司")
    assert (whole.form, whole.record, whole.number) == ("", "", 3)


def test_that_a_remark_holds_nothing_that_turns_it_around(sheet):
    """The district answers it word for word, and such a package would be refused."""
    (one,) = sheet({"报表": "整份报表", "意见": "请与 \u202d0574-87654321\u202c 核对"})
    assert one.text == "请与 0574-87654321 核对"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"报表": "没有的表"}, "没有“没有的表”这张表"),
        ({"报表": "企业", "企业或载体": "没有的企业"}, "没有这条记录"),
        ({"报表": "企业", "记录号": "firm000000000001", "字段": "没有"}, "这个字段"),
    ],
)
def test_that_a_row_that_names_nothing_is_told_by_its_number(sheet, row, word):
    with pytest.raises(UserError) as refused:
        sheet({**row, "意见": "核对"})
    assert "第 2 行" in refused.value.message
    assert word in refused.value.message


def test_that_the_sheet_lists_the_findings_of_the_package(city, package, tmp_path):
    path = tmp_path / "sheet.xlsx"
    count = write_remark_sheet(city, answered(city, package), path)
    assert count == len(city.store.of(HAISHU).findings("2024")) > 0
    assert read_remark_sheet(city, answered(city, package), path) == []


def test_that_an_unmerged_package_is_not_answered(city, office, package):
    with pytest.raises(UserError, match="还没有并入"):
        answered(city, office("330205").send())


def test_that_an_older_revision_is_not_answered(city, office, tmp_path):
    haishu = office()
    first, second = haishu.send(), haishu.send(revision=2)
    merge(city, [first, second])
    with pytest.raises(UserError, match="更新的版次"):
        answered(city, first)
    assert answered(city, second).report.revision == 2


def test_that_a_slip_must_say_what_is_wrong_and_a_wrong_key_issues_nothing(city, package, tmp_path):
    before = city.store.dump()
    key = tmp_path / "none.p12"
    options = {"key": key, "password": "x", "out": tmp_path / "out.xlsx"}
    with pytest.raises(UserError, match="哪里不对"):
        issue_return(city, package, [], **options)
    with pytest.raises(UserError, match="不是日期"):
        issue_return(city, package, [], text="错", deadline="明天", **options)
    with pytest.raises(UserError, match=r"none\.p12"):
        issue_receipt(city, package, **options)
    assert city.store.dump() == before
    assert not (tmp_path / "out.xlsx").exists()
    assert not list(city.sent.iterdir())


def test_that_what_the_city_sends_is_no_package_to_merge(city, package, signer_of, tmp_path):
    slip, path, own = tmp_path / "slip.xlsx", tmp_path / "3302.p12", signer_of("3302")
    shut = BestAvailableEncryption(b"a long password")
    parts = (b"3302", own.key, own.certificate, list(own.chain))
    path.write_bytes(pkcs12.serialize_key_and_certificates(*parts, shut))
    key = {"key": path, "password": "a long password", "out": slip}
    issue_return(city, package, (), **key, text="请核对")
    (file,) = merge(city, [slip]).files
    assert (file.outcome, file.sentences) == (
        Outcome.REFUSED,
        ("这是回执或退回单，不是报送包。",),
    )
    with pytest.raises(UserError) as refused:
        issue_receipt(city, package, **key)
    assert "等报送单位报来下一版" in refused.value.hint
