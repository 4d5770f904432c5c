"""Attacks on the container: each opens for some reader, none may pass."""

from __future__ import annotations

import struct
import zlib

import pytest

ATTACKS = []
SHEET = "xl/worksheets/sheet1.xml"


def attack(*causes, word="无效"):
    """Note an attack with the causes of which one must be named."""

    def keep(function):
        ATTACKS.append(pytest.param(function, word, causes, id=function.__name__))
        return function

    return keep


def altered(forge):
    """Return the sheet's entry with one figure changed."""
    return forge.one(forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>"), SHEET)


@attack("not-a-workbook")
def bytes_before_the_zip(forge):
    return forge.zip(forge.entries, lead=b"MZ\x90\0")


@attack("container")
def bytes_before_the_zip_that_look_like_one(forge):
    return forge.zip(forge.entries, lead=b"PK\3\4")


@attack("container")
def signature_parts_in_other_case(forge):
    """It was signed: names of parts are the same in either case."""
    entries = forge.entries
    for entry in entries:
        entry.name = entry.name.replace(b"_xmlsignatures/", b"_XmlSignatures/")
    return forge.zip(entries)


@attack("container")
def bytes_after_the_zip(forge):
    return forge.genuine + b"\0"


@attack("container")
def second_empty_end_record(forge):
    return forge.genuine + b"PK\5\6" + bytes(18)


@attack("container")
def second_whole_zip_appended(forge):
    return forge.genuine + forge.zip(forge.replaced(SHEET, "1548", "9548"))


@attack("container")
def comment_at_the_end(forge):
    return forge.zip(forge.entries, comment=b"x")


@attack("container")
def end_record_inside_a_comment(forge):
    return forge.zip(forge.entries, comment=b"PK\5\6" + bytes(18))


@attack("container")
def zip64_records(forge):
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(forge.genuine), 1)
    return forge.zip(forge.entries)[:-22] + locator + forge.genuine[-22:]


@attack("container")
def zip64_sizes_in_an_extra_field(forge):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    size = struct.pack("<2HQ", 1, 8, len(entry.content))
    entry.central = {"size": 0xFFFFFFFF, "extra": size}
    return forge.zip(entries)


@attack("part-doubled")
def doubled_entry_altered_one_last(forge):
    entries = forge.entries
    entries.insert(-3, altered(forge))
    return forge.zip(entries)


@attack("part-doubled")
def doubled_entry_altered_one_first(forge):
    entries = forge.entries
    entries.insert(1, altered(forge))
    return forge.zip(entries)


@attack("part-doubled")
def twin_in_other_case(forge):
    twin = altered(forge)
    twin.name = b"xl/worksheets/Sheet1.xml"
    return forge.zip([*forge.entries[:-3], twin, *forge.entries[-3:]])


@attack("part-name")
def twin_percent_encoded(forge):
    twin = altered(forge)
    twin.name = b"xl/worksheets/sheet%31.xml"
    return forge.zip([*forge.entries[:-3], twin, *forge.entries[-3:]])


@attack("part-name")
def twin_with_a_backslash(forge):
    twin = altered(forge)
    twin.name = b"xl\\worksheets\\sheet1.xml"
    return forge.zip([*forge.entries[:-3], twin, *forge.entries[-3:]])


def named(forge, name, content=b"x"):
    """Return the package with one more entry of this name."""
    entries = forge.entries
    entries.insert(-3, forge.Raw(name, content))
    return forge.zip(entries)


@attack("part-name")
def entry_that_climbs_out(forge):
    return named(forge, b"../../evil.xml")


@attack("part-name")
def entry_with_a_dot_segment(forge):
    return named(forge, b"xl/./worksheets/sheet1.xml")


@attack("part-name")
def entry_from_the_root(forge):
    return named(forge, b"/xl/worksheets/sheet1.xml")


@attack("part-name")
def entry_on_a_drive(forge):
    return named(forge, b"C:/evil.xml")


@attack("part-name")
def entry_with_a_line_break(forge):
    return named(forge, b"xl/she\net9.xml")


@attack("part-name")
def entry_with_a_nul(forge):
    return named(forge, b"xl/worksheets/sheet1.xml\0.png")


@attack("part-name")
def entry_beyond_ascii(forge):
    return named(forge, "xl/表.xml".encode())


@attack("part-name")
def entry_in_full_width_letters(forge):
    return named(forge, "xl/worksheets/ｓheet1.xml".encode())


@attack("part-name")
def entry_without_a_name(forge):
    return named(forge, b"")


@attack("part-name")
def entry_that_ends_in_a_dot(forge):
    return named(forge, b"xl/worksheets/sheet1.xml.")


@attack("part-name")
def entry_with_a_space(forge):
    return named(forge, b"xl/worksheets/sheet1.xml ")


@attack("part-name")
def folder_entry(forge):
    entries = forge.entries
    entries.insert(-3, forge.Raw(b"xl/", b"", 0))
    return forge.zip(entries)


def local(forge, **fields):
    """Return the package with other values in one local header."""
    entries = forge.entries
    forge.one(entries, SHEET).local = fields
    return forge.zip(entries)


def central(forge, **fields):
    """Return the package with other values in one record of the directory."""
    entries = forge.entries
    forge.one(entries, SHEET).central = fields
    return forge.zip(entries)


def both(forge, **fields):
    """Return the package with other values in both headers."""
    entries = forge.entries
    forge.one(entries, SHEET).local = fields
    forge.one(entries, SHEET).central = fields
    return forge.zip(entries)


@attack("container")
def local_name_differs(forge):
    return local(forge, name=b"xl/worksheets/sheet9.xml")


@attack("container", "part-name")
def central_name_differs(forge):
    return central(forge, name=b"xl/worksheets/sheet9.xml")


@attack("container")
def local_crc_differs(forge):
    return local(forge, crc=1)


@attack("container", "container-altered")
def crc_wrong_in_both(forge):
    return both(forge, crc=1)


@attack("container")
def local_size_differs(forge):
    return local(forge, size=1)


@attack("container")
def local_compressed_size_differs(forge):
    return local(forge, compressed=1)


@attack("container")
def local_method_differs(forge):
    return local(forge, method=0)


@attack("container-altered")
def size_too_small_in_both(forge):
    return both(forge, size=10)


@attack("container-altered")
def size_too_large_in_both(forge):
    return both(forge, size=100_000)


@attack("container")
def data_descriptor(forge):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.local = {"flags": 8, "crc": 0, "compressed": 0, "size": 0}
    entry.central = {"flags": 8}
    entry.after = b"PK\7\x08" + struct.pack("<3I", *list(entry.fields().values())[5:8])
    return forge.zip(entries)


@attack("container")
def encrypted_flag(forge):
    return both(forge, flags=1)


@attack("container")
def utf8_flag(forge):
    return both(forge, flags=0x800)


@attack("container")
def bzip2_method(forge):
    return both(forge, method=12)


@attack("container")
def other_time(forge):
    return both(forge, time=1)


@attack("container")
def other_date(forge):
    return both(forge, date=0x5821)


@attack("container")
def other_version(forge):
    return both(forge, version=45)


@attack("container")
def made_on_unix(forge):
    return central(forge, made=0x0314)


@attack("container")
def symbolic_link(forge):
    return central(forge, made=0x0314, external=0xA1FF0000)


@attack("container")
def internal_attributes(forge):
    return central(forge, internal=1)


@attack("container")
def other_disk(forge):
    return central(forge, disk=1)


@attack("container")
def extra_field_in_the_local_header(forge):
    entries = forge.entries
    forge.one(entries, SHEET).extra = b"\x99\x99\0\0"
    return forge.zip(entries)


@attack("container")
def extra_field_in_the_directory(forge):
    return central(forge, extra=b"\x99\x99\0\0")


@attack("container")
def unicode_path_field(forge):
    name = b"\1" + struct.pack("<I", zlib.crc32(SHEET.encode())) + b"xl/worksheets/sheet2.xml"
    return central(forge, extra=struct.pack("<2H", 0x7075, len(name)) + name)


@attack("container")
def comment_of_an_entry(forge):
    entries = forge.entries
    forge.one(entries, SHEET).comment = b"x"
    return forge.zip(entries)


@attack("container")
def gap_between_entries(forge):
    entries = forge.entries
    forge.one(entries, SHEET).before = b"\0"
    return forge.zip(entries)


@attack("container")
def gap_before_the_directory(forge):
    return forge.zip(forge.entries, between=b"\0" * 16)


@attack("container")
def hidden_entry_not_in_the_directory(forge):
    entries = forge.entries
    hidden = altered(forge)
    hidden.hidden = True
    entries.insert(-3, hidden)
    return forge.zip(entries)


@attack("container")
def two_names_for_the_same_bytes(forge):
    entries = forge.entries
    twin = forge.one(forge.entries, SHEET)
    twin.name, twin.at = b"xl/worksheets/sheet3.xml", len(forge.zip(entries[:1])) - 90
    entries.insert(-3, twin)
    return forge.zip(entries)


@attack("container")
def directory_in_another_order(forge):
    entries = forge.entries
    return forge.zip(entries, directory=[entries[1], entries[0], *entries[2:]])


@attack("container")
def fewer_entries_counted(forge):
    return forge.zip(forge.entries, here=11, all=11)


@attack("container")
def counts_disagree(forge):
    return forge.zip(forge.entries, here=11)


@attack("container")
def more_entries_counted(forge):
    return forge.zip(forge.entries, here=13, all=13)


@attack("container")
def directory_offset_beyond_the_end(forge):
    return forge.zip(forge.entries, offset=0xFFFFFFF0)


@attack("container")
def directory_size_wrong(forge):
    return forge.zip(forge.entries, size=1)


@attack("container")
def several_disks(forge):
    return forge.zip(forge.entries, disk=1, first=1)


@attack("container")
def sheet_stored_instead_of_deflated(forge):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.method, entry.stream = 0, None
    return forge.zip(entries)


@attack("container")
def relationships_deflated_instead_of_stored(forge):
    entries = forge.entries
    forge.one(entries, forge.BOOK_RELS).method = 8
    return forge.zip(entries)


@attack("container")
def signature_deflated_instead_of_stored(forge):
    entries = forge.entries
    forge.one(entries, forge.SIGNATURE).method = 8
    return forge.zip(entries)


@attack("container-altered")
def entries_in_another_order(forge):
    entries = forge.entries
    entries[4], entries[5] = entries[5], entries[4]
    return forge.zip(entries)


@attack("signature-structure")
def content_types_not_first(forge):
    entries = forge.entries
    return forge.zip([entries[1], entries[0], *entries[2:]])


@attack("signature-structure")
def signature_not_last(forge):
    entries = forge.entries
    return forge.zip([entries[0], *entries[-3:], *entries[1:-3]])


@attack("signature-structure")
def origin_with_content(forge):
    return forge.zip(forge.with_content("_xmlsignatures/origin.sigs", b"x"))


@attack("container-altered")
def empty_part_added(forge):
    return forge.zip(forge.with_part("xl/empty.xml", b""))


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_tampered_container_is_refused(attack, word, causes, forge, judged):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes
