"""契約の相手方の商号又は名称及び住所: the firms of a cell, each with address and 法人番号."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.lookups import fold
from pipelines.normalise.addresses import is_address, split_address, unwrapped
from pipelines.normalise.bodies import is_corporate_number
from pipelines.normalise.contract_words import any_of
from pipelines.normalise.names import parse_organisation
from pipelines.normalise.names.words import known as names
from pipelines.normalise.outcome_words import (
    is_nothing,
    is_undecided,
    said,
    tells_of_winner,
)
from pipelines.normalise.text import plain

_NUMBERED = re.compile(
    r"[①-⑳⑴-⒇]|(?m:^\s*[(（][0-9０-９]{1,2}[)）])"
    r"|№[\s　]*[0-9０-９][0-9０-９\s　、，,・～~－-]*[:：]"
)
"""What numbers firms; 官報 has №１、241～244：青葉㈱ … №２～５：若葉㈱ (a client's notes, 2026)."""
_NUMBER = re.compile(
    r"[(（［【]?\s*(?:法人番号)?\s*[:：]?\s*(?<![0-9０-９-])[TＴ]?"
    r"([0-9０-９]{13})(?![0-9０-９-])\s*[)）］】]?"
)
_NO_NUMBER = re.compile(r"^[(（]?(?:法人番号)?[:：]?[-－―ー–−‐]?[)）]?$")
_OTHERS = re.compile(
    r"[\s　(（、,]*(?:他|外|ほか)\s*[0-9０-９一二三四五六七八九十]*\s*[社者名][)）]?$"
)
_MARK = re.compile(
    r"^[(（]?(?:代表者|代表構成員|代表企業|構成員|代表)[)）]?\s*[:：]\s*|[(（](?:代表者|代表|構成員)[)）]"
)
_NOTE = re.compile(r"[\s　]*[(（]([^()（）]+)[)）]$")
"""青葉建設㈱（くじ）"""
_BROKEN = re.compile(r"(?<=[^\s(（])[（(][^()（）]{4,60}[)）]")
"""㈱青葉（青葉市⏎本町1-2）"""
_LISTED = re.compile("[、,，]")
_SCORE = re.compile(r"[(（]\s*[0-9０-９][0-9０-９.．,]*\s*点[)）]$")
_HONORIFIC = re.compile(r"(?<=[\s　)）社])[\s　]*(?:様|御中|殿)$")
_DIGIT = re.compile("[0-9０-９]")
_UNDECIDED = frozenset(("unsuccessful", "cancelled"))


class Party(NamedTuple):
    """A firm as printed: name, address, and 法人番号 if its check digit holds."""

    name: str
    address: str | None = None
    number: str | None = None


@dataclass
class Parties:
    """The firms of a cell, the printed name of their group, and numbers that can't be true."""

    firms: list[Party] = field(default_factory=list)
    group: str | None = None
    wrong_numbers: list[str] = field(default_factory=list)


def parties_of(text: str) -> Parties:
    """The firms that a cell names, in printed order.

    ``青葉電機㈱\\n東京都港区芝1-2-3\\n法人番号…`` → one with address and number; ``①…②…`` →
    each; ``設計共同体\\n㈱青葉設計　他1者`` → 青葉設計 of that group. A joint venture whose
    members aren't all printed as names of firms is one firm with its own name. ``落札者なし``,
    ``非公表`` and ``－`` name nobody.
    """
    found = Parties()
    if names_nobody(text):
        return found
    cuts = [mark.start() for mark in _NUMBERED.finditer(text)]
    head = text[: cuts[0]] if cuts else text
    ends = [*cuts[1:], len(text)]
    pieces = [text[start:end] for start, end in zip(cuts, ends, strict=False)]
    if cuts and head.strip() and not _is_group(head):
        head, pieces = text, []  # ① of 架空第①ビル numbers no firm
    reader = _Reader(found)
    reader.read(head)
    for piece in pieces:
        mark = plain(piece.strip())[1:3].rstrip(")")
        place = int(mark) - 1 if mark.isdecimal() else None
        reader.read(_NUMBERED.sub("", piece, count=1), place)
    left = reader.addresses
    return _settled(found, left[0] if len(left) == 1 else None)


def names_nobody(text: str) -> bool:
    """Whether a text says that there is no firm: ``－``, ``落札者なし``, ``審査中``."""
    if is_nothing(text) or is_undecided(text) or said(text) & _UNDECIDED:
        return True
    parts = [part.strip() for part in re.split("[(（)）]", text) if part.strip()]
    undecided = [part for part in parts if said(part) & _UNDECIDED]
    return not parts or (bool(undecided) and (is_nothing(parts[0]) or parts[0] in undecided))


def numbers_in(text: str) -> list[str | None]:
    """The 法人番号 of a cell that holds nothing else, None for one that can't be true."""
    printed = [fold(found[1]) for found in _NUMBER.finditer(text)]
    return [number if is_corporate_number(number) else None for number in printed]


def _mended(text: str) -> str:
    """A text without the ends of lines in an address in brackets, as a narrow column breaks it."""
    if "\n" not in text:
        return text

    def whole(found: re.Match[str]) -> str:
        joined = "".join(found[0].split("\n"))
        return joined if is_address(joined) else found[0]

    return _BROKEN.sub(whole, text)


class _Reader:
    """Reads the pieces of a cell line by line: names, then their address and number."""

    def __init__(self, found: Parties) -> None:
        self.found = found
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.number: str | None = None
        self.place: int | None = None

    def read(self, text: str, place: int | None = None) -> None:
        """The firms of one piece, the place of which in a numbered list may be given."""
        self.place = place
        for line in _members_apart(_mended(text)).splitlines():
            self._line(self._number_off(line).strip())
        self._end()

    def _line(self, line: str) -> None:
        folded = fold(plain(line))
        if not line or _NO_NUMBER.match(folded) or _aside().match(folded):
            return
        beside = line.strip("()（）")
        if tells_of_winner(beside) or is_undecided(beside):
            return
        name, address = split_address(line)
        if name:
            self._name(name)
        if address:
            self.addresses.append(address)

    def _name(self, piece: str) -> None:
        """A piece that is no address: a name, its going on, a person, or the address's rest."""
        firms = len(self.names) > 1 and all(map(_has_form, self.names))
        begins = not self.names and not self.addresses
        if (begins or firms) and _is_group(piece) and not self.found.group:
            self.found.group = unwrapped(piece)
            return
        if self.names and self.addresses:
            if not _is_organisation(piece):
                if _DIGIT.search(piece) or _building().search(fold(piece)):
                    self.addresses[-1] += f" {piece}"
                return
            self._end()
        signer = _signer().search(piece)
        named = piece[: signer.start()].strip() if signer else piece
        if named and not _signs(named):
            self.names.append(named)

    def _number_off(self, line: str) -> str:
        found = _NUMBER.search(plain(line)) and _NUMBER.search(line)
        if not found:
            return line
        number = fold(found[1])
        if is_corporate_number(number):
            self.number = number
        else:
            self.found.wrong_numbers.append(number)
        return line[: found.start()] + line[found.end() :]

    def _end(self) -> None:
        """A firm is complete, or several whose names stand before their addresses."""
        printed = self.names
        if len(printed) > 1 and not all(map(_has_form, printed)):
            cut = _goes_on(printed[0]) or _goes_on(printed[-1])  # 見本⏎株式会社
            printed = ["".join(printed) if cut else "　".join(printed)]
        elif len(printed) > 1 and any(map(_goes_on, printed)):
            printed = ["".join(printed)]
        named = [name for name in map(_clean, printed) if name and parse_organisation(name).name]
        if named:
            self._add(named)
        elif self.place is not None and self.addresses:
            self._late_address(self.addresses)
        self.names = []

    def _add(self, names: list[str]) -> None:
        """Firms by their names: each has an address, or the one has all lines of it."""
        one = " ".join(self.addresses) or None
        each = self.addresses if len(self.addresses) == len(names) > 1 else [None] * len(names)
        for name, address in zip(names, each, strict=True):
            alone = len(names) == 1
            number = self.number if alone else None
            self.found.firms.append(Party(name, one if alone else address, number))
        self.addresses, self.number = [], None

    def _late_address(self, addresses: list[str]) -> None:
        """①②③ names, then ①②③ addresses: the address of the firm of that place."""
        firms, place = self.found.firms, self.place or 0
        if place < len(firms) and firms[place].address is None:
            firms[place] = firms[place]._replace(address=" ".join(addresses))
        self.addresses = []


def _members_apart(text: str) -> str:
    """A text with the firms that words of a joint venture name on lines of their own.

    ``代表者：青葉建設㈱　構成員：若葉組㈱、㈱みどり`` is three firms. What follows such a word
    without a legal form is a person, and stays: ``代表者　青葉太郎``.
    """
    if not _member_words().search(text):
        return text
    first, *rest = _member_words().split(text)
    found = [first]
    for word, named in zip(rest[::2], rest[1::2], strict=True):
        line, *below = named.strip().splitlines() or [""]
        firms = [firm for part in _LISTED.split(line) if (firm := part.strip(" 　・"))]
        if firms and all(map(_has_form, firms)):
            found.extend((*firms, *below, ""))
        else:
            found[-1] += word + named
    return "\n".join(found)


def _goes_on(name: str) -> bool:
    """Whether a name is a legal form alone, which the next line goes on: 公益財団法人."""
    return bool(_form_alone().fullmatch(fold(name)))


def _signs(piece: str) -> bool:
    """Whether a piece is a person with an office, spaced: ``理　事　長　　青　葉　太　郎``."""
    folded = fold(piece)
    return folded != piece and bool(_signer_first().match(folded)) and not _has_form(piece)


def _clean(name: str) -> str:
    """A name without marks of its part in a group, others' number, points, 様, or くじ."""
    bare = _HONORIFIC.sub("", _SCORE.sub("", _MARK.sub("", unwrapped(name).strip())))
    note = _NOTE.search(bare)
    if note and tells_of_winner(note[1]):
        bare = bare[: note.start()]
    return _OTHERS.sub("", bare).strip("　 ・、,")


def _settled(found: Parties, address: str | None) -> Parties:
    """A group without firms is the firm, unless all of its members are printed as firms.

    ``address`` is the only one that stands behind no firm.
    """
    if found.group and not found.firms:
        name, found.group = found.group, None
        found.firms.append(Party(name, address))
    if len(found.firms) == 1 and not found.group:
        one = found.firms[0]
        read = parse_organisation(one.name)
        members = read.members or ()
        if read.jv_type and len(members) > 1 and all(map(_has_form, members)):
            found.group = one.name
            found.firms = [Party(_clean(member)) for member in members]  # the address is of one
        elif not read.jv_type and "several" in read.flags and not (one.address or one.number):
            found.firms = [Party(member) for member in members]  # ㈱青葉設計、㈱若葉設計
    return found


@lru_cache(maxsize=4096)
def _has_form(name: str) -> bool:
    return parse_organisation(name).legal_form is not None


def _is_group(text: str) -> bool:
    """Whether a text ends as groups of firms do: 設計共同体, 架空・想像特定建設工事共同企業体."""
    return bool(_group().search(fold(unwrapped(text))))


def _is_organisation(text: str) -> bool:
    return _has_form(text) or bool(_ending().search(fold(text)))


@cache
def _member_words() -> re.Pattern[str]:
    """A word for a member of a joint venture where it begins a line or follows a gap."""
    words = "|".join(sorted(map(re.escape, names("memberLabels")), key=len, reverse=True))
    ends = r"(?:[)）】\]][\s　:：]*|[\s　:：]+)"
    return re.compile(rf"((?:(?m:^)|(?<=[\s　]))[(（【\[]?(?:{words})[0-9０-９①-⑨]*{ends})")


@cache
def _group() -> re.Pattern[str]:
    return re.compile(any_of("groups") + r"(?:\((?:JV|代表者?)\)?)?$")


@cache
def _signer() -> re.Pattern[str]:
    """An office of a person and the person, at the end of a piece."""
    return re.compile(
        r"[\s　(（]*" + any_of("signers") + r"[\s　:：]+[^\s　].*$|^" + any_of("signers") + "$"
    )


@cache
def _signer_first() -> re.Pattern[str]:
    return re.compile(any_of("signers"))


@cache
def _form_alone() -> re.Pattern[str]:
    # Not any kanji before 会社: 青葉建設株式会社 is a whole name, and the next line another firm.
    return re.compile(r"(?:[一-鿿]{2,8})?法人|(?:株式|有限|合同|合資|合名|相互)?会社")


@cache
def _aside() -> re.Pattern[str]:
    """A line that names no firm: a label alone, 法人番号 without one, ほか１者."""
    labels = "|".join(sorted(map(re.escape, names("labels")), key=len, reverse=True))
    return re.compile(
        rf"[(]?(?:{labels})[):]?$|[(]?法人番号|(?:他|外|ほか)[0-9一二三四五]+[社者名先]"
    )


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(any_of("organisations") + "$")


@cache
def _building() -> re.Pattern[str]:
    return re.compile(any_of("buildings"))
