"""Codes that were damaged, names that were changed, and rows that say a thing twice."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("代码百态.xlsx")
def codes(path: Path) -> None:
    """Credit codes whole, damaged, short, and other codes in their column."""
    cells = """
{#01}
␣9133 0203 ma2g k002 0p␣
=913302007195000067
9.13302E+17
913302007195000000
91330200561262545A
9133020SMA2TE5T288
9133O2OO561262545U
9I330203MA2TE5TIXB
56126254-5
330203000012343
330203000012344
330203199001010014
362322198709086409
暂无
91330203MA2TE5T1X
91330203MA2TE5T1XBB
{E}/{F}
信用代码：{G}
'{H}
９１３３０２８１ＭＡ２ＴＥ５Ｔ９５８
=58252008
12330203MA2GK0995N
=#N/A
==VLOOKUP(A27,Sheet2!A:B,2,0)
91350211M00013FA1N
"""
    lines = cells.strip("\n").splitlines()
    rows = [f"{{@{n:02}}} | {cell}" for n, cell in enumerate(lines, start=1)]
    xlsx(path, {"名录": grid("\n".join(["企业名录", "企业名称 | 统一社会信用代码", *rows]))})


@case("代码错列.xls")
def codes_in_the_wrong_column(path: Path) -> None:
    """Codes that are something else than their heading says, and two that disagree."""
    rows = grid("""
企业代码对照表
企业名称 | 组织机构代码 | 统一社会信用代码 | 工商注册号
{甲} | {A}
{乙} | MA2TE5T28 | {B}
{丙} | 56126254-5 | {C}
{丁} | 330203000012343
{戊} | | | {E}
{己} | 无 | MA2TE5T60 | 企合浙甬总字第004462号
""")
    xls(path, {"对照": rows})


@case("更名.xlsx")
def renamed_firms(path: Path) -> None:
    """Firms under the name that they had, nearly have, or have with a remark."""
    tabs = {
        "2023研发投入": grid("""
企业名称 | 研发费用（万元）
宁波旧名甲有限公司 | =100
{乙} | =200
宁波示例　丙⏎有限公司 | =300
宁波示例丁有限责任公司 | =400
宁波市示例甲有限公司 | =500
{戊}（原名：宁波旧名戊有限公司） | =600
宁波示例(己)有限公司 | =700
宁波查无此名有限公司 | =800
"""),
        "企业名录": grid("""
企业名称 | 统一社会信用代码 | 原企业名称 | 更名日期
{甲} | {A} | 宁波旧名甲有限公司 | 2022.5.1
{乙} | {B} | 无
{丙} | {C}
{丁} | {D}
{戊} | {E} | 宁波旧名戊有限公司 | =2021-03-01
宁波示例（己）有限公司 | {F}
"""),
    }
    xlsx(path, tabs)


@case("同名异码.xlsx")
def names_against_codes(path: Path) -> None:
    """The same name with another code, the same code with another name, and a plain double."""
    rows = grid("""
科技企业名录
企业名称 | 统一社会信用代码 | 所属街道
{甲} | {A} | 示例街道
{甲} | {A} | 示例街道
{甲} | {B} | 示例镇
{丙} | {C} | 示例镇
{丁} | {C} | 示例镇
""")
    xlsx(path, {"名录": rows})


@case("重复行.csv")
def doubled_rows(path: Path) -> None:
    """Figures of one firm and year twice: alike, otherwise, and by the name alone."""
    rows = grid("""
年度 | 企业名称 | 信用代码 | 研发费用合计（千元） | 研发人员
2023 | {甲} | {A} | 100 | 10
2023 | {甲} | {A} | 100 | 10
2023 | {乙} | {B} | 200 | 20
2023 | {乙} | {B} | 250 | 20
2023 | {丙} | {C} | 50 |
2023 | {丙} | | | 5
2022 | {丙} | {C} | 40 | 4
""")
    text(path, rows, encoding="gb18030")


@case("身份证.xlsx")
def identity_cards(path: Path) -> None:
    """Numbers of persons where no person is asked for; none may be stored or told."""
    rows = grid("""
企业信息
企业名称 | 统一社会信用代码 | 法定代表人 | 联系人 | 手机 | 详细地址 | 备注
{甲} | {A} | 示某330203199001010014 | 示某 | 13800000000 | 示例路1号
{乙} | {B} | 示某 | 330203199001020028 | 330203 19900103 0031 | 示例路2号
{丙} | 330203199001040045 | 示某 | 示某 | 无 | 示例路3号
示某（330203199001050059） | {D} | 示某 | 示某 | | 示例路4号 | 330203199001060062
{戊} | =330203199001070076 | 示某 | 示某 | | 示例路5号
{己} | {F} | 示某 | 示某 | ３３０２０３１９９００１０８００８ｘ | 身份证330203199001090093
""")
    xlsx(path, {"信息": rows})


@case("新旧代码.xls")
def old_and_new_codes(path: Path) -> None:
    """A register of organisation codes and numbers, and figures by the credit codes since."""
    tabs = {
        "2014名录": grid("""
单位名称 | 组织机构代码 | 工商注册号 | 法人代表
{甲} | MA2TE5T1-X | 330203000012343 | 示甲
{乙} | ma2te5t28 | | 示乙
{丙} | | 370681018019402 | 示丙
"""),
        "2016研发": grid("""
2016年度规模以上企业研发情况（千元）
单位名称 | 信用代码 | 研究开发费用合计
{甲} | {A} | =100
宁波示例乙股份有限公司 | {B} | =200
{丙} | | =300
"""),
    }
    xls(path, tabs)


@case("名称杂记.xlsx")
def remarks_in_names(path: Path) -> None:
    """Names with a number before them, a remark behind, or their code in the same cell."""
    tabs = {
        "名录": grid("""
企业名录
企业名称 | 统一社会信用代码 | 备注
{甲}（已注销） | {A} |
2.{乙} | {B} |
{丙}* | {C} | 新增
{丁}（规上） | {D} |
{己}（原宁波旧名己有限公司） | {F} |
宁波示例（集团）有限公司 | {I} |
"""),
        "研发2023": grid("""
企业名称 | 研发费用（万元）
{甲} | =100
{乙} | =200
3、{丙} | =300
{丁}（规上） | =400
{己} | =500
宁波示例(集团)有限公司 | =600
"""),
    }
    xlsx(path, tabs)


@case("近似名.xlsx")
def nearly_the_same_names(path: Path) -> None:
    """Names that are nearly a firm's: never taken, each asked for with the likeliest firm."""
    tabs = {
        "名录": grid("""
企业名称 | 信用代码
宁波甬能示例科技有限公司 | {A}
宁波海曙示例机械制造有限公司 | {B}
宁波示例电子股份有限公司 | {C}
宁波市鄞州示例电器有限公司 | {D}
宁波鄞州示例电器厂 | {E}
宁波示例（集团）有限公司 | {F}
浙江示例新材料有限公司 | {G}
"""),
        "研发2023": grid("""
企业名称 | 研发费用（万元）
宁波甬能示例科技股份有限公司 | =1
宁波市海曙示例机械制造有限公司 | =2
宁波示例电子有限公司 | =3
宁波鄞州示例电器有限公司 | =4
宁波示例集团有限公司 | =5
浙江示例新材料公司 | =6
浙江示例新材科有限公司 | =7
杭州完全无关贸易商行 | =8
宁波甬能示例科技股份有限公司 | =9
"""),
    }
    xlsx(path, tabs)


@case("名码同格.xlsx")
def name_and_code_in_one_cell(path: Path) -> None:
    """A name with its code behind it, in a row that has nothing else."""
    rows = grid("企业名录\n企业名称 | 统一社会信用代码 | 备注\n{甲} | {A} |\n{辛} {H} | |")
    xlsx(path, {"名录": rows})
