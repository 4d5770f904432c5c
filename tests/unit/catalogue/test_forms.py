"""The forms are what the material says they are, and the loader names every fault in an entry."""

import csv
import re

import pytest

from desktop_app.catalogue import CatalogueError
from desktop_app.catalogue.form_checks import OWN_COLUMNS, SQL_WORDS
from desktop_app.domain.values import FieldType
from tests.processor_time import done_within

REPORTED = [
    "firm",
    "former_name",
    "label",
    "hte_cert",
    "tech_sme",
    "patent",
    "patent_owner",
    "carrier",
    "rd_institution",
    "achievement",
    "firm_period",
    "rd_project",
    "rd_activity",
    "super_deduction",
    "incubator",
    "makerspace",
    "unit_total",
]
OWN_FIELDS = {
    "firm": {"uscc_exception", "name_key", "initials"},
    "former_name": {"name_key"},
    "carrier": {"name_key"},
    "firm_period": {"value_added"},
}


@pytest.fixture(scope="module")
def golden(root):
    with (root / "tests/golden/form_fields.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _named(field):
    return {field.code, field.official}


def test_that_there_are_the_17_forms_in_their_order(catalogue):
    assert [form.code for form in catalogue.reported] == REPORTED
    assert [form.code for form in catalogue.forms[17:]] == [
        "report",
        "due",
        "explanation",
        "raw_text",
        "import_memory",
        "exchange",
        "remark",
        "overlap",
        "task_period",
        "task_due",
        "task_form",
        "task_target",
        "task_severity",
        "task_parameter",
        "task_code",
    ]


def test_that_every_field_of_the_material_is_there_with_its_unit_and_sign(catalogue, golden):
    for row in golden:
        form = catalogue.form(row["form"])
        found = [field for field in form.fields if row["code"] in _named(field)]
        assert len(found) == 1, row
        if row["unit"] and form.code != "unit_total":
            assert found[0].unit == row["unit"], row
        assert found[0].signed == (row["signed"] == "1"), row
        if row["part_of"]:
            assert row["part_of"] in _named(form.by_code[found[0].part_of]), row


def test_that_no_field_is_there_which_the_material_does_not_name(catalogue, golden):
    for form in catalogue.reported:
        named = {row["code"] for row in golden if row["form"] == form.code}
        extra = {field.code for field in form.fields if not _named(field) & named}
        assert extra == OWN_FIELDS.get(form.code, set()), form.code


def test_that_parents_and_periods_are_as_decided(catalogue):
    parents = {form.code: form.parent for form in catalogue.reported}
    assert parents["patent_owner"] == "patent"
    assert parents["incubator"] == parents["makerspace"] == "carrier"
    assert [code for code, parent in parents.items() if not parent] == [
        "firm",
        "carrier",
        "unit_total",
    ]
    assert [form.code for form in catalogue.reported if form.periodic] == REPORTED[10:]
    assert [form.code for form in catalogue.reported if not form.parent_required] == ["patent"]


def test_that_one_record_a_period_is_a_key_but_many_projects_are_not(catalogue):
    for code in ("firm_period", "rd_activity", "super_deduction"):
        assert catalogue.form(code).key == ("firm", "period")
    assert catalogue.form("incubator").key == ("carrier", "period")
    assert catalogue.form("unit_total").key == ("indicator", "period")
    assert catalogue.form("rd_project").key == ()


def test_that_lines_of_one_layout_of_107_2_say_so(catalogue):
    fields = {field.official: field for field in catalogue.form("rd_activity").fields}
    gone = [line for line, field in fields.items() if field.until == 2020]
    new = [line for line, field in fields.items() if field.since == 2021]
    assert sorted(gone) == ["L28", "L31", "L34", "L35", "L39", "L42", "L51"]
    assert sorted(new) == ["L53", "L54", "L55", "L56", "L57", "L58"]
    assert not fields["L28"].in_version(2021)
    assert fields["L07"].in_version(2018)
    assert fields["L07"].in_version(2024)


def test_that_amounts_in_thousands_are_whole_and_blanks_of_official_forms_are_zero(catalogue):
    official = ("firm_period", "rd_project", "rd_activity", "incubator", "makerspace")
    for code in official:
        for field in catalogue.form(code).fields:
            # Line 15 of 107-1 is asked of few firms, so a blank there says nothing (RDP-019).
            zero = field.is_number and (code, field.official) != ("rd_project", "p15")
            assert field.blank == ("zero" if zero else "unknown"), field
            assert field.whole == (field.unit == "千元"), field
    assert catalogue.form("tech_sme").by_code["sales"].blank == "unknown"
    assert catalogue.form("super_deduction").by_code["rate"].blank == "unknown"


def test_that_checks_made_from_entries_carry_the_known_rule_ids(catalogue):
    for field in catalogue.form("rd_activity").fields:
        assert field.rules == {"whole": "RDA-032", "sign": "RDA-032"}
    assert catalogue.form("firm").by_code["name"].rules == {"required": "ENT-006"}
    assert catalogue.form("firm").by_code["reg_capital"].rules == {"sign": "ENT-013"}
    assert catalogue.form("rd_project").by_code["name"].rules == {"required": "RDP-001"}


def test_that_every_form_and_field_has_its_words_in_both_languages(catalogue):
    for form in catalogue.forms:
        assert all((form.label, form.label_en, form.short, form.short_en)), form.code
        assert len(form.short) <= 10
        assert bool(form.help) == bool(form.help_en), form.code
        assert all(form.groups.values()), form.code
        for field in form.fields:
            assert field.label, (form.code, field.code)
            assert field.label_en, (form.code, field.code)
            assert bool(field.help) == bool(field.help_en), (form.code, field.code)


def test_that_every_form_that_is_imported_says_what_its_sheets_are_called(catalogue):
    for form in catalogue.reported:
        assert form.aliases
        assert form.identity


def test_that_code_fields_read_what_their_lists_say(catalogue):
    form = catalogue.form("rd_project")
    assert catalogue.parse(form.by_code["source"], "1.本企业自选项目") == "1"
    assert catalogue.parse(form.by_code["mode"], "自主完成") == "10"
    industry = catalogue.form("firm").by_code["industry_code"]
    assert catalogue.parse(industry, "C3962") == catalogue.parse(industry, "3962") == "3962"


def test_that_the_lists_of_a_whole_load_stay_quick(folder):
    # Takes 0.03 s; the bound only catches a load that has become another kind of thing.
    done_within(0.6, folder.read)


FAULTS = [
    ('label_en = "Unified', 'lable_en = "Unified', "fields.uscc", "lable_en"),
    ('type = "uscc"', 'type = "isbn"', "fields.uscc", "type"),
    ("required = true", 'required = "yes"', "fields.uscc", "required"),
    ('codes = "reporting_unit"', 'codes = "planets"', "fields.reporting_unit", "codes"),
    ('codes = "reporting_unit"\n', "", "fields.reporting_unit", "codes"),
    ("[fields.town]", "[fields.Town]", "fields.Town", ""),
    ("[fields.town]", "[fields.order]", "fields.order", ""),
    ("[fields.town]", "[fields.version]", "fields.version", ""),
    ('group = "状态"', 'group = "别处"', "fields.op_status", "group"),
    ('unit = "万元"', 'unit = "美元"', "fields.reg_capital", "unit"),
    ('derived = "initials"', 'derived = "magic"', "fields.initials", "derived"),
    ('rules = { sign = "ENT-013" }', 'rules = { size = "X" }', "fields.reg_capital", "rules"),
    ('aliases = ["邮编"]', 'aliases = ["网址"]', "fields.website", "aliases"),
    ('official = "qb14_2"', 'official = "qb14_1"', "", "official"),
    ('code = "firm"', 'code = "company"', "", "code"),
    ('kind = "reported"', 'kind = "other"', "", "kind"),
    ('name_field = "name"', 'name_field = "title"', "", "name_field"),
    ('identity = ["uscc"', 'identity = ["isbn"', "", "identity"),
    ('indexes = [["uscc"]', 'indexes = [["isbn"]', "", "indexes"),
    ("order = 10", "order = 20", "", "order"),
    ("order = 10", 'order = 10\nparent = "star"', "", "parent"),
    ("order = 10", "order = true", "", "order"),
    ("order = 10\n", "", "", "order"),
]


@pytest.mark.parametrize(("old", "new", "entry", "key"), FAULTS, ids=lambda text: text[:24])
def test_that_a_wrong_entry_is_named_by_file_entry_and_key(folder, old, new, entry, key):
    folder.replace("forms/firm.toml", old, new)
    with pytest.raises(CatalogueError) as caught:
        folder.read()
    error = caught.value
    assert (error.entry, error.key) == (entry, key)
    assert error.file in {"firm.toml", "former_name.toml"}
    assert error.file in str(error)


MORE_FAULTS = [
    ("rd_activity", 'part_of = "rd_staff"', 'part_of = "nobody"', "part_of"),
    ("tech_sme", 'year_in = "year"', 'year_in = "batch"', "year_in"),
    ("hte_cert", 'begin = "issue_date"', 'begin = "nobody"', "begin"),
    ("hte_cert", "last = true\nbegin", "begin", "begin"),
    ("rd_project", "required = true", "required = true\nsince = 2022\nuntil = 2021", "since"),
    ("rd_project", "scale = 1", "", "scale"),
    ("rd_activity", 'unit = "人"', 'unit = "人"\nwhole = true', "whole"),
    ("rd_project", 'type = "text"', 'type = "text"\nsigned = true', "signed"),
    (
        "incubator",
        'parent_values = { kind = "1" }',
        'parent_values = { hue = "1" }',
        "parent_values",
    ),
    ("unit_total", 'key = ["indicator", "period"]', "key = []", "key"),
]


@pytest.mark.parametrize(("form", "old", "new", "key"), MORE_FAULTS, ids=lambda text: text[:20])
def test_that_attributes_must_fit_the_type_and_the_form(folder, form, old, new, key):
    folder.replace(f"forms/{form}.toml", old, new)
    with pytest.raises(CatalogueError) as caught:
        folder.read()
    assert caught.value.key == key
    assert caught.value.file == f"{form}.toml"


def test_that_a_file_that_is_no_toml_is_named(folder):
    folder.write("forms/firm.toml", "code = ")
    with pytest.raises(CatalogueError, match=r"firm\.toml"):
        folder.read()


def test_that_an_added_field_needs_nothing_but_its_entry(folder):
    entry = '\n[fields.tax_grade]\nlabel = "纳税信用"\nlabel_en = "Tax grade"\ntype = "text"\n'
    text = (folder.path / "forms/firm.toml").read_text(encoding="utf-8")
    folder.write("forms/firm.toml", text + entry)
    assert folder.read().form("firm").columns[-1] == "tax_grade"


def test_that_no_column_is_a_word_of_sql_or_a_column_of_our_own(catalogue):
    for form in catalogue.forms:
        for field in form.fields:
            assert field.code not in SQL_WORDS | OWN_COLUMNS
            assert field.code != form.parent


def test_that_every_sum_and_its_parts_have_one_type(catalogue):
    for form in catalogue.forms:
        for field in form.fields:
            if field.part_of:
                whole = form.by_code[field.part_of]
                assert (whole.type, whole.unit) == (field.type, field.unit), field
                assert whole.type in {FieldType.MONEY, FieldType.COUNT, FieldType.DECIMAL}


def test_that_the_official_wording_of_every_line_leads_to_its_field(catalogue, golden):
    for row in golden:
        fields = catalogue.form(row["form"]).fields
        field = next(field for field in fields if row["code"] in _named(field))
        # What stands in brackets lists the choices, a star marks lines for certain firms only.
        wording = re.sub(r"\([^)]*[/,国首有预0][^)]*\)$", "", row["name"]).lstrip("*")
        headings = {field.label, *(alias.lstrip("*") for alias in field.aliases)}
        assert not wording or wording in headings, row
