"""Legal forms in a name: abbreviations written out, and where the form stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.normalise.names.words import (
    abbreviations,
    alternatives,
    known,
    mapping,
    spellings,
)

# A bracket that was cut off: 山田組(株
_HALF = tuple(f"({short}" for short in "株有同資名") + tuple(f"{short})" for short in "株有同資名")
_OPEN, _CLOSE = r"[(\[〔【<〈《]\s*", r"\s*[)\]〕】>〉》]"


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form in a text; ``ends`` where it only ends names, being part of them."""

    name: str
    start: int
    end: int
    ends: bool = False


def written_out(text: str, flags: list[str]) -> str:
    """A text with its abbreviated forms written out. ``(株)山田組`` → 株式会社山田組

    In Latin letters a form counts as a word of its own: ``NPO法人みどりの会`` →
    特定非営利活動法人みどりの会. Gaps within a form are closed.
    """
    found = _brackets().search(text)
    if found is None and (text.endswith(_HALF) or text.startswith(_HALF)):
        text = _half().sub(lambda half: abbreviations()[half[1] or half[2]], text)
        flags.append("abbreviated_form")
    if found:
        flags.append("abbreviated_form")
        if found[1] in known("doubtfulForms"):
            flags.append("ambiguous_form")
        text = _brackets().sub(lambda bracket: abbreviations()[bracket[1]], text)
    if "法人" in text and _others().search(text):
        flags.append("abbreviated_form")
        text = _others().sub(lambda other: mapping("otherForms")[other[0]], text)
    if " " in text or "\n" in text:
        text = _spaced().sub(lambda form: "".join(form[0].split()), text)
    return text


def forms_in(text: str) -> list[Form]:
    """Every legal form of a text, in order; that which only ends a name, at such an end."""
    if not _hint().search(text):
        return []
    found = [Form(form[0], form.start(), form.end()) for form in _forms().finditer(text)]
    for ending in _endings().finditer(text):
        start, end = ending.span()
        overlapping = [form for form in found if form.end > start and form.start < end]
        if all(form.start >= start for form in overlapping):
            found = [form for form in found if form not in overlapping]
            found.append(Form(ending[0], start, end, ends=True))
    if not found and (latin := _latin().search(text)):
        found.append(Form(_latin_names()[latin[1].casefold()], latin.start(1), latin.end(1), True))
    return sorted(found, key=lambda form: form.start)


@cache
def _hint() -> re.Pattern[str]:
    """How every legal form ends: most texts without one hold none of these."""
    ends = {form[-2:] for form in (*spellings("forms"), *known("endings"))}
    return re.compile(f"[A-Za-z]|{alternatives(ends)}")


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(alternatives(spellings("forms")))


@cache
def _endings() -> re.Pattern[str]:
    """Words that end names: at the end of the text or a gap, or before a branch or a person."""
    branch = "[^\\s]{1,8}(?:支部|本部|支所|支店|出張所|事業所)$"
    return re.compile(alternatives(known("endings")) + rf"(?=$|\s|[・/、,()]|{branch})")


@cache
def _spaced() -> re.Pattern[str]:
    words = sorted(spellings("forms"), key=len, reverse=True)
    return re.compile("|".join(r"\s*".join(map(re.escape, word)) for word in words))


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(_OPEN + "(" + alternatives(abbreviations()) + ")" + _CLOSE)


@cache
def _half() -> re.Pattern[str]:
    return re.compile(r"[(]([株有同資名])$|^([株有同資名])\)")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(alternatives(mapping("otherForms")))


@cache
def _latin_names() -> dict[str, str]:
    return {
        spelling.casefold(): form
        for form, others in spellings("latinForms").items()
        for spelling in others
    }


@cache
def _latin() -> re.Pattern[str]:
    """A Latin form at the end of a name: after a gap or a comma."""
    words = [word for others in spellings("latinForms").values() for word in others]
    begins, ends = r"(?:(?<=[\s,.])|(?<=[^\x00-\x7f]))", r"(?=\s*$|\s+[^\x00-\x7f])"
    return re.compile(f"{begins}({alternatives(words)}){ends}", re.IGNORECASE)
