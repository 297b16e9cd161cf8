"""What parts the members of a joint venture, and the project that stands with them."""

from __future__ import annotations

import re
from functools import cache

from pipelines.normalise.names.branches import is_branch
from pipelines.normalise.names.contacts import tidy
from pipelines.normalise.names.forms import forms_in
from pipelines.normalise.names.words import alternatives, any_of, known, places

SEPARATOR = re.compile(r"\s*[・/／、,，;；+＋•·]\s*|\s*\n\s*")
DOT = "\ue0ff"
_BRACKET = r"(?: ?\([^()]{1,40}\))?"
_PART = r"(?:\(?(?:その ?[0-9一二三四五]{1,2}|第? ?[0-9一二三四五]{1,3} ?(?:工区|期|号|分割)?)\)?)?"
# What a type begins with may end a project's name: …ダム建設工事共同企業体
WORKS = ("建設工事", "設計業務", "委託業務", "工事", "業務", "維持管理", "運営")
# How a project's name begins, if not with a place.
_PROJECT_START = re.compile(
    r"(?:令和|平成|[RH] ?[0-9]|第?[0-9]+|\(|[国県都府道市町]道|主要地方道|一般"
    r"|[一二]級河川|準用河川|都市計画|都市公園|[公国県市町]営|国立|公共|[^\s・]{1,5}(?:川|港|湾|自動車道))"
)
# A project's name is at least so long: 日本電気工事サービス・甲 has none.
_LEAST = 8


def protected(text: str) -> str:
    """A text in which the ・ that parts no members is another character."""
    if "・" not in text:
        return text
    text = _dotted().sub(lambda found: found[0].replace("・", DOT), text)
    return _letters().sub(lambda found: found[0].replace("・", DOT), text)


def has_separator(text: str) -> bool:
    return bool(SEPARATOR.search(tidy(text)))


def has_project(text: str) -> bool:
    """Whether a text holds the name of a project with words behind it. ``道路清掃業務みどり``"""
    return any(_LEAST <= found.end() < len(text) for found in _project_words().finditer(text))


def split_project(text: str, flags: list[str]) -> tuple[str, str | None]:
    """The members' part of a joint venture's name, and the project before or behind it.

    ``国道10号○○橋上部工工事 甲・乙`` and ``甲・乙 ○○橋上部工工事`` → 甲・乙. Without a gap the
    project ends with the last 工事, 業務 or the like that leaves a separator behind it.
    """
    text = re.sub(r"\s*([・/／、])\s*", r"\1", text)
    behind = _behind_form(text)
    if behind is not None:
        flags.append("project_inside")
        return text[:behind].strip(), text[behind:].strip()
    words = text.split()
    if len(words) > 1:
        if has_separator(words[-1]) and any(map(_project_end().search, words[:-1])):
            return _glued(words[-1], " ".join(words[:-1]), flags)
        if not has_separator(words[-1]) and _project_end().search(words[-1]):
            first = next((n for n, word in enumerate(words) if n and not has_separator(word)), 1)
            if has_separator(" ".join(words[:first])):
                flags.append("project_inside")
                return " ".join(words[:first]), " ".join(words[first:])
        if (
            has_separator(words[0])
            and not _project_end().search(words[0])
            and _project_end().search(words[-1])
        ):
            flags.append("project_inside")
            return words[0], " ".join(words[1:])
        if any(map(_project_end().search, words[:-1])) and not has_separator(words[-1]):
            flags.append("project_prefix")
            return words[-1], " ".join(words[:-1])
    return _glued(text, None, flags)


def _glued(text: str, before: str | None, flags: list[str]) -> tuple[str, str | None]:
    """The members at the end of a word that begins with a project's name."""
    cut = 0
    if before is None:
        parted = has_separator(text)
        for found in _project_words().finditer(text):
            rest = text[found.end() :].lstrip()
            if len(rest) > 1 and has_separator(rest) == parted and not SEPARATOR.match(rest):
                cut = found.end()
        if cut and cut < _LEAST and not re.search("[0-9]", text[:cut]):
            flags.append("ambiguous")
        elif cut:
            flags.extend(("project_prefix", "glued"))
            return text[cut:].strip(), text[:cut].strip()
        return text, None
    flags.append("project_prefix")
    return text, before


def glued_behind(text: str, kind: str) -> int | None:
    """Where a project begins that is glued to the last of several members.

    ``甲建設・乙組静岡港岸壁改良`` with 工事共同企業体: the last member ends as companies do, and a
    place, a river, a road or a year follows; the whole ends in 工事, 業務 or the like.
    """
    start = max((found.end() for found in SEPARATOR.finditer(text)), default=0)
    works = kind.startswith(WORKS)
    if not start or len(text) - start < _LEAST + 4 or not (works or _project_end().search(text)):
        return None
    for ending in _company_end().finditer(text, start + 1):
        rest = text[ending.end() :]
        if len(rest) < _LEAST or (len(rest) < 2 * _LEAST and _ends_company().search(rest)):
            continue
        if _begins_project(rest):
            return ending.end()
    return None


def _begins_project(text: str) -> bool:
    return bool(_PROJECT_START.match(text)) or any(text[:size] in places() for size in range(2, 6))


def _behind_form(text: str) -> int | None:
    """Where a project begins that follows the form which ends the last member's name."""
    start = max((found.end() for found in SEPARATOR.finditer(text)), default=0)
    form = next((form for form in forms_in(text) if form.start > start), None)
    tail = text[form.end :].strip() if form else ""
    if form is None or start == 0 or len(tail) < _LEAST or is_branch(tail, complete=True):
        return None
    return form.end if not has_separator(tail) else None


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(any_of("dottedNames"))


@cache
def _letters() -> re.Pattern[str]:
    """Letters joined by ・: エス・テー, エヌ・ティ・ティ・データ, H・C; and what アンド joins."""
    letter, joiner = any_of("kanaLetters"), any_of("kanaJoiners")
    start = r"(?:(?<![ァ-ヺー])|(?<=会社)|(?<=法人))"
    return re.compile(
        rf"{start}{letter}(?:・{letter}(?![ァ-ヺー]))+(?:・(?=[ァ-ヺ])[ァ-ヺー]+)?"
        rf"|(?<![A-Za-z])[A-Z](?:・[A-Z](?![A-Za-z]))+"
        rf"|[ァ-ヺー]+・{joiner}・[ァ-ヺー]+"
    )


@cache
def _company_end() -> re.Pattern[str]:
    """A word that ends companies' names, the longest at a place: 組, 建設, 建設工業."""
    words = (word for word in known("companyEndings") if len(word) > 1 or word == "組")
    return re.compile(alternatives(words))


@cache
def _ends_company() -> re.Pattern[str]:
    return re.compile(f"{any_of('companyEndings')}$")


@cache
def _project_words() -> re.Pattern[str]:
    """What ends a project's name, with a bracket or a lot behind it: 工事（その２）"""
    return re.compile(f"{any_of('projects')}{_BRACKET}{_PART}")


@cache
def _project_end() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('projects')}|事業|整備){_BRACKET}{_PART}$")
