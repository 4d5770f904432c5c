"""Writes docs/rules.md, the list of all rules and checks, from the catalogues.

`python -m desktop_app.rules.document` writes it anew; a test holds it current.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.catalogue.loading import load
from desktop_app.catalogue.model import LAST_YEAR, Catalogue, Form, Rule
from desktop_app.rules.generated import KINDS, RAW, field_checks
from desktop_app.rules.messages import words

PATH = Path(__file__).parents[2] / "docs" / "rules.md"

_HEAD = """# Rules

This page is made from `resources/catalogues/` by `python -m desktop_app.rules.document`.
Do not edit it: change the catalogue and make it again.

强制 must be put right before a report is sent, 核实 needs an explanation, 提示 informs. A rule
is asked of each record of its form within a period; a blank that is not 0 makes it "not
applicable", which passes. The condition itself, in SQL, stands in `rules/<form>.toml` with three
test records.
"""

_LEFT_OUT = """## What is no rule here

- RDA-033, GQ2-003, 006, 007, 012, 015 to 018, GQ3-001 to 005 and all of GQ-005 speak of lines
  that are not kept; INC-012 waits for a list of tenants.
- Remarks on imported cells belong to the importer, causes of a refused package to the verifier
  and the merge, conditions of sending to the report's states, notes on targets to the targets.
"""


def rules_reference(catalogue: Catalogue) -> str:
    """Return the text of docs/rules.md."""
    parts = [_HEAD, "\n".join(_contents(catalogue))]
    parts += ["\n".join(_form(catalogue, form)) for form in catalogue.reported]
    return "\n".join([*parts, _LEFT_OUT])


def _contents(catalogue: Catalogue) -> Iterator[str]:
    yield "| form | rules | checks of its fields |"
    yield "| --- | ---: | ---: |"
    for form in catalogue.reported:
        rules, checks = _rules(catalogue, form), field_checks(catalogue, form)
        yield f"| [{form.short}](#{form.code}) {form.label_en} | {len(rules)} | {len(checks)} |"
    yield ""


def _rules(catalogue: Catalogue, form: Form) -> list[Rule]:
    found = list(catalogue.rules.of(form.code).values())
    return sorted(found, key=lambda rule: rule.id)


def _form(catalogue: Catalogue, form: Form) -> Iterator[str]:
    yield f'<a id="{form.code}"></a>\n\n## {form.label} `{form.code}`\n'
    rules = _rules(catalogue, form)
    if rules:
        yield "| id | severity | what should hold | in English | years | source |"
        yield "| --- | --- | --- | --- | --- | --- |"
    for rule in rules:
        yield (
            f"| {rule.id} | {rule.severity.value} | {_cell(rule.words)} | {_cell(rule.words_en)} "
            f"| {_years(rule)} | {_cell(rule.source)} |"
        )
    if rules:
        yield ""
    yield from _checks(catalogue, form)


def _checks(catalogue: Catalogue, form: Form) -> Iterator[str]:
    """Yield the checks made from the field entries, those of one kind and id in one line."""
    yield "| id | severity | what should hold | in English | fields |"
    yield "| --- | --- | --- | --- | --- |"
    lines: dict[str, list[str]] = {}
    meanings: dict[str, tuple[str, str]] = {}
    for check in field_checks(catalogue, form):
        own = check.id == f"{KINDS[check.kind]}-{form.code}-{check.field.code}"
        name = f"{KINDS[check.kind]}-{form.code}-…" if own else check.id
        fields = lines.setdefault(name, [])
        if check.field.code not in fields:
            fields.append(check.field.code)
        meanings[name] = (
            words(catalogue, form, check.id, "zh"),
            words(catalogue, form, check.id, "en"),
        )
    for name, fields in lines.items():
        chinese, english = meanings[name]
        yield f"| {name} | 强制 | {chinese} | {english} | {', '.join(fields)} |"
    chinese, english = words(catalogue, form, RAW, "zh"), words(catalogue, form, RAW, "en")
    yield f"| {RAW} | 强制 | {chinese} | {english} | all |"
    yield ""


def _years(rule: Rule) -> str:
    first = str(rule.since) if rule.since else ""
    last = str(rule.until) if rule.until < LAST_YEAR else ""
    return f"{first}–{last}" if first or last else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PATH.write_text(rules_reference(load()), encoding="utf-8")
