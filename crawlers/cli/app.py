"""The command line put together, and the one place where errors become exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from crawlers.cli.messages import say
from crawlers.cli.screen import errors
from pipelines.errors import ProcurementError

COMMANDS = {
    "demo": "demo",
    "crawl": "crawling",
    "reread": "crawling",
    "link": "crawling",
    "add": "files",
    "read": "files",
    "export": "exporting",
    "sources": "showing",
    "runs": "showing",
    "check": "checking",
    "health": "health",
    "pause": "health",
    "archive": "archive",
    "register": "register",
    "new-source": "adding",
    "check-sources": "adding",
    "practice": "practice",
}
"""The module of each command, in the order of the help."""


def program(arguments: Sequence[str]) -> typer.Typer:
    """The program, or what of it the arguments ask for.

    A command waits for its own module alone: all of them, with engine, database and readers, take
    more than a second to load.
    """
    app = typer.Typer(
        name="chotatsu",
        help=say("help.program"),
        epilog=say("help.exit_codes"),
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_program)
    asked = next((text for text in arguments if not text.startswith("-")), "")
    modules = [COMMANDS[asked]] if asked in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        import_module(f"crawlers.cli.{module}").add_to(app)
    return app


def run() -> int:
    """Run the command of ``sys.argv``; the exit code says who must act (``--help`` lists them)."""
    try:
        program(sys.argv[1:])(prog_name="chotatsu", standalone_mode=True)
    except ProcurementError as error:
        errors.print(f"[red]{say('error')}[/] {error}", highlight=False, soft_wrap=True)
        return error.exit_code
    except KeyboardInterrupt:
        errors.print(say("interrupted"))
        return 130
    except BrokenPipeError:
        # `chotatsu read … | head` is no error; keep Python from reporting it at exit.
        sys.stderr.close()
        return 0
    return 0


def _program() -> None:
    """Keeps the command's name in the arguments also where one command is all there is."""
