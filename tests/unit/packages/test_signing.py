"""Signing: what is refused before a file is written, and what the verdict then says."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.packages.opc import layout
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verdict import CAUSES, Cause, Verdict, Word, worst
from desktop_app.packages.verify import read_package, verify
from desktop_app.packages.wording import message, messages, next_step, word_text

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
SHOWN = {
    "name": "xl/x.xml",
    "count": 70_000,
    "kind": "KeyError",
    "version": "2.0",
    "unit": "330203",
    "person": "周立群",
    "role": "统计负责人",
    "expected": "330205",
    "first": "2024-01-01",
    "last": "2026-01-01",
    "day": "2025-01-01",
    "now": "2025-01-15",
    "minutes": 7,
    "days": 9,
}


def filled(sheets=1):
    """Return a writer with every part added, and its file."""
    file = io.BytesIO()
    writer = SealedWriter(file, sheets)
    for name in (layout.WORKBOOK, layout.STYLES, layout.THEME):
        writer.add(name, b"<x/>")
    for number in range(1, sheets + 1):
        writer.add(layout.sheet_name(number), b"<x/>" * number)
    return writer, file


@pytest.mark.parametrize("sheets", [1, 21])
@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_that_what_is_sealed_is_valid(sheets, algorithm, make_signer, authority):
    writer, file = filled(sheets)
    writer.finish(make_signer(algorithm=algorithm), NOW)
    verdict = verify(file.getvalue(), trust=[authority.certificate], now=NOW)
    assert (verdict.word, verdict.causes) == (Word.VALID, ())
    assert len(verdict.workbook.parts) == 7 + sheets + 3


def test_that_a_manifest_stays_within_thirty_references():
    assert len(layout.part_names(layout.MAX_SHEETS)) <= 30


def test_that_local_times_are_claimed_in_utc(signer, authority):
    writer, file = filled()
    china = dt.timezone(dt.timedelta(hours=8))
    writer.finish(signer, dt.datetime(2025, 1, 15, 16, 0, 0, 999_999, tzinfo=china))
    assert verify(file.getvalue(), trust=[authority.certificate], now=NOW).claimed_at == NOW


def test_that_a_clock_before_the_certificate_signs_nothing(signer):
    writer, _ = filled()
    with pytest.raises(UserError, match=r"起才有效.*2023-01-01"):
        writer.finish(signer, dt.datetime(2023, 1, 1, tzinfo=dt.UTC))


def test_that_a_certificate_that_has_ended_signs_nothing(signer):
    writer, _ = filled()
    with pytest.raises(UserError, match="到期"):
        writer.finish(signer, dt.datetime(2035, 1, 1, tzinfo=dt.UTC))


def test_that_a_key_with_the_certificate_of_another_signs_nothing(make_signer):
    one, other = make_signer(), make_signer()
    writer, _ = filled()
    with pytest.raises(UserError, match="不是一对"):
        writer.finish(KeySigner(one.key, other.certificate, other.chain), NOW)


def test_that_a_package_with_a_part_missing_is_a_fault_of_the_program(signer):
    writer = SealedWriter(io.BytesIO(), 1)
    with pytest.raises(ValueError, match="not added"):
        writer.finish(signer, NOW)
    with pytest.raises(ValueError, match="22"):
        SealedWriter(io.BytesIO(), 22)


def test_that_a_verified_workbook_gives_its_parts_again_from_the_same_bytes(package):
    workbook = package.workbook
    assert workbook.data == package.path.read_bytes()
    for name in workbook.parts:
        assert b"".join(workbook.container.blocks(name)) == workbook.read_part(name)
    with pytest.raises(KeyError):
        workbook.read_part("xl/absent.xml")


def test_that_the_file_is_told_missing_or_unreadable(tmp_path):
    with pytest.raises(UserError, match="找不到"):
        read_package(tmp_path / "absent.xlsx")
    with pytest.raises(UserError, match="读不出来"):
        read_package(tmp_path)


def test_that_no_more_than_the_cap_is_read(tmp_path, authority):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    data = read_package(path)
    assert len(data) == (64 << 20) + 1
    verdict = verify(data, trust=[authority.certificate], now=NOW)
    assert (verdict.word, verdict.causes[0].id) == (Word.INVALID, "not-a-workbook")


def test_that_a_fault_inside_the_verifier_is_invalid_and_named(monkeypatch, package, authority):
    def broken(data):
        raise RecursionError

    monkeypatch.setattr("desktop_app.packages.content.open_container", broken)
    verdict = verify(package.path.read_bytes(), trust=[authority.certificate], now=NOW)
    assert verdict.word is Word.INVALID
    assert verdict.causes == (Cause("fault", {"kind": "RecursionError"}),)


def test_that_verifying_needs_neither_database_nor_window():
    code = """
import sys
import desktop_app.packages.verify, desktop_app.packages.wording
heavy = ("PySide6", "sqlalchemy", "alembic", "openpyxl", "numpy", "desktop_app.store", "db",
         "desktop_app.indicators", "desktop_app.catalogue", "desktop_app.ui", "desktop_app.work")
found = [name for name in sys.modules for one in heavy if name == one or name.startswith(one + ".")]
sys.exit(str(found) if found else 0)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


# -- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cause", CAUSES)
def test_that_each_cause_has_a_sentence(cause):
    text = message(Cause(cause, SHOWN))
    assert text.endswith("。")
    assert "{" not in text


def test_that_all_right_is_said_too():
    assert "有效" in messages(Verdict("", ()))[0]


@pytest.mark.parametrize("word", list(Word))
def test_that_each_word_has_an_exit_code_a_text_and_one_next_step(word):
    assert word.exit_code == {"有效": 0, "有效但有提示": 0, "无法判定": 1}.get(word, 2)
    assert word_text(word) == word
    cause = next((one for one, (leads, _) in CAUSES.items() if leads is word), None)
    verdict = Verdict("", (Cause(cause, SHOWN),) if cause else ())
    assert verdict.word is word
    assert next_step(verdict)


def test_that_the_worst_word_wins():
    causes = tuple(Cause(one) for one in CAUSES)
    assert worst(causes) is Word.INVALID
    assert worst(tuple(one for one in causes if one.word is not Word.INVALID)) is Word.UNSIGNED
    assert worst(()) is Word.VALID


@pytest.mark.parametrize("word", list(Word))
def test_that_the_page_on_packages_lists_each_cause_by_its_word(word, root):
    page = (root / "docs" / "package.md").read_text(encoding="utf-8")
    line = next((one for one in page.splitlines() if one.startswith(f"| {word} |")), "")
    causes = {one for one, (leads, _) in CAUSES.items() if leads is word}
    assert set(re.findall(r"`([a-z-]+)`", line)) == causes
    assert not causes or f"| {word.exit_code} |" in line
