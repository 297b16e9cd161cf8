"""Known words of names, from ``data/lookups/names.yml``, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipelines.errors import SetupError
from pipelines.lookups import load
from pipelines.normalise.bodies import local_governments

FILE = "names.yml"
_LISTS = (
    "addressLabels",
    "anonymous",
    "companyEndings",
    "dittos",
    "dottedNames",
    "doubtfulForms",
    "endings",
    "governments",
    "groups",
    "individuals",
    "jointVentureHeads",
    "jointVentures",
    "kanaJoiners",
    "kanaLetters",
    "labels",
    "memberLabels",
    "nobody",
    "projects",
    "regions",
    "soleProprietors",
    "surnames",
    "titles",
    "undisclosed",
)
_MAPPINGS = ("branches", "forms", "jointVentureBrackets", "latinForms", "otherForms")


@cache
def known(entry: str) -> tuple[str, ...]:
    """The words of a list in names.yml, longest first; SetupError where one isn't a text."""
    found = _checked()[entry]
    if not isinstance(found, list):
        raise SetupError(f"{FILE}: expected a list of words in {entry}, found {type(found)}")
    return _words(entry, found)


@cache
def mapping(entry: str) -> dict[str, str]:
    """The entries of a mapping of words in names.yml; SetupError where one isn't a text."""
    found = _checked()[entry]
    if not isinstance(found, dict) or not all(
        isinstance(word, str) for pair in found.items() for word in pair
    ):
        raise SetupError(f"{FILE}: expected pairs of words in {entry}, found {found}")
    return found


@cache
def spellings(entry: str) -> dict[str, tuple[str, ...]]:
    """The entries of a mapping of a word to its spellings in names.yml."""
    found = _checked()[entry]
    if not isinstance(found, dict):
        raise SetupError(f"{FILE}: expected words by name in {entry}, found {type(found)}")
    return {str(word): _words(f"{entry}.{word}", others) for word, others in found.items()}


@cache
def abbreviations() -> dict[str, str]:
    """What stands in a bracket for a legal form: 株 → 株式会社."""
    found: dict[str, str] = {}
    for form, short in spellings("forms").items():
        for word in short:
            if word in found:
                raise SetupError(f"{FILE}: expected ({word}) once, found {found[word]}, {form}")
            found[word] = form
    return found


@cache
def any_of(*entries: str) -> str:
    """The words of lists as alternatives of a pattern, longest first."""
    return alternatives(word for entry in entries for word in known(entry))


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, longest first; each once."""
    once = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in once) + ")"


@cache
def places() -> frozenset[str]:
    """Places by which branches are named: regions, prefectures, municipalities.

    With and without their last letter: 静岡, 静岡県, 御前崎, 御前崎市; wards not (中央区).
    """
    names = {name for name in local_governments().values() if not name.endswith("区")}
    short = {name[:-1] for name in names if name != "北海道" and len(name) > 2}
    return frozenset({*names, *short, *known("regions")})


def _words(entry: str, found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise SetupError(f"{FILE}: expected a list of words in {entry}, found {found}")
    for word in found:
        if not isinstance(word, str) or not word:
            raise SetupError(f"{FILE}: expected words in {entry}, found {word!r}")
        if found.count(word) > 1:
            raise SetupError(f"{FILE}: expected {word} once in {entry}, found it twice")
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def _checked() -> dict[str, object]:
    entries: dict[str, object] = load(FILE)
    expected = {*_LISTS, *_MAPPINGS}
    if entries.keys() != expected:
        wrong = sorted(expected.symmetric_difference(entries))
        raise SetupError(f"{FILE}: expected each known entry, and no other; found {wrong}")
    return entries
