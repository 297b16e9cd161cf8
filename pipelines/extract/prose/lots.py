"""Several purchases in one notice: what is said of each, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.header import TITLES
from pipelines.extract.prose.meanings import IGNORED
from pipelines.extract.prose.said import Said
from pipelines.lookups import fold

MOST_LOTS = 500
"""More names than this under one head are those of other things: a real notice has some ten."""


def lots_of(said: Sequence[Said]) -> list[list[Said]]:
    """What is said of each purchase; all of it where only one is named.

    A second one begins where the label of the name comes again with another name, and what is said
    below it has a label of what was said below the first. Of several that
    stand in one item, the other items hold for all (``２　入札日時`` below ``１　工事名 …``); else
    what stands above the first one does. A lot's own word goes before the common one.
    """
    titles = _titles(said)
    if not 1 < len(titles) <= MOST_LOTS:
        return [list(said)]
    tops = {said[at].top for at in titles}
    first = _first_of_lot(said, titles)
    lead = [fold(one.label) for one in said[first : titles[0]]]
    starts = [first, *(_with_lead(said, at, lead) for at in titles[1:]), len(said)]
    if len(tops) == 1:
        (top,) = tops
        inner = [at for at, one in enumerate(said) if one.top == top]
        starts[-1] = max(inner) + 1
        common = [one for one in said if one.top != top] + list(said[min(inner) : first])
    else:
        common = list(said[:first])
    lots = [list(said[at:end]) for at, end in pairwise(starts)]
    return [[*lot, *common] for lot in lots]


def _titles(said: Sequence[Said]) -> list[int]:
    """The places of the names of purchases under one label, each name once."""
    found: list[int] = []
    names: set[str] = set()
    for at, one in enumerate(said):
        if one.meaning not in TITLES or not one.label:
            continue
        if found and fold(one.label) != fold(said[found[0]].label):
            continue
        if fold(one.text) not in names:
            found.append(at)
            names.add(fold(one.text))
    return _alike(said, found)


def _alike(said: Sequence[Said], titles: list[int]) -> list[int]:
    """The names that are followed by the same labels as the first: 件名 of an e-mail is not."""
    if len(titles) < 2:
        return titles
    shapes = [
        {fold(one.label) for one in said[at + 1 : end] if one.meaning not in (IGNORED, None)}
        for at, end in pairwise([*titles, len(said)])
    ]
    first = shapes[0]
    return [
        at for at, shape in zip(titles, shapes, strict=True) if at == titles[0] or first & shape
    ]


def _with_lead(said: Sequence[Said], title: int, lead: Sequence[str]) -> int:
    """Where a later lot begins: with what stands above its name as above the first one's (開札日).

    ``lead`` are the labels there.
    """
    start = title
    for label in reversed(lead):
        if fold(said[start - 1].label) != label:
            break
        start -= 1
    return start


def _first_of_lot(said: Sequence[Said], titles: Sequence[int]) -> int:
    """Where the first lot begins: its label may not be the first of its kind (番号, 工事名)."""
    before = [fold(one.label) for one in said[: titles[0]]]
    between = {fold(one.label) for one in said[titles[0] + 1 : titles[1]]}
    at = titles[0]
    while at and before[at - 1] in between and said[at - 1].label:
        at -= 1
    return at
