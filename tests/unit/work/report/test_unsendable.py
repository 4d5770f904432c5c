"""What an older version has stored, and the city would not take."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import Explained
from desktop_app.work.report.unsendable import refuse_unfit_beside, sendable

DUE = ("d1", "f1", "2024", "reported", None)


@pytest.fixture
def firms(ws):
    """Make records of firms from their names."""
    form = ws.catalogue.form("firm")

    def make(*names):
        empty = dict.fromkeys(stored_columns(form))
        return [
            tuple((empty | {"uid": f"f{number}", "name": name, "town": "古林镇"}).values())
            for number, name in enumerate(names)
        ]

    return form, make


def explained(message="研发费用比上年增长 80%", text="新厂投产"):
    row = ("e1", "2024", "ENT-003", "firm_period", "p1", text, "[]")
    return Explained("宁波甬能科技有限公司", "核实", "企业分期", message, row)


def test_that_records_as_they_are_typed_now_pass_as_they_are(firms):
    form, make = firms
    rows = make("宁波甬能科技有限公司", "宁波北仑电机厂", None)
    assert list(sendable(form, iter(rows))) == rows


def test_that_each_name_with_a_sign_that_nobody_sees_is_told(firms):
    form, make = firms
    rows = make("甬\u200b江电机厂", "宁波北仑电机厂", "北\ufeff岸")
    with pytest.raises(UserError) as refused:
        list(sendable(form, iter(rows)))
    said = refused.value.message
    assert "“企业”的“单位详细名称”" in said
    assert "甬[U+200B]江电机厂" in said
    assert "北[U+FEFF]岸" in said
    assert "北仑" not in said


def test_that_what_stands_beside_may_hold_lines(ws):
    refuse_unfit_beside([explained(text="新厂投产\n已核实")], [DUE], ws.catalogue)


@pytest.mark.parametrize(
    ("given", "due", "sheet"),
    [
        (explained(text="电话 \u202d13800000000\u202c"), DUE, "审核说明"),
        (explained(text="长" * 8001), DUE, "审核说明"),
        (explained(), (*DUE[:4], "停产\u202e"), "清单"),
    ],
    ids=["an explanation that is turned", "one that is too long", "a reason that is turned"],
)
def test_that_what_cannot_stand_beside_the_records_is_told(given, due, sheet, ws):
    with pytest.raises(UserError, match=f"“{sheet}”"):
        refuse_unfit_beside([given], [due], ws.catalogue)
