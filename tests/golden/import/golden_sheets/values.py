"""One column of values each, in all the ways in which people write them."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import Grid, grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


def _ways(title: str, heading: str, cells: str) -> Grid:
    """Return a sheet of numbered firms with one cell each; a line is a cell."""
    lines = cells.strip("\n").splitlines()
    rows = [f"{{@{n:02}}} | {{#{n:02}}} | {cell}" for n, cell in enumerate(lines, start=1)]
    return grid("\n".join([title, f"企业名称 | 信用代码 | {heading}", *rows]))


@case("日期百态.xlsx")
def dates(path: Path) -> None:
    """Days in every spelling, parts of days, serials, and what is no day."""
    cells = """
2021.3.5
2021-3-5
2021/3/5
2021 年 3 月 5 日
20210305
=20210305
=44260
44260
21.3.5
2021年3月
202103
2021
=2021
=2021.3
05/03/2021
2021-03-05 00:00:00
2021年3月5日星期五
二〇二一年三月五日
二零二一年三月
2021-02-30
２０２１．３．５
2021.3.5。
2021、3、5
3月5日
长期
5-Mar-21
=#REF!
=0
不详
2021/13/05
2021-3-5至2024-3-4
2021.3.5（补登）
88.3.5
=40179
⍽2021-03-05⍽
=2021-03-05
"""
    xlsx(path, {"名录": _ways("科技企业名录", "成立日期", cells)})


@case("老苹果.xlsx")
def days_from_1904(path: Path) -> None:
    """Days counted from 1904, with and without the format of a day."""
    cells = "=2021-03-05\n=42798\n2021.3.5"
    rows = _ways("科技企业名录", "成立日期", cells)
    xlsx(path, {"名录": rows}, date_1904=True)


@case("数字百态.csv")
def amounts(path: Path) -> None:
    """Amounts with units, signs, words and separators; a text table has nothing but texts."""
    cells = """
1234.5
1,234.50
１２３４．５
1234.5万元
1.2亿元
12,345千元
约300
300以上
300余万元
(1,234)
1234-
－12.5
一千二百三十四万元
壹佰贰拾叁万元整
12/34
100、200
100+200
见附件
0
-
1.2E+03
1234.5678
5％
￥300
1⍽234.5
1.234.567
1,23
300⏎200
12 34
不足100
100~200
N/A
100（含政府补助20）
300万
RMB300
50万美元
TRUE
8.5 亿
三百
.5
5.
+12
1,234,56
２，３４５．６０
"""
    text(path, _ways("2023年企业研发费用", "研发费用合计（万元）", cells), encoding="utf-8-sig")


@case("人数百态.xls")
def headcounts(path: Path) -> None:
    """Numbers of people, who come whole."""
    cells = """
=12
=12.5
35人
１２
约30
20余人
1.2万人
十二
12（含兼职3）
12人（其中女5人）
无
=0
15名
三十人左右
12.0
"""
    xls(path, {"人员": _ways("2023年企业研发人员", "研发人员数（人）", cells)})


@case("是否百态.xlsx")
def yes_and_no(path: Path) -> None:
    """Ticks, crosses, words and boxes."""
    cells = """
是
否
√
✓
×
Y
n
=1
=0
=TRUE
=FALSE
■
□
■是 □否
□是 ■否
是□ 否√
是（2021年起）
规上
有
—
对
"""
    xlsx(path, {"名录": _ways("企业名录", "是否规上", cells)})


@case("缺失百态.xlsx")
def nothing_here(path: Path) -> None:
    """Marks of a cell that has nothing to say, and names that begin like one."""
    cells = """
-
——
/
无
不详
空
暂无
N/A
#N/A
未填报
待补充
0
无锡路12号
*
…
不祥路3号
（空）
/示例路1号
"""
    xlsx(path, {"名录": _ways("企业名录", "详细地址", cells)})


@case("电话百态.xlsx")
def telephones(path: Path) -> None:
    """Telephone numbers, some of them numbers, some with a name."""
    cells = """
0574-80000001
057480000001
0574 80000001
80000001转123
（0574）80000001
13800000000/0574-80000001
示某 13800000000
+86 13800000000
=13800000000
=57480000001
0574－80000001
13800000000；13800000001
无
400-800-0000
1.38E+10
"""
    xlsx(path, {"名录": _ways("企业名录", "联系电话", cells)})


@case("全角.csv")
def full_width(path: Path) -> None:
    """Everything full-width, with spaces that do not break, in heading and cells."""
    rows = grid("""
２０２３年度企业研发情况（单位：万元）
企　业　名　称 | 统一社会信用代码 | 研发费用⍽合计 | 研发人员（人） | 是　否　规　上 | 成立日期
宁波示例甲（集团）有限公司 | ９１３３０２０３ＭＡ２ＴＥ５Ｔ１ＸＢ | １，２３４．５ | ２５ | 是 | ２０１５年６月１８日
宁波示例乙　有限公司 | ⍽{B}⍽ | ⍽150⍽ | ⍽12⍽ | 否⍽ | ⍽2016-3-5⍽
宁波 示例 丙 有限 公司 | 9133 0206 MA2T E5T3 6H | －１２．５ | ０ | Ｙ | ２０１８／１／２
""")
    text(path, rows, encoding="gb18030")
