"""``parse_organisation``: the cell of a name, read in steps, each taking away what it read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipelines.normalise.names.contacts import joined, take_contacts, take_person, tidy
from pipelines.normalise.names.forms import forms_in, written_out
from pipelines.normalise.names.joint_ventures import (
    Venture,
    has_member_labels,
    listed,
    several_in,
    venture_in,
)
from pipelines.normalise.names.keys import match_key
from pipelines.normalise.names.numbers import take_number, take_others
from pipelines.normalise.names.organisation import Organisation
from pipelines.normalise.names.quick import quick
from pipelines.normalise.names.single import UNTOLD, Single, closed, single, without_former
from pipelines.normalise.names.words import any_of, known
from pipelines.normalise.outcome_words import is_nothing, said
from pipelines.normalise.text import is_mojibake, plain, private_use, variants

_MOST = 400
_HALF_KANA = re.compile("[ｦ-ﾟ]")
_WIDE_LATIN = re.compile("[Ａ-Ｚａ-ｚ]")
_SENTENCE = re.compile(r"。|(?:ため|ない|である|した|する|とき|場合)$|【理由】")
_EMPTY_BRACKETS = re.compile(r"[(\[【]\s*[)\]】]")
# Ｓ Ｂ テ ク ノ 株 式 会 社: letters with one gap between each two; two gaps part words.
_SPACED_OUT = re.compile(r"(?<!\S)\S(?: \S(?!\S)){3,}")
# What is left of （契約締結権者：静岡支店長 山田太郎） without the person
_OPENED = re.compile(r"\((?:[^():\n]{1,12}:)?(?=[^()]*$)")
_NOBODY = frozenset(("unsuccessful", "cancelled"))
_ABSENT = ("dittos", "individuals", "undisclosed", "nobody")


def parse_organisation(text: str, context: Mapping[str, object] | None = None) -> Organisation:
    """What the text of a cell under 業者名, 落札者 or 契約の相手方 says of an organisation.

    ``（株）青葉電機　静岡支店`` → 株式会社青葉電機, before, branch 静岡支店;
    ``大成・鹿島特定建設工事共同企業体`` → a joint venture of 大成 and 鹿島. No text raises.
    The context changes nothing so far: all four readers are called alike.
    """
    if len(text) > _MOST:  # no name of a list that comes again: not kept in mind
        return _read.__wrapped__(text)
    return quick(text) or _read(text)


@lru_cache(maxsize=16384)  # a list repeats most of its texts
def _read(text: str) -> Organisation:
    """The organisation of a text that is no common spelling."""
    flags: list[str] = []
    if len(text) > _MOST:
        flags.append("too_long")
    folded = plain(text[:_MOST]).replace("\r", "\n").replace("\t", " ").strip()
    nobody = _nobody(text, folded, flags)
    if nobody is not None:
        return nobody
    _spelling(text, flags)
    if _SPACED_OUT.search(folded):
        flags.append("spaced_out")
        folded = _SPACED_OUT.sub(lambda found: joined(found[0]), folded)
    rest, number, valid = take_number(folded, flags)
    rest = written_out(_EMPTY_BRACKETS.sub(" ", _label_off(rest, flags)), flags)
    rest, address = take_contacts(rest, flags)
    person = None
    if not has_member_labels(rest):
        rest, person = take_person(rest, flags)
        if person and rest.count("(") > rest.count(")"):
            rest = _OPENED.sub(" ", rest)
    rest, others = take_others(rest, flags)
    rest = tidy(_EMPTY_BRACKETS.sub(" ", without_former(rest, flags)))
    found = _named(rest, flags)
    return _finished(found, text, flags, number, valid, person, address, others)


class _Found:
    """What the words of a name say, as far as it is read."""

    __slots__ = ("jv_type", "members", "one", "project")

    def __init__(self, one: Single) -> None:
        self.one = one
        self.members: tuple[str, ...] | None = None
        self.jv_type: str | None = None
        self.project: str | None = None


def _named(text: str, flags: list[str]) -> _Found:
    """A joint venture, several organisations, or one."""
    if not text:
        return _Found(Single(""))
    venture = venture_in(text, flags)
    if venture is not None:
        return _venture(venture, flags)
    several = listed(text) if has_member_labels(text) else several_in(text)
    if several:
        found = _Found(Single(""))
        found.members = tuple(_member(piece, flags) for piece in several)
        found.one.name = "・".join(found.members)
        flags.append("several")
        return found
    one = single(text, flags)
    if "・" in one.name:
        flags.append("nakaguro_in_name")
        if one.form is None and one.entity == "unknown":
            flags.append("ambiguous")
    return _Found(one)


def _venture(venture: Venture, flags: list[str]) -> _Found:
    """A joint venture's members by their names, and its own name with its type."""
    found = _Found(Single(""))
    found.jv_type, found.project = venture.type, venture.project
    members = tuple(name for piece in venture.members if (name := _member(piece, flags)))
    if venture.own_name is not None:
        found.one.name = closed(_plain_name(venture.own_name, flags)) + venture.type
    elif venture.leads and len(members) == 1:
        found.one.name = members[0]
    else:
        found.one.name = "・".join(members) + venture.type
    if venture.leads:
        flags.append("name_composed")
    if members and (len(members) > 1 or "others" in flags or venture.leads):
        found.members = members
    else:
        flags.append("members_unknown")
    return found


def _plain_name(text: str, flags: list[str]) -> str:
    """The name of a joint venture that isn't its members': without gaps and branch."""
    return single(text, flags).name if forms_in(text) else text


def _member(text: str, flags: list[str]) -> str:
    one = single(text, flags)
    return one.name


def _finished(
    found: _Found,
    text: str,
    flags: list[str],
    number: str | None,
    valid: bool | None,
    person: str | None,
    address: str | None,
    others: int | None,
) -> Organisation:
    one = found.one
    name = one.name or None
    anonymous = name is not None and _anonymous().fullmatch(name)
    if anonymous:
        flags.append("anonymous")
    if name and name == one.form:
        flags.append("leftover")
    key = match_key(name) if name else None
    if name and variants(name) != name:
        flags.append("itaiji")
    venture = found.jv_type is not None or found.members is not None
    entity = "joint_venture" if venture else one.entity if name else "unknown"
    return Organisation(
        entity=entity,
        name=name,
        text=text,
        match_key=key,
        legal_form=one.form,
        position=one.position,
        branch=one.branch,
        representative=person or one.person,
        address=address or one.address,
        members=found.members,
        jv_type=found.jv_type,
        project=found.project,
        corporate_number=number,
        corporate_number_valid=valid,
        others_count=others,
        flags=tuple(dict.fromkeys(flags)),
    )


def _nobody(text: str, folded: str, flags: list[str]) -> Organisation | None:
    """The answer for a text that names nobody: empty, 〃, 個人, 非公表, 落札者なし, a sentence."""
    squeezed = joined(folded).strip("()「」")
    words = [word for word in re.split("[()]", squeezed) if word]
    if words and all(word in _absent() or UNTOLD.fullmatch(word) for word in words):
        kind = _absent().get(words[0], "undisclosed")
        flag = {"dittos": "ditto", "nobody": "nobody"}.get(kind, "not_disclosed")
        entity = "individual" if kind == "individuals" else "unknown"
        return Organisation(entity, None, text, flags=(*flags, flag))
    if is_nothing(squeezed) or not any(map(str.isalnum, squeezed)):
        return Organisation("unknown", None, text, flags=(*flags, "empty"))
    if len(squeezed) < 16 and said(squeezed) & _NOBODY:
        return Organisation("unknown", None, text, flags=(*flags, "nobody"))
    if is_mojibake(text[:_MOST]) or private_use(text[:_MOST]):
        flag = "mojibake" if is_mojibake(text[:_MOST]) else "private_use"
        return Organisation("unknown", None, text, flags=(*flags, flag))
    if len(squeezed) > 24 and _SENTENCE.search(squeezed):
        return Organisation("unknown", None, text, flags=(*flags, "sentence"))
    return None


def _spelling(text: str, flags: list[str]) -> None:
    """Flags for how the text is printed."""
    if _WIDE_LATIN.search(text):
        flags.append("fullwidth_latin")
    if _HALF_KANA.search(text):
        flags.append("halfwidth_kana")
    stripped = text.strip()
    if "\u3000" in stripped:
        flags.append("fullwidth_space")
    elif " " in stripped:
        flags.append("space")
    if "㍿" in text:
        flags.append("abbreviated_form")
    if "?" in text or "？" in text:
        flags.append("mojibake")


def _label_off(text: str, flags: list[str]) -> str:
    """A text without a word such as 請負者 before the name."""
    without = _labels().sub("", text)
    if without != text:
        flags.append("label")
    return without


@cache
def _labels() -> re.Pattern[str]:
    ends = r"(?:\s*[:：]\s*|\s*\n\s*|(?<=[)\]】>])|\s+)"
    return re.compile(rf"^[(\[【<]?{any_of('labels')}[)\]】>]?{ends}", re.MULTILINE)


@cache
def _absent() -> dict[str, str]:
    return {joined(plain(word)): entry for entry in _ABSENT for word in known(entry)}


@cache
def _anonymous() -> re.Pattern[str]:
    letter = r"\(?[A-Za-zア-ン甲乙丙丁0-9]{1,2}\)?(?:社|者|氏)?"
    return re.compile(
        f"{any_of('anonymous')}{letter}|[A-Z](?:社|者|氏)|民間事業者等|[0-9]{{1,4}}[者社名]"
    )
