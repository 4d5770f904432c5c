"""Packs and signs 100,000 rows x 20 fields; prints it against the plain floor of this machine.

Run: python tests/benchmarks/bench_pack.py [rounds]

The floor writes the same rows with one thread, inline strings and zlib level 6 into an unsigned
workbook without styles, counts, digests or a second reading. Each case runs in a process of its
own, in turns; the ratio is taken within each round. The cases with rows in memory count these in
their peak; out of a workspace, where rows come as they are written, it is that of packing alone.
"""

from __future__ import annotations

import datetime as dt
import random
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import escape

from common import (
    Line,
    Told,
    in_turns,
    is_child,
    middle,
    ratio,
    rounds_from_arguments,
    run_case,
    show,
)
from cryptography import x509
from sample import PERIODS, file_firms, workspace

from desktop_app.catalogue import load
from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.uids import new_uids
from desktop_app.domain.values import FieldType
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.inspect import inspect
from desktop_app.packages.report.model import PackageContent, Row, SignOff
from desktop_app.packages.report.readback import read_back
from desktop_app.packages.report.write import write_package
from desktop_app.packages.verify import verify
from desktop_app.paths import resources
from desktop_app.work.workspace import open_workspace

ROWS = 100_000
TARGET_RATIO = 1.5
TARGET_MEMORY = 250.0
FORM = "achievement"
_FILED = "tech_sme"
_FIELDS = (
    ("uscc", FieldType.USCC, "", 0),
    ("title", FieldType.TEXT, "", 0),
    ("district", FieldType.TEXT, "", 0),
    ("year", FieldType.YEAR, "", 0),
    ("industry", FieldType.CODE, "", 0),
    ("founded", FieldType.DATE, "", 0),
    ("staff", FieldType.COUNT, "人", 0),
    ("rd_staff", FieldType.COUNT, "人", 0),
    ("revenue", FieldType.MONEY, "万元", 0),
    ("rd_cost", FieldType.MONEY, "万元", 0),
    ("profit", FieldType.MONEY, "万元", 0),
    ("tax", FieldType.MONEY, "万元", 0),
    ("inventions", FieldType.COUNT, "件", 0),
    ("models", FieldType.COUNT, "件", 0),
    ("software", FieldType.COUNT, "件", 0),
    ("high_tech", FieldType.BOOL, "", 0),
    ("recognised", FieldType.DATE, "", 0),
    ("contact", FieldType.TEXT, "", 0),
    ("phone", FieldType.PHONE, "", 0),
    ("remark", FieldType.TEXT, "", 0),
)
_WAN = 1_000_000
_SIGNS = "甬宁海天华鑫宏博晨星东方明德瑞恒创新佳信立达永安金辉润和兴盛远智慧联合"
_TRADES = ("机械", "电子", "新材料", "生物", "软件", "信息", "模具", "轴承", "光电", "环保")
_KINDS = ("有限公司", "股份有限公司", "科技有限公司", "集团有限公司")
_PLACES = ("海曙区", "江北区", "镇海区", "北仑区", "鄞州区", "奉化区", "余姚市", "慈溪市", "象山县")
_CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def stored_rows() -> list[tuple[object, ...]]:
    """Return made-up rows of 20 stored values, always the same."""
    chance = random.Random(11)
    first = dt.date(1990, 1, 1)
    made: list[tuple[object, ...]] = []
    for number in range(ROWS):
        staff = int(chance.paretovariate(1.1) * 12) % 20_000
        revenue = round(staff * chance.uniform(20, 200), 2)
        high_tech = chance.random() < 0.25
        amounts = (
            revenue * chance.uniform(low, high) for low, high in ((0, 0.12), (-0.1, 0.3), (0, 0.1))
        )
        code = "".join(chance.choices(_CODES, k=8))
        name = "".join(chance.choices(_SIGNS, k=3))
        made.append(
            (
                f"913302{number % 90 + 1:02}MA{code}",
                f"宁波{name}{chance.choice(_TRADES)}{chance.choice(_KINDS)}",
                _PLACES[number // 5 % 9],
                2020 + number % 5,
                f"C{chance.randint(1310, 4390):04}",
                (first + dt.timedelta(days=chance.randint(0, 12_500))).isoformat(),
                staff,
                int(staff * chance.uniform(0, 0.4)),
                round(revenue * 100) * (_WAN // 100),
                *(round(amount * 100) * (_WAN // 100) for amount in amounts),
                chance.randint(0, 30),
                chance.randint(0, 60),
                chance.randint(0, 20),
                int(high_tech),
                (first + dt.timedelta(days=chance.randint(9_000, 12_500))).isoformat()
                if high_tech
                else None,
                "".join(chance.choices(_SIGNS, k=3)),
                f"0574-8{chance.randint(0, 9_999_999):07}",
                f"本年度新增研发项目{chance.randint(1, 20)}项" if chance.random() < 0.12 else None,
            )
        )
    return made


def python_rows() -> list[tuple[object, ...]]:
    """Return the same rows as a script would hold them: floats, dates, 是 and 否."""
    kinds = [kind for _code, kind, _unit, _scale in _FIELDS]

    def value(kind: FieldType, stored: object) -> object:
        if stored is None:
            return None
        if kind is FieldType.MONEY:
            return int(str(stored)) / _WAN
        if kind is FieldType.DATE:
            return dt.date.fromisoformat(str(stored))
        return ("否", "是")[int(str(stored))] if kind is FieldType.BOOL else stored

    return [tuple(map(value, kinds, row)) for row in stored_rows()]


# -- the floor ---------------------------------------------------------------------------------

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EPOCH = dt.date(1899, 12, 30).toordinal()


def _floor_xml(rows: list[tuple[object, ...]]) -> Iterator[bytes]:
    letters = [chr(65 + n) for n in range(len(rows[0]))]
    yield f'<worksheet xmlns="{_SPACE}"><sheetData>'.encode()
    texts: list[str] = []
    for number, row in enumerate(rows, 1):
        texts.append(f'<row r="{number}">')
        for letter, value in zip(letters, row, strict=True):
            if isinstance(value, str):
                text = escape(value) if "&" in value or "<" in value else value
                texts.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>')
            elif isinstance(value, dt.date):
                day = value.toordinal() - _EPOCH
                texts.append(f'<c r="{letter}{number}" s="1"><v>{day}</v></c>')
            elif value is not None:
                texts.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
        texts.append("</row>")
        if number % 2000 == 0:
            yield "".join(texts).encode()
            texts.clear()
    yield ("".join(texts) + "</sheetData></worksheet>").encode()


def floor(folder: Path) -> Callable[[], Told]:
    """Prepare the floor; returns what is timed."""
    rows = python_rows()
    path = folder / "floor.xlsx"

    def run() -> Told:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made,
            made.open("xl/worksheets/sheet1.xml", "w") as sheet,
        ):
            for block in _floor_xml(rows):
                sheet.write(block)
        return {"megabytes": path.stat().st_size / 1e6}

    return run


# -- ours --------------------------------------------------------------------------------------


def _catalogue(parent: str) -> Catalogue:
    """Return the shipped catalogue with one form of 20 fields in it."""
    shipped = load()
    lists = {"industry": "gbt4754"}
    fields = tuple(
        Field(code, code, code, kind, unit, scale, codes=lists.get(code, ""))
        for code, kind, unit, scale in _FIELDS
    )
    wide = replace(shipped.form(FORM), fields=fields, parent=parent, name_field="title")
    return replace(shipped, forms=tuple(wide if f.code == FORM else f for f in shipped.forms))


def _signer() -> KeySigner:
    now = dt.datetime.now(dt.UTC)
    city = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=now)
    key = new_key()
    person = Identity("330203", "宁波市海曙区科学技术局", "周立群", "单位负责人")
    request = x509.load_pem_x509_csr(request_for(person, key))
    return KeySigner(key, issue(request, city, years=2, now=now), (city.certificate,))


def pack(folder: Path) -> Callable[[], Told]:
    """Prepare packing records without a parent; returns what is timed."""
    return _packing(folder, "")


def pack_children(folder: Path) -> Callable[[], Told]:
    """Prepare packing records that each show their firm's code and name as well."""
    return _packing(folder, "firm")


def _content(catalogue: Catalogue, parent: str) -> PackageContent:
    uids = new_uids(ROWS)
    firms = new_uids(400) if parent else []
    wide = [
        (uid, *([firms[n % 400]] if parent else []), *row)
        for n, (uid, row) in enumerate(zip(uids, stored_rows(), strict=True))
    ]
    blank = (None,) * (len(catalogue.form("firm").typed) - 1)
    forms = {
        "firm": [(uid, f"91330203MA{n:08}", *blank) for n, uid in enumerate(firms)],
        FORM: wide,
    }
    return _content_of(forms)


def _content_of(forms: Mapping[str, Iterable[Row]]) -> PackageContent:
    signoff = SignOff("周立群", "沈洁", "王敏", "0574-87654321", "2025-01-15")
    pledge = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
    return PackageContent("330203", "2024", 1, signoff, "1", pledge, forms, size=ROWS)


def _packing(folder: Path, parent: str) -> Callable[[], Told]:
    import openpyxl  # noqa: F401 - imports are outside the clock on both sides

    catalogue = _catalogue(parent)
    content = _content(catalogue, parent)
    signer = _signer()

    def run() -> Told:
        now = dt.datetime.now(dt.UTC)
        path = folder / "pack.xlsx"
        summary = write_package(path, content, signer, catalogue=catalogue, when=now)
        return {"megabytes": summary.size / 1e6}

    return run


def export(folder: Path) -> Callable[[], Told]:
    """Prepare packing out of a workspace: 科小入库, 21 fields, read while they are written."""
    import openpyxl  # noqa: F401 - as above

    # What making the workspace takes is not to count as memory of packing.
    maker = get_context("fork").Process(target=_make_office, args=(folder / "office",))
    maker.start()
    maker.join()
    ws = open_workspace(folder / "office")
    signer = _signer()

    def run() -> Told:
        now = dt.datetime.now(dt.UTC)
        forms = {
            form.code: ws.store.report_rows(PERIODS[-1], form, stored_columns(form))
            for form in ws.catalogue.reported
        }
        content = replace(_content_of(forms), unit=ws.unit)
        path = folder / "pack.xlsx"
        summary = write_package(path, content, signer, catalogue=ws.catalogue, when=now)
        if summary.counts[_FILED] != ROWS:
            raise SystemExit("rows are missing")
        return {"megabytes": summary.size / 1e6}

    return run


def _make_office(folder: Path) -> None:
    ws = workspace(folder, 400)
    file_firms(ws, ROWS)
    ws.close()


def read_again(folder: Path) -> Callable[[], Told]:
    """Prepare verifying, inspecting and reading back of a package; returns what is timed."""
    catalogue = _catalogue("firm")
    content = _content(catalogue, "firm")
    signer = _signer()
    now = dt.datetime.now(dt.UTC)
    path = folder / "pack.xlsx"
    write_package(path, content, signer, catalogue=catalogue, when=now)
    data = path.read_bytes()

    def run() -> Told:
        start = time.perf_counter()
        verdict = verify(data, trust=signer.chain, now=now)
        verified = time.perf_counter()
        if verdict.workbook is None or not inspect(verdict.workbook, catalogue).fits:
            raise SystemExit("the package does not hold together")
        inspected = time.perf_counter()
        count = sum(1 for _row in read_back(verdict.workbook, catalogue).rows(FORM))
        if count != ROWS:
            raise SystemExit("rows are missing")
        read = time.perf_counter()
        return {
            "verify": verified - start,
            "inspect": inspected - verified,
            "read": read - inspected,
        }

    return run


CASES = {
    "floor": floor,
    "pack": pack,
    "pack_children": pack_children,
    "export": export,
    "read_again": read_again,
}


def main(rounds: int) -> None:
    """Run every case in turns and print the table."""
    found = in_turns(__file__, list(CASES), rounds)
    plain, again = found["floor"], found["read_again"]
    least = middle(plain)
    lines = []
    for case, words in (
        ("pack", "without a parent"),
        ("pack_children", "with their firm's name"),
        ("export", "with their firm's name, out of a workspace"),
    ):
        mine = found[case]
        over = ratio(mine, plain)
        lines += [
            Line(f"packed and signed, {words}", middle(mine), "s", floor=least, ratio=over),
            Line("  times the floor", over, "x", goal=TARGET_RATIO),
            Line("  peak memory", max(run["peak"] for run in mine), "MB", goal=TARGET_MEMORY),
        ]
    for key, words in (
        ("verify", "verified"),
        ("inspect", "held against its manifest"),
        ("read", "read back"),
    ):
        lines.append(Line(f"the package {words}", middle(again, key), "s"))
    show(f"Package: {ROWS:,} rows x 20 fields, {rounds} rounds, medians", lines)


if __name__ == "__main__":
    if is_child():
        run_case(CASES)
    else:
        main(rounds_from_arguments(2))
