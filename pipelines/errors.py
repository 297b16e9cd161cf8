"""The errors of the program, named by who must act.

Messages say what was expected, what was found and where. They are raised in the small
function that notices and caught at the edge only: a command, a spider's callback, a worker.
"""

from __future__ import annotations


class ProcurementError(Exception):
    """Any error that the program raises on purpose; ``exit_code`` says who must act."""

    exit_code = 1


class ArgumentError(ProcurementError):
    """The person at the keyboard: an argument that can't be used."""

    exit_code = 2


class SetupError(ProcurementError):
    """The operator: a variable, the database, the disk."""

    exit_code = 3


class SourceError(ProcurementError):
    """The developer of a source: what was published is not what the program knows."""

    exit_code = 4


class LayoutChanged(SourceError):
    """A selector or a label no longer matches."""


class Missing(LayoutChanged):
    """A page that says, with status 200, that what was asked for isn't there."""


class Blocked(SourceError):
    """The site refused us, or is closed for now.

    ``kind`` is that of the page which said so, by ``data/lookups/blocked.yml``; "" for others.
    """

    exit_code = 5

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class Unreadable(SourceError):
    """A file that can't be read: damaged, encrypted, too large, or of an unknown kind.

    ``code`` is the code of the issue that stands for it (``codes`` in ``docs/codebook.md``).
    """

    exit_code = 6

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        """Let it travel between processes: Exception would forget the code."""
        return type(self), (self.code, str(self))
