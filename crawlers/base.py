"""The spider that all sources descend from: its arguments, its requests, its originals."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse

from crawlers.encoding import declared
from crawlers.received import received
from crawlers.source import Source
from pipelines.errors import ArgumentError, SourceError
from pipelines.extract.encoding import decide, is_text
from pipelines.records import Entry, Hints, Original

FILE = "chotatsu_file"
"""Set in ``meta`` of a request for a file that a list linked; other requests are for pages."""

GUESS = "chotatsu_guess"
"""Set in ``meta`` of a request for a page that nobody has seen: it may not be there."""

DETAIL = "chotatsu_detail"
"""In ``meta`` of a request for the page of one entry of a list: its ``Detail``."""


@dataclass(frozen=True)
class Detail:
    """What a list says of the entry whose page is asked for.

    ``name`` is the publisher's own key of the entry, the same in every session; ``row`` all that
    the list prints of it; ``settled``: whether nothing of it is expected to change any more.
    """

    name: str
    row: str
    settled: bool

    @property
    def entry(self) -> Entry:
        """What is noted with its page; the row by the hash of its words, however spaced."""
        printed = " ".join(self.row.split()).encode("utf-8", "backslashreplace")
        return Entry(self.name, hashlib.sha256(printed).hexdigest() if self.settled else None)


@dataclass
class Listed:
    """A list of a source: the total that it states, None for none, and the entries found."""

    stated: int | None = None
    found: int = 0


class ProcurementSpider(scrapy.Spider):
    """A source: finds the addresses that hold notices and yields each as an ``Original``.

    1. Set ``name`` and ``source``, and ``start_urls`` or a family's parameters.
    2. In ``parse`` follow links: ``self.page`` for further lists, ``self.file`` for what holds
       notices. Where the list itself holds them, yield ``self.original(response, …)``. Tell what
       a list states and what was found of it by ``self.stated`` and ``self.found``; what no request
       can reach goes to ``self.out_of_reach``.
    3. Say what the list printed in ``context``: published label → published text. No dates, no
       amounts, no reading of tables here: that is done from the archive, again and again.

    Arguments, on any spider: ``since`` and ``until``, days in ISO, and ``sample``, the number
    of files to take at most.
    """

    source: ClassVar[Source]
    incremental: ClassVar[bool] = False
    """Whether the site can be asked for what is new: then a later crawl goes back no further than
    ``lag_days`` before the last good run. An API or a search by date can; a list of files, which
    is read whole each time, needs no ``since``."""
    links_rot: ClassVar[bool] = False
    """Whether some links of the lists lead nowhere, as on ordinary sites: then a few that aren't
    there (``crawlers.gone``) are told with the run and cost it nothing else."""

    def __init__(
        self,
        name: str | None = None,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        sample: str | int | None = None,
        **unknown: Any,
    ) -> None:
        super().__init__(name)
        if unknown:
            raise ArgumentError(
                f"expected the arguments since, until and sample, found {', '.join(unknown)} "
                f"for {self.name}"
            )
        if not isinstance(getattr(self, "source", None), Source):
            raise SourceError(f"expected facts in `source`, found none in {type(self).__name__}")
        self.since = _day("since", since)
        self.until = _day("until", until)
        self.sample = _number("sample", sample)
        if self.since and self.until and self.since > self.until:
            raise ArgumentError(f"expected since <= until, found {self.since} and {self.until}")
        self.linked: set[bytes] = set()
        self.received: list[str] = []
        self.unsure: set[str] = set()
        """Addresses of pages that may hold no notice: nothing but the words of a link named one."""
        self.passed_over = 0
        self.said_none = False
        """Whether a page said that there is nothing: only then may a run find no file."""
        self.lists: dict[str, Listed] = {}
        """What each list said that it has, and how much of it was found, by a name for the list."""
        self.out_of_reach: list[str] = []
        """What the source holds and no request can reach, a sentence each: told with the run."""
        self.beside: set[str] = set()
        """Addresses of pages whose notice stands in a file beside them that was asked for too."""
        self.newest: datetime | None = None
        """When a list says that it was last added to, where it does: an old one is stale."""

    @property
    def partial(self) -> bool:
        """Whether this run was asked for a part of the source only."""
        return bool(self.since or self.until or self.sample)

    @property
    def asked(self) -> dict[str, str | int | None]:
        """The part that this run was asked for, as the store keeps it: it says what is due next."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "sample": self.sample,
        }

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield Request(url)

    def stated(self, where: str, total: int) -> None:
        """Note the total that a list states; a run that finds fewer entries of it is short."""
        known = self.lists.setdefault(where, Listed())
        known.stated = max(total, known.stated or 0)

    def found(self, where: str, count: int) -> None:
        """Note entries of a list that were found on one of its pages."""
        self.lists.setdefault(where, Listed()).found += count

    def page(self, response: Response, link: str, **kwargs: Any) -> Request:
        """A request for a further list page, read by ``parse``."""
        return response.follow(link, callback=self.parse, **kwargs)

    def file(
        self,
        response: Response,
        link: str,
        *,
        context: Mapping[str, str] | None = None,
        stage: str | None = None,
        body: str | None = None,
    ) -> Iterator[Request]:
        """The request for a file that a list links; none if it was asked for already.

        Each file asked for is one that must come: a run that misses one is short. So a redirect
        to what was asked for before is followed too: it leads to the same file under another
        address, or to a page in place of the file, and the run must know which.
        """
        request = response.follow(
            link,
            callback=self.keep,
            cb_kwargs={"stage": stage, "context": dict(context or {}), "body": body},
            meta={FILE: True},
            dont_filter=True,
        )
        # A list that links a file by http and by https still means one file.
        secure = request.replace(url=re.sub("^http:", "https:", request.url))
        if self._wants(self.crawler.request_fingerprinter.fingerprint(secure)):
            yield request

    def detail(
        self,
        request: Request,
        *,
        name: str,
        row: str,
        settled: bool = False,
        context: Mapping[str, str] | None = None,
        stage: str | None = None,
        body: str | None = None,
    ) -> Iterator[Request]:
        """A request for the page of one entry of a list; none if that was asked for already.

        It counts as a file: it must come. ``request`` is how the site wants to be asked (a form, a
        Referer); ``name``, ``row`` and ``settled`` are those of ``Detail``: by them a later crawl
        knows that it need not ask (``crawlers.held``), so the answer on this request must be the
        original itself. A request without a callback of its own is kept as it comes.
        """
        if not self._wants(name.encode()):
            return
        told = {"stage": stage, "context": dict(context or {}), "body": body}
        yield request.replace(
            callback=request.callback or self.keep,
            cb_kwargs=told | request.cb_kwargs,
            meta=request.meta | {FILE: True, DETAIL: Detail(name, row, settled)},
            dont_filter=True,
        )

    def _wants(self, name: bytes) -> bool:
        """Whether a file wasn't asked for before and belongs to the sample; then it is counted."""
        if name in self.linked:
            return False
        if self.sample is not None and len(self.linked) >= self.sample:
            self.passed_over += 1
            return False
        self.linked.add(name)
        return True

    def keep(
        self,
        response: Response,
        stage: str | None,
        context: Mapping[str, str],
        body: str | None = None,
    ) -> Iterator[Original]:
        """A file that a list linked, as the item that travels through the pipeline."""
        self.received.append(response.url)
        yield self.original(response, stage=stage, context=context, body=body)

    def original(
        self,
        response: Response,
        *,
        stage: str | None = None,
        context: Mapping[str, str] | None = None,
        holds: int | None = None,
        body: str | None = None,
        of_list: str | None = None,
    ) -> Original:
        """A response with all that is needed to read it again from the archive alone.

        ``holds``: how many notices the page says are in it, where it says so or shows it. ``body``:
        the id of the body whose notices were asked for. ``of_list``: a name for the list of which
        this is one page; what two pages of a list print is two entries, however alike.
        """
        came = received(response)
        request = response.request
        assert request is not None
        method, sent = came.asked or (request.method, request.body)
        detail: Detail | None = request.meta.get(DETAIL)
        return Original(
            url=response.url,
            body=response.body,
            fetched_at=came.fetched_at,
            status=came.status,
            method=method,
            request_body=sent,
            headers=came.headers,
            encoding=encoding_of(response),
            holds=holds,
            entry=detail.entry if detail else None,
            hints=Hints(
                source=self.name,
                stage=stage or (self.source.stages[0] if len(self.source.stages) == 1 else None),
                body=body or (self.source.bodies[0] if len(self.source.bodies) == 1 else None),
                name=file_name(response),
                context=dict(context or {}),
                of_list=of_list,
            ),
        )


def encoding_of(response: Response) -> str | None:
    """The encoding decided for a text, None for other bytes."""
    if isinstance(response, TextResponse):
        return response.encoding
    return decide(response.body, declared(response)) if is_text(response.body) else None


def file_name(response: Response) -> str:
    """The name that the publisher gave: of the download, else the end of the address."""
    disposition = response.headers.get("Content-Disposition") or b""
    for part in disposition.decode(decide(disposition), "replace").split(";")[1:]:
        key, _, value = part.strip().partition("=")
        if key.lower() == "filename*":  # filename*=UTF-8''%E5%B9%B3…
            return PurePosixPath(unquote(value.split("'", 2)[-1])).name
        if key.lower() == "filename" and value.strip('"'):
            return PurePosixPath(value.strip('"').replace("\\", "/")).name
    return PurePosixPath(unquote(urlsplit(response.url).path)).name


def _day(name: str, value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ArgumentError(f"expected {name} like 2025-04-01, found {value!r}") from None


def _number(name: str, value: str | int | None) -> int | None:
    if value is None:
        return None
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentError(f"expected {name} to be a number from 1, found {value!r}")
    return number
