"""Chooses the forms that a sheet holds records of, and the field of each heading among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon, Target
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.words import words

Grades = Sequence[Sequence[Target]]
_FIRM, _FORMER = "firm", "former_name"
_CERTIFICATE = "hte_cert"
_NUMBER = (_CERTIFICATE, "cert_no")
_CODE = FieldType.CODE
_TOLD = 0.5
"""What it weighs that a title names the kind of a form's records."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """The forms of a sheet.

    Attributes:
        main: What the sheet is about, or "" where it is none of ours.
        used: All its forms: the main one, its parents, then the others.
        possible: Forms that the sheet gives a key for.
        scores: How much speaks for each.
        listed: Forms of which the title says all there is, so that no column need.
        leading: The form with most columns of its own, and those that title or person name.
        catalogue: Where they are defined.
    """

    main: str
    used: tuple[str, ...]
    possible: frozenset[str]
    scores: Mapping[str, float]
    catalogue: Catalogue
    listed: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()

    @property
    def periodic(self) -> bool:
        """Whether any of them belongs to a period."""
        return any(self.catalogue.form(code).periodic for code in self.used)

    def is_key_of_main(self, target: Target) -> bool:
        """Whether records of the main form are recognised by a field."""
        ways = self.catalogue.form(self.main).identity if target.form == self.main else ()
        return any(target.field in way.split("+") for way in ways)

    def pick(
        self, grades: Grades, head: ColumnHead, wholes: Mapping[str, str], known: Lexicon
    ) -> Target | None:
        """Return the field that a heading means in this sheet, or None."""
        for grade in grades:
            possible = [target for target in grade if target.form in self.possible]
            fit = [
                target
                for target in possible
                if target.form in self.used and self._is_meant(target, head, wholes, known)
            ]
            if fit:
                return self._best(fit, head, wholes)
            if possible and any(target.reason != "part" for target in possible):
                return None
        return None

    def _is_meant(
        self, target: Target, head: ColumnHead, wholes: Mapping[str, str], known: Lexicon
    ) -> bool:
        """Whether a part ("其中：女性") stands below or after its whole."""
        whole = self.catalogue.form(target.form).by_code[target.field].part_of
        own = wholes.get(target.form)
        # Behind a figure of another form it is a part of that.
        is_others = bool(whole) and own is None and self._is_figure(wholes)
        if target.reason != "part":
            return not (head.is_part and is_others)
        if head.is_part:
            return (own in {whole, None} and not is_others) or not whole
        if head.above is None:
            return False
        above = known.targets(head.above)
        return any((t.form, t.field) == (target.form, whole) for t in (above[0] if above else ()))

    def _is_figure(self, wholes: Mapping[str, str]) -> bool:
        """Whether the last column that may have parts holds a figure."""
        last = next(reversed(tuple(wholes.items())), None)
        return last is not None and self.catalogue.form(last[0]).by_code[last[1]].is_number

    def _best(
        self, fit: Sequence[Target], head: ColumnHead, wholes: Mapping[str, str]
    ) -> Target | None:
        ranked = sorted(fit, key=lambda target: self._rank(target, head, wholes))
        first = ranked[0]
        if len(ranked) > 1 and self._rank(ranked[1], head, wholes) == self._rank(
            first, head, wholes
        ):
            return None
        return first

    def _rank(
        self, target: Target, head: ColumnHead, wholes: Mapping[str, str]
    ) -> tuple[bool, float, int, float]:
        whole = self.catalogue.form(target.form).by_code[target.field].part_of
        follows = bool(whole) and wholes.get(target.form) == whole
        kin = _family(self.main, self.catalogue)
        near = kin.index(target.form) if target.form in kin else len(kin)
        preferred = _preferred(head, target.form, self.leading)
        return (not (head.is_part and follows), preferred, near,
                -self.scores.get(target.form, 0.0))  # fmt: skip


def _preference(head: ColumnHead) -> tuple[str, tuple[str, ...]]:
    """Return the form that a heading belongs to by default, and those that rather take it."""
    named = words().prefer
    texts = (text for key in head.keys for text in (key.text, key.short))
    return next((named[text] for text in texts if text in named), ("", ()))


def _preferred(head: ColumnHead, form: str, leading: Collection[str]) -> int:
    default, rather = _preference(head)
    if not default or (form in rather and form in leading):
        return 0
    return 1 if form == default else 2


def choose_forms(
    columns: Sequence[Grades],
    heads: Sequence[ColumnHead],
    title: TitleFacts,
    catalogue: Catalogue,
    said: str = "",
) -> FormChoice:
    """Return the forms that a sheet holds, from what its headings can mean and its title says.

    `said` is the form that a person says it is about.
    """
    backed = _backed(columns, heads, title, catalogue)
    if _is_no_certificate(columns, heads, title):
        backed.discard(_CERTIFICATE)
    fields = {form: found for form, found in _all_fields(columns).items() if form in backed}
    possible = possible_forms(fields, title.constants, catalogue)
    meant = [_first_possible(grades, possible) for grades in columns]
    scores = _scores(meant, title, possible, catalogue)
    if not scores and not said:
        return FormChoice("", (), frozenset(), {}, catalogue)
    if said:
        possible |= frozenset(_family(said, catalogue))
    main = said or max(scores, key=lambda form: (scores[form], -catalogue.form(form).order))
    if not said and main == _FORMER and _FIRM in title.scores:
        # 企业名录 with the names that firms had is a list of firms.
        main = _FIRM
    kin = [form for form in _family(main, catalogue) if form in possible]
    leading = _leading(meant, title, said)
    used = _with_others(kin, meant, heads, scores, leading)
    listed = _listed(title, said, catalogue) if used <= {_FIRM, _FORMER} and used else frozenset()
    if listed:
        main, used, possible = min(listed), used | listed, possible | listed
    order = sorted(used, key=lambda form: catalogue.form(form).order)
    return FormChoice(main, tuple(order), possible, scores, catalogue, listed, leading)


def _is_no_certificate(
    columns: Sequence[Grades], heads: Sequence[ColumnHead], title: TitleFacts
) -> bool:
    """Whether nothing but days speaks for certificates of 高企: 发证日期 of software is none."""
    known = layout_words().of_certificates
    numbered = any((t.form, t.field) == _NUMBER for own in columns for one in own[:1] for t in one)
    texts = (title.text, *(head.text for head in heads))
    is_named = _CERTIFICATE in title.scores or any(known.fullmatch(fold(text)) for text in texts)
    return not numbered and not is_named


def _leading(meant: Sequence[Sequence[Target]], title: TitleFacts, said: str) -> frozenset[str]:
    """Return the form with most columns of its own, and those that title or person name.

    入库编号 beside 高企证书编号 does not make 研发费用 a figure of the filing.
    """
    # What is nearly a heading of a form leaves the others to theirs.
    sure = [[target for target in one if target.reason != "near"] for one in meant]
    alone = Counter(
        next(iter(forms)) for one in sure if len(forms := {target.form for target in one}) == 1
    )
    del alone[_FIRM]
    most = max(alone.values(), default=0)
    rivals = [form for form, count in alone.items() if count == most]
    return frozenset({*title.scores, said, *(rivals if len(rivals) == 1 else ())})


def _listed(title: TitleFacts, said: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the forms whose records are the firms of a list and what its title says of them."""
    return frozenset(
        form.code
        for form in catalogue.reported
        if form.parent == _FIRM
        and (title.is_list or said == form.code)
        and any(_is_told(form, set(way.split("+")) - {_FIRM}, title) for way in form.identity)
    )


def _is_told(form: Form, parts: Collection[str], title: TitleFacts) -> bool:
    """Whether the title says all of a key, what kind of thing it is among them."""
    told = {code for owner, code in title.constants if owner == form.code}
    return _has_kind(form, parts) and set(parts) <= told


def is_told_by_kind(form: Form) -> bool:
    """Whether a title can say all of what firms have that a form's records are told apart by."""
    ways = (way.split("+") for way in form.identity)
    return form.parent == _FIRM and any(_has_kind(form, way) for way in ways)


def _has_kind(form: Form, parts: Iterable[str]) -> bool:
    return any(part in form.by_code and form.by_code[part].type is _CODE for part in parts)


def _all_fields(columns: Sequence[Grades]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for grades in columns:
        for target in grades[0] if grades else ():
            if target.reason != "part":
                found[target.form].add(target.field)
    return found


def _backed(
    columns: Sequence[Grades], heads: Sequence[ColumnHead], title: TitleFacts, catalogue: Catalogue
) -> set[str]:
    """Return the forms that more than one vague heading speaks for; firms are always welcome."""
    weights: dict[str, float] = defaultdict(float, title.scores)
    for owner, code in title.constants:
        # 单项冠军企业名单 over 级别 and 批次, which other forms have as well.
        entry = catalogue.form(owner)
        parts = {part for way in entry.identity for part in way.split("+")}
        weights[owner] += _TOLD if code in parts and entry.by_code[code].type is _CODE else 0
    open_to = possible_forms(_all_fields(columns), title.constants, catalogue)
    for grades, head in zip(columns, heads, strict=True):
        targets = grades[0] if grades else ()
        forms = {target.form for target in targets}
        if all(catalogue.form(one.form).by_code[one.field].is_number for one in targets):
            # A figure of firms or of 孵化器 is that of firms where no 孵化器 is named.
            forms = forms & open_to or forms
        # What any kind of carrier has speaks for each of them: the names may say which it is.
        share = 1 if _are_kinds(forms, catalogue) else 1 / len(forms or "-")
        for form in forms:
            weights[form] += 1 if form == _preference(head)[0] else share
    backed = {form for form, weight in weights.items() if weight >= 1}
    return {kin for form in backed for kin in _family(form, catalogue)} | {"firm"}


def _are_kinds(forms: Collection[str], catalogue: Catalogue) -> bool:
    """Whether forms belong to different kinds of one parent, as 孵化器 and 众创空间 do."""
    entries = [catalogue.form(form) for form in forms]
    return all(one.parent_values for one in entries) and len({one.parent for one in entries}) == 1


def possible_forms(
    fields: Mapping[str, Collection[str]],
    constants: Mapping[tuple[str, str], Stored],
    catalogue: Catalogue,
) -> frozenset[str]:
    """Return the forms whose records these fields and constants can tell apart."""
    found: set[str] = set()
    # Parents stand before their children in the catalogue's order; firm is the root.
    for form in sorted(catalogue.reported, key=lambda entry: (bool(entry.parent), entry.order)):
        given = set(fields.get(form.code, ())) | {
            code for owner, code in constants if owner == form.code
        }
        if _has_key(form, given, found, fields, catalogue):
            found.add(form.code)
    return frozenset(found)


def _has_key(
    form: Form,
    given: set[str],
    found: set[str],
    fields: Mapping[str, Collection[str]],
    catalogue: Catalogue,
) -> bool:
    if form.periodic and not fields.get(form.code):
        return False
    if form.code == "carrier":
        # Its kind is told by the figures that the sheet gives, or by the title.
        given = (
            given | {"kind"} if "name" in given and _has_child(form, fields, catalogue) else given
        )
    if form.parent and form.parent_required and form.parent not in found:
        return False
    if form.parent in found:
        given.add(form.parent)
    given.add("period")
    own = set(fields.get(form.code, ()))
    return any(set(way.split("+")) <= given and (own or not form.parent) for way in form.identity)


def _has_child(form: Form, fields: Mapping[str, Collection[str]], catalogue: Catalogue) -> bool:
    return any(
        child.parent == form.code and child.parent_values and fields.get(child.code)
        for child in catalogue.reported
    )


def _first_possible(grades: Grades, possible: Collection[str]) -> list[Target]:
    for grade in grades:
        fit = [target for target in grade if target.form in possible and target.reason != "part"]
        if fit:
            return fit
    return []


def _scores(
    meant: Sequence[Sequence[Target]],
    title: TitleFacts,
    possible: Collection[str],
    catalogue: Catalogue,
) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for targets in meant:
        forms = {target.form for target in targets}
        for target in targets:
            scores[target.form] += target.confidence * _weight(target, catalogue) / len(forms)
    for form, score in title.scores.items():
        if form in possible and form in scores:
            scores[form] += score
    return scores


def _weight(target: Target, catalogue: Catalogue) -> float:
    """Return what a heading weighs: any sheet names the firm, which does not make it a register."""
    form = catalogue.form(target.form)
    parts = {part for way in form.identity for part in way.split("+")}
    return 0.1 if not form.parent and target.field in parts else 1.0


def _family(form: str, catalogue: Catalogue) -> list[str]:
    """Return a form, then its parent and that one's parent."""
    kin = []
    while form:
        kin.append(form)
        form = catalogue.form(form).parent
    return kin


def _with_others(
    kin: Sequence[str],
    meant: Sequence[Sequence[Target]],
    heads: Sequence[ColumnHead],
    scores: Mapping[str, float],
    leading: Collection[str],
) -> set[str]:
    """Add the forms that columns speak for alone, then those that others leave no choice but."""
    used = set(kin)
    for targets in meant:
        forms = {target.form for target in targets}
        if len(forms) == 1:
            used |= forms
    for targets, head in zip(meant, heads, strict=True):
        forms = {target.form for target in targets}
        default, rather = _preference(head)
        if default in forms and not used & set(rather) & set(leading) & forms:
            used.add(default)
        elif forms and not forms & used:
            used |= _likeliest(forms, scores)
    return used


def _likeliest(forms: Collection[str], scores: Mapping[str, float]) -> set[str]:
    """Return the form that most speaks for, or none where two are even."""
    best = max(scores.get(form, 0.0) for form in forms)
    found = {form for form in forms if scores.get(form, 0.0) == best}
    return found if len(found) == 1 else set()
