"""What is wrong with a command line is said in the language of the rest, with the way out."""

import json

import pytest

from desktop_app.cli.main import expanded, run
from desktop_app.cli.words import speak

WRONG = {
    ("impor",): "没有命令 'impor'。是不是 'import'？用法见 shuangbei --help。",
    ("check", "--foo"): "没有选项 '--foo'。是不是 '--out'？用法见 shuangbei check --help。",
    ("pack",): "缺少选项 --period 期别。用法见 shuangbei pack --help。",
    ("import",): "缺少参数：文件…。用法见 shuangbei import --help。",
    ("undo", "x"): "'批号' 的值不对：'x' 不是数。用法见 shuangbei undo --help。",
    ("undo", "1", "2"): "多出参数：2。用法见 shuangbei undo --help。",
    ("init", "--role", "x"): "'--role' 的值不对：'x' 不在可选之列：'district', 'city'。"
    "用法见 shuangbei init --help。",
    ("--lang", "fr"): "'--lang' 的值不对：'fr' 不在可选之列：'zh', 'en'。用法见 shuangbei --help。",
    ("check", "--json=3"): "选项 '--json' 不带值。用法见 shuangbei --help。",
}


@pytest.fixture(autouse=True)
def chinese_afterwards():
    yield
    speak("zh")


@pytest.mark.parametrize(("arguments", "said"), WRONG.items(), ids=lambda value: str(value)[:30])
def test_that_a_wrong_command_line_is_refused_in_chinese(capsys, arguments, said):
    assert run(arguments) == 2
    assert capsys.readouterr().err == said + "\n"


def test_that_a_wrong_command_line_is_refused_in_english_when_asked(capsys):
    assert run(["pack", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "Option missing: --period PERIOD. See shuangbei pack --help.\n"
    )
    assert run(["impor", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("No such command 'impor'. Did you mean 'import'?")


def test_that_a_family_without_its_command_shows_the_help_alone(capsys):
    assert run(["keys"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("用法：shuangbei keys")
    assert "用法见" not in said


def test_that_json_carries_the_way_out_too(capsys):
    assert run(["pack", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["hint"] == "用法见 shuangbei pack --help。"


def test_that_a_pattern_stands_for_the_files_that_are_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("企业[1].xlsx", "企业2.xlsx", "专利.csv"):
        (tmp_path / name).touch()
    assert expanded(["import", "企业*.xlsx", "--json"]) == [
        *("import", "企业2.xlsx", "企业[1].xlsx", "--json")
    ]
    assert expanded(["企业[1].*", "没有*.xls", "企业[1].xlsx"]) == [
        *("企业[1].xlsx", "没有*.xls", "企业[1].xlsx")
    ]
