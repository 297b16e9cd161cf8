"""What stands above the first item of a notice: its number, its day, its name, who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.extract.headings import title_in
from pipelines.extract.line import GAP, Line
from pipelines.extract.prose.headings import is_heading
from pipelines.extract.prose.meanings import IGNORED
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.said import Said
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold, load
from pipelines.normalise.text import plain

_DAY = re.compile(
    r"(?:公告日?:?|公示日?:?)?((?:令和|平成|[RH])?(?:\d{1,4}|元)年\d{1,2}月\d{1,2}日)(?:\([月火水木金土日]\))?(?:付け?|公告|公示)?"
)
_NUMBER = re.compile(r"第[\d\-]+号(?:の\d+)*")
_OF_NOTICE = re.compile(
    r"\(?(?:[^\d第(]{0,12})?(?:公告|公示|告示)第(?:[\d-]+|[一二三四五六七八九十百]+)号(?:の\d+)?\)?"
)
_CODE = re.compile(r"調達機関番号:?(\d{3})")
_NUMBERED = re.compile(r"(公告|公示|告示|公募|番号)$")
_LONGEST_TITLE = 200
_MOST_SIGNED, _LONGEST_SIGNED = 4, 45
_SIGNS = re.compile(
    r"(担当官|責任者|契約担当者|契約担当役|経理責任者|[都道府県市区町村]長|知事|管理者|局長|庁長|部長|所長|"
    r"院長|学長|校長|署長|企業長|理事長|理事|組合長|会長|教育長|本部長|総監|機構長|総長|社長|課長)"
)
_NO_SIGNATURE = re.compile(
    r"[。、：:@]|電話|〒|殿$|様$|者$|\d{3}-\d{4}|課$|係$|各位|御中|宛|^\(.*\)$"
)
_BEFORE_NAME = re.compile(r"(?:長|知事|者|官|役|理事)[\s　]")
_NAMED = re.compile(r"(?:長|知事|管理者|理事|総監)[\s　]+\S")  # a title, and who has it
_SEAL = re.compile(r"[\s　]*[（(〔\[]?公[\s　]*印[\s　]*省[\s　]*略[）)〕\]]?[\s　]*$|[\s　]+印$")
_LAST = 12
"""Lines at the end of a notice among which its day and its officer may stand."""


def head_of(
    lines: Sequence[Line], full: frozenset[int] = frozenset(), *, is_record: bool = False
) -> list[Said]:
    """The facts of the lines above the first item, in printed order.

    Who signs stands below the day, in some lines; where the day is elsewhere, his title tells. In
    a record of how bidding went a day alone may be any day: it is left out. ``full`` are the lines
    that go on in the next.
    """
    found: dict[str, Said] = {}
    signed: list[Line] = []
    for line in map(_without_seal, lines):
        told = list(_told(line, is_record))
        for label, meaning, text in told:
            found.setdefault(meaning, Said((), label, text, meaning, line, (line,)))
        is_named = any(_NAMED.search(one.text) for one in signed)
        if not told and "published" in found and _is_signature(line, signed) and not is_named:
            signed.append(line)
    if not any(_SIGNS.search(fold(line.text)) for line in signed):
        signed = []
    signed = signed or [line for line in map(_without_seal, lines) if _is_signer(line)][:1]
    if signed and "officer" not in found:
        text = GAP.join(line.text for line in signed)
        found["officer"] = Said((), "", text, "officer", signed[0], tuple(signed))
    if "title" not in found and (named := _named(lines)):
        found["title"] = named
    if method := _method(lines, full):
        found["method"] = method
    return list(found.values())


def foot_of(root: Item) -> list[Said]:
    """Day and officer below the last item: ``令和6年5月10日`` over ``架空町長　架空　太郎``."""
    lines = [line for item in root.all() for line in (item.lines[1:] if item.first else [])]
    lines = lines[-_LAST:]
    for at, line in enumerate(lines):
        pieces = [line.text, *line.text.split(GAP)]
        near = lines[at : at + 4]
        if any(_DAY.fullmatch(fold(text)) for text in pieces[:2]) and any(map(_is_signer, near)):
            return [one for one in head_of(near) if one.meaning in ("published", "officer")]
    return []


def _without_seal(line: Line) -> Line:
    """A line without the note that a seal is left out: ``架空市長　架空　太郎（公印省略）``."""
    text = _SEAL.sub("", line.text)
    return line if text == line.text or not text else replace(line, text=text)


def _told(line: Line, is_record: bool) -> Iterator[tuple[str, str, str]]:
    """What one line says: label, meaning, text."""
    folded = fold(line.text)
    first, *rest = re.split(f"{GAP}| (?=[^ ]+[長事官者])", line.text)
    if _DAY.fullmatch(folded):
        if not is_record:
            yield "", "published", line.text
    elif _DAY.fullmatch(fold(first)) and rest and _is_signer(Line(GAP.join(rest))):
        yield "", "published", first
        yield "", "officer", GAP.join(rest)
    elif code := _CODE.search(folded):
        known = code[1] in load("portal_codes.yml")["buyerCode"]
        yield "調達機関番号", "buyerCode" if known else IGNORED, code[1]
    elif number := number_in(line.text):
        yield "", "number", number
    elif not is_heading(line.text) and (title := title_of(line.text)):
        yield "", "title", title


def _is_signature(line: Line, before: Sequence[Line]) -> bool:
    """Whether a line below the day is of the signature: no sentence, no heading."""
    folded = fold(line.text)
    if len(before) >= _MOST_SIGNED or len(folded) > _LONGEST_SIGNED:
        return False
    return not (_NO_SIGNATURE.search(folded) or is_heading(line.text) or _is_named(line.text))


def _is_named(text: str) -> bool:
    """Whether a line names a purchase; 架空水道事業管理者　架空　太郎 has such a word too."""
    return title_in(text) is not None and not _BEFORE_NAME.search(text)


def _is_signer(line: Line) -> bool:
    """Whether a line anywhere in the head names an officer: ``架空市長　架空　太郎``."""
    folded = fold(line.text)
    if len(folded) > _LONGEST_SIGNED or _NO_SIGNATURE.search(folded) or _is_named(line.text):
        return False
    return bool(_SIGNS.search(folded)) and not is_heading(line.text)


def _method(lines: Sequence[Line], full: frozenset[int]) -> Said | None:
    """The kind of procedure that the head speaks of: ``一般競争入札に付します``."""
    for at, line in enumerate(lines):
        runs_on = id(line) in full and at + 1 < len(lines)
        text = line.text + (lines[at + 1].text if runs_on else "")
        if found := prose_words().method.search(fold(text)):
            return Said((), "", found[0], "method", line, (line,))
    return None


def _named(lines: Sequence[Line]) -> Said | None:
    """The one line above the items that is the name of a purchase and nothing else."""
    found = [line for line in lines if len(line.text) < 80 and title_in(line.text)]
    for line, below in pairwise(lines):
        if (title := title_of(line.text + below.text)) and not title_of(below.text):
            return Said((), "", title, "title", line, (line, below))
    if len(found) != 1 or is_heading(found[0].text) or number_in(found[0].text):
        return None
    title = title_in(found[0].text)
    return Said((), "", title, "title", found[0], (found[0],)) if title else None


def number_in(text: str) -> str | None:
    """The number of a notice: ``千葉県一般競争入札公告　建不第104号の100`` → 建不第104号の100.

    None in a sentence and where the number is that of a law.
    """
    folded = fold(text)
    if _OF_NOTICE.fullmatch(folded):
        return "".join(text.split()).strip("()（）")
    if "。" in folded or prose_words().law.search(folded) or len(folded) > 50:
        return None
    if re.search(r"様式|別記|別紙|別表", folded):
        return None
    if found := re.fullmatch(r"[〇○◯](\S.*号)(?:\(.*\))?", folded):
        return _printed(text.lstrip("〇○◯ 　"), found[1])
    pieces = re.split(f"[{GAP} ]+", text.strip())
    for at, piece in enumerate(pieces):
        bare = plain(piece).strip("()（）")
        found = _NUMBER.search(bare)
        if found and found.end() == len(bare):
            before = pieces[at - 1] if at and found.start() == 0 else ""
            named = piece.strip("()（）")
            return f"{before}{named}" if _NUMBERED.search(before) else named
    return None


def title_of(text: str) -> str | None:
    """The name of the purchase in the heading of a notice, without what is done about it.

    ``架空橋補修工事の一般競争入札の実施について`` → 架空橋補修工事.
    """
    folded = fold(text)
    if "。" in folded or len(folded) > _LONGEST_TITLE:
        return None
    found = prose_words().about.search(folded)
    if not found or not found[0] or not title_in(folded[: found.start()] or ""):
        return None
    return _printed(text, folded[: found.start()]).strip("「」『』【】") or None


def _printed(text: str, folded: str) -> str:
    """The beginning of a text as printed that folds to the given one."""
    for end in range(len(text), 0, -1):
        if fold(text[:end]) == folded:
            return text[:end].strip(" 　")
    return text
