"""1,500 patents of the firms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from desktop_app.domain.patents import patent_check
from samples.firms import LAST_DAY, Firm
from samples.vocabulary import METHODS, PATENTS, TECHNIQUES

COUNT = 1500
# Serials that the office never reaches in a year: no real application has such a number.
FIRST_SERIAL = 9_000_000
TYPES = ("1", "2", "3")
NAMES = {"1": "发明专利", "2": "实用新型", "3": "外观设计", "PCT": "PCT"}


@dataclass
class Patent:
    """A patent or application."""

    firm: Firm
    number: str
    title: str
    type: str
    filed: dt.date
    granted: dt.date | None
    status: str
    inventor: str
    owner: str

    @property
    def is_invention(self) -> bool:
        """Whether it is a domestic invention."""
        return self.type == "1"

    @property
    def in_force(self) -> bool:
        """Whether it is valid."""
        return self.status == "有效"

    def granted_by(self, year: int) -> bool:
        """Say whether it was granted by the end of a year."""
        return self.granted is not None and self.granted.year <= year


def _title(random: Random, firm: Firm) -> str:
    pattern = random.choice(PATENTS if firm.industry.industrial else METHODS)
    return pattern.format(p=random.choice(firm.industry.products), t=random.choice(TECHNIQUES))


def _filed(random: Random, firm: Firm) -> dt.date:
    first = max(2015, firm.found.year)
    year = min(2024, first + int((2025 - first) * random.random() ** 0.7))
    month = random.randint(7 if year == firm.found.year else 1, 12)
    return dt.date(year, month, random.randint(1, 28))


def _granted(random: Random, kind: str, filed: dt.date) -> dt.date | None:
    days = random.randint(420, 900) if kind == "1" else random.randint(150, 300)
    day = filed + dt.timedelta(days=days)
    refused = kind == "1" and random.random() < 0.15
    return None if day > LAST_DAY or refused else day


def _status(random: Random, filed: dt.date, granted: dt.date | None) -> str:
    if granted is None:
        return "审查中" if (LAST_DAY - filed).days < 900 else "驳回"
    return "终止" if random.random() < 0.07 else "有效"


def _patent(random: Random, firm: Firm, serial: int) -> Patent:
    filed = _filed(random, firm)
    inventor = random.choice(("王思源", "李明轩", "陈秉文", "周敏行", "徐嘉言", "沈立诚"))
    common = {"title": _title(random, firm), "filed": filed, "inventor": inventor}
    if random.random() < 0.02:
        number = f"PCT/CN{filed.year}/9{serial % 100_000:05}"
        return Patent(
            firm, number, type="PCT", granted=None, status="审查中", owner=firm.name, **common
        )
    # What is written as software is filed as a method, which only an invention protects.
    kind = random.choices(TYPES, (46, 46, 8))[0] if firm.industry.industrial else "1"
    body = f"{filed.year}{kind}{FIRST_SERIAL + serial}"
    granted = _granted(random, kind, filed)
    return Patent(
        firm,
        f"{body}.{patent_check(body)}",
        type=kind,
        granted=granted,
        status=_status(random, filed, granted),
        owner=firm.name,
        **common,
    )


def make_patents(random: Random, firms: list[Firm]) -> list[Patent]:
    """Return the patents, ordered by firm."""
    weights = [firm.staff**0.6 * (3 if firm.certificates else 1) for firm in firms]
    owners = random.choices(range(len(firms)), weights, k=COUNT)
    return [
        _patent(random, firms[owner], serial * 7 + 13)
        for serial, owner in enumerate(sorted(owners))
    ]
