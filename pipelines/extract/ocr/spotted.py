"""A stretch of text that was seen on a picture, and how sure the reader is of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.extract.pdf.letters import Letters, Piece
from pipelines.extract.pdf.shown import Corners
from pipelines.lookups import load

_BLANKS = " 　"


@dataclass(frozen=True, slots=True)
class Spotted:
    """Text with its place: left, top, right, bottom in points from the top left of the page.

    ``confidence`` is what the reader gives, from 0 to 1: no probability, but lower is worse.
    """

    text: str
    corners: Corners
    confidence: float


def letters_of(spotted: list[Spotted]) -> tuple[Letters, list[Piece]]:
    """The letters of what was seen, spread evenly over its place, and one piece for each."""
    text, pieces = "", list[Piece]()
    sides: tuple[list[float], list[float], list[float], list[float]] = [], [], [], []
    for one in spotted:
        first = len(text)
        for sign, box in _spread(one):
            text += sign
            for side, place in zip(sides, box, strict=True):
                side.append(place)
        if len(text) > first:
            pieces.append(Piece(*one.corners, text[first:], first, len(text)))
    return Letters(text, sides, 0, len(text)), pieces


def _spread(one: Spotted) -> list[tuple[str, Corners]]:
    """Each sign with its share of the width: a narrow one (7, a) half of a wide one (七, ア)."""
    left, top, right, bottom = one.corners
    widths = [1 if ord(sign) < 0x100 or "｡" <= sign <= "ﾟ" else 2 for sign in one.text]
    step = (right - left) / max(sum(widths), 1)
    found, at = [], left
    for sign, width in zip(one.text, widths, strict=True):
        found.append((sign, (at, top, at + width * step, bottom)))
        at += width * step
    return found


def tidied(text: str) -> str:
    """The text in Japanese forms of letters (消費稅 is 消費税), without blanks that nobody printed.

    A reader sees some between wide letters (令和 7 年); one between two Latin words stays.
    """
    text = text.translate(_forms())
    kept = ""
    for at, sign in enumerate(text):
        if sign in _BLANKS:
            around = text[at - 1 : at] + text[at + 1 : at + 2]
            if len(around) < 2 or not (around.isascii() and around.isalpha()):
                continue
        kept += sign
    return kept


@cache
def _forms() -> dict[int, str]:
    """Letters that a reader gives in another form, from ``data/lookups/ocr.yml``."""
    return {ord(wrong): right for wrong, right in load("ocr.yml")["forms"].items()}
