"""The city's certificates as the lines of a list."""

from __future__ import annotations

from desktop_app.i18n import _, noted
from desktop_app.ui.components.filter_bar import Segment
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.widths import width_of
from desktop_app.work.keys.register import CertificateState, Entry
from desktop_app.work.workspace import CITY, Workspace

SIGNS = {
    CertificateState.VALID: (Sign.CLEAN, "green"),
    CertificateState.ENDING: (Sign.VERIFY, "amber"),
    CertificateState.ENDED: (Sign.MUST, "red"),
    CertificateState.REVOKED: (Sign.SKIPPED, "text2"),
    CertificateState.MISSING: (Sign.UNFILLED, "text3"),
}
"""Shape and tone of each state."""

_SEGMENTS = {
    "valid": CertificateState.VALID,
    "ending": CertificateState.ENDING,
    "ended": CertificateState.ENDED,
    "revoked": CertificateState.REVOKED,
    "missing": CertificateState.MISSING,
}
_FOREIGN = "foreign"


def certificate_word(state: CertificateState) -> str:
    """Return the word of a state in the user's language."""
    return {
        CertificateState.VALID: _("有效"),
        CertificateState.ENDING: _("快到期"),
        CertificateState.ENDED: _("已过期"),
        CertificateState.REVOKED: _("已吊销"),
        CertificateState.MISSING: _("未申领"),
    }[state]


def use_word(*, encrypts: bool, foreign: bool = False) -> str:
    """Return what a certificate is for."""
    if foreign:
        return _("外部")
    return _("加密") if encrypts else _("签名")


def segments() -> list[Segment]:
    """Return what the list can be narrowed to."""
    found = [Segment("", _("全部"))]
    found += [
        Segment(key, certificate_word(state), SIGNS[state][0]) for key, state in _SEGMENTS.items()
    ]
    return [*found, Segment(_FOREIGN, _("外部"))]


def matches(entry: Entry, segment: str) -> bool:
    """Whether a certificate belongs to a segment."""
    if segment == _FOREIGN:
        return entry.foreign
    return not segment or entry.state is _SEGMENTS[segment]


def headings() -> list[Heading]:
    """Return the columns of the list."""
    states = [_("状态"), *map(certificate_word, CertificateState)]
    return [
        Heading(_("单位"), 132),
        Heading(_("姓名"), 96),
        Heading(_("职务"), 120),
        Heading(_("用途"), width_of([_("用途"), _("加密"), _("签名"), _("外部")], 60)),
        Heading(_("有效期"), 196),
        Heading(_("状态"), width_of(states, 96, sign=True)),
        Heading(_("指纹"), 120, stretch=True),
    ]


def key_of(entry: Entry) -> tuple[str, str]:
    """Return what tells an entry apart from the others."""
    return entry.unit, entry.serial


def unit_text(ws: Workspace, unit: str) -> str:
    """Return what a unit is called in the list."""
    return _("市局") if unit == CITY else ws.catalogue.unit_name(unit)


def line(ws: Workspace, entry: Entry) -> Line:
    """Return the line of a certificate; one that was followed by another is grey."""
    sign, tone = SIGNS[entry.state]
    gone = entry.follows or entry.state is CertificateState.REVOKED
    text = "text3" if gone or entry.facts is None else "text"
    word = noted(certificate_word(entry.state), _("已换新") if entry.follows else "")
    facts = entry.facts
    days = _("{first} 至 {last}").format(first=facts.first, last=facts.last) if facts else ""
    cells = (
        Cell(unit_text(ws, entry.unit), tone="text3" if gone else "text"),
        Cell(entry.person, tone=text, tip=entry.person),
        Cell(entry.role, tone=text, tip=entry.role),
        Cell(use_word(encrypts=entry.encrypts, foreign=entry.foreign) if facts else "", tone=text),
        Cell(days, tone=text),
        Cell(word, sign=sign, tone="text3" if entry.follows else tone),
        Cell(entry.fingerprint, tone="text2", tip=entry.fingerprint),
    )
    return Line(cells, key=key_of(entry))
