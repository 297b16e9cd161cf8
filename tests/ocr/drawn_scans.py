"""Pages drawn as a scanner gives them: 200 dots an inch, with noise, blur and tilt."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 200
WIDTH, HEIGHT = round(8.27 * DPI), round(11.69 * DPI)
LEFT, TOP = 120, 260
_ROW = 84
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
    "/System/Library/Fonts/ヒラギノ明朝 ProN.ttc",
)


def font(points: float = 10.5) -> ImageFont.FreeTypeFont:
    """A Japanese font; the test is skipped where none is installed."""
    for path in _FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, round(points * DPI / 72), index=0)
    pytest.skip("no Japanese font is installed (apt-get install fonts-noto-cjk)")


def table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Image.Image:
    """A ruled table; ``widths`` of its columns in dots."""
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw, face = ImageDraw.Draw(image), font()
    edges = [LEFT + sum(widths[:column]) for column in range(len(widths) + 1)]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            place = edges[column] + 8, TOP + number * _ROW + 24
            draw.text(place, text, font=face, fill=25)
    bottom = TOP + len(rows) * _ROW
    for number in range(len(rows) + 1):
        y = TOP + number * _ROW
        draw.line((edges[0], y, edges[-1], y), fill=40, width=2)
    for x in edges:
        draw.line((x, TOP, x, bottom), fill=40, width=2)
    return image


def lines(texts: Sequence[str], points: float = 10.5) -> Image.Image:
    """Lines of text."""
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw, face = ImageDraw.Draw(image), font(points)
    for number, text in enumerate(texts):
        place = LEFT, TOP + round(number * points * DPI / 72 * 1.75)
        draw.text(place, text, font=face, fill=25)
    return image


def scanned(image: Image.Image, tilt: float = 0.0, seed: int = 1) -> Image.Image:
    """The page as scanned: turned by some degrees, with grain, specks and blur."""
    image = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=250)
    grain = Image.effect_noise(image.size, 16)
    image = Image.blend(image, grain, 0.06)
    chance = random.Random(seed)
    for _ in range(1500):
        at = chance.randrange(image.width), chance.randrange(image.height)
        image.putpixel(at, chance.choice((0, 60)))
    return image.filter(ImageFilter.GaussianBlur(0.6))
