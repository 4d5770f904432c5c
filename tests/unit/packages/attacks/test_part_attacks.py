"""Attacks on parts, content types and relationships, in a container that is as it should be.

Each is tried twice: as somebody without the key would, and signed anew with the very key, so that
the make-up of a package is held even where the digests fit.
"""

from __future__ import annotations

import pytest

SHEET = "xl/worksheets/sheet1.xml"
ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ATTACKS = []
SIGNED_ALLOWED = []


def attack(*causes):
    """Note an attack, and the causes that may be named once it is signed.

    Without causes it is something that the holder of the key may rightly write.
    """

    def keep(function):
        param = pytest.param(function, causes, id=function.__name__)
        (ATTACKS if causes else SIGNED_ALLOWED).append(param)
        return function

    return keep


def linked(forge, name, kind, target, *, mode="", entries=None, link="rId9", first=False):
    """Return entries with one more relationship."""
    mode = f' TargetMode="{mode}"' if mode else ""
    tag = f'<Relationship Id="{link}" Target="{target}"{mode} Type="{kind}"></Relationship>'
    if first:
        start = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        )
        return forge.replaced(name, start, start + tag, entries)
    return forge.replaced(name, "</Relationships>", f"{tag}</Relationships>", entries)


@attack()
def a_figure_changed(forge):
    return forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>")


@attack()
def a_space_added_to_a_sheet(forge):
    return forge.replaced(SHEET, "甬能科技 3", "甬能科技  3")


@attack()
def a_sheet_emptied(forge):
    return forge.with_content(SHEET, forge.one(forge.entries, "xl/worksheets/sheet2.xml").content)


@attack()
def styles_changed(forge):
    return forge.replaced("xl/styles.xml", "<xf/>", '<xf numFmtId="14"/>')


@attack()
def theme_changed(forge):
    return forge.replaced("xl/theme/theme1.xml", "甬", "宁")


@attack()
def sheets_renamed(forge):
    return forge.replaced("xl/workbook.xml", "表1", "表9")


@attack()
def two_sheets_swapped(forge):
    entries = forge.entries
    one, two = forge.one(entries, SHEET), forge.one(entries, "xl/worksheets/sheet2.xml")
    one.content, two.content = two.content, one.content
    one.stream = two.stream = None
    return entries


@attack("part-missing", "part-type")
def a_sheet_removed(forge):
    return forge.without("xl/worksheets/sheet2.xml")


@attack("part-missing", "part-type")
def styles_removed(forge):
    return forge.without("xl/styles.xml")


@attack("part-missing", "relationship")
def relationships_of_the_package_removed(forge):
    return forge.without(forge.ROOT_RELS)


@attack("part-missing")
def relationships_of_the_workbook_removed(forge):
    return forge.without(forge.BOOK_RELS)


@attack("format")
def properties_removed(forge):
    return forge.without("docProps/app.xml")


@attack("relationship")
def a_sheet_that_nobody_links_to(forge):
    return forge.with_part("xl/worksheets/sheet3.xml", b"<x/>", f"{ML}.worksheet+xml")


@attack("part-type", "relationship")
def a_third_sheet_with_link_and_type(forge):
    entries = forge.with_part("xl/worksheets/sheet3.xml", b"<x/>", f"{ML}.worksheet+xml")
    return linked(
        forge, forge.BOOK_RELS, f"{OFFICE}/worksheet", "worksheets/sheet3.xml", entries=entries
    )


@attack("part-type")
def shared_strings(forge):
    entries = forge.with_part("xl/sharedStrings.xml", b"<sst/>", f"{ML}.sharedStrings+xml")
    return linked(
        forge, forge.BOOK_RELS, f"{OFFICE}/sharedStrings", "sharedStrings.xml", entries=entries
    )


@attack("part-type")
def macros(forge):
    kind = "application/vnd.ms-office.vbaProject"
    entries = forge.with_part("xl/vbaProject.bin", b"\xcc\x61", kind)
    target = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    return linked(forge, forge.BOOK_RELS, target, "vbaProject.bin", entries=entries)


@attack("relationship")
def link_to_another_workbook(forge):
    kind = f"{ML}.externalLink+xml"
    entries = forge.with_part("xl/externalLinks/externalLink1.xml", b"<x/>", kind)
    rels = f'{forge.HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Target='
    rels += f'"file://evil/share/x.xlsx" TargetMode="External" Type="{OFFICE}/externalLinkPath">'
    rels += "</Relationship></Relationships>"
    name = "xl/externalLinks/_rels/externalLink1.xml.rels"
    return forge.with_part(name, rels.encode(), entries=entries)


@attack("part-type")
def core_properties(forge):
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    entries = forge.with_part("docProps/core.xml", b"<x/>", kind)
    target = f"{PACKAGE}/metadata/core-properties"
    return linked(forge, forge.ROOT_RELS, target, "docProps/core.xml", entries=entries)


@attack("part-type")
def custom_properties(forge):
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    entries = forge.with_part("docProps/custom.xml", b"<x/>", kind)
    target = f"{OFFICE}/custom-properties"
    return linked(forge, forge.ROOT_RELS, target, "docProps/custom.xml", entries=entries)


@attack("part-type")
def custom_xml(forge):
    return forge.with_part("customXml/item1.xml", b"<x/>", "application/xml")


@attack("part-type")
def a_thumbnail(forge):
    return forge.with_part("docProps/thumbnail.jpeg", b"\xff\xd8", "image/jpeg")


@attack("part-type")
def an_embedded_object(forge):
    kind = "application/vnd.openxmlformats-officedocument.oleObject"
    return forge.with_part("xl/embeddings/oleObject1.bin", b"x", kind)


@attack("part-type")
def an_activex_control(forge):
    kind = "application/vnd.ms-office.activeX+xml"
    return forge.with_part("xl/activeX/activeX1.xml", b"<x/>", kind)


@attack("part-type")
def a_query_connection(forge):
    return forge.with_part("xl/connections.xml", b"<x/>", f"{ML}.connections+xml")


@attack("relationship")
def relationships_of_a_sheet(forge):
    rels = f'{forge.HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Target='
    rels += f'"http://evil.example/" TargetMode="External" Type="{OFFICE}/hyperlink">'
    rels += "</Relationship></Relationships>"
    return forge.with_part("xl/worksheets/_rels/sheet1.xml.rels", rels.encode())


@attack("part-type")
def relationships_of_a_sheet_with_nothing_in_them(forge):
    rels = f'{forge.HEAD}<Relationships xmlns="{PACKAGE}"></Relationships>'
    return forge.with_part("xl/worksheets/_rels/sheet1.xml.rels", rels.encode())


@attack("relationship")
def sheets_swapped_by_their_links(forge):
    entries = forge.replaced(forge.BOOK_RELS, "sheet1.xml", "sheet0.xml")
    entries = forge.replaced(forge.BOOK_RELS, "sheet2.xml", "sheet1.xml", entries)
    return forge.replaced(forge.BOOK_RELS, "sheet0.xml", "sheet2.xml", entries)


@attack("relationship")
def a_link_retargeted(forge):
    return forge.replaced(forge.BOOK_RELS, "worksheets/sheet2.xml", "worksheets/sheet1.xml")


@attack("relationship")
def a_link_of_another_type(forge):
    return forge.replaced(forge.BOOK_RELS, "relationships/styles", "relationships/chartsheet")


@attack("relationship", "part-xml")
def a_link_made_external(forge):
    return forge.replaced(
        forge.BOOK_RELS, 'Target="styles.xml" ', 'Target="styles.xml" TargetMode="External" '
    )


@attack("relationship", "part-xml")
def a_link_marked_internal(forge):
    return forge.replaced(
        forge.BOOK_RELS, 'Target="styles.xml" ', 'Target="styles.xml" TargetMode="Internal" '
    )


@attack("relationship")
def a_second_link_with_a_signed_id(forge):
    return linked(forge, forge.BOOK_RELS, f"{OFFICE}/styles", "evil.xml", link="rId3")


@attack("part-type", "relationship")
def a_second_workbook_put_first(forge):
    kind = f"{ML}.sheet.main+xml"
    entries = forge.with_part("xl/worksheets/sheet3.xml", b"<x/>", kind)
    target = "xl/worksheets/sheet3.xml"
    return linked(
        forge, forge.ROOT_RELS, f"{OFFICE}/officeDocument", target, entries=entries, first=True
    )


@attack("relationship")
def a_link_to_a_file_of_the_system(forge):
    return linked(forge, forge.BOOK_RELS, f"{OFFICE}/image", "../../../etc/passwd")


@attack("relationship", "part-xml")
def a_link_to_the_web(forge):
    kind, target = f"{OFFICE}/hyperlink", "http://evil.example/"
    return linked(forge, forge.BOOK_RELS, kind, target, mode="External")


@attack("relationship")
def a_second_link_to_the_signature_origin(forge):
    kind = f"{PACKAGE}/digital-signature/origin"
    return linked(forge, forge.ROOT_RELS, kind, "_xmlsignatures/other.sigs")


@attack("relationship")
def links_in_another_order(forge):
    rels = forge.text(forge.BOOK_RELS)
    head, *tags = rels.split("<Relationship ")
    last = tags.pop().removesuffix("</Relationships>")
    new = "<Relationship ".join([head, last, *tags]) + "</Relationships>"
    return forge.with_content(forge.BOOK_RELS, new.encode())


@attack("relationship")
def links_on_lines_of_their_own(forge):
    return forge.replaced(forge.BOOK_RELS, "<Relationship ", "\n  <Relationship ")


@attack("part-xml")
def link_attributes_in_another_order(forge):
    return forge.replaced(
        forge.BOOK_RELS,
        'Id="rId1" Target="worksheets/sheet1.xml"',
        'Target="worksheets/sheet1.xml" Id="rId1"',
    )


@attack("relationship", "part-xml")
def text_between_links(forge):
    return forge.replaced(forge.BOOK_RELS, "</Relationships>", "x</Relationships>")


@attack("part-xml")
def a_comment_between_links(forge):
    return forge.replaced(forge.BOOK_RELS, "</Relationships>", "<!-- x --></Relationships>")


@attack("part-xml")
def links_with_a_doctype(forge):
    doctype = "<!DOCTYPE Relationships [<!ENTITY e 'x'>]><Relationships"
    return forge.replaced(forge.BOOK_RELS, "<Relationships", doctype)


@attack("part-xml")
def links_in_utf_16(forge):
    text = forge.text(forge.BOOK_RELS).replace("UTF-8", "UTF-16")
    return forge.with_content(forge.BOOK_RELS, text.encode("utf-16"))


@attack("relationship", "part-xml")
def links_behind_an_alternate_content_element(forge):
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    entries = forge.replaced(
        forge.BOOK_RELS, "<Relationship ", f"<mc:Choice {space}><Relationship "
    )
    return forge.replaced(
        forge.BOOK_RELS, "</Relationship>", "</Relationship></mc:Choice>", entries
    )


@attack("part-type")
def type_of_a_sheet_changed(forge):
    return forge.replaced(forge.TYPES, f"{ML}.worksheet+xml", f"{ML}.chartsheet+xml")


@attack("part-type")
def type_of_the_workbook_with_macros(forge):
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return forge.replaced(forge.TYPES, f"{ML}.sheet.main+xml", kind)


@attack("part-type")
def second_override_in_other_case(forge):
    tag = f'<Override ContentType="{ML}.chartsheet+xml" PartName="/xl/worksheets/SHEET1.xml">'
    return forge.replaced(forge.TYPES, "</Types>", f"{tag}</Override></Types>")


@attack("part-type")
def second_override_for_the_same_part(forge):
    tag = f'<Override ContentType="{ML}.chartsheet+xml" PartName="/{SHEET}">'
    return forge.replaced(forge.TYPES, "</Types>", f"{tag}</Override></Types>")


@attack("part-type")
def override_for_an_absent_part(forge):
    tag = f'<Override ContentType="{ML}.worksheet+xml" PartName="/xl/worksheets/sheet9.xml">'
    return forge.replaced(forge.TYPES, "</Types>", f"{tag}</Override></Types>")


@attack("part-type")
def default_type_for_all_xml(forge):
    tag = '<Default ContentType="application/xml" Extension="xml"></Default><Override '
    return forge.replaced(forge.TYPES, "<Override ", tag)


@attack("part-type")
def override_left_out(forge):
    tag = f'<Override ContentType="{ML}.styles+xml" PartName="/xl/styles.xml"></Override>'
    return forge.replaced(forge.TYPES, tag, "")


@attack("part-type")
def content_types_with_a_doctype(forge):
    return forge.replaced(forge.TYPES, "<Types", "<!DOCTYPE Types [<!ENTITY e 'x'>]><Types")


@attack("part-type")
def content_types_with_a_comment(forge):
    return forge.replaced(forge.TYPES, "</Types>", "<!-- --></Types>")


@attack("part-type")
def content_types_that_are_no_xml(forge):
    return forge.with_content(forge.TYPES, b"<Types")


@attack("format")
def program_of_another_name(forge):
    return forge.replaced("docProps/app.xml", "Shuangbei", "Microsoft Excel")


@attack("format")
def no_format_version(forge):
    return forge.replaced("docProps/app.xml", "<AppVersion>1.0000</AppVersion>", "")


@attack("format")
def more_in_the_properties(forge):
    return forge.replaced("docProps/app.xml", "</Properties>", "<Company>x</Company></Properties>")


@attack("format")
def older_format_than_there_ever_was(forge):
    return forge.replaced("docProps/app.xml", "1.0000", "0.0000")


@attack("format")
def properties_far_too_large(forge):
    return forge.with_content("docProps/app.xml", b" " * 70_000)


@pytest.mark.parametrize(("attack", "_causes"), ATTACKS + SIGNED_ALLOWED)
def test_that_a_changed_part_is_refused(attack, _causes, forge, judged):
    entries = attack(forge)
    data = forge.zip(entries)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == "无效"
    assert verdict.workbook is None


@pytest.mark.parametrize(("attack", "causes"), ATTACKS)
def test_that_a_strange_make_up_is_refused_even_when_signed(attack, causes, forge, judged):
    verdict = judged(forge.resigned(attack(forge)))
    assert verdict.word == "无效"
    assert verdict.causes[0].id in causes, verdict.causes


@pytest.mark.parametrize(("attack", "_causes"), SIGNED_ALLOWED)
def test_that_another_content_is_valid_once_it_is_signed(attack, _causes, forge, judged):
    assert judged(forge.resigned(attack(forge))).word == "有效"


def test_that_a_newer_format_is_told_once_its_signature_holds(forge, judged):
    entries = forge.replaced("docProps/app.xml", "1.0000", "2.0003")
    entries = forge.with_part("xl/tables/table1.xml", b"<x/>", f"{ML}.table+xml", entries)
    verdict = judged(forge.resigned(entries))
    assert (verdict.word, verdict.exit_code) == ("版本过新", 2)
    assert verdict.causes[0].shown["version"] == "2.3"


def test_that_a_newer_format_written_into_an_old_file_is_invalid(forge, judged):
    entries = forge.replaced("docProps/app.xml", "1.0000", "2.0000")
    assert judged(forge.zip(entries)).word == "无效"


def test_that_a_later_step_of_the_same_format_is_still_read(forge, judged):
    entries = forge.replaced("docProps/app.xml", "1.0000", "1.0007")
    assert judged(forge.resigned(entries)).word == "有效"


def test_that_a_package_without_content_types_is_refused(forge, judged):
    assert judged(forge.zip(forge.without(forge.TYPES))).word == "无效"
