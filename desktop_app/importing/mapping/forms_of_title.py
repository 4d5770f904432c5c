"""What forms a title speaks of, and how much: 高新技术企业名单."""

from __future__ import annotations

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key

_OFFICIAL = 4.0
_SHEET_WEIGHT = 0.8


def forms_said(
    title: str, sheet: str, catalogue: Catalogue
) -> tuple[dict[str, float], frozenset[str]]:
    """Return how much title and tab speak for each form, and the forms that they name in full."""
    scores: dict[str, float] = {}
    official = set()
    for text, weight in ((title, 1.0), (sheet, _SHEET_WEIGHT)):
        left = heading_key(text).text
        for name, form in lexicon(catalogue).sheets:
            if name not in left:
                continue
            entry = catalogue.form(form)
            whole = name in {heading_key(entry.official).text, heading_key(entry.label).text}
            if whole:
                official.add(form)
            score = _OFFICIAL if whole else 1 + len(name) / 4
            scores[form] = max(scores.get(form, 0.0), score * weight)
            # What a long name has used up is not found again by a shorter one within it.
            left = left.replace(name, " " * len(name)) if _is_own(name, form, catalogue) else left
    return scores, frozenset(official)


def _is_own(name: str, form: str, catalogue: Catalogue) -> bool:
    """Whether no other form is called so too."""
    return all(other == form for known, other in lexicon(catalogue).sheets if known == name)
