"""The codes of issues and who can act on each, from ``data/lookups/issues.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.errors import SetupError
from pipelines.lookups import load


@dataclass(frozen=True)
class IssueCode:
    """What an issue says, in both languages, and who can do something about it."""

    en: str
    ja: str
    who: str


@cache
def issue_codes() -> dict[str, IssueCode]:
    """Every known code, in the order of the file."""
    found = {}
    for code, entry in load("issues.yml").items():
        try:
            found[code] = IssueCode(**entry)
        except TypeError as error:
            raise SetupError(
                f"issues.yml: expected en, ja and who of {code}, found {entry}"
            ) from error
    return found
