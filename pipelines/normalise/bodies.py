"""Public bodies: by the words of a text, by 全国地方公共団体コード, and their 法人番号."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.errors import SetupError
from pipelines.lookups import BodyFacts, bodies, fold, real_bodies, wards

_CODE = re.compile(r"([0-9]{5})-?([0-9])?", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{12}", re.ASCII)
_LOCAL = "000020"


@lru_cache(maxsize=4096)
def is_corporate_number(text: str) -> bool:
    """Whether 13 digits are a 法人番号: 9 − (Σ digit × 1, 2 … from the right) mod 9 comes first.

    ``7000012050002`` (国税庁) → True. Source: 法人番号の指定等に関する省令 第2条.
    """
    if not _NUMBER.fullmatch(text):
        return False
    return text[0] == corporate_check_digit(text[1:])


def corporate_check_digit(base: str) -> str:
    """The first digit of a 法人番号 from the other twelve. ``000012050002`` → 7"""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return str(9 - total % 9)


@lru_cache(maxsize=4096)
def local_code(text: str) -> str | None:
    """The 6-digit 全国地方公共団体コード that a text of 5 or 6 digits writes, else None.

    ``13101`` → 131016; ``13101-6`` → 131016; ``１３１０１７`` → None: its check digit is wrong. The
    first two digits are the prefecture, 01 to 47. A code that only lost its leading zero
    (Excel's 11002 for 011002) can't be told from 5 digits and is read as such.
    """
    found = _CODE.fullmatch(fold(text).replace("−", "-").replace("‐", "-")[:20])
    if not found or not 1 <= int(found[1][:2]) <= 47:
        return None
    code = found[1] + local_check_digit(found[1])
    return code if found[2] in (None, code[5]) else None


def local_check_digit(digits: str) -> str:
    """The sixth digit of a 全国地方公共団体コード from its first five. ``13101`` → 6

    Σ digit × 6, 5, 4, 3, 2; the last digit of 11 − (Σ mod 11), where Σ < 11 of 11 − Σ.
    Source: 総務省「全国地方公共団体コード」仕様 (検査数字の算出方法).
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


@lru_cache(maxsize=4096)
def local_corporate_number(code: str) -> str | None:
    """The 法人番号 of a local government from its code of 5 or 6 digits; None if that is wrong.

    ``13101-6`` (千代田区) → 8000020131016; ``130001`` (東京都) → 8000020130001: the check digit,
    000020, the code. Wards of designated cities (札幌市中央区) are no corporations: theirs is None
    where the list of local governments knows them. Source: 国税庁法人番号公表サイト.
    """
    full = local_code(code)
    if full is None or full in wards():
        return None
    return corporate_check_digit(_LOCAL + full) + _LOCAL + full


def local_government_code(number: str) -> str | None:
    """The 全国地方公共団体コード within a 法人番号. ``3000020141003`` → 141003; others: None."""
    if number[1:7] != _LOCAL or not is_corporate_number(number):
        return None
    return local_code(number[7:])


@cache
def local_governments() -> dict[str, str]:
    """Name by 6-digit code, in the order of codes: prefectures, municipalities, wards.

    SetupError where a code has a wrong check digit or stands twice.
    """
    named = [(facts.local_code, facts.name) for facts in real_bodies().values() if facts.local_code]
    found: dict[str, str] = {}
    for code, name in sorted([*named, *wards().items()]):
        if code in found or len(code) != 6 or local_code(code) != code:
            raise SetupError(f"data/reference: expected a new code, found {code} of {name}")
        found[code] = name
    return found


@cache
def prefectures() -> tuple[str, ...]:
    """The 47 prefectures by their codes: 北海道, 青森県 …"""
    codes = local_governments()
    return tuple(name for code, name in codes.items() if code[2:5] == "000")


@cache
def local_government_names() -> frozenset[str]:
    """Every name of a prefecture, municipality or ward: 横浜市, 東京都, 横浜市中区."""
    return frozenset(local_governments().values())


def body_facts(id: str | None) -> BodyFacts | None:
    """The body of an id, None if it isn't in the table."""
    return bodies().get(id) if id else None
