"""What a clerk decides the same way each time: slips in names and numbers, unknown firms."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("名称带点.xls")
def names_with_strokes(path: Path) -> None:
    """Dots and strokes that slipped behind names, and a name whose dot is its own."""
    rows = grid("""
企业名录
企业名称 | 信用代码 | 单位电话
{甲}. | {A} | 0574-80000001
{乙}． | {B} | 0574-80000002
·{丙} | {C} | 0574-80000003
{丁} - | {D} | 0574-80000004
宁波示例（Yongneng）Co.,Ltd. | {E} | 0574-80000005
{己}。 | {F} | 0574-80000006
""")
    xls(path, {"名录": rows})


@case("逗号错位.xlsx")
def commas_in_odd_places(path: Path) -> None:
    """Separators where no thousands are: nobody can tell what the number was."""
    rows = grid("""
2023年企业研发费用（单位：万元）
企业名称 | 信用代码 | 研发费用
{甲} | {A} | 12,34
{乙} | {B} | 1,234
{丙} | {C} | 1,23,456
{丁} | {D} | 12,3456
""")
    xlsx(path, {"研发": rows})


@case("证书错位.xlsx")
def damaged_certificate_numbers(path: Path) -> None:
    """Numbers of certificates with a digit too few or too many, which a rule asks about later."""
    rows = grid("""
高新技术企业证书登记表
企业名称 | 信用代码 | 证书编号 | 发证日期
{甲} | {A} | GR20223310001 | =2022-12-01
{乙} | {B} | GR2022331000123 | =2022-12-01
{丙} | {C} | GR202233100125 | =2022-12-01
""")
    xlsx(path, {"证书": rows})


@case("无码名单.xlsx")
def lists_of_names(path: Path) -> None:
    """Lists of what firms have, by name alone: known firms are taken, others wait, in each list."""
    tabs = {
        "名录": grid("""
企业名录
企业名称 | 注册地址
{甲} | 宁波市海曙区示例路1号
"""),
        "研究院": grid("""
2022年度浙江省企业研究院名单
序号 | 企业名称 | 研究院名称
=1 | {甲} | 示例甲研究院
=2 | {乙} | 示例乙研究院
"""),
        "高企": grid("""
2022年认定高新技术企业名单
序号 | 企业名称 | 证书编号
=1 | {甲} | GR202233100011
=2 | {乙} | GR202233100012
"""),
        "专精特新": grid("""
2022年度浙江省专精特新中小企业名单
序号 | 企业名称
=1 | {甲}
=2 | {丙}
"""),
    }
    xlsx(path, tabs)
