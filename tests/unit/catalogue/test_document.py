"""docs/fields.md says what the catalogues say."""

from desktop_app.catalogue.document import PATH, fields_reference


def test_that_the_field_reference_is_current(catalogue):
    # If this fails: python -m desktop_app.catalogue.document
    assert PATH.read_text(encoding="utf-8") == fields_reference(catalogue)


def test_that_the_field_reference_names_every_field_and_short_list(catalogue):
    text = fields_reference(catalogue)
    for form in catalogue.forms:
        for field in form.fields:
            assert f"| `{field.code}` | " in text
    assert "| 10 | 自主完成 | By the firm alone |  |" in text
    assert "1971 entries, see `codes/gbt4754.csv`" in text
