"""Which firms meet the conditions of a high-tech enterprise (国科发火〔2016〕32号), as far as told.

One statement gathers the facts of all firms and judges them. A fact that nobody filled in makes its
condition unknown, never missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.dates import days_between
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.indicators.asking import Reading
from desktop_app.indicators.targets import number
from desktop_app.rules.sql import UNITS, bound_names

NEAR = 8
"""A ratio is near what is asked from this many tenths of it on. Our choice."""


class Kind(StrEnum):
    """A condition that can be judged from the forms."""

    AGE = "age"  # registered for a year
    FIELD = "field"  # in one of the eight supported fields
    RIGHTS = "rights"  # owns intellectual property in force
    STAFF = "staff"  # technical staff over all staff
    RD = "rd"  # R&D over revenue, by last year's revenue
    DOMESTIC = "domestic"  # R&D spent in China
    INCOME = "income"  # high-tech products and services over revenue


class Which(StrEnum):
    """Which firms are asked for."""

    EXPIRING = "expiring"  # the certificate ends soon and none follows it
    NEAR = "near"  # no certificate; all conditions met, or one missing by little
    LOSING = "losing"  # a certificate, but a condition that is no longer met


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of one firm.

    Attributes:
        kind: Which.
        met: Whether it is met; None where a fact was not filled in.
        value: The firm's figure: percent (never rounded up), or the number of rights; or None.
        need: What is asked, in the same unit; None where there is no figure to it.
        years: Years that the figure is made from, or 0.
    """

    kind: Kind
    met: bool | None
    value: Decimal | None = None
    need: Decimal | None = None
    years: int = 0


@dataclass(frozen=True, slots=True)
class FirmStanding:
    """A firm with what it meets.

    Attributes:
        firm: Uid of the firm, with its `name` and `uscc`.
        cert: Uid of the certificate in force, with `cert_no` and `expire_date`; or "".
        days_left: Days from the period's last day to the end of the certificate, or None.
        conditions: All conditions, in the order of `Kind`.
    """

    firm: str
    name: str
    uscc: str
    cert: str
    cert_no: str
    expire_date: str
    days_left: int | None
    conditions: tuple[Condition, ...]

    @property
    def missing(self) -> tuple[Condition, ...]:
        """The conditions that are not met."""
        return tuple(c for c in self.conditions if c.met is False)

    @property
    def unknown(self) -> tuple[Condition, ...]:
        """The conditions that nobody can tell."""
        return tuple(c for c in self.conditions if c.met is None)


# The plus keeps SQLite from an index that would give it most of the table in a useless order.
_HELD = """
SELECT c.firm, c.uid, c.cert_no,
  MAX(COALESCE(c.expire_date, date(c.issue_date, '+3 years'))) AS expire_date
FROM hte_cert c
WHERE c.unit = :unit AND +c.issue_date <= :last_day
  AND COALESCE(c.expire_date, date(c.issue_date, '+3 years')) > :last_day
  AND COALESCE(c.revoke_date > :last_day, c.status <> '3', 1)"""

_BY_FIRM = " GROUP BY c.firm"

_SOON = """h.expire_date <= :soon AND NOT EXISTS (SELECT 1 FROM hte_cert o
  WHERE o.unit = :unit AND o.firm = h.firm AND o.expire_date > h.expire_date)"""

_FACTS = f"""
WITH held AS ({_HELD}{_BY_FIRM}),
sums AS (
  SELECT e.firm, SUM(a.rd_total) AS rd, SUM(a.outsourced_abroad) AS abroad,
    SUM(e.revenue) AS revenue, COUNT(*) AS years, MAX(e.period) AS last, e.revenue AS last_revenue
  FROM firm_period_view e JOIN rd_activity_view a
    ON a.unit = e.unit AND a.firm = e.firm AND a.period = e.period
  WHERE e.unit = :unit AND e.period IN (:y0, :y1, :y2) AND e.revenue > 0 GROUP BY e.firm),
latest AS (
  SELECT e.firm, MAX(e.period = :period) AS now, e.staff_end, e.revenue AS income_of,
    e.tech_income + e.hitech_products AS hitech, a.uid AS told, a.rd_staff,
    a.software_copyrights AS software
  FROM firm_period_view e LEFT JOIN rd_activity_view a
    ON a.unit = e.unit AND a.firm = e.firm AND a.period = e.period
  WHERE e.unit = :unit AND e.period IN (:period, :y0) GROUP BY e.firm),
owned AS (
  SELECT p.firm, COUNT(*) AS patents FROM patent p
  WHERE p.unit = :unit AND p.firm IS NOT NULL AND p.app_no NOT LIKE 'PCT/%'
    AND COALESCE(p.source, '1') <> '5' AND COALESCE(p.status, '1') IN ('1', '4')
    AND COALESCE(p.grant_date <= :last_day, p.status = '1') GROUP BY p.firm),
facts AS (
  SELECT f.uid, f.name, f.uscc, f.op_status, f.found_date <= :old_enough AS age,
    iif(f.hitech_field IS NULL, NULL, 1) AS field, h.firm AS holder, h.uid AS cert, h.cert_no,
    h.expire_date, s.rd, s.abroad, s.revenue, s.years, l.staff_end, l.income_of, l.hitech,
    iif(l.told IS NULL, NULL, l.rd_staff) AS rd_staff,
    COALESCE(o.patents, 0) + COALESCE(l.software, 0) AS rights,
    CASE WHEN s.firm IS NULL THEN NULL WHEN s.last_revenue <= :small * :wan THEN :rd_small
      WHEN s.last_revenue <= :middle * :wan THEN :rd_middle ELSE :rd_large END AS rd_need,
    h.firm IS NOT NULL AND {_SOON} AS ends
  FROM firm f LEFT JOIN held h ON h.firm = f.uid LEFT JOIN sums s ON s.firm = f.uid
    LEFT JOIN latest l ON l.firm = f.uid LEFT JOIN owned o ON o.firm = f.uid
  WHERE f.unit = :unit),
judged AS (
  SELECT *, rights > 0 AS has_rights,
    iif(staff_end > 0, rd_staff * 1000 >= staff_end * :staff, NULL) AS staff_met,
    rd * 1000 >= revenue * rd_need AS rd_met,
    iif(rd > 0, (rd - abroad) * 1000 >= rd * :domestic, NULL) AS domestic_met,
    iif(income_of > 0, hitech * 1000 >= income_of * :income, NULL) AS income_met FROM facts)
SELECT uid, name, uscc, cert, cert_no, expire_date, age, field, has_rights, rights, staff_met,
  rd_staff, staff_end, rd_met, rd, revenue, rd_need, years, domestic_met, rd - abroad,
  income_met, hitech, income_of FROM judged"""

_MISSING = (
    "(age IS 0) + (has_rights IS 0) + (staff_met IS 0) + (rd_met IS 0) + (domestic_met IS 0) "
    "+ (income_met IS 0)"
)
_UNKNOWN = (
    "(age IS NULL) + (field IS NULL) + (staff_met IS NULL) + (domestic_met IS NULL) "
    "+ (income_met IS NULL)"
)
_WHERE = {
    Which.EXPIRING: " WHERE ends ORDER BY expire_date, name",
    Which.NEAR: f""" WHERE holder IS NULL AND COALESCE(op_status, '1') IN ('1', '2', '3')
  AND rd_met IS NOT NULL AND {_MISSING} <= 1
  AND (rd_met OR rd * 10000 >= revenue * rd_need * :near)
  AND (staff_met IS NOT 0 OR rd_staff * 10000 >= staff_end * :staff * :near)
  AND (domestic_met IS NOT 0 OR (rd - abroad) * 10000 >= rd * :domestic * :near)
  AND (income_met IS NOT 0 OR hitech * 10000 >= income_of * :income * :near)
  ORDER BY {_MISSING}, {_UNKNOWN}, name""",
    Which.LOSING: f" WHERE holder IS NOT NULL AND {_MISSING} > 0 ORDER BY expire_date, name",
}


def standings(
    reading: Reading, catalogue: Catalogue, unit: str, period: str, which: Which
) -> tuple[FirmStanding, ...]:
    """Return the firms of a unit that are asked for, with all their conditions.

    R&D over revenue is that of the last three whole years, or of those of them that are told; staff
    and income are those of the period, or of the last whole year.
    """
    facts = _bound(catalogue, unit, period)
    rows = reading.execute(_FACTS + _WHERE[which], facts).fetchall()
    return tuple(_standing(tuple(row), facts) for row in rows)


def count_expiring(reading: Reading, catalogue: Catalogue, unit: str, period: str) -> int:
    """Return how many certificates end soon with none to follow."""
    some = (
        f"{_HELD} AND c.firm IN (SELECT d.firm FROM hte_cert d WHERE d.unit = :unit AND "
        f"(d.expire_date BETWEEN :last_day AND :soon OR d.expire_date IS NULL)){_BY_FIRM}"
    )
    sql = f"SELECT COUNT(*) FROM ({some}) h WHERE {_SOON}"
    return int(reading.execute(sql, _bound(catalogue, unit, period)).fetchall()[0][0])


def _bound(catalogue: Catalogue, unit: str, period: str) -> dict[str, Stored]:
    cut = parse_period(period)
    year = cut.year
    last_year = year if cut.code == str(year) else year - 1
    last_day = date.fromisoformat(cut.last_day)
    notice = number(catalogue, "hte_expiry_notice_days", year) or 0
    age = number(catalogue, "hte_min_age_days", year) or 0
    return {
        **bound_names(unit, period),
        **UNITS,
        "y0": str(last_year),
        "y1": str(last_year - 1),
        "y2": str(last_year - 2),
        "soon": (last_day + timedelta(notice)).isoformat(),
        "old_enough": (last_day - timedelta(age)).isoformat(),
        "small": number(catalogue, "hte_sales_limit", year, "small"),
        "middle": number(catalogue, "hte_sales_limit", year, "middle"),
        **{
            f"rd_{band}": number(catalogue, "hte_rd_ratio", year, band)
            for band in ("small", "middle", "large")
        },
        "staff": number(catalogue, "hte_tech_staff_min", year),
        "domestic": number(catalogue, "hte_domestic_rd_min", year),
        "income": number(catalogue, "hte_hitech_income_min", year),
        "near": NEAR,
    }


def _standing(row: tuple[Any, ...], facts: dict[str, Stored]) -> FirmStanding:
    uid, name, uscc, cert, cert_no, ends, age, field, has_rights, rights, *rest = row
    staff_met, rd_staff, staff_end, rd_met, rd, revenue, rd_need, years, *rest = rest
    domestic_met, domestic, income_met, hitech, income_of = rest
    return FirmStanding(
        uid,
        str(name or ""),
        str(uscc or ""),
        str(cert or ""),
        str(cert_no or ""),
        str(ends or ""),
        days_between(str(facts["last_day"]), ends) if ends else None,
        (
            Condition(Kind.AGE, _told(age)),
            Condition(Kind.FIELD, _told(field)),
            Condition(Kind.RIGHTS, _told(has_rights), Decimal(rights), Decimal(1)),
            _ratio(Kind.STAFF, (staff_met, rd_staff, staff_end), facts["staff"]),
            _ratio(Kind.RD, (rd_met, rd, revenue), rd_need, years or 0),
            _ratio(Kind.DOMESTIC, (domestic_met, domestic, rd), facts["domestic"], years or 0),
            _ratio(Kind.INCOME, (income_met, hitech, income_of), facts["income"]),
        ),
    )


def _told(flag: int | None) -> bool | None:
    return None if flag is None else bool(flag)


def _ratio(
    kind: Kind, told: tuple[int | None, int, int], permille: Stored, years: int = 0
) -> Condition:
    flag, part, whole = told
    need = None if permille is None else Decimal(permille) / 10
    if flag is None:
        return Condition(kind, None, None, need, years)
    # Rounded down: what is short of 5% never reads 5.00%.
    value = (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_FLOOR)
    return Condition(kind, bool(flag), value, need, years)
