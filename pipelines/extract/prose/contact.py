"""The office to ask: what a notice prints under 問い合わせ先, where nobody's title names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.said import Reader, Said
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold
from pipelines.normalise.officers import office_of

_PIECE = re.compile(r"[\s　]+")
_OFFICE = re.compile(
    r"(?:課|係|室|班|局|部|署|所|院|館|校|センター|センタ-|グループ|チーム|担当|本部|支部|庁舎)(?:\(.{1,12}\))?$"
)
_BODY = re.compile(r"(?:[都道府県市区町村省庁]|組合|連合|企業団|機構|法人.{2,20}|大学|病院)$")
_NO_OFFICE = re.compile(r"〒|\d|電話|TEL|FAX|@|住所|所在地|番地|[。、:]|ビル$|階$")
_LONGEST = 30


def office_in(reader: Reader, root: Item, said: Sequence[Said]) -> Said | None:
    """The office to ask; None where another label or the officer's title names one."""
    if any(one.meaning == "office" for one in said):
        return None
    signed = next((one.text for one in said if one.meaning == "officer"), "")
    if signed and office_of(signed):
        return None
    found = [*_offices(reader, root, ""), *_under_headings(root)]
    return min(found, key=lambda one: one[0], default=(0, None))[1]


def _offices(reader: Reader, item: Item, above: str) -> Iterator[tuple[int, Said]]:
    """Offices under headings that tell whom to ask, those for bids and contracts first."""
    for inner in item.items:
        label, value = reader.label_and_value(inner)
        heading = fold(f"{above}{label or value[:_LONGEST]}")
        if prose_words().contact.search(heading):
            for line in _lines(reader, inner, value):
                if office := _office(line):
                    rank = 0 if re.search("入札|契約", fold(label or value)) else 1
                    place = inner.first or inner.lines[0]
                    lines = (place, *inner.lines[1:])
                    yield rank, Said((), label or above, office, "office", place, lines, line)
                    break
        yield from _offices(reader, inner, label or above)


def _under_headings(root: Item) -> Iterator[tuple[int, Said]]:
    """Offices under the headings of a page, which count nothing off: they rank behind items'.

    ``このページに関するお問い合わせ`` above ``こどもみらい部 こども政策課`` (pages of 那覇市).
    """
    lines = [line for item in root.all() for line in item.lines]
    for place, heading in enumerate(lines):
        if not heading.is_heading or not prose_words().contact.search(fold(heading.text)):
            continue
        for line in takewhile(lambda one: not one.is_heading, lines[place + 1 :]):
            if office := _office(line.text):
                yield 2, Said((), heading.text, office, "office", line, (line,), line.text)
                break


def _lines(reader: Reader, item: Item, value: str) -> Iterator[str]:
    yield from value.split("\n")
    for inner in item.items:
        yield from reader.printed(inner).split("\n")


def _office(line: str) -> str | None:
    """The office that a line begins with: ``架空市　財政課　電話04-…`` → 架空市　財政課."""
    kept: list[str] = []
    for piece in _PIECE.split(line.strip(" 　・")):
        folded = fold(piece)
        is_body = not kept and _BODY.search(folded)
        is_office = len(folded) > 2 and _OFFICE.search(folded)
        if not (is_body or is_office) or _NO_OFFICE.search(folded) or len(folded) > _LONGEST:
            break
        kept.append(piece)
    return "　".join(kept) if any(_OFFICE.search(fold(piece)) for piece in kept) else None
