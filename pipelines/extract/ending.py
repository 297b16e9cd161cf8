"""What stands below a list of bidders and still tells of their tender: 落札者, 落札金額."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from pipelines.extract.blocks import Block
from pipelines.extract.grid import Grid
from pipelines.extract.header import find_header
from pipelines.extract.pairs import Pair, Pairs
from pipelines.lookups import fold
from pipelines.records import Fact

OF_RESULT = frozenset(
    (
        *("winner", "supplier", "supplierAddress", "supplierNumber", "numberOfBids", "remark"),
        *("awardPrice", "awardRate", "contractPrice", "awarded", "signed", "rationale"),
        *("plannedPrice", "floorMinimum", "floorInvestigation", "floorRejection", "designPrice"),
    )
)
"""What a form prints below its bidders."""
_MOST = 20
"""Rows below the bidders that are looked at; a form has some five."""


def facts_below(grid: Grid, start: int, above: Block) -> tuple[tuple[Fact, ...], int]:
    """The facts from row ``start`` on of the tender whose bidders end above, and the row after.

    Down to the first label that the tender's own block has as well, or that no result has: there
    the next tender begins, the facts of which they would be else. After an empty row they belong
    to what follows them without one.
    """
    following = find_header(grid, start)
    end = min(following.top if following else len(grid.rows), start + _MOST)
    known = {fold(fact.label.replace("\n", " ")).rstrip(":") for fact in above.facts}
    pairs = list(Pairs(grid, start, end - 1).read())
    own = list(takewhile(lambda pair: _is_of_result(pair, known), pairs))
    rest = pairs[len(own) :]
    while own and own[-1].meaning not in OF_RESULT:
        own.pop()
    if not own or _goes_with(grid, start, own, rest):
        return (), start
    facts = [Fact("\n".join(p.labels), p.whole, p.row, p.column) for p in own if p.text.strip()]
    return tuple(facts), max(pair.row for pair in own) + 1


def _is_of_result(pair: Pair, known: set[str]) -> bool:
    if pair.key in known:
        return False
    return pair.meaning in OF_RESULT or pair.meaning in (None, "ignored")


def _goes_with(grid: Grid, start: int, own: Sequence[Pair], rest: Sequence[Pair]) -> bool:
    """Whether an empty row parts some pairs from the bidders above, and none from those below."""
    if not rest:
        return False
    first, last = own[0].row, own[-1].row
    is_apart = any(not any(row) for row in grid.rows[start:first])
    return is_apart and all(any(row) for row in grid.rows[last : rest[0].row])
