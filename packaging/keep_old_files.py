"""Keeps a small workspace and package of this version, for tests that open them for ever.

Run once a release: python packaging/keep_old_files.py tests/old_files
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desktop_app import __version__
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.throwaway import make_authority, make_certificate
from desktop_app.work import checks
from desktop_app.work.edit import add_record
from desktop_app.work.keys.enrol import (
    CITY,
    CITY_OFFICE,
    look_at,
    new_request,
    signing_key,
    take_in,
)
from desktop_app.work.report.pack import pack
from desktop_app.work.report.reporting import SignOff, sign_off
from desktop_app.work.workspace import Workspace, init_workspace

PASSWORD = "only for tests"  # noqa: S105 - of keys that are thrown away
FIRM = {
    "uscc": "91330203MA2TE5T1XB",
    "name": "宁波示例科技有限公司（虚构）",
    "legal_rep": "示例",
    "found_date": "2010-01-01",
    "gbt2260": "330203",
    "address": "示例路 1 号",
    "industry_code": "3962",
    "main_business": "示例产品",
    "reg_type": "173",
    "op_status": "1",
    "above_scale": "否",
}
FIGURES = {"revenue": "10000", "product_sales": "10000", "staff_end": "50"}


def main(out: Path) -> None:
    """Write out/<version>/data.db, settings.toml, package.xlsx, ca.pem, dump.jsonl and made.txt."""
    target = out / __version__
    target.mkdir(parents=True, exist_ok=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ws = init_workspace(folder / "ws", role="district", unit="海曙区", person="示例")
        try:
            _fill(ws)
            _send(ws, folder)
            (target / "dump.jsonl").write_text(ws.store.dump(), "utf-8")
            copy = ws.store.backup("kept")
        finally:
            ws.close()
        shutil.copy(copy, target / "data.db")
        shutil.copy(folder / "ws" / "settings.toml", target)
        shutil.copy(folder / "package.xlsx", target)
        shutil.copy(folder / "ca.pem", target)
    (target / "made.txt").write_text(datetime.now(UTC).isoformat(), "ascii")


def _fill(ws: Workspace) -> None:
    firm, _edited = add_record(ws, "firm", FIRM)
    add_record(ws, "firm_period", FIGURES, parent=firm, period="2024")
    found = checks.check(ws, "2024").findings
    checks.explain(ws, "2024", {(f.rule, f.uid): "示例说明" for f in found})


def _send(ws: Workspace, folder: Path) -> None:
    now = datetime.now(UTC)
    authority = make_authority(folder, Identity(CITY, CITY_OFFICE, "示例根证书"), now)
    request = new_request(ws, person="示例", role="统计负责人", password=PASSWORD)
    certificate = make_certificate(folder, authority, request, years=3, now=now)
    take_in(ws, look_at(ws, certificate, folder / "ca.pem"), PASSWORD)
    sign_off(ws, "2024", SignOff("甲", "乙", "丙", "0574-55501234"))
    key = signing_key(ws)
    if key is None:
        raise RuntimeError("no certificate")
    pack(ws, "2024", key=key, password=PASSWORD, out=folder / "package.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
