"""Patents: their numbers in every style, their owners, and what is no patent."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text


@case("公开与授权.csv")
def publications_beside(path: Path) -> None:
    """Application numbers beside publication numbers, and more columns than anyone needs."""
    rows = grid("""
公开（公告）号 | 申请号 | 标题 | 申请日 | 公开（公告）日 | 当前权利人 | 发明人 | 专利类型 | 国家/地区
CN112345678B | CN202110100001.3 | 示例装置 | 2021-01-04 | 2022-03-01 | {甲} | 示某 | 发明授权 | CN
CN212345678U | CN202120100009.5 | 示例夹具 | 2021/1/5 | 2021.9.3 | {甲} | 示某;示乙 | 实用新型 | CN
US10123456B2 | US15/123456 | Sample device | 2017-07-21 | 2018-11-13 | {甲} | Shi | Invention | US
""")
    text(path, rows, encoding="utf-8", separator=";")
