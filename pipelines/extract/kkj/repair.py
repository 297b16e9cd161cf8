"""What XML can't hold, made harmless before an answer is parsed; the original stays as it came.

A strict parser loses a thousand notices for one bad byte (seen by a client, 2026: lone surrogates,
each encoded as three bytes).
"""

from __future__ import annotations

import re

from pipelines.extract.encoding import declared_in, decode
from pipelines.records import Issue

_PAIR = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")
"""A character beyond U+FFFF as two encoded surrogates (CESU-8): it can be told which one."""
_LONE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(
    r"(?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))|&(?:(?P<known>amp|lt|gt|quot|apos);"
    r"|\#(?P<number>[0-9]{1,8}|x[0-9A-Fa-f]{1,7});)?",
    re.DOTALL,
)
_SIGN = "\ufffd"


def repaired(body: bytes, declared: str | None = None) -> tuple[str, list[Issue]]:
    """The text of an answer that a parser can take, and what had to be repaired.

    Encoded surrogates become their character where two make one, else \\ufffd; so do bytes of no
    encoding and characters that XML forbids. An ``&`` that begins nothing (``&nbsp;`` too, since an
    answer defines no names) stays an ``&``.
    """
    issues: list[Issue] = []
    body, pairs = _PAIR.subn(_joined, body)
    body, lone = _LONE.subn(_SIGN.encode(), body)
    before = body.count(_SIGN.encode())
    text, codec = decode(body, declared_in(body) or declared)
    bad = text.count(_SIGN) - before + lone + pairs
    if bad > 0:
        said = f"{bad} bytes or more that {codec} doesn't have, {pairs} of them put right"
        issues.append(Issue(code="undecodableBytes", text=said))
    text, forbidden = _FORBIDDEN.subn(_SIGN, text)
    whole = _REFERENCE.sub(_reference, text) if "&" in text else text
    signs = forbidden + whole.count(_SIGN) - text.count(_SIGN)
    if signs:
        issues.append(Issue(code="forbiddenCharacters", text=str(signs)))
    return whole, issues


def _joined(found: re.Match[bytes]) -> bytes:
    high, low = found[0][:3], found[0][3:]
    pair = (high + low).decode("utf-8", "surrogatepass")
    return pair.encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _reference(found: re.Match[str]) -> str:
    if found["cdata"] or found["known"]:
        return found[0]
    number = found["number"]
    if not number:
        return "&amp;" + found[0][1:]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    is_sign = code in (9, 10, 13) or (code >= 32 and code <= 0x10FFFF)
    return found[0] if is_sign and not _FORBIDDEN.match(chr(code)) else _SIGN
