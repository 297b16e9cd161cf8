"""What a text says of consumption tax: included, excluded, exempt."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.normalise.text import squeezed

# 消費税及び地方消費税の額に相当する額, 消費税等(10%)相当額
_NAME = (
    r"税(?:額|等|の|相当|する|に|及び|および|並びに|と|・|、|/|地方消費|税|分|率"
    r"|\(?(?:5|8|10)%\)?){0,12}"
)
_NOT_HELD = (
    r"含ま(?:ない|ず|れ(?:ない|ません|ず|て(?:い(?:ない|ません)|おら|おりません)))"
    r"|含め(?:ない|ず|ません|て(?:い(?:ない|ません)|おら|おりません))|含みません|含んで(?:いない|おら|いません)"
)
_WITHOUT_TAX = re.compile(
    rf"{_NAME}(?:[はをが]|、)?(?:抜|ヌキ|ぬき|別|外(?!国)|{_NOT_HELD}|除|控除|差し?引|引[いき]|加(?:え|算し)ない|加算前|不含)"
    r"|[抜除外]税(?!務)|別税|[+](?:消費|別途)?(?:消費)?税|別途、?(?:消費)?税|除く?[、:]?消費税|税(?:・)?別"
)
_WITH_TAX = re.compile(
    rf"{_NAME}(?:[はをが]|、)?(?:込|コミ|こみ|入り|(?!{_NOT_HELD})含|加(?:え(?!ない)|算(?!前|しない)))"
    r"|内税(?!務|制)|[込含]税(?!務)|含む?[、:]?消費税|うち(?:取引に(?:係|かか)る)?消費税"
)
_EXEMPT = re.compile(r"(?:非|不|免)課?税(?!標準|事業者|業者)")


def folded_tax(text: str) -> str | None:
    """As ``tax_of``, for a text that is squeezed already."""
    if "税" not in text:
        return None
    excluded, included = _WITHOUT_TAX.search(text), _WITH_TAX.search(text)
    if excluded and included:
        return None
    return "excluded" if excluded else "included" if included else None


def says_both(text: str) -> bool:
    """Whether a squeezed text speaks of prices with tax and of prices without."""
    return bool("税" in text and _WITHOUT_TAX.search(text) and _WITH_TAX.search(text))


def is_exempt(text: str) -> bool:
    """Whether a squeezed text says that no tax is due. ``非課税`` → True"""
    return "税" in text and bool(_EXEMPT.search(text))


@lru_cache(maxsize=8192)
def tax_of(text: str) -> str | None:
    """What a text says of tax: ``（税抜き）`` → excluded, ``消費税込み`` → included, else None.

    None too where it says both: then it speaks of more than one price.
    """
    return folded_tax(squeezed(text)) if "税" in text else None
