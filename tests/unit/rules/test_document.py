"""docs/rules.md says what the catalogues say."""

from __future__ import annotations

from desktop_app.rules.document import PATH, rules_reference


def test_that_the_list_of_rules_is_current(catalogue):
    # If this fails: python -m desktop_app.rules.document
    assert PATH.read_text(encoding="utf-8") == rules_reference(catalogue)


def test_that_the_list_names_every_rule(catalogue):
    text = rules_reference(catalogue)
    for rule in catalogue.rules.values():
        assert f"| {rule.id} | {rule.severity.value} | " in text
    assert "| RDA-032 | 强制 | 不能为负，金额取整 |" in text
