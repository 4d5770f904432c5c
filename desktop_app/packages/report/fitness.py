"""Whether the records of a package hold what their fields can hold.

Our own program never stores anything else, whatever rules say of it; a package that does was made
by another, and would bring texts into the city's database that nobody could have typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import is_normalized

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.numerals import LIMIT
from desktop_app.domain.plans import Stored
from desktop_app.domain.readers import MAX_TEXT
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import has_unseen
from desktop_app.domain.uids import is_uid
from desktop_app.domain.values import NUMBERS, FieldType
from desktop_app.packages.report.columns import UID, stored_columns
from desktop_app.packages.report.model import Row

AT_ONCE = 20_000
"""Records that are looked at in one go."""

_PATENT_NO = re.compile(r"[0-9]{12}\.[0-9X]|[0-9]{8}\.[0-9X]")
_MARK = "\x1f"
Check = Callable[[Sequence[Stored]], Iterator[Stored]]
"""Yields those of some values that the field cannot hold."""


def unfit(
    rows: Mapping[str, Sequence[Row]], catalogue: Catalogue
) -> Iterator[tuple[Form, str, str]]:
    """Yield each form and column with a value that it cannot hold, and the first such value."""
    for form in catalogue.reported:
        records = rows.get(form.code, ())
        checks = _checks(form)
        found: set[int] = set()
        for start in range(0, len(records), AT_ONCE):
            columns = list(zip(*records[start : start + AT_ONCE], strict=True))
            for place, label, check in checks:
                strange = next(check(columns[place]), None) if place not in found else None
                if strange is not None:
                    found.add(place)
                    yield form, label, str(strange)


def unseen(form: Form, records: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the label of the column and the text of each that holds signs that nobody sees.

    They are left out as one types now; what was stored before may have them still.
    """
    for field in form.typed:
        if field.type in {FieldType.TEXT, FieldType.CODE}:
            place = stored_columns(form).index(field.code)
            given = [str(row[place]) for row in records if row[place] is not None]
            if has_unseen("".join(given)):
                yield from ((field.label, text) for text in given if has_unseen(text))


def orphaned(rows: Mapping[str, Sequence[Row]], catalogue: Catalogue) -> Iterator[tuple[Form, int]]:
    """Yield each form with records whose parent the package does not name, and how many."""
    for form in catalogue.reported:
        if not form.parent:
            continue
        place = stored_columns(form).index(form.parent)
        records = rows.get(form.code, ())
        wanted = {row[place] for row in records}
        known = {row[0] for row in rows.get(form.parent, ())} if wanted else set()
        strange = wanted - known - (set() if form.parent_required else {None})
        if strange:
            yield form, sum(row[place] in strange for row in records)


def doubled(rows: Mapping[str, Sequence[Row]], catalogue: Catalogue) -> Iterator[tuple[Form, int]]:
    """Yield each form with more records of one kind than there can be, and how many too many.

    Of a firm there is one record of its figures a period, whatever their uids are.
    """
    for form in catalogue.reported:
        if form.key:
            columns = stored_columns(form)
            places = [columns.index(column) for column in form.key]
            keys = [tuple(row[place] for place in places) for row in rows.get(form.code, ())]
            given = [key for key in keys if None not in key]
            if many := len(given) - len(set(given)):
                yield form, many


def _checks(form: Form) -> list[tuple[int, str, Check]]:
    columns = stored_columns(form)
    typed = ((columns.index(field.code), field.label, _check_of(field)) for field in form.typed)
    return [(columns.index(UID), "记录号", _no_uids), *typed]


def _check_of(field: Field) -> Check:
    if field.type in NUMBERS:
        return _too_large
    if field.type in {FieldType.TEXT, FieldType.CODE}:
        return lambda values: _untidy(field, values)
    if field.type is FieldType.PATENT_NO:
        return lambda values: _unread(
            field, (one for one in values if one and not _PATENT_NO.fullmatch(str(one)))
        )
    return lambda values: _unread(field, dict.fromkeys(values))


def _no_uids(values: Sequence[Stored]) -> Iterator[Stored]:
    return (one or "" for one in values if not is_uid(str(one or "")))


def _too_large(values: Sequence[Stored]) -> Iterator[Stored]:
    given = [one for one in values if isinstance(one, int)]
    most = max(given, default=0), min(given, default=0)
    return (one for one in most if abs(one) >= LIMIT)


def _untidy(field: Field, values: Sequence[Stored]) -> Iterator[Stored]:
    """Look at all texts in one go, and at each where that does not settle it."""
    given = [str(one) for one in values if one is not None]
    return iter(()) if _are_tidy(given) else _unread(field, dict.fromkeys(given))


def _are_tidy(texts: Sequence[str]) -> bool:
    """Whether texts are surely as they are stored; of printable signs only a space is none."""
    joined = _MARK.join(("", *texts, ""))
    return (
        "" not in texts
        and "".join(texts).isprintable()
        and not has_unseen(joined)
        and f"{_MARK} " not in joined
        and f" {_MARK}" not in joined
        and max(map(len, texts), default=0) <= MAX_TEXT
        and is_normalized("NFC", joined)
    )


def _unread(field: Field, values: Iterable[Stored]) -> Iterator[Stored]:
    for one in values:
        if one is not None and not reads_as_itself(field, one):
            yield one


def reads_as_itself(field: Field, value: Stored) -> bool:
    """Whether a field can hold a value: what is typed as it shows is stored as it is."""
    try:
        return field.format.parse(field.format.plain(value)) == value
    except BadValue:
        return False
