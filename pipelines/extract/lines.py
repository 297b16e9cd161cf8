"""Labels and values inside one text: ``件名：架空橋補修工事``, a line each, or several a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.extract.labels import meaning_of
from pipelines.lookups import Meaning

LONGEST_LABEL = 60
# No labels of a value: 入札結果 heads a part of a form; 単位：千円 says how amounts are written.
_NO_LABELS = ("results", "round", "unitOfQuantity")
_COLON = re.compile(r"[：:]")
_GAP = re.compile(r"[\s　]+")
_WIDE_GAP = re.compile(r"[　\t]+|\s{2,}")
_BRACKETED = re.compile(r"[【［\[〔〈《]([^】］\]〕〉》]{1,30})[】］\]〕〉》]\s*[：:]?")
# What counts lines off: (2) ③ 1. １　 ア　 一　, and bullets
_COUNT = re.compile(
    r"^[\s■□●○◆◇▼▶・※★]*(?:(?:[(（]?[0-9０-９]{1,2}[)）.．、]|[①-⑳])[\s　]*"
    r"|(?:[0-9０-９]{1,2}|[ア-ン一二三四五六七八九十])[\s　]+)?"
)
# Left of a colon that ends a label: a time (10：00) and an address (http:) end none.
_NAMES = re.compile(r"[ぁ-んァ-ヶ一-鿿]")
_ENDS_LABEL = re.compile(r"[ぁ-んァ-ヶ一-鿿)）】a-zA-Z]\s*$")

DAYS = frozenset(
    (
        "published",
        "opened",
        "awarded",
        "signed",
        "deadline",
        "applicationDeadline",
        "questionDeadline",
        "documentPeriod",
        "scheduleStep",
        "plannedTiming",
    )
)
PRICES = frozenset(
    (
        "plannedPrice",
        "floorMinimum",
        "floorInvestigation",
        "floorRejection",
        "bidPrice",
        "quotedPrice",
        "awardPrice",
        "contractPrice",
        "estimatedPrice",
        "designPrice",
    )
)
BIDS = ("bidPrice", "quotedPrice")
OF_BIDDER = frozenset(
    (
        *(*BIDS, "bidder", "rank", "remark", "corporateNumber", "bidderAddress"),
        *("technicalScore", "evaluationScore", "priceScore"),
    )
)
"""What is said of each bidder apart."""
Line = tuple[str, str]
"""A label as printed, without the sign behind it, and its text."""


@lru_cache(maxsize=32768)
def label_of(text: str, groups: tuple[str, ...] = ()) -> Meaning | None:
    """What a cell is as the label of a value, None if it is none that is known: ``１　件名：``."""
    if not text or len(text) > LONGEST_LABEL:
        return None
    found = meaning_of(uncounted(text), groups)
    return found if found and found.name not in _NO_LABELS else None


def uncounted(label: str) -> str:
    """A label without what counts it off, its brackets and its colon: ``１　【件名】`` → 件名."""
    bare = _COUNT.sub("", label).rstrip("：: 　\n\t")
    bracketed = _BRACKETED.fullmatch(bare)
    return bracketed[1] if bracketed else bare


def label_meaning(text: str, groups: tuple[str, ...] = ()) -> str | None:
    """The name of what a cell means as a label, None if it is none."""
    found = label_of(text, groups)
    return found.name if found else None


def lines_of(text: str) -> list[Line]:
    """The labels and values that a text prints, in order; none if it doesn't begin with one.

    A line with no label goes on with the value above. An unknown label counts among known ones:
    ``契約件名：給食配送業務⏎担当：教育課`` → [(契約件名, 給食配送業務), (担当, 教育課)].
    """
    if len(text) > 5_000:
        return []
    found: list[Line] = []
    for line in text.split("\n"):
        parts = list(_parts(line, bool(found)))
        if parts:
            found.extend(parts)
        elif found and line.strip():
            label, value = found[-1]
            found[-1] = label, f"{value}\n{line.strip()}" if value else line.strip()
        elif line.strip():
            return []
    return found


def _parts(line: str, is_among: bool) -> Iterator[Line]:
    """The labels and values of one line; an unknown label only ``is_among`` known ones."""
    line = _COUNT.sub("", line).strip()
    if bracketed := _BRACKETED.match(line):
        if label_meaning(bracketed[1]):
            yield bracketed[1], line[bracketed.end() :].strip()
        return
    colons = [sign.start() for sign in _COLON.finditer(line)][:20]
    starts: list[tuple[int, int]] = []
    for colon in colons:
        start = _label_start(line, starts[-1][1] + 1 if starts else 0, colon)
        if start is not None and (starts or start == 0):
            starts.append((start, colon))
    if starts:
        ends = [start for start, _ in starts[1:]] + [len(line)]
        for (start, colon), end in zip(starts, ends, strict=True):
            yield line[start:colon].strip(), line[colon + 1 : end].strip()
    elif colons and is_among and _is_label_like(line[: colons[0]]):
        yield line[: colons[0]].strip(), line[colons[0] + 1 :].strip()
    elif not colons:
        yield from _spaced(line)


def _label_start(line: str, start: int, colon: int) -> int | None:
    """Where the known label before a colon begins: its letters may be spread (``件　　名：``)."""
    if colon - start > LONGEST_LABEL * 4:
        return None
    gaps = [start, *(gap.end() for gap in _GAP.finditer(line, start, colon))]
    return next((at for at in gaps[:20] if label_meaning(line[at:colon])), None)


def _is_label_like(text: str) -> bool:
    return len(text) <= 20 and bool(_NAMES.search(text)) and bool(_ENDS_LABEL.search(text))


def _spaced(line: str) -> Iterator[Line]:
    """A label, a wide gap and the value, with no sign between them: ``件　　名　　架空橋工事``.

    A heading whose letters are spread is none: ``開　札　録``, ``契　約　者　名　簿``.
    """
    for gap in list(_WIDE_GAP.finditer(line))[:10]:
        label, value = line[: gap.start()], line[gap.end() :].strip()
        meaning = label_meaning(label)
        if meaning and value:
            is_spread = bool(_GAP.search(label.strip())) and len(_GAP.split(value)[0]) < 2
            if not is_spread and fits_kind(meaning, value):
                yield label.strip(), value
            return


def fits_kind(meaning: str | None, text: str) -> bool:
    """Whether a text may be a day or a price where its label asks for one: it has a digit, or says
    in a few signs that there is none (``非公表``)."""
    if meaning not in DAYS and meaning not in PRICES:
        return True
    return any(sign.isdigit() for sign in text) or (len(text) <= 12 and meaning in PRICES)
