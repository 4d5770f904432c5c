from __future__ import annotations

import datetime as dt
import io
import random
from types import SimpleNamespace

import pytest
from cryptography import x509

from desktop_app.catalogue import load
from desktop_app.domain.values import FieldType
from desktop_app.packages.opc import layout
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import Explained, PackageContent, SignOff
from desktop_app.packages.report.readback import read_back
from desktop_app.packages.report.recompute import made_again
from desktop_app.packages.report.write import write_package
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verify import verify
from desktop_app.paths import resources

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
SIGN_OFF = SignOff("周立群", "沈洁", "王敏", "0574-87654321", "2025-01-15")
PLEDGE = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
SAMPLES = {
    FieldType.TEXT: ("宁波甬能科技有限公司", "=1+1", "-", "a & <b>", "𠮷廸😀", "0"),
    FieldType.CODE: ("1", "C2650", "不在表中"),
    FieldType.USCC: ("91330203MA2TE5T1XB",),
    FieldType.ORG_CODE: ("561262545",),
    FieldType.REG_NO: ("330200000012345",),
    FieldType.PATENT_NO: ("201710601862.3",),
    FieldType.CERT_NO: ("GR201733100657",),
    FieldType.PHONE: ("0574-87654321",),
    FieldType.MONEY: (0, 1_548_000_000, -7, 123_456_789_012_345),
    FieldType.COUNT: (0, 7, -3, 123_456),
    FieldType.DECIMAL: (0, 5, -125, 99_999_999),
    FieldType.DATE: ("2024-02-29", "1900-01-15", "9999-12-31"),
    FieldType.MONTH: ("2024-12",),
    FieldType.YEAR: (2024, 1949),
    FieldType.BOOL: (0, 1),
}


@pytest.fixture(scope="session")
def catalogue():
    """Return the catalogue that the program ships."""
    return load()


@pytest.fixture(scope="session")
def authority():
    """Return a CA of the city, in memory."""
    identity = Identity("3302", "宁波市科学技术局", "测试根证书")
    return new_authority(identity, years=5, now=NOW)


@pytest.fixture(scope="session")
def make_signer(authority):
    """Return what makes a signer of a unit."""

    def make(unit="330203", algorithm=Algorithm.ECDSA):
        key = new_key(algorithm)
        identity = Identity(unit, "宁波市某区科学技术局", "周立群", "单位负责人")
        request = x509.load_pem_x509_csr(request_for(identity, key))
        return KeySigner(key, issue(request, authority, years=2, now=NOW), (authority.certificate,))

    return make


@pytest.fixture(scope="session")
def signer(make_signer):
    """Return a signer of 海曙区."""
    return make_signer()


@pytest.fixture(scope="session")
def made_up_rows(catalogue):
    """Return made-up records of every form, as stored: children belong to the records above."""
    chance = random.Random(7)
    uids: dict[str, list[str]] = {}

    def value(column, form):
        if column == "period":
            return "2024"
        if column == form.parent:
            return chance.choice(uids[form.parent])
        field = form.by_code[column]
        blank = () if field.required else (None,)
        return chance.choice((*blank, *SAMPLES[field.type]))

    def one_of_a_kind(form, number, row):
        # A period has one record of a firm, and one total of an indicator.
        first, *_period = form.key
        kept = uids[form.parent][number] if first == form.parent else f"{number}"
        place = stored_columns(form).index(first)
        return (*row[:place], kept, *row[place + 1 :])

    rows = {}
    for form in catalogue.reported:
        uids[form.code] = [f"{form.order:04}{n:012}" for n in range(4)]
        columns = stored_columns(form)[1:]
        made = [(uid, *(value(c, form) for c in columns)) for uid in uids[form.code]]
        if form.key:
            made = [one_of_a_kind(form, number, row) for number, row in enumerate(made)]
        chance.shuffle(made)
        rows[form.code] = made
    return rows


@pytest.fixture(scope="session")
def make_content(made_up_rows, catalogue):
    """Return what makes the content of a package; every part can be another."""

    def make(**changes):
        spent = made_up_rows["rd_activity"][0]
        firm = next(row for row in made_up_rows["firm"] if row[0] == spent[1])
        explained = Explained(
            firm[stored_columns(catalogue.form("firm")).index("name")],
            "核实",
            catalogue.form("rd_activity").short,
            "研发费用比上年增长 71.5%",
            ("e" * 16, "2024", "RDA-011", "rd_activity", spent[0], "新建中心", "[]"),
        )
        firms = [row[0] for row in made_up_rows["firm"]]
        parts = {
            "unit": "330203",
            "period": "2024",
            "revision": 2,
            "signoff": SIGN_OFF,
            "pledge_version": "1",
            "pledge": PLEDGE,
            "forms": {code: list(rows) for code, rows in made_up_rows.items()},
            "explanations": (explained,),
            "due": (
                (f"d{firms[0][1:]}", firms[0], "2024", "reported", None),
                (f"d{firms[1][1:]}", firms[1], "2024", "suspended", "停产"),
            ),
            "previous": "ab" * 32,
            "report": "r" * 16,
        }
        parts |= changes
        if "summary" not in parts:
            about = catalogue, parts["unit"], parts["period"]
            parts["summary"] = made_again(parts["forms"], *about, {})
        return PackageContent(**parts)

    return make


@pytest.fixture(scope="session")
def write_to(catalogue, signer):
    """Write a content to a path with the usual key and time."""

    def write(path, content, **changes):
        options = {"signer": signer, "catalogue": catalogue, "when": NOW} | changes
        return write_package(path, content, options.pop("signer"), **options)

    return write


@pytest.fixture(scope="session")
def verified(authority):
    """Return the verdict on a file by the trust of the test CA."""

    def open_file(path, data=None):
        data = path.read_bytes() if data is None else data
        return verify(data, trust=[authority.certificate], now=NOW)

    return open_file


@pytest.fixture(scope="session")
def package(tmp_path_factory, make_content, write_to, verified):
    """Return one package that was written, verified, and what went in."""
    path = tmp_path_factory.mktemp("package") / "package.xlsx"
    content = make_content()
    summary = write_to(path, content)
    return SimpleNamespace(
        path=path, content=content, summary=summary, workbook=verified(path).workbook
    )


@pytest.fixture(scope="session")
def come_back(tmp_path_factory, catalogue, make_content, write_to, verified):
    """Write records of some forms to a package, verify it, and open it for reading."""
    path = tmp_path_factory.mktemp("back") / "package.xlsx"

    def run(forms):
        write_to(path, make_content(forms=forms, due=(), explanations=()))
        return read_back(verified(path).workbook, catalogue)

    return run


@pytest.fixture(scope="session")
def seal_again(package, signer, authority):
    """Change parts of the package and sign the outcome properly; return what `verify` hands out.

    `changes` are functions from text to text by number of the sheet, or by name of the part.
    """

    def seal(changes, signed_by=signer):
        container = package.workbook.container
        sheets = sum(name.startswith("xl/worksheets/") for name in container.entries)
        file = io.BytesIO()
        writer = SealedWriter(file, sheets)
        names = [layout.WORKBOOK, layout.STYLES, layout.THEME]
        names += [layout.sheet_name(number) for number in range(1, sheets + 1)]
        for name in names:
            text = b"".join(container.blocks(name)).decode()
            for number, change in changes.items():
                if name in {number, layout.sheet_name(number)}:
                    changed = change(text)
                    assert changed != text
                    text = changed
            writer.add(name, text.encode())
        writer.finish(signed_by, NOW)
        return verify(file.getvalue(), trust=[authority.certificate], now=NOW).workbook

    return seal
