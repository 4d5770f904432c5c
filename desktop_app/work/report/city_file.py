"""Judges what the city sends to a district: receipts, return slips and task files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.verdict import Verdict
from desktop_app.packages.verify import verify
from desktop_app.work.workspace import CITY, Workspace


def judge(ws: Workspace, data: bytes, trusted: Trusted) -> Verdict:
    """Verify a file that only the city may have signed.

    It counts as received when it first was: what is revoked later does not undo that.
    """
    now = datetime.now(UTC)
    digest = hashlib.sha256(data).hexdigest()
    known = [
        datetime.fromisoformat(str(row[2]))
        for row in ws.store.rows("exchange", ("at",), where="r.digest = ?", params=(digest,))
    ]
    return verify(
        data,
        trust=trusted.certificates,
        revoked=trusted.revoked,
        admitted=trusted.admitted,
        now=now,
        expected_unit=CITY,
        received_at=min(known, default=now),
    )
