"""What a page said before its first table and that holds for the tables after that one too."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.extract.words import says_how
from pipelines.normalise.years import above_is


class Said:
    """Lines that hold until the heading ends under which they stand, or one says otherwise.

    ``金額はいずれも税抜です。`` and ``令和8年8月17日に執行した入札の結果`` stand once above the
    blocks of all purchases.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, str]] = {}

    def add(self, lines: Iterable[str], depth: int) -> None:
        """Keep what holds of lines that stand under so many headings."""
        for line in lines:
            if kind := _kind(line):
                self._held[kind] = depth, line

    def end(self, depth: int) -> None:
        """Forget what stood under more than so many headings: they are over."""
        self._held = {kind: held for kind, held in self._held.items() if held[0] <= depth}

    def besides(self, lines: Iterable[str]) -> list[str]:
        """What still holds, but for what lines nearer by say themselves."""
        nearer = {_kind(line) for line in lines}
        return [line for kind, (_, line) in self._held.items() if kind not in nearer]


def _kind(line: str) -> str | None:
    """What a line says of all below it: how prices are given, or a day; None for other lines."""
    if says_how(line):
        return "how"
    return next((kind for kind in ("opened", "published") if above_is(kind, line)), None)
