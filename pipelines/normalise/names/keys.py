"""Names for comparing, and as ids where no 法人番号 is printed."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache

from pipelines.lookups import fold
from pipelines.normalise.names.words import abbreviations, alternatives, known, mapping
from pipelines.normalise.text import variants


@lru_cache(maxsize=131072)
def match_key(name: str) -> str:
    """The name for comparing, never for showing. ``㈱髙木　建設`` → 株式会社高木建設

    Width, gaps and shapes of one character (髙 﨑 邊) don't count, an abbreviated legal form is
    written out. The place of the form is kept: 株式会社藤本組 and 藤本組株式会社 are two companies.
    """
    written = _forms().sub(lambda form: _written()[form[1]], fold(name))
    return variants(written)


@lru_cache(maxsize=131072)
def party_id(name: str, corporate_number: str | None = None) -> str:
    """The id of a party: ``JP-JCN-`` and its 法人番号, else ``JP-NAME-`` and a hash of its name.

    The prefecture belongs into the hash where it is printed; these notices don't print it.
    """
    if corporate_number:
        return f"JP-JCN-{corporate_number}"
    return f"JP-NAME-{hashlib.sha256(match_key(name).encode()).hexdigest()[:12]}"


@cache
def _written() -> dict[str, str]:
    doubtful = known("doubtfulForms")
    ventures = {
        short: long for short, long in mapping("jointVentureBrackets").items() if short[0] == "共"
    }
    return ventures | {s: form for s, form in abbreviations().items() if s not in doubtful}


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(r"[(\[〔【](" + alternatives(_written()) + r")[)\]〕】]")
