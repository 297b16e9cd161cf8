"""Sets invented notices as the official gazette sets them: columns of lines on turned pages.

A page has its masthead down one side, upright rules between its columns, letters of eight points,
and characters of the gazette's own for the comma of thousands, for ⑴, ① and for the digits of the
masthead. A paragraph fills its lines to the right edge; the lines after its first are indented.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfs.fonts import font
from pdfs.paper import Paper
from reportlab.pdfbase.pdfmetrics import getFont

LEFT, RIGHT, TOP, BOTTOM = 57.0, 793.0, 46.0, 549.0
SIZE, HIGH, MARGIN = 8.0, 11.5, 4.0

_OWN = {",": "\uea75", "-": "\ue61c"}
_OWN |= {chr(ord("⑴") + at): chr(0xE7B2 + at) for at in range(12)}
_OWN |= {chr(ord("①") + at): chr(0xE7D1 + at) for at in range(10)}
_OWN |= {"⑪": "\ue7bc", "⑫": "\ue7bd"}
_DIGITS = {chr(ord("0") + at): chr(0xE88A + at) for at in range(10)}
_NARROW = "\uea75\ue61c"
UNKNOWN = "\ue999"
"""A character of the gazette that nobody knows."""


FACE = "mincho"


@dataclass(frozen=True)
class Paragraph:
    """``first`` and ``rest`` are the letters by which its first and its other lines are indented.

    ``spread``: its lines are spread over the column letter by letter; ``size`` in points.
    """

    text: str
    first: int = 0
    rest: int = 0
    size: float = SIZE
    centred: bool = False
    spread: bool = False


def own(text: str) -> str:
    """A text with the gazette's own characters; an address keeps its own hyphens."""
    return "".join(_OWN.get(letter, letter) for letter in text)


def headed(text: str, size: float = 9.0) -> Paragraph:
    """A heading in the middle of its column."""
    return Paragraph(text, size=size, centred=True)


def issue(
    paragraphs: Sequence[Paragraph],
    columns: int = 4,
    day: str = "令和7年7月14日",
    number: int = 129,
) -> bytes:
    """A PDF of some paragraphs, page after page."""
    _teach()
    paper = Paper(FACE, landscape=True, turned=270)
    wide = (RIGHT - LEFT) / columns
    lines = [line for one in paragraphs for line in _lines(one, wide - 2 * MARGIN)]
    deep = int((BOTTOM - TOP) / HIGH)
    pages = [lines[at : at + deep * columns] for at in range(0, len(lines), deep * columns)]
    for count, page in enumerate(pages, start=1):
        if count > 1:
            paper.next_page()
        _furniture(paper, columns, f"{day}　月曜日　(号外政府調達第{number}号)", count)
        for at, (line, made) in enumerate(page):
            column, row = divmod(at, deep)
            x, top = LEFT + column * wide + MARGIN, TOP + row * HIGH
            _draw(paper, line, made, x, top, wide - 2 * MARGIN)
    return paper.pdf()


def _teach() -> None:
    """Give the font the gazette's own characters: they look like those that they stand for."""
    face = getFont(font(FACE)).face
    for looks, letter in [*_OWN.items(), *_DIGITS.items(), (",", UNKNOWN)]:
        glyph = face.charToGlyph.get(ord(looks)) or face.charToGlyph[ord("・")]
        face.charToGlyph[ord(letter)] = glyph
        face.charWidths[ord(letter)] = face.charWidths.get(ord(looks), face.defaultWidth)


def _furniture(paper: Paper, columns: int, masthead: str, page: int) -> None:
    wide = (RIGHT - LEFT) / columns
    for edge in range(columns + 1):
        paper.line(LEFT + edge * wide, TOP - 6, LEFT + edge * wide, BOTTOM + 6)
    text = "".join(_DIGITS.get(letter, letter) for letter in f"{page}　{masthead}")
    for at, letter in enumerate(text):
        if letter.strip():
            paper.text(43, 90 + 10 * at, letter, 10)


def _lines(made: Paragraph, room: float) -> Iterator[tuple[str, Paragraph]]:
    """The lines of a paragraph, each with its indent in front as full-width spaces."""
    line, used = "　" * made.first, made.first * made.size
    for letter in made.text:
        if letter == "\n" or used + _wide(letter, made.size) > room + 0.1:
            yield line, made
            line, used = "　" * made.rest, made.rest * made.size
        if letter != "\n":
            line, used = line + letter, used + _wide(letter, made.size)
    if line.strip("　"):
        yield line, made


def _wide(letter: str, size: float) -> float:
    is_wide = unicodedata.east_asian_width(letter) in "WFA" or "\ue000" <= letter <= "\uf8ff"
    return size if is_wide and letter not in _NARROW else size / 2


def _draw(paper: Paper, line: str, made: Paragraph, x: float, top: float, room: float) -> None:
    """A line, in the middle or spread over its column where asked; numbers stay together."""
    letters = line.rstrip("　")
    used = sum(_wide(letter, made.size) for letter in letters)
    if made.centred:
        x += (room - used) / 2
    runs = (
        re.findall(r"[ -~\uea75]+|　|.", letters)
        if made.spread
        else re.findall("[^　]+|　", letters)
    )
    step = max((room - used) / max(len(runs) - 1, 1), 0.0) if made.spread else 0.0
    for run in runs:
        if run != "　":
            paper.text(x, top, run, made.size)
        x += sum(_wide(letter, made.size) for letter in run) + step
