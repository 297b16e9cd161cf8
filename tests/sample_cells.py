"""Every cell of the real sample files, with the heading of a day or an amount above it.

Headings are told by their words alone, so that the lookups of the program are not their own judge.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import Unreadable
from pipelines.extract import delimited, html, sheets
from pipelines.extract.encoding import decide
from pipelines.extract.grid import Grid

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"
_DAY = re.compile(r"(?:年月日|日|日付|日時|期日|期限|期間|工期|納期|時期)$")
_MONEY = re.compile(r"(?:金額|価格|契約額|落札額|限度額|見積額|単価|落札率)$")
# What follows the word in a heading: （税抜き）, (千円), ※, numbers of rounds.
_NOTE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[※*:]+[0-9]*|[0-9]+回目?|第[0-9]+回|[①-⑳]")
# Words of headings that end alike and are neither: 種別, 予定価格の公表, 契約金額の区分.
_OTHER = re.compile(r"公表|区分|有無|理由|内訳|以上|未満|株|有限|会社|^[土休祝平]日$|^[0-9]")


@dataclass(frozen=True)
class Cell:
    """A printed text; ``kind`` is date or amount where its heading says so, else None."""

    file: str
    text: str
    kind: str | None
    heading: str


def cells() -> Iterator[Cell]:
    """The cells of every workbook, CSV and HTML file of the samples, empty ones left out."""
    for path in sorted(SAMPLES.rglob("*.*")):
        for grid in _grids(path):
            yield from _cells(path.name, grid)


def kind_of(heading: str) -> str | None:
    """What a heading promises: ``開札日`` → date, ``契約金額（円）`` → amount, else None."""
    folded = "".join(unicodedata.normalize("NFKC", heading).split())
    if len(folded) > 40 or _OTHER.search(folded):
        return None
    bare = _NOTE.sub("", folded)
    if _DAY.search(bare):
        return "date"
    return "amount" if _MONEY.search(bare) else None


def _grids(path: Path) -> list[Grid]:
    suffix = path.suffix.lower()
    try:
        if suffix in (".xls", ".xlsx"):
            return sheets.grids(path.read_bytes())
        if suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
                return [g for name in packed.namelist() for g in _text_grids(packed.read(name))]
        if suffix == ".csv":
            return _text_grids(path.read_bytes())
        if suffix == ".html":
            return html.grids(path.read_text(encoding="utf-8"))
    except Unreadable:
        pass
    return []


def _text_grids(body: bytes) -> list[Grid]:
    return delimited.grids(body.decode(decide(body), errors="replace").removeprefix("\ufeff"))


def _cells(file: str, grid: Grid) -> Iterator[Cell]:
    """The cells in printed order; a row with several headings begins a table."""
    heads: dict[int, tuple[str | None, str]] = {}
    for row in grid.rows:
        if _is_header(row):
            # the second level of a header adds to the first; one that begins anew replaces it
            heads |= {place: (kind_of(text), text) for place, text in enumerate(row) if text}
            continue
        for place, text in enumerate(row):
            if text.strip():
                kind, heading = heads.get(place, (None, ""))
                yield Cell(file, text, kind, heading)


def _is_header(row: list[str]) -> bool:
    """Whether a row holds headings: a promise of days or amounts, and no cell that is a number."""
    printed = [text for text in row if text.strip()]
    numbers = sum(bool(re.search(r"[0-9]{3}", unicodedata.normalize("NFKC", t))) for t in printed)
    return not numbers and any(kind_of(text) for text in printed)
