"""An answer of the API, element by element: what it states, and its results.

Elements count by their names alone: their order differs from record to record (seen in clients'
code, 2026). One that is missing or empty is not published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from pipelines.errors import Unreadable
from pipelines.extract.kkj.repair import repaired
from pipelines.records import Issue
from pipelines.times import TOKYO

MOST_TEXT = 200_000
"""Letters of one element that are kept: a notice has tens of thousands; one of 157 MB was seen."""
_DEEPEST = 20
_SLICE = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a notice links."""

    name: str
    uri: str


@dataclass(frozen=True, slots=True)
class Result:
    """One ``SearchResult``: the text of each element by name in the order of the answer.

    ``lengths`` has the letters of those that were cut. An element within another has both names.
    """

    fields: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...] = ()
    lengths: tuple[tuple[str, int], ...] = ()

    def text(self, name: str) -> str:
        """The first text under a name, "" where it isn't published."""
        return next((text for known, text in self.fields if known == name), "")


@dataclass(slots=True)
class Answer:
    """What an answer says: ``hits`` it states, None for no number; ``error`` in place of results.

    ``broken`` says where it ended or broke before its end: the results after that are missing.
    """

    hits: int | None = None
    error: str | None = None
    results: list[Result] = field(default_factory=list)
    broken: str | None = None
    issues: list[Issue] = field(default_factory=list)


def parse(body: bytes, encoding: str | None = None) -> Answer:
    """The answer in some bytes, as far as they go. Unreadable if they declare a document type."""
    text, issues = repaired(body, encoding)
    reader = _Reader()
    try:
        for start in range(0, len(text), _SLICE):
            reader.parser.Parse(text[start : start + _SLICE], False)
        reader.parser.Parse("", True)
    except expat.ExpatError as error:
        reader.answer.broken = (
            f"{expat.ErrorString(error.code)} in line {error.lineno}, "
            f"after {len(reader.answer.results)} results"
        )
    except _TooDeep:
        reader.answer.broken = f"more than {_DEEPEST} elements in one another"
    reader.answer.issues.extend(issues)
    return reader.answer


class _TooDeep(Exception):
    """Elements in elements beyond what any answer has."""


class _Reader:
    """Follows the elements of one answer; holds no more of a text than ``MOST_TEXT``."""

    def __init__(self) -> None:
        self.answer = Answer()
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = _refuse
        self._path: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._has_inner = False
        self._fields: list[tuple[str, str]] | None = None
        self._attachments: list[Attachment] = []
        self._file: dict[str, str] = {}
        self._lengths: list[tuple[str, int]] = []
        self._depth = 0

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        if len(self._path) > _DEEPEST:
            raise _TooDeep
        if self._path[-1] == "SearchResult" and self._fields is None:
            self._fields, self._attachments, self._lengths, self._file = [], [], [], {}
            self._depth = len(self._path)
        self._clear()
        self._has_inner = False

    def _text(self, data: str) -> None:
        room = MOST_TEXT - self._length
        if room > 0:
            self._parts.append(data[:room])
        self._length += len(data)

    def _end(self, _: str) -> None:
        name = self._path.pop()
        text = "".join(self._parts).strip()
        if self._fields is not None:
            self._end_inside(name, text)
        elif not self._has_inner:
            self._state(name, text)
        self._clear()
        self._has_inner = True

    def _end_inside(self, name: str, text: str) -> None:
        """The end of an element of a result, or of the result."""
        assert self._fields is not None
        inner = self._path[self._depth :]
        if len(self._path) < self._depth:
            lengths = tuple(self._lengths)
            self.answer.results.append(
                Result(tuple(self._fields), tuple(self._attachments), lengths)
            )
            self._fields = None
        elif inner[:2] == ["Attachments", "Attachment"]:
            self._attach(name, text)
        elif inner == ["Attachments"]:
            if self._file:
                self._attachments.append(
                    Attachment(self._file.get("Name", ""), self._file.get("Uri", ""))
                )
            self._file = {}
        elif not self._has_inner and text:
            label = " ".join((*inner, name))
            self._fields.append((label, text))
            if self._length > MOST_TEXT:
                self._lengths.append((label, self._length))

    def _attach(self, name: str, text: str) -> None:
        if name in ("Name", "Uri"):
            self._file[name] = text
        elif text and self._fields is not None:
            self._fields.append((f"Attachments Attachment {name}", text))

    def _state(self, name: str, text: str) -> None:
        """What an answer says outside of its results."""
        if name == "SearchHits":
            number = text.replace(",", "")
            self.answer.hits = int(number) if number.isascii() and number.isdecimal() else None
        elif name == "Error":
            self.answer.error = text or "(no words)"

    def _clear(self) -> None:
        self._parts, self._length = [], 0


def _refuse(*_: object) -> None:
    raise Unreadable(
        "damaged",
        "expected an answer of the API, found XML that declares a document type: it comes from "
        "elsewhere; ask the publisher",
    )


def day_in(text: str) -> str:
    """``2026-04-20T00:00:00+09:00`` → 2026-04-20; with another time → 2026-04-20 10:30."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    if when.tzinfo is not None:
        when = when.astimezone(TOKYO)
    has_time = (when.hour, when.minute, when.second) != (0, 0, 0)
    return when.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")
