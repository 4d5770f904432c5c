"""The workbook of firms: register, figures, projects, certificates, filings, makerspaces."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from samples import quirks
from samples.carriers import Carrier
from samples.columns import ECONOMY, MAKERSPACE, RESEARCH
from samples.faults import Story
from samples.figures import Project
from samples.filings import Filing
from samples.firms import LAST_DAY, YEARS, Certificate, Firm
from samples.workbook import Book

REGISTER = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "法定代表人",
    "成立日期",
    "所属地",
    "行政区划代码",
    "镇（街道）",
    "详细地址",
    "联系电话",
    "行业代码",
    "主要产品",
    "登记注册类型",
    "控股情况",
    "注册资金（万元）",
    "企业规模",
    "营业状态",
    "是否规上",
    "纳统时间",
    "技术领域",
]


def _register_row(number: int, firm: Firm) -> list[quirks.Cell]:
    industry = firm.industry
    return [
        number + 1,
        quirks.name(number, firm.name),
        quirks.code(number, firm.uscc),
        firm.legal_rep,
        quirks.day(number, firm.found),
        "海曙区",
        330203,
        firm.town,
        firm.address,
        firm.phone if number % 23 else firm.phone.replace("0574-", "（0574）"),
        industry.code if number % 3 else industry.code[1:],
        firm.products,
        firm.reg_type,
        firm.holding,
        firm.capital,
        firm.size,
        "正常营业" if number % 4 else "在业",
        "是" if firm.above else "否",
        firm.above_from.replace("-", ".") or "—",
        industry.field,
    ]


def _write_register(book: Book, firms: list[Firm]) -> None:
    rows = [_register_row(number, firm) for number, firm in enumerate(firms)]
    notes = ("注：1.黑色字体为必填项；2.所属地填上报单位；3.镇（街道）按实际经营地填写。",)
    book.sheet("企业名录", "海曙区科技企业名录（截至2024年12月31日）", notes, [REGISTER], rows)


def _figures_sheet(book: Book, story: Story, year: int, units: tuple[str, str]) -> None:
    economy, research = units
    marks = ["" if economy == research else f"（{unit}）" for unit in units]
    heads = [
        [
            *["企业信息"] * 3,
            *["一、经济概况"] * len(ECONOMY),
            *["二、研究开发活动"] * len(RESEARCH),
        ],
        [
            "序号",
            "企业名称",
            "统一社会信用代码",
            *(c.heading + marks[0] * c.money for c in ECONOMY),
            *(c.heading + marks[1] * c.money for c in RESEARCH),
        ],
    ]
    columns = [(c, economy) for c in ECONOMY] + [(c, research) for c in RESEARCH]
    rows: quirks.Rows = []
    for firm in story.firms:
        figures = story.figures.get((firm.uscc, year))
        if figures is not None:
            values = [column.value(figures, unit) for column, unit in columns]
            rows.append([len(rows) + 1, firm.name, firm.uscc, *values])
    rows.append(["合计", None, None, *_sums(rows, len(columns))])
    if year == YEARS[0]:
        _write_as_text(rows)
    note = f"单位：{economy}" if economy == research else "金额单位见表头"
    title = f"海曙区科技企业经济概况及研究开发活动情况（{year}年度）"
    book.sheet(f"{year}年", title, (note,), heads, rows)


def _sums(rows: quirks.Rows, count: int) -> list[quirks.Cell]:
    sums: list[quirks.Cell] = []
    for place in range(3, 3 + count):
        numbers = [row[place] for row in rows if isinstance(row[place], (int, float))]
        sums.append(round(sum(numbers), 1))
    return sums


def _write_as_text(rows: quirks.Rows) -> None:
    """Make text with thousands signs of some amounts, as sheets pasted from elsewhere have it."""
    for row in rows[5:-1:40]:
        for place in (5, 6, 23):
            row[place] = f"{row[place]:,.1f}"


PROJECT = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "项目名称",
    "项目来源",
    "项目开展形式",
    "项目当年成果形式",
    "项目技术经济目标",
    "项目起始日期",
    "项目完成日期",
    "跨年项目当年所处主要进展阶段",
    "项目研究开发人员（人）",
    "项目人员实际工作时间（人月）",
    "项目经费支出（千元）",
    "其中：政府资金（千元）",
]


def _project_row(number: int, project: Project) -> list[quirks.Cell]:
    return [
        number,
        project.firm.name,
        project.firm.uscc,
        project.name,
        project.source,
        project.mode,
        project.result,
        project.objective,
        project.start,
        project.end,
        project.stage or None,
        project.staff,
        project.months / 10,
        project.cost,
        project.government or None,
    ]


def _write_projects(book: Book, projects: list[Project]) -> None:
    for year in YEARS:
        own = [project for project in projects if project.year == year]
        rows = [_project_row(number, project) for number, project in enumerate(own, 1)]
        title = f"企业研究开发项目情况（107-1）（{year}年度）"
        notes = ("注：日期为6位，如202312；跨年项目须填进展阶段。",)
        book.sheet(f"研发项目{year}年", title, notes, [PROJECT], rows)


CERTIFICATE = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "高新技术企业证书编号",
    "发证日期",
    "有效期至",
    "认定类型",
    "技术领域",
    "证书状态",
    "证书企业名称",
]


def _certificate_row(number: int, firm: Firm, paper: Certificate) -> list[quirks.Cell]:
    number_text = paper.number.lower() if number % 37 == 5 else paper.number
    return [
        number + 1,
        firm.name,
        firm.uscc,
        number_text,
        quirks.day(number, paper.issued),
        paper.expires,
        paper.kind,
        firm.industry.field,
        "有效" if paper.expires > LAST_DAY else "到期",
        paper.name,
    ]


def _write_certificates(book: Book, firms: list[Firm]) -> None:
    papers = [(firm, paper) for firm in firms for paper in firm.certificates]
    rows = [_certificate_row(number, *pair) for number, pair in enumerate(papers)]
    title = "海曙区高新技术企业名单（2019—2024年认定）"
    book.sheet("高企证书", title, (), [CERTIFICATE], rows)


FILING = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "体系",
    "评价（备案）年度",
    "入库登记编号",
    "有效期至",
    "职工总数（人）",
    "科技人员数（人）",
    "上年度销售收入（万元）",
    "资产总额（万元）",
    "成本费用支出总额（万元）",
    "研发费用总额（万元）",
    "Ⅰ类知识产权数",
    "Ⅱ类知识产权数",
    "科技人员得分",
    "研发投入得分",
    "科技成果得分",
    "综合得分",
    "是否属禁止限制淘汰类",
]


def _filing_row(number: int, filing: Filing) -> list[quirks.Cell]:
    lead: list[quirks.Cell] = [
        number,
        filing.firm.name,
        filing.firm.uscc,
        filing.scheme,
        filing.year,
    ]
    figures = filing.figures
    if figures is None:
        return [*lead, *[None] * (len(FILING) - len(lead))]
    costs = figures["revenue"] - figures["operating_profit"]
    return [
        *lead,
        filing.number,
        dt.date(filing.year + 1, 3, 31),
        figures["staff_end"],
        figures["rd_staff"],
        figures["revenue"] / 10,
        figures["total_assets"] / 10,
        costs / 10,
        figures["rd_total"] / 10,
        *filing.rights,
        *filing.scores,
        sum(filing.scores),
        "否",
    ]


def _write_filings(book: Book, filings: list[Filing]) -> None:
    rows = [_filing_row(number, filing) for number, filing in enumerate(filings, 1)]
    title = "海曙区科技型中小企业名单（省备案累计、国家评价2024年）"
    book.sheet("科技型中小企业", title, (), [FILING], rows)


def _write_makerspaces(book: Book, carriers: list[Carrier]) -> None:
    heads = quirks.carrier_heads("众创空间", MAKERSPACE)
    rows = [quirks.carrier_row(c, year, MAKERSPACE, "众创空间") for year in YEARS for c in carriers]
    book.sheet("众创空间", "海曙区众创空间情况（2022—2024年）", (), [heads], rows)


def write_firms(
    path: Path, story: Story, filings: list[Filing], makerspaces: list[Carrier]
) -> None:
    """Write the workbook of firms, figures, projects, certificates, filings and makerspaces."""
    book = Book(path)
    _write_register(book, story.firms)
    for year, units in zip(
        YEARS, (("万元", "万元"), ("万元", "千元"), ("千元", "千元")), strict=True
    ):
        _figures_sheet(book, story, year, units)
    _write_projects(book, story.projects)
    _write_certificates(book, story.firms)
    _write_filings(book, filings)
    _write_makerspaces(book, makerspaces)
    book.close()
