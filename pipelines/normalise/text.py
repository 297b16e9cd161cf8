"""Text as notices print it, made plain for reading: what Unicode's folding alone gets wrong."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipelines.errors import SetupError
from pipelines.lookups import load

_FILE = "characters.yml"
_GAP = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Bytes of UTF-8 read as cp932 (譁蟄怜喧), of UTF-8 or cp932 read as Latin (æ–‡å­—), of EUC-JP read
# as cp932 (half-width katakana without a word in it) or as Korean.
_AS_CP932 = re.compile("[縺繧繝譁蜿邨蟄螟險髢譛莠譌謖驛蜀逕菴豌莉隲鬮]")
_AS_LATIN = re.compile("[ÂÃâãäåæçèéï][\u0080-\u00bf‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œž€]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HALF_KANA = re.compile("[\uff61-\uff9f]{4,}")
# What real half-width katakana is not: a row that begins with a mark of sound, a small letter or
# punctuation in the midst of it, as bytes of EUC-JP give.
_NO_KANA_WORD = re.compile("^[ﾞﾟ｡､｣ｧ-ｯ]|[｡､｢｣･]{2}|[ﾞﾟ]{2}")
_LOST = re.compile(r"\ufffd|\?{3,}|[\u0080-\u0084\u0086-\u009f]{2,}")


def plain(text: str) -> str:
    """Text for reading values: NFKC, with its traps defused; white space stays.

    ``①１，０００円`` → ``(1)1,000円`` (NFKC alone would make it 11,000); ``１２㎡`` → ``12m2``;
    ``5²`` → ``5^2``; ``1½`` → ``1 1/2``; ``−1,000`` and ``―`` → ``-``; ``〜`` → ``~``. Characters
    that print nothing are dropped, those of the official gazette's own set are mapped
    (``37U+EA75701円`` → ``37,701円``). ASCII text comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    if _traps().isdisjoint(text):
        return unicodedata.normalize("NFKC", text)
    folded = unicodedata.normalize("NFKC", text.translate(_before())).translate(_after())
    if _PRIVATE.search(folded):
        return _beside_digits()[0].sub(lambda found: _beside_digits()[1][found[0]], folded)
    return folded


def squeezed(text: str) -> str:
    """Plain text without white space, but one space where a gap parts two digits.

    ``令和 ７ 年 ４ 月 １ 日`` → ``令和7年4月1日``; ``2025/4/1  9:00`` → ``2025/4/1 9:00``.
    """
    parts = _GAP.split(plain(text))
    return " ".join("".join(part.split()) for part in parts)


def private_use(text: str) -> str | None:
    """The first character that means something to its publisher alone; None if there is none.

    An amount or a date that holds one may miss a digit: it must not be read.
    """
    found = _PRIVATE.search(plain(text))
    return found[0] if found else None


@lru_cache(maxsize=4096)
def is_mojibake(text: str) -> bool:
    """Whether a text was decoded wrongly: its letters are not what the publisher wrote.

    ``譁ｰ譌･譛ｬ`` (UTF-8 as cp932), ``æ–°æ—¥`` (as Latin), ``???`` and U+FFFD → True. A single
    ``?`` between letters may be one lost dash: False.
    """
    if text.isascii():
        return "???" in text
    if _LOST.search(text) or len(_AS_LATIN.findall(text)) > 1 or len(_HANGUL.findall(text)) > 2:
        return True
    strange = len(_AS_CP932.findall(text))
    if strange > 1 and strange * 8 >= len(text):
        return True
    return any(_NO_KANA_WORD.search(found) for found in _HALF_KANA.findall(text))


def variants(text: str) -> str:
    """A name with shapes of one character made equal, for comparing only. ``髙﨑`` → ``高崎``"""
    return text.translate(_variants())


@cache
def _traps() -> frozenset[str]:
    """Every character that NFKC alone gets wrong; most texts hold none, and are spared the rest."""
    private = range(0xE000, 0xF900)
    return frozenset(map(chr, (*_before(), *_after(), *private)))


@cache
def _before() -> dict[int, str]:
    """What must be replaced before NFKC: it would glue, drop or keep these wrongly."""
    table: dict[int, str] = dict.fromkeys(_controls(), "")
    table |= {ord(letter): "\n" for letter in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
    table |= _gazette() | load(_FILE)["symbols"]
    table |= {ord(letter): meant for letter, meant in _letters("radicals").items()}
    for code in range(0x2070, 0x2090):  # superscripts and subscripts
        if value := unicodedata.numeric(chr(code), None):
            table[code] = f"{'^' if code < 0x2080 else '_'}{int(value)}"
    table |= {ord("⁰"): "^0", ord("₀"): "_0", ord("¹"): "^1", ord("²"): "^2", ord("³"): "^3"}
    table |= {ord("⁻"): "^-", ord("⁺"): "^+", ord("₋"): "_-", ord("₊"): "_+"}
    for code in (*range(0xBC, 0xBF), *range(0x2150, 0x215F)):  # ½ and its like
        table[code] = " " + unicodedata.normalize("NFKC", chr(code)).replace("⁄", "/")
    return table | _enumerators()


def _enumerators() -> dict[int, str]:
    """Numbers in circles, brackets or with a full stop: ① ❶ ⓵ ⒈ ㊿ → ``(1)``."""
    runs = ((0x2460, 20), (0x2474, 20), (0x2488, 20), (0x24EB, 10), (0x24F5, 10), (0x2776, 10))
    more = ((0x2780, 10), (0x278A, 10), (0x3251, 15), (0x32B1, 15))
    table = {0x24EA: "(0)", 0x24FF: "(0)"}
    for first, count in runs + more:
        for code in range(first, first + count):
            table[code] = f"({int(unicodedata.numeric(chr(code)))})"
    return table


@cache
def _after() -> dict[int, str]:
    """Dashes and waves, once NFKC has made the wide ones narrow."""
    marks = load(_FILE)
    table = dict.fromkeys(map(ord, marks["dashes"]), "-")
    return table | dict.fromkeys(map(ord, marks["waves"]), "~")


def _controls() -> list[int]:
    """Control and invisible characters, but white space."""
    found = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()]
    for first, last in load(_FILE)["invisible"]:
        found.extend(range(first, last + 1))
    return found


@cache
def _gazette() -> dict[int, str]:
    entries: dict[int | str, object] = load(_FILE)["gazette"]
    table: dict[int, str] = {code: str(s) for code, s in entries.items() if isinstance(code, int)}
    runs = load(_FILE)["gazette"]["runs"]
    for run in runs:
        for code in range(run["from"], run["to"] + 1):
            number = run["number"] + code - run["from"]
            table[code] = f"({number})" if run["brackets"] else str(number)
    return table


def gazette_text(text: str) -> str:
    """A text of the official gazette with what its pages show for its private-use characters.

    ``37U+EA75701U+EA75400円`` → ``37,701,400円``; one that nobody knows stays: an amount that holds
    it must not be read (``private_use``).
    """
    return text.translate(_gazette_printed())


@cache
def _gazette_printed() -> dict[int, str]:
    entries: dict[int | str, object] = load(_FILE)["gazettePrinted"]
    table: dict[int, str] = {code: str(s) for code, s in entries.items() if isinstance(code, int)}
    for run in load(_FILE)["gazettePrinted"]["runs"]:
        for code in range(run["from"], run["to"] + 1):
            table[code] = chr(ord(run["as"]) + code - run["from"])
    return table


@cache
def _beside_digits() -> tuple[re.Pattern[str], dict[str, str]]:
    """The gazette's characters that another publisher may use otherwise: read beside a digit."""
    table = {chr(code): str(s) for code, s in load(_FILE)["gazetteBesideDigits"].items()}
    letters = "".join(table)
    return re.compile(f"(?<=[0-9])[{letters}]|[{letters}](?=[0-9])"), table


@cache
def _variants() -> dict[int, str]:
    return {ord(letter): meant for letter, meant in _letters("variants").items()}


def _letters(entry: str) -> dict[str, str]:
    """A mapping of single characters; anything else in it is a mistake of the file."""
    found: dict[str, str] = load(_FILE)[entry]
    for letter, meant in found.items():
        if len(letter) != 1 or len(meant) != 1 or letter == meant:
            raise SetupError(
                f"{_FILE}: expected two different characters in {entry}, found {letter}: {meant}"
            )
    return found
