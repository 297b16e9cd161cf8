"""Joint ventures: their type, their members, and the project whose name stands with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.normalise.names.contacts import joined, tidy
from pipelines.normalise.names.forms import forms_in
from pipelines.normalise.names.members import (
    DOT,
    SEPARATOR,
    glued_behind,
    has_project,
    has_separator,
    protected,
    split_project,
)
from pipelines.normalise.names.words import alternatives, any_of, known, mapping

_HINT = re.compile(
    r"共|JV|J\.V|コンソ|グループ|ジョイント|特定建|経常建|企業体|構成員|\(特定\)", re.I
)
_NUMBERED = re.compile(r"\s*\([0-9]{1,2}\)\s*")
_LINE = re.compile(r"\s*\n\s*")
_GAP = re.compile(r"\s+")
# A gap that may stand within a type: 特定 建設工事 共同企業体
_GAP_INSIDE = re.compile(r"[共同企業体特定建設工事経常維持型・計]\s+[共同企業体建設工事維持型Jコ]")
# The longest name of a member without a legal form.
_LONGEST = 20
# Words that end companies' names as well as they begin a type.
_ORDINARY = ("建設", "設計", "測量", "工事", "業務", "調査", "委託", "運営", "維持", "技術")
# 乙測量 設計共同体: the word before a gap in a type belongs to the member.
_WORD_GAP = re.compile(
    r"(?:建設|建設工事|設計|測量|測量設計|設計監理|監理|調査|工事|業務|技術|委託|運営)\s+"
)
# A type cut off behind a project's name, where nothing parts the members
_CUT_SHORT = re.compile("共同(?:企業?|事業?)?$")
# What a type begins with may end a project's name: …ダム建設工事共同企業体
_WORKS = ("建設工事", "設計業務", "委託業務", "工事", "業務", "維持管理", "運営")
# How the truncated type of a joint venture begins, at least.
_SHORTEST = 4
# What lists print where they cut a text off.
_ELLIPSIS = " \u3000.…‥"


@dataclass(frozen=True, slots=True)
class Venture:
    """What a joint venture's text says: its type, the texts of its members, the project."""

    type: str
    members: tuple[str, ...]
    own_name: str | None
    project: str | None
    leads: bool = False
    """Whether the type stands before the members."""


def venture_in(text: str, flags: list[str]) -> Venture | None:
    """The joint venture that a text names, None where it names none.

    ``大成・鹿島特定建設工事共同企業体`` → 特定建設工事共同企業体 with 大成 and 鹿島. A type that
    was cut off at the end of a cell (``…特定建設工事共``) is completed: ``truncated``.
    Where no separator tells the members apart, there are none, with the flag ``members_unknown``.
    """
    if not _HINT.search(text):
        return None
    found = _type_in(text) or _cut_off(text, flags)
    if found is None:
        return None
    kind, start, end = found
    before, after = tidy(text[:start]).removeprefix("(仮称)").strip(), tidy(text[end:])
    if not before:
        members = listed(after)
        return Venture(kind, members, None, None, leads=True)
    kind, before = _symmetric(kind, before, is_glued=not text[:start].endswith((" ", "\u3000")))
    own, project = split_project(before, flags)
    if project is None and (seam := glued_behind(own, kind)) is not None:
        word = next((word for word in _WORKS if kind.startswith(word)), "")
        kind, own, project = kind.removeprefix(word), own[:seam], own[seam:] + word
        flags.extend(("project_inside", "glued"))
    told = has_separator(own) or "企業体" in kind or "others" in flags
    members = split_members(own, flags) if told else ()
    inside = listed(after) if after else ()
    if len(inside) > 1 or (inside and not members):
        return Venture(kind, inside, own, project)
    if "ambiguous" in flags or len(members) < (1 if "others" in flags else 2):
        return Venture(kind, (), own, project)
    return Venture(kind, members, None, project)


def listed(text: str) -> tuple[str, ...]:
    """The members of a list: by separators, lines, numbers and words such as 代表構成員."""
    text = _labels().sub("\n", text)
    text = re.sub(r"(?:^|(?<=[\s)]))\([0-9]{1,2}\)|(?:^|(?<=\s))[0-9]{1,2}[.:]\s", "\n", text)
    lines = re.split(r"\s*[\n、,，]\s*", protected(text))
    pieces = [tidy(piece) for piece in lines]
    if sum(map(bool, pieces)) < 2 or any(len(forms_in(piece)) > 1 for piece in pieces):
        pieces = [tidy(piece) for piece in SEPARATOR.split(protected(text))]
    return tuple(piece.replace(DOT, "・") for piece in pieces if piece)


def has_member_labels(text: str) -> bool:
    """Whether a text lists members by words: 代表構成員, 構成員, 構成企業."""
    return bool(_member_labels().search(text))


def split_members(text: str, flags: list[str]) -> tuple[str, ...]:
    """The members of a joint venture's name; fewer than two are none that can be told.

    ``安藤・間・大林`` → 安藤・間, 大林: ・ within known names, between letters (エヌ・ティ・ティ)
    parts no members.
    """
    parts = [tidy(part) for part in SEPARATOR.split(protected(text))]
    members = tuple(part.replace(DOT, "・") for part in parts if part)
    if len(members) < 2 and len(text.split()) > 1 and not forms_in(text):
        # 甲建設　乙土木 特定建設工事共同企業体
        members = tuple(word for word in text.split() if len(word) > 1)
        flags.append("space_separated")
    if len(members) > 1 and any(_doubtful(member) for member in members):
        flags.append("ambiguous")
    if "/" in text or "／" in text:
        flags.append("slash_separated")
    return members


def _doubtful(member: str) -> bool:
    """Whether a member's name may hold a project's: 大組国道10号橋."""
    return not forms_in(member) and bool(
        len(joined(member)) > _LONGEST or re.search("[0-9]", member)
    )


def several_in(text: str) -> tuple[str, ...]:
    """Members of a text that names no joint venture, but several organisations.

    Only where each has a legal form of its own: ``㈱青葉建設・みどり工業㈱``; else none.
    """
    forms = forms_in(text)
    if len(forms) < 2:
        return ()
    for pattern in (SEPARATOR, _NUMBERED, _LINE, _GAP):
        pieces = [piece for piece in map(tidy, pattern.split(text)) if piece]
        if len(pieces) > 1 and all(len(forms_in(piece)) == 1 for piece in pieces):
            return tuple(pieces)
    return ()


def _symmetric(kind: str, before: str, *, is_glued: bool) -> tuple[str, str]:
    """Give 建設 back to the last member where the others have an ending and it has none.

    ``甲組・乙建設共同企業体`` is 乙建設 with 共同企業体; ``甲建設・乙組建設共同企業体`` is 乙組,
    ``甲・乙建設共同企業体`` is 乙. 設計共同企業体 likewise; 設計共同体 is always whole.
    ``甲組・株式会社乙建設JV`` is 株式会社乙建設: what is written to a legal form is the name.
    """
    *others, last = SEPARATOR.split(protected(before))
    forms = forms_in(last)
    if is_glued and kind in ("建設JV", "設計JV") and others and forms and not forms[0].start:
        return "JV", before + kind.removesuffix("JV")
    if not others or _ended().search(last):
        return kind, before
    for word, kinds in (("建設", ("建設共同", "建設JV")), ("設計", ("設計共同企業体",))):
        if kind.startswith(kinds) and all(_ended().search(other.strip()) for other in others):
            return kind.removeprefix(word), before + word
    return kind, before


def _type_in(text: str) -> tuple[str, int, int] | None:
    """The last type of a joint venture in a text, written out, and its place."""
    every = list(_types(bool(_GAP_INSIDE.search(text))).finditer(text))
    if not every:
        grouped = _groups().search(text)
        if grouped and not forms_in(text[: grouped.end()]):
            return joined(grouped[1]), grouped.start(1), grouped.end(1)
        return None
    found = every[-1]
    kind = joined(found["type"] or "")
    if found["short"]:
        kind = joined(found["head"] or "") + mapping("jointVentureBrackets")[found["short"]]
    gap = _WORD_GAP.match(found[0])
    if (
        gap
        and text[: found.start()].rstrip() == text[: found.start()]
        and joined(found[0][gap.end() :]) in known("jointVentures")
    ):
        # 甲・乙建設　共同企業体: the gap shows that 建設 belongs to the member
        return joined(found[0][gap.end() :]), found.start() + gap.end(), found.end()
    whole = len(forms_in(text)) == 1 and kind in ("共同体", "JV") and found.end() < len(text)
    if whole and not SEPARATOR.search(text) and forms_in(text)[0].end == len(text):
        return None
    return kind, found.start(), found.end()


def _cut_off(text: str, flags: list[str]) -> tuple[str, int, int] | None:
    """A type that ends too early, with the text; only behind several members or a project."""
    end = len(text.rstrip(_ELLIPSIS))
    for kind in known("jointVentures"):
        if not kind.endswith(("共同企業体", "設計共同体")):
            continue
        for length in range(len(kind) - 1, _SHORTEST - 1, -1):
            start = end - length
            if text.endswith(kind[:length], 0, end) and has_separator(text[:start]):
                if kind.startswith(_ORDINARY) and "共" not in kind[:length]:
                    continue
                flags.append("truncated")
                return kind, start, len(text)
    short = _CUT_SHORT.search(text, max(0, end - 4), end)
    if short and has_project(text[: short.start()]):
        flags.append("truncated")
        kinds = {"企": "共同企業体", "事": "共同事業体"}
        return kinds.get(short[0][2:3], short[0]), short.start(), len(text)
    return None


@cache
def _types(gaps: bool) -> re.Pattern[str]:
    """The types of joint ventures; (共) with what it completes. Gaps in them cost time."""
    join = r"\s*".join if gaps else "".join
    words = [join(map(re.escape, word)) for word in known("jointVentures")]
    heads = [join(map(re.escape, word)) for word in known("jointVentureHeads")]
    short = alternatives(mapping("jointVentureBrackets"))
    return re.compile(
        rf"(?P<head>{'|'.join(heads)})?\s*\(\s*(?P<short>{short})\s*\)"
        rf"|(?P<type>{'|'.join(words)})(?![A-Za-z])"
    )


@cache
def _groups() -> re.Pattern[str]:
    return re.compile(f"({any_of('groups')})(?=\\s|$|[(])")


@cache
def _labels() -> re.Pattern[str]:
    """A word that says what a member is, with its bracket and number: 代表構成員: · (構成員2)"""
    return re.compile(
        rf"[(\[【<]?\s*(?:{any_of('memberLabels')})(?:\s*[0-9]{{1,2}}|\s*[A-Z](?=\s|[)：:]))?\s*[)\]】>]?\s*[:：]?"
    )


@cache
def _member_labels() -> re.Pattern[str]:
    """Words that only lists of members have: 構成員, not 代表者."""
    words = [word for word in known("memberLabels") if not word.endswith(("者", "代表", "幹事"))]
    return re.compile(alternatives(words))


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(f"{any_of('companyEndings')}$")
