"""Days and sums inside sentences, each with its role: ``入札書は、5月10日までに提出すること。``"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.labels import meaning_of
from pipelines.extract.lines import PRICES
from pipelines.extract.prose.days import SENTENCES, clauses
from pipelines.extract.prose.meanings import IGNORED
from pipelines.extract.prose.outline import Item
from pipelines.extract.prose.said import Reader, Said
from pipelines.extract.prose.values import value_of
from pipelines.extract.prose.words import is_rule, prose_words, says_called_off
from pipelines.lookups import fold
from pipelines.normalise.dates import parse_date

# 工期は、契約締結日から…までとする。 The label is the whole subject of the sentence.
_SUBJECT = re.compile(
    r"^(?:なお、|また、|ただし、)?(?:本(?:工事|業務|件|案件|調達)の)?([^、。は]{2,24})は、?(.+)$",
    re.S,
)
_END = re.compile(r"(?:とする|とします|です|である|であり)?。?$")
_FROM_SUBJECT = PRICES | {"period", "place"}
_YEARS_BEFORE, _YEARS_AFTER = 1, 3


def in_sentences(
    reader: Reader, root: Item, told: Sequence[Said], year: int | None
) -> Iterator[Said]:
    """What the sentences of an outline say besides what ``told`` has under labels.

    ``year`` is that of the notice: a day far from it is that of a law or of another work.
    """
    known = {one.meaning for one in told}
    labels = {one.label for one in told if one.meaning != IGNORED}
    for item, heading in _sentences_of(reader, root, ""):
        for sentence in SENTENCES.split(_text(reader, item)):
            for meaning, label, text in _in_sentence(sentence.strip(" 　"), year):
                if meaning not in known:
                    known.add(meaning)
                    named = label if not heading or heading in labels else heading
                    labels.add(named)
                    line = item.first or item.lines[0]
                    yield Said((), named, text, meaning, line, (line, *item.lines[1:]))


def _text(reader: Reader, item: Item) -> str:
    label, value = reader.label_and_value(item)
    return value if label else value or ""


def _sentences_of(reader: Reader, item: Item, heading: str) -> Iterator[tuple[Item, str]]:
    """Every item that is not of general rules, with the nearest heading."""
    for inner in item.items:
        label, _ = reader.label_and_value(inner)
        if inner.style == "条" or (label and is_rule(label) and "その他" not in label):
            continue
        yield inner, label or heading
        yield from _sentences_of(reader, inner, label or heading)


def _in_sentence(sentence: str, year: int | None) -> Iterator[tuple[str, str, str]]:
    """Meaning, label and value of what one sentence says."""
    if not sentence or prose_words().law.search(fold(sentence)):
        return
    if word := says_called_off(sentence):
        yield "remark", "", word
        return
    if found := _of_subject(sentence):
        yield found
        return
    places = clauses(sentence)
    for number, (clause, start, end) in enumerate(places):
        last = places[number - 1][2] if number else 0
        following = places[number + 1][1] if number + 1 < len(places) else len(sentence)
        if not _is_near(clause, year) or prose_words().past.search(fold(sentence[end:following])):
            continue
        role = _role(sentence[last:start], sentence[end:following])
        if role:
            yield role[0], role[1], clause


def _of_subject(sentence: str) -> tuple[str, str, str] | None:
    """A sentence whose subject is a label: ``予定価格は、12,345,000円（税抜）とする。``"""
    found = _SUBJECT.match(sentence)
    meaning = meaning_of(found[1]) if found else None
    if not found or meaning is None or meaning.name not in _FROM_SUBJECT:
        return None
    text = _END.sub("", found[2])
    if meaning.name == "place" and len(text) > 40:
        return None
    value = value_of(meaning.name, text)
    return (meaning.name, found[1], value) if value else None


def _is_near(clause: str, year: int | None) -> bool:
    """Whether a day lies about the time of the notice; one without its year may."""
    found = parse_date(clause)
    day = found.end or found.start
    if not day or year is None:
        return year is None and day is not None
    return year - _YEARS_BEFORE <= int(day[:4]) <= year + _YEARS_AFTER


def _role(before: str, after: str) -> tuple[str, str] | None:
    """The step of the words nearest to a day: those before it, else those right behind it."""
    text = fold(before)
    found = [
        (one.end(), meaning, one[0])
        for meaning, words in prose_words().sentences
        for one in words.finditer(text)
    ]
    if found:
        _, meaning, word = max(found, key=lambda one: one[0])
        return meaning, word.rstrip("はをにがの")
    behind = fold(re.split(r"[。]", after)[0])
    later = [
        (one.start(), meaning, one[0])
        for meaning, words in prose_words().sentences
        if (one := words.search(behind))
    ]
    if not later:
        return None
    _, meaning, word = min(later, key=lambda one: one[0])
    return meaning, word.rstrip("はをにがの")
