"""What the items of a notice say: labels with their values, and days in sentences by their role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import GAP, Line
from pipelines.extract.lines import DAYS, PRICES, fits_kind, label_meaning
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.words import is_place_of_step, prose_words, role_of
from pipelines.lookups import fold
from pipelines.normalise.text import plain

_LONGEST_LABEL = 40
_LONGEST_METHOD = 40
_WIDE = re.compile(r"[　\t]+|\s{2,}")
_COLON = re.compile(r"[：:]")
_DAY = re.compile(
    r"(?:(?:令和|平成|[RHＲＨ])\s*)?(?:[\d０-９]{1,4}|元)\s*[年./．]\s*[\d０-９]{1,2}\s*[月./．]\s*[\d０-９]{1,2}"
    r"|[\d０-９]{1,2}\s*月\s*[\d０-９]{1,2}\s*日"
)
_AMOUNT = re.compile(r"[\d０-９][\d０-９,，]{2,}\s*(?:千|万|百万|億)?円")
_FULL = 1.6
"""Letters: a line that ends as near as this to the right edge goes on in the next."""


@dataclass(frozen=True, slots=True)
class Said:
    """A label as printed under the headings of its item (outermost first), and what it means.

    ``line`` is the first line of its value.
    """

    groups: tuple[str, ...]
    label: str
    text: str
    meaning: str | None
    line: Line
    lines: tuple[Line, ...]


def said_in(root: Item) -> list[Said]:
    """What an outline says, in printed order."""
    found = list(_walk(root, ()))
    told = {one.meaning for one in found if one.meaning}
    return [one for one in found if one.meaning] + [
        one for one in _in_sentences(root, ()) if one.meaning not in told
    ]


def _walk(item: Item, groups: tuple[str, ...]) -> Iterator[Said]:
    for inner in item.items:
        label, value = label_and_value(inner)
        if not value and inner.items and _is_named_by(label):
            value = "\n".join(text for one in inner.items for text in [_whole(one)] if text)
        if prose_words().rules.search(fold(label)) and not _label_meaning(label, groups, value):
            continue
        if label and value:
            meaning = _label_meaning(label, groups, value)
            text = _dated(value) if meaning in DAYS else value
            if text:
                yield Said(groups, label, text, meaning, inner.lines[0], tuple(inner.lines))
        yield from _walk(inner, (*groups, label or inner.texts[0][:_LONGEST_LABEL]))


def _is_named_by(label: str) -> bool:
    """Whether a label is that of the purchase's name; several things are counted off below it."""
    found = meaning_of(label)
    return found is not None and found.name in TITLES


def _whole(item: Item) -> str:
    return whole_text(item.texts[0], item.lines[0], item.lines[1:])


def _label_meaning(label: str, groups: tuple[str, ...], value: str) -> str | None:
    """What a label of prose means; None where its value is of another kind."""
    if is_place_of_step(label, groups):
        return None
    role = role_of(label, groups)
    found = meaning_of(label, groups)
    meaning = found.name if found and found.name != "ignored" else None
    if role and (meaning is None or meaning == "period" or _has_step(groups, meaning)):
        meaning = role
    if meaning == "method" and (len(value) > _LONGEST_METHOD or "。" in value):
        return None  # 入札方法 tells how to write the price
    if meaning in DAYS and not _DAY.search(value):
        return None
    if meaning in PRICES and not (_AMOUNT.search(value) or fits_kind(meaning, value)):
        return None
    return meaning


def _has_step(groups: tuple[str, ...], meaning: str) -> bool:
    """期間 known as the period of performance is that of the step it stands under."""
    return meaning in ("period", "periodStart", "periodEnd")


def _dated(value: str) -> str:
    """The sentence of a value in which its first day stands, with its own time and end."""
    for sentence in re.split(r"(?<=。)", value):
        if _DAY.search(sentence):
            return sentence.strip()
    return ""


def label_and_value(item: Item) -> tuple[str, str]:
    """The label and the value of an item; the value is what follows on its line and below it.

    ``(1) 件名　架空橋補修工事`` → (件名, 架空橋補修工事); a label alone has its value below.
    """
    first, rest = item.texts[0].strip(), item.lines[1:]
    if rest and GAP not in first and _is_full(item.lines[0], item.lines):
        # A label may run out of room too: its second line ends it.
        longer = first + rest[0].text
        if not _is_full(rest[0], item.lines) and prose_words().when.search(fold(longer)):
            label, value = _parted(longer)
            if label and not value:
                return label, whole_text("", None, rest[1:])
    label, value = _parted(first)
    if not label:
        return "", whole_text(first, item.lines[0], rest)
    below = whole_text(value, item.lines[0], rest) if value else whole_text("", None, rest)
    return label, below.strip()


def _parted(text: str) -> tuple[str, str]:
    """A line's label, and its value where one follows; no label where it is a sentence."""
    colon = _COLON.search(text[:_LONGEST_LABEL])
    if colon and not re.search(r"[。、]", text[: colon.start()]):
        return text[: colon.start()].strip(" 　"), text[colon.end() :].strip(" 　")
    for gap in _WIDE.finditer(text):
        label = text[: gap.start()]
        if len(label) > _LONGEST_LABEL or re.search(r"[。]", label):
            break
        spread = len(plain(label)) - len(fold(label)) > 0 or len(fold(label)) < 2
        if not spread or label_meaning(label):
            return label.strip(" 　"), text[gap.end() :].strip(" 　")
    for gap in re.finditer(" ", text[:_LONGEST_LABEL]):
        if label_meaning(text[: gap.start()]):
            return text[: gap.start()], text[gap.end() :].strip(" 　")
    if len(fold(text)) <= _LONGEST_LABEL and not re.search(r"[。]|する|こと$|者$", text):
        return text, ""
    return "", text


def whole_text(first: str, line: Line | None, rest: Sequence[Line]) -> str:
    """A text over its lines: those that only ran out of room are joined without a sign."""
    text, before = first, line
    for following in rest:
        runs_on = before is not None and _is_full(before, rest) and bool(text)
        text += ("" if runs_on else "\n") + following.text
        before = following
    return text.strip("\n")


def _is_full(line: Line, rest: Sequence[Line]) -> bool:
    """Whether a line reaches the right edge of its lines."""
    if line.box is None:
        return False
    edge = max((other.box.right for other in rest if other.box), default=0.0)
    return line.box.right >= edge - _FULL * line.size


def _in_sentences(item: Item, groups: tuple[str, ...]) -> Iterator[Said]:
    """Days in sentences: ``入札書は、令和6年5月10日午後5時までに提出すること。``"""
    for inner in item.items:
        label, value = label_and_value(inner)
        if prose_words().rules.search(fold(label)):
            continue
        for sentence in re.split(r"(?<=。)", value if label else inner.texts[0] + value):
            said = _in_sentence(sentence, label, groups)
            if said:
                meaning, text = said
                yield Said(groups, label, text, meaning, inner.lines[0], tuple(inner.lines))
        yield from _in_sentences(inner, (*groups, label or inner.texts[0][:_LONGEST_LABEL]))


def _in_sentence(sentence: str, label: str, groups: tuple[str, ...]) -> tuple[str, str] | None:
    """The step that a sentence dates, by its own words, and the sentence; None if it dates none."""
    days = _DAY.findall(sentence)
    if len(days) != 1 or prose_words().law.search(fold(sentence)):
        return None
    if not re.search(r"まで|必着|とする|行う|に開札|から", sentence):
        return None
    for role, words in prose_words().roles:
        if words.search(fold(sentence)):
            return role, sentence.strip()
    return None
