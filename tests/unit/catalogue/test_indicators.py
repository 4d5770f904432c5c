"""The figures of the plan, computed from a few records made by hand."""

import sqlite3

import pytest

from desktop_app.catalogue import CatalogueError
from desktop_app.domain.values import FieldType

UNIT = "330203"
TEXTS = set(FieldType) - {
    FieldType.MONEY,
    FieldType.COUNT,
    FieldType.DECIMAL,
    FieldType.YEAR,
    FieldType.BOOL,
}
YEAR_2024 = {
    "unit": UNIT,
    "period": "2024",
    "year": 2024,
    "first_day": "2024-01-01",
    "last_day": "2024-12-31",
}


@pytest.fixture
def data(catalogue):
    """Tables and plain views of the forms, empty."""
    connection = sqlite3.connect(":memory:")
    for form in catalogue.reported:
        columns = ["unit TEXT", "uid TEXT"]
        for name in form.columns:
            kind = form.by_code[name].type if name in form.by_code else FieldType.TEXT
            columns.append(f"{name} {'TEXT' if kind in TEXTS else 'INTEGER'}")
        connection.execute(f"CREATE TABLE {form.code} ({', '.join(columns)})")
        connection.execute(f"CREATE VIEW {form.view} AS SELECT * FROM {form.code}")
    yield connection
    connection.close()


def _put(data, form, *records, unit=UNIT):
    for record in records:
        values = {"unit": unit, **record}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        data.execute(f"INSERT INTO {form} ({names}) VALUES ({marks})", list(values.values()))


def _value(data, catalogue, name, binds=YEAR_2024):
    """The figure, after a look that the records behind it add up to it."""
    indicator = catalogue.indicators[name]
    ((value,),) = data.execute(indicator.query, binds).fetchall()
    rows = data.execute(indicator.rows_query, binds)
    assert [column[0] for column in rows.description] == ["form", "uid", "name", "detail", "amount"]
    listed = rows.fetchall()
    assert sum(row[4] for row in listed) == (value or 0)
    for form, uid, subject, _, _ in listed:
        assert data.execute(f"SELECT 1 FROM {form} WHERE uid = ?", [uid]).fetchall()
        assert subject is not None
    return value


def _cert(uid, firm, issued, **more):
    expires = f"{int(issued[:4]) + 3}{issued[4:]}"
    return {"uid": uid, "firm": firm, "issue_date": issued, "expire_date": expires, **more}


def test_that_there_are_the_25_indicators_of_the_plan(catalogue):
    plan = [i for i in catalogue.indicators.values() if i.group != "extra" and not i.reading_of]
    assert len(plan) == 25
    assert sum(bool(i.target) for i in plan) == 18
    assert [i.group for i in plan].count("headline") == 8
    assert [i.group for i in plan].count("task") == 15


def test_that_the_figures_of_this_stage_are_shown(catalogue):
    shown = [i.id for i in catalogue.indicators.values() if i.shown]
    assert shown == ["H1", "H2", "T4-2", "T4-3", "T8-1", "A1", "A2", "A1-first", "RD"]


def test_that_indicators_can_be_chosen_in_totals_of_the_unit(catalogue):
    codes = set(catalogue.codes["indicator"].by_code)
    assert "H3" in codes
    assert not codes & {"T6", "T9", "A1-first", "H1-year"}


def test_that_a_certificate_counts_from_issue_to_the_day_before_it_ends(data, catalogue):
    _put(data, "firm", {"uid": "f1", "name": "甲"})
    _put(
        data,
        "hte_cert",
        _cert("last day", "f1", "2022-01-01"),
        _cert("issued on the last day", "f2", "2024-12-31"),
        _cert("ended on the last day", "f3", "2021-12-31"),
        _cert("issued later", "f4", "2025-01-01"),
        _cert("revoked on the last day", "f5", "2023-06-01", revoke_date="2024-12-31", status="3"),
        _cert("revoked later", "f6", "2023-06-01", revoke_date="2025-01-01", status="3"),
        _cert("revoked, no date", "f7", "2023-06-01", status="3"),
        {"uid": "no end stated", "firm": "f8", "issue_date": "2022-01-01"},
    )
    for firm in ("f2", "f6", "f8"):
        _put(data, "firm", {"uid": firm, "name": firm})
    assert _value(data, catalogue, "H1") == 4


def test_that_a_firm_with_two_certificates_and_one_of_another_unit_count_right(data, catalogue):
    _put(data, "firm", {"uid": "f1", "name": "甲"})
    _put(data, "hte_cert", _cert("a", "f1", "2021-12-31"), _cert("b", "f1", "2024-12-01"))
    _put(data, "hte_cert", _cert("a2", "f1", "2022-02-01"))
    _put(data, "hte_cert", _cert("c", "f9", "2024-12-01", cert_name="乙"), unit="330205")
    assert _value(data, catalogue, "H1") == 1


def test_that_the_two_definitions_of_the_stock_differ_within_a_year(data, catalogue):
    _put(data, "firm", {"uid": "f1", "name": "甲"})
    _put(data, "hte_cert", _cert("a", "f1", "2018-11-27"))
    third_quarter = {**YEAR_2024, "year": 2021, "last_day": "2021-09-30"}
    assert _value(data, catalogue, "H1", third_quarter) == 1
    assert _value(data, catalogue, "H1-year", third_quarter) == 0


def test_that_net_growth_is_what_came_less_what_went(data, catalogue):
    for firm in ("kept", "new", "renewed", "gone", "revoked"):
        _put(data, "firm", {"uid": firm, "name": firm})
    _put(
        data,
        "hte_cert",
        _cert("k", "kept", "2023-05-01"),
        _cert("n", "new", "2024-12-01"),
        _cert("r1", "renewed", "2021-11-01"),
        _cert("r2", "renewed", "2024-11-01", kind="2"),
        _cert("g", "gone", "2021-12-01"),
        _cert("v", "revoked", "2023-01-01", revoke_date="2024-07-01"),
    )
    assert _value(data, catalogue, "A1") == -1
    half = {**YEAR_2024, "last_day": "2024-06-30"}
    assert _value(data, catalogue, "A1", half) == 0
    assert _value(data, catalogue, "A1-first") == 1


def test_that_a_renewal_is_no_first_recognition_even_when_it_is_the_first_on_record(
    data, catalogue
):
    _put(data, "firm", {"uid": "a", "name": "甲"}, {"uid": "b", "name": "乙"})
    _put(data, "hte_cert", _cert("1", "a", "2024-12-01", kind="2"))
    _put(data, "hte_cert", _cert("2", "b", "2024-12-01", kind="1"))
    assert _value(data, catalogue, "A1-first") == 1


def test_that_filings_of_the_three_schemes_are_never_mixed(data, catalogue):
    for firm in ("old", "new", "nation"):
        _put(data, "firm", {"uid": firm, "name": firm})
    _put(
        data,
        "tech_sme",
        {"uid": "1", "firm": "old", "scheme": "ZJ", "year": 2019},
        {"uid": "2", "firm": "old", "scheme": "ZJ", "year": 2024},
        {"uid": "3", "firm": "new", "scheme": "ZJ", "year": 2024, "notice_date": "2024-09-01"},
        {"uid": "4", "firm": "nation", "scheme": "CN", "year": 2024},
        {"uid": "5", "firm": "nation", "scheme": "NB", "year": 2023},
    )
    assert _value(data, catalogue, "H2") == 2
    assert _value(data, catalogue, "A2") == 1
    half = {**YEAR_2024, "last_day": "2024-06-30"}
    assert _value(data, catalogue, "H2", half) == 1
    assert _value(data, catalogue, "A2", half) == 0


def _patent(uid, app_no, **more):
    return {"uid": uid, "app_no": app_no, "title": uid, "ptype": "1", "route": "CN", **more}


def test_that_granted_inventions_of_the_year_are_counted_once(data, catalogue):
    _put(
        data,
        "patent",
        _patent("counted", "202010000001.X", grant_date="2024-01-01"),
        _patent("doubled", "202010000001.X", grant_date="2024-01-01"),
        _patent("type unsaid", "202010000002.8", ptype=None, grant_date="2024-12-31"),
        _patent("utility model", "202020000003.3", ptype="2", grant_date="2024-05-01"),
        _patent("last year", "202010000004.7", grant_date="2023-12-31"),
        _patent("not granted", "202010000005.1"),
        _patent("abroad", "US1234567", route="OTHER", country="美国", grant_date="2024-05-01"),
    )
    assert _value(data, catalogue, "T4-2") == 2


def test_that_pct_filings_count_by_their_international_date(data, catalogue):
    _put(
        data,
        "patent",
        _patent("counted", "PCT/CN2024/000001", route="PCT", app_date="2024-03-01"),
        _patent("earlier", "PCT/CN2023/000001", route="PCT", app_date="2023-03-01"),
        _patent("national phase", "202480000001.1", route="PCT", app_date="2024-03-01"),
    )
    assert _value(data, catalogue, "T4-3") == 1
    assert _value(data, catalogue, "T4-2") == 0


def test_that_a_carrier_of_two_levels_counts_once_and_district_level_not(data, catalogue):
    def carrier(uid, name, level, kind="1", **more):
        return {"uid": uid, "name": name, "name_key": name, "level": level, "kind": kind, **more}

    _put(
        data,
        "carrier",
        carrier("a", "甲", "3"),
        carrier("b", "甲", "1", cert_date="2023-01-01"),
        carrier("c", "甲", "3", kind="2"),
        carrier("d", "乙", "4"),
        carrier("e", "丙", "2", cert_date="2025-01-01"),
    )
    assert _value(data, catalogue, "T8-1") == 2


def test_that_r_and_d_is_summed_over_one_period_only(data, catalogue):
    _put(data, "firm", {"uid": "f", "name": "甲"}, {"uid": "g", "name": "乙"})
    _put(
        data,
        "rd_activity",
        {"uid": "1", "firm": "f", "period": "2024", "rd_total": 1_500_000_000},
        {"uid": "2", "firm": "g", "period": "2024", "rd_total": 500_000_000},
        {"uid": "3", "firm": "f", "period": "2024M01-09", "rd_total": 900_000_000},
    )
    value = _value(data, catalogue, "RD")
    assert value == 2_000_000_000
    assert value / catalogue.indicators["RD"].factor == 0.2


def test_that_counts_of_an_empty_workspace_are_zero_and_sums_are_blank(data, catalogue):
    for indicator in catalogue.indicators.values():
        if indicator.query:
            expected = None if indicator.id == "RD" else 0
            assert _value(data, catalogue, indicator.id) == expected


FAULTS = [
    ('kind = "stock"', 'kind = "guess"', "H1", "kind"),
    ('group = "headline"', 'group = "front"', "H1", "group"),
    ('operator = ">"', 'operator = "<"', "H1", "operator"),
    ('operator = ">"\n', "", "H1", "target"),
    ('rows_query = """', 'row_query = """', "H1", "row_query"),
    ("SELECT COUNT(DISTINCT c.firm)", "SELECT 1 / COUNT(DISTINCT c.firm)", "H1", "query"),
    ('reading_of = "A1"', 'reading_of = "Z1"', "A1-first", "reading_of"),
    ('unit = "%"', "", "H3", "unit"),
    ('name = "累计新增', 'shown = true\nname = "累计新增', "H4", "shown"),
    ('    "By date: issued by', '    "One more.",\n    "By date: issued by', "H1", "notes_en"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[2]} {fault[3]}")
def test_that_a_fault_in_an_indicator_is_named(folder, fault):
    old, new, entry, key = fault
    folder.replace("indicators.toml", old, new)
    with pytest.raises(CatalogueError) as caught:
        folder.read()
    assert caught.value.file == "indicators.toml"
    assert (caught.value.entry, caught.value.key) == (entry, key)
