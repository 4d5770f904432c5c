"""Official line codes beside labels: 14 on 107-2 is 委托外部研究开发费用, however it is worded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.form_lines import Line
from desktop_app.importing.mapping.lexicon import Lexicon, line_code
from desktop_app.importing.mapping.normal import heading_key

_ENOUGH = 3
_MOSTLY = 0.6


def meanings(lines: Sequence[Line], known: Lexicon) -> dict[str, tuple[str, str]]:
    """Return the fields that line codes give, by folded label.

    They count where most of them agree with the labels beside them, else they number the lines.
    Where the two disagree the label has the word.
    """
    coded = [line for line in lines if line.code]
    named = {id(line): _named(line, known) for line in coded}
    agreed: Counter[str] = Counter()
    for line in coded:
        for form, fields in named[id(line)].items():
            agreed[form] += known.lines.get(form, {}).get(line_code(line.code)) in fields
    form, count = max(agreed.items(), key=lambda pair: pair[1], default=("", 0))
    known_lines = sum(1 for line in coded if form in named[id(line)])
    if count < _ENOUGH or count < _MOSTLY * known_lines:
        return {}
    found = {}
    for line in coded:
        fields = named[id(line)].get(form, set())
        own = known.lines[form].get(line_code(line.code))
        if own and (own in fields or not fields):
            found[fold(line.label)] = (form, own)
    return found


def _named(line: Line, known: Lexicon) -> dict[str, set[str]]:
    """Return the fields that a label can name, by form."""
    fields: dict[str, set[str]] = {}
    for grade in known.targets(heading_key(line.label))[:1]:
        for target in grade:
            fields.setdefault(target.form, set()).add(target.field)
    return fields
