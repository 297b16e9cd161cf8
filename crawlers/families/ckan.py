"""CKAN: catalogues of open data, searched for datasets about purchases."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from scrapy.http import Request, Response

from crawlers.base import ProcurementSpider
from crawlers.families.ckan_catalogue import Dataset, Resource, read_answer, without_twins
from pipelines.errors import LayoutChanged

_SEARCH = "/api/3/action/package_search"
_TOLD = (400, 404, 409)
"""Statuses with which CKAN answers ``success: false`` and says why."""


class CkanSpider(ProcurementSpider):
    """Tables of a CKAN catalogue's datasets about purchases; each file is an original.

    1. Set ``start_urls`` to the address of the catalogue, up to where ``/api/3`` begins.
    2. ``query`` is what is searched for. The search finds whatever mentions a word somewhere;
       which datasets are about purchases their titles and tags say, or the names of single
       resources (``data/lookups/purchases.yml``). The others are passed over and counted.

    Taken are workbooks, CSV and ZIP files on the source's hosts, one format of a list in several.
    Those on other hosts and in other formats are told with the run. A file is settled where the
    catalogue keeps it, or knows its hash: it is asked for again when the list prints another date,
    hash or address. ``since`` and ``until`` choose nothing here: a file holds whole years.
    The robots.txt that comes with CKAN forbids ``/api/``: where it is left so, the run is blocked.
    """

    query: ClassVar[str] = "入札 OR 落札 OR 契約 OR 調達 OR プロポーザル OR 見積"
    rows: ClassVar[int] = 100
    most_pages: ClassVar[int] = 300

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._datasets: set[str] = set()
        self._files: set[str] = set()
        self._away: Counter[str] = Counter()
        self._formats: Counter[str] = Counter()
        self._pages = self._unsure = 0

    async def start(self) -> AsyncIterator[Request]:
        for catalogue in self.start_urls:
            yield self._search(catalogue.rstrip("/"), 0)

    def parse(self, response: Response, catalogue: str = "", start: int = 0) -> Iterator[Request]:
        """One page of the search, and the next as long as it brings datasets not seen before."""
        found = read_answer(response.body, response.url)
        self._pages += 1
        if self._pages > self.most_pages:
            raise LayoutChanged(
                f"expected at most {self.most_pages} pages of a search (most_pages), found more at "
                f"{response.url}"
            )
        new = {one.id: one for one in found.results if one.id not in self._datasets}
        self._datasets.update(new)
        self.stated(catalogue + _SEARCH, found.count)
        self.found(catalogue + _SEARCH, len(new))
        for dataset in new.values():
            yield from self._tables(response, dataset)
        # Nothing new: said_none only where nothing was wanted in the whole search.
        onward = start + len(found.results)
        if new and onward < found.count:
            yield self._search(catalogue, onward)
        elif not self.linked:
            self.said_none = True
        self.out_of_reach[:] = self._left_aside()

    def _left_aside(self) -> list[str]:
        """The sentences on what isn't taken of datasets about purchases."""
        told = []
        if away := self._away:
            told.append(f"{away.total()} tables on other hosts ({', '.join(sorted(away))})")
        if other := self._formats:
            told.append(f"{other.total()} resources in other formats ({', '.join(sorted(other))})")
        if self._unsure:
            told.append(f"{self._unsure} tables that may be lists taken in another format")
        return told

    def _search(self, catalogue: str, start: int) -> Request:
        # In the order of names: by relevance, a dataset that changes moves to another page.
        asked = {"q": self.query, "sort": "name asc", "rows": self.rows, "start": start}
        return Request(
            f"{catalogue}{_SEARCH}?{urlencode(asked)}",
            callback=self.parse,
            cb_kwargs={"catalogue": catalogue, "start": start},
            meta={"handle_httpstatus_list": _TOLD},
        )

    def _tables(self, response: Response, dataset: Dataset) -> Iterator[Request]:
        wanted = dataset.wanted()
        if not wanted:
            self.passed_over += 1
        self._formats.update(one.format or "?" for one in wanted if not one.kind)
        tables = without_twins([one for one in wanted if one.kind])
        self.passed_over += len(tables.twins)
        self._unsure += len(tables.unsure)
        for resource in tables.taken:
            yield from self._table(response, dataset, resource)

    def _table(self, response: Response, dataset: Dataset, resource: Resource) -> Iterator[Request]:
        address, host = _address(response, resource.url)
        if host not in self.source.hosts:
            self._away[host or "no web address"] += 1
            return
        if address in self._files:  # one file in two datasets
            return
        self._files.add(address)
        yield from self.detail(
            Request(address),
            name=resource.id,
            row=resource.row,
            settled=resource.settled,
            context=dataset.context(resource),
            body=dataset.body,
        )


def _address(response: Response, url: str | None) -> tuple[str, str]:
    """The whole address of a resource and its host, both "" where it is none."""
    try:
        address = response.urljoin((url or "").strip()).partition("#")[0]
        parts = urlsplit(address)
    except ValueError:  # http://[
        return "", ""
    is_web = bool((url or "").strip()) and parts.scheme in ("http", "https")
    return (address, parts.hostname or "") if is_web else ("", "")
