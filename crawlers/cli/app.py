"""The command line put together, and the one place where errors become exit codes."""

from __future__ import annotations

import sys

import typer

from crawlers.cli import (
    adding,
    archive,
    crawling,
    demo,
    exporting,
    files,
    health,
    practice,
    register,
    showing,
)
from crawlers.cli.messages import say
from crawlers.cli.screen import errors
from pipelines.errors import ProcurementError

app = typer.Typer(
    name="chotatsu",
    help=say("help.program"),
    epilog=say("help.exit_codes"),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
)
for module in (
    demo,
    crawling,
    files,
    exporting,
    showing,
    health,
    archive,
    register,
    adding,
    practice,
):
    module.add_to(app)


def run() -> int:
    """Run the command of ``sys.argv``; the exit code says who must act (``--help`` lists them)."""
    try:
        app(prog_name="chotatsu", standalone_mode=True)
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
