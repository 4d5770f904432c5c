"""Each form of the catalogue as an office keeps it."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_text import text
from golden_sheets.write_xls import xls
from golden_sheets.write_xlsx import xlsx


@case("荣誉标签.csv")
def labels(path: Path) -> None:
    """Labels of every kind, with their ends said in every way."""
    rows = grid("""
企业荣誉资质台账
企业名称 | 统一社会信用代码 | 称号 | 级别 | 认定年份 | 批次 | 有效期 | 认定文号
{甲} | {A} | 制造业单项冠军示范企业 | 国家级 | 2021年 | 第六批 | 2021.11-2024.10 | 工信部联政法〔2021〕200号
{乙} | {B} | 浙江省隐形冠军 | 省级 | 2022 | | 三年 | 浙经信企业〔2022〕1号
{丙} | {C} | 创新型中小企业 | 市 | 2023年度 | 2023年第一批 | 2026/12/31 |
{丁} | {D} | 专精特新中小企业 | 省 | 2023 | | 2023年12月8日至2026年12月7日 |
{丁} | {D} | 专精特新“小巨人”企业 | 国家 | 2024 | 第六批 | 长期 |
{戊} | {E} | 瞪羚企业 | 市级 | 2024 | | |
{己} | {F} | 科技小巨人 | 省级 | 二〇二四年 | | 2027年底 |
""")
    text(path, rows, encoding="gb18030")


@case("证书变更.xls")
def certificates(path: Path) -> None:
    """Certificates old and new, expired and revoked, under the name of their day."""
    rows = grid("""
海曙区高新技术企业台账（截至2024年12月）
序号 | 企业名称 | 统一社会信用代码 | 证书编号 | 发证时间 | 有效期至 | 认定类型 | 证书状态 | 取消日期 | 所属技术领域 | 认定依据 | 证书上企业名称
=1 | {甲} | {A} | GR202033100001 | =2020-12-01 | =2023-11-30 | 首次认定 | 到期 | | 一、电子信息 | 国科火字〔2020〕251号
^ | {甲} | {A} | GR202333100001 | =2023-12-08 | 2026-12-07 | 重新认定 | 有效 | | 电子信息技术 | | 宁波旧名甲有限公司
=2 | {乙} | {B} | GF201233100123 | 2012-09-10 | 2015-09-09 | 复审 | 期满 | | 先进制造
=3 | {丙} | {C} | GR20223310003 | 2022.12.1 | 三年 | 新认定 | 取消资格 | 2024年5月 | 8
=4 | {丁} | {D} | GR202333100004 | 2023-12-08 | 2026-12-07 | 首次 | 在有效期内 | — | 先进制造与自动化
共4家
""")
    xls(path, {"高企": rows})


@case("国家入库.xlsx")
def national_filings(path: Path) -> None:
    """The national list with numbers of 18 places, one of which a spreadsheet has cut."""
    rows = grid("""
全国科技型中小企业2024年第3批入库登记名单
序号 | 企业名称 | 统一社会信用代码 | 入库登记编号 | 公告日期 | 有效期至
=1 | {甲} | {A} | 202433020308000123 | =2024-06-28 | =2025-03-31
=2 | {乙} | {B} | 20243302030A000124 | 2024年6月28日 | 2025-3-31
=3 | {丙} | {C} | =202433020308000125 | =2024-06-28 | =2025-03-31
=4 | {丁} | {D} | | 2024-06-28 | 2025-03-31
""")
    xlsx(path, {"第3批": rows})


@case("标志成果.xls")
def results(path: Path) -> None:
    """Landmark results of firms."""
    rows = grid("""
标志性成果申报汇总表 | < | < | < | < | < | <
序号 | 单位名称 | 信用代码 | 成果名称 | 成果类别 | 级别 | 取得时间 | 证明文件
=1 | {甲} | {A} | 示例机床 | 首台（套）装备 | 国家级 | =2023-05-09 | 示例文〔2023〕1号
=2 | {甲} | {A} | 示例合金 | 首批次 | 省级 | 2023.6 |
=3 | {乙} | {B} | 示例算法 | 科技进步奖 | 市级 | 2023年度 | 示例奖状
=4 | {丙} | {C} | 示例标准 | 国家标准 | | 2023/7/1 |
=5 | {丙} | {C} | | 其他 | | |
""")
    xls(path, {"成果": rows})


@case("孵化器面积.xlsx")
def incubators(path: Path) -> None:
    """Incubators, their areas in every unit and their parts below a whole."""
    rows = grid("""
科技企业孵化器年度统计表（2023年）
孵化器名称 | 运营单位 | 级别 | 孵化器类型 | 孵化面积（万平方米） | 其中： | < | 在孵企业数 | 其中：高新技术企业 | 累计毕业企业 | 孵化基金（万元） | 当年获得投融资额（亿元）
^ | ^ | ^ | ^ | ^ | 在孵企业用房（㎡） | 公共服务用房（亩） | ^ | ^ | ^ | ^ | ^
示例科创园 | {甲} | 国家级 | 综合型 | =2.15 | =16000 | =3 | =60 | =5 | =120 | =1000 | =0.35
示例创业园 | {乙} | 市级 | 专业 | 8000平方米 | 6,000 | 1.5亩 | 35家 | 2 | — | 无 | 0
""")
    xlsx(path, {"孵化器": rows})


@case("预缴汇缴.xls")
def deductions(path: Path) -> None:
    """Super-deduction from the tax side, in 元 to the 分 and rates as shares."""
    rows = grid("""
2022年度研发费用加计扣除情况（单位：元）
纳税人识别号 | 纳税人名称 | 享受加计扣除的研发费用 | 加计比例 | 加计扣除金额 | 减免所得税额 | 享受方式 | 是否负面清单行业
{A} | {甲} | =1234567.89 | =1 | =1234567.89 | =185185.18 | 汇算清缴 | 否
{B} | {乙} | =80000 | =0.75 | =60000 | =15000 | 预缴 | 否
{C} | {丙} | 120万元 | 100% | 120万元 | | 汇缴享受 | 是
""")
    xls(path, {"加计扣除": rows})
