"""Handing a file out, the last thing that is done with it."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.work.hand_out import _give
from desktop_app.work.report.sent import half_folder


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / ".package.xlsx.1-a.part"
    path.write_bytes(b"a package")
    return path


def test_that_a_package_gets_its_name_over_what_was_there(copy, tmp_path):
    out = tmp_path / "package.xlsx"
    out.write_bytes(b"an older one")
    assert _give(copy, out, tmp_path / "kept.xlsx") == out
    assert out.read_bytes() == b"a package"
    assert not copy.exists()


def test_that_a_package_whose_name_cannot_be_had_lies_beside_it(copy, tmp_path):
    out = tmp_path / "package.xlsx"
    out.mkdir()
    given = _give(copy, out, tmp_path / "kept.xlsx")
    assert given == tmp_path / "package-2.xlsx"
    assert given.read_bytes() == b"a package"


def test_that_without_a_folder_to_lie_in_the_kept_one_is_named(copy, tmp_path):
    out = tmp_path / "pulled out" / "package.xlsx"
    with pytest.raises(UserError) as refused:
        _give(copy, out, tmp_path / "kept.xlsx")
    assert "kept.xlsx" in refused.value.hint
    assert not copy.exists()


def test_that_one_that_awaits_a_signature_is_named_where_it_is_kept(copy, tmp_path):
    half = half_folder(tmp_path) / "kept.xlsx"
    half.parent.mkdir()
    half.write_bytes(b"a package")
    with pytest.raises(UserError) as refused:
        _give(copy, tmp_path / "pulled out" / "package.xlsx", tmp_path / "kept.xlsx")
    assert str(half) in refused.value.hint
