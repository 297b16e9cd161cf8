"""tesseract: lines of text from a picture, where the extra ``ocr`` isn't installed."""

from __future__ import annotations

import io
import os
import subprocess

from PIL import Image

from pipelines.errors import Unreadable
from pipelines.extract.ocr.spotted import Spotted, tidied

TIME_LIMIT = 60.0
"""Seconds for one page; a full one takes five."""

_WORD = "5"  # the level of a row that is a word
_APART = 0.6
"""Line heights between two words that are read as one piece."""


def spotted(image: Image.Image, program: str, dpi: float) -> list[Spotted]:
    """The texts of a page, each with its place in points.

    Unreadable where tesseract takes too long, or has no Japanese.
    """
    picture = io.BytesIO()
    image.convert("L").save(picture, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", "jpn", "--psm", "6", "--dpi", f"{dpi:.0f}", "tsv"]
    try:
        answer = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=TIME_LIMIT,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        ).stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "readerTimeout",
            f"expected tesseract to read a page within {TIME_LIMIT:g} s, found it still at work: "
            "a developer must look at it",
        ) from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip()[-200:]
        message = f"expected tesseract to read Japanese, found: {told}"
        raise Unreadable(
            "readerCrashed", f"{message}: the operator must install tesseract-ocr-jpn"
        ) from error
    return pieces_in(answer, 72 / dpi)


def pieces_in(table: str, scale: float) -> list[Spotted]:
    """The words of tesseract's table put together where they stand close in one line."""
    found: list[Spotted] = []
    line: list[str] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        left, top, wide, high = (int(cell) * scale for cell in cells[6:10])
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        word = Spotted(cells[11].strip(), (left, top, left + wide, top + high), confidence)
        if found and cells[1:5] == line and _is_close(found[-1], word):
            found[-1] = _joined(found[-1], word)
        else:
            found.append(word)
        line = cells[1:5]
    return found


def _is_close(one: Spotted, other: Spotted) -> bool:
    high = max(one.corners[3] - one.corners[1], other.corners[3] - other.corners[1])
    return other.corners[0] - one.corners[2] <= _APART * high


def _joined(one: Spotted, other: Spotted) -> Spotted:
    corners = (
        one.corners[0],
        min(one.corners[1], other.corners[1]),
        max(one.corners[2], other.corners[2]),
        max(one.corners[3], other.corners[3]),
    )
    text = tidied(f"{one.text} {other.text}")
    return Spotted(text, corners, min(one.confidence, other.confidence))
