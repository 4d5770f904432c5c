"""The command line in one language: click's own words follow ours."""

from __future__ import annotations

import gettext
import os

import click

from desktop_app.i18n import _, set_language
from desktop_app.paths import resources

_DOMAIN = "click"


def speak(code: str) -> None:
    """Let every word of the command line be of the language `code` from now on.

    Click asks gettext for its words, in the usual domain and the language of the environment. Its
    English is in its source; its Chinese is in our `click.po`.
    """
    set_language(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(_DOMAIN, resources() / "locale")
    gettext.textdomain(_DOMAIN)


def sentence(error: click.ClickException) -> str:
    """Return what is wrong with a command line."""
    if isinstance(error, click.MissingParameter) and error.param and error.ctx:
        context, param = error.ctx, error.param
        name = param.make_metavar(context)
        if isinstance(param, click.Option):
            return _("缺少选项 {name}。").format(name=f"{max(param.opts, key=len)} {name}")
        return _("缺少参数：{name}。").format(name=name)
    # Click puts a space between two sentences, which Chinese does not have.
    return error.format_message().replace("。 ", "。").rstrip("\n")


def way_out(error: click.ClickException) -> str:
    """Return how a command line is put right: where its help is, unless that is what was said."""
    if not isinstance(error, click.UsageError) or isinstance(
        error, click.exceptions.NoArgsIsHelpError
    ):
        return ""
    command = error.ctx.command_path if error.ctx else "shuangbei"
    return _("用法见 {command} --help。").format(command=command)
