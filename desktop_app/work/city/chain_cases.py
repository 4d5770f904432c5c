"""Packages that wait because of a gap or fork in their unit's chain, and what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from desktop_app.domain.chain import Place
from desktop_app.i18n import _, label_of, short_of
from desktop_app.packages.report.manifest import Manifest
from desktop_app.work.city.arrivals import WAITING, Arrival, traffic
from desktop_app.work.city.compare import Comparison, Fact
from desktop_app.work.city.received import look_at_one
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ChainCase:
    """A package that waits for a person.

    Attributes:
        period: Code of its period.
        package: The package, with why it waits.
        rival: The package that stands in its place, where there is a fork.
    """

    period: str
    package: Arrival
    rival: Arrival | None

    @property
    def is_fork(self) -> bool:
        """Whether another package stands where it would stand; else one before it is missing."""
        return self.package.reason == Place.FORK.value


def chain_cases(ws: Workspace) -> list[ChainCase]:
    """Return all packages that wait, by unit and period."""
    with ws.store.reading() as connection:
        periods = connection.execute(
            "SELECT DISTINCT for_period FROM exchange WHERE kind = 'package' AND state = ?",
            (WAITING,),
        ).fetchall()
    found = []
    for (period,) in periods:
        known = traffic(ws, str(period))
        found += [
            ChainCase(str(period), one, known.standing(one.unit))
            for one in known.arrivals
            if one.state == WAITING
        ]
    order = {unit.code: place for place, unit in enumerate(ws.catalogue.units)}
    return sorted(found, key=lambda case: (order.get(case.package.unit, 99), case.period))


def compare_chain(ws: Workspace, case: ChainCase) -> Comparison:
    """Return what a waiting package says beside the one that stands there."""
    packages = [case.package, *([case.rival] if case.rival is not None else [])]
    heads = [_("待定的一包"), _("库里的一包")][: len(packages)]
    evidence = [
        Fact(_("版次"), tuple(_("第 {n} 版").format(n=one.revision) for one in packages)),
        Fact(_("收到时间"), tuple(_moment(one.at) for one in packages)),
        Fact(_("签名人"), tuple(one.signer for one in packages)),
        Fact(_("自称签名时间"), tuple(_moment(one.signed_at) for one in packages)),
        Fact(_("文件摘要"), tuple(one.digest[:16] for one in packages)),
    ]
    manifests = [_manifest(ws, one) for one in packages]
    before = [manifest.previous[:16] if manifest is not None else "" for manifest in manifests]
    evidence.append(
        Fact(_("它前面一包的摘要"), tuple(text or _("无，是第一包") for text in before))
    )
    facts = _contents(ws, manifests)
    return Comparison(
        tuple(heads),
        tuple(evidence),
        tuple(fact for fact in facts if fact.differs),
        tuple(fact for fact in facts if not fact.differs),
    )


def _contents(ws: Workspace, manifests: Sequence[Manifest | None]) -> list[Fact]:
    """Return counts and control totals as 清单 has them."""
    facts = []
    for form in ws.catalogue.reported:
        sheets = [
            next((s for s in one.sheets if s.form == form.code), None) if one else None
            for one in manifests
        ]
        if not any(sheets):
            continue
        if not any(sheet.rows for sheet in sheets if sheet):
            continue
        rows = tuple(f"{sheet.rows:,}" if sheet else "" for sheet in sheets)
        facts.append(Fact(_("{form}，记录数").format(form=short_of(form)), rows))
        for field in form.typed:
            totals = tuple(
                next((c.total for c in sheet.columns if c.code == field.code), "") if sheet else ""
                for sheet in sheets
            )
            if any(Decimal(total or 0) for total in totals):
                label = _("{form}，{field}合计").format(form=short_of(form), field=label_of(field))
                facts.append(Fact(label, totals))
    return facts


def _manifest(ws: Workspace, package: Arrival) -> Manifest | None:
    return look_at_one(ws, package.path, datetime.now(UTC)).manifest


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""
