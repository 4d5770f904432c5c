"""What a received package says, as the store merges it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from desktop_app.domain import chain
from desktop_app.domain.chain import Link
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Stored
from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, period_label
from desktop_app.packages.report.model import Row
from desktop_app.packages.report.readback import read_back
from desktop_app.store.merging import Later, Statement
from desktop_app.work.city.arrivals import MERGED
from desktop_app.work.city.received import Looked, kept_name, look_at_all
from desktop_app.work.workspace import Workspace


def statement_of(
    ws: Workspace, looked: Looked, rows: Mapping[str, Sequence[Row]], known: Sequence[Link]
) -> Statement:
    """Return what a package says, with what the packages after it in the chain speak of.

    Args:
        ws: The city's workspace.
        looked: The valid package.
        rows: Its records by form.
        known: The unit's packages that were merged.

    Raises:
        UserError: The kept copy of a package after it is missing or was changed.
    """
    manifest = looked.manifest
    if manifest is None:
        raise ValueError(looked.path)
    signoff = manifest.signoff
    report: dict[str, Stored] = {
        "revision": manifest.revision,
        "state": ReportState.SENT.value,
        "head": signoff.head or None,
        "statistician": signoff.statistician or None,
        "filler": signoff.filler or None,
        "phone": signoff.phone or None,
        "report_date": signoff.date or None,
        "pledge_version": manifest.basics["pledge"] or None,
        "package_name": kept_name(looked),
        "package_digest": looked.verdict.digest,
        "previous_digest": manifest.previous or None,
        "sent_at": _moment(looked.verdict.claimed_at),
    }
    return Statement(
        unit=manifest.unit,
        period=manifest.period,
        rows=rows,
        report=report,
        report_uid=manifest.basics["report"],
        exchange={**exchange_of(looked), "state": MERGED, "text": None},
        title=_title(ws, looked),
        facts=_facts(looked),
        later=list(_later(ws, manifest.unit, looked.verdict.digest, known)),
    )


def exchange_of(looked: Looked) -> dict[str, Stored]:
    """Return the line that the database keeps of a received package."""
    link, signer = looked.link, looked.verdict.signer
    return {
        "kind": "package",
        "digest": link.digest,
        "for_period": link.period,
        "revision": link.revision,
        "previous": link.previous or None,
        "file": kept_name(looked),
        "at": _moment(looked.received_at),
        "signer": signer.person if signer else None,
        "signed_at": _moment(looked.verdict.claimed_at),
        "fingerprint": looked.verdict.fingerprint or None,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _later(ws: Workspace, unit: str, digest: str, known: Sequence[Link]) -> Iterator[Later]:
    """Read what packages further on in the chain speak of, from the copies that were kept.

    Raises:
        UserError: A copy is missing or was changed.
    """
    for link in chain.after(digest, known):
        names = ws.store.of(unit).rows(
            "exchange", ("file",), where="r.digest = ?", params=(link.digest,)
        )
        path = ws.received / next(str(row[2]) for row in names)
        kept = look_at_all(ws, [path], datetime.now(UTC))[0].held
        if kept is None or kept.digest != link.digest:
            raise UserError(
                _("后面一包的存件 {file} 不在或变了。").format(file=path.name),
                _("没有并入，数据未动。把那一包放回 received 文件夹再合并。"),
            )
        package = read_back(kept, ws.catalogue)
        uids = {
            form.code: frozenset(str(row[0]) for row in package.rows(form.code))
            for form in ws.catalogue.reported
            if not form.periodic
        }
        yield Later(link.period, uids)


def _title(ws: Workspace, looked: Looked) -> str:
    link = looked.link
    unit = looked.manifest.unit if looked.manifest else ""
    return _("合并：{unit} {period}，第 {n} 版").format(
        unit=ws.catalogue.unit_name(unit), period=period_label(link.period), n=link.revision
    )


def _facts(looked: Looked) -> dict[str, object]:
    link = looked.link
    return {
        "file": looked.path.name,
        "digest": link.digest,
        "period": link.period,
        "revision": link.revision,
        "received_at": _moment(looked.received_at),
    }
