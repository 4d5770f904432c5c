from __future__ import annotations

import json
import re

import pytest

from desktop_app.domain.reasons import Reason
from desktop_app.importing import messages
from desktop_app.importing.messages import column_reason, remark_text, row_message, skip_text
from desktop_app.importing.model import NOTES, Remark


def codes_of(table):
    return set(table().keys())


@pytest.fixture(scope="module")
def section(root):
    """Return what gives the text below a heading of the page on imports."""
    page = (root / "docs" / "import.md").read_text("utf-8")
    return lambda heading: page.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def listed(text):
    """Return the codes in the first column of a table."""
    cells = re.findall(r"^\| ([a-z_, ]+) \|", text, re.MULTILINE)
    return {code.strip() for cell in cells for code in cell.split(",")} - {"code"}


def test_that_the_docs_list_every_reason_and_flag_and_no_other(section):
    reasons, flags = listed(section("Reasons for refusing a row")), listed(section("Flags"))
    assert codes_of(messages._reasons) <= reasons
    assert codes_of(messages._flags) - NOTES <= flags
    # Where a text waits beside its field it says why in the words of the field.
    known = codes_of(messages._reasons) | {reason.value for reason in Reason}
    assert reasons <= known
    assert flags <= known | codes_of(messages._flags)


def test_that_the_docs_list_every_way_in_which_a_row_is_skipped(section):
    said = set(
        re.findall(r"[a-z_]+", section("Rows that are skipped").replace("and of whole sheets", ""))
    )
    assert said == {code for code in said if messages.skip_text(code) != code}


def test_that_the_docs_list_whatever_a_golden_workbook_tells(root, section):
    told = listed(section("Flags")) | listed(section("Reasons for refusing a row"))
    folder = root / "tests" / "golden" / "import" / "expected"
    found = {
        code
        for path in folder.glob("*.json")
        for code in told_in(json.loads(path.read_text("utf-8")))
    }
    assert found
    assert found <= told


def told_in(said):
    """Yield every flag and reason that is expected anywhere."""
    if isinstance(said, dict):
        for key, one in said.items():
            if key in {"flags", "refuse", "sums"}:
                yield from (code.partition("@")[0] for code in one)
            else:
                yield from told_in(one)
    elif isinstance(said, list):
        for one in said:
            yield from told_in(one)


def test_that_a_message_names_its_column_and_quotes_the_cell():
    remark = Remark("wrong_check_digit", 2, "91330203MA2TE5T1XC")
    assert row_message(remark, "信用代码") == "信用代码：“91330203MA2TE5T1XC”校验位不对，与原件核对"


def test_that_a_reason_of_the_field_speaks_as_the_form_does():
    assert remark_text(Remark("not_a_number")) == "不是数，只写数字，如 1,234"


def test_that_no_message_leaves_a_gap_unfilled():
    for code in codes_of(messages._reasons) | codes_of(messages._flags):
        assert "{" not in remark_text(Remark(code, 0, "甲", "乙"))


def test_that_skipped_rows_and_columns_left_out_are_called_by_name():
    assert skip_text("total") == "合计行"
    assert column_reason("unknown") == "无对应字段"
