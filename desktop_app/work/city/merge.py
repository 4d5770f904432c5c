"""合并: the packages of the districts into the city's database, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain import chain
from desktop_app.domain.chain import Place
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, listed, period_label, short_of
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.report.inspect_ahead import Inspector
from desktop_app.packages.verdict import Word
from desktop_app.packages.wording import advice_for, next_step
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.store.changes import Counted
from desktop_app.store.merging import Merged
from desktop_app.store.overlaps import Shared
from desktop_app.store.queries import count_due, count_findings, count_open
from desktop_app.work.backups import back_up_daily
from desktop_app.work.changes import Change, changes
from desktop_app.work.city.arrivals import WAITING
from desktop_app.work.city.dismiss import dismissed
from desktop_app.work.city.overlaps import shared
from desktop_app.work.city.received import (
    Looked,
    files_in,
    keep,
    kept_name,
    look_at_one,
    merged_links,
    waiting_files,
    word_of,
)
from desktop_app.work.city.statements import exchange_of, statement_of
from desktop_app.work.city.told import LOOKING, MERGING, Progress, Told, weight
from desktop_app.work.task.in_force import lacking_forms, period_task
from desktop_app.work.workspace import Workspace

MOST_CHANGES = 20_000
"""Changed records of a package that are told one by one."""

SOON = 2
"""Packages that are inspected or wait for it while one is merged."""


class Outcome(StrEnum):
    """What became of a file; list, report and command line use the same words."""

    MERGED = "已并入"
    SAME = "已在库"
    WAITING = "待定"
    REFUSED = "拒收"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file.

    Attributes:
        path: The file.
        outcome: Merged, there already, waiting for a person, or refused.
        word: The verifier's word for it.
        sentences: Why, or what is to be known; the worst first.
        advice: The one thing to do about a file that is not taken, or "".
        late: Whether it would be taken where the period is named: it came after the closing day.
        digest: SHA-256 of the file, or "".
        unit: Code of the reporting unit, or "" where the file says none that can be believed.
        period: Code of the period; `revision` its version.
        person: Who signed.
        received_at: When it was first received.
        counts: Records added, changed, taken away, by form.
        same: Records that were as they are, by form.
        batch: The batch that merged it.
        open: Findings that would keep such a report from being sent; `findings` all by severity.
        due: Firms that the unit was to report, and `reported` those that it did.
        changes: What was changed and taken away, field by field, where that was asked for.
    """

    path: Path
    outcome: Outcome
    word: str
    sentences: tuple[str, ...] = ()
    advice: str = ""
    late: bool = False
    digest: str = ""
    unit: str = ""
    period: str = ""
    revision: int = 0
    person: str = ""
    received_at: datetime | None = None
    counts: Mapping[str, Counted] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    batch: int | None = None
    open: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    due: int = 0
    reported: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> int:
        """The number of records that it adds, changes or takes away."""
        return sum(c.added + c.changed + c.removed for c in self.counts.values())


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What became of all files.

    Attributes:
        files: In the annex's order of their units; nameless ones last.
        dry_run: Whether nothing was written.
        shared: Codes that several units report then and nobody has decided on for good.
    """

    files: tuple[FileResult, ...]
    dry_run: bool = False
    shared: tuple[Shared, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many files ended so."""
        return sum(1 for file in self.files if file.outcome is outcome)

    @property
    def exit_code(self) -> int:
        """0 all right, 1 a person must decide, 2 a file was refused."""
        if self.count(Outcome.REFUSED):
            return 2
        return 1 if self.count(Outcome.WAITING) else 0


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How to merge.

    Attributes:
        period: Only packages of this period are taken, or "" for any.
        dry_run: Only tell what would become of the files.
        accept: A person has looked into gaps and forks, and wants the given packages merged.
            Those that wait from before wait on.
        details: Tell of each package what it changes, field by field.
        opener: The city's key, which opens packages in envelopes.
    """

    period: str = ""
    dry_run: bool = False
    accept: bool = False
    details: bool = False
    opener: KeySigner | None = field(default=None, repr=False)


def merge(
    ws: Workspace,
    paths: Sequence[Path],
    options: MergeOptions | None = None,
    progress: Progress | None = None,
    stage: Callable[[str], None] | None = None,
) -> MergeResult:
    """Merge packages: files, or folders of them; packages that waited are looked at again.

    The order of the files makes no difference. A bad one never stops the others.

    Args:
        ws: The city's workspace.
        paths: The packages.
        options: How to merge.
        progress: Told (bytes done, all).
        stage: Told which file is looked at or merged.

    Raises:
        UserError: The workspace is no city's, or there is no file.
        Cancelled: `progress` raised it; packages that were merged before stay.
    """
    options = options or MergeOptions()
    if ws.role != "city":
        raise UserError(
            _("只有市局的工作区才合并报送包。"), _("数据未动。用 --workspace 选市局的工作区。")
        )
    given, waiting = files_in(paths), waiting_files(ws)
    files = [*given, *waiting]
    told = Told(progress, stage, files)
    with Inspector(ws.catalogue, expected=sum(map(weight, files[1:]))) as ahead:
        looked = _look_at_all(ws, files, options, told, ahead)
        _accept(looked, given if options.accept else ())
        ordered = _in_order(ws, _distinct(looked))
        with ws.store.trial() if options.dry_run else nullcontext():
            results = _merge_all(ws, ordered, options, told, ahead)
            left = tuple(one for one in shared(ws) if not one.settled)
    told.end()
    done = [_not_wanted(one) if one.path in waiting else one for one in results]
    return MergeResult(tuple(done), options.dry_run, left)


def _look_at_all(
    ws: Workspace, files: Sequence[Path], options: MergeOptions, told: Told, ahead: Inspector
) -> list[Looked]:
    """Judge the files; the first two to be merged are inspected meanwhile."""
    now = datetime.now(UTC).replace(microsecond=0)
    looked: list[Looked] = []
    first: list[Looked] = []
    for path in files:
        told.begin(path, LOOKING)
        one = look_at_one(ws, path, now, options.opener, looked)
        looked.append(one)
        if len(first) < SOON and _is_wanted(ws, one, options):
            first.append(one)
            _ask(ws, first, ahead)
        told.next()
    return looked


def _merge_all(
    ws: Workspace, ordered: Sequence[Looked], options: MergeOptions, told: Told, ahead: Inspector
) -> list[FileResult]:
    wanted = [one for one in ordered if _is_wanted(ws, one, options)]
    if wanted and not options.dry_run:
        back_up_daily(ws)
    results = []
    for one in ordered:
        if one in wanted:
            _ask(ws, wanted[:SOON], ahead)
            wanted.remove(one)
        results.append(_one(ws, one, options, told, ahead))
        told.next()
    return results


def _not_wanted(result: FileResult) -> FileResult:
    """Say of a package that waited, and cannot be merged any more, how to be rid of it."""
    if result.outcome is not Outcome.REFUSED:
        return result
    return replace(result, advice=_("它还在待定里：判定不并入，以后就不再提"))


def _accept(looked: Sequence[Looked], given: Sequence[Path]) -> None:
    """Mark the packages of which a person said that they are merged in spite of gap or fork."""
    places = {path.resolve() for path in given}
    for one in looked:
        one.accepted = one.path.resolve() in places


def _is_wanted(ws: Workspace, looked: Looked, options: MergeOptions) -> bool:
    """Whether a package will be inspected, as far as can be told before any is merged."""
    manifest = looked.manifest
    if manifest is None or not looked.verdict.valid:
        return False
    place = chain.place_of(looked.link, merged_links(ws, manifest.unit))
    return place is not Place.AGAIN and not _refusal(ws, looked, place, options.period)


def _ask(ws: Workspace, soon: Sequence[Looked], ahead: Inspector) -> None:
    """Have packages inspected; for one alone a second process is not worth while."""
    if len(soon) < SOON:
        return
    for one in soon:
        with suppress(UserError):  # told when it is its turn
            ahead.ask(one.workbook(ws))


def _distinct(looked: Sequence[Looked]) -> list[Looked]:
    """Leave out a waiting copy of a package that was given, too."""
    given = {one.path.resolve(): one for one in looked}
    seen: set[str] = set()
    found = []
    for one in given.values():
        is_copy = one.manifest is not None and one.path.name == kept_name(one)
        if not (is_copy and one.verdict.digest in seen):
            found.append(one)
        seen.add(one.verdict.digest)
    return found


def _in_order(ws: Workspace, looked: Sequence[Looked]) -> list[Looked]:
    """Return the files by unit, each unit's along its chain; those that say nothing last."""
    ordered: list[Looked] = []
    for unit in ws.catalogue.units:
        own = [one for one in looked if one.manifest and one.manifest.unit == unit.code]
        for link in chain.in_order(one.link for one in own):
            ordered += sorted(
                (one for one in own if one.link == link), key=lambda one: one.path.name
            )
    rest = [one for one in looked if one not in ordered]
    return [*ordered, *sorted(rest, key=lambda one: one.path.name)]


def _one(
    ws: Workspace, looked: Looked, options: MergeOptions, told: Told, ahead: Inspector
) -> FileResult:
    """Merge one file; whatever is wrong with it is its result."""
    told.begin(looked.path, MERGING)
    try:
        return _merged(ws, looked, options, told, ahead)
    except UserError as error:
        return _result(looked, Outcome.REFUSED, tuple(filter(None, (error.message, error.hint))))


def _merged(
    ws: Workspace, looked: Looked, options: MergeOptions, told: Told, ahead: Inspector
) -> FileResult:
    manifest = looked.manifest
    if manifest is None or not looked.verdict.valid:
        return _result(looked, Outcome.REFUSED, looked.sentences)
    known = merged_links(ws, manifest.unit)
    place = chain.place_of(looked.link, known)
    if place is Place.AGAIN:
        return _result(looked, Outcome.SAME, (_("这一包已经并过，数据未动。"),))
    if refusal := _refusal(ws, looked, place, options.period):
        late = not options.period and bool(_closed(ws, looked))
        return replace(_result(looked, Outcome.REFUSED, (refusal,)), late=late)
    workbook = looked.workbook(ws)
    inspection, rows = ahead.take(workbook)
    if inspection.misfits:
        told_of = tuple(misfit.message for misfit in inspection.misfits)
        refused = _result(looked, Outcome.REFUSED, told_of)
        return replace(refused, word=Word.INVALID.value, advice=advice_for(Word.INVALID))
    told(1, 2)
    if place is not Place.NEXT and not looked.accepted:
        if not options.dry_run:
            _put_aside(ws, looked, workbook, place)
        return _result(looked, Outcome.WAITING, (_why_waiting(looked, place), *looked.sentences))
    statement = statement_of(ws, looked, rows, known)
    if not options.dry_run:
        keep(ws, looked, workbook)
    looked.held = None
    merged = ws.store.of(manifest.unit).merge(
        statement, lambda done, whole: told(whole + done, 2 * whole)
    )
    return _done(ws, looked, merged, with_details=options.details)


def _refusal(ws: Workspace, looked: Looked, place: Place, period: str) -> str:
    """Return why a valid package is not taken at all, or ""."""
    link = looked.link
    manifest_unit = looked.manifest.unit if looked.manifest else ""
    if manifest_unit not in {unit.code for unit in ws.catalogue.units}:
        return _("单位代码“{unit}”不在 15 个上报单位里。").format(unit=manifest_unit)
    if period and link.period != period:
        return _("期别不符：这一包是{theirs}的，本次只收{ours}的。").format(
            theirs=period_label(link.period), ours=period_label(period)
        )
    if not period and (said := _closed(ws, looked)):
        return said
    if place is Place.OLDER:
        return _("{period}已有更新的版次，第 {n} 版不再并入。").format(
            period=period_label(link.period), n=link.revision
        )
    why = None if looked.accepted else dismissed(ws, manifest_unit, link.digest)
    if why is not None:
        return _("已判定不并入：{why}").format(why=why)
    return ""


def _closed(ws: Workspace, looked: Looked) -> str:
    """Return that a period takes no more packages since the day on which this one came, or ""."""
    link = looked.link
    closing = period_task(ws, link.period).closing
    if not closing or looked.received_at.astimezone().date().isoformat() <= closing:
        return ""
    return _("{period}已于 {day} 停止收件。要补收，写明期别 {code} 再收一次。").format(
        period=period_label(link.period), day=closing, code=link.period
    )


def _why_waiting(looked: Looked, place: Place) -> str:
    link = looked.link
    if place is Place.GAP:
        return _(
            "断链：它前面的一包（摘要 {digest}…）没有收到。先收那一包；确实没有，由人核实后并入。"
        ).format(digest=link.previous[:12])
    return _(
        "分叉：{period}第 {n} 版的位置上已有另一包。与报送单位核实哪一包作数，由人判定。"
    ).format(period=period_label(link.period), n=link.revision)


def _put_aside(ws: Workspace, looked: Looked, workbook: VerifiedWorkbook, place: Place) -> None:
    """Record that a package waits, so that it is looked at again by the next merge."""
    keep(ws, looked, workbook)
    manifest = looked.manifest
    unit = manifest.unit if manifest else ws.unit
    store = ws.store.of(unit)
    known = next(
        iter(store.rows("exchange", (), where="r.digest = ?", params=(workbook.digest,))), None
    )
    if known is not None:
        return
    values = {**exchange_of(looked), "state": WAITING, "text": place.value}
    title = _("收到待定：{file}").format(file=kept_name(looked))
    store.apply(ChangePlan("receive", title, (put("exchange", new_uid(), None, values),)))


def _done(ws: Workspace, looked: Looked, merged: Merged, *, with_details: bool) -> FileResult:
    done = _result(looked, Outcome.MERGED, looked.sentences)
    lacking = lacking_forms(ws, done.period, done.unit)
    if lacking:
        names = listed(map(short_of, lacking))
        said = _("缺本期要报的表：{forms}").format(forms=names)
        done = replace(done, sentences=(*done.sentences, said))
    with ws.store.reading() as reading:
        still_open = count_open(reading, done.unit, done.period)
        found = count_findings(reading, done.unit, done.period)
        due, reported = count_due(reading, done.period).get(done.unit, (0, 0))
    return replace(
        done,
        counts=merged.counts,
        same=merged.same,
        batch=merged.applied.batch,
        open=still_open,
        findings=found,
        due=due,
        reported=reported,
        changes=details(ws, merged.applied.batch) if with_details else (),
    )


def details(ws: Workspace, batch: int) -> tuple[Change, ...]:
    """Return what a merge changed and took away; what it added is only counted."""
    return changes(ws, batch, limit=MOST_CHANGES, kinds=("changed", "removed"))


def _result(looked: Looked, outcome: Outcome, sentences: Sequence[str]) -> FileResult:
    verdict, manifest = looked.verdict, looked.manifest
    told = manifest is not None
    return FileResult(
        looked.path,
        outcome,
        word_of(looked).value if verdict.digest else "",
        tuple(sentences),
        advice=_advice(looked, outcome),
        digest=verdict.digest,
        unit=manifest.unit if manifest else "",
        period=manifest.period if manifest else "",
        revision=manifest.revision if manifest else 0,
        person=verdict.signer.person if verdict.signer and told else "",
        received_at=looked.received_at,
    )


def _advice(looked: Looked, outcome: Outcome) -> str:
    if outcome is not Outcome.REFUSED or not looked.verdict.digest or looked.manifest is not None:
        return ""
    if looked.verdict.workbook is not None:
        return _("不是报送包：向报送单位要报送包")
    return next_step(looked.verdict)
