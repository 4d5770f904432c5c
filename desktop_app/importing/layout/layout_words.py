"""The words that tell how a sheet is laid out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.paths import resources


class Called(NamedTuple):
    """What a heading means in sheets that are called so.

    Attributes:
        titles: What their title, tab or file says somewhere.
        headings: The headings, as they are compared.
        means: The heading that they stand for.
        is_noted: Whether a note may say it as well.
    """

    titles: re.Pattern[str]
    headings: re.Pattern[str]
    means: str
    is_noted: bool


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """What `layout.toml` says; texts are folded, patterns match whole folded texts.

    Attributes:
        form_names: What stands over the names of fields, in sheets that set them beside values.
        form_units: What stands over units; form_codes over line codes, form_values over values.
        signs: What a line to sign holds; to_sign are labels beside which somebody signs, and
            beside_signs what else stands there.
        dashes: Signs that stand where no value can.
        asking: Labels that ask whether something is so.
        foreign: Labels whose values say nothing of the records.
        titles: Lines that title a table.
        carried_on: Those of them that carry on one from before.
        places: What a place is called that stands over figures.
        parts: What parts of a district are called; over_parts what stands over them,
            titled_parts how titles speak of them.
        trades: What trades are called, whose firms' sum stands among firms.
        of_titles: Titles of lists of those that have a title, or were chosen.
        revoked: Titles of lists of those that lost something; products: what heads their names.
        named_lists: Titles of lists of firms that have what the title names; owners_of_lists are
            levels that say no more than whose list it is; lists_alone say no more than what they
            list; coming are those of firms that apply, whose year is none of their figures, and
            dated_lists those whose month says when they were put together.
        measures: What a column below a heading gives of its figure: growth, share; measured are
            headings that end so.
        other_figures: Words in brackets that make another figure of a heading.
        changes: What happened to a firm, in a register of such things.
        found: What stands below or behind a figure over what an office found it to be.
        other_totals: Words that make another figure of a total beside them.
        as_of: What says of a list until when it was kept.
        kinds_of_totals: What heads the kinds of what a total counts.
        table_ends: How titles of tables end that name a total; over_all what they say before it of
            years and places beside each other.
        topics: Groups of totals that make no other figures of them.
        titled_flows: Words of a title that make other figures of stocks; titled_aims of all totals;
            titled_plans of figures of firms, but for what headings call done;
            titled_wider are places around a district that it begins with.
        loans: Columns of loans and pledges; ends_of_loans are their last days.
        stretches: Headings of both ends of a time.
        over_years: Words around a figure that is given for several years.
        beside: What a heading says, in some part, that also has a field of another column in its
            cells.
        over_totals: What ends the words over the names of totals.
        corners: What stands over places or times at the left of figures, as headings are compared.
        generic: Rows of a heading that say nothing without the one above them.
        firm_names: Headings of names of firms; other_bodies holds what makes them others' names.
        short_names: Headings of short names of firms.
        new_owners: Headings of those that take over what others have.
        joint: Headings of further owners.
        results: What a list of results of one kind calls them.
        earlier: What stands before the name of a number that was another one's; later of its
            successor.
        of_anything: Headings of figures that projects, results and institutions have as firms do;
            days_of_anything of days, places_of_anything of places, fields_of_anything of fields,
            chiefs of persons.
        things: Headings of the names of such things.
        titled_applied: Words of a title that what it lists is only applied for.
        official: Official codes of columns.
        label_years: What stands behind a label over the years in which firms got it.
        steps: What a report's way says of where it is.
        vouchers: Headings of the numbers of vouchers; entries of what else books say of each.
        list_tabs: Names of sheets that list codes; note_tabs of those that explain.
        of_figures: What a note says where it says of when the figures are.
        sample_tabs: Names of sheets that show how one fills in; sample_titles their titles.
        bodies: Names of firms and other bodies; firms those of firms alone, partners of what stands
            beside these. Gaps part names behind their ends, unless the next is going_on.
        carried: Sums from page to page; pages their numbers.
        grouped_sums: Sums that a spreadsheet makes of each group.
        sums_of_time: Words of a time that more often are those of a sum.
        whole_years: What stands over the whole of a year.
        grouped_lines: How lines over the rows of a group begin; counts_behind ends captions.
        other_forms: Figures of another form, repeated to compare with.
        levelled: Kinds with their level before them in one cell.
        prizes: Grades of prizes.
        claims: Headings over ticks that say whether a firm has a title, by form; schemes
            what tells the schemes of filings apart, filings headings of their numbers and years.
        claimed_numbers: Numbers in place of such ticks, by form.
        carriers: Names of incubators and makerspaces, by the label of their kind.
        titled_carrier: Titles that begin with the name of one; any_carriers is no one's own name.
        aimed: Words over figures that say what was aimed at, or how much of it was done.
        wanted: What stands over values to be reached, beside those that were; reached over these.
        expected: Rows of headings over figures that nobody has yet.
        senders: What ends a letter: an office, a day.
        states: Answers in columns of states.
        units_of_figures: What texts say of the units of single figures.
        balances: Statements of what there is on a day.
        due: Until when a notice above a table wants it back.
        handed_in: When a title says that figures were handed in.
        times_of_figures: What notes say of when single figures are.
        ditto: Cells that are as the one above.
        contacts: Cells of a line that says whom to call.
        hints: What a row says of how to fill in its columns.
        made_up: Parts of examples; `masked` what hides a part of a number, in them or elsewhere.
        counted: The number of records that a sum speaks of.
        captions: Texts alone in a row that group those below; towns, of which they may be one;
            of_time, what else one says that names a time; done_then, what was done at one.
        titled_town: Titles that speak of one town's firms; many_towns is no one town's name, and
            titled_place begins with the short name of a district.
        stocks: Fields of money that hold what is there at the end of a period; flows those of
            counts that hold what was made along it; to_date says that all are from January on.
        other_rights: Titles of lists of rights that no form keeps; clients are labels of whose
            a list is, reporters of who fills it in.
        persons: Columns of persons who are none of a firm's own; of_certificates is what names a
            certificate of 高企 beside days, kinds_by_title what firms are called after their
            titles, other_titles what firms have beside these.
        called: What headings mean in sheets of some kinds.
        amounts: What words say how much beside a unit of money, as headings are compared.
        ends: What headings that are not known mean by how they end, where values bear it out.
        periods: Words that name a period by that of the sheet or row, as headings are compared, and
            as `completed` takes it.
    """

    form_names: re.Pattern[str]
    form_units: re.Pattern[str]
    form_codes: re.Pattern[str]
    form_values: re.Pattern[str]
    signs: tuple[str, ...]
    to_sign: re.Pattern[str]
    beside_signs: re.Pattern[str]
    dashes: frozenset[str]
    asking: re.Pattern[str]
    foreign: re.Pattern[str]
    titles: re.Pattern[str]
    carried_on: re.Pattern[str]
    places: re.Pattern[str]
    parts: re.Pattern[str]
    over_parts: re.Pattern[str]
    titled_parts: re.Pattern[str]
    trades: re.Pattern[str]
    of_titles: re.Pattern[str]
    named_lists: re.Pattern[str]
    coming: re.Pattern[str]
    dated_lists: re.Pattern[str]
    lists_alone: re.Pattern[str]
    products: re.Pattern[str]
    revoked: re.Pattern[str]
    owners_of_lists: frozenset[str]
    measures: re.Pattern[str]
    measured: re.Pattern[str]
    other_figures: re.Pattern[str]
    changes: re.Pattern[str]
    found: re.Pattern[str]
    other_totals: re.Pattern[str]
    as_of: re.Pattern[str]
    kinds_of_totals: re.Pattern[str]
    table_ends: re.Pattern[str]
    over_all: re.Pattern[str]
    topics: re.Pattern[str]
    titled_flows: re.Pattern[str]
    titled_aims: re.Pattern[str]
    titled_plans: re.Pattern[str]
    done: re.Pattern[str]
    titled_wider: re.Pattern[str]
    loans: re.Pattern[str]
    ends_of_loans: re.Pattern[str]
    stretches: re.Pattern[str]
    over_years: re.Pattern[str]
    beside: Mapping[str, re.Pattern[str]]
    over_totals: tuple[str, ...]
    corners: frozenset[str]
    generic: frozenset[str]
    firm_names: re.Pattern[str]
    other_bodies: re.Pattern[str]
    short_names: re.Pattern[str]
    new_owners: re.Pattern[str]
    joint: re.Pattern[str]
    results: re.Pattern[str]
    earlier: re.Pattern[str]
    later: re.Pattern[str]
    strangers: re.Pattern[str]
    of_anything: re.Pattern[str]
    days_of_anything: re.Pattern[str]
    places_of_anything: re.Pattern[str]
    fields_of_anything: re.Pattern[str]
    chiefs: re.Pattern[str]
    things: re.Pattern[str]
    titled_applied: re.Pattern[str]
    official: re.Pattern[str]
    label_years: re.Pattern[str]
    steps: re.Pattern[str]
    vouchers: re.Pattern[str]
    entries: re.Pattern[str]
    list_tabs: re.Pattern[str]
    note_tabs: re.Pattern[str]
    of_figures: re.Pattern[str]
    sample_tabs: re.Pattern[str]
    sample_titles: re.Pattern[str]
    bodies: re.Pattern[str]
    firms: re.Pattern[str]
    partners: re.Pattern[str]
    gaps: re.Pattern[str]
    going_on: re.Pattern[str]
    carried: re.Pattern[str]
    grouped_sums: re.Pattern[str]
    sums_of_time: frozenset[str]
    whole_years: frozenset[str]
    grouped_lines: re.Pattern[str]
    counts_behind: re.Pattern[str]
    states: re.Pattern[str]
    units_of_figures: re.Pattern[str]
    balances: re.Pattern[str]
    due: re.Pattern[str]
    handed_in: re.Pattern[str]
    times_of_figures: re.Pattern[str]
    other_forms: re.Pattern[str]
    levelled: re.Pattern[str]
    prizes: re.Pattern[str]
    claims: Mapping[str, re.Pattern[str]]
    schemes: Mapping[str, re.Pattern[str]]
    filings: Mapping[str, re.Pattern[str]]
    claimed_numbers: Mapping[str, re.Pattern[str]]
    carriers: Mapping[str, re.Pattern[str]]
    titled_carrier: re.Pattern[str]
    any_carriers: re.Pattern[str]
    aimed: re.Pattern[str]
    wanted: re.Pattern[str]
    reached: re.Pattern[str]
    expected: re.Pattern[str]
    pages: re.Pattern[str]
    senders: re.Pattern[str]
    ditto: frozenset[str]
    contacts: re.Pattern[str]
    hints: re.Pattern[str]
    made_up: re.Pattern[str]
    masked: re.Pattern[str]
    counted: re.Pattern[str]
    captions: re.Pattern[str]
    done_then: re.Pattern[str]
    of_time: re.Pattern[str]
    towns: re.Pattern[str]
    titled_town: re.Pattern[str]
    titled_place: re.Pattern[str]
    many_towns: re.Pattern[str]
    stocks: re.Pattern[str]
    flows: re.Pattern[str]
    to_date: re.Pattern[str]
    other_rights: re.Pattern[str]
    clients: re.Pattern[str]
    reporters: re.Pattern[str]
    persons: re.Pattern[str]
    called: tuple[Called, ...]
    of_certificates: re.Pattern[str]
    kinds_by_title: re.Pattern[str]
    other_titles: re.Pattern[str]
    amounts: Mapping[str, str]
    ends: Mapping[str, re.Pattern[str]]
    periods: Mapping[str, str]


@lru_cache(maxsize=1)
def layout_words() -> LayoutWords:
    """Return the words, read once."""
    path = resources() / "catalogues" / "layout.toml"
    said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    sections = (section for section in said.values() if isinstance(section, dict))
    named = {name: words for section in sections for name, words in section.items()}
    odd, known = _odd(said, named), {**said, **named}
    plain: dict[str, Any] = {
        one.name: _read(known[one.name], one) for one in fields(LayoutWords) if one.name not in odd
    }
    return LayoutWords(**odd, **plain)


def _read(words: str | list[str] | dict[str, str], entry: Field[Any]) -> object:
    """Return words as an entry has them: a pattern, patterns by what they tell, folded texts."""
    if isinstance(words, str):
        return _pattern(words)
    if isinstance(words, dict):
        return {what: _pattern(text) for what, text in words.items()}
    return frozenset(_folded(words)) if "frozenset" in str(entry.type) else _folded(words)


def _odd(said: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return the words that are compared otherwise than as folded texts or whole patterns."""
    return {
        "measured": _pattern(f".+(?:{named['measures']})"),
        "corners": frozenset(heading_key(word).text for word in named["corners"]),
        "ditto": frozenset((*named["ditto"], *_folded(named["ditto"]))),
        "periods": {heading_key(word).text: told for word, told in said["periods"].items()},
        "amounts": {heading_key(word).text: told for word, told in said["amounts"].items()},
        "called": tuple(map(_called, said["called"])),
        **_bodies(said["bodies"]),
    }


def _bodies(said: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of names of bodies, which match them as they are written."""
    firms, partners = _any(said["firms"]), _any(said["partners"])
    ends = [*said["firms"], *said["partners"], *said["others"], *said["last_signs"], "）"]
    behind = "|".join(f"(?<={re.escape(end)})" for end in ends)
    return {
        "bodies": _pattern(f".{{2,}}(?:{firms}|{partners}|{_any(said['others'])})"),
        "firms": _pattern(f".{{2,}}(?:{firms})"),
        "partners": _pattern(f".{{2,}}(?:{partners})"),
        "gaps": re.compile(rf"(?=[\s/])(?:{behind})[\s/]+"),
        "going_on": _pattern(said["going_on"]),
    }


def _any(ends: Iterable[str]) -> str:
    return "|".join(map(re.escape, ends))


def _called(said: dict[str, Any]) -> Called:
    titles, headings = _pattern(said["titles"]), _pattern(said["headings"])
    return Called(titles, headings, said["means"], said.get("noted", False))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(text.split()), re.DOTALL)


def _folded(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, texts))
