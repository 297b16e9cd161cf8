"""The points of one text and the words between them, as far as they are put together."""

from __future__ import annotations

from pipelines.normalise.dates.points import Element, Point
from pipelines.normalise.dates.times import read_clock
from pipelines.normalise.dates.tokens import Token
from pipelines.normalise.dates.words import finder


class Elements:
    """``elements`` in order and ``flags`` of a folded text, growing token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[Element] = []
        self.flags: list[str] = []
        self.legal = finder("laws").search(text) is not None

    def last(self) -> Element | None:
        """The element that was put together last."""
        return self.elements[-1] if self.elements else None

    def open_point(self, token: Token) -> Point | None:
        """The point that ends right before a token, with nothing but の or a bracket between."""
        last = self.last()
        if not last or not last.point:
            return None
        between = self.text[last.stop : token.start]
        return last.point if between.strip(" の(,、") == "" else None

    def new(self, token: Token) -> Point:
        """A new point that begins with a token."""
        point = Point(token.start, token.end)
        self.elements.append(Element("point", token.start, token.end, point=point))
        return point

    def grow(self, point: Point, token: Token) -> None:
        """Lets a point reach to the end of a token."""
        point.stop = self.elements[-1].stop = token.end

    def mark(self, token: Token) -> None:
        """A word between dates."""
        self.elements.append(Element(token.kind, token.start, token.end, token.text))

    def before_to(self) -> Point | None:
        """The point that the last から or ～ leads on from."""
        if len(self.elements) < 2 or self.elements[-1].kind != "to":
            return None
        return self.elements[-2].point

    def set_time(self, point: Point, text: str) -> None:
        """Gives a point the hour that a text prints."""
        clock = read_clock(text)
        point.time = clock.value or ""
        point.flags += clock.flags
