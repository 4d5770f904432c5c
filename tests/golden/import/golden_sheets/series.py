"""Files that come in year after year, over what was stored before."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import series
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@series("次年名录")
def registers_of_two_years(folder: Path) -> None:
    """A register, and the next year's: renamed, completed, unchanged, blanked and new firms."""
    first = grid("""
2022年科技企业名录
企业名称 | 统一社会信用代码 | 联系电话 | 所属街道 | 注册资本（万元）
{甲} | {A} | 0574-80000001 | 示例街道 | =1000
{乙} | {B} | 0574-80000002 | 示例镇 | =500
{丙} | | 0574-80000003 | 示例镇 | =50
{丁} | {D} | 0574-80000004 | 示例镇 | =60
""")
    second = grid("""
2023年科技企业名录
序号 | 单位名称 | 信用代码 | 电话 | 镇街道 | 注册资金（万元）
=1 | 宁波示例甲科技股份有限公司 | {A} | | 示例街道 | =2000
=2 | 宁波示例　乙有限公司 | {B} | 0574-80000002 | 示例镇 | 500万元
=3 | {丙} | {C} | — | 示例镇 | =50
=4 | {丁} | 91330211MA2TE5T44A | 0574-80000009 | 示例镇 | =60
=5 | {戊} | {E} | 0574-80000005 | 示例街道 | =70
""")
    xlsx(folder / "1名录.xlsx", {"名录": first})
    xls(folder / "2名录.xls", {"名录": second})


@series("季报修正")
def figures_put_right(folder: Path) -> None:
    """Figures of a quarter, then the same sheet again with one put right and one blank."""
    head = "企业名称 | 信用代码 | 研发费用合计（万元） | 研发人员\n"
    first = grid(
        "2023年1-8月研发情况\n" + head + "{甲} | {A} | =100 | =10\n{乙} | {B} | =200 | =20"
    )
    second = grid(
        "2023年1-8月研发情况（更正）\n"
        + head
        + "{甲} | {A} | 1,050千元 | =10\n{乙} | {B} | | =20\n宁波示例乙有限公司 | | =210 |"
    )
    text(folder / "1季报.csv", first, encoding="gb18030")
    text(folder / "2季报.csv", second, encoding="utf-8-sig")


@series("专利次年")
def patents_of_two_years(folder: Path) -> None:
    """Applications, and the next year their grants under the same numbers, written otherwise."""
    first = grid("""
企业名称 | 信用代码 | 申请号 | 专利名称 | 申请日 | 法律状态
{甲} | {A} | 202110100001.3 | 示例一 | 2021-01-04 | 在审
{甲} | {A} | 202120100009.5 | 示例二 | 2021-01-05 | 在审
""")
    second = grid("""
专利权人 | 专利号 | 发明名称 | 授权公告日 | 状态
{甲} | ZL 2021 1 0100001.3 | 示例一 | 2023.5.9 | 有效
{甲} | =202120100009.5 | 示例二 | | 驳回
{甲} | ZL202130100011.8 | 示例三 | 2022年3月1日 | 有效
""")
    xlsx(folder / "1申请.xlsx", {"专利": first})
    xlsx(folder / "2授权.xlsx", {"专利": second})
