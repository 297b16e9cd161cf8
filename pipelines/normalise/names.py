"""Names of organisations: for comparing, and as ids where no 法人番号 is printed."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pipelines.lookups import BodyFacts, bodies, bodies_by_name, fold

# Abbreviated legal forms, written out so that ㈱, (株) and 株式会社 compare equal. Position is
# kept: 株式会社藤本組 and 藤本組株式会社 are two companies.
_FORMS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(同)": "合同会社",
    "(社)": "社団法人",
    "(財)": "財団法人",
    "(一社)": "一般社団法人",
    "(一財)": "一般財団法人",
    "(公社)": "公益社団法人",
    "(公財)": "公益財団法人",
    "(協)": "協同組合",
    "(業)": "企業組合",
    "(独)": "独立行政法人",
    "(共)": "共同企業体",
    "(共企)": "共同企業体",
}
_FORM = re.compile("|".join(re.escape(form) for form in _FORMS))
# Variants of one character in names: what stands left is compared as what stands right.
_VARIANTS = str.maketrans("髙﨑濵濱邊邉德櫻齋淺禮澤惠應", "高崎浜浜辺辺徳桜斎浅礼沢恵応")


@lru_cache(maxsize=131072)
def match_key(name: str) -> str:
    """The name for comparing, never for showing. ``㈱髙木　建設`` → 株式会社高木建設"""
    written = _FORM.sub(lambda form: _FORMS[form[0]], fold(name))
    return written.translate(_VARIANTS)


@lru_cache(maxsize=131072)
def party_id(name: str, corporate_number: str | None = None) -> str:
    """The id of a party: ``JP-JCN-`` and its 法人番号, else ``JP-NAME-`` and a hash of its name.

    The prefecture belongs into the hash where it is printed; these notices don't print it.
    """
    if corporate_number:
        return f"JP-JCN-{corporate_number}"
    return f"JP-NAME-{hashlib.sha256(match_key(name).encode()).hexdigest()[:12]}"


@lru_cache(maxsize=4096)
def is_corporate_number(text: str) -> bool:
    """Whether 13 digits are a 法人番号: 9 − (Σ digit × 1, 2 … from the right) mod 9 comes first.

    Source: 法人番号の指定等に関する省令 第2条.
    """
    if not re.fullmatch(r"[1-9]\d{12}", text):
        return False
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(text[1:])))
    return int(text[0]) == 9 - total % 9


@lru_cache(maxsize=16384)
def body_and_office(text: str) -> tuple[BodyFacts | None, str, str | None]:
    """The known body that a text begins with, its name, and the office that follows.

    ``中部地方整備局　多治見砂防国道事務所`` → the body 中部地方整備局 and the office; so does
    ``国土交通省中部地方整備局…``. A body that nobody knows: None, the words up to the first wide
    gap, and the rest. An office whose body is known by it alone (札幌開発建設部) stays whole as the
    office.
    """
    folded = fold(text)
    for name, facts in bodies_by_name().items():
        if folded.startswith(name):
            if fold(facts.name) != name:
                return facts, facts.name, text.strip()
            office = _after(text, len(name))
            inner = body_and_office(office) if office else None
            if inner and inner[0] and inner[0].parent == facts.id:
                return inner
            return facts, facts.name, office or None
    first, *rest = text.split(maxsplit=1)
    return None, first, rest[0].strip() if rest else None


def body_facts(id: str | None) -> BodyFacts | None:
    """The body of an id, None if it isn't in the table."""
    return bodies().get(id) if id else None


def _after(text: str, letters: int) -> str:
    """What follows the first letters of a text, white space not counted."""
    for place, letter in enumerate(text):
        if letters == 0:
            return text[place:].strip()
        letters -= len(fold(letter))
    return ""
