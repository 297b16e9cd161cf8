"""The web site of the official gazette: issues by day and letter, each as PDF.

What is known of it comes from clients that work against it (2025-07 to 2026-09): the top page lists
the days on offer, each with its issues; an issue has a page of contents (``…c001290000f.html``) and
pages that show the whole of it, in one volume or several (``…c00129full00010040f.html``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from parsel import Selector
from scrapy.http import Request, Response, TextResponse

from crawlers.base import ProcurementSpider
from crawlers.html import caption, text
from pipelines.errors import LayoutChanged
from pipelines.records import Original

_ISSUE = re.compile(r"/(?P<id>(?P<day>\d{8})[a-z]\d{5})/(?:pdf/)?(?P=id)(?P<part>\w+)\.")
"""``/20250714c00129/20250714c001290025f.html``: day, letter and number, and a part of it."""
_CONTENTS, _WHOLE = re.compile("0000f?"), re.compile(r"full\d{8}f?")
_PAGE = re.compile(r"\d{4}f?")
_ONWARD = re.compile(r"次(の)?(ページ|頁)")
_SHOWN = ":is(iframe, frame, embed)[src]::attr(src), object[data]::attr(data), a[href]::attr(href)"


@dataclass
class Issue:
    """One issue as the top page links it: what it is called, and its links by address."""

    id: str
    day: str
    name: str = ""
    links: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)

    def of(self, part: re.Pattern[str]) -> list[str]:
        """The addresses of the links to a part of it."""
        return [link for link in self.links if part.fullmatch(part_of(link, self.id) or "")]

    @property
    def volumes(self) -> list[str]:
        """What shows the whole of it, one address a volume: its file where it is linked itself."""
        by_part: dict[str, str] = {}
        for link in sorted(self.of(_WHOLE), key=_is_file):
            by_part[(part_of(link, self.id) or "").removesuffix("f")] = link
        return list(by_part.values())

    @property
    def context(self) -> dict[str, str]:
        """What the site prints of it: its name, and the headings of its contents."""
        told = {"号": self.name, "目次": "\n".join(self.headings)}
        return {label: said for label, said in told.items() if said}


class GazetteSpider(ProcurementSpider):
    """Issues of the official gazette, whole where the site shows them whole, else page by page.

    1. Set ``start_urls`` to the top page.
    2. Set ``letter`` to that of the edition: ``c`` 政府調達, ``h`` 本紙, ``g`` 号外.

    Only addresses that a page gives are asked for. The headings of the contents travel with each
    file (``目次``). An issue without a page that shows the whole of it is walked from the pages
    that its contents link, by 次ページ; its contents name the last page that must come.
    """

    letter: ClassVar[str]

    def parse(self, response: Response) -> Iterator[Request]:
        """The days on offer, newest first as printed."""
        issues = self._issues(_page(response))
        mine = [issue for issue in issues.values() if f"{issue.day}{self.letter}" in issue.id]
        if not issues:
            raise LayoutChanged(
                "expected links to issues such as 20250714/20250714c00129/…, "
                f"found none at {response.url}"
            )
        if not mine:
            raise LayoutChanged(
                f"expected issues with the letter {self.letter} (政府調達: an assumption), found "
                f"{len(issues)} others at {response.url}"
            )
        self._told_of_older(min(issue.day for issue in mine))
        bare = []
        for issue in mine:
            if not self._wanted(issue):
                self.passed_over += 1
                continue
            self.stated(issue.id, max(len(issue.volumes), 1))
            if contents := issue.of(_CONTENTS):
                told = {"issue": issue}
                yield response.follow(contents[0], callback=self.parse_contents, cb_kwargs=told)
            elif issue.volumes:
                yield from self._shown(response, issue, issue.volumes)
            else:
                bare.append(issue.id)
        if bare:
            raise LayoutChanged(
                f"expected links to the contents (…0000f.html) or the whole (…full…) of the issues "
                f"{', '.join(bare)}, found neither at {response.url}"
            )

    def parse_contents(self, response: Response, issue: Issue) -> Iterator[Request]:
        """The contents of an issue: its headings; then the whole of it, else its pages."""
        for link in _page(response).css("a[href]"):
            address = response.urljoin(link.attrib["href"])
            part = part_of(address, issue.id) or ""
            if part:
                issue.links.setdefault(address, caption(link))
            if _PAGE.fullmatch(part) and not _CONTENTS.fullmatch(part):
                issue.headings.append(_heading(link))
        pages = [one for one in issue.of(_PAGE) if one not in issue.of(_CONTENTS)]
        if not (issue.volumes or pages):
            raise LayoutChanged(
                f"expected the contents of the issue {issue.id} to link its pages, "
                f"found none at {response.url}"
            )
        self.stated(issue.id, len(issue.volumes) or _last(pages))
        yield from self._shown(response, issue, issue.volumes or pages)

    def _shown(
        self, response: Response, issue: Issue, addresses: Sequence[str]
    ) -> Iterator[Request]:
        """Requests for what shows an issue: its files, or the pages with them in a frame."""
        for address in addresses:
            if _is_file(address):
                self.found(issue.id, 1)
                yield from self.file(response, address, context=issue.context)
                continue
            shown = {"issue": issue, "walks": address not in issue.volumes}
            yield response.follow(address, callback=self.parse_shown, cb_kwargs=shown)

    def parse_shown(
        self, response: Response, issue: Issue, walks: bool, framed: bool = False
    ) -> Iterator[Request]:
        """A page that shows a PDF, itself or in a frame; ``walks``: the next page follows."""
        page = _page(response)
        shown = [response.urljoin(link) for link in page.css(_SHOWN).getall()]
        own = list(dict.fromkeys(link for link in shown if part_of(link, issue.id)))
        files = [link for link in own if _is_file(link)]
        for link in files[:1]:
            self.found(issue.id, 1)
            yield from self.file(response, link, context=issue.context)
        frames = page.css(":is(iframe, frame)[src]::attr(src)").getall()
        inner = [link for frame in frames if _is_page(link := response.urljoin(frame), issue)]
        if not files and (framed or not inner):
            raise LayoutChanged(
                f"expected a PDF of the issue {issue.id} in a frame, found none at {response.url}"
            )
        for link in inner[:1] if not files else []:
            told = {"issue": issue, "walks": False, "framed": True}
            yield response.follow(link, callback=self.parse_shown, cb_kwargs=told)
        for address in self._onward(page, issue) if walks else ():
            told = {"issue": issue, "walks": True}
            yield response.follow(address, callback=self.parse_shown, cb_kwargs=told)

    def keep(
        self,
        response: Response,
        stage: str | None,
        context: Mapping[str, str],
        body: str | None = None,
    ) -> Iterator[Original]:
        """A file, which must be a PDF: this site may answer with a page instead."""
        if not response.body.startswith(b"%PDF"):
            raise LayoutChanged(f"expected a PDF, found {response.body[:20]!r} at {response.url}")
        yield from super().keep(response, stage, context, body)

    def _issues(self, page: TextResponse) -> dict[str, Issue]:
        """Every issue that a page links, of any edition, by its id."""
        found: dict[str, Issue] = {}
        for link in page.css("a[href]"):
            address = page.urljoin(link.attrib["href"])
            if parts := _ISSUE.search(address):
                issue = found.setdefault(parts["id"], Issue(parts["id"], parts["day"]))
                issue.links.setdefault(address, caption(link))
                if _CONTENTS.fullmatch(parts["part"]):
                    issue.name = caption(link)
        return found

    def _wanted(self, issue: Issue) -> bool:
        since, until = (day and day.strftime("%Y%m%d") for day in (self.since, self.until))
        return (not since or issue.day >= since) and (not until or issue.day <= until)

    def _told_of_older(self, oldest: str) -> None:
        """Say which issues the site no longer offers: it keeps the last 90 days, clients say."""
        if self.since is None or self.since.strftime("%Y%m%d") < oldest:
            self.out_of_reach.append(f"issues before {oldest}: the site lists none older")

    def _onward(self, page: TextResponse, issue: Issue) -> Sequence[str]:
        links = (link for link in page.css("a[href]") if _ONWARD.search(caption(link)))
        found = [page.urljoin(link.attrib["href"]) for link in links]
        return [address for address in found if part_of(address, issue.id)][:1]


def part_of(address: str, issue: str) -> str | None:
    """Which part of an issue an address names (``0000f``, ``full00010040``); None for others."""
    found = _ISSUE.search(address)
    return found["part"] if found and found["id"] == issue else None


def _last(pages: Sequence[str]) -> int:
    """The highest page that addresses name; 0 for none."""
    return max(
        (int(found["part"][:4]) for page in pages if (found := _ISSUE.search(page))), default=0
    )


def _is_file(address: str) -> bool:
    return address.lower().partition("?")[0].endswith(".pdf")


def _is_page(address: str, issue: Issue) -> bool:
    """Whether an address is that of a page of an issue, and not of a file."""
    return part_of(address, issue.id) is not None and address.endswith((".html", ".htm"))


def _heading(link: Selector) -> str:
    """A heading of the contents with its page: ``入札公告（建設工事） 25``."""
    parts = link.css("span.text, span.date")
    return " ".join(text(one) for one in parts) or caption(link)


def _page(response: Response) -> TextResponse:
    if not isinstance(response, TextResponse):
        raise LayoutChanged(
            f"expected a page, found {response.headers.get('Content-Type')!r} at {response.url}"
        )
    return response
