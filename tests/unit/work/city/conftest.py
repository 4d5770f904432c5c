"""A city's workspace, and packages of made-up districts that are written without a workspace."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.catalogue import load
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import PackageContent, SignOff
from desktop_app.packages.report.write import write_package
from desktop_app.paths import resources
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.task.source import read_source
from desktop_app.work.workspace import init_workspace

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
SIGN_OFF = SignOff("周立群", "沈洁", "王敏", "0574-87654321", "2025-01-15")
OFFICERS = """
text = "2024 年度"

[[period]]
for_period = "2024"
opening = 2025-01-01
deadline = 2025-03-31
closing = 2025-04-30
signatures = 2

[[due]]
for_period = "2024"
for_unit = "海曙区"
uscc = "91330203MA2TE5T1XB"
name = "宁波甬能科技有限公司"

[[due]]
for_period = "2024"
for_unit = "江北区"
uscc = "91330203MA2TE5T1XB"
name = "宁波甬能科技有限公司"

[[form]]
for_period = "2024"
form = "企业分期"

[[target]]
annex = 1
for_unit = "海曙区"
year = 2025
value = 130

[[severity]]
rule = "ENT-003"
severity = "强制"

[[parameter]]
name = "rd_project_months_min"
value = 6

[[code]]
list = "label_kind"
code = "99"
label = "未来工厂"
"""

HAISHU, JIANGBEI, YINZHOU = "330203", "330205", "330212"


@pytest.fixture(scope="session")
def catalogue():
    return load()


@pytest.fixture(scope="session")
def authority():
    return new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=NOW)


@pytest.fixture(scope="session")
def signer_of(authority):
    """Return the signer of a unit; each unit keeps its key."""
    known = {}

    def signer(unit):
        if unit not in known:
            key = new_key(Algorithm.ECDSA)
            who = Identity(unit, "宁波市某区科学技术局", "周立群", "统计负责人")
            request = x509.load_pem_x509_csr(request_for(who, key))
            certificate = issue(request, authority, years=3, now=NOW)
            known[unit] = KeySigner(key, certificate, (authority.certificate,))
        return known[unit]

    return signer


@dataclass
class Office:
    """What one district sends: firms by number, each with figures of the period and patents."""

    unit: str
    folder: object
    catalogue: object
    signer: object
    previous: str = ""
    sent: list = field(default_factory=list)

    def rows(self, form, records):
        """Return records, given as values by column, in the order of a package."""
        columns = stored_columns(self.catalogue.form(form))
        return [tuple(record.get(column) for column in columns) for record in records]

    def firm(self, number, **more):
        return {
            "uid": f"firm{number:012}",
            "name": f"宁波第{number}科技有限公司",
            "op_status": "1",
            "found_date": "2010-01-01",
            **more,
        }

    def figures(self, number, period, revenue):
        return {
            "uid": f"fp{period.replace('-', '')[:8]:_<8}{number:06}",
            "firm": f"firm{number:012}",
            "period": period,
            "revenue": revenue,
            "staff_end": 5,
        }

    def patent(self, number, firm, **more):
        return {
            "uid": f"pat{number:013}",
            "firm": f"firm{firm:012}" if firm else None,
            "title": f"一种装置{number}",
            "app_no": f"2017106018{number:02}.3",
            "app_date": "2017-07-01",
            **more,
        }

    def send(
        self,
        period="2024",
        revision=1,
        *,
        forms=None,
        name="",
        chain=True,
        admitted=(),
        **changes,
    ):
        """Write a package of some forms and return its path; `chain` lets the next one follow it.

        `forms` are records by form, as values by column.
        """
        forms = forms or {
            "firm": [self.firm(1)],
            "firm_period": [self.figures(1, period, 100_000 * revision)],
        }
        rows = {form: self.rows(form, records) for form, records in forms.items()}
        due = [
            (f"due{n:05}{period.replace('-', '')[:9]:_<9}", row[0], period, "reported", None)
            for n, row in enumerate(rows.get("firm", []))
        ]
        pledge = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
        parts = {
            "unit": self.unit,
            "period": period,
            "revision": revision,
            "signoff": SIGN_OFF,
            "pledge_version": "1",
            "pledge": pledge,
            "forms": rows,
            "due": due,
            "previous": self.previous,
            "report": f"rep{period.replace('-', '')[:10]:_<13}",
        }
        content = PackageContent(**(parts | changes))
        path = self.folder / (name or f"{self.unit}-{len(self.sent)}-{period}-{revision}.xlsx")
        write_package(
            path,
            content,
            self.signer,
            catalogue=self.catalogue,
            when=dt.datetime.now(dt.UTC) if admitted else NOW,
            admitted=admitted,
        )
        if chain:
            self.previous = hashlib.sha256(path.read_bytes()).hexdigest()
        self.sent.append(path)
        return path


@pytest.fixture
def office(tmp_path, catalogue, signer_of):
    """Return what makes the office of a unit."""
    folder = tmp_path / "packages"
    folder.mkdir()

    def make(unit=HAISHU):
        return Office(unit, folder, catalogue, signer_of(unit))

    return make


@pytest.fixture
def new_city(tmp_path, authority):
    """Return what makes an empty workspace of the city that trusts the test CA."""
    opened = []

    def make(name="city"):
        ws = init_workspace(tmp_path / name, role="city", unit="", person="市局")
        (ws.trust / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
        opened.append(ws)
        return ws

    yield make
    for ws in opened:
        ws.close()


@pytest.fixture
def city(new_city):
    return new_city()


@pytest.fixture(scope="session")
def content_of():
    """Return what a database says, without what depends on when it was written."""

    def content(ws):
        lines = []
        for line in ws.store.dump().splitlines():
            form, *values = json.loads(line)
            names = ("unit", "uid", *ws.catalogue.form(form).columns)
            row = dict(zip(names, values, strict=False))
            if form == "exchange":
                row = {k: v for k, v in row.items() if k not in {"uid", "at"}}
            lines.append((form, sorted(row.items(), key=str)))
        return sorted(lines, key=str)

    return content


@pytest.fixture
def district(tmp_path, authority):
    """Return what makes a district's workspace that trusts the test CA."""
    opened = []

    def make(unit="海曙区", name=""):
        ws = init_workspace(tmp_path / (name or unit), role="district", unit=unit, person="沈洁")
        (ws.trust / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
        opened.append(ws)
        return ws

    yield make
    for ws in opened:
        ws.close()


@pytest.fixture
def officers(tmp_path):
    """Return what writes an officer's file."""

    def write(text=OFFICERS):
        path = tmp_path / "task.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def make(city, signer_of, officers, tmp_path):
    """Return what makes a task file of an officer's text."""
    made = []

    def task(text=OFFICERS, **options):
        draft = draft_task(city, read_source(officers(text), city.store.base) if text else None)
        out = tmp_path / f"task-{len(made)}.xlsx"
        made.append(make_task(city, draft, signer=signer_of("3302"), out=out, **options))
        return made[-1]

    return task
