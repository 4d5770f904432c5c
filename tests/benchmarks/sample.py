"""Made-up workspaces of any size for the benchmarks; nobody in them exists."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.domain.identifiers import org_check, uscc_check
from desktop_app.domain.patents import patent_check
from desktop_app.domain.plans import ChangePlan, Rows, Stored
from desktop_app.domain.uids import new_uids
from desktop_app.work.workspace import Workspace, init_workspace

UNIT = "海曙区"
PERIODS = ("2023", "2024")
QIAN = 100_000
"""分 in 千元."""

FIRM = (
    *("name", "uscc", "found_date", "town", "address", "reg_address", "phone", "contact"),
    *("legal_rep", "industry_code", "main_business", "op_status", "reg_type", "reporting_unit"),
    *("gbt2260", "above_scale"),
)
ACTIVITY = (
    *("firm", "period", "rd_staff", "admin_staff", "female_staff", "full_time_staff"),
    *("bachelor_staff", "rd_total", "staff_cost", "direct_input", "depreciation", "other_cost"),
    *("self_funds", "institutions", "institution_staff", "patent_applications", "papers"),
    *("deduction_claimed", "deduction_saved"),
)
FIGURES = (
    *("firm", "period", "revenue", "main_revenue", "product_sales", "operating_profit"),
    *("total_profit", "income_tax", "net_profit", "taxes_paid", "staff_end", "staff_average"),
    "payroll",
)
PROJECT = (
    *("firm", "period", "name", "source", "mode", "result", "objective", "start_month"),
    *("end_month", "staff", "staff_months", "cost"),
)
PATENT = ("firm", "app_no", "title", "ptype", "route", "app_date", "grant_date", "status")
FILING = (
    *("firm", "scheme", "year", "reg_no", "batch", "notice_date", "valid_to", "staff_total"),
    *("rd_staff", "sales", "assets", "cost_total", "rd_cost", "ip1", "ip2", "score_staff"),
    *("score_rd", "score_ip", "score", "direct", "prohibited", "dishonest"),
)
CERTIFICATE = ("firm", "cert_no", "issue_date", "expire_date", "kind", "status")

_SIGNS = "甬宁海天华鑫宏博晨星东方明德瑞恒创新佳信立达永安金辉润和兴盛远智慧联合"
_TRADES = ("机械", "电子", "新材料", "生物", "软件", "信息", "模具", "轴承", "光电", "环保")
_KINDS = ("有限公司", "股份有限公司", "科技有限公司", "集团有限公司")
_TOWNS = ("鼓楼街道", "南门街道", "西门街道", "月湖街道", "江厦街道", "白云街道", "高桥镇")
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def name(chance: random.Random) -> str:
    """Return a made-up name of a firm."""
    signs = "".join(chance.choices(_SIGNS, k=3))
    return f"宁波{signs}{chance.choice(_TRADES)}{chance.choice(_KINDS)}"


def uscc(chance: random.Random) -> str:
    """Return a made-up credit code with its right check character."""
    own = f"MA{''.join(chance.choices(_LETTERS, k=6))}"
    body = f"91330203{own}{org_check(own)}"
    return body + uscc_check(body)


def firms(count: int, seed: int = 7) -> Iterator[tuple[Stored, ...]]:
    """Yield made-up firms in the order of `FIRM`, after their ids; others with another seed."""
    chance = random.Random(seed)
    for number, uid in enumerate(new_uids(count)):
        town = chance.choice(_TOWNS)
        place = f"浙江省宁波市海曙区{town}示例路{number % 900 + 1}号{chance.randrange(1, 30)}幢"
        yield (
            *(uid, None, name(chance), uscc(chance)),
            *(f"{chance.randrange(1990, 2022)}-05-17", town, place, place),
            f"0574-87{number % 1_000_000:06}",
            *("".join(chance.choices(_SIGNS, k=3)) for _ in range(2)),
            *(
                "3829",
                f"{chance.choice(_TRADES)}零部件的研发、制造与销售",
                "1",
                "150",
                "330203",
                "330203",
                1,
            ),
        )


def activity(chance: random.Random) -> tuple[int, ...]:
    """Return figures of 107-2 in the order of `ACTIVITY`, one sum in fifty a little off."""
    staff = chance.randrange(25, 36)
    costs = [staff * chance.randrange(70, 90) * QIAN for _ in range(4)]
    total = sum(costs) + (QIAN if chance.randrange(50) == 0 else 0)
    bodies = int(chance.randrange(9) > 0)
    return (
        *(staff, staff // 5, staff // 3, staff - 1, staff // 2, total, *costs),
        *(total, bodies, bodies * staff // 2, staff // 8, 1, total, total // QIAN // 10 * QIAN),
    )


def workspace(folder: Path, count: int, *, patent_count: int = 0) -> Workspace:
    """Make a workspace with firms, two years of their figures, certificates, patents; check it."""
    ws = init_workspace(folder, role="district", unit=UNIT, person="测试员")
    chance = random.Random(8)
    owners = list(firms(count))
    uids = [row[0] for row in owners]
    pairs = [(uid, period) for period in PERIODS for uid in uids]
    fresh = [(uid, None, *pair) for uid, pair in zip(new_uids(len(pairs)), pairs, strict=True)]
    more = [(uid, None, *pair) for uid, pair in zip(new_uids(len(pairs)), pairs, strict=True)]
    projects = zip(new_uids(count), uids, strict=True)
    some = uids[::4]
    certificates = zip(new_uids(len(some)), some, strict=True)
    blocks = (
        Rows("firm", FIRM, owners),
        Rows("rd_activity", ACTIVITY, [(*row, *activity(chance)) for row in fresh]),
        Rows("firm_period", FIGURES, [(*row, *figures(chance)) for row in more]),
        Rows("rd_project", PROJECT, [project(chance, *pair) for pair in projects]),
        Rows("hte_cert", CERTIFICATE, [_certificate(chance, *pair) for pair in certificates]),
        Rows("patent", PATENT, list(patents(chance, uids, patent_count or count))),
    )
    ws.store.apply(ChangePlan("import", "样例", blocks), check=False)
    ws.store.check(PERIODS[-1])
    ws.keep(period=PERIODS[-1])
    return ws


def file_firms(ws: Workspace, count: int) -> None:
    """Give the firms of a workspace made-up filings as 科小, each firm many."""
    chance = random.Random(9)
    owners = [row[0] for row in ws.store.rows("firm", ())]
    rows = [_filing(chance, uid, owners[n % len(owners)]) for n, uid in enumerate(new_uids(count))]
    ws.store.apply(ChangePlan("import", "入库", (Rows("tech_sme", FILING, rows),)), check=False)


def _filing(chance: random.Random, uid: str, firm: Stored) -> tuple[Stored, ...]:
    year, staff = chance.randrange(2019, 2025), chance.randrange(5, 500)
    number = f"{year}3302030{chance.randrange(1_000_000):06}"
    dates = (f"{year}-{chance.randrange(3, 13):02}-17", f"{year + 1}-03-31")
    amounts = (round(staff * chance.uniform(1, 90) * 1_000_000, -4) for _ in range(4))
    scores = [chance.randrange(0, 20), chance.randrange(0, 50), chance.randrange(0, 30)]
    return (
        *(uid, None, firm, chance.choice(("CN", "ZJ", "NB")), year, number),
        *(f"{year}年第{chance.randrange(1, 12)}批", *dates, staff, staff // 4, *map(int, amounts)),
        *(chance.randrange(4), chance.randrange(9), *scores, sum(scores)),
        *(chance.choice(("0", "0", "0", "1", None)), 0, 0),
    )


def figures(chance: random.Random) -> tuple[int, ...]:
    """Return made-up figures of a year in the order of `FIGURES`."""
    tenth, staff = chance.randrange(400, 80_000) * QIAN, chance.randrange(100, 600)
    sold, tax = 10 * tenth, tenth // QIAN // 4 * QIAN
    wages = staff * 120 * QIAN
    return sold, 9 * tenth, sold, tenth, tenth, tax, tenth - tax, tenth, staff, staff, wages


def project(chance: random.Random, uid: str, firm: Stored) -> tuple[Stored, ...]:
    """Return a made-up project in the order of `PROJECT`, after its ids."""
    title = f"{chance.choice(_TRADES)}新工艺的研究"
    cost = chance.randrange(100, 9_000) * QIAN
    months = (f"{PERIODS[-1]}-01", f"{PERIODS[-1]}-12")
    return (uid, None, firm, PERIODS[-1], title, "1", "10", "1", "1", *months, 30, 1000, cost)


def _certificate(chance: random.Random, uid: str, firm: Stored) -> tuple[Stored, ...]:
    year = chance.randrange(2021, 2025)
    number = f"GR{year}3310{chance.randrange(10_000):04}"
    return (uid, None, firm, number, f"{year}-12-01", f"{year + 3}-12-01", "1", "1")


def patents(
    chance: random.Random, owners: Sequence[Stored], count: int, first: int = 0
) -> Iterator[tuple[Stored, ...]]:
    """Yield made-up patents in the order of `PATENT`, after their ids; numbered from `first`."""
    for number, uid in enumerate(new_uids(count), first):
        year = chance.randrange(2018, 2025)
        trade = chance.choice(_TRADES)
        body = f"{year}1{number:07}"
        yield (
            *(uid, None, owners[number % len(owners)], f"{body}.{patent_check(body)}"),
            f"一种{trade}用{chance.choice(_SIGNS)}形装置及其方法",
            *("1", "CN", f"{year}-03-04", f"{min(year + 1, 2024)}-06-07", "1"),
        )
