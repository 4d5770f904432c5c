from __future__ import annotations

import errno
import re
import sys
import zipfile

import openpyxl
import pytest

from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.packages.opc import container, layout
from desktop_app.packages.report import write as module
from desktop_app.packages.verdict import Word
from desktop_app.sheets import write_file


def test_that_a_package_is_valid_for_our_own_verifier(package, verified):
    verdict = verified(package.path)
    assert verdict.word is Word.VALID
    assert verdict.digest == package.summary.digest
    assert package.summary.size == package.path.stat().st_size


def test_that_the_summary_counts_the_records(package, made_up_rows):
    counts = {code: len(rows) for code, rows in made_up_rows.items()}
    assert package.summary.counts == {"explanation": 1} | counts


def test_that_the_sheets_stand_in_the_order_that_people_expect(package, catalogue):
    names = openpyxl.load_workbook(package.path, read_only=True).sheetnames
    forms = [form.short for form in catalogue.reported]
    assert names == ["封面", "汇总", "审核说明", *forms, "清单"]
    assert len(names) <= layout.MAX_SHEETS


def test_that_no_sheet_has_relationships_and_no_text_is_shared(package):
    with zipfile.ZipFile(package.path) as book:
        names = book.namelist()
    assert not [name for name in names if "sheets/_rels" in name or "sharedStrings" in name]
    assert not [name for name in names if name.endswith("core.xml")]


def test_that_the_cover_names_unit_period_people_and_pledge(package):
    sheet = openpyxl.load_workbook(package.path)["封面"]
    shown = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"海曙区（330203）", "2024 年", "第 2 版", "周立群", "沈洁", "王敏"} <= shown
    assert {"0574-87654321", "2025-01-15", "1", package.content.pledge} <= shown


def test_that_a_form_shows_its_parent_in_front_and_the_uids_behind(package, catalogue):
    sheet = openpyxl.load_workbook(package.path)[catalogue.form("patent").short]
    headings = [cell.value for cell in sheet[3]]
    assert headings[:2] == ["统一社会信用代码", "单位详细名称"]
    assert headings[-2:] == ["上级记录号", "记录号"]
    firms = {row[0]: row for row in package.content.forms["firm"]}
    columns = ["uid", *(field.code for field in catalogue.form("firm").typed)]
    for row in sheet.iter_rows(min_row=5, values_only=True):
        firm = dict(zip(columns, firms[row[-2]], strict=True)) if row[-2] else {}
        assert row[:2] == (firm.get("uscc"), firm.get("name"))


def test_that_an_empty_form_still_has_its_sheet_and_says_so(tmp_path, make_content, write_to):
    write_to(tmp_path / "p.xlsx", make_content(forms={}, due=(), explanations=()))
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")["专利"]
    assert "零报送" in sheet["A2"].value
    assert sheet.max_row == 4


def test_that_official_codes_and_units_stand_under_the_headings(package, catalogue):
    sheet = openpyxl.load_workbook(package.path)[catalogue.form("rd_activity").short]
    notes = [cell.value for cell in sheet[4]]
    assert "L07 千元" in notes
    assert "计量单位：千元" in sheet["A2"].value


def test_that_two_packages_of_the_same_content_differ_in_the_signature_alone(
    tmp_path, make_content, write_to
):
    parts = []
    for name in ("a.xlsx", "b.xlsx"):
        write_to(tmp_path / name, make_content())
        with zipfile.ZipFile(tmp_path / name) as book:
            parts.append({n: book.read(n) for n in book.namelist() if "sig1" not in n})
    assert parts[0] == parts[1]


@pytest.mark.parametrize("column", [1, 5])
def test_that_a_control_character_is_refused_naming_the_sheet(
    tmp_path, make_content, write_to, made_up_rows, column
):
    firm = list(made_up_rows["firm"][0])
    firm[column] = "坏\x07字"
    with pytest.raises(UserError, match=r"“企业”的 [A-Z]+5"):
        write_to(tmp_path / "p.xlsx", make_content(forms={"firm": [firm]}, due=()))
    assert list(tmp_path.iterdir()) == []


def test_that_a_control_character_in_an_explanation_is_refused(tmp_path, make_content, write_to):
    content = make_content()
    item = content.explanations[0]
    row = (*item.row[:5], "坏\x07", item.row[6])
    broken = type(item)(item.subject, item.severity, item.form, item.message, row)
    with pytest.raises(UserError, match="审核说明"):
        write_to(tmp_path / "p.xlsx", make_content(explanations=(broken,)))


def test_that_a_certificate_of_another_unit_is_refused(
    tmp_path, make_content, write_to, make_signer
):
    with pytest.raises(UserError, match="不是本单位"):
        write_to(tmp_path / "p.xlsx", make_content(), signer=make_signer("330205"))
    assert list(tmp_path.iterdir()) == []


def test_that_cancelling_leaves_the_old_file_as_it_was(tmp_path, make_content, write_to):
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"old")

    def progress(done, _all):
        if done > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_to(path, make_content(), progress=progress)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_progress_reaches_the_number_of_records(tmp_path, make_content, write_to):
    told = []
    size = sum(len(rows) for rows in make_content().forms.values()) + 1
    write_to(tmp_path / "p.xlsx", make_content(size=size), progress=lambda *step: told.append(step))
    assert told[-1] == (size, size)
    assert told == sorted(told)


def test_that_a_full_disk_leaves_the_old_file_as_it_was(
    tmp_path, monkeypatch, make_content, write_to
):
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"old")

    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "settle", full)
    with pytest.raises(UserError, match="磁盘空间不够"):
        write_to(path, make_content())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a thing of POSIX")
def test_that_writing_that_stops_half_way_leaves_the_old_file_as_it_was(
    tmp_path, make_content, write_to
):
    import resource

    path = tmp_path / "p.xlsx"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(UserError, match="磁盘空间不够"):
            write_to(path, make_content())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_disk_that_gives_back_other_bytes_is_noticed(
    tmp_path, monkeypatch, make_content, write_to
):
    def spoil(file):
        write_file.settle(file)
        file.seek(2_000)
        byte = file.read(1)
        file.seek(2_000)
        file.write(bytes((byte[0] ^ 1,)))

    monkeypatch.setattr(module, "settle", spoil)
    with pytest.raises(UserError, match="读回来不对"):
        write_to(tmp_path / "p.xlsx", make_content())
    assert list(tmp_path.iterdir()) == []


def test_that_a_package_that_inflates_too_far_is_refused_naming_the_table(
    tmp_path, monkeypatch, make_content, write_to
):
    monkeypatch.setattr(module, "MAX_INFLATED", 60_000)
    with pytest.raises(UserError, match=r"工作表“.+”.*上限"):
        write_to(tmp_path / "p.xlsx", make_content())
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_over_the_cap_is_refused_naming_the_table(
    tmp_path, monkeypatch, make_content, write_to
):
    monkeypatch.setattr(container, "MAX_FILE", 20_000)
    with pytest.raises(UserError, match=r"工作表“.+”.*上限"):
        write_to(tmp_path / "p.xlsx", make_content())
    assert list(tmp_path.iterdir()) == []


def test_that_records_of_another_period_are_a_fault(tmp_path, make_content, write_to):
    row = next(iter(make_content().forms["unit_total"]))
    other = (row[0], "2023", *row[2:])
    with pytest.raises(ValueError, match="2023"):
        write_to(tmp_path / "p.xlsx", make_content(forms={"unit_total": [other]}, due=()))


def test_that_a_uid_that_comes_twice_is_a_fault(tmp_path, make_content, write_to):
    row = next(iter(make_content().forms["firm"]))
    with pytest.raises(ValueError, match="twice"):
        write_to(tmp_path / "p.xlsx", make_content(forms={"firm": [row, row]}, due=()))


def test_that_the_footer_names_the_package_and_counts_pages(package):
    with zipfile.ZipFile(package.path) as book:
        for name in book.namelist():
            if "worksheets/" in name:
                foot = re.search(r"<oddFooter>(.*?)</oddFooter>", book.read(name).decode())
                assert "海曙区" in foot[1]
                assert "第 &amp;P 页，共 &amp;N 页" in foot[1]
