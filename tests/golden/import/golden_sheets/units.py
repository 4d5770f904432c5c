"""Units in every place, and units that cannot be."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xlsx import xlsx


@case("比例.xlsx")
def shares(path: Path) -> None:
    """Percentages with and without their sign, and as shares of one."""
    rows = grid("""
2023年研发费用加计扣除台账（元）
企业名称 | 信用代码 | 加计扣除额 | 加计扣除比例（%）
{甲} | {A} | =1000 | =100
{乙} | {B} | =2000 | 75%
{丙} | {C} | =3000 | １００％
{丁} | {D} | =4000 | 百分之七十五
{戊} | {E} | =5000 | 无
""")
    xlsx(path, {"台账": rows})
