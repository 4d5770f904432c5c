"""Code lists, annexes, parameters and words are complete, and their faults are named."""

import pytest

from desktop_app.catalogue import CatalogueError
from desktop_app.domain.codes import AMBIGUOUS, spellings

ANNEX_ORDER = """
海曙区 江北区 镇海区 北仑区 鄞州区 奉化区 余姚市 慈溪市
宁海县 象山县 杭州湾 保税区 大榭岛 高新区 东钱湖
"""
YEARS = range(2021, 2026)


def _figures(catalogue, annex):
    return {(t.unit, t.year): t.value for t in catalogue.targets if t.annex == annex}


def test_that_the_15_units_stand_in_the_order_of_the_annexes(catalogue):
    assert [unit.label for unit in catalogue.units] == ANNEX_ORDER.split()
    assert catalogue.unit_label("330203") == "海曙区"
    assert catalogue.unit_label("3302") == "全市"
    assert catalogue.unit_label("999") == "999"


def test_that_the_units_are_a_partition_of_what_the_annexes_list(catalogue):
    units = {unit.code for unit in catalogue.units}
    for annex in (1, 2):
        listed = {unit for unit, _ in _figures(catalogue, annex)} - {"3302"}
        assert listed == units


def test_that_a_zone_names_the_county_it_lies_in_and_abolished_units_their_heir(catalogue):
    entries = catalogue.codes["reporting_unit"].by_code
    zones = {code: unit.parent for code, unit in entries.items() if code.startswith("NBZ-")}
    assert zones == {
        "NBZ-HZW": "330282",
        "NBZ-BSQ": "330206",
        "NBZ-DX": "330206",
        "NBZ-GXQ": "330212",
        "NBZ-DQH": "330212",
    }
    assert entries["330204"].until == 2016
    assert entries["330204"].parent == "330212"
    counties = set(catalogue.codes["gbt2260"].by_code)
    assert {unit.parent for unit in catalogue.units} - {"3302"} <= counties


@pytest.mark.parametrize("annex", [1, 2])
def test_that_every_row_of_an_annex_adds_up_to_its_printed_total(catalogue, annex):
    figures = _figures(catalogue, annex)
    for unit in {unit for unit, _ in figures}:
        assert figures[unit, 0] == sum(figures[unit, year] for year in YEARS), unit


@pytest.mark.parametrize(
    ("annex", "differences"),
    [(1, {2021: 8, 0: 8}), (2, {**dict.fromkeys(YEARS, 50), 0: 250})],
)
def test_that_printed_totals_differ_from_the_sums_only_where_known(catalogue, annex, differences):
    figures = _figures(catalogue, annex)
    for year in (*YEARS, 0):
        total = sum(value for (unit, y), value in figures.items() if y == year and unit != "3302")
        assert total - figures["3302", year] == differences.get(year, 0)


def test_that_the_industry_tree_has_its_four_levels(catalogue):
    entries = catalogue.codes["gbt4754"].by_code
    lengths = [0 if len(code) == 1 and code.isalpha() else len(code) for code in entries]
    assert [lengths.count(n) for n in (0, 2, 3, 4)] == [20, 97, 473, 1381]
    for code, entry in entries.items():
        if len(code) > 2:
            assert entry.parent == code[:-1]
        elif len(code) == 2:
            assert entries[entry.parent].parent == ""


def test_that_the_project_catalogues_have_the_codes_of_the_form(catalogue):
    expected = {
        "rd_source": "1 2 3 4 5",
        "rd_mode": "10 21 22 23 24 31 32 33 40",
        "rd_result": "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
        "rd_objective": "1 2 3 4 5 6 7 8 9",
        "rd_stage": "1 2 3 4",
    }
    for name, codes in expected.items():
        assert list(catalogue.codes[name].by_code) == codes.split()


def test_that_no_text_of_a_short_list_leads_to_two_codes(catalogue):
    for name, codes in catalogue.codes.items():
        if name != "gbt4754":
            unclear = [text for text, code in spellings(codes.entries).items() if code == AMBIGUOUS]
            assert unclear == [], name


def test_that_short_lists_are_named_in_english_too(catalogue):
    for name, codes in catalogue.codes.items():
        if name != "gbt4754":
            assert all(entry.label_en for entry in codes.entries), name


def test_that_every_code_list_is_used_by_a_field(catalogue):
    used = {field.codes for form in catalogue.forms for field in form.fields}
    assert set(catalogue.codes) == used - {""}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("海曙", "330203"),
        ("宁波大榭开发区", "NBZ-DX"),
        ("前湾新区", "NBZ-HZW"),
        ("江东区", "330204"),
    ],
)
def test_that_units_are_known_by_the_names_offices_use(catalogue, text, unit):
    field = catalogue.form("firm").by_code["reporting_unit"]
    assert catalogue.parse(field, text) == unit


def test_that_a_parameter_holds_in_its_years(catalogue):
    rates = {
        (key, since, until): value
        for name, since, until, key, value in catalogue.parameters
        if name == "super_deduction_rate"
    }
    assert rates["general", 2018, 2022] == 750
    assert rates["general_q4", 2022, 2022] == 1000
    assert all(isinstance(value, int) for *_, value in catalogue.parameters)


def test_that_the_forbidden_words_are_there(catalogue):
    assert len(catalogue.words["rd_forbidden_words"]) == 24
    assert "技改" in catalogue.words["rd_forbidden_words"]


FAULTS = [
    ("codes/level.csv", "2,省级", "1,省级", "1", "code"),
    ("codes/level.csv", "1,国家级,National,,,", "1,国家级,National,7,,", "1", "parent"),
    ("codes/level.csv", "1,国家级,National,,,", "1,国家级,National,,20,", "1", "since"),
    ("codes/level.csv", "1,国家级,National,,,", "1,国家级,National,,2021,2020", "1", "since"),
    ("codes/level.csv", "1,国家级,National,,,", "1,国家级,National", "line 2", ""),
    ("codes/level.csv", "1,国家级", "1,", "1", "code"),
    ("codes/level.csv", "code,label", "code,name", "", ""),
    ("targets.csv", "1,330203,2021,66", "1,330203,2021,many", "1 330203 2021", "value"),
    ("targets.csv", "1,330203,2022,74", "1,330203,2021,74", "1 330203 2021", "year"),
    ("words.toml", '"土建", ', '"土建", "土建", ', "rd_forbidden_words", "words"),
    ("words.toml", "words = [", "wordz = [", "rd_forbidden_words", "words"),
    ("parameters.toml", 'unit = "年"\n', "", "hte_valid_years", "unit"),
    ("parameters.toml", 'label = "高企证书有效年数"\n', "", "hte_valid_years", "label"),
    ("parameters.toml", "{ value = 3 }", "{ value = 0.5 }", "hte_valid_years", "value"),
    ("parameters.toml", "{ value = 3 }", "{ value = 3, note = 1 }", "hte_valid_years", "note"),
    ("parameters.toml", "{ value = 3 }", "{ value = 3 }, { value = 4 }", "hte_valid_years", ""),
    (
        "parameters.toml",
        "{ value = 3 }",
        "{ value = 3, since = 10000 }",
        "hte_valid_years",
        "since",
    ),
    ("catalogue.toml", 'version = "', 'edition = "', "", "version"),
    ("catalogue.toml", "2025.1", "", "", "version"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]} {fault[2][:16]}")
def test_that_a_fault_is_named_by_file_entry_and_key(folder, fault):
    file, old, new, entry, key = fault
    folder.replace(file, old, new)
    with pytest.raises(CatalogueError) as caught:
        folder.read()
    assert caught.value.file == file.rpartition("/")[2]
    assert (caught.value.entry, caught.value.key) == (entry, key)


def test_that_a_missing_file_is_named(folder):
    (folder.path / "targets.csv").unlink()
    with pytest.raises(CatalogueError, match=r"targets\.csv"):
        folder.read()
