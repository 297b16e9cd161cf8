"""Invented prose notices of many styles: text of a file, and what must be read from it.

Each file of ``notices`` holds a text, a line ``====`` and the notices in it as JSON: the keys named
there must be just so, ``null`` for a key that must be missing. A line that ends with ``>`` runs on
in the next; a line ``----`` begins a new page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipelines.extract import prose
from pipelines.extract.line import Line
from pipelines.extract.tables import find_tables
from pipelines.normalise.notice import normalise
from pipelines.records import Box, Hints

_FILES = sorted((Path(__file__).parent / "notices").glob("*.txt"))
_HIGH, _WIDE = 12.0, 10.0
_EDGE = 500.0


def printed(text: str) -> list[Line]:
    """The lines of a text as a page prints them, ten points a letter."""
    lines: list[Line] = []
    page, top = 1, 60.0
    for line in text.strip("\n").split("\n"):
        if line.strip() == "----":
            page, top = page + 1, 60.0
            continue
        bare = line.strip(" 　")
        if not bare:
            top += _HIGH
            continue
        indent = _WIDE * (len(line) - len(line.lstrip(" 　")))
        left, right = 60 + indent, 60 + indent + _WIDE * len(bare)
        if bare.endswith(">"):
            bare, right = bare[:-1].strip(), _EDGE
        lines.append(Line(bare, Box(page, left, top, min(right, _EDGE), top + 10), indent, 10.0))
        top += _HIGH
    return lines


def read(lines: list[Line]) -> list[dict[str, Any]]:
    """The notices that some lines give, as JSON has them."""
    tables = find_tables(prose.grids(lines)).tables
    found = [one for table in tables for one in normalise(table, Hints(), "0" * 64)]
    return [json.loads(msgspec.json.encode(one)) for one in found]


@pytest.mark.parametrize("path", _FILES, ids=[path.stem for path in _FILES])
def test_notice(path: Path) -> None:
    """Every expected key of every notice, and as many notices as expected."""
    text, expected = path.read_text(encoding="utf-8").split("====\n")
    found = read(printed(text))
    wanted = json.loads(expected)
    assert len(found) == len(wanted), [one.get("title") for one in found]
    for notice, keys in zip(found, wanted, strict=True):
        steps = {step["label"]: step for step in notice.get("schedule", [])}
        for label, step in keys.pop("steps", {}).items():
            assert steps.get(label) == {"label": label, **step}, (label, steps)
        assert {key: notice.get(key) for key in keys} == keys


@pytest.mark.parametrize("path", _FILES, ids=[path.stem for path in _FILES])
def test_every_value_has_its_box(path: Path) -> None:
    """No fact of a printed notice without a place on its page."""
    text, expected = path.read_text(encoding="utf-8").split("====\n")
    facts = [fact for grid in prose.grids(printed(text)) for fact in grid.facts]
    assert all(fact.box for fact in facts)
    assert facts or not json.loads(expected)


def test_enough_styles() -> None:
    """The table holds what it claims to."""
    assert len(_FILES) >= 30
