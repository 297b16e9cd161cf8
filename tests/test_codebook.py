"""The codebook says everything that is exported, and is as new as the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from pipelines import records
from pipelines.export.codebook import codebook
from pipelines.export.codes import issue_codes
from pipelines.export.columns import Table
from pipelines.export.schema import TABLES
from pipelines.lookups import STAGES, load
from pipelines.store.published import GOOD

ROOT = Path(__file__).parent.parent
KINDS: dict[str, type[Struct]] = {
    "notice": records.Notice,
    "body": records.Body,
    "supplier": records.Supplier,
    "price": records.Price,
    "floorPrice": records.FloorPrice,
    "period": records.Period,
    "step": records.Step,
    "bid": records.Bid,
    "round": records.Round,
    "document": records.Document,
    "issue": records.Issue,
    "at": records.At,
}
# A code where an issue is made: Issue(code="…"), Unreadable("…", …), unclear("…", …).
MADE = re.compile(r"""(?:Issue\(\s*(?:code=)?|Unreadable\(\s*|unclear\(\s*|note\(\s*)"(\w+)\"""")


def test_committed_codebook_is_up_to_date() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "pipelines.export.codebook"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert (ROOT / "docs" / "codebook.md").read_bytes() == made.stdout, (
        "run: python -m pipelines.export.codebook > docs/codebook.md"
    )


def test_every_column_is_described() -> None:
    text = codebook()
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        for column in table.columns:
            assert column.en
            assert column.ja
            assert f"| `{column.name}` | {column.kind} |" in text


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_says_where_it_comes_from(table: Table[Any]) -> None:
    origin = {"source", "url", "original", "sheet", "first_row", "last_row", "fetched_at"}
    assert origin <= {column.name for column in table.columns}


def test_amounts_name_their_tax_basis() -> None:
    for table in TABLES:
        names = {column.name for column in table.columns}
        for column in table.columns:
            if column.kind == "yen" and "tax excluded" not in column.unit:
                basis = re.search(r"`(\w+)`", column.unit)
                assert basis, column.name
                assert basis[1] in names


def test_every_key_of_the_record_is_described() -> None:
    described = load("record.yml")
    assert set(described) == set(KINDS)
    for kind, struct in KINDS.items():
        assert list(described[kind]) == [field.encode_name for field in fields(struct)]


def test_every_word_is_described() -> None:
    words = load("codes.yml")
    assert tuple(words["stage"]) == STAGES
    assert set(GOOD) < set(words["verdict of a run"])
    assert all(len(said) == 2 for kind in words.values() for said in kind.values())


def test_every_issue_that_the_program_makes_is_described() -> None:
    made = {
        code
        for path in (ROOT / "pipelines").rglob("*.py")
        for code in MADE.findall(path.read_text(encoding="utf-8"))
    }
    assert made <= set(issue_codes()), "describe them in data/lookups/issues.yml"
    actors = {"reader", "publisher", "lookups", "developer", "operator"}
    assert {one.who for one in issue_codes().values()} <= actors
