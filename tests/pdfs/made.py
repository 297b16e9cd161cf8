"""What a generated file is: its bytes, what its pages print and the notices it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from layouts.layout import Json

from .table import Rows


@dataclass(frozen=True)
class Made:
    """A file and its truth.

    ``kind``: ``ruled`` and ``borderless`` tables, ``record`` of an opening, ``prose``, ``scan``.
    ``pages`` hold the rows of tables as printed, a list a page; ``again`` the rows of headers that
    stand on later pages once more. ``expected`` are the notices in printed order, with the keys
    that are printed; ``lines`` is the prose without its tables, a paragraph each; ``text`` all that
    can be seen.
    """

    name: str
    kind: str
    body: bytes
    expected: Sequence[Json]
    pages: Sequence[Rows] = ()
    again: Rows = field(default_factory=list)
    lines: Sequence[str] = ()
    text: str = ""

    @property
    def rows(self) -> Rows:
        """The rows of all pages."""
        return [row for rows in self.pages for row in rows]

    def truth(self) -> str:
        """All but the bytes, as JSON."""
        said = {
            "name": self.name,
            "kind": self.kind,
            "pages": self.pages,
            "again": self.again,
            "expected": self.expected,
            "lines": self.lines,
        }
        return json.dumps(said, ensure_ascii=False, indent=1, default=str)


@dataclass(frozen=True)
class Recipe:
    """A layout by name, and how its file is made; a ``slow`` one takes more than some seconds.

    ``suffix`` is that of the file's name.
    """

    name: str
    make: Callable[[], Made]
    slow: bool = False
    suffix: str = "pdf"
