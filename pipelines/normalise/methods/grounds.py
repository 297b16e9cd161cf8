"""Legal grounds of a procedure: the provisions that a text names, and what they say."""

from __future__ import annotations

import re

from pipelines.normalise.methods.rules import Rule, grounds, laws, texts
from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int

_KANJI = re.compile(f"(?<=第)[{KANJI_DIGITS}]{{1,6}}(?=[条項号])|(?<=条の)[{KANJI_DIGITS}]{{1,3}}")
# 第167条の2第1項第5号, 167条の2-1-5, 13条1(b)
_PROVISION = re.compile(
    r"第?(?P<article>\d{1,3})条(?P<branch>(?:の\d{1,2}){0,2})"
    r"(?:,?第?(?P<paragraph>\d{1,2})(?:項|(?=\()))?(?:,?第?(?P<item>\d{1,2})号)?"
)
_NEXT_ITEM = re.compile(r"(?:及び|又は|並びに|、|,|・|若しくは)(?:同項)?第?(\d{1,2})号")
# 2号随契, 随意契約(第5号): an item of 地方自治法施行令 as cities call it
_ITEM_ALONE = re.compile(
    r"(?<![\d条項年第])第?([1-9])号(?:の?規定|該当|に?よる)?の?\(?(?:随意|随契|理由|適用)"
    r"|(?:随意契約|随契)\(?第?([1-9])号|^第?([1-9])号(?:該当)?$"
)
_LOCAL = "322CO0000000016"
_NEAR = 24


def legal_basis(text: str) -> tuple[tuple[str, ...], bool]:
    """The provisions in a folded text, and whether they are named by their item alone.

    ``自治令第167条の2第1項第2号`` → 322CO0000000016#167_2-1-2; ``会計法第29条の3第4項`` →
    322AC0000000035#29_3-4; ``2号随契`` → 322CO0000000016#167_2-1-2, True. Law numbers as e-Gov has
    them. An article of no known law isn't a ground.
    """
    if "号" not in text and "条" not in text:
        return (), False
    numbered = _KANJI.sub(lambda found: str(kanji_int(found[0]) or found[0]), text)
    basis: list[str] = []
    law: str | None = None
    for found in _PROVISION.finditer(numbered):
        article = found["article"] + found["branch"].replace("の", "_")
        law = _law(numbered[max(0, found.start() - _NEAR) : found.start()], article) or law
        if law is None:
            continue
        parts = [article, *(part for part in (found["paragraph"], found["item"]) if part)]
        if found["item"] and not found["paragraph"]:
            parts.insert(1, "1")
        basis.append(f"{law}#{'-'.join(parts)}")
        if found["item"]:
            basis += _further(numbered, found.end(), basis[-1])
    alone = None if basis else _ITEM_ALONE.search(numbered)
    if alone:
        return (f"{_LOCAL}#167_2-1-{alone[1] or alone[2] or alone[3]}",), True
    return tuple(dict.fromkeys(basis)), False


def said_by(basis: tuple[str, ...]) -> Rule | None:
    """What the first provision says that is known to say something: 167_2-1-5 → urgent."""
    for provision in basis:
        law, _, place = provision.partition("#")
        known = grounds().get(law, {})
        while place:
            if place in known:
                return known[place]
            place = place.rpartition("-")[0]
    return None


def _law(before: str, article: str) -> str | None:
    """The law named last before an article, else the only one that has the article."""
    last, found = (0, 0), None
    for name, law in laws():
        for named in name.finditer(before):
            # 予算決算及び会計令 ends as 令 does: the longer name counts.
            place = (named.end(), len(named[0]))
            if place > last:
                last, found = place, law
    return found or texts("articles").get(article)


def _further(text: str, start: int, provision: str) -> list[str]:
    """Items that follow one of the same paragraph: ``第1号及び第2号``."""
    stem = provision.rpartition("-")[0]
    found = []
    while following := _NEXT_ITEM.match(text, start):
        found.append(f"{stem}-{following[1]}")
        start = following.end()
    return found
