"""Check boxes: which of the printed choices is the chosen one."""

from __future__ import annotations

import re

_CHOSEN = "☑☒■✓✔☛⊠\uf0fe\uf052\uf0fd"
_FREE = "□☐\uf0a8\uf06f\uf071"
_MARK = re.compile(f"[{_CHOSEN}{_FREE}]")
_APART = re.compile(r"[\s　]*[・･、,，/／][\s　]*$|[\s　]+$")
_PLAIN = re.compile(r"[\s　]*[・･/／][\s　]*|　+|\n")


def chosen(text: str) -> str | None:
    """The choice that is marked among several: ``■一般競争　□指名競争`` → 一般競争.

    Where only the free ones have a mark, the one without is chosen: ``☐対象・否`` → 否. None for a
    text without check boxes, "" where nothing is chosen.
    """
    marks = list(_MARK.finditer(text))
    if not marks or not any(mark[0] in _FREE for mark in marks):
        return text.lstrip(_CHOSEN + " 　") if marks and marks[0].start() == 0 else None
    found: list[str] = []
    if any(mark[0] in _CHOSEN for mark in marks):
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=True):
            if mark[0] in _CHOSEN:
                found.append(_APART.sub("", text[mark.end() : end].strip(" 　\n")))
    else:
        pieces = [piece.strip() for piece in _PLAIN.split(text)]
        found = [piece for piece in pieces if piece and piece[0] not in _FREE]
    return "　".join(piece.strip(" 　・") for piece in found if piece.strip(" 　・"))
