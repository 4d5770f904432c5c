"""What a title says of the kind of all records: 省级企业研究院, 重新认定, 2023年第2批."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from desktop_app.catalogue.model import Catalogue, CodeList, Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.title_texts import Constant

_SHORTEST = 3
"""Signs of a kind that is known wherever it stands in a text."""
_LOOSE = ("reporting_unit", "level", "gbt2260")
"""Lists of codes that say whose a list is: 宁波市, 省级. They say nothing of its kind."""
_LEVEL = "level"
_TOLD = frozenset({("achievement", "kind"), ("patent", "ptype")})
"""Fields that titles tell though records are not recognised by them: 首台套名单, 发明专利清单."""
_SAID_ALONE = (("patent", "ptype"), ("hte_cert", "kind"))
"""Fields of which a line above a table says all rows' value where it says nothing else."""
_RECOGNISED = ("hte_cert", "kind")
STATUS, _REVOKED = ("hte_cert", "status"), "取消"
_YEARS = re.compile(r"20\d\d年度?")
_REMARK_BEHIND = re.compile(r"(?<=.)\([^()]*\)$")
_BATCH = re.compile(r"(?:(?:20)?\d{2}年度?)?第[0-9一二三四五六七八九十]{1,3}批")


def kinds_said(
    texts: Sequence[str], tab: str, catalogue: Catalogue, period: str
) -> Iterator[Constant]:
    """Yield what title and tab say of kind, state, level and batch of all records.

    Where two of them speak of the same field, what comes later holds.

    Args:
        texts: What stands above the heading.
        tab: The name of the sheet.
        catalogue: Forms and code lists.
        period: Code of the period of the list, or "".
    """
    title = " ".join(texts)
    core = fold(f"{title} {tab}")
    yield from _codes(core, catalogue, period)
    yield from _recognition(texts, catalogue)
    yield from _revoked(fold(title), catalogue)
    yield from _alone(texts, catalogue)
    yield from _levels(core, catalogue)
    yield from _batch(core, catalogue)


def _codes(core: str, catalogue: Catalogue, period: str) -> Iterator[Constant]:
    """Yield what a title says of the kinds and years that records are recognised by."""
    # 浙江省2022年度科技型中小企业 are 浙江省科技型中小企业.
    core = _YEARS.sub("", _BATCH.sub("", core))
    loose = {name for codes in _LOOSE for name in catalogue.codes[codes].spellings}
    for form in catalogue.reported:
        parts = {part for way in form.identity for part in way.split("+")}
        for entry in form.typed:
            is_told = entry.code in parts or (form.code, entry.code) in _TOLD
            if is_told and entry.type is FieldType.CODE:
                code = code_named(core, catalogue.codes[entry.codes], loose)
                if code:
                    yield (form.code, entry.code), code
    if period and not layout_words().as_of.search(core):
        yield from years_of_keys(catalogue, period).items()


def years_of_keys(catalogue: Catalogue, period: str) -> dict[tuple[str, str], Stored]:
    """Return the year of a period for each field of a year that records are recognised by."""
    return {
        (form.code, entry.code): int(period[:4])
        for form in catalogue.reported
        for entry in form.typed
        if entry.type is FieldType.YEAR
        and any(entry.code in way.split("+") for way in form.identity)
    }


def _alone(texts: Sequence[str], catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the codes that a line above is as a whole: 实用新型专利, 重新认定（第二次）."""
    for form, name in _SAID_ALONE:
        spellings = catalogue.codes[catalogue.form(form).by_code[name].codes].spellings
        said = (_REMARK_BEHIND.sub("", fold(text)) for text in texts)
        codes = {code for text in said if (code := spellings.get(text))}
        if len(codes) == 1:
            yield (form, name), codes.pop()


def _recognition(texts: Sequence[str], catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the one kind of recognition that the title of a list names: 重新认定高新技术企业名单.

    高新认定 is no 新认定, and a list of 首次及重新认定 is of neither alone.
    """
    form, name = _RECOGNISED
    spellings = catalogue.codes[catalogue.form(form).by_code[name].codes].spellings
    kinds = sorted((kind for kind in spellings if not kind.isascii()), key=len, reverse=True)
    said = re.compile(f"(?<!高)(?:{'|'.join(map(re.escape, kinds))})")
    lists = [core for text in texts if layout_words().lists_alone.fullmatch(core := fold(text))]
    found = {word for core in lists for word in said.findall(core)}
    codes = {spellings[word] for word in found}
    if len(codes) == 1 and any(len(word) >= _SHORTEST for word in found):
        yield _RECOGNISED, codes.pop()


def _revoked(core: str, catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the state of certificates in a list of those that were revoked."""
    form, name = STATUS
    if layout_words().revoked.search(core):
        codes = catalogue.codes[catalogue.form(form).by_code[name].codes]
        yield STATUS, codes.spellings[_REVOKED]


def _levels(core: str, catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the one level that stands right before what a form keeps: 省级企业研究院."""
    spellings = catalogue.codes[_LEVEL].spellings
    ignored = layout_words().owners_of_lists
    said = [word for word in spellings if not word.isascii() and word not in ignored]
    levels = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    for form in catalogue.reported:
        if _LEVEL not in form.by_code:
            continue
        names = "|".join(map(re.escape, _kept_by(form, catalogue)))
        codes = {spellings[word] for word in re.findall(rf'({levels})["“《]?(?:{names})', core)}
        if len(codes) == 1:
            yield (form.code, _LEVEL), codes.pop()


def _kept_by(form: Form, catalogue: Catalogue) -> list[str]:
    """Return the names of what a form keeps: its own, and those of the kinds in its key."""
    names = [name for name, code in lexicon(catalogue).sheets if code == form.code]
    for part in {part for way in form.identity for part in way.split("+")}:
        entry = form.by_code.get(part)
        if entry is not None and entry.type is FieldType.CODE:
            names += [n for n in catalogue.codes[entry.codes].spellings if not n.isascii()]
    return sorted(names, key=len, reverse=True)


def code_named(core: str, codes: CodeList, loose: Collection[str] = frozenset()) -> str:
    """Return the one code of a list that a folded text speaks of, or ""; 众创空间、孵化器 are two.

    Args:
        core: The text.
        codes: The list.
        loose: Names that are not looked for.
    """
    names = [
        name
        for name, code in codes.spellings.items()
        if name in core
        and code
        and len(name) >= _SHORTEST
        and name not in loose
        and not name.isascii()
    ]
    found: set[str] = set()
    # 企业研究院 is no 研究院 besides.
    for name in sorted(names, key=len, reverse=True):
        if name in core:
            found.add(codes.spellings[name])
            core = core.replace(name, "|")
    return found.pop() if len(found) == 1 else ""


def _batch(core: str, catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the one batch that a list is said to be: 2023年第2批."""
    batches = set(_BATCH.findall(core))
    said = max(batches, key=len, default="")
    # A tab 第一批 says no other than the title 2023年第一批.
    if said and all(map(said.endswith, batches)):
        for form in catalogue.reported:
            if "batch" in form.by_code:
                yield (form.code, "batch"), said
