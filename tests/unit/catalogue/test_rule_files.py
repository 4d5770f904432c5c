"""Rules are read as they were written, and a wrong entry is named."""

import re

import pytest

from desktop_app.catalogue import CatalogueError
from desktop_app.catalogue.loading import read_catalogue
from desktop_app.catalogue.rules import joined
from desktop_app.domain.findings import Severity

RULE = """
[RDA-009]
severity = "强制"
form = "rd_activity"
words = "研究开发费用合计等于 8 项之和"
words_en = "R&D expenses are the sum of eight items"
message = "研究开发费用合计 {rd_total} 千元，差 {d} 千元"
message_en = "R&D expenses {rd_total}, difference {d}"
fields = ["rd_total", "staff_cost"]
holds = "r.rd_total = r.staff_cost"
uses = ["previous"]
shows = { d = "amount(abs(r.rd_total - r.staff_cost), :qian)" }
since = 2021
cases = [
    { name = "good", holds = true, record = { rd_total = "10", staff_cost = "10" } },
    { name = "bad", holds = false, record = { rd_total = "10" } },
    { name = "blank", holds = "na", record = {}, others = { previous = {} }, period = "2023" },
]
"""


def _read(folder, text):
    folder.write("rules/rd_activity.toml", text)
    return folder.read().rules


def test_that_a_rule_is_read_as_written(folder):
    rule = _read(folder, RULE)["RDA-009"]
    assert rule.severity is Severity.MUST
    assert rule.fields == ("rd_total", "staff_cost")
    assert rule.since == 2021
    assert [case.holds for case in rule.cases] == [True, False, None]
    assert [case.period for case in rule.cases] == ["2024", "2024", "2023"]
    assert rule.cases[0].record == {"rd_total": "10", "staff_cost": "10"}


def test_that_rules_are_a_mapping_by_id(folder):
    rules = _read(folder, RULE + RULE.replace("RDA-009", "RDA-010"))
    assert list(rules) == ["RDA-009", "RDA-010"]
    assert len(rules) == 2


FAULTS = [
    ("[RDA-009]", "[rda9]", "rda9", ""),
    ('"强制"', '"严重"', "RDA-009", "severity"),
    ('form = "rd_activity"', 'form = "rd"', "RDA-009", "form"),
    ("since = 2021", "since = 2021\nuntil = 2020", "RDA-009", "since"),
    ("since = 2021", "sinse = 2021", "RDA-009", "sinse"),
    ('words_en = "R&D expenses are the sum of eight items"\n', "", "RDA-009", "words_en"),
    ('"rd_total", "staff_cost"]', '"rd_total", "cost"]', "RDA-009", "fields"),
    ('uses = ["previous"]', 'uses = ["carrier"]', "RDA-009", "uses"),
    ("r.rd_total = r.staff_cost", "r.rd_total = firm.reg_capital", "RDA-009", "holds"),
    ("r.rd_total = r.staff_cost", "r.rd_total / 2 = r.staff_cost", "RDA-009", "holds"),
    ("amount(abs(r.rd_total - ", "amount(abs(r.total - ", "RDA-009", "shows.d"),
    ("差 {d} 千元", "差 {e} 千元", "RDA-009", "message"),
    ("difference {d}", "difference {e}", "RDA-009", "message_en"),
    ('holds = "na"', 'holds = "maybe"', "RDA-009", "holds"),
    ('record = { rd_total = "10" }', 'record = { total = "10" }', "RDA-009", "cases"),
    ("previous = {}", 'previous = { total = "10" }', "RDA-009", "cases"),
    ("previous = {}", 'firm = [{ town = "x", hue = "red" }]', "RDA-009", "cases"),
    ("previous = {}", "planet = {}", "RDA-009", "cases"),
    ("previous = {}", 'firm = "x"', "RDA-009", "cases"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[3]} {fault[1][:12]}")
def test_that_a_fault_in_a_rule_is_named(folder, fault):
    old, new, entry, key = fault
    assert old in RULE
    with pytest.raises(CatalogueError) as caught:
        _read(folder, RULE.replace(old, new, 1))
    assert caught.value.file == "rd_activity.toml"
    assert (caught.value.entry, caught.value.key) == (entry, key)


def test_that_a_rule_id_stands_once(folder):
    own = RULE.replace("rd_activity", "super_deduction")
    own = own.replace("rd_total", "amount_rd").replace("staff_cost", "amount_add")
    folder.write("rules/super_deduction.toml", own)
    with pytest.raises(CatalogueError, match="stands twice"):
        _read(folder, RULE)


def test_that_a_rule_stands_in_the_file_of_its_form(folder):
    folder.write("rules/firm.toml", RULE)
    with pytest.raises(CatalogueError, match="differs from the name of the file"):
        folder.read()


def test_that_the_rules_of_one_form_leave_the_other_files_alone(folder):
    folder.write("rules/firm.toml", "no TOML at all")
    folder.write("rules/rd_activity.toml", RULE)
    rules = read_catalogue(folder.path).rules
    assert list(rules.of("rd_activity")) == ["RDA-009"]
    assert not rules.of("patent")
    with pytest.raises(CatalogueError, match=r"firm\.toml"):
        rules.of("firm")


def test_that_a_rule_may_use_the_records_of_the_same_firm_and_period(catalogue):
    forms = catalogue.by_code
    assert set(joined(forms["rd_activity"], forms)) == {
        "previous",
        "firm",
        "firm_period",
        "rd_project",
        "super_deduction",
        "due",
    }
    assert "rd_activity" in joined(forms["firm"], forms)
    assert "previous" not in joined(forms["firm"], forms)
    assert set(joined(forms["incubator"], forms)) == {"previous", "carrier", "makerspace"}


def test_that_the_rules_of_the_program_are_read_without_fault(catalogue):
    assert len(catalogue.rules) > 50


NAMED = re.compile(r"(\w+)\.(name|list) = '(\w+)'")


def test_that_rules_look_up_only_parameters_words_and_lists_that_exist(catalogue):
    # An unknown name would answer NULL, and the rule would never apply.
    names = {
        "name": {parameter[0] for parameter in catalogue.parameters},
        "list": {*catalogue.codes, *catalogue.words},
    }
    looked_up = 0
    for rule in catalogue.rules.values():
        for sql in (rule.holds, rule.needs, *rule.shows.values()):
            for _, column, name in NAMED.findall(sql):
                assert name in names[column], (rule.id, name)
                looked_up += 1
    assert looked_up > 20
