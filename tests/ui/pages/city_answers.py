"""A report that was sent, and what the city answers to it, signed by a CA of the test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.states import RECEIPT, RETURN, ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.packages.notice import Notice, RemarkEntry, notice_sheets
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.write import write_sealed
from desktop_app.work.keys.enrol import CITY, CITY_OFFICE
from desktop_app.work.report.reporting import report_of

PACKAGE = "ab" * 32
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass
class CityOffice:
    """Issues notices on the package that the workspace recorded as sent."""

    ws: object
    folder: Path

    def __post_init__(self):
        authority = new_authority(Identity(CITY, CITY_OFFICE, "测试根证书"), years=5, now=NOW)
        key = new_key(Algorithm.ECDSA)
        who = Identity(CITY, CITY_OFFICE, "陈立", "经办人")
        request = x509.load_pem_x509_csr(request_for(who, key))
        certificate = issue(request, authority, years=3, now=NOW)
        self.signer = KeySigner(key, certificate, (authority.certificate,))
        self.authority = authority
        (self.ws.trust / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
        self._numbers = count(1)

    def send(self, period, digest=PACKAGE, *, revision=1):
        """Record the report as sent, as `pack` does; what it sent is nobody's concern here."""
        report = report_of(self.ws, period)
        values = {
            "state": ReportState.SENT.value,
            "revision": revision,
            "package_digest": digest,
            "sent_at": NOW.isoformat(),
        }
        block = put("report", report.uid or new_uid(), report.version or None, values)
        self.ws.store.apply(ChangePlan("submit", "上报", (block,)), check=False)

    def notice(self, period, kind=RETURN, **changes):
        """Write a receipt or return slip and return its path."""
        told = {
            RETURN: (ReportState.RETURNED, "请逐条核对", "2030-03-31"),
            RECEIPT: (ReportState.RECEIVED, "", ""),
        }[kind]
        made = Notice(
            *(kind, self.ws.unit, period, 1, PACKAGE, told[0], NOW, NOW, "陈立"),
            deadline=told[2],
            text=told[1],
        )
        path = self.folder / f"{kind}-{next(self._numbers)}.xlsx"
        made = replace(made, **changes)
        sheets = notice_sheets(made, self.ws.catalogue)
        write_sealed(path, sheets, self.signer, when=NOW, unit=CITY)
        return path


def remark(number, text, **place):
    """Return a remark of a slip; `place` is its form, record, field, subject and value."""
    return RemarkEntry(new_uid(), number, text, **place)
