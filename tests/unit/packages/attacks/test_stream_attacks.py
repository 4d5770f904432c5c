"""Attacks by streams and sizes: hidden bytes, bombs, files that are something else."""

from __future__ import annotations

import functools
import zlib

import pytest

from tests.processor_time import done_within

ATTACKS = []
SHEET = "xl/worksheets/sheet1.xml"


def attack(*causes, word="无效"):
    """Note an attack with the causes of which one must be named first."""

    def keep(function):
        ATTACKS.append(pytest.param(function, word, causes, id=function.__name__))
        return function

    return keep


def streamed(forge, change):
    """Return the package with the sheet's stream rewritten, by content and by signature."""
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream = change(entry)
    return forge.zip(entries)


@attack("container-altered")
def same_content_deflated_otherwise(forge):
    return streamed(forge, lambda entry: forge.deflated(entry.content, 1))


@attack("container-altered")
def same_content_in_stored_blocks(forge):
    return streamed(forge, lambda entry: forge.deflated(entry.content, 0))


@attack("container-altered")
def stream_without_the_flush(forge):
    def change(entry):
        stream = zlib.compressobj(6, zlib.DEFLATED, -15)
        return stream.compress(entry.content) + stream.flush()

    return streamed(forge, change)


@attack("container-altered")
def bytes_after_the_stream(forge):
    return streamed(forge, lambda entry: entry.data + b"hidden")


@attack("container-altered")
def second_stream_after_the_first(forge):
    return streamed(forge, lambda entry: entry.data + entry.data)


@attack("container-altered")
def empty_block_in_the_middle(forge):
    return streamed(forge, lambda entry: entry.data[:-2] + b"\0\0\0\xff\xff\3\0")


@attack("container-altered")
def padding_bit_in_the_final_block(forge):
    return streamed(forge, lambda entry: entry.data[:-1] + b"\x80")


@attack("too-many-parts")
def seventy_thousand_entries(forge):
    entries = forge.entries
    more = [forge.Raw(b"xl/x%d.xml" % n, b"", 0) for n in range(65_000)]
    return forge.zip(entries + more)


@functools.cache
def half_a_gigabyte_of_zeros():
    stream = zlib.compressobj(1, zlib.DEFLATED, -15)
    megabyte = bytes(1 << 20)
    data = b"".join(stream.compress(megabyte) for _ in range(512))
    return data + stream.flush(zlib.Z_FULL_FLUSH) + stream.flush()


@attack("inflates-too-large")
def bomb_of_half_a_gigabyte(forge):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream, sizes = half_a_gigabyte_of_zeros(), {"size": 512 << 20}
    entry.local = entry.central = sizes
    return forge.zip(entries)


@attack("container-altered")
def bomb_that_states_a_small_size(forge):
    entries = forge.entries
    forge.one(entries, SHEET).stream = half_a_gigabyte_of_zeros()
    return forge.zip(entries)


@attack("inflates-too-large")
def two_megabytes_of_zeros(forge):
    return forge.zip(forge.with_content(SHEET, bytes(2 << 20)))


@attack("inflates-too-large")
def many_parts_that_are_too_large_together(forge):
    entries = forge.entries
    for n in range(30):
        size = {"size": 10 << 20}
        entries.append(
            forge.Raw(b"xl/x%d.xml" % n, b"", 8, bytes(100_000), local=size, central=size)
        )
    return forge.zip(entries)


@attack("too-large")
def file_over_the_cap(forge):
    return forge.genuine + bytes(64 << 20)


@attack("empty-file")
def nothing_at_all(_forge):
    return b""


@attack("not-a-workbook")
def some_text(_forge):
    return "甬能科技".encode() * 100


@attack("not-a-workbook")
def an_empty_zip(_forge):
    return b"PK\5\6" + bytes(18)


@attack("not-a-workbook")
def a_zip_of_something_else(forge):
    return forge.zip([forge.Raw(b"readme.txt", b"x")])


@attack("encrypted")
def a_workbook_with_an_opening_password(_forge):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@attack("container")
def only_the_end_is_missing(forge):
    return forge.genuine[:-1]


@attack("container")
def only_half_of_it(forge):
    return forge.genuine[: len(forge.genuine) // 2]


@attack("not-a-workbook")
def only_four_bytes(forge):
    return forge.genuine[:4]


@attack("container")
def mended_line_ends(forge):
    return forge.genuine.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(("attack", "word", "causes"), ATTACKS)
def test_that_a_tampered_stream_is_refused(attack, word, causes, forge, judged):
    data = attack(forge)
    assert data != forge.genuine
    verdict = judged(data)
    assert verdict.word == word, verdict.causes
    assert verdict.workbook is None
    assert verdict.causes[0].id in causes, verdict.causes


@pytest.mark.parametrize(
    "attack",
    [
        bomb_of_half_a_gigabyte,
        bomb_that_states_a_small_size,
        many_parts_that_are_too_large_together,
        seventy_thousand_entries,
        file_over_the_cap,
    ],
)
def test_that_what_is_over_a_cap_is_refused_in_half_a_second(attack, forge, judged):
    data = attack(forge)
    assert done_within(0.5, lambda: judged(data)).word == "无效"


def test_that_a_signed_bomb_is_cut_off_at_the_size_it_states(forge, judged):
    entries = forge.entries
    forge.one(entries, SHEET).stream = half_a_gigabyte_of_zeros()
    data = forge.resigned(entries)
    verdict = done_within(0.5, lambda: judged(data))
    assert [cause.id for cause in verdict.causes] == ["part-broken"]


def empty_blocks():
    """Return 23 bytes that hold two deflate blocks, each with its own code and no content."""
    lengths = {18: 1, 0: 2, 1: 2}
    order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1]
    numbers = [(0, 1), (2, 2), (0, 5), (0, 5), (14, 4)]
    numbers += [(lengths.get(symbol, 0), 3) for symbol in order]
    # 256 unused codes, one for the end of the block, one unused distance, the end of the block.
    numbers += [(0, 1), (127, 7), (0, 1), (107, 7), (3, 2), (1, 2), (0, 1)]
    bits = [number >> at & 1 for number, size in numbers for at in range(size)] * 2
    return bytes(
        sum(bit << at for at, bit in enumerate(bits[start : start + 8]))
        for start in range(0, len(bits), 8)
    )


def test_that_a_signed_stream_of_empty_blocks_is_given_up(forge, judged):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream = empty_blocks() * (60_000_000 // 23) + b"\0\0\0\xff\xff\3\0"
    entry.content = b""
    entry.local = entry.central = {"size": 1}
    assert zlib.decompress(entry.stream[:23_000] + entry.stream[-7:], -15) == b""
    # Signed by whoever: what a stranger can make must not hold us up either.
    verdict = judged(forge.resigned(entries))
    assert [cause.id for cause in verdict.causes] == ["inflates-too-slowly"]


def unflushed(entry):
    stream = zlib.compressobj(6, zlib.DEFLATED, -15)
    return stream.compress(entry.content) + stream.flush()


def padded(entry):
    # The bits between the flush's header and the byte boundary are nobody's.
    tail = bytearray(entry.data)
    tail[-7] |= 0x80
    assert zlib.decompress(bytes(tail), -15) == entry.content
    return bytes(tail)


def longer(entry):
    stream = zlib.compressobj(6, zlib.DEFLATED, -15)
    start = stream.compress(entry.content + b" ") + stream.flush(zlib.Z_FULL_FLUSH)
    return start + stream.flush()


BROKEN_STREAMS = {
    "no flush": unflushed,
    "padding bit before the flush": padded,
    "padding bit at the end": lambda entry: entry.data[:-1] + b"\x80",
    "bytes after": lambda entry: entry.data + b"hidden",
    "second stream": lambda entry: entry.data * 2,
    "no end": lambda entry: entry.data[:-2] + b"\0\0\0\xff\xff",
    "nothing but an end": lambda entry: b"\0\0\xff\xff\3\0",
    "garbage": lambda entry: b"\xff" * 50 + entry.data[-6:],
    "other size": longer,
}


@pytest.mark.parametrize("change", BROKEN_STREAMS.values(), ids=BROKEN_STREAMS)
def test_that_a_stream_in_another_form_is_refused_even_when_signed(change, forge, judged):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.stream = change(entry)
    verdict = judged(forge.resigned(entries))
    assert [cause.id for cause in verdict.causes] == ["part-broken"]


@pytest.mark.parametrize("wrong", [{"crc": 1}, {"size": 10}, {"size": 100_000}], ids=str)
def test_that_wrong_sizes_and_sums_are_refused_even_when_signed(wrong, forge, judged):
    entries = forge.entries
    entry = forge.one(entries, SHEET)
    entry.local = entry.central = wrong
    verdict = judged(forge.resigned(entries))
    assert [cause.id for cause in verdict.causes] == ["part-broken"]
