"""The container: one form, read back whole, within its caps."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.packages.opc import container as module
from desktop_app.packages.opc.container import CanonicalZip, read_container
from desktop_app.packages.opc.deflate import Deflater, deflate
from desktop_app.packages.verdict import Refused


def written(parts):
    file = io.BytesIO()
    container = CanonicalZip(file)
    container.add_stored("[Content_Types].xml", b"<Types/>")
    for name, content in parts:
        container.add_deflated(name, deflate(content))
    container.close()
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=3_000), max_size=5), st.integers(0, 3_000))
def test_that_what_goes_in_comes_out(contents, zeros):
    parts = [(f"xl/part{n}.xml", content + bytes(zeros)) for n, content in enumerate(contents)]
    container = read_container(written(parts))
    assert list(container.entries) == ["[Content_Types].xml", *(name for name, _ in parts)]
    for name, content in parts:
        assert b"".join(container.blocks(name)) == content


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(0, 2**32), st.integers(1, 400_000))
def test_that_no_stream_of_ours_is_taken_for_one_with_padding(level, seed, size):
    chance = random.Random(seed)
    words = [b"<c r='A1'>", b"0", b"<v>", b"</v>", bytes(chance.randrange(40)), b"\xe7\x94\xac"]
    content = b"".join(chance.choices(words, k=size // 4 + 1))
    part = deflate(content, level)
    file = io.BytesIO()
    container = CanonicalZip(file)
    container.add_deflated("xl/a.xml", part)
    container.close()
    assert b"".join(read_container(file.getvalue()).blocks("xl/a.xml")) == content


def test_that_other_programs_read_it():
    data = written([("xl/a.xml", "甬".encode() * 1000), ("xl/b.xml", b"b")])
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        assert other.testzip() is None
        assert other.read("xl/b.xml") == b"b"


def test_that_pieces_give_the_same_part_as_the_whole():
    deflater = Deflater()
    for piece in (b"ab", b"", b"cd" * 10_000):
        deflater.write(piece)
    whole = b"ab" + b"cd" * 10_000
    part = deflater.finish()
    assert part.sha256 == hashlib.sha256(whole).digest()
    assert (part.size, part.crc) == (len(whole), deflate(whole).crc)
    assert b"".join(part.blocks)[-6:] == b"\0\0\xff\xff\3\0"


def test_that_the_digest_is_that_of_all_bytes_so_far():
    file = io.BytesIO()
    container = CanonicalZip(file)
    container.add_stored("[Content_Types].xml", b"<Types/>")
    assert container.sha256 == hashlib.sha256(file.getvalue()).digest()


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "a b.xml", "甬.xml", "", "a//b", "a."])
def test_that_a_strange_name_cannot_be_written(name):
    with pytest.raises(ValueError, match="no name"):
        CanonicalZip(io.BytesIO()).add_deflated(name, deflate(b"x"))


def test_that_a_name_cannot_be_written_twice():
    container = CanonicalZip(io.BytesIO())
    container.add_deflated("xl/a.xml", deflate(b"x"))
    with pytest.raises(ValueError, match="no name"):
        container.add_deflated("XL/A.xml", deflate(b"x"))


def test_that_relationships_cannot_be_written_compressed():
    with pytest.raises(ValueError, match="wrong way"):
        CanonicalZip(io.BytesIO()).add_deflated("_rels/.rels", deflate(b"x"))


def test_that_the_writer_names_the_part_that_passes_a_cap(monkeypatch):
    container = CanonicalZip(io.BytesIO())
    with pytest.raises(Refused, match="inflates-too-large") as refused:
        container.add_deflated("xl/zeros.xml", deflate(bytes(2 << 20)))
    assert refused.value.cause.shown == {"name": "xl/zeros.xml"}
    monkeypatch.setattr(module, "MAX_FILE", 1000)
    with pytest.raises(Refused, match="too-large") as refused:
        container.add_deflated("xl/large.xml", deflate(random.Random(1).randbytes(2000)))
    assert refused.value.cause.shown == {"name": "xl/large.xml"}


def test_that_the_writer_holds_the_cap_on_entries(monkeypatch):
    monkeypatch.setattr(module, "MAX_ENTRIES", 2)
    container = CanonicalZip(io.BytesIO())
    container.add_deflated("a", deflate(b"x"))
    container.add_deflated("b", deflate(b"x"))
    with pytest.raises(Refused, match="too-many-parts"):
        container.add_deflated("c", deflate(b"x"))


def test_that_the_directory_counts_for_the_cap_too(monkeypatch):
    container = CanonicalZip(io.BytesIO())
    container.add_deflated("a", deflate(b"x"))
    monkeypatch.setattr(module, "MAX_FILE", 60)
    with pytest.raises(Refused, match="too-large"):
        container.close()


@pytest.mark.parametrize("made_by", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_that_zips_of_other_programs_are_refused(made_by):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", made_by) as other:
        other.writestr("xl/a.xml", "x" * 100)
    with pytest.raises(Refused, match="container"):
        read_container(file.getvalue())
