"""What is bought: works, goods or services, by a cell's one word or by the words of a title."""

from __future__ import annotations

import re

import msgspec

from pipelines.normalise.methods.rules import Rule, first, pattern, title_rules

_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_SEPARATORS = re.compile(r"[,、/・\n;+&]|及び|並びに|又は|と")
_CUT = 12
_NEAR = 10
"""How far before a general word the word may stand that says which, in characters."""


class Category(msgspec.Struct, frozen=True):
    """A category with its detail and flags; ``code`` is None for a sale or for several."""

    code: str | None
    detail: str | None
    flags: tuple[str, ...] = ()


class _Word(msgspec.Struct, frozen=True):
    start: int
    end: int
    rule: Rule


def category(text: str) -> Category | None:
    """The category of a folded text, None if its words don't say one.

    ``物品`` → goods; ``庁舎改修工事監理業務`` → services, supervision; ``車両賃貸借及び保守業務`` →
    goods, lease, ``mixed``; ``市有地売却`` → no code, sale, ``revenue``; ``工事・委託`` →
    no code, multiple.
    """
    rule = first("whole", text) or first("whole", _BRACKETS.sub("", text))
    if rule:
        return _closer(text, rule) or Category(rule.category, rule.detail, rule.flags)
    return _several(_BRACKETS.sub("", text)) or _titled(text)


def _closer(text: str, rule: Rule) -> Category | None:
    """What a bracket adds to a general word: ``業務委託（清掃）`` → cleaning."""
    inside = _BRACKETS.search(text)
    if not inside or rule.detail not in (None, "outsourcing"):
        return None
    found = category(inside[0][1:-1])
    return found if found and found.detail and found.code == rule.category else None


def _several(text: str) -> Category | None:
    """A list of whole kinds (``工事,委託,物品``); None if it isn't one."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not 1 < len(parts) <= _CUT:
        return None
    found = [first("whole", part) for part in parts]
    known = [rule for rule in found if rule]
    if len(known) < len(found):
        return None
    if len({rule.category for rule in known}) > 1:
        return Category(None, "multiple", ("multiple",))
    return Category(known[0].category, known[0].detail, known[0].flags)


def _titled(text: str) -> Category | None:
    """By the words outside brackets; works of which a bracket says that a service is meant.

    ``調査業務委託（ポンプ場工事）`` → services; ``道路維持工事（橋梁点検業務委託その１）`` →
    services, as lists of 埼玉県 print the budget's item first.
    """
    outside = _phrase(_BRACKETS.sub("", text))
    if outside and outside.code != "works":
        return outside
    for bracket in _BRACKETS.findall(text):
        inside = _phrase(bracket[1:-1])
        if inside and (outside is None or inside.code == "services"):
            return inside
    return outside


def _phrase(text: str) -> Category | None:
    """By the last word, the word before a general one, or goods that are joined to the last."""
    found = _words(text)
    if not found:
        return None
    main = _main(found)
    for place, word in enumerate(found[:-1]):
        bought = word.rule.category == "goods" and not word.rule.weak
        if not bought or main.category == "goods":
            continue
        rest = found[place + 1 :]
        joined = pattern("joins").match(text, word.end)
        if (
            joined
            and rest[0].start - joined.end() <= _CUT
            and all(w.rule.general for w in rest[1:])
        ):
            return Category(word.rule.category, word.rule.detail, ("mixed", *word.rule.flags))
    return Category(main.category, main.detail, main.flags)


def _words(text: str) -> list[_Word]:
    """The known words of a title; a weak one only at its end."""
    words, entries = title_rules()
    found = []
    for match in words.finditer(text):
        index = match.lastindex or 1
        rule = entries[index - 1]
        if rule.skip or (rule.weak and not pattern("titleEnd").match(text, match.end())):
            continue
        found.append(_Word(match.start(), match.end(), rule))
    return found


def _main(found: list[_Word]) -> Rule:
    """The rule of the last word, or of the one before where that is general.

    A general word takes its meaning from services near it; a lease, a purchase or a print run
    must stand right before it (``賃貸借業務``), and works never make it theirs (``改修業務``).
    """
    last = found[-1]
    if not last.rule.general:
        return last.rule
    for before in reversed(found[:-1]):
        gap = last.start - before.end
        if before.rule.general and gap <= _NEAR:
            continue
        near = gap <= (1 if last.rule.weak else _NEAR)
        if before.rule.category == "services" and near and not before.rule.general:
            return before.rule
        if before.rule.category == "goods" and gap <= 1 and not before.rule.weak:
            return before.rule
        break
    return last.rule
