"""Every word of the help is of one language, and its columns stand under each other."""

import re

import click
import pytest

from desktop_app.cli.help import NEVER_FIRST, lines_of, texts, width_of
from desktop_app.cli.main import cli, run
from desktop_app.cli.words import speak

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = re.compile(
    r"shuangbei( [a-z]+)*|self-test|--?[a-z-]+|\[[a-z]+(?:\|[a-z]+)+\]"
    r"|\.[a-z0-9]+|JSON|U(?= 盾)|[0-9M-]+|rsa|district"
)
"""What is written alike in both languages: commands, options, choices, kinds of file."""

COMMANDS = [
    *[[name] for name in cli.commands],
    *[["keys", name] for name in cli.commands["keys"].commands],
    [],
]


@pytest.fixture(autouse=True)
def chinese_afterwards():
    yield
    speak("zh")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_that_the_help_of_a_command_is_chinese(capsys, command):
    assert run([*command, "--help"]) == 0
    shown = capsys.readouterr().out
    names = [line.split()[0] for line in shown.splitlines() if line.startswith("  ")]
    rest = NAMES.sub("", shown)
    assert not re.findall("[A-Za-z]+", " ".join(w for w in rest.split() if w not in names))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_that_the_help_of_a_command_is_english_when_asked(capsys, command):
    assert run([*command, "--help", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    shown = re.sub(r"\(by default: [^)]*\)", "", shown)  # a value, which is the office's own word
    assert not CHINESE.search(shown)
    assert shown.startswith("Usage: shuangbei")


def test_that_chinese_is_spoken_again_after_english(capsys):
    run(["--lang", "en", "--help"])
    capsys.readouterr()
    run(["--help"])
    assert capsys.readouterr().out.startswith("用法：shuangbei [选项] 命令 [参数]…")


def test_that_what_must_be_given_and_what_is_usual_is_said(capsys):
    run(["keys", "new", "--help"])
    shown = capsys.readouterr().out
    assert "签名人姓名（必填）" in shown
    assert "密钥种类（缺省：rsa）" in shown


def test_that_all_meanings_begin_in_one_column(capsys):
    run(["import", "--help"])
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("  -")]
    begins = {width_of(line[: re.search(r"\S  +", line[2:]).end() + 2]) for line in rows}
    assert len(rows) == 9
    assert len(begins) == 1


def test_that_a_chinese_text_is_broken_at_the_width_of_its_signs():
    lines = lines_of("核对根证书指纹后，把证书装入工作区。" * 5, 40)
    assert len(lines) > 3
    assert all(width_of(line) <= 40 + 2 for line in lines)
    assert not any(line[0] in NEVER_FIRST for line in lines)
    assert "".join(lines) == "核对根证书指纹后，把证书装入工作区。" * 5


def test_that_an_english_text_is_broken_between_words():
    assert lines_of("one two three four", 9) == ["one two", "three", "four"]


def test_that_a_term_wider_than_its_column_stands_in_a_line_of_its_own(capsys):
    @click.command(cls=type(cli.commands["init"]))
    @click.option("--a-very-long-name-of-an-option", metavar="一个很长的值", help="含义")
    def long_one():
        pass

    long_one.main(["--help"], standalone_mode=False)
    assert re.search(r"一个很长的值\n +含义", capsys.readouterr().out)


def test_that_every_declared_text_is_chinese():
    assert [text for text in texts(cli) if text and not CHINESE.search(text)] == []


def test_that_each_value_that_help_shows_has_a_name():
    def nameless(command):
        for param in command.params:
            plain = getattr(param, "is_flag", False) or isinstance(param.type, click.Choice)
            if not plain and not getattr(param, "hidden", False) and not param.metavar:
                yield f"{command.name} {param.name}"
        for inner in getattr(command, "commands", {}).values():
            yield from nameless(inner)

    assert list(nameless(cli)) == []
