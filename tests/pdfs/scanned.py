"""Files as a scanner gives them: images of pages at 200 dots an inch, with noise, blur and tilt."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable

import pypdfium2
from PIL import Image, ImageFilter

from . import lists, prose, records
from .made import Made, Recipe

DPI = 200
_DAY = time.gmtime(0)
"""Written into the files, so that they are the same each time."""


def scanned(made: Made, name: str, tilt: float = 0.0, noise: float = 0.05, seed: int = 1) -> Made:
    """The same pages as images only; ``tilt`` in degrees, ``noise`` as a share of all light."""
    document = pypdfium2.PdfDocument(made.body)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    seen = [_as_seen(page, tilt, noise, seed + at) for at, page in enumerate(pages)]
    buffer = io.BytesIO()
    seen[0].save(
        buffer,
        "PDF",
        resolution=DPI,
        quality=80,
        save_all=True,
        append_images=seen[1:],
        creationDate=_DAY,
        modDate=_DAY,
    )
    body = buffer.getvalue()
    return Made(name, "scan", body, made.expected, made.pages, made.again, made.lines, made.text)


def _as_seen(page: Image.Image, tilt: float, noise: float, seed: int) -> Image.Image:
    chance = random.Random(seed)
    page = page.convert("L").point(lambda light: 28 + light * 222 // 255)
    page = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=250)
    grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
    page = Image.blend(page, grain, noise)
    for _ in range(page.width * page.height // 3000):
        place = chance.randrange(page.width), chance.randrange(page.height)
        page.putpixel(place, chance.choice((20, 90, 240)))
    return page.filter(ImageFilter.GaussianBlur(0.6))


_OF: tuple[tuple[str, Callable[[], Made], float, float], ...] = (
    ("scan ruled", lambda: _list("ruled"), 0.0, 0.04),
    ("scan ruled tilted", lambda: _list("boxes"), 0.7, 0.05),
    ("scan turned", lambda: _list("rotated 90"), -0.3, 0.04),
    ("scan record", lambda: records.made(records.FORMS[1]), -0.5, 0.05),
    ("scan record lines", lambda: records.made(records.FORMS[3]), 0.4, 0.06),
    ("scan prose", lambda: prose.made(prose.STYLES[0]), 0.5, 0.05),
    ("scan prose values below", lambda: prose.made(prose.STYLES[4]), 0.0, 0.08),
)


def _list(name: str) -> Made:
    return lists.made(next(spec for spec in lists.SPECS if spec.name == name))


def _recipe(name: str, make: Callable[[], Made], tilt: float, noise: float) -> Recipe:
    return Recipe(name, lambda: scanned(make(), name, tilt, noise), slow=True)


RECIPES = [_recipe(*one) for one in _OF]
