"""``data/lookups/prose.yml``: the words by which prose says what its dates and items are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.errors import SetupError
from pipelines.lookups import fold, load

_FILE = "prose.yml"
_NOTE = re.compile(r"\([^()]*\)|※.*$")

Roles = tuple[tuple[str, re.Pattern[str]], ...]
"""Meanings with the words that speak of them, to be tried in order."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the file under their names there, as patterns over folded text.

    ``roles`` are the steps that labels and headings speak of, ``sentences`` those of sentences;
    ``touching`` are labels that may touch what follows them.
    """

    roles: Roles
    sentences: Roles
    touching: tuple[str, ...]
    when: re.Pattern[str]
    only_when: re.Pattern[str]
    only_where: re.Pattern[str]
    only_what: re.Pattern[str]
    subject: re.Pattern[str]
    aside: re.Pattern[str]
    heading: re.Pattern[str]
    no_heading: re.Pattern[str]
    common: re.Pattern[str]
    individual: re.Pattern[str]
    form: re.Pattern[str]
    record: re.Pattern[str]
    stage: re.Pattern[str]
    method: re.Pattern[str]
    law: re.Pattern[str]
    past: re.Pattern[str]
    about: re.Pattern[str]
    rules: re.Pattern[str]
    rules_but: re.Pattern[str]
    no_label: re.Pattern[str]
    elsewhere: re.Pattern[str]
    other: re.Pattern[str]
    mail: re.Pattern[str]
    called_off: re.Pattern[str]
    only_if: re.Pattern[str]
    furniture: re.Pattern[str]
    contact: re.Pattern[str]


@cache
def prose_words() -> Words:
    """The words, as patterns over text without white space. SetupError where one is missing."""
    entries = load(_FILE)
    patterns = [name for name in Words.__slots__ if name not in ("roles", "sentences", "touching")]
    try:
        return Words(
            _roles(entries["roles"]),
            _roles(entries["sentences"]),
            tuple(map(str, entries["touching"])),
            **{name: re.compile("".join(entries[name].split())) for name in patterns},
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise SetupError(f"{_FILE}: expected roles and patterns, found {error!r}") from error


def _roles(entries: list[dict[str, str]]) -> Roles:
    return tuple((one["meaning"], re.compile(one["words"])) for one in entries)


@lru_cache(maxsize=8192)
def role_of(label: str, groups: tuple[str, ...] = ()) -> str | None:
    """Which step a label of prose dates, None if none: ``入札書の受領期限`` → deadline.

    ``期間`` alone is what the item around it says: under ``設計図書の閲覧`` it is documentPeriod.
    """
    known, text = prose_words(), fold(label)
    if known.only_when.fullmatch(text):
        if own := _role(text):
            return own
        for group in reversed(groups):
            if role := _role(fold(group)):
                return role
            if known.subject.search(fold(group)):
                return "period" if text in ("期間", "期限") else None
        return None
    bare = _NOTE.sub("", text)
    if known.when.search(text) or known.when.search(bare):
        return _role(bare) or _role(text)
    return None


@lru_cache(maxsize=8192)
def step_of(text: str) -> str | None:
    """Which step a label speaks of that stands beside a day: ``質問の受付`` → questionDeadline."""
    return _role(fold(text))


def _role(text: str) -> str | None:
    return next((role for role, words in prose_words().roles if words.search(text)), None)


@lru_cache(maxsize=8192)
def is_only_when(label: str) -> bool:
    """Whether a label says only that something is dated: ``受付期間``, ``提出期限``."""
    return bool(prose_words().only_when.fullmatch(fold(label)))


@lru_cache(maxsize=8192)
def is_of_step(label: str, groups: tuple[str, ...]) -> bool:
    """Whether a label names where a step takes place, not where the purchase is performed."""
    text = fold(label)
    if not prose_words().only_where.fullmatch(text):
        return False
    if text not in ("場所", "所在地", "住所"):
        return True
    return not is_of_purchase(groups)


@lru_cache(maxsize=8192)
def is_of_purchase(groups: tuple[str, ...]) -> bool:
    """Whether a plain label (名称, 場所, 内容) under these headings speaks of the purchase."""
    known = prose_words()
    for group in reversed(groups):
        text = fold(group)
        if known.subject.search(text):
            return True
        if known.aside.search(text) or _role(text) not in (None, "period"):
            return False
    return not groups


@lru_cache(maxsize=8192)
def is_rule(label: str) -> bool:
    """Whether an item of this heading tells how things are done in general."""
    known, text = prose_words(), fold(label)
    return bool(known.rules.search(text)) and not known.rules_but.search(text)


@lru_cache(maxsize=8192)
def is_furniture(line: str) -> bool:
    """Whether a line is none of a page's own: ``ホーム > 入札結果``, ``更新日：8月3日``."""
    return len(line) < 200 and prose_words().furniture.fullmatch(fold(line)) is not None


def says_called_off(sentence: str) -> str | None:
    """The word by which a sentence says that this very procedure was called off: 中止, 取りやめ."""
    folded = fold(sentence)
    found = prose_words().called_off.search(folded)
    return found["word"] if found and not prose_words().only_if.search(folded) else None
