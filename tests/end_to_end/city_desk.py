"""The city with its CA and the districts that it enrolled, each with a workspace of its own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import read_container
from desktop_app.packages.pki.authority import make_authority, open_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import Algorithm, open_p12
from desktop_app.packages.seal import SealedWriter
from desktop_app.work import checks
from desktop_app.work.edit import add_record
from desktop_app.work.keys.enrol import issue_certificate, look_at, new_request, take_in
from desktop_app.work.report.pack import pack
from desktop_app.work.report.reporting import SignOff, report_of, sign_off
from desktop_app.work.workspace import Workspace, init_workspace, open_workspace

PASSWORD = "a long password"
WHO = SignOff("甲", "乙", "丙", "0574-87654321")
PERIOD = "2024"


@dataclass
class Office:
    ws: Workspace
    folder: Path
    firm: str = ""

    @property
    def key(self):
        return self.ws.keys / f"{self.ws.unit}.p12"

    def ready(self, period=PERIOD):
        found = checks.check(self.ws, period).findings
        texts = {(f.rule, f.uid): "情况属实" for f in found if f.severity == "核实"}
        checks.explain(self.ws, period, texts)
        sign_off(self.ws, period, WHO)

    @property
    def opener(self):
        """The key that opens what is enveloped for this office."""
        return open_p12(self.ws.keys / f"{self.ws.unit}{Purpose.ENCRYPTION}.p12", PASSWORD)

    def send(self, period=PERIOD, name="", encrypt=None):
        ending = "xlsx.p7m" if encrypt else "xlsx"
        out = self.folder / (name or f"{self.ws.unit}-{period}.{ending}")
        pack(self.ws, period, key=self.key, password=PASSWORD, out=out, encrypt=encrypt)
        return out

    def reopen(self):
        """Open the workspace again, after another program has worked in it."""
        self.ws = open_workspace(self.ws.folder)

    def figures(self):
        return next(iter(self.ws.store.rows("firm_period", (), where="r.period = '2024'")))[0]

    @property
    def report(self):
        return report_of(self.ws, PERIOD)


class Province:
    """The city with its CA, and the districts that were enrolled with it."""

    def __init__(self, folder):
        self.folder = folder
        self.sticks = folder / "usb"
        self.sticks.mkdir()
        make_authority(
            folder / "ca",
            Identity("3302", "宁波市科学技术局", "测试根证书"),
            PASSWORD,
            years=10,
            now=datetime.now(UTC),
        )
        self.city = self._office("city", "city", "")
        self.districts: dict[str, Office] = {}

    def _office(self, name, role, unit):
        ws = init_workspace(self.folder / name, role=role, unit=unit, person="测试员")
        office = Office(ws, self.sticks)
        self.certify(office, Purpose.SIGN)
        return office

    def certify(self, office, purpose):
        """Let an office make a key, the city certify it, and the office install the answer."""
        who = {"person": "乙", "role": "统计负责人", "password": PASSWORD}
        request = new_request(office.ws, **who, algorithm=Algorithm.ECDSA, purpose=purpose)
        ca = self.folder / "ca"
        authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
        issued = issue_certificate(request, authority, self.sticks)
        take_in(office.ws, look_at(office.ws, issued.path, ca / "ca.pem"), PASSWORD)
        issued.path.unlink()

    def enrol(self, unit, firm):
        office = self._office(unit, "district", unit)
        self.districts[unit] = office
        office.firm, _edited = add_record(office.ws, "firm", firm)
        figures = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}
        add_record(office.ws, "firm_period", figures, parent=office.firm, period=PERIOD)
        return office

    def issue(self, act, package, name, **options):
        out = self.folder / name
        key = self.city.key
        act(self.city.ws, package, key=key, password=PASSWORD, out=out, **options)
        return out

    def close(self):
        for office in (self.city, *self.districts.values()):
            office.ws.close()


def resealed(office, package, change):
    """Change the last sheet of a package and sign the outcome properly with the same key."""
    data = package.read_bytes()
    sheets = sum(name.startswith("xl/worksheets/") for name in read_container(data).entries)
    last = layout.sheet_name(sheets)
    signer = open_p12(office.key, PASSWORD)
    return sealed_anew(data, signer, lambda name, text: change(text) if name == last else text)


def sealed_anew(data, signer, change):
    """Return a sealed workbook whose parts were changed, by name and text, and signed properly."""
    container = read_container(data)
    sheets = sum(name.startswith("xl/worksheets/") for name in container.entries)
    file = io.BytesIO()
    writer = SealedWriter(file, sheets)
    names = [layout.WORKBOOK, layout.STYLES, layout.THEME]
    names += [layout.sheet_name(number) for number in range(1, sheets + 1)]
    for name in names:
        text = b"".join(container.blocks(name)).decode()
        writer.add(name, change(name, text).encode("utf-8", "surrogatepass"))
    writer.finish(signer, datetime.now(UTC).replace(microsecond=0))
    return file.getvalue()
