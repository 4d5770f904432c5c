"""Makes the sheets of the golden import tests; every firm, number and person in them is made up.

Run by the tests into a temporary folder. The expected outcome of `<name>.<ending>` stands beside
this file as `<name>.json`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter
import xlwt

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"
D = "91330211MA2TE5T44K"
E = "91330212MA2TE5T52W"
F = "91330213MA2TE5T606"
DIGITS = 913302007195000067

Rows = Sequence[Sequence[object]]
Merges = Sequence[tuple[int, int, int, int, str]]
MAKERS: dict[str, Callable[[Path], None]] = {}


def sheet_file(name: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register what makes one file."""

    def keep(make: Callable[[Path], None]) -> Callable[[Path], None]:
        MAKERS[name] = make
        return make

    return keep


def xlsx(
    path: Path,
    tabs: dict[str, Rows],
    *,
    merges: Merges = (),
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
) -> None:
    """Write an .xlsx; merges and hidden rows belong to the first tab, rows count from 0."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, (name, rows) in enumerate(tabs.items()):
        tab = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    tab.write_datetime(r, c, cell, day)
                elif isinstance(cell, str):
                    tab.write_string(r, c, cell)
                elif cell is not None:
                    tab.write(r, c, cell)
        if number == 0:
            for top, left, bottom, right, text in merges:
                tab.merge_range(top, left, bottom, right, text)
            for row_number in hidden_rows:
                tab.set_row(row_number, None, None, {"hidden": True})
        if name in hidden:
            tab.hide()
    book.close()


def xls(path: Path, tabs: dict[str, Rows], *, merges: Merges = ()) -> None:
    """Write an .xls; merges belong to the first tab."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, (name, rows) in enumerate(tabs.items()):
        tab = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    tab.write(r, c, cell, day)
                elif cell is not None:
                    tab.write(r, c, cell)
        for top, left, bottom, right, text in merges if number == 0 else ():
            tab.write_merge(top, bottom, left, right, text)
    book.save(str(path))


def text(path: Path, rows: Rows, *, encoding: str, separator: str = ",") -> None:
    """Write a text table."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    path.write_bytes(out.getvalue().encode(encoding))


@sheet_file("企业名录.xlsx")
def firms(path: Path) -> None:
    head = (
        "序号 单位详细名称 统一社会信用代码 法定代表人 成立日期 注册资本（万元） 联系电话 是否规上"
    )
    rows = [
        ["海曙区科技企业名录"],
        ["（数据均为示例）"],
        head.split(),
        [1, "宁波示例甲科技有限公司", A, "示甲", dt.date(2015, 6, 18), 1000, "0574-80000001", "是"],
        [2, "宁波示例乙机械有限公司", B.lower(), "示乙", "2016.3.5", "1,200.5", 13800000000, "否"],
        [3, "宁波示例　丙电子\n有限公司", f" {C[:9]} {C[9:]}", "示丙", 42170, "约300", "/", "√"],
        [4, "宁波示例丁新材料有限公司", DIGITS, "示丁", "2018-1-2", 500, None, "是"],
        [5, "宁波示例戊生物有限公司", D[:17] + "A", "示戊", "2018-1-2", 500, None, "是"],
        [6, "宁波示例己软件有限公司", None, "示己", "2019年5月", 50, None, "否"],
        [7, None, None, None, None, None, None, None],
        ["合　计", None, None, None, None, 3050.5, None, None],
        ["注：注册资本以营业执照为准"],
        ["单位负责人：示某", None, None, "填表人：示某", None, None, "报出日期：2024年3月1日"],
    ]
    xlsx(path, {"名录": rows}, hidden_rows=[4])


@sheet_file("研发投入汇总.xls")
def spending(path: Path) -> None:
    rows = [
        ["2023年度企业研发投入汇总表（单位：万元）"],
        ["企业名称", "信用代码", "研发人员", None, "研发费用", None, None],
        [None, None, "合计", "其中：女性", "合计", "人员人工费用", "直接投入费用"],
        ["宁波示例甲科技有限公司", A, 25, 8, 812.35, 400, 300.5],
        ["宁波示例乙机械有限公司", B, 12, None, 150, "80万元", "70,000元"],
        ["宁波示例丙电子有限公司", C, "不详", "—", 0, None, None],
        ["宁波示例丁新材料有限公司", D, 5, 1, "见附件", None, None],
        ["小计", None, 42, 9, 962.35, 480, 307.5],
    ]
    merges = [(0, 0, 0, 6, str(rows[0][0])), (1, 0, 2, 0, "企业名称"), (1, 1, 2, 1, "信用代码")]
    merges += [(1, 2, 1, 3, "研发人员"), (1, 4, 1, 6, "研发费用")]
    for top, left, bottom, right, _text in merges:
        for r in range(top, bottom + 1):
            for c in range(left, min(right + 1, len(rows[r]))):
                rows[r][c] = None
    xls(path, {"汇总": rows}, merges=merges)


@sheet_file("专利台账.csv")
def patents(path: Path) -> None:
    rows = [
        ["专利台账（截至2024年6月）"],
        ["序号", "专利号", "专利名称", "专利类型", "申请日", "授权公告日", "专利权人", "法律状态",
         "企业名称", "信用代码"],
        [1, "ZL201710601862.3", "一种示例装置", "发明", "20170721", "2019/5/1",
         "宁波示例甲科技有限公司；示例大学", "有效", "宁波示例甲科技有限公司", A],
        [2, "2021 2 0123456.2", "一种示例夹具", "实用新型", "2021.1.15", "",
         "宁波示例乙机械有限公司", "有效", "宁波示例乙机械有限公司", B],
        [3, "202190123456", "一种示例机构", "PCT实用新型", "2021年2月3日", "—",
         "宁波示例甲科技有限公司", "有效", "宁波示例甲科技有限公司", A],
        [4, "201012345678.9", "一种示例方法", "发明", "2010-3-1", "", "示某", "终止", "", ""],
        [5, "CN112345678A", "一种示例系统", "发明", "2021-3-1", "", "示某", "在审", "", ""],
        [6, "PCT/CN2021/123456", "示例国际申请", "PCT", "2021-3-1", "", "示某、示乙", "在审", "",
         ""],
        [7, "", "没有号的专利", "发明", "2021-3-1", "", "示某", "在审", "", ""],
        ["", "合计：7件", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    text(path, rows, encoding="gb18030")


@sheet_file("孵化器.xls")
def incubators(path: Path) -> None:
    rows = [
        ["科技企业孵化器情况统计表"],
        ["填报单位：海曙区", None, None, "2024年", None, None, "计量单位：千元"],
        [
            "孵化器名称",
            "运营主体名称",
            "统一社会信用代码",
            "级别",
            "使用总面积（㎡）",
            "在孵企业数（家）",
            "孵化器总收入",
            "其中：综合服务收入",
            "孵化基金总额（万元）",
        ],
        ["示例科创园", "宁波示例园区运营有限公司", E, "国家级", 21000.5, 60, 12000, 3000, 1000],
        [
            "示例创新中心",
            "宁波示例甲科技有限公司",
            A,
            "市级",
            "8,000",
            "35家",
            "约5,000",
            None,
            "无",
        ],
        ["示例孵化基地", None, None, "区县级", 3000, 12.5, 800, 100, None],
        [None, "宁波示例乙机械有限公司", B, "市级", 100, 1, 1, 1, 1],
    ]
    xls(path, {"孵化器": rows})


@sheet_file("多年收入.xlsx")
def years(path: Path) -> None:
    rows = [
        ["企业名称", "信用代码", "营业收入（万元）", None, "研发费用（万元）", None],
        [None, None, "2022年", "2023年", "2022年", "2023年"],
        ["宁波示例甲科技有限公司", A, 1000, 1200.25, 80, 90],
        ["宁波示例乙机械有限公司", B, None, 500, None, "-"],
    ]
    xlsx(
        path,
        {"Sheet1": rows},
        merges=[(0, 2, 0, 3, "营业收入（万元）"), (0, 4, 0, 5, "研发费用（万元）")],
    )


@sheet_file("高企名单.txt")
def certificates(path: Path) -> None:
    rows = [
        ["序号", "企业名称", "统一社会信用代码", "证书编号", "发证时间", "有效期", "认定类型",
         "技术领域"],
        [1, "宁波示例甲科技有限公司", A, "gr202333101234", "2023-12-08", "2023.12.8-2026.12.7",
         "重新认定", "电子信息"],
        [2, "宁波示例乙机械有限公司", B, "GR20233310123", "2023/12/8", "2026年12月7日", "首次",
         "先进制造与自动化"],
        [3, "宁波示例丙电子有限公司", C, "无", "", "", "首次", "航天"],
    ]  # fmt: skip
    text(path, rows, encoding="utf-16", separator="\t")


@sheet_file("省科小名单.csv")
def filings(path: Path) -> None:
    rows = [
        ["浙江省科技型中小企业名单", "", ""],
        ["企业名称", "备案年度", "所属区县"],
        ["宁波示例甲科技有限公司", "2023年", "海曙区"],
        ["宁波示例甲科技有限公司", "2024", "海曙"],
        ["宁波示例庚有限公司", "2024", "鄞州区"],
    ]
    text(path, rows, encoding="utf-8-sig")


@sheet_file("研发项目表.xlsx")
def projects(path: Path) -> None:
    top = [
        "序号",
        "项目名称",
        "项目来源",
        "项目开展形式",
        "项目当年成果形式",
        "项目起始日期",
        "项目完成日期",
    ]
    rows = [
        ["企业研究开发项目情况（107-1表）"],
        [
            "统一社会信用代码：" + A,
            None,
            None,
            "单位详细名称：宁波示例甲科技有限公司",
            None,
            "2023年",
        ],
        [*top, "项目研究开发人员 （人）", "项目经费支出（千元）", None],
        [None] * 8 + ["项目经费支出（千元）", "其中：\n政府资金"],
        [
            1,
            "示例算法研究",
            "1.本企业自选项目",
            "10.自主完成",
            "9.发明专利",
            202301,
            "202412",
            6,
            800,
            100,
        ],
        [
            2,
            "示例样机开发",
            "2",
            "与境内高等学校合作",
            "样机",
            "2023.5",
            "2023-12-31",
            4,
            300.5,
            None,
        ],
        [3, None, None, None, None, None, None, None, None, None],
        ["单位负责人：", None, "统计负责人：", None, "填表人：", None, None, None, None, None],
        ["说明："],
        ["1.“项目来源”按分类目录填报；"],
    ]
    merges = [(2, c, 3, c, str(rows[2][c])) for c in range(8)]
    merges.append((2, 8, 2, 9, "项目经费支出（千元）"))
    notes = [["分 类 目 录"], ["代码", "研究开发项目来源"], [1, "本企业自选项目"]]
    xlsx(path, {"项目": rows, "此表勿删": notes}, merges=merges)


@sheet_file("加计扣除2023.csv")
def deductions(path: Path) -> None:
    rows = [
        [
            "纳税人识别号",
            "纳税人名称",
            "享受加计扣除的研发费用",
            "加计扣除额",
            "加计比例",
            "减免税额",
        ],
        [A, "宁波示例甲科技有限公司", "1234567.89", "1234567.89", "100%", "185185.18"],
        [B, "宁波示例乙机械有限公司", "8.5万元", "8.5万元", "100", "1.275万元"],
        ["9.13302E+17", "宁波示例丁新材料有限公司", "1", "1", "100", "1"],
    ]
    text(path, rows, encoding="gb18030", separator=";")


@sheet_file("综合.xlsx")
def several(path: Path) -> None:
    tabs = {
        "填表说明": [["填表说明"], ["一、由企业填写"], ["二、示例数据"]],
        "企业": [
            ["企业名称", "社会信用代码", "曾用名"],
            ["宁波示例甲科技有限公司", A, "宁波示例旧名有限公司"],
            ["宁波示例乙机械有限公司", B, ""],
        ],
        "研发机构": [
            ["企业名称", "研发机构名称", "机构类别", "级别", "认定时间"],
            ["宁波示例旧名有限公司", "示例研究院", "企业研究院", "省级", "2022.5"],
            ["宁波示例乙机械有限公司", "示例工程中心", "企业工程（技术）中心", "市级", "2021-7-1"],
            ["宁波示例无名有限公司", "示例中心", "企业研究院", "市级", "2021-7-1"],
        ],
        "旧数": [["企业名称", "社会信用代码"], ["宁波示例丙电子有限公司", C]],
    }
    xlsx(path, tabs, hidden=["旧数"])


@sheet_file("企业107-2.xlsx")
def one_firm(path: Path) -> None:
    rows = [
        ["企业研究开发活动及相关情况"],
        ["指标名称", "计量单位", "数量", "指标名称", "计量单位", "数量"],
        ["研究开发人员合计", "人", 5, "期末机构数", "个", 1],
        ["其中：女性", "人", 2, "机构研究开发人员", "人", 3],
        ["其中：全职人员", "人", 5, "其中：博士毕业", "人", 1],
        ["研究开发费用合计", "千元", 800, "硕士毕业", "人", 1],
        ["1.人员人工费用", "千元", 400, "机构研究开发费用", "千元", 300],
        ["2.直接投入费用", "千元", 400, "期末仪器和设备原价", "千元", 100],
    ]
    xlsx(path, {"107-2": rows})


@sheet_file("网页.xls")
def web_page(path: Path) -> None:
    path.write_text("<html><body><p>登录已过期，请重新登录</p></body></html>", "utf-8")


@sheet_file("半个.xlsx")
def half(path: Path) -> None:
    firms(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
