"""What the firms report for each year, in 千元 and whole persons, and their R&D projects.

Every relation that the rules ask for holds here; `faults` breaks a few of them on purpose.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass
from random import Random

from samples.firms import YEARS, Firm
from samples.patents import Patent
from samples.vocabulary import PROJECTS, TECHNIQUES

LARGEST_CHANGE = 0.4

Figures = dict[str, int]


@dataclass
class Project:
    """A project of form 107-1; months in tenths of a person-month, money in 千元."""

    firm: Firm
    year: int
    name: str
    source: str
    mode: str
    result: str
    objective: str
    start: str
    end: str
    stage: str
    staff: int
    months: int
    cost: int
    government: int


@dataclass
class Character:
    """What stays with a firm over the years."""

    revenue_a_head: float
    pay_a_head: float
    rd_rate: float
    month_cost: float
    staff_share: float
    assets: float
    exports: float


def _character(random: Random, firm: Firm) -> Character:
    return Character(
        revenue_a_head=random.uniform(620, 1300) if firm.above else random.uniform(430, 900),
        pay_a_head=random.uniform(88, 150),
        # Who has a certificate spends more, as its renewal asks for.
        rd_rate=(
            random.uniform(0.11, 0.19) if firm.industry.industrial else random.uniform(0.3, 0.45)
        )
        * (1.25 if firm.certificates else 1),
        month_cost=random.uniform(9.2, 13.5),
        staff_share=random.uniform(0.42, 0.58),
        assets=random.uniform(0.85, 1.5),
        exports=random.choice((0, 0, 0, 0.15, 0.3, 0.45)) if firm.industry.industrial else 0,
    )


def _part(random: Random, whole: int, low: float, high: float) -> int:
    return round(whole * random.uniform(low, high))


def _income(random: Random, firm: Firm, nature: Character, staff: int) -> Figures:
    revenue = round(staff * nature.revenue_a_head * random.uniform(0.96, 1.05))
    if firm.industry.industrial:
        other, technical = _part(random, revenue, 0.004, 0.02), _part(random, revenue, 0, 0.03)
        goods = _part(random, revenue, 0, 0.02)
        product = revenue - other - technical - goods
    else:
        other, product = _part(random, revenue, 0, 0.02), _part(random, revenue, 0.05, 0.2)
        goods = 0
        technical = revenue - other - product
    exports = round(product * nature.exports)
    return {
        "industrial_output": _part(random, revenue, 0.97, 1.04) if firm.industry.industrial else 0,
        "revenue": revenue,
        "main_revenue": revenue - other,
        "tech_income": technical,
        "product_sales": product,
        "hitech_products": _part(random, product, 0.62, 0.9),
        "goods_sales": goods,
        "other_revenue": other,
        "trade_total": exports + _part(random, exports, 0, 0.1),
        "exports": exports,
    }


def _result(random: Random, firm: Firm, figures: Figures, *, certified: bool) -> Figures:
    revenue = figures["revenue"]
    operating = _part(random, revenue, -0.01, 0.11)
    gain, loss = _part(random, revenue, 0, 0.004), _part(random, revenue, 0, 0.002)
    total = operating + gain - loss
    tax = round(max(total, 0) * (0.15 if certified else 0.25))
    vat, paid = _part(random, revenue, 0.018, 0.045), _part(random, tax, 0.85, 1)
    return {
        "value_added": _part(random, revenue, 0.19, 0.29) if firm.industry.industrial else 0,
        "operating_profit": operating,
        "non_operating_income": gain,
        "non_operating_expense": loss,
        "total_profit": total,
        "income_tax": tax,
        "net_profit": total - tax,
        "vat_paid": vat,
        "income_tax_paid": paid,
        "taxes_paid": vat + paid + _part(random, revenue, 0.004, 0.01),
    }


def _balance(random: Random, nature: Character, revenue: int) -> Figures:
    total = round(revenue * nature.assets * random.uniform(0.97, 1.06))
    current, debts = _part(random, total, 0.5, 0.7), _part(random, total, 0.3, 0.6)
    return {
        "total_assets": total,
        "current_assets": current,
        "non_current_assets": total - current,
        "liabilities": debts,
        "equity": total - debts,
    }


def _people(random: Random, nature: Character, staff: int) -> Figures:
    average = max(1, round(staff * random.uniform(0.95, 1.04)))
    return {
        "staff_end": staff,
        "staff_average": average,
        "payroll": round(average * nature.pay_a_head * random.uniform(0.97, 1.05)),
    }


def _rd_people(random: Random, nature: Character, staff: int) -> Figures:
    total = max(2, round(staff * nature.rd_rate))
    graduates = min(total, max(1, _part(random, total, 0.4, 0.85)))
    return {
        "rd_staff": total,
        "admin_staff": _part(random, total, 0.05, 0.12),
        "female_staff": _part(random, total, 0.12, 0.35),
        "full_time_staff": min(total, _part(random, total, 0.7, 1)),
        "bachelor_staff": graduates,
        "external_staff": _part(random, total, 0, 0.05),
    }


def _rd_costs(random: Random, nature: Character, months: int) -> Figures:
    staff_cost = round(months / 10 * nature.month_cost * random.uniform(0.96, 1.05))
    whole = staff_cost / nature.staff_share
    outsourced = _part(random, round(whole), 0.02, 0.06) if random.random() < 0.2 else 0
    universities = _part(random, outsourced, 0.3, 0.7)
    costs = {
        "staff_cost": staff_cost,
        "depreciation": _part(random, round(whole), 0.04, 0.08),
        "amortisation": _part(random, round(whole), 0, 0.01),
        "design_cost": _part(random, round(whole), 0, 0.02),
        "testing_cost": _part(random, round(whole), 0, 0.03),
        "outsourced": outsourced,
        "other_cost": _part(random, round(whole), 0.02, 0.05),
    }
    costs["direct_input"] = max(1, round(whole) - sum(costs.values()))
    costs["rd_total"] = sum(costs.values())
    costs["outsourced_universities"] = universities
    costs["outsourced_firms"] = outsourced - universities
    return costs


def _rd_rest(random: Random, firm: Firm, year: int, figures: Figures) -> Figures:
    total = figures["rd_total"]
    government = _part(random, total, 0.01, 0.05) if random.random() < 0.3 else 0
    loans = _part(random, total, 0.02, 0.1) if random.random() < 0.1 else 0
    assets = _part(random, total, 0.02, 0.12)
    claimed = _part(random, total, 0.78, 0.95)
    certified = firm.is_certified(dt.date(year, 12, 31))
    rate = 0.15 if certified else 0.25
    saved = round(claimed * rate) if figures["total_profit"] > 0 else 0
    hte = round(figures["total_profit"] * 0.1) if certified and figures["total_profit"] > 0 else 0
    new_sales = _part(random, figures["product_sales"], 0.25, 0.55)
    return {
        "self_funds": total - government - loans,
        "government_funds": government,
        "bank_loans": loans,
        "fixed_assets": assets,
        "instruments": _part(random, assets, 0.6, 1),
        "deduction_claimed": claimed,
        "deduction_saved": saved,
        "hte_saved": hte,
        "new_product_sales": new_sales,
        "new_product_exports": min(new_sales, _part(random, figures["exports"], 0.1, 0.4)),
        "trademarks": random.randint(0, 6),
        "standards": 1 if random.random() < 0.05 else 0,
    }


def _institution(random: Random, firm: Firm, figures: Figures) -> Figures:
    if firm.staff < 45:
        return {}
    people = _part(random, figures["rd_staff"], 0.5, 0.8)
    masters = min(people, figures["bachelor_staff"]) // 6
    doctors = 1 if masters and random.random() < 0.15 else 0
    return {
        "institutions": 1,
        "institution_staff": people,
        "institution_doctors": doctors,
        "institution_masters": max(0, masters - doctors),
        "institution_cost": _part(random, figures["rd_total"], 0.4, 0.7),
        "institution_equipment": _part(random, figures["rd_total"], 0.5, 1.4),
    }


def _rights(patents: list[Patent], year: int) -> Figures:
    filed = [p for p in patents if p.filed.year == year]
    valid = sum(p.is_invention and p.in_force and p.granted_by(year) for p in patents)
    return {
        "patent_applications": len(filed),
        "invention_applications": sum(p.is_invention for p in filed),
        "valid_inventions": valid,
        "inventions_used": valid * 3 // 5,
        "papers": 0 if filed else 1,
    }


def _projects(random: Random, firm: Firm, year: int, months: int) -> list[Project]:
    """Return one to four projects that share the person-months; the money comes later."""
    count = min(4, max(1, months // 600))
    # Names of the years are drawn apart, so that none looks like one of the year before.
    patterns = [p for number, p in enumerate(PROJECTS) if number % len(YEARS) == year % len(YEARS)]
    names = [
        pattern.format(p=product, t=random.choice(TECHNIQUES))
        for pattern in patterns
        for product in firm.industry.products
    ]
    left, projects = months, []
    for number, name in enumerate(random.sample(names, count)):
        share = left if number == count - 1 else left // (count - number)
        left -= share
        start, end = random.randint(1, 6), random.randint(10, 12)
        crossing = random.random() < 0.2
        projects.append(
            Project(
                firm=firm,
                year=year,
                name=name,
                source="2.政府部门科技项目" if random.random() < 0.06 else "1.本企业自选项目",
                mode=random.choice(("10", "10", "10", "10", "22", "23")),
                result=random.choice(("9", "10", "10", "12", "12", "13", "5", "4")),
                objective=random.choice(("2", "3", "3", "4", "4")),
                start=f"{year}{start:02}",
                end=f"{year + 1}{random.randint(3, 9):02}" if crossing else f"{year}{end:02}",
                stage=random.choice("12") if crossing else "",
                staff=math.ceil(share / 100),
                months=share,
                cost=0,
                government=0,
            )
        )
    return projects


def _spend(random: Random, projects: list[Project], figures: Figures) -> None:
    total = sum(project.months for project in projects)
    money = _part(random, figures["rd_total"], 0.86, 0.98)
    for project in projects:
        project.cost = money * project.months // total
    first = projects[0]
    first.government = min(first.cost, figures["government_funds"])


def _close(before: Figures | None, now: Figures) -> bool:
    """Say whether R&D is near enough to the year before, and to what the firm earns."""
    if now["rd_total"] * 100 > now["revenue"] * 40:
        return False
    if before is None:
        return True
    return abs(now["rd_total"] / before["rd_total"] - 1) < LARGEST_CHANGE


def _year(
    random: Random,
    firm: Firm,
    nature: Character,
    year: int,
    *,
    staff: int,
    patents: list[Patent],
) -> tuple[Figures, list[Project]]:
    figures = _income(random, firm, nature, staff)
    certified = firm.is_certified(dt.date(year, 12, 31))
    figures |= _result(random, firm, figures, certified=certified)
    figures |= _balance(random, nature, figures["revenue"]) | _people(random, nature, staff)
    figures |= _rd_people(random, nature, staff)
    months = round(figures["rd_staff"] * random.uniform(86, 104))
    projects = _projects(random, firm, year, months)
    figures |= _rd_costs(random, nature, months)
    figures |= _rd_rest(random, firm, year, figures) | _institution(random, firm, figures)
    figures |= _rights(patents, year)
    _spend(random, projects, figures)
    return figures, projects


def make_figures(
    random: Random, firms: list[Firm], patents: list[Patent]
) -> tuple[dict[tuple[str, int], Figures], list[Project]]:
    """Return the figures by credit code and year, and all projects."""
    owned = defaultdict(list)
    for patent in patents:
        owned[patent.firm.uscc].append(patent)
    figures: dict[tuple[str, int], Figures] = {}
    projects: list[Project] = []
    for firm in firms:
        nature, staff, before = _character(random, firm), firm.staff, None
        for year in YEARS:
            if firm.found.year >= year and year < YEARS[-1]:
                continue
            mine = owned[firm.uscc]
            now, own = _year(random, firm, nature, year, staff=staff, patents=mine)
            while not _close(before, now):
                nature.rd_rate *= 0.97
                now, own = _year(random, firm, nature, year, staff=staff, patents=mine)
            figures[firm.uscc, year] = before = now
            projects += own
            staff = max(6, round(staff * random.uniform(0.96, 1.09)))
        firm.staff = before["staff_end"]
    return figures, projects
