"""Japanese fonts for the generated files; a test is skipped where one isn't installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

_DEBIAN = "/usr/share/fonts/opentype"
_FILES = {
    "gothic": (f"{_DEBIAN}/ipafont-gothic/ipag.ttf", f"{_DEBIAN}/ipaexfont-gothic/ipaexg.ttf"),
    "mincho": (f"{_DEBIAN}/ipafont-mincho/ipam.ttf", f"{_DEBIAN}/ipaexfont-mincho/ipaexm.ttf"),
    "proportional": (f"{_DEBIAN}/ipafont-gothic/ipagp.ttf",),
}
_NAMED = {"cid mincho": "HeiseiMin-W3", "cid gothic": "HeiseiKakuGo-W5"}
"""Fonts that a file only names: a reader has its own, nothing is embedded."""


@cache
def font(kind: str) -> str:
    """The registered name of a font: gothic, mincho, proportional, ``cid mincho``, ``cid gothic``.

    Skips the test where no file of it is installed.
    """
    if kind in _NAMED:
        pdfmetrics.registerFont(UnicodeCIDFont(_NAMED[kind]))
        return _NAMED[kind]
    for path in _FILES[kind]:
        if Path(path).is_file():
            pdfmetrics.registerFont(TTFont(kind, path))
            return kind
    pytest.skip(
        f"no {kind} Japanese TrueType font: apt-get install "
        "fonts-ipafont-gothic fonts-ipafont-mincho"
    )
