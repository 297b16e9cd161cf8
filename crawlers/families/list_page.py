"""Pages on which a municipality lists its notices: one page a case, a table a month, files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import Request, Response, TextResponse

from crawlers.base import GUESS, ProcurementSpider
from crawlers.families.content import (
    address_of,
    container_of,
    entries_without_link,
    entry_of,
    is_paper,
    is_struck,
    own_links,
    prints_notices,
    purchases_shown,
    title_of,
    words_of,
)
from crawlers.families.file_list import context_of, in_period, is_file
from crawlers.families.list_links import links_to_pages, parts_of
from crawlers.families.list_words import (
    Kind,
    day_updated,
    is_aside,
    is_notice_file,
    kind_of,
    leads_to_lists,
    names_a_list,
    names_a_purchase,
    says_nothing,
    total_in,
)
from crawlers.families.twins import is_pdf, without_twins
from crawlers.html import text
from pipelines.errors import LayoutChanged
from pipelines.records import Original
from pipelines.times import now

_OTHER_FILES = (".doc", ".docx", ".jpg", ".jpeg", ".png", ".gif", ".ppt", ".pptx", ".jtd", ".dwg")

_NOWHERE = " entries of lists that lead nowhere, such as "

Links = list[tuple[Kind, Selector, str]]
"""What each link of a page is, the link, and its address."""


class ListPageSpider(ProcurementSpider):
    """Pages of a municipal site that list notices, whatever product it is made with.

    1. Set ``start_urls`` to the lists of calls, results, contracts and plans, or to the page
       above them. A page of one year or month is no start page: those are found from their parent
       by the words of the links, ``levels`` deep.
    2. The words are in ``data/lookups/list_pages.yml``. Links to guides, forms, applications and
       news are no notices; neither are pages that nothing says is a purchase. What is passed
       over is counted, and told with the run.
    3. Add ``guesses``: pages that nobody has seen but that the site's addresses make likely, such
       as the folder above a start page. One that isn't there is told with the run, no more.
    4. Or set ``ways`` where only the front page is known: so many links lead at most from it to
       the lists, by words such as 事業者の方へ and 入札・契約. Cases on the way aren't taken.
    5. Raise ``most_pages`` for a site with more lists than that; going over it is an error. No
       more than ``most_cases`` pages and files are asked for in a run: the rest is told with it.

    The page of one case is an original, and so are the files beside it that hold notices (公告,
    結果; not 仕様書). A file that a list links is one unless its words say otherwise. A page that
    prints notices itself, in a table, in blocks of labels or in lines, is one too; not a table of
    which every row leads on: what it prints travels with the link. A link that is struck through
    is told as such (``取り消し線``): so some cities mark what was called off. A page below the
    start page whose labels nobody knows is kept and told; the run is short where it shows
    purchases.

    The page of a case is asked for again when what the list prints of it changes, or while the day
    of its last change, if the list prints it, is no more than ``lag_days`` ago.
    """

    guesses: ClassVar[tuple[str, ...]] = ()
    ways: ClassVar[int] = 0
    links_rot: ClassVar[bool] = True
    levels: ClassVar[int] = 4
    most_pages: ClassVar[int] = 400
    most_cases: ClassVar[int] = 10_000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = {url.partition("#")[0] for url in (*self.start_urls, *self.guesses)}
        self._passed: set[str] = set()
        self._dead_ends = 0

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield Request(url, callback=self.parse_way if self.ways else self.parse)
        for url in self.guesses:
            yield Request(url, meta={GUESS: True}, cb_kwargs={"level": 1})

    def parse_way(self, response: Response, level: int = 0) -> Iterator[Request]:
        """A page on the way to the lists: the navigation counts, cases don't."""
        if not isinstance(response, TextResponse):
            raise LayoutChanged(f"expected a page, found a file at {response.url}")
        self._pages.add(response.url)
        lists, onward = [], []
        for address, link in links_to_pages(response):
            words = words_of(link)
            if names_a_list(words) and self._is_ours(address):
                lists.append(address)
            elif level < self.ways and leads_to_lists(words) and self._is_ours(address):
                onward.append(address)
        if not (lists or onward or level):
            raise LayoutChanged(
                "expected a link such as 入札・契約情報 or 事業者の方へ, "
                f"found none at {response.url}"
            )
        for address in lists:
            yield from self._list(response, address, level=1)
        for address in onward:
            if address not in self._pages:
                self._pages.add(address)
                told = {"level": level + 1}
                yield response.follow(address, callback=self.parse_way, cb_kwargs=told)

    def parse(
        self, response: Response, level: int = 0, of: str = "", trail: str = ""
    ) -> Iterator[Request | Original]:
        """A list page. ``of``: the first page of a list in pages; ``trail``: the lists above it."""
        if not isinstance(response, TextResponse):
            raise LayoutChanged(
                f"expected a page, found {response.headers.get('Content-Type')!r} at {response.url}"
            )
        self._pages.add(response.url)
        links, files = self._links(response), self._files(response)
        wanted = [(kind, link, address) for kind, link, address in links if kind != "aside"]
        words = text(response.selector)
        followed = {address for _, _, address in wanted}
        followed |= {address_of(response, link) for link in files}
        has_own = prints_notices(response, followed)
        self.said_none |= says_nothing(words)
        where = of or response.url
        if (total := total_in(words)) is not None:
            self.stated(where, total)
        self.found(where, len(entries_among(links)) + len(files))
        onward = parts_of(response)
        # The last page of a list may have nothing but guides; what it links was counted.
        is_rest = bool(of and links)
        shown = None
        if not (wanted or files or has_own or onward or says_nothing(words) or is_rest):
            if not level:
                raise LayoutChanged(
                    "expected a list of notices: links to cases, lists or files, a table with 件名 "
                    f"and 落札者, or a word such as 該当なし; found none at {response.url}"
                )
            # Words that nobody knows: kept, and told. Rows that show purchases make the run short,
            # so that all else is there when somebody has named their labels.
            has_own, shown = True, purchases_shown(response) or None
        title = title_of(response)
        if has_own:
            context = {"ページ": title} if title else None
            yield self.original(response, context=context, holds=shown)
        for address in onward:
            yield from self._list(response, address, level=level, trail=trail)
        told = f"{trail} {title}".strip()
        for kind, link, address in wanted:
            if kind == "case":
                yield from self._case(response, link, address, told, level)
            elif kind == "next":
                yield from self._list(response, address, level=level, of=where, trail=trail)
            elif level < self.levels:
                yield from self._list(response, address, level=level + 1, trail=told)
            else:
                self._pass_over(address)
        yield from self._take(response, files)
        self._tell_dead_ends(response, [link for kind, link, _ in wanted if kind == "case"])

    def parse_case(
        self,
        response: Response,
        stage: str | None,
        context: Mapping[str, str],
        body: str | None,
        name: str,
        row: str,
        settled: bool,
        level: int,
    ) -> Iterator[Request | Original]:
        """The page of one case, and the files beside it that hold notices."""
        # Not by its address: a page whose notice stands in a file beside it, or only in prose, has
        # come all the same, and is no error page; it is counted among those without a notice.
        self.received.append(f"page of {name}")
        yield self.original(response, stage=stage, context=context, body=body)
        if not isinstance(response, TextResponse):
            return
        self._pages.add(response.url)
        page = f"{context.get('一覧', '')} {title_of(response)}"
        links = without_twins([link for link in own_links(response) if _is_any_file(link)])
        for link in links:
            address = address_of(response, link)
            if is_notice_file(words_of(link), page) and self._is_ours(address):
                self.beside.add(response.url)
                yield from self.detail(
                    Request(address),
                    name=address,
                    row=f"{row} {entry_of(link)}",
                    settled=settled,
                    context={"ページ": title_of(response)} | context_of(link) | _strike(link),
                )
            else:
                self._pass_over(address)
        yield from self._cases_below(response, links, level)

    def _cases_below(
        self, response: TextResponse, files: list[Selector], level: int
    ) -> Iterator[Request | Original]:
        """The cases that a page links that turns out to be a list: no file, no label."""
        links = self._links(response)
        cases = {address for kind, _, address in links if kind == "case"}
        if files or level >= self.levels or prints_notices(response, cases):
            return
        for kind, link, address in links:
            if kind == "case" and names_a_purchase(words_of(link)):
                self.beside.add(response.url)
                yield from self._case(response, link, address, title_of(response), level + 1)
            elif kind != "aside":
                self._pass_over(address)

    def _links(self, response: TextResponse) -> Links:
        """The links of a page to other pages of its site, each once, with what they are."""
        found: dict[str, tuple[Kind, Selector, str]] = {}
        for link in own_links(response):
            address = address_of(response, link)
            if _is_any_file(link) or address == response.url:
                continue
            kind = kind_of(words_of(link), address, response.url, self.start_urls)
            if not self._is_ours(address):  # another system of the city: a source of its own
                self._pass_over(address)
                continue
            if address not in found or found[address][0] == "aside":
                found[address] = (kind, link, address)
        for kind, _, address in found.values():
            if kind == "aside":
                self._pass_over(address)
        return list(found.values())

    def _files(self, response: TextResponse) -> list[Selector]:
        """The files of a list page that are notices, so far as their words say."""
        links = [link for link in own_links(response) if _is_any_file(link)]
        taken = []
        for link in without_twins(links):
            address = address_of(response, link)
            likely = is_file(link.attrib["href"]) or is_pdf(link)
            is_none = is_aside(words_of(link)) or is_paper(link)
            if likely and self._is_ours(address) and not is_none:
                taken.append(link)
            else:
                self._pass_over(address)
        return taken

    def _take(self, response: TextResponse, files: list[Selector]) -> Iterator[Request]:
        title = title_of(response)
        for link in files:
            if in_period(words_of(link), self.since, self.until):
                context = {"ページ": title} | context_of(link) | _strike(link)
                yield from self.file(response, address_of(response, link), context=context)
            else:
                self.passed_over += 1

    def _case(
        self, response: TextResponse, link: Selector, address: str, trail: str, level: int
    ) -> Iterator[Request]:
        if not in_period(words_of(link), self.since, self.until):
            self.passed_over += 1
            return
        if len(self.linked) >= self.most_cases:
            self._cut()
            return
        row = entry_of(link)
        settled = self.is_settled(day_updated(row))
        told = {"name": address, "row": row, "settled": settled, "level": level}
        yield from self.detail(
            Request(address, callback=self.parse_case, cb_kwargs=told),
            name=address,
            row=row,
            settled=settled,
            context={"一覧": trail} | context_of(link) | _strike(link),
        )

    def _cut(self) -> None:
        """Tell, once, that the run asks for no more."""
        told = f"what is linked beyond {self.most_cases} pages and files (most_cases)"
        if told not in self.out_of_reach:
            self.out_of_reach.append(told)

    def is_settled(self, updated: str | None) -> bool:
        """Whether a page last changed on a day (ISO) is not expected to change any more."""
        oldest = now().date() - timedelta(days=self.source.lag_days)
        return updated is not None and updated < oldest.isoformat()

    def _list(self, response: Response, address: str, **told: Any) -> Iterator[Request]:
        """The request for a further list page; none if it was asked for before."""
        if address in self._pages:
            return
        if len(self._pages) >= self.most_pages:
            raise LayoutChanged(
                f"expected at most {self.most_pages} list pages (most_pages), "
                f"found more at {response.url}"
            )
        self._pages.add(address)
        yield self.page(response, address, cb_kwargs=told)

    def _is_ours(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.hostname in self.source.hosts

    def _tell_dead_ends(self, response: TextResponse, cases: list[Selector]) -> None:
        """Tell which purchases stand among the cases of a list without a link to follow."""
        entries = entries_without_link(response, cases)
        named = [one for one in entries if names_a_purchase(one) and not says_nothing(one)]
        if not named:
            return
        self._dead_ends += len(named)
        known = [one for one in self.out_of_reach if _NOWHERE in one]
        example = known[0].partition(_NOWHERE)[2] if known else f"{named[0][:60]!r}, {response.url}"
        told = f"{self._dead_ends}{_NOWHERE}{example}"
        self.out_of_reach[:] = [one for one in self.out_of_reach if one not in known] + [told]

    def _pass_over(self, address: str) -> None:
        """Count what isn't asked for, each address once."""
        if address not in self._passed:
            self._passed.add(address)
            self.passed_over += 1
            self.logger.debug("passed over %s", address)


def entries_among(links: Links) -> set[str]:
    """The entries of a list: what is wanted, and what stands in one list or table with it."""
    wanted = [(link, address) for kind, link, address in links if kind in ("case", "list")]
    around = {container_of(link) for link, _ in wanted} - {None}
    beside = {address for _, link, address in links if container_of(link) in around}
    pages = {address for kind, _, address in links if kind == "next"}
    return ({address for _, address in wanted} | beside) - pages


def _is_any_file(link: Selector) -> bool:
    path = urlsplit(link.attrib["href"].strip()).path.lower()
    return is_file(link.attrib["href"]) or is_pdf(link) or path.endswith(_OTHER_FILES)


def _strike(link: Selector) -> dict[str, str]:
    return {"取り消し線": text(link)} if is_struck(link) else {}
