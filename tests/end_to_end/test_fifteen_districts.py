"""Fifteen districts and the city, from the enrolment to the lock, with files that are not right."""

from __future__ import annotations

import shutil
import subprocess

import openpyxl
import pytest
from city_desk import PASSWORD, PERIOD, Province, resealed

from desktop_app.domain.errors import UserError
from desktop_app.packages.envelope import seal_for
from desktop_app.packages.pki.authority import open_authority
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import load_certificates, open_p12
from desktop_app.work.city.answers import issue_receipt, issue_return
from desktop_app.work.city.inbox import inbox
from desktop_app.work.city.merge import MergeOptions, Outcome, merge
from desktop_app.work.edit import CellText, add_record, set_cells
from desktop_app.work.keys.revoke import revoke
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.report.reporting import report_of
from desktop_app.work.task.in_force import city_certificate
from desktop_app.work.task.install import Outcome as Installation
from desktop_app.work.task.install import install_task, look_at_task
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.task.source import read_source

LAST = "2023"
TASK = """
[[period]]
for_period = "2024"
deadline = 2099-12-31
"""


class Loop:
    """The city with a task for all, and the fifteen districts that report under it."""

    def __init__(self, folder, firm):
        self.province = Province(folder)
        self.firm = firm
        self.province.certify(self.province.city, Purpose.ENCRYPTION)
        self.opener = self.province.city.opener
        self.task = self._make_task(folder)
        self.packages = {}

    @property
    def city(self):
        return self.province.city.ws

    @property
    def units(self):
        return [unit.code for unit in self.city.catalogue.units]

    def _make_task(self, folder):
        source, out = folder / "task.toml", folder / "task.xlsx"
        source.write_text(TASK, "utf-8")
        draft = draft_task(self.city, read_source(source, self.city.catalogue))
        signer = open_p12(self.province.city.key, PASSWORD)
        certificate = self.city.keys / "3302.encryption.crt.pem"
        make_task(self.city, draft, signer=signer, out=out, certificate=certificate)
        return out

    def enrol(self, unit, number):
        """Enrol a district with both keys, and let it install the task."""
        name = f"宁波第{number}科技有限公司"
        office = self.province.enrol(unit, {**self.firm, "name": name})
        self.province.certify(office, Purpose.ENCRYPTION)
        assert look_at_task(office.ws, self.task).outcome is Installation.READY
        done = install_task(office.ws, look_at_task(office.ws, self.task))
        assert done.outcome is Installation.INSTALLED
        return office

    def send(self, unit, period=PERIOD, name=""):
        """Let a district send its package in an envelope."""
        office = self.province.districts[unit]
        office.ready(period)
        self.packages[unit] = office.send(period, name, encrypt=city_certificate(office.ws))
        return self.packages[unit]

    def plain(self, unit):
        """Return the copy of what a district sent that it keeps for itself."""
        (kept,) = self.province.districts[unit].ws.sent.glob("*.xlsx")
        return kept

    def enveloped(self, data):
        """Return what anybody can do who has the city's certificate."""
        certificate = self.city.keys / "3302.encryption.crt.pem"
        return seal_for(data, load_certificates(certificate))

    def merge(self, *paths, **options):
        return merge(self.city, list(paths), MergeOptions(opener=self.opener, **options))


@pytest.fixture
def loop(tmp_path, firm_without_findings):
    made = Loop(tmp_path, firm_without_findings)
    yield made
    made.province.close()


def truncated(loop, unit):
    path = loop.packages[unit]
    path.write_bytes(path.read_bytes()[:-1])


def forged(loop, unit):
    data = bytearray(loop.plain(unit).read_bytes())
    data[len(data) // 2] ^= 1
    loop.packages[unit].write_bytes(loop.enveloped(bytes(data)))


def saved_again(loop, unit):
    """Open the package and save it, in LibreOffice where there is one; the seal is gone."""
    path = loop.packages[unit]
    path.unlink()
    loop.packages[unit] = target = path.with_suffix("")
    if not shutil.which("soffice"):
        openpyxl.load_workbook(loop.plain(unit)).save(target)
        return
    profile, out = loop.province.folder / "profile", loop.province.folder / "saved"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), str(loop.plain(unit))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    shutil.move(out / loop.plain(unit).name, target)


def not_fitting(loop, unit):
    """A list that does not fit its sheets, though the very key has signed it."""
    office = loop.province.districts[unit]
    data = resealed(office, loop.plain(unit), lambda text: text.replace("50", "51", 1))
    loop.packages[unit].write_bytes(loop.enveloped(data))


def stolen(loop, unit):
    """The key was reported lost before the package came."""
    ca = loop.province.folder / "ca"
    authority = open_authority(ca / "ca.pem", ca / "ca.key.pem", PASSWORD)
    certificate = loop.province.districts[unit].ws.keys / f"{unit}.crt.pem"
    revoke(loop.city, [certificate], authority, days=30, out=loop.province.folder / "list.crl")


def sent_twice(loop, unit):
    path = loop.packages[unit]
    shutil.copy(path, path.with_name(f"twice.{path.name}"))


BAD = {2: truncated, 3: forged, 4: saved_again, 5: not_fitting, 7: stolen}
LATE = 6
TWICE = 0
WORDS = {2: "无效", 3: "无效", 4: "未签名", 5: "无效", LATE: "有效", 7: "无效"}


def report_all(loop):
    """Let all districts report, some of them not as they should; return those that did."""
    units = loop.units
    for number, unit in enumerate(units):
        office = loop.enrol(unit, number)
        if number == LATE:
            figures = {"revenue": "1", "product_sales": "1", "staff_end": "1"}
            add_record(office.ws, "firm_period", figures, parent=office.firm, period=LAST)
        loop.send(unit, LAST if number == LATE else PERIOD)
    for number, spoil in {**BAD, TWICE: sent_twice}.items():
        spoil(loop, units[number])
    return [unit for number, unit in enumerate(units) if number not in WORDS]


def states(loop):
    return {tile.unit: tile.state for tile in inbox(loop.city, PERIOD).tiles}


@pytest.mark.timeout(900)
def test_that_fifteen_districts_and_the_city_close_the_loop(loop):
    good = report_all(loop)
    result = loop.merge(loop.province.sticks, period=PERIOD)
    # Every firm has the same code here, so all of them overlap, and nothing is joined.
    assert {file.unit for file in result.files if file.outcome is Outcome.MERGED} == set(good)
    assert (result.count(Outcome.SAME), result.exit_code) == (1, 2)
    refused = {f.path.name: f.word for f in result.files if f.outcome is Outcome.REFUSED}
    assert refused == {
        loop.packages[loop.units[number]].name: word for number, word in WORDS.items()
    }
    assert {unit for unit, state in states(loop).items() if state == "已上报"} == set(good)
    timely = {tile.unit for tile in inbox(loop.city, PERIOD).tiles if tile.timeliness == 10_000}
    assert timely == set(good)

    returned, *others = good
    correct(loop, returned)
    for unit in others[1:]:
        answer(loop, unit, issue_receipt, state="已受理")
    found = list(states(loop).values())
    counted = {state: found.count(state) for state in set(found)}
    assert counted == {"验收": 1, "已上报": 1, "已受理": 7, "未报": 6}


def answer(loop, unit, act, *, state, **options):
    """Issue an answer to the envelope itself, and let the district take it."""
    slip = loop.province.issue(act, loop.packages[unit], f"{state}-{unit}.xlsx", **options)
    office = loop.province.districts[unit]
    assert receive(office.ws, slip).outcome is Reception.TAKEN
    assert office.report.state == report_of(loop.city, PERIOD, unit).state == state


def correct(loop, unit):
    """Return a package, correct it, take the next revision, accept it: it is locked then."""
    office = loop.province.districts[unit]
    answer(loop, unit, issue_return, state="退回", remarks=(), text="请核对营业收入")
    change = [CellText(office.figures(), field, "12000") for field in ("revenue", "product_sales")]
    set_cells(office.ws, "firm_period", change)
    assert (office.report.state, office.report.revision) == ("草稿", 2)
    second = loop.send(unit, name=f"{unit}-second.xlsx.p7m")
    (file,) = loop.merge(second).files
    assert (file.outcome, file.revision) == (Outcome.MERGED, 2)
    answer(loop, unit, issue_receipt, state="验收", accept=True)
    with pytest.raises(UserError, match="已锁定"):
        set_cells(office.ws, "firm_period", [CellText(office.figures(), "revenue", "13000")])
