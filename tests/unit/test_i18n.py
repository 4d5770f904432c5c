"""Texts in Chinese and in English."""

from __future__ import annotations

import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop_app import catalogue as catalogues
from desktop_app import i18n
from desktop_app.domain.reasons import Reason
from desktop_app.i18n import _, language, period_label, plural, reason_text, set_language


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    set_language("zh")


def test_that_texts_are_chinese_as_written_at_first():
    assert language() == "zh"
    assert _("导入 {n} 行").format(n=3) == "导入 3 行"


def test_that_a_text_without_translation_stays_chinese():
    set_language("en")
    assert language() == "en"
    assert _("没有人译过这一句") == "没有人译过这一句"


def test_that_a_translation_is_shown_in_english_and_chinese_comes_back(monkeypatch, tmp_path):
    catalog = Catalog("en")
    catalog.add("要整数", "must be whole")
    catalog.add("{year} 年 {first}–{last} 月", "{first_name}–{last_name} {year}")
    file = tmp_path / "en" / "LC_MESSAGES" / "shuangbei.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as made:
        write_mo(made, catalog)
    monkeypatch.setattr(i18n, "_LOCALE", tmp_path)
    set_language("en")
    assert reason_text(Reason.NOT_WHOLE) == "must be whole"
    assert period_label("2024M01-09") == "Jan–Sep 2024"
    set_language("zh")
    assert reason_text(Reason.NOT_WHOLE) == "要整数"


def test_that_english_tells_one_from_many_and_chinese_does_not():
    assert plural("{n} 行", 1) == "1 行"
    set_language("en")
    assert [plural("{n} 行", n) for n in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
    assert plural("{title}，{n} 条", 1, title="Firms") == "Firms, 1 record"


def test_that_there_is_no_third_language():
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")
    assert language() == "zh"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2024", "2024 年"),
        ("2024Q3", "2024 年第 3 季度"),
        ("2024M09", "2024 年 9 月"),
        ("2024M01-09", "2024 年 1–9 月"),
        ("2024M01-12", "2024 年"),
    ],
)
def test_that_a_period_has_its_name(code, label):
    assert period_label(code) == label


@pytest.mark.parametrize("reason", list(Reason))
def test_that_every_reason_has_a_sentence_without_a_full_stop(reason):
    assert reason_text(reason)
    assert not reason_text(reason).endswith(("。", "！"))


def test_that_the_import_draws_in_nothing_heavy():
    code = (
        "import sys; import desktop_app.i18n, desktop_app.paths; "
        "heavy = {'dataclasses', 'gettext', 'decimal', 'platformdirs', 'calendar'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_yes_and_no_are_of_the_language_and_read_back_in_both():
    field = catalogues.load().form("firm").by_code["above_scale"]
    for code, words in (("zh", ("是", "否")), ("en", ("Yes", "No"))):
        set_language(code)
        shown = [catalogues.load().show(field, stored) for stored in (1, 0, None)]
        assert shown == [*words, ""]
        assert [catalogues.load().parse(field, text) for text in shown] == [1, 0, None]
