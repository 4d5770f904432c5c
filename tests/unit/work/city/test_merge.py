"""Merging: each package whole or not at all, in any order, and only what its chain allows."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.revocation import Reason
from desktop_app.work.city.dismiss import dismiss
from desktop_app.work.city.merge import MergeOptions, Outcome, merge
from desktop_app.work.city.received import look_at_all
from desktop_app.work.history import undo
from desktop_app.work.keys.revoke import Cause, revoke

HAISHU, JIANGBEI, YINZHOU = "330203", "330205", "330212"


def outcomes(result):
    return [file.outcome for file in result.files]


def test_that_a_package_arrives_whole(city, office):
    haishu = office()
    path = haishu.send(
        forms={
            "firm": [haishu.firm(1), haishu.firm(2)],
            "firm_period": [haishu.figures(1, "2024", 500)],
            "patent": [haishu.patent(1, 1), haishu.patent(2, None)],
            "patent_owner": [
                {"uid": "own1", "patent": "pat0000000000001", "position": 1, "name": "甲"}
            ],
        }
    )
    result = merge(city, [path])
    assert (outcomes(result), result.exit_code) == ([Outcome.MERGED], 0)
    store = city.store.of(HAISHU)
    assert [row[2] for row in store.rows("firm_period", ("revenue",))] == [500]
    assert store.record("firm", "firm000000000001").values["initials"] == "NBD1KJYXGS"
    assert store.count("patent") == 2
    assert store.count("due", "2024") == 2
    assert city.store.count("firm") == 0
    report = store.record("report", "rep2024_________"[:16])
    assert report.values["state"] == "已上报"


def test_that_merging_twice_changes_nothing(city, office, content_of):
    path = office().send()
    merge(city, [path])
    before = city.store.dump()
    result = merge(city, [path])
    assert outcomes(result) == [Outcome.SAME]
    assert city.store.dump() == before


def test_that_the_file_may_come_twice_under_two_names(city, office):
    path = office().send()
    copy = path.with_name("copy.xlsx")
    shutil.copy(path, copy)
    assert outcomes(merge(city, [path, copy])) == [Outcome.MERGED, Outcome.SAME]


def test_that_a_dry_run_tells_the_same_and_writes_nothing(city, office, content_of):
    haishu = office()
    paths = [haishu.send(), haishu.send(revision=2)]
    before = city.store.dump()
    told = merge(city, paths, MergeOptions(dry_run=True))
    assert city.store.dump() == before
    assert not list(city.received.iterdir())
    done = merge(city, paths)
    assert [(f.outcome, f.counts, f.open) for f in told.files] == [
        (f.outcome, f.counts, f.open) for f in done.files
    ]


def test_that_undo_takes_a_merge_back_and_redo_brings_it_again(city, office):
    before = city.store.dump()
    (file,) = merge(city, [office().send()]).files
    after = city.store.dump()
    undone = undo(city, file.batch)
    assert city.store.dump() == before
    undo(city, undone.batch)
    assert city.store.dump() == after


def test_that_a_package_whose_merge_was_undone_can_be_merged_again(city, office, content_of):
    path = office().send()
    (file,) = merge(city, [path]).files
    after = content_of(city)
    undo(city, file.batch)
    assert outcomes(merge(city, [path])) == [Outcome.MERGED]
    assert content_of(city) == after


def test_that_all_orders_of_four_districts_give_the_same_database(new_city, office, content_of):
    paths = [office(unit).send() for unit in (HAISHU, JIANGBEI, YINZHOU, "330206")]
    found = []
    for number, order in enumerate(itertools.permutations(paths)):
        city = new_city(f"city{number}")
        for path in order:
            assert outcomes(merge(city, [path])) == [Outcome.MERGED]
        found.append(content_of(city))
        city.store.close()
    assert all(one == found[0] for one in found)


@pytest.fixture
def chain_of_four(office):
    """Four packages of one district: a correction, then periods that change standing records."""
    haishu = office()
    first = {
        "firm": [haishu.firm(1), haishu.firm(2)],
        "firm_period": [haishu.figures(1, "2023", 1), haishu.figures(2, "2023", 2)],
        "patent": [haishu.patent(1, 1), haishu.patent(2, 2), haishu.patent(3, 1)],
    }
    second = {
        "firm": [haishu.firm(1), haishu.firm(2, town="古林镇")],
        "firm_period": [haishu.figures(1, "2023", 9)],
        "patent": [haishu.patent(1, 1), haishu.patent(2, 2)],
        "patent_owner": [
            {"uid": "own2", "patent": "pat0000000000002", "position": 1, "name": "甲"}
        ],
    }
    third = {
        "firm": [haishu.firm(1, name="宁波改名有限公司")],
        "firm_period": [haishu.figures(1, "2024", 5)],
        "patent": [haishu.patent(1, 1), haishu.patent(4, 1, app_date="2024-05-01")],
    }
    fourth = {
        "firm": [haishu.firm(1, name="宁波再改有限公司"), haishu.firm(3)],
        "firm_period": [haishu.figures(3, "2025", 7)],
        "patent": [haishu.patent(4, 1, app_date="2024-05-01", title="改过")],
    }
    return [
        haishu.send("2023", 1, forms=first),
        haishu.send("2023", 2, forms=second),
        haishu.send("2024", 1, forms=third),
        haishu.send("2025", 1, forms=fourth),
    ]


def test_that_all_orders_of_a_chain_of_four_give_the_same_database(
    new_city, chain_of_four, content_of
):
    found = []
    for number, order in enumerate(itertools.permutations(chain_of_four)):
        city = new_city(f"city{number}")
        assert merge(city, order).count(Outcome.MERGED) == 4
        found.append(content_of(city))
        city.store.close()
    assert all(one == found[0] for one in found)


@pytest.mark.slow
def test_that_packages_given_one_by_one_wait_for_those_before_them(
    new_city, chain_of_four, content_of
):
    city = new_city("at once")
    merge(city, chain_of_four)
    wanted = content_of(city)
    for number, order in enumerate(itertools.permutations(chain_of_four)):
        city = new_city(f"city{number}")
        for path in order:
            result = merge(city, [path])
            assert result.count(Outcome.REFUSED) == 0
        assert content_of(city) == wanted
        city.store.close()


def test_that_a_gap_filled_later_leaves_the_last_word_to_what_came_after(
    new_city, chain_of_four, content_of
):
    city = new_city("in order")
    merge(city, chain_of_four)
    wanted = content_of(city)
    late = new_city("late")
    one, two, three, four = chain_of_four
    merge(late, [one, two])
    assert outcomes(merge(late, [four])) == [Outcome.WAITING]
    merge(late, [four], MergeOptions(accept=True))
    assert outcomes(merge(late, [three])) == [Outcome.MERGED]
    assert content_of(late) == wanted


def test_that_a_gap_is_told_and_stops_the_package_until_a_person_decides(city, office):
    haishu = office()
    haishu.send(name="lost.xlsx")
    second = haishu.send(revision=2)
    before = city.store.of(HAISHU).count("firm")
    result = merge(city, [second])
    assert (outcomes(result), result.exit_code) == ([Outcome.WAITING], 1)
    assert "断链" in result.files[0].sentences[0]
    assert city.store.of(HAISHU).count("firm") == before == 0
    result = merge(city, [second], MergeOptions(accept=True))
    assert outcomes(result) == [Outcome.MERGED]


def test_that_a_fork_is_told_and_stops_the_package(city, office):
    haishu = office()
    merge(city, [haishu.send(chain=False)])
    other = haishu.send(forms={"firm": [haishu.firm(1), haishu.firm(2)]}, chain=False)
    result = merge(city, [other])
    assert outcomes(result) == [Outcome.WAITING]
    assert "分叉" in result.files[0].sentences[0]
    assert city.store.of(HAISHU).count("firm") == 1


def test_that_a_person_can_decide_against_a_package_that_waits(city, office):
    haishu = office()
    merge(city, [haishu.send(chain=False)])
    other = haishu.send(forms={"firm": [haishu.firm(1), haishu.firm(2)]}, chain=False)
    (file,) = merge(city, [other]).files
    before = city.store.of(HAISHU).count("firm")
    for digest, reason in (("0" * 12, "重复"), (file.digest[:4], "重复"), (file.digest, " ")):
        with pytest.raises(UserError):
            dismiss(city, digest, reason)
    applied = dismiss(city, file.digest[:12], "误发")
    result = merge(city, [other])
    assert (outcomes(result), "误发" in result.files[0].sentences[0]) == ([Outcome.REFUSED], True)
    assert city.store.of(HAISHU).count("firm") == before
    undo(city, applied.batch)
    assert outcomes(merge(city, [other])) == [Outcome.WAITING]
    dismiss(city, file.digest, "误发")
    assert outcomes(merge(city, [other], MergeOptions(accept=True))) == [Outcome.MERGED]


def test_that_an_older_revision_after_a_newer_is_refused(city, office):
    haishu = office()
    first, second = haishu.send(), haishu.send(revision=2)
    merge(city, [second], MergeOptions(accept=True))
    before = city.store.dump()
    result = merge(city, [first])
    assert (outcomes(result), result.exit_code) == ([Outcome.REFUSED], 2)
    assert "更新的版次" in result.files[0].sentences[0]
    assert city.store.dump() == before


def test_that_a_package_of_another_period_is_refused_where_one_is_named(city, office):
    result = merge(city, [office().send("2023")], MergeOptions(period="2024"))
    assert outcomes(result) == [Outcome.REFUSED]
    assert "期别不符" in result.files[0].sentences[0]


def test_that_a_new_revision_replaces_its_period_and_its_firms_records(city, office):
    haishu = office()
    merge(
        city,
        [
            haishu.send(
                forms={
                    "firm": [haishu.firm(1), haishu.firm(2)],
                    "firm_period": [haishu.figures(1, "2024", 1), haishu.figures(2, "2024", 2)],
                    "patent": [haishu.patent(1, 1), haishu.patent(2, 2), haishu.patent(3, None)],
                }
            )
        ],
    )
    (file,) = merge(
        city,
        [
            haishu.send(
                revision=2,
                forms={
                    "firm": [haishu.firm(1, town="高桥镇")],
                    "firm_period": [haishu.figures(1, "2024", 3)],
                    "patent": [haishu.patent(1, 1)],
                },
            )
        ],
    ).files
    store = city.store.of(HAISHU)
    assert [row[2] for row in store.rows("firm_period", ("revenue",))] == [3]
    # Firms stay, and so do the patents of a firm that the package does not name.
    assert store.count("firm") == 2
    assert {row[0] for row in store.rows("patent", ())} == {"pat0000000000001", "pat0000000000002"}
    counts = file.counts
    assert (counts["firm"].changed, counts["firm_period"].removed, counts["patent"].removed) == (
        1,
        1,
        1,
    )


def test_that_a_bad_file_never_stops_the_others(city, office, tmp_path):
    good = office(JIANGBEI).send()
    broken = tmp_path / "packages" / "broken.xlsx"
    broken.write_bytes(good.read_bytes()[:-100])
    empty = tmp_path / "packages" / "empty.xlsx"
    empty.write_bytes(b"")
    result = merge(city, [tmp_path / "packages"])
    assert result.count(Outcome.MERGED) == 1
    assert result.count(Outcome.REFUSED) == 2
    assert result.exit_code == 2
    assert all(file.sentences for file in result.files if file.outcome is Outcome.REFUSED)


def test_that_a_record_without_its_parent_is_refused(city, office):
    haishu = office()
    path = haishu.send(forms={"firm_period": [haishu.figures(1, "2024", 1)]}, due=())
    before = city.store.dump()
    result = merge(city, [path])
    assert outcomes(result) == [Outcome.REFUSED]
    assert "上级不在这一包里" in result.files[0].sentences[0]
    assert city.store.dump() == before


TAKEN = {
    "figures": lambda haishu, before: {
        "forms": {
            "firm": [haishu.firm(1)],
            "firm_period": [haishu.figures(1, "2025", 7) | {"uid": before["firm_period"]}],
        }
    },
    "a line of the due list": lambda haishu, before: {
        "due": [(before["due"], haishu.firm(1)["uid"], "2025", "reported", None)]
    },
    "the report": lambda haishu, before: {"report": before["report"]},
}


@pytest.mark.parametrize("change", TAKEN.values(), ids=TAKEN)
def test_that_a_period_takes_nothing_away_from_another(change, city, office):
    """A record that was reported, and perhaps accepted, stays where it was reported."""
    haishu = office()
    merge(city, [haishu.send("2024")])
    store = city.store.of(HAISHU)
    forms = ("firm_period", "due", "report")
    before = {form: str(next(iter(store.rows(form, ())))[0]) for form in forms}
    dump = city.store.dump()
    result = merge(city, [haishu.send("2025", **change(haishu, before))])
    assert outcomes(result) == [Outcome.REFUSED]
    assert "2024 年报过的" in result.files[0].sentences[0]
    assert city.store.dump() == dump


def test_that_packages_beyond_what_may_be_held_are_let_go_and_read_again(city, office, monkeypatch):
    monkeypatch.setattr("desktop_app.work.city.received.HELD", 0)
    paths = [office(unit).send() for unit in (HAISHU, JIANGBEI)]
    looked = look_at_all(city, paths, dt.datetime.now(dt.UTC))
    assert [(one.held, one.verdict.workbook) for one in looked] == [(None, None)] * 2
    assert outcomes(merge(city, paths)) == [Outcome.MERGED] * 2


def test_that_a_district_merges_nothing(tmp_path, office):
    from desktop_app.work.workspace import init_workspace

    ws = init_workspace(tmp_path / "district", role="district", unit="海曙区")
    try:
        with pytest.raises(UserError, match="市局"):
            merge(ws, [office().send()])
    finally:
        ws.close()


def test_that_accepting_concerns_the_given_packages_alone(city, office):
    waiting, wanted = office(HAISHU), office(JIANGBEI)
    for one in (waiting, wanted):
        one.send(name=f"lost{one.unit}.xlsx").unlink()
    other, given = waiting.send(revision=2), wanted.send(revision=2)
    assert outcomes(merge(city, [other])) == [Outcome.WAITING]
    result = merge(city, [given], MergeOptions(accept=True))
    ends = {file.unit: file.outcome for file in result.files}
    assert ends == {HAISHU: Outcome.WAITING, JIANGBEI: Outcome.MERGED}


def test_that_each_file_is_named_while_the_progress_never_goes_back(city, office):
    paths = [office(unit).send() for unit in (HAISHU, JIANGBEI)]
    named, shares = [], []
    merge(city, paths, progress=lambda done, whole: shares.append(done / whole), stage=named.append)
    assert set(named[:2]) == set(named[2:]) == {path.name for path in paths}
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_that_packages_are_found_in_folders_of_folders(city, office, tmp_path):
    path = office().send()
    inner = tmp_path / "usb" / "海曙区"
    inner.mkdir(parents=True)
    path.rename(inner / path.name)
    (inner / "~$open.xlsx").write_bytes(b"")
    hidden = tmp_path / "usb" / ".trash"
    hidden.mkdir()
    (hidden / "old.xlsx").write_bytes(b"")
    assert outcomes(merge(city, [tmp_path / "usb"])) == [Outcome.MERGED]


def test_that_a_refused_file_is_told_with_the_way_out(city, tmp_path):
    path = tmp_path / "note.xlsx"
    path.write_bytes(b"no workbook")
    (file,) = merge(
        city,
        [
            path,
        ],
    ).files
    assert file.outcome is Outcome.REFUSED
    assert "重新导出" in file.advice


def test_that_a_trial_tells_what_several_units_would_report(city, office):
    def send(unit, number):
        one = office(unit)
        return one.send(forms={"firm": [one.firm(number, uscc="91330203MA2TE5T1XB")]})

    paths = [send(HAISHU, 1), send(JIANGBEI, 2)]
    result = merge(city, paths, MergeOptions(dry_run=True))
    assert [(one.kind, one.units) for one in result.shared] == [("firm", (HAISHU, JIANGBEI))]
    assert merge(city, paths[:1]).shared == ()


def test_that_a_waiting_package_that_is_valid_no_more_says_how_to_be_rid_of_it(
    city, office, authority, tmp_path
):
    haishu = office()
    haishu.send()
    second = haishu.send(revision=2)
    assert outcomes(merge(city, [second])) == [Outcome.WAITING]
    certificate = tmp_path / "330203.crt.pem"
    certificate.write_bytes(haishu.signer.certificate.public_bytes(Encoding.PEM))
    cause = Cause(Reason.KEY, "2025-01-15")
    revoke(city, [certificate], authority, days=30, out=tmp_path / "list.crl", cause=cause)
    other = office(JIANGBEI).send()
    merged, refused = merge(city, [other]).files
    assert (merged.outcome, refused.outcome) == (Outcome.MERGED, Outcome.REFUSED)
    assert "待定" in refused.advice
    dismiss(city, refused.digest, "证书已吊销")
    assert outcomes(merge(city, [other])) == [Outcome.SAME]
