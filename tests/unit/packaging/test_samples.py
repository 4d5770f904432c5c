"""The sample data: made up, says so, of a district's size, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tomllib

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.domain.identifiers import is_org_code, is_uscc
from desktop_app.domain.patents import is_patent_no

FILES = ("1.企业及研发投入.xlsx", "2.专利台账.xls", "3.孵化器.csv", "corrections.toml")


@pytest.fixture(scope="module")
def samples(root):
    return root / "resources" / "samples"


def rows(path, sheet):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


@pytest.fixture(scope="module")
def register(samples):
    return [row for row in rows(samples / FILES[0], "企业名录") if isinstance(row[0], float)]


def test_that_they_are_made_anew_byte_for_byte(root, samples, tmp_path):
    command = [sys.executable, str(root / "packaging" / "make_samples.py"), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "1"})
    assert sorted(path.name for path in samples.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (samples / name).read_bytes(), name


@pytest.mark.parametrize("name", FILES[:2])
def test_that_each_sheet_says_that_it_is_made_up(samples, name):
    book = CalamineWorkbook.from_path(str(samples / name))
    for sheet in book.sheet_names:
        head = book.get_sheet_by_name(sheet).to_python()[:3]
        assert any("虚构" in str(row[0]) for row in head), sheet


def test_that_they_have_a_districts_size(samples, register):
    assert len({row[1].replace(" ", "") for row in register}) == 400
    for year in ("2022年", "2023年", "2024年"):
        assert 380 <= sum(isinstance(r[0], float) for r in rows(samples / FILES[0], year)) <= 400
    patents = [row[1] for row in rows(samples / FILES[1], "专利台账")[3:]]
    assert len(patents) == 1501
    text = (samples / FILES[2]).read_bytes().decode("gb18030")
    assert len({r[1] for r in csv.reader(io.StringIO(text)) if r and r[0].startswith("20")}) == 12


def test_that_the_codes_are_right_and_nobodys(register):
    import unicodedata

    codes = {unicodedata.normalize("NFKC", row[2]).upper() for row in register}
    assert len(codes) == 400
    assert all(is_uscc(code) and is_org_code(code[8:17]) for code in codes)
    assert {code[8:10] for code in codes} == {"MX"}


def test_that_one_patent_has_a_wrong_check_digit_and_no_serial_is_a_real_one(samples):
    cells = [row[1] for row in rows(samples / FILES[1], "专利台账")[3:]]
    assert sum(isinstance(cell, float) for cell in cells) == 12  # they lost their check digit
    numbers = [cell.removeprefix("ZL").strip() for cell in cells if isinstance(cell, str)]
    chinese = [number for number in numbers if not number.startswith("PCT")]
    dotted = [number for number in chinese if len(number) == 14]
    assert [number for number in dotted if not is_patent_no(number)] == ["202019123456.1"]
    assert all(number[5] == "9" for number in chinese[:-1])


def test_that_the_story_corrects_and_explains_enough(samples):
    story = tomllib.loads((samples / FILES[3]).read_text(encoding="utf-8"))
    assert len(story["corrections"]) >= 3
    assert len(story["explanations"]) >= 10
    assert all(len(each["text"]) >= 10 for each in story["explanations"])
    assert set(story["signoff"]) == {"head", "statistician", "filler", "phone"}


def test_that_the_text_file_needs_gb18030(samples):
    with pytest.raises(UnicodeDecodeError):
        (samples / FILES[2]).read_bytes().decode("gbk")
