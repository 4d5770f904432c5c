"""400 firms with their certificates and filings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from desktop_app.domain.identifiers import org_check, uscc_check
from samples.vocabulary import (
    FIRST,
    GIVEN,
    INDUSTRIES,
    ROADS,
    SECOND,
    SURNAMES,
    TOWNS,
    Industry,
)

COUNT = 400
YEARS = (2022, 2023, 2024)
LAST_DAY = dt.date(2024, 12, 31)
# No registrar has given out codes whose body begins so; these cannot be a real firm's.
BODY = "MX"
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class Certificate:
    """A certificate of a high-tech enterprise."""

    number: str
    issued: dt.date
    expires: dt.date
    kind: str
    name: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Say whether it is valid on a day."""
        return self.issued <= day < self.expires


@dataclass
class Firm:
    """A firm of the register, and what its figures are drawn from."""

    name: str
    uscc: str
    legal_rep: str
    found: dt.date
    town: str
    address: str
    phone: str
    industry: Industry
    staff: int
    products: str = ""
    reg_type: str = "私营有限责任公司（2023）"
    holding: str = "私人控股"
    capital: int = 0
    above_from: str = ""
    certificates: list[Certificate] = field(default_factory=list)
    filed: int = 0

    @property
    def above(self) -> bool:
        """Whether it is listed as above the designated size."""
        return bool(self.above_from)

    @property
    def size(self) -> str:
        """Its size class, by staff alone."""
        bounds = ((1000, "大型"), (300, "中型"), (20, "小型"), (0, "微型"))
        return next(word for least, word in bounds if self.staff >= least)

    def is_certified(self, day: dt.date) -> bool:
        """Say whether one of its certificates holds on a day."""
        return any(certificate.holds_on(day) for certificate in self.certificates)


def credit_code(random: Random, kind: str = "91") -> str:
    """Return a credit code of no real firm, with right check characters."""
    body = BODY + "".join(random.choice(LETTERS) for _ in range(6))
    lead = f"{kind}330203{body}{org_check(body)}"
    return lead + uscc_check(lead)


def person(random: Random) -> str:
    """Return a name of nobody."""
    return random.choice(SURNAMES) + random.choice(GIVEN)


def _names(random: Random) -> list[str]:
    pairs = [a + b for a in FIRST for b in dict.fromkeys(SECOND) if a != b]
    random.shuffle(pairs)
    return pairs[:COUNT]


def _legal_form(random: Random, staff: int) -> tuple[str, str, str]:
    """Return what closes the name, the type of registration, and who controls."""
    chance = random.random()
    if staff > 150 and chance < 0.3:
        return "股份有限公司", "私营股份有限公司（2023）", "私人控股"
    if chance > 0.95:
        return "有限公司", "外商投资有限责任公司", "外商控股"
    if chance > 0.91:
        return "有限公司", "其他有限责任公司（2023）", "国有控股"
    return "有限公司", "私营有限责任公司（2023）", "私人控股"


def _found(random: Random, number: int) -> dt.date:
    """Return a day of registration; the last firms are younger than the first year reported."""
    if number >= COUNT - 8:
        return dt.date(2023, random.randint(1, 6), random.randint(1, 28))
    if number >= COUNT - 20:
        return dt.date(2022, random.randint(1, 10), random.randint(1, 28))
    return dt.date(random.randint(1996, 2020), random.randint(1, 12), random.randint(1, 28))


def _firm(random: Random, number: int, pair: str) -> Firm:
    industry = random.choice(INDUSTRIES)
    young = number >= COUNT - 20
    staff = (
        random.randint(8, 20) if young else min(980, int(random.lognormvariate(4.05, 0.85)) + 10)
    )
    close, reg_type, holding = _legal_form(random, staff)
    town = random.choice(TOWNS)
    firm = Firm(
        name=f"宁波{pair}{industry.word}{close}",
        uscc=credit_code(random),
        legal_rep=person(random),
        found=_found(random, number),
        town=town,
        address=f"宁波市海曙区{town}{random.choice(ROADS)}{random.randint(1, 899)}号",
        phone=f"0574-5550{1000 + number}",
        industry=industry,
        staff=staff,
        products="、".join(random.sample(industry.products, random.randint(1, 3))),
        reg_type=reg_type,
        holding=holding,
        capital=random.choice((200, 500, 800, 1000, 1200, 2000, 3000, 5000)),
    )
    if industry.industrial and staff >= 48 and not young:
        year = max(firm.found.year + 1, random.randint(2004, 2021))
        firm.above_from = f"{year}-{random.choice(('01', '12'))}"
    return firm


def _found_institute(random: Random, firms: list[Firm]) -> None:
    """Make one of them a research institute, which is registered as a civil body and no firm."""
    institute = next(f for f in firms if not f.industry.industrial and 30 < f.staff < 90)
    institute.name = institute.name[:4] + "产业技术研究院"
    institute.uscc = credit_code(random, kind="52")
    institute.reg_type, institute.holding = "其他市场主体（2023）", "其他"


def _three_years_on(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 3)


def _certify(random: Random, firms: list[Firm]) -> None:
    """Give certificates to about every third firm, some of them for a second term."""
    serial = dict.fromkeys(range(2019, 2025), 9000)
    for firm in firms:
        if firm.found.year > 2018 or firm.staff < 15 or random.random() > 0.55:
            continue
        first = random.randint(2019, 2024)
        years = (first, first + 3) if first <= 2021 and random.random() < 0.85 else (first,)
        day = random.choice((1, 8, 15))
        for year in years:
            serial[year] += 1
            issued = dt.date(year, 12, day)
            firm.certificates.append(
                Certificate(
                    number=f"GR{year}3310{serial[year]}",
                    issued=issued,
                    expires=_three_years_on(issued),
                    kind="首次认定" if year == first and random.random() < 0.6 else "重新认定",
                    name=firm.name,
                )
            )
        firm.certificates[-1].kind = "重新认定" if len(years) == 2 else firm.certificates[-1].kind


def _file(random: Random, firms: list[Firm]) -> None:
    """Give most firms the year of their provincial filing as tech-SME."""
    for firm in firms:
        if firm.staff <= 400 and random.random() < 0.62:
            firm.filed = random.randint(max(2016, min(2024, firm.found.year + 1)), 2024)


def make_firms(random: Random) -> list[Firm]:
    """Return the firms, those founded last at the end."""
    firms = [_firm(random, number, pair) for number, pair in enumerate(_names(random))]
    _found_institute(random, firms)
    _certify(random, firms)
    _file(random, firms)
    return firms
