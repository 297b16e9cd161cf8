"""The program's own commands: ``chotatsu …``. They call, and say in a sentence what was done."""

from __future__ import annotations

import sys

from crawlers.cli.messages import choose_language
from pipelines.errors import ArgumentError


def main() -> None:
    """Run the command line: the language first, since help texts are in it too."""
    try:
        sys.argv[1:] = choose_language(sys.argv[1:])
    except ArgumentError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    # Imported only now: decorators take the help texts while the commands are defined.
    from crawlers.cli.app import run

    sys.exit(run())
