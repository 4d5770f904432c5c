"""The days that labels above a table give to all its rows: 发证日期：2020年12月1日."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.date_text import read_when
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.title_texts import Constant

_LABELLED = re.compile(r"\s*[(（]?([^:：]{2,12})[:：]\s*([^)）]+?)[)）]?\s*")
_CLAUSES = re.compile("[(（)）,，;；]")
"""Part 第一批（发证日期：2020年12月1日，有效期三年）."""
_DAY = len("2020-12-01")


def days_said(texts: Iterable[str], catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the days of what firms have that texts above a table name, as (form, field)."""
    known = lexicon(catalogue)
    pairs = (part for text in texts for part in pairs_apart(text))
    parts = (one for pair in pairs for one in (pair, *_CLAUSES.split(pair)))
    for found in map(_LABELLED.fullmatch, parts):
        if found is None or layout_words().foreign.fullmatch(fold(found[1])):
            continue
        when = read_when(found[2])
        if when.reject or when.flag or len(when.iso) != _DAY:
            continue
        for target in known.targets(heading_key(found[1]))[:1]:
            for form, field in ((one.form, one.field) for one in target):
                entry = catalogue.form(form)
                if entry.parent and entry.by_code[field].type is FieldType.DATE:
                    yield (form, field), when.iso
