"""Pictures of 证书, 排名 and 任务文件 in the city's window; people, firms, figures are made up."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QApplication
from task_pictures import make_shown_task

from desktop_app.domain.plans import ChangePlan, Rows, Stored
from desktop_app.indicators.targets import printed
from desktop_app.packages.pki.authority import issue
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.pki.revocation import Reason
from desktop_app.ui.app import make_window
from desktop_app.work.keys import register
from desktop_app.work.keys.revoke import Cause
from desktop_app.work.workspace import Workspace, init_workspace

PASSWORD = "a long password"  # noqa: S105 - of a CA that is thrown away
PEOPLE = ("沈洁", "周立群", "王敏", "李芳", "张伟", "赵敏", "钱程", "孙立", "吴桐", "郑昀")
REVOKED = 5
SIZE = (1440, 900)
SETTLED = 2.0
"""Seconds of rest: what draws charts is imported once the page is painted."""

PAGES = ("certificates", "ranking", "task")
PERIOD = "2024"
YEARS = range(2021, 2025)


def keep_city_office(out: Path) -> None:
    """Write <page>-1440x900-light.png of `PAGES` into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        ws = init_workspace(city, role="city", unit="", person="陈立")
        try:
            _issue(ws, Path(folder))
            _recognise(ws)
            ws.keep(period=PERIOD)
        finally:
            ws.close()
        _keep(city, out)


def _recognise(ws: Workspace) -> None:
    """Give each unit firms with certificates, about as many as its annex asks for."""
    chance = random.Random(7)
    for unit in ws.catalogue.units:
        targets = printed(ws.catalogue, 1, unit.code)
        firms: list[tuple[Stored, ...]] = []
        certs: list[tuple[Stored, ...]] = []
        share = chance.uniform(0.8, 1.25)
        for year in YEARS:
            for _number in range(round(targets[year] * share * chance.uniform(0.9, 1.1))):
                uid = f"{unit.code}{len(firms):08}"[:16]
                firms.append((uid, None, f"宁波第{len(firms) + 1}科技有限公司"))
                day = f"{year}-12-01"
                certs.append((f"c{uid}"[:16], None, uid, f"GR{uid}", day, f"{year + 3}-12-01", "1"))
        columns = ("firm", "cert_no", "issue_date", "expire_date", "kind")
        blocks = (Rows("firm", ("name",), firms), Rows("hte_cert", columns, certs))
        ws.store.of(unit.code).apply(ChangePlan("merge", "合并", blocks), check=False)


def _issue(ws: Workspace, folder: Path) -> None:
    register.found_authority(ws, folder / "ca", name="根证书", password=PASSWORD, years=10)
    authority = register.open_city_authority(ws, PASSWORD)
    now = datetime.now(UTC)
    for place, (unit, person) in enumerate(zip(ws.catalogue.units, PEOPLE, strict=False)):
        office = f"{ws.catalogue.unit_label(unit.code)}科学技术局"
        who = Identity(unit.code, office, person, "统计负责人")
        request = x509.load_pem_x509_csr(request_for(who, new_key(Algorithm.ECDSA)))
        certificate = issue(request, authority, years=3, now=now)
        path = folder / f"{unit.code}.pem"
        path.write_bytes(certificate.public_bytes(Encoding.PEM))
        register.enter(ws, path)
        if place == REVOKED:
            day = f"{now - timedelta(days=20):%Y-%m-%d}"
            register.make_list(ws, authority, [path], Cause(Reason.KEY, day))
    make_shown_task(ws, authority, folder)


def _keep(folder: Path, out: Path) -> None:
    app = QApplication.instance() or QApplication(["shuangbei"])
    assert isinstance(app, QApplication)  # noqa: S101 - narrows the type
    shell = make_window(folder)
    shell.resize(*SIZE)
    shell.show()
    for page in ("", *PAGES):
        if page:
            shell.go(page)
        quiet = time.monotonic()
        while time.monotonic() - quiet < SETTLED:
            app.processEvents()
            time.sleep(0.005)
            if shell.stack.currentWidget() is None or shell.desk.operations.busy:
                quiet = time.monotonic()
        if page:
            shell.grab().save(str(out / f"{page}-1440x900-light.png"))
    shell.close()
    app.processEvents()
