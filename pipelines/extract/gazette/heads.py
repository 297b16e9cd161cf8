"""The head of a notice: its day, who signs, its codes, its number, its kind of procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.gazette.notices import (
    BULLETS,
    CODES,
    DAY,
    FILE,
    MASTHEAD,
    NUMBER,
    Notice,
    heading_to,
    is_codes,
)
from pipelines.extract.gazette.places import fact_of
from pipelines.extract.line import GAP, Line, around
from pipelines.lookups import fold, load
from pipelines.records import Fact

_TITLE_ENDS = re.compile("(?:長|理事|担当官|担当役|責任者)$")


def head_facts(notice: Notice, masthead: Line | None) -> Iterator[Fact]:
    """Day, officer, codes, number and kind of procedure, as the head prints them."""
    days = [line for line in notice.head if DAY.fullmatch(fold(line.text))]
    if days:
        yield fact_of("", days[-1].text, days[-1], "published")
    elif masthead and (found := MASTHEAD.search(fold(masthead.text))):
        yield fact_of("", found[1], masthead, "published")
    if not notice.is_of_awards:
        yield from _method(notice)
    for line in notice.head:
        if codes := CODES.search(fold(line.text)):
            known = codes[1] in load("portal_codes.yml")["buyerCode"]
            yield fact_of("調達機関番号", codes[1], line, "buyerCode" if known else None)
            yield fact_of("所在地番号", codes[2], line, None)
        elif number := NUMBER.fullmatch(fold(line.text)):
            yield fact_of("", _number(line.text, number[1]), line, "number")
    if signed := _signature(notice):
        yield Fact("", _officer(signed), 0, 0, around(signed), "officer")


def _method(notice: Notice) -> Iterator[Fact]:
    """The kind of procedure that the heading names, else the sentence below it."""
    pattern = re.compile("|".join(load(FILE)["methods"]))
    if notice.heading and (found := pattern.search(notice.title)):
        yield fact_of("", found[0], notice.heading[0], "method")
        return
    for line in notice.head:
        if DAY.fullmatch(fold(line.text)):
            return
        if found := pattern.search(fold(line.text)):
            yield fact_of("", found[0], line, "method")
            return


def _signature(notice: Notice) -> Sequence[Line]:
    """The lines between the day and the codes, from the officer on where a legend is above."""
    head = list(notice.head)
    codes = next((at for at, line in enumerate(head) if is_codes(line)), len(head))
    days = [at for at in range(codes) if DAY.fullmatch(fold(head[at].text))]
    lines = head[days[-1] + 1 if days else 0 : codes]
    lines = [line for line in lines if line not in notice.heading and "。" not in line.text]
    lines = [line for line in lines if not heading_to([line], 0)]
    marked = [at for at, line in enumerate(lines) if line.text.startswith(tuple(BULLETS))]
    signers = tuple(load(FILE)["signers"])
    named = [at for at, line in enumerate(lines) if fold(line.text).startswith(signers)]
    if load(FILE)["legend"] in fold("".join(line.text for line in lines[:1])):
        return lines[(marked or named or [len(lines)])[0] :]
    return lines[marked[0] :] if marked else lines


def _officer(signed: Sequence[Line]) -> str:
    """The lines of a signature as one; those of awards run on, but behind a title comes a name."""
    if not signed[0].text.startswith(tuple(BULLETS)):
        return GAP.join(line.text for line in signed)
    text = ""
    for line in signed:
        ends = _TITLE_ENDS.search(text) and not line.text.startswith(("官", "房", "室"))
        text += (GAP if ends else "") + line.text
    return text


def _number(text: str, folded: str) -> str:
    """The number as printed, without the mark before it and a second one in brackets."""
    bare = text.lstrip(f"{BULLETS} {GAP}")
    return next((bare[:end] for end in range(1, len(bare)) if fold(bare[:end]) == folded), bare)
