"""Which Japanese encoding a text is in: UTF-8, ISO-2022-JP, cp932 or EUC-JP.

Guessing among all encodings of the world is wrong without an error for short pages (an
undeclared EUC-JP page was read as Korean), so only these four are weighed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache

# Names that pages declare → the codec that reads them. Never strict shift_jis: pages that say
# Shift_JIS hold ①, ㈱ and 髙, which only cp932 has.
_DECLARED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "iso-2022-jp": "iso2022_jp",
    "iso2022_jp": "iso2022_jp",
    "csiso2022jp": "iso2022_jp",
    "euc-jp": "euc_jp",
    "euc_jp": "euc_jp",
    "x-euc-jp": "euc_jp",
    "x-euc": "euc_jp",
    "eucjp": "euc_jp",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "cswindows31j": "cp932",
    "ms932": "cp932",
    "cp932": "cp932",
}
_CANDIDATES = ("utf-8", "cp932", "euc_jp")
_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([JI])")  # ESC $ B: JIS X 0208 begins
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 65536
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"Rar!",
    b"7z\xbc\xaf",
)

# A declaration counts for as much as the difference between kanji and half-width kana: it
# decides where the bytes don't, and loses against bytes that speak plainly.
_DECLARED_BONUS = 1.5
_VALID_UTF8_BONUS = 1.0


def is_wide(body: bytes) -> bool:
    """Whether a text is in UTF-16, with its mark or without.

    Excel writes the mark; programs that don't are known by the NULs of their ASCII signs.
    """
    if body.startswith(_WIDE_MARKS):
        return True
    return b"\0" in body[:4096] and _wide_without_mark(body[:4096]) is not None


def _wide_without_mark(sample: bytes) -> str | None:
    sample = sample[: len(sample) // 2 * 2]
    for codec, low, high in (("utf-16-le", 0, 1), ("utf-16-be", 1, 0)):
        if b"\0" in sample[low::2] or b"\0" not in sample[high::2]:
            continue
        # The sample may end in the middle of a surrogate pair.
        text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
        shown = sum(1 for sign in text if sign in "\t\r\n" or sign >= " ")
        if shown == len(text) and "�" not in text and any(sign in text for sign in ",\t;|<\n"):
            return codec
    return None


def declared_in(body: bytes) -> str | None:
    """The encoding that a page or an XML file says of itself, None if it says nothing."""
    head = body[:4096]
    found = _XML.search(head) or _META.search(head)
    return found[1].decode("ascii", "replace") if found else None


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """A file's text and the codec that it was read with; bytes of no encoding become �.

    ``declared`` is as for ``decide``. Signs that old EUC-JP systems take from the vendors' rows
    (①, ㈱, 髙), which the codec doesn't have, are read too. Neither a mark at the beginning nor
    a NUL stays in the text.
    """
    codec = decide(body, declared)
    if body.startswith(_WIDE_MARKS):
        codec = "utf-16"
    elif b"\0" in body[:4096]:
        codec = _wide_without_mark(body[:4096]) or codec
    errors = _EUC_VENDORS if codec == "euc_jp" else "replace"
    text = body.decode(codec, errors=errors)
    return text.removeprefix("\ufeff").replace("\0", "�"), codec


_EUC_VENDORS = "chotatsu.euc_vendors"


def _vendor_sign(error: UnicodeError) -> tuple[str, int]:
    """A sign of NEC's row 13 or of IBM's rows 115 to 119, by way of the same place in cp932."""
    assert isinstance(error, UnicodeDecodeError)
    first, second = (*error.object[error.start : error.start + 2], 0)[:2]
    if 0xA1 <= first <= 0xFE and 0xA1 <= second <= 0xFE:
        row, cell = first - 0xA1, second - 0xA1
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        trail = cell + (0x9F if row % 2 else 0x40 + (cell > 62))
        sign = bytes((lead, trail)).decode("cp932", errors="replace")
        if len(sign) == 1:
            return sign, error.start + 2
    return "�", error.start + 1


codecs.register_error(_EUC_VENDORS, _vendor_sign)


def is_text(body: bytes) -> bool:
    """Whether bytes can be text in one of the four encodings; none of them has a NUL."""
    return not body.startswith(_SIGNATURES) and b"\0" not in body[:_SAMPLE]


def decide(body: bytes, declared: str | None = None) -> str:
    """The codec to read a text with: ``utf-8``, ``iso2022_jp``, ``cp932`` or ``euc_jp``.

    ``declared`` is what a header or the page says, in any spelling; unknown names don't count.
    """
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8"
    said = _DECLARED.get((declared or "").strip().strip("\"'").lower())
    first = _HIGH.search(body)
    if first is None:
        return "iso2022_jp" if _ESCAPE.search(body) else said or "utf-8"
    # From the first byte that isn't ASCII: in all three candidates a character begins there.
    sample = body[first.start() : first.start() + _SAMPLE]
    scores = {
        codec: _likelihood(sample, codec) + (_DECLARED_BONUS if codec == said else 0)
        for codec in _CANDIDATES
    }
    return max(_CANDIDATES, key=scores.__getitem__)


def _likelihood(sample: bytes, codec: str) -> float:
    """How much the bytes, read with this codec, look like Japanese; the mean over characters."""
    # The decoder is not told that the sample ends: a character cut in two there is no error.
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    letters = Counter(letter for letter in text if letter > "\x7f")
    total = sum(letters.values())
    if not total:
        return -20.0
    score = sum(_weight(letter) * count for letter, count in letters.items()) / total
    if codec == "utf-8" and "�" not in letters:
        score += _VALID_UTF8_BONUS
    return score


@lru_cache(maxsize=16384)
def _weight(letter: str) -> float:
    """Kana are the surest sign, then everyday kanji; what bad decoding makes counts against."""
    point = ord(letter)
    if point == 0xFFFD:
        return -20.0
    if 0x3041 <= point <= 0x3096:  # hiragana
        return 3.0
    if 0x30A1 <= point <= 0x30FE:  # katakana
        return 2.0
    if 0x3000 <= point <= 0x301F or 0xFF01 <= point <= 0xFF5E:  # 、。「」 and full-width ASCII
        return 1.5
    if 0xFF61 <= point <= 0xFF9F:  # half-width kana
        return -0.3
    if 0x4E00 <= point <= 0x9FFF:
        return 1.5 if _is_everyday(letter) else -4.0
    if 0xE000 <= point <= 0xF8FF or 0x80 <= point <= 0x9F:  # private use, control characters
        return -5.0
    return -1.0


def _is_everyday(kanji: str) -> bool:
    """JIS level 1 (rows 16 to 47), or one of the vendor's variants such as 髙 and 﨑."""
    try:
        return 0xB0 <= kanji.encode("euc_jp")[0] <= 0xCF
    except UnicodeEncodeError:
        return False
