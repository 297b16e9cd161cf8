"""How an answer of the search API of 官公需情報ポータルサイト begins."""

from __future__ import annotations

import re

_FIRST = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_INNER = re.compile(rb"<(?:[\w.-]+:)?(?:SearchResults|Error)[\s/>]")


def is_answer(head: bytes) -> bool:
    """Whether a file begins like an answer: the root ``Results`` with results or an error."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    first = _FIRST.search(head)
    return first is not None and first[1] == b"Results" and bool(_INNER.search(head))
