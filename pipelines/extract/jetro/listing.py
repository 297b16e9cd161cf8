"""An answer of a list of JETRO: JSON with a notice an item."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.extract.grid import Grid
from pipelines.lookups import load
from pipelines.records import Column, RawNotice, RawTable

FILE = "jetro.yml"
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def listing(text: str) -> list[Grid]:
    """The items as one grid with their notices; none if the text is no such answer."""
    if not text.lstrip().startswith("{") or '"pagination"' not in text:
        return []
    try:
        answer = json.loads(text)
    except ValueError:
        return []
    items = answer.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return []
    names = list(dict.fromkeys(name for item in items for name in item))
    rows = [[_printed(item.get(name)) for name in names] for item in items]
    return [Grid(None, rows, tables=tuple(_tables(items, names, rows)))]


def plain(text: str) -> str:
    """A text without its markup: ``入札公告<br />（建設工事）`` → 入札公告（建設工事）."""
    return html.unescape(_TAG.sub("", _BREAK.sub("", text))).strip()


def captions_of(kind: str) -> list[str]:
    """The kind of a notice, and what of: ``入札公告（建設工事）`` → 入札公告, 建設工事.

    A bracket that isn't the last is of the kind itself: ``入札公告（公示）予定の公示``.
    """
    name = re.sub(r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]\s*$", "", kind)
    return [part for part in (name, *re.split("[（）()]", kind[len(name) :])) if part.strip()]


def _tables(
    items: Sequence[Mapping[str, Any]], names: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[RawTable]:
    """A table for each run of items of one kind, which is its caption."""
    meanings = load(FILE)["items"]
    columns = tuple(Column(index, name, meanings.get(name)) for index, name in enumerate(names))
    kinds = [plain(_printed(item.get(load(FILE)["kind"]))) for item in items]
    for number, (kind, run) in enumerate(
        itertools.groupby(range(len(items)), key=kinds.__getitem__), 1
    ):
        notices = [_notice(rows[place], place) for place in run]
        yield RawTable(None, number, columns, notices, captions_of(kind))


def _notice(row: Sequence[str], place: int) -> RawNotice:
    values = [plain(text) for text in row]
    printed = {
        (0, index): text
        for index, (text, value) in enumerate(zip(row, values, strict=True))
        if text != value
    }
    return RawNotice([values], [place + 1], printed=printed)


def _printed(value: object) -> str:
    """A value as its answer prints it; numbers and what is no text as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
