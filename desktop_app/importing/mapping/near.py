"""Headings that are nearly a field's: proposed, and taken only when hardly a sign differs."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import COUNTED, Target, lexicon
from desktop_app.importing.mapping.normal import HeadingKey

_PROPOSED = 75
_TAKEN = 90
# One of these changes what a heading means, however alike the rest is.
_TELLING = frozenset("起始上前去下增减率比占非未不外内进出购销收支付得转初末累新旧总首")


def is_code_of_other(target: Target, key: HeadingKey) -> bool:
    """Whether a heading is nearly a firm's code and that of another body: 卖方信用代码."""
    is_code = target.form == "firm" and target.field in FIRM_CODES
    return is_code and layout_words().other_bodies.search(key.plain) is not None


def near_field(
    key: HeadingKey, forms: Collection[str], catalogue: Catalogue
) -> tuple[Target, bool] | None:
    """Return the field nearest to a heading, and whether it is near enough to be taken."""
    known = lexicon(catalogue)
    choices = [
        name
        for name, targets in known.meanings.items()
        if any(form in forms for form, _field in targets)
    ]
    best = process.extract(key.meaning, choices, scorer=fuzz.ratio, limit=2)
    if not best or best[0][1] < _PROPOSED:
        return None
    name, score, _index = best[0]
    measured = layout_words().measured
    if measured.fullmatch(key.text) and not measured.fullmatch(name):
        return None  # The growth or the share of a figure is not nearly the figure.
    targets = [where for where in known.meanings[name] if where[0] in forms]
    if len(targets) != 1:
        return None
    if key.text.endswith(COUNTED) and targets[0] not in known.numbers:
        return None  # 企业数 counts firms and is no name of one.
    is_alone = len(best) < 2 or best[1][1] < score
    odd = set(key.meaning) ^ set(name)
    is_sure = score >= _TAKEN and is_alone and not odd & _TELLING
    # 原证书到期日 is that of another certificate.
    is_sure = is_sure and not layout_words().earlier.match(key.text)
    return Target(*targets[0], round(score / 100, 2), "near"), is_sure
