"""The whole job on the shipped samples."""

import pytest

from desktop_app.cli.main import run
from desktop_app.domain.findings import Severity
from desktop_app.packages.pki.keys import open_p12
from desktop_app.work import checks
from desktop_app.work.demo import demo
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import open_workspace


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return demo(tmp_path_factory.mktemp("demo") / "demo", lambda _what, _seconds: None)


@pytest.fixture
def ws(done):
    opened = open_workspace(done.folder / "workspace", write=False)
    yield opened
    opened.close()


def test_that_the_demo_ends_with_a_valid_package(done):
    assert done.judged.word == "有效"
    out = done.folder / "package.xlsx"
    code = run(["verify", str(out), "--trust", str(done.folder / "ca.pem"), "--content"])
    assert code == 0


def test_that_the_demo_leaves_its_keys_as_it_says(done):
    assert "PRIVATE KEY" in (done.folder / "ca.key").read_text("utf-8")
    assert "不得用于真实报送" in (done.folder / "ca.key").read_text("utf-8")
    assert open_p12(done.folder / "key.p12", "demo").certificate


def test_that_the_samples_have_the_size_of_a_district(ws):
    counts = {form: ws.store.count(form) for form in ("firm", "patent", "carrier")}
    assert counts["firm"] == 400
    assert counts["patent"] == 1500
    assert counts["carrier"] >= 12
    for year in ("2022", "2023", "2024"):
        assert ws.store.count("rd_activity", year) > 100


def test_that_2024_is_sent_and_2023_is_open(ws):
    assert report_of(ws, "2024").state == "已上报"
    assert report_of(ws, "2023").state == "草稿"


def test_that_errors_were_set_right_and_doubts_explained(ws, done):
    titles = [batch.kind for batch in ws.store.batches()]
    assert titles.count("edit") >= 3
    assert ws.store.count("explanation", "2024") >= 10
    found = ws.store.findings("2024")
    assert not [f for f in found if f.severity is Severity.MUST]
    assert not [f for f in found if f.open]


def test_that_the_open_year_still_has_something_to_do(done):
    opened = open_workspace(done.folder / "workspace")
    checked = checks.check(opened, "2023")
    opened.close()
    assert checked.count(Severity.MUST) >= 1
    assert checked.unexplained >= 1


def test_that_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    assert run(["demo", str(tmp_path)]) == 2
    assert (tmp_path / "mine.txt").read_text() == "x"
