"""Filings of firms as tech-SMEs: the national evaluation with its scores, and the province's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from samples.figures import Figures
from samples.firms import Firm
from samples.patents import Patent

YEAR = 2024
LARGEST = 200_000  # 2 亿元 in 千元, for sales and for assets
STAFF_BANDS = ((30, 20), (25, 16), (20, 12), (15, 8), (10, 4))
SALES_BANDS = ((6, 50), (5, 40), (4, 30), (3, 20), (2, 10))
COST_BANDS = ((30, 50), (25, 40), (20, 30), (15, 20), (10, 10))
RIGHTS_BANDS = ((4, 24), (3, 18), (2, 12), (1, 6))


@dataclass
class Filing:
    """A filing; the figures are those of the year before, and only of the national scheme."""

    firm: Firm
    scheme: str
    year: int
    number: str = ""
    figures: Figures | None = None
    rights: tuple[int, int] = (0, 0)
    scores: tuple[int, int, int] = (0, 0, 0)


def _band(part: int, whole: int, bands: tuple[tuple[int, int], ...]) -> int:
    share = Fraction(part * 100, whole)
    return next((score for least, score in bands if share >= least), 0)


def _scores(figures: Figures, rights: tuple[int, int]) -> tuple[int, int, int]:
    costs = figures["revenue"] - figures["operating_profit"]
    first, second = rights
    return (
        _band(figures["rd_staff"], figures["staff_end"], STAFF_BANDS),
        max(
            _band(figures["rd_total"], figures["revenue"], SALES_BANDS),
            _band(figures["rd_total"], costs, COST_BANDS),
        ),
        30 if first else next((score for least, score in RIGHTS_BANDS if second >= least), 0),
    )


def _is_admitted(figures: Figures, scores: tuple[int, int, int]) -> bool:
    small = figures["revenue"] <= LARGEST and figures["total_assets"] <= LARGEST
    return small and figures["staff_end"] <= 500 and scores[0] > 0 and sum(scores) >= 60


def make_filings(
    firms: list[Firm], figures: dict[tuple[str, int], Figures], patents: list[Patent]
) -> list[Filing]:
    """Return the filings with the province, and the national ones of 2024."""
    granted = [patent for patent in patents if patent.granted_by(YEAR - 1) and patent.in_force]
    first = Counter(patent.firm.uscc for patent in granted if patent.is_invention)
    second = Counter(patent.firm.uscc for patent in granted if not patent.is_invention)
    filings = [Filing(firm, "浙江省", firm.filed) for firm in firms if firm.filed]
    for firm in firms:
        before = figures.get((firm.uscc, YEAR - 1))
        rights = (first[firm.uscc], second[firm.uscc])
        if before and _is_admitted(before, scores := _scores(before, rights)):
            number = f"{YEAR}3302030A9{len(filings):05}"
            filings.append(Filing(firm, "国家", YEAR, number, before, rights, scores))
    return filings
