"""Packages that hold together and are properly signed, of a district that means harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.packages.report.recompute import made_again
from desktop_app.work.city.merge import MergeOptions, Outcome, merge

HAISHU, JIANGBEI = "330203", "330205"
ATTACKS = []


def attack(word, says):
    """Note what an office sends, the word for it, and a part of what is said."""

    def keep(send):
        ATTACKS.append(pytest.param(send, word, says, id=send.__name__))
        return send

    return keep


def with_firm(office, **more):
    return {"firm": [office.firm(1, **more)], "firm_period": [office.figures(1, "2024", 5)]}


@attack("无效", "企业”的“单位详细名称”里有“[U+202E]")
def a_name_that_shows_another(office):
    return office.send(forms=with_firm(office, name="\u202e司公能甬"))


@attack("无效", "不能这样填")
def a_day_that_never_was(office):
    return office.send(forms=with_firm(office, found_date="2024-02-30"))


@attack("无效", "不能这样填")
def a_record_number_that_is_a_statement(office):
    return office.send(forms={"firm": [office.firm(1, uid="'; DROP TABLE firm; --")]})


@attack("无效", "不是本软件的写法")
def an_amount_that_no_database_holds(office):
    forms = with_firm(office)
    forms["firm_period"][0]["revenue"] = 2**63
    return office.send(forms=forms)


@attack("无效", "按包内各表是 0")
def a_summary_of_figures_that_no_record_gives(office):
    figures, *annexes = made_again({}, office.catalogue, office.unit, "2024", {})
    first, *rows = figures.rows
    figures = replace(figures, rows=((*first[:2], 435, *first[3:]), *rows))
    return office.send(forms=with_firm(office), summary=[figures, *annexes])


@attack("无效", "上级不在这一包里")
def figures_of_a_firm_that_is_not_there(office):
    return office.send(forms={"firm_period": [office.figures(1, "2024", 5)]})


@attack("无效", "上级不在这一包里")
def figures_that_hang_on_themselves(office):
    forms = with_firm(office)
    forms["firm_period"][0]["firm"] = forms["firm_period"][0]["uid"]
    return office.send(forms=forms)


@attack("无效", "多出 1 条")
def figures_of_a_firm_twice(office):
    forms = with_firm(office)
    forms["firm_period"].append({**forms["firm_period"][0], "uid": "another"})
    return office.send(forms=forms)


@attack("无效", "企业记录号”里有“nobody")
def a_due_firm_that_is_not_there(office):
    return office.send(due=[("due1", "nobody", "2024", "reported", None)])


@pytest.mark.parametrize(("send", "word", "says"), ATTACKS)
def test_that_a_package_that_means_harm_is_refused_whole(send, word, says, city, office):
    path = send(office())
    before = city.store.dump()
    (file,) = merge(city, [path]).files
    assert (file.outcome, file.word) == (Outcome.REFUSED, word)
    assert says in "".join(file.sentences)
    assert city.store.dump() == before


def test_that_formulas_and_pages_stay_the_texts_that_they_are(city, office):
    texts = ["=cmd|' /C calc'!A0", "@SUM(1+1)", "<script>alert(1)</script>", "%s {0} \\x00"]
    sender = office()
    firms = [sender.firm(number, name=text) for number, text in enumerate(texts)]
    (file,) = merge(city, [sender.send(forms={"firm": firms})]).files
    assert file.outcome is Outcome.MERGED
    assert [row[2] for row in city.store.of(HAISHU).rows("firm", ("name",))] == texts


def test_that_record_numbers_of_another_unit_touch_nothing_of_it(city, office, content_of):
    merge(city, [office().send()])
    before = [row for row in content_of(city) if ("unit", HAISHU) in row[1]]
    thief = office(JIANGBEI)
    other = {"name": "冒名公司", "uscc": "91330203MA2TE5T1XB"}
    (file,) = merge(city, [thief.send(forms=with_firm(thief, **other))]).files
    assert (file.outcome, file.unit) == (Outcome.MERGED, JIANGBEI)
    assert [row for row in content_of(city) if ("unit", HAISHU) in row[1]] == before


def test_that_a_unit_outside_the_fifteen_reports_nothing(city, office):
    stranger = office("330299")
    (file,) = merge(city, [stranger.send()]).files
    assert (file.outcome, "15 个上报单位" in file.sentences[0]) == (Outcome.REFUSED, True)


def test_that_the_city_itself_reports_nothing(city, office):
    (file,) = merge(city, [office("3302").send()]).files
    assert (file.outcome, file.unit) == (Outcome.REFUSED, "3302")


@pytest.mark.parametrize(
    ("previous", "outcome", "says"),
    [
        ("f" * 64, Outcome.WAITING, "断链"),
        ("../" * 20, Outcome.REFUSED, "上一包摘要"),
        ("0", Outcome.REFUSED, "上一包摘要"),
    ],
)
def test_that_a_chain_that_names_nobody_waits_and_one_of_no_digest_is_refused(
    previous, outcome, says, city, office
):
    sender = office()
    merge(city, [sender.send()])
    path = sender.send("2023", previous=previous, chain=False)
    file = next(one for one in merge(city, [path]).files if one.path == path)
    assert (file.outcome, says in file.sentences[0]) == (outcome, True)


def test_that_the_past_is_not_written_anew_without_a_person(city, office):
    """Another first package of the same period: which of both counts, only a person knows."""
    merge(city, [office().send()])
    rewritten = office()
    forms = {"firm": [rewritten.firm(1)], "firm_period": [rewritten.figures(1, "2024", 1)]}
    path = rewritten.send(forms=forms, name="again.xlsx")
    (file,) = merge(city, [path]).files
    assert (file.outcome, "分叉" in file.sentences[0]) == (Outcome.WAITING, True)
    assert [row[2] for row in city.store.of(HAISHU).rows("firm_period", ("revenue",))] == [100_000]


def test_that_an_old_package_played_again_changes_nothing(city, office):
    sender = office()
    first, second = sender.send(), sender.send(revision=2)
    merge(city, [first, second])
    before = city.store.dump()
    outcomes = [merge(city, [path]).files[0].outcome for path in (first, second, first)]
    assert outcomes == [Outcome.SAME] * 3
    assert city.store.dump() == before


def test_that_a_period_that_was_not_asked_for_is_refused(city, office):
    for period in ("2023", "2024M01", "2024Q4", "2198"):
        (file,) = merge(
            city, [office().send(period, name=f"{period}.xlsx")], MergeOptions(period="2024")
        ).files
        assert (file.outcome, "期别不符" in file.sentences[0]) == (Outcome.REFUSED, True)
