"""What stands above the first item of a notice: its number, its day, its name, who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.headings import title_in
from pipelines.extract.line import GAP, Line
from pipelines.extract.prose.said import Said
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold, load
from pipelines.normalise.text import plain

_DAY = re.compile(
    r"(令和|平成|[RH])?(\d{1,4}|元)年\d{1,2}月\d{1,2}日(\([月火水木金土日]\))?(付け?)?"
)
_NUMBER = re.compile(r"第[\d\-]+号(?:の\d+)*")
_CODE = re.compile(r"調達機関番号:?(\d{3})")
_MOST_SIGNED, _LONGEST_SIGNED = 4, 45
_NUMBERED = re.compile(r"(公告|公示|告示|公募|番号)$")
_SIGNS = re.compile(
    r"(担当官|責任者|契約担当者|契約担当役|経理責任者|[都道府県市区町村]長|知事|管理者|局長|部長|所長|"
    r"院長|学長|校長|署長|企業長|理事長|組合長|会長|教育長|本部長|総監)"
)


def head_of(lines: Sequence[Line]) -> list[Said]:
    """The facts of the lines above the first item, in printed order.

    Who signs stands below the day, in some lines; where the day is elsewhere, his title tells.
    """
    found: dict[str, Said] = {}
    signed: list[Line] = []
    for line in lines:
        told = list(_told(line))
        for label, meaning, text in told:
            found.setdefault(meaning, Said((), label, text, meaning, line, (line,)))
        if not told and "published" in found and _is_signature(line, signed):
            signed.append(line)
    signed = signed or [line for line in lines if _is_title(line)][:1]
    if signed:
        text = GAP.join(line.text for line in signed)
        found["officer"] = Said((), "", text, "officer", signed[0], tuple(signed))
    if method := _method(lines):
        found["method"] = method
    return list(found.values())


def _told(line: Line) -> Iterator[tuple[str, str, str]]:
    """What one line says: label, meaning, text."""
    folded = fold(line.text)
    if _DAY.fullmatch(folded):
        yield "", "published", line.text
    elif code := _CODE.search(folded):
        if code[1] in load("portal_codes.yml")["buyerCode"]:
            yield "調達機関番号", "buyerCode", code[1]
        else:
            yield "調達機関番号", "ignored", code[1]
    elif number := _number_in(line.text):
        yield "", "number", number
    elif not prose_words().heading.fullmatch(folded) and (title := title_of(line.text)):
        yield "", "title", title


def _is_signature(line: Line, before: Sequence[Line]) -> bool:
    """Whether a line below the day is of the signature: no sentence, no heading."""
    folded = fold(line.text)
    if len(before) >= _MOST_SIGNED or "。" in folded or len(folded) > _LONGEST_SIGNED:
        return False
    return not prose_words().heading.fullmatch(folded)


def _is_title(line: Line) -> bool:
    """Whether a line anywhere in the head names an officer: ``架空市長　架空　太郎``."""
    folded = fold(line.text)
    return bool(_SIGNS.search(folded)) and "。" not in folded and len(folded) <= _LONGEST_SIGNED


def _method(lines: Sequence[Line]) -> Said | None:
    """The kind of procedure that the head speaks of: ``一般競争入札に付します``."""
    for line in lines:
        if found := prose_words().method.search(fold(line.text)):
            return Said((), "", found[0], "method", line, (line,))
    return None


def _number_in(text: str) -> str | None:
    """The number of a notice: ``千葉県一般競争入札公告　建不第104号の100`` → 建不第104号の100.

    None in a sentence and where the number is that of a law.
    """
    folded = fold(text)
    if "。" in folded or prose_words().law.search(folded) or len(folded) > 50:
        return None
    if found := re.fullmatch(r"[〇○◯](\S.*号)(?:\(.*\))?", folded):
        return _printed(text.lstrip("〇○◯ 　"), found[1])
    pieces = re.split(f"[{GAP} ]+", text.strip())
    for at, piece in enumerate(pieces):
        found = _NUMBER.search(plain(piece))
        if found and found.end() == len(plain(piece).rstrip(")）")):
            before = pieces[at - 1] if at and found.start() == 0 else ""
            return f"{before}{piece}" if _NUMBERED.search(before) else piece
    return None


def title_of(text: str) -> str | None:
    """The name of the purchase in the heading of a notice, without what is done about it.

    ``架空橋補修工事の一般競争入札の実施について`` → 架空橋補修工事.
    """
    folded = fold(text)
    if "。" in folded:
        return None
    found = prose_words().about.search(folded)
    if not found or not found[0] or not title_in(folded[: found.start()] or ""):
        return None
    return _printed(text, folded[: found.start()])


def _printed(text: str, folded: str) -> str:
    """The beginning of a text as printed that folds to the given one."""
    for end in range(len(text), 0, -1):
        if fold(text[:end]) == folded:
            return text[:end].strip(" 　")
    return text
