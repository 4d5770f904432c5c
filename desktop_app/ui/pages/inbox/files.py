"""The files under the tiles of 收件: what is to be merged, or what came and went for the period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop_app.i18n import _, in_turn, listed, period_label, state_word
from desktop_app.ui import glyphs
from desktop_app.ui.components.verdict import VERDICTS
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.inbox.state import (
    Preview,
    PreviewFile,
    outcome_look,
    severity_counts,
)
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.widths import width_of
from desktop_app.work.city.answers import kind_word
from desktop_app.work.city.arrivals import MERGED, REFUSED, WAITING, Arrival, Traffic
from desktop_app.work.city.merge import Outcome
from desktop_app.work.workspace import Workspace


def preview_headings() -> list[Heading]:
    """Return the columns of the preview."""
    outcomes = [outcome_look(outcome)[2] for outcome in Outcome]
    verdicts = [glyphs.word(sign) for sign in VERDICTS.values()]
    counts = (_("新增"), _("改动"), _("去掉"), _("不变"), _("强制"), _("核实"))
    return [
        Heading(_("文件"), 130),
        Heading(_("单位"), 76),
        Heading(_("验证"), width_of([_("验证"), *verdicts], 96)),
        Heading(_("结果"), width_of([_("结果"), *outcomes], 72, sign=True)),
        *(Heading(word, width_of([word], 54), right=True) for word in counts),
        Heading(_("说明"), 110, stretch=True),
    ]


def preview_lines(ws: Workspace, preview: Preview) -> list[Line]:
    """Return a line for each file of a preview."""
    return [_preview_line(ws, one) for one in preview.files]


def _preview_line(ws: Workspace, one: PreviewFile) -> Line:
    sign, tone, word = outcome_look(one.outcome)
    unit = ws.catalogue.unit_name(one.unit) if one.unit else ""
    must, verify, _hint = severity_counts(one.findings)
    merges = one.outcome is Outcome.MERGED
    why = in_turn(one.sentences)
    place = period_label(one.period) if one.period else ""
    cells = (
        Cell(one.path.name, tip=str(one.path)),
        Cell(unit, tip=listed(filter(None, (unit, place)))),
        Cell(glyphs.word(VERDICTS[one.word]) if one.word else "—"),
        Cell(word, sign=sign, tone=tone),
        *(
            Cell(f"{count:,}" if merges else "", right=True)
            for count in (one.added, one.changed, one.removed, one.same)
        ),
        Cell(f"{must:,}" if must else "", right=True, tone="red", bold=True),
        Cell(f"{verify:,}" if verify else "", right=True, tone="amber"),
        Cell(why, tip=why),
    )
    return Line(cells, key=one.path)


def traffic_headings() -> list[Heading]:
    """Return the columns of what came and went."""
    return [
        Heading(_("收到时间"), 140),
        Heading(_("单位"), 96),
        Heading(_("版次"), 64, right=True),
        Heading(_("情况"), 96),
        Heading(_("签名人"), 96),
        Heading(_("自称签名时间"), 140),
        Heading(_("答复"), 150, stretch=True),
    ]


def traffic_lines(ws: Workspace, traffic: Traffic) -> list[Line]:
    """Return a line for each package that was received."""
    return [_arrival_line(ws, traffic, one) for one in traffic.arrivals]


def _arrival_line(ws: Workspace, traffic: Traffic, one: Arrival) -> Line:
    sign, tone, word = {
        MERGED: (Sign.CLEAN, "green", _("已并入")),
        WAITING: (Sign.VERIFY, "amber", _("待定")),
        REFUSED: (Sign.SKIPPED, "text2", _("不并入")),
    }[one.state]
    older = one.state == MERGED and not one.standing
    if older:
        sign, tone, word = Sign.SAME, "text2", _("已有新版")
    answers = [
        f"{kind_word(answer.kind)} {state_word(answer.decision)} {_short(answer.at)}"
        for answer in traffic.answers
        if answer.about == one.digest
    ]
    said = listed(answers) or (one.reason if one.state == REFUSED else "")
    cells = (
        Cell(_short(one.at), tone="text2"),
        Cell(ws.catalogue.unit_name(one.unit)),
        Cell(str(one.revision), right=True),
        Cell(word, sign=sign, tone=tone),
        Cell(one.signer),
        Cell(_short(one.signed_at), tone="text2"),
        Cell(said, tip=said),
    )
    return Line(cells, key=one.digest)


def _short(moment: datetime | None) -> str:
    return moment_text(moment.isoformat()) if moment else ""


def result_words(preview: Preview) -> str:
    """Say how many files of a preview end how."""
    parts = [
        _("{word} {n} 份").format(word=outcome_look(outcome)[2], n=preview.count(outcome))
        for outcome in Outcome
        if preview.count(outcome)
    ]
    return listed(parts)


def stopped(files: Sequence[PreviewFile]) -> tuple[PreviewFile, ...]:
    """Return the files that are not merged, and why is to be read."""
    return tuple(one for one in files if one.outcome in {Outcome.REFUSED, Outcome.WAITING})
