"""Patents: their numbers in every style, their owners, and what is no patent."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("专利百态.xls")
def numbers(path: Path) -> None:
    """Numbers with and without prefix, point and check digit, as texts and as numbers."""
    cells = """
ZL201710601862.3
ZL 2013 1 0699744.2
CN202110100001.3
2021101000028
=202110100007
=202110100003.2
202110100004
95115608.X
97101765.4
97101766
982000014
201012345678.9
202150123456.1
CN112345678A
CN 212345678 U
PCT/CN2021/123456
PCTCN2021123457
PCT/CN03/00123
US10123456B2
2.02110E+11
=2021101000051
202110100016.x
２０２１１０１０００１９．３
202110100006·6
202110100008-5
ZL202120100009.5（已授权）
202120100010.8/202130100011.8
2021SR0123456
无
202110100012．1
"""
    lines = cells.strip("\n").splitlines()
    rows = [f"={n} | {{甲}} | {{A}} | {cell} | 示例专利{n:02}号" for n, cell in enumerate(lines, 1)]
    head = "序号 | 企业名称 | 信用代码 | 专利号 | 专利名称"
    xls(path, {"专利": grid("\n".join(["海曙区专利台账", head, *rows]))})


@case("权利人多.xlsx")
def several_owners(path: Path) -> None:
    """Owners in one cell, parted by every sign there is; the first known firm has the patent."""
    tabs = {
        "专利": grid("""
序号 | 申请号 | 发明名称 | 专利类型 | 申请人 | 申请人信用代码 | 法律状态
=1 | 202110100001.3 | 示例一 | 发明 | {甲}；{乙} | {A}；{B} | 有效
=2 | 202110100002.8 | 示例二 | 发明 | 示例大学、{乙} | | 授权
=3 | 202110100003.2 | 示例三 | 发明专利 | {甲}⏎{乙} | | 专利权维持
=4 | 202110100004.7 | 示例四 | 发明 | {乙} {甲} | | 在审
=5 | 202110100005.1 | 示例五 | 发明 | 示某,示乙 | | 驳回
=6 | 202110100006.6 | 示例六 | 发明 | {丙} | {C} | 实质审查
=7 | 202120100009.5 | 示例七 | 新型 | 示例大学/{甲} | | 未缴年费
=8 | 202130100011.8 | 示例八 | 外观 | | | 有效
"""),
        "名录": grid("企业名称 | 信用代码\n{甲} | {A}\n{乙} | {B}"),
    }
    xlsx(path, tabs)


@case("一企专利.xlsx")
def patents_of_one_firm(path: Path) -> None:
    """The firm stands above the list, once for all."""
    rows = grid("""
授权专利清单（截至2024年6月30日）
单位名称：{甲} | | | 统一社会信用代码：{A}
序号 | 专利号 | 专利名称 | 类别 | 授权公告日 | 是否高价值发明专利 | 年费缴至
一、发明专利
=1 | ZL202110100001.3 | 示例一 | 发明 | =2023-05-09 | 是 | 第3年
=2 | ZL202110100002.8 | 示例二 | 发明 | 2023.6.9 | 否 | =3
二、实用新型
=3 | ZL202120100009.5 | 示例三 | 实用新型 | 2021年9月 | — | 4
合计：3件
单位（盖章）：{甲} | | | 2024年7月1日
""")
    xlsx(path, {"专利": rows})


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
