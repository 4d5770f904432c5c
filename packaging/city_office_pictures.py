"""A picture of 证书 in the city's window, with certificates of made-up people."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QApplication

from desktop_app.packages.enrolment import issue, new_key, request_for
from desktop_app.packages.identity import Identity
from desktop_app.packages.keys import Algorithm
from desktop_app.packages.revocation import Reason
from desktop_app.ui.app import make_window
from desktop_app.work import register
from desktop_app.work.revoke import Cause
from desktop_app.work.workspace import Workspace, init_workspace

PASSWORD = "a long password"  # noqa: S105 - of a CA that is thrown away
PEOPLE = ("沈洁", "周立群", "王敏", "李芳", "张伟", "赵敏", "钱程", "孙立", "吴桐", "郑昀")
REVOKED = 5
SIZE = (1440, 900)
SETTLED = 0.4


def keep_certificates(out: Path) -> None:
    """Write certificates-1440x900-light.png into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city"
        ws = init_workspace(city, role="city", unit="", person="陈立")
        try:
            _issue(ws, Path(folder))
        finally:
            ws.close()
        _keep(city, out / "certificates-1440x900-light.png")


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


def _keep(folder: Path, target: Path) -> None:
    app = QApplication.instance() or QApplication(["shuangbei"])
    assert isinstance(app, QApplication)  # noqa: S101 - narrows the type
    shell = make_window(folder)
    shell.resize(*SIZE)
    shell.show()
    for page in ("", "certificates"):
        if page:
            shell.go(page)
        quiet = time.monotonic()
        while time.monotonic() - quiet < SETTLED:
            app.processEvents()
            time.sleep(0.005)
            if shell.stack.currentWidget() is None or shell.desk.operations.busy:
                quiet = time.monotonic()
    shell.grab().save(str(target))
    shell.close()
    app.processEvents()
