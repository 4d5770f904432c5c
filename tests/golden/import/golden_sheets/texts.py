"""Text tables: every encoding, every separator, and what people do to them."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text


@case("引号换行.csv")
def quotes_and_line_breaks(path: Path) -> None:
    """UTF-8 without a mark; commas, quotes and line breaks within cells."""
    rows = grid("""
企业基本信息
企业名称 | 统一社会信用代码 | 详细地址 | 主要产品 | 注册资本（万元）
宁波示例甲⏎有限公司 | {A} | 示例路1号，"示例"大厦⏎3楼 | 阀门,泵 | 1,000
{乙} | {B} | "示例路2号" | ""示例"" | 500.5
""")
    text(path, rows, encoding="utf-8")


@case("大端.csv")
def big_endian(path: Path) -> None:
    """UTF-16 with the high byte first, under the name of a comma table but with tabs."""
    rows = grid(
        "企业名称 | 信用代码 | 年度 | 研发费用合计（万元）\n{甲} | {A} | 2023 | 812.3\n{乙} | {B} | 2023 | 0"
    )
    text(path, rows, encoding="utf-16-be", separator="\t", lead="\ufeff")


@case("sep行.csv")
def separator_line(path: Path) -> None:
    """The line by which Excel is told the separator."""
    rows = grid("企业名称 | 信用代码 | 联系电话\n{甲} | {A} | 0574-80000001\n{乙} | {B} | ")
    text(path, rows, encoding="gb18030", separator=";", lead="sep=;\r\n")


@case("竖线.txt")
def bars_and_spaces(path: Path) -> None:
    """Bars with spaces around, as from a database."""
    rows = grid("""
␣企业名称␣ | ␣统一社会信用代码␣ | ␣证书编号␣ | ␣发证日期␣
␣{甲}␣ | ␣{A}␣ | ␣GR202333100001␣ | ␣2023-12-08 00:00:00␣
␣{乙}␣ | ␣{B}␣ | ␣GR202333100002␣ | ␣2023/12/8 0:00␣
""")
    text(path, rows, encoding="utf-8-sig", separator="|")


@case("生僻字.csv")
def rare_characters(path: Path) -> None:
    """Characters that only GB18030 has, in four bytes."""
    rows = grid("""
企业名称 | 信用代码 | 法定代表人 | 所属街道
宁波爱廸新能示例有限公司 | {A} | 示堃 | 示例街道
宁波𠮷示例有限公司 | {B} | 𬭎示 | 㐂例镇
""")
    text(path, rows, encoding="gb18030")


@case("长短行.tsv")
def ragged_rows(path: Path) -> None:
    """Blank lines above, rows too short and too long, separators behind the last cell."""
    rows = grid("""
 | | | | | |
2024年孵化器情况（千元） | | | | | |
 | | | | | |
孵化器名称 | 级别 | 总收入 | 在孵企业数
示例园 | 市级 | 1200 | 35 | | | 多出来的话
示例谷 | 国家级
示例港 | | 800 | 12 | |
 | | | | |
""")
    text(path, rows, encoding="gb18030", separator="\t")


@case("等号保护.csv")
def codes_wrapped_in_formulas(path: Path) -> None:
    """Codes that were wrapped so that Excel would not make numbers of them."""
    rows = grid(r"""
企业名称 | 统一社会信用代码 | 组织机构代码 | 邮政编码
{甲} | \="{A}" | \="MA2TE5T1X" | \="315000"
{乙} | '{B} | 'MA2TE5T28 | '315000
{丙} | {C}⍽ | | ３１５０００
""")
    text(path, rows, encoding="utf-8-sig")
