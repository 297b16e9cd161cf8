"""契約担当官等の氏名並びに所属する部局の名称及び所在地: the office, without person and title."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.lookups import fold
from pipelines.normalise.addresses import is_address
from pipelines.normalise.contract_words import any_of, known
from pipelines.normalise.text import plain

_GROUP = re.compile(r"【[^】]*】")
_FORM = re.compile(r"(?:独立行政|国立研究開発|国立大学|地方独立行政)法人")
_NOTE = re.compile(r"[(（][^()（）]*[)）]$")


@lru_cache(maxsize=8192)
def office_of(text: str, buyer: str = "") -> str | None:
    """The office whose head signs, None where only a title or a person is printed.

    ``分任支出負担行為担当官　関東地方整備局　京浜港湾事務所長　青葉太郎　神奈川県…`` →
    ``関東地方整備局　京浜港湾事務所``; ``青葉太郎　契約部長　東京都…`` → 契約部. The name of the
    body that buys goes off its beginning where it is no ministry.
    """
    tokens = _tokens(text)
    for place, token in enumerate(tokens):
        head = _headed(token)
        if head is not None:
            before = _offices_before(tokens, place)
            return _joined([*before, head], buyer)
    offices: list[str] = []
    for token in tokens:
        if _is_office(token):
            offices.append(token)
        elif offices:
            break
    return _joined(offices, buyer)


def _tokens(text: str) -> list[str]:
    """The pieces of a cell without roles; an address, to the end of its line, is an empty one."""
    found: list[str] = []
    for line in _GROUP.sub("", text).splitlines():
        pieces = line.split()
        has_role = bool(_role().search(fold(line)))
        for place, piece in enumerate(pieces):
            if not has_role and is_address(" ".join(pieces[place:])):
                found.append("")
                break
            if is_address(piece):
                found.append("")
            elif rest := _role_off(piece):
                found.append(rest)
    return found


def _role_off(piece: str) -> str:
    """A piece without the role at its beginning: ``支出負担行為担当官環境省…`` → 環境省…"""
    folded = fold(piece)
    role = _role().match(folded)
    return folded[role.end() :].strip(":：・") if role else piece


def _headed(token: str) -> str | None:
    """The office of a head by his title ("" for a title alone); None for any other token."""
    folded = _NOTE.sub("", fold(plain(token)))
    if folded in known("titlesAlone") or folded in known("titles"):
        return ""
    title = _title().search(folded)
    if title and _is_office(folded[: title.start()]):
        return _cut(token, len(folded) - title.start())
    if not folded.endswith("長"):
        return "" if title and folded[: title.start()].endswith("担当") else None
    doubled = _doubled().search(folded)
    if doubled and _is_office(folded[: doubled.start()]):
        return _cut(token, len(folded) - doubled.start())
    return _cut(token, 1) if _is_office(folded[:-1]) else None


def _cut(token: str, letters: int) -> str:
    """A token without its last letters."""
    return fold(_NOTE.sub("", token))[:-letters]


def _offices_before(tokens: list[str], place: int) -> list[str]:
    """The offices that stand right before a head."""
    first = place
    while first and _is_office(tokens[first - 1]):
        first -= 1
    return tokens[first:place]


def _is_office(token: str) -> bool:
    """Whether a piece ends as names of offices do; short ones are surnames (阿部, 服部)."""
    folded = fold(plain(token))
    return folded in known("offices") or (len(folded) > 2 and bool(_office().search(folded)))


def _joined(offices: list[str], buyer: str) -> str | None:
    """The offices in a line, without the body that buys and without what stands twice."""
    body = _FORM.sub("", fold(buyer))
    found: list[str] = []
    for office in offices:
        folded = fold(office)
        if body and not body.endswith(("省", "庁", "府", "院", "会")):
            folded = _without(folded, body)
        folded = _FORM.sub("", folded)
        if folded and not any(folded.startswith(other) for other in found):
            found.append(folded)
        elif folded:
            found[-1:] = [folded]
    return "　".join(found) or None


def _without(office: str, body: str) -> str:
    """An office without its body's name before it."""
    bare = _FORM.sub("", office)
    return bare.removeprefix(body) if bare.startswith(body) else office


@cache
def _role() -> re.Pattern[str]:
    return re.compile(any_of("roles") + "(?:代理)?")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(any_of("titles") + "$")


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile(r"(?:課|部|局|室|所|館|院|校)長$")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(any_of("offices") + "$")
