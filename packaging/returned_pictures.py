"""Pictures of a returned report: the package of the demo, with a slip of its throwaway CA."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from PySide6.QtWidgets import QApplication

from desktop_app.domain.states import RETURN, ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.packages.notice import Notice, RemarkEntry, notice_sheets
from desktop_app.packages.pki.authority import issue, open_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.write import write_sealed
from desktop_app.ui.app import make_window
from desktop_app.ui.shell import Shell
from desktop_app.work.edit import CellText, set_cells
from desktop_app.work.keys.enrol import CITY, CITY_OFFICE
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.report.reporting import report_of
from desktop_app.work.settings import read_settings, write_settings
from desktop_app.work.workspace import Workspace, open_workspace

PERIOD = "2024"
SIZE = (1440, 900)
SETTLED = 0.4
REMARKS = (
    ("rd_total", "研发费用合计与加计扣除口径相差较大，请核对后说明"),
    ("rd_staff", "研发人员数与上年相比减少过半，请核对"),
    ("government_funds", "政府资金与拨款通知不一致"),
)


def keep_returned(demo: Path, out: Path) -> None:
    """Return the report of a demo, then write returned-*.png and remark-*.png into `out`."""
    workspace = demo / "workspace"
    ws = open_workspace(workspace)
    try:
        uid = _return(ws, demo)
    finally:
        ws.close()
    settings = workspace / "settings.toml"
    write_settings(settings, {**read_settings(settings), "theme": "light", "period": PERIOD})
    app = QApplication.instance() or QApplication(["shuangbei"])
    assert isinstance(app, QApplication)  # noqa: S101 - narrows the type
    shell = make_window(workspace)
    shell.resize(*SIZE)
    shell.show()
    _settle(app, shell)
    for name, page, target in (
        ("returned", "submit", {}),
        ("remark", "rd", {"uid": uid, "field": "rd_total"}),
    ):
        shell.go(page, target)
        _settle(app, shell)
        shell.grab().save(str(out / f"{name}-1440x900-light.png"))
    shell.close()
    app.processEvents()


def _return(ws: Workspace, demo: Path) -> str:
    """Take a slip with remarks on the first firms' R&D; return the first record's uid."""
    form = ws.catalogue.form("rd_activity")
    fields = [form.by_code[code] for code, _text in REMARKS]
    rows = ws.store.rows(
        form.code, ("firm", *(f.code for f in fields)), where="r.period = ?", params=(PERIOD,)
    )
    entries = []
    for place, (row, (code, text)) in enumerate(zip(rows, REMARKS, strict=False)):
        was = form.by_code[code].format.plain(row[3 + place])
        subject = ws.store.name_of("firm", str(row[2]))
        entries.append(
            RemarkEntry(new_uid(), place + 1, text, form.code, str(row[0]), code, subject, was)
        )
    report, now = report_of(ws, PERIOD), datetime.now(UTC).replace(microsecond=0)
    notice = Notice(
        *(RETURN, ws.unit, PERIOD, report.revision, str(report.values["package_digest"])),
        *(ReportState.RETURNED, now, now, "陈立"),
        deadline=f"{now.year + 1}-03-31",
        text="个别企业研发投入与税务口径不符，请逐条核对后重报。",
        remarks=entries,
    )
    slip = demo / "slip.xlsx"
    write_sealed(slip, notice_sheets(notice, ws.catalogue), _signer(demo), when=now, unit=CITY)
    receive(ws, slip)
    set_cells(ws, form.code, [CellText(entries[1].record, "rd_staff", "25")])
    return entries[0].record


def _signer(demo: Path) -> KeySigner:
    authority = open_authority(demo / "ca.pem", demo / "ca.key", None)
    key = new_key(Algorithm.ECDSA)
    request = x509.load_pem_x509_csr(request_for(Identity(CITY, CITY_OFFICE, "陈立"), key))
    certificate = issue(request, authority, years=3, now=datetime.now(UTC))
    return KeySigner(key, certificate, (authority.certificate,))


def _settle(app: QApplication, shell: Shell) -> None:
    """Let events run until the window has its page and nothing is at work."""
    quiet = time.monotonic()
    while time.monotonic() - quiet < SETTLED:
        app.processEvents()
        time.sleep(0.005)
        if shell.stack.currentWidget() is None or shell.desk.operations.busy:
            quiet = time.monotonic()
