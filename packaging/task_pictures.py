"""The city's task as the pictures of its window show it; nothing of it was ever asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from desktop_app.domain.task_sections import ASKED, DUE, PARAMETER, PERIOD, SEVERITY
from desktop_app.packages.pki.authority import Authority, issue
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.task.source import Source
from desktop_app.work.workspace import Workspace

FIRMS = ("91330203MA2TE5T1XB", "91310110666007217T")
SECTIONS = {
    ASKED: [
        *(("2025M01-06", None, form) for form in ("firm", "firm_period", "rd_activity")),
        ("2024", "NBZ-GXQ", "incubator"),
    ],
    SEVERITY: [("ENT-003", "verify"), ("RDP-005", "must")],
    PARAMETER: [("rd_project_months_min", None, None, None, 6)],
}


def make_shown_task(ws: Workspace, authority: Authority, folder: Path) -> None:
    """Let the city make a task file."""
    key, now = new_key(Algorithm.ECDSA), datetime.now(UTC).replace(microsecond=0)
    who = Identity(ws.unit, "宁波市科学技术局", "陈立", "经办人")
    request = x509.load_pem_x509_csr(request_for(who, key))
    certificate = issue(request, authority, years=3, now=now)
    due = [
        (f"宁波第{number + 1}科技有限公司", code, unit.code, "2024")
        for unit in ws.catalogue.units
        for number, code in enumerate(FIRMS)
    ]
    days = [f"{now + timedelta(days=number):%Y-%m-%d}" for number in (-30, 20, 50)]
    periods = [("2024", *days, 2), ("2025M01-06", *days[:2], None, None)]
    sections = {PERIOD: periods, **SECTIONS, DUE: due}
    draft = draft_task(ws, Source(sections, "2024 年报和 2025 年半年报"))
    signer = KeySigner(key, certificate, (authority.certificate,))
    make_task(ws, draft, signer=signer, out=folder / "task.xlsx")
