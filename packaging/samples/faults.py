"""What is wrong with the sheets of 2024, on purpose, and how the demo puts it right.

What the rules call 强制 is corrected, what they call 核实 is explained. Two things are left wrong
in 2023, so that the open period has something to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from samples.carriers import Carrier
from samples.figures import Figures, Project
from samples.firms import Firm
from samples.patents import Patent

YEAR = 2024


@dataclass
class Correction:
    """A value that the office finds to be another."""

    rule: str
    form: str
    subject: str
    field: str
    text: str
    because: str
    period: str = ""
    match: str = ""


@dataclass(frozen=True)
class Wrong:
    """A figure mistyped: its field, how it came out, and how the office found the right one."""

    field: str
    made: Callable[[Figures], int]
    because: str


@dataclass
class Explanation:
    """Why a value that looks odd is right."""

    rule: str
    subject: str
    text: str


@dataclass
class Story:
    """All of it, with the firms already used so that no two faults meet."""

    firms: list[Firm]
    figures: dict[tuple[str, int], Figures]
    projects: list[Project]
    patents: list[Patent]
    incubators: list[Carrier]
    corrections: list[Correction] = field(default_factory=list)
    explanations: list[Explanation] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def pick(
        self, suits: Callable[[Firm, Figures], bool], year: int = YEAR
    ) -> tuple[Firm, Figures]:
        """Return the next firm that suits, with its figures."""
        for firm in self.firms[30:]:
            row = self.figures.get((firm.uscc, year))
            if row and firm.uscc not in self.used and suits(firm, row):
                self.used.add(firm.uscc)
                return firm, row
        raise LookupError

    def project(self, suits: Callable[[Project], bool]) -> Project:
        """Return the next project of the year that suits."""
        for project in self.projects:
            if project.year == YEAR and project.firm.uscc not in self.used and suits(project):
                self.used.add(project.firm.uscc)
                return project
        raise LookupError

    def explain(self, rule: str, subject: str, text: str) -> None:
        """Note the explanation of a finding."""
        self.explanations.append(Explanation(rule, subject, text))

    def mistype(
        self, rule: str, form: str, suits: Callable[[Firm, Figures], bool], *, wrong: Wrong
    ) -> None:
        """Put a wrong figure into the sheet of the next firm that suits; note the right one."""
        firm, row = self.pick(suits)
        right = row[wrong.field]
        row[wrong.field] = wrong.made(row)
        self.corrections.append(
            Correction(
                rule, form, firm.name, wrong.field, str(right), wrong.because, period=str(YEAR)
            )
        )


def _swapped(value: int) -> int:
    """Return a number with two neighbouring digits that differ changed over."""
    digits = list(str(value))
    for place in range(1, len(digits) - 1):
        if digits[place] != digits[place + 1]:
            digits[place], digits[place + 1] = digits[place + 1], digits[place]
            return int("".join(digits))
    return value + 9


def _mistype_figures(story: Story) -> None:
    story.mistype(
        "RDA-009",
        "rd_activity",
        lambda _f, r: r["staff_cost"] > 2000,
        wrong=Wrong(
            "staff_cost",
            lambda r: _swapped(r["staff_cost"]),
            "核对企业研发辅助账，录入时两位数字颠倒",
        ),
    )
    story.mistype(
        "RDA-016",
        "rd_activity",
        lambda _f, r: r["patent_applications"] > r["invention_applications"] > 0,
        wrong=Wrong(
            "invention_applications",
            lambda r: r["patent_applications"] + 2,
            "核对专利台账，误填为两年合计",
        ),
    )
    story.mistype(
        "RDA-028",
        "firm_period",
        lambda _f, r: r["staff_end"] > 100,
        wrong=Wrong(
            "staff_end", lambda r: r["staff_end"] // 10, "核对社保参保人数，录入时漏了一位"
        ),
    )
    story.mistype(
        "GQ2-014",
        "firm_period",
        lambda _f, r: r["equity"] > 5000,
        wrong=Wrong(
            "equity", lambda r: _swapped(r["equity"]), "核对资产负债表，录入时两位数字颠倒"
        ),
    )


def _mistype_standing(story: Story) -> None:
    firm, _row = story.pick(lambda _f, _r: True)
    name, firm.legal_rep = firm.legal_rep, ""
    story.corrections.append(
        Correction("REQ-firm-legal_rep", "firm", firm.name, "legal_rep", name, "按营业执照补填")
    )
    firm, _row = story.pick(
        lambda f, _r: len(f.certificates) == 1 and f.certificates[0].issued.year == 2023
    )
    paper = firm.certificates[0]
    right, paper.expires = paper.expires, paper.expires.replace(year=paper.expires.year - 1)
    story.corrections.append(
        Correction(
            "HTE-004",
            "hte_cert",
            firm.name,
            "expire_date",
            right.isoformat(),
            "按证书原件改正",
            match=paper.number,
        )
    )
    patent = next(p for p in story.patents if p.granted and p.granted.year == 2023 and p.in_force)
    granted = patent.granted
    patent.granted = granted.replace(year=patent.filed.year - 1, day=min(granted.day, 28))
    story.corrections.append(
        Correction(
            "PAT-005",
            "patent",
            patent.firm.name,
            "grant_date",
            granted.isoformat(),
            "按专利登记簿改正",
            match=patent.number,
        )
    )
    carrier = story.incubators[4]
    row = carrier.years[YEAR]
    right = row["tenants_hte"]
    row["tenants_hte"] = row["tenants"] + right
    story.corrections.append(
        Correction(
            "INC-003",
            "incubator",
            carrier.name,
            "tenants_hte",
            str(right),
            "核对在孵企业名单，误填为合计数",
            period=str(YEAR),
        )
    )


def _grow(row: Figures, more: int) -> None:
    for name in ("direct_input", "rd_total", "self_funds"):
        row[name] += more


def _explain_research(story: Story) -> None:
    reasons = (
        "2024年承担市级重大科技攻关项目，新增试验台架与材料投入，已附项目任务书",
        "2024年启动两项新产品研制，直接投入较上年明显增加，与研发辅助账一致",
        "2024年研发中心扩建投用，试制材料集中领用，已与企业财务核对",
        "上年部分研发材料跨年结算，2024年集中入账，已与企业财务核对",
    )
    for reason in reasons:
        firm, row = story.pick(
            lambda f, r: (f.uscc, YEAR - 1) in story.figures and r["rd_total"] * 9 < r["revenue"]
        )
        before = story.figures[firm.uscc, YEAR - 1]["rd_total"]
        _grow(row, before * 17 // 10 - row["rd_total"])
        story.explain("RDA-030", firm.name, reason)
    firm, row = story.pick(lambda f, _r: (f.uscc, YEAR - 1) not in story.figures)
    _grow(row, row["revenue"] * 58 // 100 - row["rd_total"])
    story.explain(
        "RDA-029", firm.name, "企业成立未满两年，产品尚在研制，收入少而研发投入大，情况属实"
    )
    for reason in (
        "2024年研发处于样机试验阶段，尚未形成专利申请和论文，计划2025年申请",
        "2024年成果以技术秘密方式保护，未申请专利、未发表论文，情况属实",
    ):
        firm, row = story.pick(lambda _f, r: r["patent_applications"] == 0)
        row["papers"] = 0
        story.explain("RDA-024", firm.name, reason)
    firm, row = story.pick(lambda f, r: not f.above and r["staff_average"] > 20)
    row["payroll"] = row["staff_average"] * 17
    story.explain(
        "GQ3-008", firm.name, "企业2024年有较多季节性用工，平均人数高而在岗时间短，薪酬总额属实"
    )


def _explain_projects(story: Story) -> None:
    for _ in range(2):
        project = story.project(lambda p: not p.stage and p.months < 400)
        project.end = f"{project.start[:4]}{int(project.start[4:]) + 1:02}"
        story.explain(
            "RDP-005", project.firm.name, "项目为应急攻关课题，两个月内完成研制，任务书和验收单齐全"
        )
    for word, reason in (
        (
            "柔性装配生产线用{p}研制",
            "项目研究对象是生产线上的部件，内容为新产品研制，不是建设生产线",
        ),
        ("{p}节能控制算法研究", "项目内容为控制算法研究，属技术原理研究，不是节能改造"),
    ):
        project = story.project(lambda p: not p.stage)
        project.name = word.format(p=project.firm.industry.products[0])
        story.explain("RDP-012", project.firm.name, reason)
    project = story.project(lambda p: p.stage == "2")
    project.stage = "3"
    story.explain(
        "RDP-004", project.firm.name, "中试阶段仍在验证关键参数并有较大改动，仍属试验发展"
    )
    project = story.project(lambda p: not p.stage)
    project.objective = "8"
    story.explain(
        "RDP-011", project.firm.name, "项目研制低挥发配方，以减少污染为目标，有明确的创新内容"
    )
    project = story.project(lambda p: not p.stage)
    project.result = "11"
    story.explain(
        "RDP-009", project.firm.name, "图纸和工艺参数由本项目试验得出，同时形成样机，属研究开发"
    )


def _explain_standing(story: Story) -> None:
    institute = next(firm for firm in story.firms if firm.uscc.startswith("52"))
    story.explain(
        "ENT-002", institute.name, "该单位为民办非企业单位性质的新型研发机构，按要求纳入统计"
    )
    for _ in range(2):
        firm, _row = story.pick(
            lambda f, r: (
                f.industry.industrial
                and not f.above
                and f.found.year < 2018
                and r["revenue"] < 15_000
                and (f.uscc, YEAR - 1) in story.figures
            )
        )
        firm.above_from = "2019-01"
        story.explain(
            "ENT-012",
            firm.name,
            "上年订单减少，营业收入低于2000万元，尚未办理退库，以统计局名录为准",
        )
    firm, _row = story.pick(
        lambda f, _r: len(f.certificates) == 1 and f.certificates[0].issued.year == 2022
    )
    paper = firm.certificates[0]
    paper.number, paper.kind = paper.number.replace("3310", "3300"), "异地搬迁"
    story.explain(
        "HTE-002", firm.name, "企业2023年由省内其他市整体迁入，证书在迁出地认定，迁移手续已办结"
    )
    for _ in range(2):
        firm, _row = story.pick(
            lambda f, _r: len(f.certificates) == 1 and f.certificates[0].issued.year == 2022
        )
        firm.certificates[0].name = firm.name.replace("宁波", "宁波市海曙", 1)
        story.explain("HTE-007", firm.name, "企业2024年更名，证书更名手续正在办理，为同一法人")


def _explain_ledgers(story: Story) -> None:
    for _ in range(2):
        firm, _row = story.pick(lambda f, _r: any(p.firm is f for p in story.patents))
        patent = next(p for p in story.patents if p.firm is firm)
        patent.owner = firm.name.replace("宁波", "宁波市海曙", 1)
        story.explain("PAT-008", firm.name, "专利权人为企业更名前的名称，著录事项变更正在办理")
    carrier = story.incubators[0]
    row = carrier.years[YEAR]
    row |= {"tenants": 46, "tenants_new": 9, "tenants_hte": 4, "tenants_sme": 12}
    row |= {"tenants_ip": 24, "tenants_pat": 16}
    story.explain(
        "INC-010", carrier.name, "2024年集中毕业21家，新入驻企业手续在办，年末在孵企业数属实"
    )
    carrier = story.incubators[6]
    carrier.years[YEAR]["grad_total"] += 2
    story.explain("INC-008", carrier.name, "清理档案时补认2家往年毕业企业，已报市局确认")


def _leave_open(story: Story) -> None:
    firm, _row = story.pick(lambda f, _r: (f.uscc, YEAR - 1) in story.figures)
    row = story.figures[firm.uscc, YEAR - 1]
    row["direct_input"] = _swapped(row["direct_input"])
    firm, _row = story.pick(lambda f, _r: (f.uscc, YEAR - 1) in story.figures)
    row = story.figures[firm.uscc, YEAR - 1]
    row["vat_paid"] = row["taxes_paid"] + 12


def plant(story: Story) -> None:
    """Break what the demo puts right or explains."""
    _mistype_figures(story)
    _mistype_standing(story)
    _explain_standing(story)
    _explain_research(story)
    _explain_projects(story)
    _explain_ledgers(story)
    _leave_open(story)


SIGN_OFF = {
    "head": "周予安",
    "statistician": "沈知远",
    "filler": "陆清和",
    "phone": "0574-55501234",
}


def told(story: Story) -> str:
    """Return the corrections and explanations as the text of a TOML file."""
    lines = [
        "# 示例数据，均为虚构。演示按此改正强制性错误、说明核实性问题，并签署。",
        'period = "2024"',
        "",
        "[signoff]",
        *(f'{name} = "{text}"' for name, text in SIGN_OFF.items()),
    ]
    for correction in story.corrections:
        lines += ["", "[[corrections]]"]
        lines += [f'{name} = "{text}"' for name, text in vars(correction).items() if text]
    for explanation in story.explanations:
        lines += ["", "[[explanations]]"]
        lines += [f'{name} = "{text}"' for name, text in vars(explanation).items()]
    return "\n".join(lines) + "\n"
