"""Lists of incubators and makerspaces together, with columns that both have."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls


@case("两类载体.et")
def both_kinds(path: Path) -> None:
    """Areas, income and mentors of both kinds in one column each; tenants of one kind alone."""
    rows = grid("""
2023年孵化载体统计表
载体名称 | 载体类别 | 使用总面积（平方米） | 总收入（万元） | 创业导师数 | 在孵企业数
示例科创园 | 孵化器 | =20000 | =120 | =10 | =60
示例空间 | 众创空间 | =1500 | =30 | =5 |
示例农场 | 众创空间 | 800 | 约20 | 无 | =7
""")
    xls(path, {"载体": rows})
