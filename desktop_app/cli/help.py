"""Commands whose help is in the language in use, set as wide as Chinese signs are.

What a command, an option and an argument are called is written in Chinese where they are
declared. `texts` names all of it for the English catalogue; here it is translated when shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from unicodedata import east_asian_width

import click

from desktop_app.i18n import _, noted, told

NEVER_FIRST = "，。；：、？！）”》…"
"""Signs that no line begins with."""


def shown(text: str | None) -> str:
    """Return a text of a declaration in the language in use; gettext keeps its own under ""."""
    return _(text) if text else ""


def metavar(text: str) -> str:
    """Return what stands for a value, in English in capitals as command lines have it."""
    translated = shown(text)
    return text if translated == text else translated.upper()


def width_of(text: str) -> int:
    """Return how many places of a terminal a text takes: two for each Chinese sign."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def lines_of(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` places, between words or Chinese signs."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width_of(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Cut a text into what may not be parted: words with their space, signs with their stop."""
    piece = ""
    for sign in text:
        wide = width_of(sign) == 2
        parted = piece.endswith(" ") or wide or (piece and width_of(piece[-1]) == 2)
        if piece and parted and sign != " " and sign not in NEVER_FIRST:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


class Formatter(click.HelpFormatter):
    """Sets a help page: click counts signs, this counts places."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how the command is written."""
        super().write_usage(prog, args, prefix or told(_("用法"), ""))

    def write_heading(self, heading: str) -> None:
        """Write the name of a list."""
        self.write(" " * self.current_indent + told(heading, "").rstrip() + "\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        indent = " " * self.current_indent
        for line in lines_of(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 34, col_spacing: int = 2
    ) -> None:
        """Write a list of terms, each with what it means beside it."""
        listed = list(rows)
        column = min(max(width_of(term) for term, _meaning in listed), col_max) + col_spacing
        left = self.current_indent + column
        for term, meaning in listed:
            first, *rest = lines_of(meaning, max(self.width - left, 10))
            gap = column - width_of(term)
            joint = " " * gap if gap >= col_spacing else "\n" + " " * left
            self.write(f"{' ' * self.current_indent}{term}{joint}{first}".rstrip() + "\n")
            for line in rest:
                self.write(f"{' ' * left}{line}\n")


class Option(click.Option):
    """An option that is explained in the language in use."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for its value."""
        return metavar(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how it is written and what it is for; None for a hidden one."""
        if self.hidden:
            return None
        return self.get_help_spec(ctx), noted(shown(self.help), self._note())

    def _note(self) -> str:
        if self.required:
            return _("必填")
        by_default = self.default if isinstance(self.default, str | int) else ""
        return "" if self.is_flag or not by_default else told(_("缺省"), str(by_default))


class Argument(click.Argument):
    """An argument that is named in the language in use."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for it."""
        return metavar(super().make_metavar(ctx))


class Context(click.Context):
    """The context of a command, whose help is set by our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command that is explained in the language in use."""

    context_class = Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what the line of usage shows behind the command."""
        pieces = (piece for param in self.params for piece in param.get_usage_pieces(ctx))
        return [_("[选项]"), *pieces]

    def format_help_text(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        formatter: click.HelpFormatter,
    ) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.get_short_help_str())

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - click calls it so
        """Return what the command does, whole: the formatter breaks its lines."""
        return shown(self.help)

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        formatter: click.HelpFormatter,
    ) -> None:
        """Write what is to be known besides."""
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(shown(self.epilog))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("显示本帮助后退出")
        return option


class Group(Command, click.Group):
    """A command of commands."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what the line of usage shows behind the command."""
        return [*super().collect_usage_pieces(ctx), _("命令 [参数]…")]


option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)
command = partial(click.command, cls=Command)


def texts(command: click.Command) -> Iterator[str]:
    """Yield every text that the help of a command and of its commands shows."""
    yield from (command.help or "", command.epilog or "")
    for param in command.params:
        if not getattr(param, "hidden", False):
            yield param.metavar or ""
            yield getattr(param, "help", None) or ""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from texts(inner)
