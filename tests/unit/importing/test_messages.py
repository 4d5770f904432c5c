from __future__ import annotations

import re

from desktop_app.importing import messages
from desktop_app.importing.messages import column_reason, remark_text, row_message, skip_text
from desktop_app.importing.model import Remark


def codes_of(table):
    return set(table().keys())


def test_that_every_reason_and_flag_is_listed_in_the_docs(root):
    page = (root / "docs" / "import.md").read_text("utf-8")
    listed = set(re.findall(r"[a-z_]+", page))
    assert codes_of(messages._reasons) | codes_of(messages._flags) <= listed


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
