"""Task files that are not what the city would send: nothing of them holds, and none is a fault."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from city_desk import PASSWORD, Province, resealed, sealed_anew

from desktop_app.packages.pki.keys import open_p12
from desktop_app.packages.report.write import write_sealed
from desktop_app.packages.task import read_task, task_sheets
from desktop_app.packages.verify import verify
from desktop_app.work.task.install import Outcome, look_at_task
from desktop_app.work.task.make import draft_task, make_task
from tests.processor_time import done_within

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
TURNED = "-----BEGIN CERTIFICATE-----\n证书\n-----END CERTIFICATE-----\n"
ATTACKS = []


class Desk:
    """A district, and what writes any task file to it."""

    def __init__(self, folder, firm):
        self.province = Province(folder)
        self.office = self.province.enrol("330203", firm)
        self.city = self.province.city
        self.signers = {
            name: open_p12(one.key, PASSWORD)
            for name, one in (("city", self.city), ("district", self.office))
        }
        self.genuine, self.path = folder / "genuine.xlsx", folder / "task.xlsx"
        draft = draft_task(self.city.ws)
        make_task(self.city.ws, draft, signer=self.signers["city"], out=self.genuine)
        trust = self.signers["city"].chain
        verdict = verify(self.genuine.read_bytes(), trust=trust, now=dt.datetime.now(dt.UTC))
        self.task = read_task(verdict.workbook, self.city.ws.store.base)

    def written(self, *, signer="city", **changes):
        """Write a task file in which single things are otherwise, properly signed."""
        task = dataclasses.replace(self.task, **changes)
        unit = {"city": "3302", "district": "330203"}[signer]
        sheets = task_sheets(task, self.city.ws.store.base)
        write_sealed(self.path, sheets, self.signers[signer], when=NOW, unit=unit)
        return self.path

    def relisted(self, old, new):
        """Return the task file whose list for programs says something else."""
        self.path.write_bytes(
            resealed(self.city, self.genuine, lambda text: text.replace(f"<t>{old}", f"<t>{new}"))
        )
        assert self.path.read_bytes() != self.genuine.read_bytes()
        return self.path


@pytest.fixture(scope="module")
def desk(tmp_path_factory, firm_without_findings):
    made = Desk(tmp_path_factory.mktemp("desk"), firm_without_findings)
    yield made
    made.province.close()


def attack(says):
    """Note a task file, and a part of what is said of it."""

    def keep(make):
        ATTACKS.append(pytest.param(make, says, id=make.__name__))
        return make

    return keep


@attack("330203")
def a_task_that_the_district_gives_itself(desk):
    return desk.written(signer="district")


@attack("不是本单位的")
def a_task_for_others(desk):
    return desk.written(units=("330205",))


@attack("不是本软件的写法")
def a_task_for_a_unit_that_is_none(desk):
    return desk.relisted("全部", "海曙")


@attack("不是本软件的写法")
def a_number_below_one(desk):
    return desk.written(number=-5)


@attack("不是本软件的写法")
def a_number_beyond_all(desk):
    return desk.written(number=10**30)


@attack("不是本软件的写法")
def a_number_in_words(desk):
    return desk.relisted(str(desk.task.number), "第一")


@attack("不是本软件的写法")
def a_time_before_all_times(desk):
    return desk.relisted(desk.task.issued_at.isoformat(), "0001-01-01T00:00:00+14:00")


@attack("不是本软件的写法")
def a_certificate_in_another_script(desk):
    return desk.written(certificate=TURNED)


@attack("不是本软件的写法")
def a_revocation_list_in_another_script(desk):
    return desk.written(revocations=TURNED)


@attack("不是市局的")
def the_certificate_of_somebody_else(desk):
    pem = (desk.office.ws.keys / "330203.crt.pem").read_text("ascii")
    return desk.written(certificate=pem)


@attack("不是市局的")
def a_certificate_that_is_none(desk):
    return desk.written(certificate=TURNED.replace("证书", "AAAA"))


@attack("吊销名单")
def a_revocation_list_that_is_none(desk):
    text = "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"
    return desk.written(revocations=text)


@attack("")
def the_genuine_one_with_a_flipped_bit(desk):
    data = bytearray(desk.genuine.read_bytes())
    data[len(data) // 2] ^= 1
    desk.path.write_bytes(data)
    return desk.path


@attack("不是本软件的写法")
def other_words_for_people(desk):
    data = desk.genuine.read_bytes()
    sheet = "xl/worksheets/sheet1.xml"

    def change(name, text):
        return (
            text.replace("</sheetData>", "<row r='99'></row></sheetData>")
            if name == sheet
            else text
        )

    desk.path.write_bytes(sealed_anew(data, desk.signers["city"], change))
    return desk.path


@pytest.mark.parametrize(("make", "says"), ATTACKS)
def test_that_a_task_file_that_is_not_right_changes_nothing(make, says, desk):
    path = make(desk)
    ws = desk.office.ws
    before = ws.store.dump(), sorted(path.name for path in ws.trust.iterdir())
    look = done_within(2, lambda: look_at_task(ws, path))
    assert look.outcome is Outcome.REFUSED, look.sentences
    assert says in "".join(look.sentences)
    assert (ws.store.dump(), sorted(path.name for path in ws.trust.iterdir())) == before


def test_that_the_genuine_task_is_ready_so_that_the_attacks_mean_something(desk):
    assert look_at_task(desk.office.ws, desk.genuine).outcome is Outcome.READY
    assert look_at_task(desk.office.ws, desk.written()).outcome is Outcome.READY
