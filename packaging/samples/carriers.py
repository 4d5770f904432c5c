"""12 incubators and 5 makerspaces with their figures of three years; money in 千元."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from samples.firms import YEARS, credit_code

Row = dict[str, int]

# The second sign of one operator is a rare one that only GB 18030 can write.
INCUBATORS = (
    ("宁波望澄科技企业孵化器", "宁波望澄创业服务有限公司", "国家级", "综合"),
    ("海曙砺谷生物医药孵化器", "宁波砺谷创业服务有限公司", "国家级", "专业"),
    ("海曙云翎数字产业孵化器", "宁波云翎科技服务有限公司", "省级", "专业"),
    ("段塘沐光科技孵化器", "宁波沐光科技服务有限公司", "省级", "综合"),
    ("石碶启拓智造孵化器", "宁波启拓产业服务有限公司", "省级", "专业"),
    ("月湖霁明文化科技孵化器", "宁波霁明创业服务有限公司", "市级", "综合"),
    ("高桥丰衡科技孵化器", "宁波丰衡产业服务有限公司", "市级", "综合"),
    ("集士港集芯电子孵化器", "宁波集芯创业服务有限公司", "市级", "专业"),
    ("古林禾立农业科技孵化器", "宁波禾立创业服务有限公司", "市级", "专业"),
    ("望春䶮新材料孵化器", "宁波䶮新创业服务有限公司", "市级", "专业"),
    ("洞桥岚原科技孵化器", "宁波岚原产业服务有限公司", "区级", "综合"),
    ("鄞江学远大学生创业孵化器", "宁波学远创业服务有限公司", "区级", "综合"),
)
MAKERSPACES = (
    ("月湖旻舟众创空间", "宁波旻舟众创服务有限公司", "国家级"),
    ("鼓楼知衡众创空间", "宁波知衡众创服务有限公司", "省级"),
    ("江厦屿光众创空间", "宁波屿光众创服务有限公司", "省级"),
    ("西门拓凡众创空间", "宁波拓凡众创服务有限公司", "市级"),
    ("南门晏思众创空间", "宁波晏思众创服务有限公司", "市级"),
)


@dataclass
class Carrier:
    """An incubator or makerspace with its figures by year."""

    name: str
    operator: str
    uscc: str
    level: str
    type: str
    document: str
    recognised: str
    years: dict[int, Row]


def _incubator_year(random: Random, size: int, year: int) -> Row:
    grown = 100 + (year - YEARS[0]) * 4
    tenants = (18 + size * 9) * grown // 100
    staff = 6 + size * 3
    rent, service = 900 + size * random.randint(300, 420), 500 + size * random.randint(180, 260)
    invested = random.randint(0, 3 + size)
    rights = tenants * random.randint(2, 4)
    return {
        "area_total": 3800 + size * 1900,
        "area_tenant": (3800 + size * 1900) * 68 // 100,
        "area_public": (3800 + size * 1900) * 14 // 100,
        "area_office": (3800 + size * 1900) * 6 // 100,
        "mgr_staff": staff,
        "mgr_pro": staff * 2 // 3,
        "mentors": 5 + size * 2,
        "income_svc": service,
        "income_rent": rent,
        "income_inv": (inv := random.choice((0, 0, 120, 260))),
        "income_oth": (oth := random.randint(20, 90)),
        "income": service + rent + inv + oth,
        "cost": (service + rent) * 8 // 10,
        "fund": size * 1000,
        "tenants": tenants,
        "tenants_new": tenants // 5,
        "tenants_hte": tenants // 12,
        "tenants_sme": tenants // 4,
        "tenants_ip": tenants // 2,
        "tenants_pat": tenants // 3,
        "tenant_staff": tenants * random.randint(8, 13),
        "tenant_income": tenants * random.randint(2600, 4200),
        "tenant_rd": tenants * random.randint(260, 480),
        "ip_apply": rights // 3,
        "ip_grant": rights // 4,
        "ip_valid": rights,
        "ip_inv": rights // 5,
        "grad_year": 1 + size // 2,
        "invested_n": invested,
        "invested_amt": invested * random.randint(1800, 5200),
    }


def _makerspace_year(random: Random, size: int, year: int) -> Row:
    teams, startups = 10 + size * 4 + year - YEARS[0], 8 + size * 3 + year - YEARS[0]
    service, income = 260 + size * 110, 420 + size * 190
    invested = random.randint(0, 4)
    rights = startups * 2
    return {
        "area": 600 + size * 420,
        "seats": 60 + size * 40,
        "staff": 4 + size,
        "mentors": 4 + size * 2,
        "events": 12 + size * 5,
        "teams": teams,
        "teams_staff": teams * random.randint(3, 5),
        "startups": startups,
        "startups_staff": startups * random.randint(5, 9),
        "new_reg": startups // 3,
        "grads": teams // 3,
        "returnees": teams // 8,
        "listed": 0,
        "invested_n": invested,
        "invested_amt": invested * random.randint(900, 2600),
        "income": income,
        "income_svc": service,
        "cost": income * 9 // 10,
        "subsidy": 80 + size * 40,
        "ip_valid": rights,
        "ip_inv": rights // 6,
    }


def _recognised(random: Random, level: str) -> tuple[str, str]:
    year = random.randint(2012, 2021)
    issuer = {"国家级": "国科发火", "省级": "浙科发高", "市级": "甬科高", "区级": "海科"}[level]
    day = f"{year}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    return f"{issuer}〔{year}〕{random.randint(11, 240)}号（示例）", day


def make_incubators(random: Random) -> list[Carrier]:
    """Return the incubators; graduates so far follow from those of each year."""
    made = []
    for place, (name, operator, level, kind) in enumerate(INCUBATORS):
        size = max(0, 5 - place // 2)
        document, day = _recognised(random, level)
        carrier = Carrier(name, operator, credit_code(random), level, kind, document, day, {})
        so_far, listed = 6 + size * 7, size // 3
        for year in YEARS:
            row = _incubator_year(random, size, year)
            so_far += row["grad_year"]
            carrier.years[year] = row | {"grad_total": so_far, "grad_listed": listed}
        made.append(carrier)
    return made


def make_makerspaces(random: Random) -> list[Carrier]:
    """Return the makerspaces."""
    made = []
    for place, (name, operator, level) in enumerate(MAKERSPACES):
        document, day = _recognised(random, level)
        years = {year: _makerspace_year(random, 4 - place, year) for year in YEARS}
        made.append(
            Carrier(name, operator, credit_code(random), level, "综合", document, day, years)
        )
    return made
