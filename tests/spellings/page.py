"""The pages ``docs/spellings/*.md``: what each kind of text comes to, as the tests hold it.

``python tests/spellings/page.py`` writes them anew; a test fails where one is not as new as its
table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent.parent
if __name__ == "__main__":  # as pytest's conftest has it
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from spellings.row import Row  # noqa: E402

from pipelines.normalise.amounts import parse_amount  # noqa: E402
from pipelines.normalise.dates import parse_date  # noqa: E402
from pipelines.normalise.methods import parse_method  # noqa: E402
from pipelines.normalise.names import parse_organisation  # noqa: E402


@dataclass(frozen=True)
class Kind:
    """One page: its name, its heading, the function that it is about, the answers it shows."""

    name: str
    title: str
    parse: Callable[[str, dict[str, object]], object]
    answers: tuple[str, ...]

    @property
    def table(self) -> ModuleType:
        """The module that holds the rows, its docstring the head of the page."""
        return import_module(f"spellings.{self.name}")

    @property
    def rows(self) -> list[Row]:
        """The spellings, in the order of the page."""
        rows: list[Row] = self.table.ROWS
        return rows

    @property
    def path(self) -> Path:
        """Where the page stands."""
        return ROOT / "docs" / "spellings" / f"{self.name}.md"


KINDS = (
    Kind(
        "dates",
        "Dates",
        parse_date,
        ("start", "end", "time", "end_time", "duration", "precision"),
    ),
    Kind(
        "amounts",
        "Amounts",
        parse_amount,
        ("kind", "amount", "tax", "basis", "per", "min", "max", "rate"),
    ),
    Kind(
        "methods",
        "Methods, outcomes and categories",
        parse_method,
        ("method", "status", "level", "category", "detail", "award_criteria"),
    ),
    Kind(
        "names",
        "Names of organisations",
        parse_organisation,
        ("name", "legal_form", "position", "branch", "members", "corporate_number"),
    ),
)


def page(kind: Kind) -> str:
    """The page in Markdown: head, then a table a group, its answers as the program gives them."""
    head = (kind.table.__doc__ or "").strip()
    lines = [
        f"# {kind.title}",
        "",
        head,
        "",
        "The tables are made from the tests: every line is an example that the program is held to.",
        "A dash is a value that isn't there.",
        "",
    ]
    for group, rows in groupby(kind.rows, key=lambda row: row.group):
        lines += [f"## {group}", "", *_table(kind, list(rows)), ""]
    return "\n".join(lines)


def _table(kind: Kind, rows: list[Row]) -> list[str]:
    results = [kind.parse(row.text, row.context) for row in rows]
    shown = [name for name in kind.answers if any(_given(result, name) for result in results)]
    beside = ["beside it"] if any(row.context for row in rows) else []
    heads = ["printed", *beside, *(name.replace("_", " ") for name in shown), "flags", "origin"]
    lines = [_line(heads), _line("---" for _ in heads)]
    for row, result in zip(rows, results, strict=True):
        cells = [f"`{_printed(row.text)}`"]
        if beside:
            cells.append(", ".join(f"{key}: {value}" for key, value in row.context.items()))
        cells += [_given(result, name) for name in shown]
        cells += [", ".join(getattr(result, "flags", ())), row.origin]
        lines.append(_line(cell or "–" for cell in cells))
    return lines


def _given(result: object, name: str) -> str:
    """An attribute of a result as people read it; amounts with separators, lists joined."""
    value = getattr(result, name, None)
    if value is None or value == ():
        return ""
    if isinstance(value, (tuple, list)):
        return " · ".join(map(str, value))
    if name in ("amount", "min", "max"):
        return f"{value:,}"
    return str(value)


def _printed(text: str) -> str:
    return text.replace("\n", "⏎").replace("|", "\\|").replace("`", "'")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Write every page."""
    for kind in KINDS:
        kind.path.parent.mkdir(exist_ok=True)
        kind.path.write_text(page(kind), encoding="utf-8")
        print(f"{kind.path.relative_to(ROOT)}: {len(kind.rows)} spellings")


if __name__ == "__main__":
    main()
