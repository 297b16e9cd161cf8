"""News feeds of towns: RSS 1.0, RSS 2.0 or Atom, whose entries lead to the pages of notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urldefrag, urlsplit

from scrapy.http import Request, Response, TextResponse

from crawlers.base import ProcurementSpider
from crawlers.encoding import declared
from crawlers.families.file_list import EXTENSIONS
from crawlers.families.purchase_words import is_paper, names_purchase, says_a_purchase
from crawlers.html import caption, text
from pipelines.errors import LayoutChanged
from pipelines.extract.feed import Entry, read_feed
from pipelines.records import Original
from pipelines.times import now

_PAPERS = (*EXTENSIONS, ".pdf", ".docx", ".doc")
_AROUND = "ancestor-or-self::*[self::header or self::footer or self::nav or self::aside]"


class FeedSpider(ProcurementSpider):
    """A site's news feed; the pages of its entries that name a purchase are the originals.

    1. Set ``start_urls`` to the feed, or to several (one a subject).
    2. The words by which a title or a category names a purchase are in
       ``data/lookups/purchases.yml``; other entries are passed over and counted.

    The page is asked for on the source's hosts only: what leads elsewhere is told with the run.
    What the feed prints travels with it under the names of the feed (title, link, pubDate …). Where
    the page doesn't print the purchase itself, the papers that it links are taken too. Entries
    with one link are one page, with the words of the first. A page whose entry has a date is
    settled: it isn't asked for again until the feed prints another date, title or key.
    A feed shows what is new: what fell out of it between two crawls is not found. A feed whose
    newest entry is older than ``Expect.within_days`` is one that nobody fills: ``empty``.
    """

    links_rot: ClassVar[bool] = True
    most_pages: ClassVar[int] = 50
    """Pages of one Atom feed that goes on by ``rel="next"``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = set(self.start_urls)

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow the entries of a feed that name a purchase."""
        feed = read_feed(response.body, declared(response), response.url)
        # A day to come, of an event or of a slip of the pen, says nothing of when it was filled.
        latest = now() + timedelta(days=1)
        days = [entry.day for entry in feed.entries if entry.day and entry.day <= latest]
        self.newest = max([*days, *filter(None, [self.newest])], default=None)
        wanted = [one for one in feed.entries if self._is_wanted(one)]
        self.passed_over += len(feed.entries) - len(wanted)
        # Neither a feed without entries nor one without purchases is a fault of its layout.
        self.said_none = self.said_none or not wanted
        pages: dict[str, list[Entry]] = {}
        away: Counter[str] = Counter()
        for entry in wanted:
            address = urldefrag(entry.link or "").url
            if (host := _host(address)) in self.source.hosts:
                pages.setdefault(address, []).append(entry)
            else:
                away[host or "no web address"] += 1
        for address, entries in pages.items():
            yield from self._entry(address, entries)
        if away:
            self.out_of_reach.append(
                f"{away.total()} entries of {response.url} that lead elsewhere "
                f"({', '.join(sorted(away))})"
            )
        if feed.next:
            yield from self._onward(response, feed.next)

    def _is_wanted(self, entry: Entry) -> bool:
        """Whether an entry names a purchase and is of the days asked for; one without a day is."""
        if not names_purchase(entry.title, *entry.categories):
            return False
        day = entry.day.date() if entry.day else None
        if day is None:
            return True
        return not (self.since and day < self.since) and not (self.until and day > self.until)

    def _entry(self, address: str, entries: Sequence[Entry]) -> Iterator[Request]:
        row = "\n".join("\t".join([one.key or "", *one.printed.values()]) for one in entries)
        settled = all(entry.dates for entry in entries)
        told = {"name": address, "row": row, "settled": settled}
        yield from self.detail(
            Request(address, callback=self.parse_page, cb_kwargs={"told": told}),
            name=address,
            row=row,
            settled=settled,
            context=entries[0].printed,
        )

    def parse_page(
        self,
        response: Response,
        told: Mapping[str, Any],
        stage: str | None,
        context: Mapping[str, str],
        body: str | None,
    ) -> Iterator[Request | Original]:
        """The page of an entry, and the papers that it links where it tells nothing itself."""
        if not isinstance(response, TextResponse):
            yield from self.keep(response, stage, context, body)
            return
        # No title of the news can promise a notice. Pages without one are counted and told.
        self.unsure.add(response.url)
        yield from self.keep(response, stage, context, body)
        if says_a_purchase(text(response.selector)):
            return
        for address, words in _papers(response):
            if _host(address) in self.source.hosts:
                yield from self.detail(
                    Request(address),
                    name=address,
                    row=f"{told['row']}\n{words}",
                    settled=told["settled"],
                    context={**context, "リンク": words},
                    body=body,
                )

    def _onward(self, response: Response, address: str) -> Iterator[Request]:
        if _host(address) not in self.source.hosts or address in self._pages:
            return
        if len(self._pages) >= self.most_pages:
            raise LayoutChanged(
                f"expected a feed of at most {self.most_pages} pages, found more at {response.url}"
            )
        self._pages.add(address)
        yield self.page(response, address)


def _host(address: str) -> str:
    """The host of a web address, "" of anything else."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:  # http://[
        return ""


def _papers(response: TextResponse) -> Iterator[tuple[str, str]]:
    """The papers of a purchase that a page links, each with the words of its link."""
    for link in response.css("a[href]"):
        address = response.urljoin(link.attrib["href"].strip()).partition("#")[0]
        is_file = urlsplit(address).path.lower().endswith(_PAPERS)
        if is_file and not link.xpath(_AROUND) and is_paper(words := caption(link)):
            yield address, words
