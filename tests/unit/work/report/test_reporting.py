"""What a report needs before it is signed off."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.work.edit import add_record
from desktop_app.work.report.reporting import SignOff, sign_off


@pytest.mark.parametrize("head", ["", " ", "\u3164", "\u200b\u2800"])
def test_that_nobody_answers_for_a_report_with_a_name_that_cannot_be_seen(head, ws):
    add_record(ws, "unit_total", {"indicator": "A1", "value": "1"}, period="2024")
    before = ws.store.dump()
    with pytest.raises(UserError, match="签署栏缺"):
        sign_off(ws, "2024", SignOff(head, "乙", "丙", "0574-87654321"))
    assert ws.store.dump() == before
