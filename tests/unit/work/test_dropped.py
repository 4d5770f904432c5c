"""What dropped files are for, told by the names inside them."""

from __future__ import annotations

import zipfile

import pytest

from desktop_app.work.dropped import sort_files


def sealed(path, first):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", "")
        archive.writestr(
            "xl/workbook.xml", f'<workbook><sheets><sheet name="{first}" /></sheets></workbook>'
        )
    return path


@pytest.mark.parametrize("name", ["回执", "退回单"])
def test_that_what_the_city_answers_is_a_notice(tmp_path, name):
    path = sealed(tmp_path / "a.xlsx", name)
    assert sort_files([path]).notices == (path,)


def test_that_what_the_city_asks_is_a_task_file(tmp_path):
    path = sealed(tmp_path / "a.xlsx", "任务文件")
    assert sort_files([path]).tasks == (path,)


def test_that_a_package_is_sealed_and_a_plain_workbook_a_sheet(tmp_path):
    package, plain = sealed(tmp_path / "package.xlsx", "封面"), tmp_path / "plain.xlsx"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("xl/workbook.xml", '<sheet name="回执" />')
    found = sort_files([plain, package])
    assert (found.sealed, found.sheets, found.notices) == ((package,), (plain,), ())


def test_that_a_revocation_list_is_a_notice(tmp_path):
    path = tmp_path / "a.crl"
    path.write_bytes(b"\n-----BEGIN X509 CRL-----\nMII\n")
    assert sort_files([path]).notices == (path,)


def test_that_an_admission_is_a_notice(tmp_path):
    path = tmp_path / "a.admit"
    path.write_bytes(b"-----BEGIN CERTIFICATE-----\nMII\n")
    assert sort_files([path]).notices == (path,)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_that_what_cannot_be_read_is_left_to_the_import(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    found = sort_files([path, tmp_path / "missing.xlsx"])
    assert found.sheets == (path, tmp_path / "missing.xlsx")
