"""Forms as they are sent out, and what they repeat of other forms."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import grid
from golden_sheets.write_xlsx import xlsx


@case("空白表.xlsx")
def blank_form(path: Path) -> None:
    """A list of projects and a form beside its explanations, which nobody filled in."""
    tabs = {
        "项目": grid("""
企业研究开发项目情况
单位详细名称：
序号 | 项目名称 | 项目来源 | 项目开展形式 | 项目当年成果形式 | 项目起始日期 | 项目完成日期 | 项目研究开发人员（人） | 项目经费支出（千元） | <
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 其中：政府资金
=1 | | | | | | | | |
=2 | | | | | | | | |
单位负责人： | | | 统计负责人： | | 填表人： | | 联系电话： | | 报出日期：
"""),
        "情况": grid("""
企业研究开发活动及相关情况
单位详细名称：
指标名称 | 计量单位 | 数量
研究开发人员合计 | 人 |
研究开发费用合计 | 千元 |
当年形成用于研究开发的固定资产 | 千元 |
加计扣除减免税金额 | 千元 |
填表注意事项：
当年形成用于研究开发的固定资产：企业在填报当年形成的固定资产时，应与有关会计科目对应。
加计扣除减免税金额：指报告期内企业按有关政策税前加计扣除的所得税，按当年实际减免的税额填报。
"""),
    }
    xlsx(path, tabs)


@case("表间参考.xlsx")
def figures_of_another_form(path: Path) -> None:
    """A list of projects that repeats the sums and, to compare, figures of another form."""
    rows = grid("""
企业研究开发项目情况
统一社会信用代码：{A} | | | 2020 | 年
单位详细名称：{甲}
点击指标名称显示指标解释 | 项目名称 | 项目起始日期 | 项目完成日期 | 项目人员实际工作时间(人月) | 项目经费支出(千元) | 政府资金(千元)
 | 一种水泵的研发 | 202001 | 202112 | =50 | =1200 | =100
 | 新型阀门研究 | 201906 | 202012 | =30 | =800 | =0
以下表格将根据计算直接生成相关数据 | | | | 项目人员实际工作时间(人月) | 项目经费支出(千元) | 政府资金(千元)
本表合计 | | | | =80 | =2100 | =100
607-2表相关指标，点击数据显示对应指标名称 | | | | — | =2600 | =140
单位负责人：张某　　统计负责人：李某　　填表人：王某
""")
    xlsx(path, {"607-1表": rows})
