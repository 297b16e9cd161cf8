"""From an original to its reading: extract, then normalise. ``read`` is pure.

Run as a program it is the child of a ``Worker`` (``pipelines.worker``), which reads what comes.
"""

from __future__ import annotations

import gc
import pickle
import resource
import sys
from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

import msgspec

from pipelines.alone import leave_network
from pipelines.errors import Unreadable
from pipelines.extract.headings import heading_words
from pipelines.extract.read import extract
from pipelines.lookups import bodies_by_name, labels, load, words
from pipelines.normalise.days import is_end
from pipelines.normalise.notice import normalise
from pipelines.records import Document, Original, Reading
from pipelines.worker import FAILURE, READING, READY, no_memory, receive, send

_encoder = msgspec.msgpack.Encoder()

_LOOKUPS = (
    "amounts.yml", "characters.yml", "contracts.yml", "dates.yml", "efftis.yml", "g_cals.yml",
    "gazette.yml",
    "headless.yml", "jetro.yml", "kkj.yml", "methods.yml", "names.yml", "ocr.yml", "p_portal.yml",
    "portal_codes.yml", "prose.yml", "steps.yml",
)  # fmt: skip
"""Files of words that reading needs besides those that are checked as a whole at the start."""


def read(original: Original) -> Reading:
    """What an original holds. Unreadable if it can't be opened; nothing else is raised."""
    found = extract(original.body, original.encoding)
    notices = [
        notice
        for table in found.tables
        for notice in normalise(table, original.hints, original.sha256)
    ]
    for notice in notices:
        if notice.documents:
            notice.documents = [_addressed(one, original.url) for one in notice.documents]
    empty = found.empty and not notices
    return Reading(original.sha256, tuple(notices), tuple(found.issues), empty)


def _addressed(document: Document, page: str) -> Document:
    """A document with its whole address, if the page has one on the web; else as printed."""
    if not document.url or not page.startswith(("http://", "https://")):
        return document
    try:
        return msgspec.structs.replace(document, url=urljoin(page, document.url))
    except ValueError:  # an address that is none: http://[
        return document


def _serve(memory_limit: int) -> None:
    """The child's loop: read what comes, answer, until the pipe closes."""
    if sys.platform != "darwin":  # macOS refuses to bound the address space; time is bounded there
        resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    leave_network()
    # A mistake in the lookups is the operator's to mend: it ends the child before any file is read.
    lookups: list[Callable[[], object]] = [
        labels,
        bodies_by_name,
        partial(words, "bids.yml"),
        partial(words, "sheets.yml"),
        heading_words,
        partial(is_end, "提出期限"),
        *(partial(load, file) for file in _LOOKUPS),
    ]
    for lookup in lookups:
        lookup()
    # Notices hold no cycles: looking for some in every new thousand of them costs a tenth of the
    # time. What is here now stays to the end.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    pipe_in, pipe_out = sys.stdin.buffer, sys.stdout.buffer
    pipe_out.write(READY)
    pipe_out.flush()
    while True:
        try:
            _, packed = receive(pipe_in)
        except EOFError:
            return
        try:
            send(pipe_out, READING, _encoder.encode(read(pickle.loads(packed))))
        except Exception as error:
            # The edge at which whatever a file does to the reader ends.
            failure = _failure(error, memory_limit)
            send(pipe_out, FAILURE, _encoder.encode((failure.code, str(failure))))


def _failure(error: Exception, memory_limit: int) -> Unreadable:
    """What stands for an error of the reader."""
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, MemoryError):
        return no_memory(memory_limit)
    return Unreadable(
        "readerCrashed",
        f"expected a reading, found {type(error).__name__}: {str(error)[:300]}: a developer must "
        "look at the file",
    )


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
