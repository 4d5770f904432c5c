"""More attacks on content types and relationships, from the rules of the package format itself.

Each is tried without the key, and signed anew with it: the make-up is held where digests fit.
"""

from __future__ import annotations

import pytest

ATTACKS = []
ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKSHEET = f"{ML}.worksheet+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
ROOT, BOOK = "_rels/.rels", "xl/_rels/workbook.xml.rels"
ANY_TYPE = ("part-type", "part-xml")
ANY_LINK = ("relationship", "part-xml")


def attack(*causes):
    """Note an attack, and the causes that may be named once it is signed."""

    def keep(function):
        ATTACKS.append(pytest.param(function, causes, id=function.__name__))
        return function

    return keep


def typed(forge, tag, *, first=False):
    """Return entries with one more element among the content types."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    start, end = f'<Types xmlns="{space}">', "</Types>"
    if first:
        return forge.replaced(TYPES, start, start + tag)
    return forge.replaced(TYPES, end, tag + end)


def linked(forge, part, target, *, kind=f"{OFFICE}/worksheet", link="rId9", more=""):
    """Return entries with one more relationship."""
    tag = f'<Relationship Id="{link}" Target="{target}"{more} Type="{kind}"></Relationship>'
    return forge.replaced(part, "</Relationships>", f"{tag}</Relationships>")


def retargeted(forge, target, old="worksheets/sheet1.xml"):
    """Return entries in which the first sheet is linked by another text."""
    return forge.replaced(BOOK, f'Target="{old}"', f'Target="{target}"')


# -- content types ------------------------------------------------------------------------------


@attack(*ANY_TYPE)
def a_default_that_shadows_overrides(forge):
    return typed(forge, f'<Default ContentType="{WORKSHEET}" Extension="XML"></Default>')


@attack(*ANY_TYPE)
def a_default_doubled(forge):
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    return typed(forge, f'<Default ContentType="{kind}" Extension="rels"></Default>')


@attack(*ANY_TYPE)
def a_default_for_the_origin_that_says_otherwise(forge):
    return typed(forge, '<Default ContentType="text/plain" Extension="sigs"></Default>', first=True)


@attack(*ANY_TYPE)
def a_default_for_what_macros_end_with(forge):
    kind = "application/vnd.ms-office.vbaProject"
    return typed(forge, f'<Default ContentType="{kind}" Extension="bin"></Default>')


@attack(*ANY_TYPE)
def an_override_with_a_percent_sign(forge):
    part = "/xl/worksheets/sheet%31.xml"
    return typed(forge, f'<Override ContentType="text/xml" PartName="{part}"></Override>')


@attack(*ANY_TYPE)
def an_override_without_the_slash(forge):
    return forge.replaced(TYPES, f'PartName="/{SHEET}"', f'PartName="{SHEET}"')


@attack(*ANY_TYPE)
def an_override_that_climbs(forge):
    return forge.replaced(TYPES, f'PartName="/{SHEET}"', f'PartName="/xl/../{SHEET}"')


@attack(*ANY_TYPE)
def an_override_in_front_of_the_true_one(forge):
    tag = f'<Override ContentType="text/xml" PartName="/{SHEET}"></Override>'
    return typed(forge, tag, first=True)


@attack(*ANY_TYPE)
def a_type_with_a_parameter(forge):
    return forge.replaced(TYPES, WORKSHEET, f"{WORKSHEET}; charset=utf-7")


@attack(*ANY_TYPE)
def a_type_in_other_case(forge):
    return forge.replaced(TYPES, WORKSHEET, WORKSHEET.upper())


@attack(*ANY_TYPE)
def a_type_with_space_around(forge):
    return forge.replaced(TYPES, WORKSHEET, f" {WORKSHEET}")


@attack(*ANY_TYPE)
def types_of_two_sheets_swapped_for_another_kind(forge):
    return forge.replaced(TYPES, WORKSHEET, f"{ML}.chartsheet+xml")


@attack(*ANY_TYPE)
def content_types_in_another_namespace(forge):
    return forge.replaced(TYPES, "package/2006/content-types", "package/2012/content-types")


@attack(*ANY_TYPE)
def content_types_that_must_be_understood(forge):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return forge.replaced(
        TYPES, 'content-types">', f'content-types" xmlns:mc="{space}" mc:Ignorable="x">'
    )


@attack(*ANY_TYPE)
def content_types_with_an_attribute_more(forge):
    return forge.replaced(TYPES, "<Default ", '<Default Comment="x" ')


@attack(*ANY_TYPE)
def content_types_with_a_byte_order_mark(forge):
    return forge.with_content(TYPES, b"\xef\xbb\xbf" + forge.text(TYPES).encode())


@attack(*ANY_TYPE)
def content_types_in_another_encoding(forge):
    return forge.replaced(TYPES, "UTF-8", "ISO-8859-1")


@attack(*ANY_TYPE)
def content_types_of_a_later_xml(forge):
    return forge.replaced(TYPES, 'version="1.0"', 'version="1.1"')


@attack(*ANY_TYPE)
def content_types_with_an_entity(forge):
    declared = '<!DOCTYPE Types [<!ENTITY e "x">]><Types '
    return forge.replaced(TYPES, "<Types ", declared)


@attack(*ANY_TYPE)
def content_types_empty(forge):
    return forge.with_content(TYPES, b"")


# -- relationships ------------------------------------------------------------------------------


@attack("part-name")
def relationships_of_the_relationships(forge):
    empty = f'{forge.HEAD}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'.encode()
    return forge.with_part("_rels/_rels/.rels.rels", empty)


@attack("part-type", "part-uncovered", "relationship", "part-name")
def relationships_of_a_part_that_is_not_there(forge):
    empty = f'{forge.HEAD}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'.encode()
    return forge.with_part("xl/_rels/sharedStrings.xml.rels", empty)


@attack(*ANY_LINK)
def a_target_from_the_root(forge):
    return retargeted(forge, "/xl/worksheets/sheet1.xml")


@attack(*ANY_LINK)
def a_target_with_a_dot(forge):
    return retargeted(forge, "./worksheets/sheet1.xml")


@attack(*ANY_LINK)
def a_target_that_goes_around(forge):
    return retargeted(forge, "../xl/worksheets/sheet1.xml")


@attack(*ANY_LINK)
def a_target_in_other_case(forge):
    return retargeted(forge, "worksheets/Sheet1.xml")


@attack(*ANY_LINK)
def a_target_with_a_percent_sign(forge):
    return retargeted(forge, "worksheets/sheet%31.xml")


@attack(*ANY_LINK)
def a_target_with_a_backslash(forge):
    return retargeted(forge, "worksheets\\sheet1.xml")


@attack(*ANY_LINK)
def a_target_with_a_fragment(forge):
    return retargeted(forge, "worksheets/sheet1.xml#other")


@attack(*ANY_LINK)
def a_target_with_a_query(forge):
    return retargeted(forge, "worksheets/sheet1.xml?other")


@attack(*ANY_LINK)
def a_target_with_space_around(forge):
    return retargeted(forge, " worksheets/sheet1.xml")


@attack(*ANY_LINK)
def a_target_that_is_the_content_itself(forge):
    return retargeted(forge, "data:application/xml,&lt;worksheet/&gt;")


@attack(*ANY_LINK)
def a_target_on_a_server_of_files(forge):
    return retargeted(forge, "\\\\server\\share\\sheet1.xml")


@attack(*ANY_LINK)
def a_target_that_is_empty(forge):
    return retargeted(forge, "")


@attack(*ANY_LINK)
def an_external_link_in_other_case(forge):
    return linked(forge, BOOK, "file:///etc/passwd", more=' TargetMode="external"')


@attack(*ANY_LINK)
def an_external_hyperlink(forge):
    kind = f"{OFFICE}/hyperlink"
    return linked(forge, BOOK, "https://x.invalid/", kind=kind, more=' TargetMode="External"')


@attack(*ANY_LINK)
def an_external_template(forge):
    kind = f"{OFFICE}/attachedTemplate"
    return linked(forge, ROOT, "https://x.invalid/t.xltm", kind=kind, more=' TargetMode="External"')


@attack(*ANY_LINK)
def a_base_for_all_targets(forge):
    return forge.replaced(BOOK, "<Relationships ", '<Relationships xml:base="../" ')


@attack(*ANY_LINK)
def links_of_the_strict_standard(forge):
    return forge.replaced(BOOK, f"{OFFICE}/worksheet", f"{STRICT}/worksheet")


@attack(*ANY_LINK)
def links_in_another_namespace(forge):
    return forge.replaced(BOOK, f'xmlns="{RELATIONSHIPS}"', 'xmlns="urn:other"')


@attack(*ANY_LINK)
def a_link_with_an_id_in_other_case(forge):
    return linked(forge, BOOK, "worksheets/sheet2.xml", link="RID1")


@attack(*ANY_LINK)
def a_link_with_an_empty_id(forge):
    return linked(forge, BOOK, "worksheets/sheet2.xml", link="")


@attack(*ANY_LINK)
def a_link_with_a_signed_id_in_front_of_its_twin(forge):
    start = f'<Relationships xmlns="{RELATIONSHIPS}">'
    twin = (
        f'<Relationship Id="rId1" Target="worksheets/sheet2.xml" Type="{OFFICE}/worksheet">'
        "</Relationship>"
    )
    return forge.replaced(BOOK, start, start + twin)


@attack(*ANY_LINK)
def a_link_with_an_attribute_more(forge):
    return linked(forge, BOOK, "worksheets/sheet2.xml", more=' xml:space="preserve"')


@attack(*ANY_LINK)
def a_link_with_a_child(forge):
    return forge.replaced(BOOK, "></Relationship>", "><x></x></Relationship>")


@attack(*ANY_LINK)
def a_link_inside_a_link(forge):
    inner = f'<Relationship Id="rId9" Target="x" Type="{OFFICE}/worksheet"></Relationship>'
    return forge.replaced(BOOK, "></Relationship>", f">{inner}</Relationship>")


@attack(*ANY_LINK)
def a_second_link_to_shared_strings_that_are_not_there(forge):
    return linked(forge, BOOK, "sharedStrings.xml", kind=f"{OFFICE}/sharedStrings")


@attack(*ANY_LINK)
def core_properties_linked_without_a_part(forge):
    kind = f"{RELATIONSHIPS}/metadata/core-properties"
    return linked(forge, ROOT, "docProps/core.xml", kind=kind)


@attack(*ANY_LINK)
def a_second_workbook_of_the_strict_standard(forge):
    return linked(forge, ROOT, "xl/workbook.xml", kind=f"{STRICT}/officeDocument")


@attack(*ANY_LINK)
def thousands_of_links(forge):
    tags = "".join(
        f'<Relationship Id="rId{n}" Target="x" Type="{OFFICE}/worksheet"></Relationship>'
        for n in range(100, 5000)
    )
    return forge.replaced(BOOK, "</Relationships>", f"{tags}</Relationships>")


@pytest.mark.parametrize(("attack", "_causes"), ATTACKS)
def test_that_another_make_up_is_refused(attack, _causes, forge, judged):
    data = forge.zip(attack(forge))
    assert data != forge.genuine
    verdict = judged(data)
    assert (verdict.word, verdict.workbook) == ("无效", None)


@pytest.mark.parametrize(("attack", "causes"), ATTACKS)
def test_that_another_make_up_is_refused_even_when_signed(attack, causes, forge, judged):
    verdict = judged(forge.resigned(attack(forge)))
    assert verdict.word == "无效"
    assert verdict.causes[0].id in causes, verdict.causes
