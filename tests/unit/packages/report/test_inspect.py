from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from desktop_app.packages.report.inspect import inspect

COVER, FIRMS, CARRIERS, MANIFEST = 1, 4, 11, 21


def cell(place):
    """Return a pattern of the text in a cell."""
    return re.compile(rf'(<c r="{place}"[^>]*><is><t[^>]*>)([^<]*)(</t>)')


def change_cell(place, text):
    return lambda xml: cell(place).sub(rf"\g<1>{text}\g<3>", xml)


def change_text(old, new):
    return lambda xml: xml.replace(f"<t>{old}</t>", f"<t>{new}</t>", 1)


def without_last_row(xml):
    start = xml.rindex("<row ")
    end = xml.index("</sheetData>")
    return xml[:start] + xml[end:]


def with_first_uid_twice(xml):
    uids = re.findall(r"<t>(\d{16})</t></is></c></row>", xml)
    return xml.replace(f"<t>{uids[1]}</t></is></c></row>", f"<t>{uids[0]}</t></is></c></row>")


@pytest.fixture
def found(seal_again, catalogue):
    """Change sheets of a properly signed package; return what the second check finds."""

    def look(changes, **options):
        return inspect(seal_again(changes, **options), catalogue)

    return look


def test_that_a_package_as_written_fits(package, catalogue):
    inspection = inspect(package.workbook, catalogue)
    assert inspection.fits
    assert inspection.counts == package.summary.counts


def test_that_a_changed_text_does_not_fit_the_digest(found):
    inspection = found({FIRMS: change_cell("B5", "别的公司")})
    assert {(misfit.id, misfit.sheet) for misfit in inspection.misfits} >= {("PKG-001", "企业")}
    assert any("内容摘要" in misfit.message for misfit in inspection.misfits)


def test_that_a_missing_row_does_not_fit_the_count(found):
    messages = [misfit.message for misfit in found({FIRMS: without_last_row}).misfits]
    assert "“企业”有 3 行，清单写的是 4 行。" in messages


def test_that_a_uid_that_comes_twice_is_found(found):
    messages = [misfit.message for misfit in found({FIRMS: with_first_uid_twice}).misfits]
    assert any("出现多次" in message for message in messages)


def test_that_a_changed_amount_does_not_fit_the_control_total(found, catalogue):
    number = [form.code for form in catalogue.reported].index("rd_activity") + 4

    def change(xml):
        return re.sub(
            r'(<c r="I\d+" s="\d+")(?:/>|><v>[^<]*</v></c>)', r"\1><v>424242</v></c>", xml
        )

    messages = [misfit.message for misfit in found({number: change}).misfits]
    assert any("合计" in message and "研发投入" in message for message in messages)


def test_that_a_name_beside_another_firm_s_record_is_found(found, catalogue):
    number = [form.code for form in catalogue.reported].index("rd_activity") + 4
    shown = found({number: change_cell(r"B\d+", "冒名公司")})
    assert any("所示的上级" in misfit.message for misfit in shown.misfits)
    assert all(misfit.sheet == "研发投入" for misfit in shown.misfits)


def test_that_a_cover_that_says_otherwise_is_found(found):
    shown = found({COVER: change_text("第 2 版", "第 3 版")})
    assert [(misfit.id, misfit.sheet) for misfit in shown.misfits] == [("PKG-001", "封面")]
    assert "版次" in shown.misfits[0].message


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("330203", "330205", "PKG-003"),
        ("海曙区", "江北区", "PKG-001"),
        ("2024 年", "2023 年", "PKG-001"),
        ("2024", "2024M12", "PKG-001"),
        ("1.0", "1.7", "PKG-006"),
        ("周立群", "周立", "PKG-001"),
    ],
)
def test_that_a_manifest_that_says_otherwise_is_found(found, old, new, cause):
    shown = found({MANIFEST: change_text(old, new)})
    assert cause in {misfit.id for misfit in shown.misfits}


def test_that_a_package_signed_for_another_unit_is_found(found, make_signer):
    shown = found({COVER: lambda xml: xml + " "}, signed_by=make_signer("330205"))
    assert [misfit.id for misfit in shown.misfits] == ["PKG-003"]


def test_that_a_firm_twice_in_the_due_list_is_found(found, package):
    first, second = (row[1] for row in package.content.due)
    shown = found({MANIFEST: change_text(second, first)})
    assert any("出现多次" in misfit.message for misfit in shown.misfits)


def test_that_a_firm_twice_under_its_own_name_is_found(found, package):
    first, second = (row[1] for row in package.content.due)

    def entry(firm):
        return re.compile(rf"<t>[^<]*(</t></is></c><c[^>]*><is><t>){firm}<")

    def change(xml):
        name = entry(first).search(xml)[0].partition("</t>")[0]
        return entry(second).sub(rf"{name}\g<1>{first}<", xml)

    messages = [misfit.message for misfit in found({MANIFEST: change}).misfits]
    assert ["出现多次" in message for message in messages] == [True]


def test_that_another_name_in_the_due_list_is_found(found, package):
    uid = package.content.due[0][1]

    def change(xml):
        row = re.search(rf'<row r="(\d+)">(?:(?!</row>).)*<t>{uid}</t>', xml)
        return change_cell(f"B{row[1]}", "别名")(xml)

    shown = found({MANIFEST: change})
    assert ["与企业表不符" in misfit.message for misfit in shown.misfits] == [True]


def test_that_a_carrier_that_is_not_listed_is_found(found):
    shown = found({CARRIERS: without_last_row})
    assert any("载体" in misfit.message for misfit in shown.misfits)


def test_that_a_formula_among_the_records_is_refused(found):
    shown = found({FIRMS: lambda xml: xml.replace("<is><t>", "<f>1+1</f><is><t>")})
    assert any("不是本软件的写法" in misfit.message for misfit in shown.misfits)


@pytest.mark.parametrize(
    "change",
    [
        change_text("基本情况", "别的"),
        change_text("包格式版本", "版本"),
        lambda xml: xml.replace("<t>2</t>", "<t>二</t>", 1),
        lambda xml: re.sub(r"<row .*</row>", "", xml),
        lambda xml: re.sub(r"(<t>firm</t></is></c><c[^>]*><is><t>)5<", r"\1x<", xml),
    ],
)
def test_that_a_manifest_of_another_make_cannot_be_read(found, change):
    shown = found({MANIFEST: change})
    assert shown.manifest is None
    assert "清单读不出来" in shown.misfits[0].message


def test_that_a_package_of_other_forms_names_the_version(package, catalogue):
    form = catalogue.form("firm")
    older = replace(form, fields=form.fields[:-1])
    forms = tuple(older if f.code == "firm" else f for f in catalogue.forms)
    inspection = inspect(package.workbook, replace(catalogue, forms=forms, version="2019.1"))
    assert "PKG-006" in {misfit.id for misfit in inspection.misfits}


@pytest.mark.parametrize("number", [COVER, 3, FIRMS, CARRIERS, MANIFEST])
def test_that_no_mutation_of_a_sheet_is_a_fault_of_the_program(found, number):
    chance = random.Random(number)
    signs = '<>/&_x"0A9=\x1e甲 '

    def mutate(xml):
        start = xml.index("<sheetData>")
        for _ in range(chance.choice((1, 1, 2, 40))):
            place = chance.randrange(start, len(xml))
            length = chance.choice((0, 1, 1, 30))
            xml = xml[:place] + "".join(chance.choices(signs, k=2)) + xml[place + length :]
        return xml

    for _ in range(12):
        inspection = found({number: mutate})
        assert all(misfit.id.startswith("PKG-") for misfit in inspection.misfits)
