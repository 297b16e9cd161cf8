"""An answer of the API to raw notices: one a result, with what its full text says."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator

from pipelines.errors import Unreadable
from pipelines.extract.grid import Grid
from pipelines.extract.kkj.answer import Answer, Result, day_in, parse
from pipelines.extract.kkj.text import facts_in, room
from pipelines.extract.tables import Found
from pipelines.lookups import compiled, fold, load
from pipelines.records import Column, Document, Issue, RawNotice, RawTable

_FILE = "kkj.yml"
_TEXT = "ProjectDescription"
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_Label = tuple[str, int]


def read(body: bytes, encoding: str | None = None) -> Found:
    """The notices of an answer. Unreadable where it is an error in place of results.

    An answer that breaks off gives what stands before the break, with an issue.
    """
    answer = parse(body, encoding)
    if answer.error and not answer.results:
        raise Unreadable(
            "answerError",
            f"expected results, found an answer with the error {answer.error[:200]!r}: ask again, "
            "or ask for something else",
        )
    found = Found(issues=list(answer.issues), empty=answer.hits == 0 and not answer.broken)
    if answer.broken:
        found.issues.append(Issue(code="answerCut", text=answer.broken))
    if answer.results:
        found.tables.append(_table(answer))
        found.headers = 1
    elif not found.empty:
        found.issues.append(Issue(code="noTable", text=f"{answer.hits} hits, no result"))
    return found


def shown(found: Found) -> list[Grid]:
    """The results as people see them in a table: a row each, for those who ask where a text is."""
    return [Grid(None, [_printed(notice) for notice in table.notices]) for table in found.tables]


def _printed(notice: RawNotice) -> list[str]:
    return [notice.printed.get((0, index), text) for index, text in enumerate(notice.rows[0])]


def origin_of(key: str) -> str | None:
    """The path that a Key encodes, None if it is no base64 of a text.

    ``c2VhcmNoL3BfcG9ydGFsLzIwMjUvMTIvMjAyNTEyMjZfNTYxNjkK`` →
    search/p_portal/2025/12/20251226_56169
    """
    try:
        return base64.b64decode(key, validate=True).decode("ascii").strip() or None
    except (binascii.Error, ValueError):
        return None


def _table(answer: Answer) -> RawTable:
    """One row a result, one column an element, in an order that no other result can change."""
    meanings: dict[str, str] = load(_FILE)["elements"]
    rows = [_labelled(result) for result in answer.results]
    places = {name: place for place, name in enumerate(meanings)}
    order = sorted(
        {label for row in rows for label in row},
        key=lambda label: (places.get(label[0], len(places)), *label),
    )
    columns = tuple(
        Column(index, name, meanings.get(name)) for index, (name, _) in enumerate(order)
    )
    lengths = [len(result.text(_TEXT)) for result in answer.results]
    most = room(lengths)
    notices = [
        _notice(number, result, row, order, most)
        for number, (result, row) in enumerate(zip(answer.results, rows, strict=True), 1)
    ]
    return RawTable(None, 1, columns, notices, [])


def _labelled(result: Result) -> dict[_Label, str]:
    """The elements of a result by name, and by the how manieth of that name."""
    count: Counter[str] = Counter()
    found: dict[_Label, str] = {}
    for name, text in result.fields:
        if name not in load(_FILE)["unkept"]:
            count[name] += 1
            found[name, count[name]] = text
    if result.attachments:
        files = (f"{file.name} {file.uri}".strip() for file in result.attachments)
        found["Attachments", count["Attachments"] + 1] = "\n".join(files)
    return found


def _notice(
    number: int, result: Result, row: dict[_Label, str], order: list[_Label], most: int
) -> RawNotice:
    texts = [row.get(label, "") for label in order]
    meant = [_meant(name, text) for (name, _), text in zip(order, texts, strict=True)]
    printed = {
        (0, index): text
        for index, (text, other) in enumerate(zip(texts, meant, strict=True))
        if text != other
    }
    issues = [*_issues(result)]
    text = result.text(_TEXT)
    if len(text) > most:
        issues.append(Issue(code="textPartlyRead", label=_TEXT, text=f"{most} of {len(text)}"))
    title = _meant("ProjectName", result.text("ProjectName"))
    said, told = facts_in(text[:most], title)
    issues.extend(told)
    documents = tuple(_documents(result))
    return RawNotice(
        [meant], [number], printed=printed, full=said, documents=documents, issues=tuple(issues)
    )


def _meant(name: str, text: str) -> str:
    """What an element says, without what is known to say nothing."""
    if name == "ProjectName":
        debris = compiled(_FILE, "title_debris", load(_FILE)["title_debris"])
        return debris.sub("", text).strip() or text
    return day_in(text) if name in load(_FILE)["days"] else text


def _issues(result: Result) -> Iterator[Issue]:
    """What must be said of a result by itself."""
    for name, length in result.lengths:
        yield Issue(code="textCut", label=name, text=str(length))
    for name, text in result.fields:
        if "\ufffd" in text:
            yield Issue(code="undecodableBytes", label=name)
    origin = origin_of(result.text("Key")) or ""
    for portal, pattern in load(_FILE)["copies"].items():
        if compiled(_FILE, portal, pattern).search(origin):
            yield Issue(code="copyOfPortal", label=portal, text=origin)


def _documents(result: Result) -> Iterator[Document]:
    """The page or file that the portal read, and what it links; an address that is none is left."""
    address = result.text("ExternalDocumentURI")
    if _LINK.fullmatch(address):
        yield Document(title=None, url=address, type=None)
    for file in result.attachments:
        if file.name or file.uri:
            url = file.uri if _LINK.fullmatch(file.uri) else None
            yield Document(title=file.name or None, url=url, type=_type(file.name))


def _type(name: str) -> str | None:
    """The kind of document that a name says: 仕様書 → technicalSpecifications."""
    for entry in load(_FILE)["documents"]:
        if compiled(_FILE, entry["type"], entry["pattern"]).search(fold(name)):
            kind: str = entry["type"]
            return kind
    return None
