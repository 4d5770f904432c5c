"""Packages of a made-up city: fifteen units, or as many times fifteen."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sample import (
    ACTIVITY,
    FIGURES,
    FIRM,
    PATENT,
    PROJECT,
    activity,
    figures,
    firms,
    patents,
    project,
)

from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Code, CodeList
from desktop_app.domain.plans import Stored
from desktop_app.domain.uids import new_uids
from desktop_app.packages.pki.authority import Authority, issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import PackageContent, Row, SignOff
from desktop_app.packages.report.recompute import made_again
from desktop_app.packages.report.write import write_package
from desktop_app.paths import resources

FIRMS, PERIODIC, PATENTS = 40_000, 200_000, 500_000
PERIOD = "2024"
PROJECTS = PERIODIC // FIRMS - 2
"""Projects of a firm; its figures and its 107-2 are the other periodic records."""

Values = tuple[Stored, ...]


def catalogue_of(cities: int) -> Catalogue:
    """Return the catalogue with the units of so many cities, and their targets."""
    shipped = load()
    units = shipped.codes["reporting_unit"]
    more = [_elsewhere(unit, city) for city in range(1, cities) for unit in shipped.units]
    wider = CodeList(units.name, (*units.entries, *more))
    others = [
        replace(one, unit=f"{one.unit}{city}")
        for city in range(1, cities)
        for one in shipped.targets
    ]
    targets = (*shipped.targets, *others)
    return replace(shipped, codes={**shipped.codes, units.name: wider}, targets=targets)


def _elsewhere(unit: Code, city: int) -> Code:
    return replace(unit, code=f"{unit.code}{city}", label=f"{unit.label}{city}")


def make_city(folder: Path, cities: int) -> None:
    """Write the packages of all units and the city's certificate into a folder."""
    now = dt.datetime.now(dt.UTC)
    city = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=now)
    (folder / "ca.pem").write_bytes(city.certificate.public_bytes(Encoding.PEM))
    catalogue = catalogue_of(cities)
    whole = len(catalogue.units)
    for number, unit in enumerate(catalogue.units):
        chance = random.Random(number)
        owners = list(firms(_share(FIRMS * cities, number, whole), seed=number))
        first, past = (PATENTS * cities * n // whole for n in (number, number + 1))
        given = patents(chance, [row[0] for row in owners], past - first, first)
        content = _content(catalogue, unit.code, owners, given, chance)
        path, signer = folder / f"{unit.code}.xlsx", _signer(unit, city, now)
        write_package(path, content, signer, catalogue=catalogue, when=now)


def _share(whole: int, number: int, parts: int) -> int:
    return whole * (number + 1) // parts - whole * number // parts


def _signer(unit: Code, city: Authority, now: dt.datetime) -> KeySigner:
    key = new_key(Algorithm.ECDSA)
    who = Identity(unit.code, f"{unit.label}科学技术局", "周立群", "统计负责人")
    request = x509.load_pem_x509_csr(request_for(who, key))
    return KeySigner(key, issue(request, city, years=3, now=now), (city.certificate,))


def _content(
    catalogue: Catalogue,
    unit: str,
    owners: Sequence[Values],
    given: Iterable[Values],
    chance: random.Random,
) -> PackageContent:
    uids = [row[0] for row in owners]
    records = {
        "firm": (FIRM, owners),
        "firm_period": (FIGURES, _yearly(uids, lambda: figures(chance))),
        "rd_activity": (ACTIVITY, _yearly(uids, lambda: activity(chance))),
        "rd_project": (PROJECT, _projects(chance, uids)),
        "patent": (PATENT, given),
    }
    forms = {form: _rows(catalogue, form, *parts) for form, parts in records.items()}
    signoff = SignOff("周立群", "沈洁", "王敏", "0574-87654321", "2025-01-15")
    pledge = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
    summary = made_again(forms, catalogue, unit, PERIOD, {})
    return PackageContent(unit, PERIOD, 1, signoff, "1", pledge, forms, summary=summary)


def _yearly(uids: Sequence[Stored], make: Callable[[], Values]) -> Iterator[Values]:
    for uid, firm in zip(new_uids(len(uids)), uids, strict=True):
        yield (uid, None, firm, PERIOD, *make())


def _projects(chance: random.Random, uids: Sequence[Stored]) -> Iterator[Values]:
    owners = [firm for firm in uids for _ in range(PROJECTS)]
    for uid, firm in zip(new_uids(len(owners)), owners, strict=True):
        yield project(chance, uid, firm)


def _rows(
    catalogue: Catalogue, form: str, given: Sequence[str], records: Iterable[Values]
) -> list[Row]:
    """Return records (uid, version, then `given` columns) in the order of a package."""
    places = {column: place for place, column in enumerate(("uid", "version", *given))}
    order = [places.get(column) for column in stored_columns(catalogue.form(form))]
    return [tuple(None if at is None else row[at] for at in order) for row in records]
