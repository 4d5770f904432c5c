"""How people write: dates, codes and names in more than one way; banner and foot of a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from samples.carriers import Carrier
from samples.columns import Column
from samples.faults import SIGN_OFF

BANNER = "示例数据，均为虚构：企业、人员、专利和数字都不存在"

Cell = str | int | float | dt.date | None
Rows = list[list[Cell]]


def foot() -> str:
    """Return who signs below a sheet."""
    return (
        f"单位负责人：{SIGN_OFF['head']}    统计负责人：{SIGN_OFF['statistician']}    "
        f"填表人：{SIGN_OFF['filler']}    联系电话：{SIGN_OFF['phone']}    报出日期：2025年1月6日"
    )


def wide(text: str) -> str:
    """Return letters and digits as full-width signs, as an input method leaves them."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def day(number: int, day: dt.date) -> Cell:
    """Return a date in the ways that people write it."""
    written = (
        f"{day:%Y.}{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    )
    return written[number // 9 % 3] if number % 9 == 4 else day


def code(number: int, right: str) -> str:
    """Return a credit code, now and then in small or full-width letters."""
    if number % 61 == 7:
        return right.lower()
    return wide(right) if number % 97 == 11 else right


def name(number: int, right: str) -> str:
    """Return a name, now and then with spaces in it."""
    return f" {right[:6]} {right[6:]}" if number % 83 == 17 else right


def carrier_row(carrier: Carrier, year: int, columns: Sequence[Column], kind: str) -> list[Cell]:
    """Return the row of a carrier in a year."""
    return [
        f"{year}年",
        carrier.name,
        kind,
        carrier.level,
        carrier.operator,
        carrier.uscc,
        carrier.document,
        carrier.recognised,
        carrier.type,
        *(column.value(carrier.years[year], "千元") for column in columns),
    ]


def carrier_heads(name: str, columns: Sequence[Column]) -> list[str]:
    """Return the headings of a sheet of carriers."""
    lead = f"年度 {name}名称 载体类别 级别 运营单位 运营单位信用代码".split()
    papers = ["认定（备案）文号", "认定（备案）时间", "类型"]
    return [*lead, *papers, *(c.heading + "（千元）" * c.money for c in columns)]
