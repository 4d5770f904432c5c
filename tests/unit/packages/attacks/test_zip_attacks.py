"""More attacks on the container, from the zip format itself: what its readers disagree about."""

from __future__ import annotations

import struct
import zlib

import pytest

ATTACKS = []
SHEET = "xl/worksheets/sheet1.xml"
EMPTY_END = b"PK\5\6" + bytes(18)


def attack(*causes, word="无效"):
    """Note an attack with the causes of which one must be named first."""

    def keep(function):
        ATTACKS.append(pytest.param(function, word, causes, id=function.__name__))
        return function

    return keep


def sheet_with(forge, **changes):
    """Return the package with the sheet's entry written otherwise."""
    entries = forge.entries
    for name, value in changes.items():
        setattr(forge.one(entries, SHEET), name, value)
    return forge.zip(entries)


def flagged(forge, **fields):
    """Return the package with other values in both headers of the sheet."""
    return sheet_with(forge, local=fields, central=fields)


def extra_field(kind, content):
    return struct.pack("<2H", kind, len(content)) + content


# -- more than one directory -------------------------------------------------------------------


@attack("container")
def two_directories_the_second_of_an_altered_sheet(forge):
    other = forge.zip(forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>"))
    start = other.index(b"PK\1\2")
    return forge.genuine + other[start:]


@attack("container")
def two_directories_the_first_of_an_altered_sheet(forge):
    other = forge.zip(forge.replaced(SHEET, "<v>1548</v>", "<v>9548</v>"))
    start = forge.genuine.index(b"PK\1\2")
    return forge.genuine[:start] + other[other.index(b"PK\1\2") :] + forge.genuine[start:]


@attack("container")
def end_record_doubled(forge):
    return forge.genuine + forge.genuine[-22:]


@attack("container")
def end_record_in_front_of_the_directory(forge):
    return forge.zip(forge.entries, between=EMPTY_END)


@attack("container")
def end_record_that_promises_a_comment(forge):
    return forge.genuine[:-2] + b"\x0a\0"


@attack("container")
def comment_of_the_longest_kind(forge):
    return forge.zip(forge.entries, comment=b"\0" * 0xFFFF)


@attack("part-doubled")
def directory_record_doubled(forge):
    entries = forge.entries
    return forge.zip(entries, directory=[*entries, entries[-1]])


@attack("container")
def archive_extra_data_record(forge):
    return forge.zip(forge.entries, between=b"PK\6\x08" + struct.pack("<I", 4) + b"data")


@attack("container")
def digital_signature_record_behind_the_directory(forge):
    record = b"PK\5\5" + struct.pack("<H", 4) + b"sign"
    return forge.genuine[:-22] + record + forge.genuine[-22:]


@attack("not-a-workbook")
def marker_of_a_spanned_archive_in_front(forge):
    return forge.zip(forge.entries, lead=b"PK00")


@attack("not-a-workbook")
def a_picture_in_front(forge):
    return forge.zip(forge.entries, lead=b"GIF89a" + bytes(32))


@attack("container")
def block_of_another_signature_scheme_before_the_directory(forge):
    size = struct.pack("<Q", 24)
    return forge.zip(forge.entries, between=size + size + b"APK Sig Block 42")


# -- zip64 --------------------------------------------------------------------------------------


@attack("container", "too-many-parts")
def zip64_end_record_with_other_counts(forge):
    entries = forge.entries
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, 46, 0)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, 0, 1)
    data = forge.zip(entries, here=0xFFFF, all=0xFFFF)
    return data[:-22] + record + locator + data[-22:]


@attack("container", "too-many-parts")
def counts_that_stand_for_zip64_without_it(forge):
    return forge.zip(forge.entries, here=0xFFFF, all=0xFFFF)


@attack("container")
def directory_offset_that_stands_for_zip64(forge):
    return forge.zip(forge.entries, offset=0xFFFFFFFF)


@attack("container", "inflates-too-large")
def sizes_that_stand_for_zip64(forge):
    sizes = {"size": 0xFFFFFFFF, "compressed": 0xFFFFFFFF}
    return flagged(forge, **sizes)


@attack("container")
def zip64_field_beside_true_sizes(forge):
    entry = forge.one(forge.entries, SHEET)
    lie = extra_field(1, struct.pack("<2Q", 1, len(entry.data)))
    return sheet_with(forge, extra=lie, central={"extra": lie})


@attack("container")
def entry_offset_in_a_zip64_field(forge):
    lie = extra_field(1, struct.pack("<Q", 0))
    return sheet_with(forge, central={"extra": lie, "offset": 0xFFFFFFFF})


# -- headers and flags --------------------------------------------------------------------------


@attack("container")
def descriptor_without_its_flag(forge):
    entry = forge.one(forge.entries, SHEET)
    sums = struct.pack("<3I", zlib.crc32(entry.content), len(entry.data), len(entry.content))
    return sheet_with(forge, after=b"PK\7\x08" + sums)


@attack("container")
def descriptor_flag_without_a_descriptor(forge):
    return flagged(forge, flags=8)


@attack("container")
def descriptor_that_says_otherwise(forge):
    lie = struct.pack("<3I", 1, 1, 1)
    return sheet_with(forge, local={"flags": 8}, central={"flags": 8}, after=b"PK\7\x08" + lie)


@attack("container")
def compression_level_in_the_flags(forge):
    return flagged(forge, flags=2)


@attack("container")
def patched_data_flag(forge):
    return flagged(forge, flags=1 << 5)


@attack("container")
def strong_encryption_flag(forge):
    return flagged(forge, flags=1 << 6 | 1)


@attack("container")
def masked_header_flag(forge):
    return flagged(forge, flags=1 << 13)


@attack("container")
def flags_in_the_directory_alone(forge):
    return sheet_with(forge, central={"flags": 1 << 11})


@attack("container")
def deflate64_method(forge):
    return flagged(forge, method=9)


@attack("container")
def lzma_method(forge):
    return flagged(forge, method=14)


@attack("container")
def zstandard_method(forge):
    return flagged(forge, method=93)


@attack("container")
def aes_method_with_its_field(forge):
    field = extra_field(0x9901, b"\2\0AE\3\x08\0")
    fields = {"method": 99, "flags": 1}
    return sheet_with(forge, extra=field, local=fields, central={**fields, "extra": field})


@attack("container")
def times_of_another_system_in_a_field(forge):
    field = extra_field(0x5455, b"\1" + bytes(4))
    return sheet_with(forge, extra=field, central={"extra": field})


@attack("container")
def unicode_comment_field(forge):
    field = extra_field(0x6375, b"\1" + bytes(4) + b"x")
    return sheet_with(forge, central={"extra": field})


@attack("container")
def field_longer_than_it_says(forge):
    return sheet_with(forge, extra=struct.pack("<2H", 0xCAFE, 0xFFFF) + b"x")


@attack("container")
def version_of_zip64_needed(forge):
    return flagged(forge, version=45)


@attack("container-altered")
def stored_sheet_called_deflated(forge):
    content = forge.one(forge.entries, SHEET).content
    return sheet_with(forge, stream=content)


@attack("container-altered")
def sheet_of_no_bytes(forge):
    return sheet_with(forge, stream=b"")


@attack("container", "inflates-too-large")
def sizes_larger_than_the_file(forge):
    return flagged(forge, compressed=0x7FFFFFFF)


# -- entries that overlap -----------------------------------------------------------------------


@attack("container")
def entry_inside_the_data_of_another(forge):
    """The header of the twin stands where the sheet's data is: each reader takes other bytes."""
    entries = forge.entries
    host = forge.one(entries, "xl/theme/theme1.xml")
    inner = forge.Raw(b"xl/worksheets/sheet3.xml", b"<worksheet/>")
    host.method, host.content = 0, inner.local_header() + inner.data
    host.stream = None
    inner.at = forge.zip(entries).index(inner.local_header())
    entries.insert(-3, inner)
    return forge.zip(entries)


@attack("container")
def entries_quoted_one_inside_the_other(forge):
    """As bombs do it: one kernel of data that many entries share."""
    entries = forge.entries
    sheet = forge.one(entries, SHEET)
    start = forge.zip(entries).index(sheet.local_header())
    for number in range(3, 9):
        twin = forge.Raw(f"xl/worksheets/sheet{number}.xml".encode(), sheet.content, at=start)
        entries.insert(-3, twin)
    return forge.zip(entries)


@attack("container")
def offsets_of_two_entries_swapped(forge):
    entries = forge.entries
    first, second = entries[2], entries[3]
    places = [forge.zip(entries).index(one.local_header()) for one in (first, second)]
    first.central, second.central = {"offset": places[1]}, {"offset": places[0]}
    return forge.zip(entries)


@attack("container")
def entry_that_begins_beyond_the_file(forge):
    return sheet_with(forge, central={"offset": 0x7FFFFFFF})


@attack("container")
def entry_that_begins_in_the_directory(forge):
    return sheet_with(forge, central={"offset": forge.genuine.index(b"PK\1\2")})


# -- names --------------------------------------------------------------------------------------


def named(forge, name, flags=0):
    """Return the package with one more entry of this name."""
    entries = forge.entries
    fields = {"flags": flags}
    entries.insert(-3, forge.Raw(name, b"<x/>", local=fields, central=fields))
    return forge.zip(entries)


@attack("part-name")
def name_with_a_combining_mark(forge):
    return named(forge, "xl/worksheets/sheet1́.xml".encode(), 1 << 11)


@attack("part-name")
def name_with_a_letter_that_folds_to_k(forge):
    return named(forge, "xl/wor\u212asheets/sheet1.xml".encode(), 1 << 11)


@attack("part-name")
def name_with_a_zero_width_space(forge):
    return named(forge, "xl/worksheets/sheet1\u200b.xml".encode(), 1 << 11)


@attack("part-name")
def name_with_an_empty_segment(forge):
    return named(forge, b"xl//worksheets/sheet1.xml")


@attack("part-name")
def name_with_a_stream_of_its_own(forge):
    return named(forge, b"xl/workbook.xml:other")


@attack("part-name")
def name_that_ends_in_spaces(forge):
    return named(forge, b"xl/worksheets/sheet1.xml  ")


@attack("part-name")
def name_that_goes_on_behind_a_nul(forge):
    return named(forge, b"xl/worksheets/sheet1.xml\0.txt")


@attack("part-name")
def name_with_a_tab(forge):
    return named(forge, b"xl/worksheets/\tsheet1.xml")


@attack("part-type", "container-altered")
def name_of_a_device(forge):
    return named(forge, b"xl/CON.xml")


@attack("container", "part-type", "container-altered")
def name_of_sixty_thousand_letters(forge):
    return named(forge, b"x" * 60_000)


@attack("container")
def name_shorter_in_the_directory(forge):
    return sheet_with(forge, central={"name": SHEET[:-1].encode()})


@attack("part-doubled")
def content_types_doubled_in_other_case(forge):
    return named(forge, b"[Content_Types].xml")


@attack("part-name")
def content_types_in_other_case(forge):
    return named(forge, b"[content_types].xml")


@attack("part-name")
def piece_of_an_interleaved_part(forge):
    """OPC lets a part come in pieces; nobody needs that, and readers differ."""
    return named(forge, b"xl/worksheets/sheet1.xml/[0].piece")


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_zip_that_readers_see_differently_is_refused(attack, word, causes, forge, judged):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word, verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes


# -- streams that the very key has signed -------------------------------------------------------

_FLUSHED = b"\0\0\xff\xff\3\0"


def reserved_block(_entry):
    return b"\x07" + _FLUSHED


def distance_before_the_start(_entry):
    # A fixed-code block: one match of three bytes, one byte back, with nothing before it.
    return b"\x02\x02\x00" + b"\0" + _FLUSHED


def zlib_header(entry):
    return b"\x78\x9c" + entry.data


def gzip_header(entry):
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + entry.data


def final_block_first(entry):
    whole = zlib.compressobj(6, zlib.DEFLATED, -15)
    return whole.compress(entry.content) + whole.flush() + entry.data


def stored_block_with_wrong_length(_entry):
    return b"\0\x05\0\x05\0hello" + _FLUSHED


def dictionary_that_nobody_has(entry):
    stream = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=entry.content)
    return stream.compress(entry.content) + stream.flush(zlib.Z_FULL_FLUSH) + stream.flush()


def flushed_twice(entry):
    return entry.data[:-2] + b"\0\0\0\xff\xff\3\0"


def last_block_dynamic(entry):
    return entry.data[:-2] + b"\x05\xc0\x01\t\0\0\0\x80\xa0\xfe\xaf\x06"


@pytest.mark.parametrize(
    "stream",
    [
        reserved_block,
        distance_before_the_start,
        zlib_header,
        gzip_header,
        final_block_first,
        stored_block_with_wrong_length,
        dictionary_that_nobody_has,
        last_block_dynamic,
    ],
)
def test_that_a_stream_that_inflates_otherwise_is_refused_even_when_signed(stream, forge, judged):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream = stream(entry)
    verdict = judged(forge.resigned(entries))
    assert [cause.id for cause in verdict.causes] == ["part-broken"]


def test_that_an_empty_block_more_changes_nothing_that_is_read_but_the_seal(forge, judged):
    """The key's owner may cut a stream into blocks as he likes; nobody else may."""
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream = flushed_twice(entry)
    assert judged(forge.zip(entries)).causes[0].id == "container-altered"
    assert judged(forge.resigned(entries)).word == "有效"
