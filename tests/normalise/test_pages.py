"""The pages on spellings say what the program does, and are as new as it is."""

from __future__ import annotations

import pytest
from spellings.page import KINDS, Kind, page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_is_as_new_as_its_table(kind: Kind) -> None:
    assert len(kind.rows) >= 80
    again = f"run python tests/spellings/page.py: {kind.path.name} is old"
    assert kind.path.read_text(encoding="utf-8") == page(kind), again


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_spelling_stands_twice(kind: Kind) -> None:
    seen = [(row.text, tuple(sorted(row.context.items()))) for row in kind.rows]
    assert len(set(seen)) == len(seen)
