"""Brings what people taught before to the sheets of an import, by the headings that they have."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.names import name_key
from desktop_app.domain.texts import fold
from desktop_app.importing.existing import Existing
from desktop_app.importing.memory.returned import Note, fits
from desktop_app.importing.model import (
    AS_FOUND,
    Choice,
    Decision,
    ImportOptions,
    SheetMapping,
    SheetName,
)
from desktop_app.importing.words import words

FORM = "import_memory"
COLUMNS = ("scope", "kind", "subject", "meaning", "measure")
BETWEEN = " | "
"""Stands between the headings of a remembered sheet."""

_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_TIMES = re.compile("年度?|月份?|季度?|上半|下半|累计|[0-9一二三四]")
_TELLING = re.compile(r"[^\W\d_]")
_ALIKE = 0.75
_OUTSIDE = frozenset({"option", "cover", "file"})
_FEWEST = 4

Where = tuple[str, str]
Taught = Mapping[tuple[str, str, str], Decision]


def subjects(headings: Sequence[str]) -> list[str]:
    """Return how headings are remembered: folded, any year alike, the second of two alike named so.

    Units stay in them: what was said of 研发费用(千元) must not hold for 研发费用(万元).
    """
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        core = _YEAR.sub("#", fold(heading))
        seen[core] = seen.get(core, 0) + 1
        found.append(core if seen[core] == 1 or not core else f"{core}›{seen[core]}")
    return found


def telling(headings: Sequence[str]) -> list[str]:
    """Return the remembered headings that tell a sheet from others, in their own order."""
    silent = words().serial | words().remark | {""}
    return [subject for subject in subjects(headings) if subject not in silent]


def fingerprint(headings: Sequence[str]) -> str:
    """Return the mark of a sheet's headings, whatever their order; "" where there are none."""
    told = sorted(telling(headings))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""


def yearless(tab: str) -> str:
    """Return a tab's remembered name for any year: 2023底稿 and 2024底稿 are alike.

    "" where the year is all that it says, for then it tells the tab from those beside it.
    """
    core = _YEAR.sub("#", tab)
    return core if "#" in core and _TELLING.search(_TIMES.sub("", core)) else ""


class Recall:
    """What is known of the sheets of one import before a person looks at them.

    Args:
        options: What was said for this very import; it goes before all that was said earlier.
        taught: What was taught before, the strongest last.

    Attributes:
        options: The same, with all that was recalled so far.
    """

    def __init__(self, options: ImportOptions, taught: Iterable[Decision] = ()) -> None:
        self._taught: dict[tuple[str, str, str], Decision] = {
            decision[:3]: decision for decision in (*taught, *options.taught)
        }
        self._said: Taught = {decision[:3]: decision for decision in options.taught}
        self._given = options
        self._lent: dict[Where, list[SheetMapping]] = {}
        self._periods: dict[Where, str] = {}
        self.options = _everywhere(options, self._taught)

    def lend(self, file: str, note: Note) -> None:
        """Take what a workbook that comes back says of itself; it goes before what is remembered.

        Args:
            file: Its name.
            note: What it says.
        """
        self._lent |= {(file, tab): list(found) for tab, found in note.mappings.items()}
        self._periods |= {
            (file, tab): next((one.period for one in found if one.period_from in _OUTSIDE), "")
            for tab, found in note.mappings.items()
        }
        fresh = {one[:3]: one for one in (*note.taught, *self._given.taught)}
        self._taught |= fresh
        told = _everywhere(self._given, self._taught)
        self.options = replace(self.options, firms=told.firms, words=told.words)

    def given(self, name: SheetName, headings: Sequence[str], title: str) -> SheetMapping | None:
        """Return how a table that comes back was understood.

        None where a person now says otherwise, or changed its headings or its title.
        """
        said = self._given
        if name.key in said.choices or name.key in said.forms or name.key in said.left_out:
            return None
        known = self._lent.get((name.file, name.sheet), [])
        found = next((one for one in known if one.title == title and fits(one, headings)), None)
        if found is not None:
            # Of tables alike the next one is the next one's.
            known.remove(found)
        return found

    def of_sheet(self, where: Where, headings: Sequence[str]) -> ImportOptions:
        """Return the options for a table of these headings.

        Args:
            where: Its file and sheet.
            headings: What stands above each of its columns; "" for nothing.
        """
        given, mark = self._given, fingerprint(headings)
        chosen = {**self._columns(mark, headings), **given.choices.get(where, {})}
        form = "" if where in given.left_out else given.forms.get(where, self._form(mark, where[1]))
        choices, forms = {where: chosen} if chosen else {}, {where: form}
        period = self.options.period or self._period(where)
        own = replace(self.options, choices={**self.options.choices, **choices})
        self.options = replace(own, forms={**own.forms, **forms})
        forms = {} if form == AS_FOUND else forms
        return replace(own, choices=choices, forms=forms, period=period)

    def _period(self, where: Where) -> str:
        """Return the period that a sheet that comes back had from outside of itself."""
        file, tab = where
        for (known, name), period in self._periods.items():
            if file == known and (tab == name or tab.startswith(f"{name}[")):
                return period
        return ""

    def _form(self, mark: str, tab: str) -> str:
        if self._is_left_out(mark, fold(tab)):
            return ""
        for (scope, kind, _subject), decision in self._taught.items():
            if kind == "sheet" and scope == mark:
                return decision.meaning
        return AS_FOUND

    def _is_left_out(self, mark: str, tab: str) -> bool:
        """Whether a tab was left out, or those of other years were, and none of them taken."""
        named = self._taught.get((mark, "tab", tab))
        if named is not None:
            return not named.meaning
        core = yearless(tab)
        alike = [
            decision.meaning
            for (scope, kind, subject), decision in self._taught.items()
            if core and kind == "tab" and scope == mark and yearless(subject) == core
        ]
        return bool(alike) and not any(alike)

    def _columns(self, mark: str, headings: Sequence[str]) -> dict[int, Choice]:
        like = self._like(headings)
        found = {}
        # What was said for this import goes before what earlier ones left.
        layers = [(taught, *_anywhere(taught, headings)) for taught in (self._said, self._taught)]
        for index, subject in enumerate(subjects(headings)):
            known = (
                decision
                for taught, by_heading, by_subject in layers
                for decision in (
                    taught.get((mark, "column", subject)),
                    taught.get((like, "column", subject)) if like else None,
                    by_heading.get(fold(headings[index])),
                    by_subject.get(subject),
                )
            )
            decision = next(filter(None, known), None) if subject else None
            if decision is not None:
                found[index] = _choice(decision, mark)
        return found

    def _like(self, headings: Sequence[str]) -> str:
        """Return the mark of the remembered sheet most like this one, if any is like it."""
        own = frozenset(telling(headings))
        if len(own) < _FEWEST:
            return ""
        sheets = {
            scope: frozenset(decision.subject.split(BETWEEN))
            for (scope, kind, _subject), decision in self._taught.items()
            if kind == "sheet"
        }
        shares = {mark: len(own & theirs) / len(own | theirs) for mark, theirs in sheets.items()}
        best = max(shares, key=lambda mark: (shares[mark], mark), default="")
        return best if shares.get(best, 0) >= _ALIKE else ""


def _anywhere(
    taught: Taught, headings: Sequence[str]
) -> tuple[dict[str, Decision], dict[str, Decision]]:
    """Return what was said of columns of any sheet: by heading, and by heading of any year.

    2022年投入 is meant as it stands where the sheet has it, and as that of its year elsewhere.
    """
    literal = set(map(fold, headings))
    loose = [one for one in taught.values() if one.kind == "column" and not one.scope]
    by_heading = {one.subject: one for one in loose if one.subject in literal}
    others = [one for one in loose if one.subject not in literal]
    return by_heading, {subjects([one.subject])[0]: one for one in others}


def recall(options: ImportOptions, existing: Existing) -> Recall:
    """Return what this import's options and earlier imports say."""
    rows = existing.rows(FORM, COLUMNS)
    kept = [Decision(*(str(value or "") for value in row[2:])) for row in rows]
    if any(one.kind == "firm" and one.meaning for one in (*kept, *options.taught)):
        firms = firms_by_key(existing)
        kept = [resolved(one, firms) for one in kept if one.meaning in firms or not _is_firm(one)]
        options = replace(options, taught=tuple(resolved(one, firms) for one in options.taught))
    return Recall(options, kept)


def _is_firm(decision: Decision) -> bool:
    return decision.kind == "firm" and bool(decision.meaning)


def firms_by_key(existing: Existing) -> dict[str, str]:
    """Return the uid of every firm by uid and by code, and by its name where no other has it."""
    rows = [
        (str(row[0]), str(row[2] or ""), name_key(str(row[3] or "")))
        for row in existing.rows("firm", ("uscc", "name"))
    ]
    named = Counter(name for _uid, _uscc, name in rows)
    found = {name: uid for uid, _uscc, name in rows if named[name] == 1}
    found |= {uscc: uid for uid, uscc, _name in rows}
    found |= {uid: uid for uid, _uscc, _name in rows}
    return {key: uid for key, uid in found.items() if key}


def resolved(decision: Decision, firms: Mapping[str, str]) -> Decision:
    """Return a firm's answer with the uid that the firm has here, where it is here."""
    if not _is_firm(decision):
        return decision
    return decision._replace(meaning=firms.get(decision.meaning, decision.meaning))


def _everywhere(options: ImportOptions, taught: Taught) -> ImportOptions:
    """Return options with the words and firms that are known, whatever the sheet."""
    firms = {d.subject: d.meaning for d in taught.values() if d.kind == "firm"}
    said = {(*_parts(d.scope), d.subject): d.meaning for d in taught.values() if d.kind == "word"}
    return replace(options, firms={**firms, **options.firms}, words={**said, **options.words})


def _choice(decision: Decision, mark: str) -> Choice:
    """Return a decision as a choice for the sheet of a mark."""
    form, field = _parts(decision.meaning)
    unit, over = decision.measured
    if decision.scope not in {"", mark} and over != AS_FOUND:
        # A title that was wrong is known to be so of its own sheet, not of one like it.
        over = ""
    return Choice(form, field, unit, "remembered", over)


def _parts(dotted: str) -> tuple[str, str]:
    """Return form and field of "form.field"; of "period" the form is ""."""
    form, _dot, field = dotted.rpartition(".")
    return form, field
