"""A page that names a whole file for each fiscal year and a file for each day of changes."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from scrapy.http import Request, Response, TextResponse

from crawlers.base import ProcurementSpider
from pipelines.errors import LayoutChanged, Unreadable
from pipelines.extract.formats import Format, sniff
from pipelines.extract.months import Month, months_of
from pipelines.records import Original

_ZIP = b"PK"
_SURE = 1_000
"""Days in a yearly file of which none lies in a month, if the file doesn't reach into it."""

_PAUSE = timedelta(days=4)
"""The longest time without a file of a day; after a longer one its month isn't over."""


@dataclass(frozen=True)
class Listed:
    """The files that the page names, by fiscal year and by day, and the address they are below."""

    base: str
    years: Mapping[int, str]
    days: Mapping[date, str]


@dataclass(frozen=True)
class Cut:
    """Until when the yearly files tell.

    ``sure`` is the day up to which they certainly do, ``likely`` the one up to which they may:
    changes of days up to that are never applied over them.
    """

    sure: date | None = None
    likely: date | None = None


class AwardCsvSpider(ProcurementSpider):
    """Yearly files that stand for the end of a month, and daily ones that go on from there.

    1. Set ``start_urls`` to the page that names the files. Names are taken from anywhere in it:
       links, scripts, calls such as ``doDownload('…')``; no name is ever guessed.
    2. Set ``names``: a regular expression of the names, with the group ``year`` (the fiscal year,
       western) in those of yearly files and ``day`` (``20260401``) in the others; and ``prefix``:
       what all of them begin with. One that begins so and is written otherwise is an error.
    3. Set ``address_in``: the variable in which the page's script keeps the address to which names
       are added; and ``endpoint``: that address where the page doesn't say it.

    The newest yearly file comes first, for it shows until when all of them tell; then the others,
    then the days after that, the oldest first. Days up to it hold old amounts and withdrawn rows:
    they are passed over. ``since`` and ``until`` choose fiscal years and days.

    The defaults are those of 調達ポータル as six clients' code has them (2026); never seen live.
    """

    start_urls = ["https://www.p-portal.go.jp/pps-web-biz/UAB02/OAB0201"]  # noqa: RUF012
    prefix: ClassVar[str] = "successful_bid_record_info_"
    names: ClassVar[str] = (
        r"successful_bid_record_info_(?:all_(?P<year>20\d\d)|diff_(?P<day>20\d{6}))\.zip"
    )
    address_in: ClassVar[str] = "uab02FileDownloadUrl"
    endpoint: ClassVar[str] = (
        "https://api.p-portal.go.jp/pps-web-biz/UAB03/OAB0301?fileversion=v001&filename="
    )

    def parse(self, response: Response) -> Iterator[Request]:
        """Ask for the newest yearly file, or where it isn't wanted for all that is."""
        listed = self._listed(response)
        newest = max(listed.years)
        if self._wants_year(newest):
            yield from self._ask(response, listed.base, listed.years[newest], self.first,
                                 listed=listed, year=newest)  # fmt: skip
        else:
            cut = cut_of(Counter(), max(listed.days, default=None))
            yield from self._rest(response, listed, cut)

    def first(self, response: Response, listed: Listed, year: int) -> Iterator[Request | Original]:
        """The newest yearly file, which shows what days come after it."""
        cut = cut_of(months_of(response.body), max(listed.days, default=None))
        if cut.sure and cut.likely and cut.sure < cut.likely:
            self.out_of_reach.append(
                f"changes of days up to {cut.likely}: the yearly files tell until {cut.sure} only, "
                "and take in the days of a month at the beginning of the next"
            )
        yield from self.yearly(response, year, cut)
        yield from self._rest(response, listed, cut, without=year)

    def yearly(self, response: Response, year: int, cut: Cut) -> Iterator[Original]:
        """A yearly file: all that is published of its fiscal year."""
        yield self._original(response, cut.sure, year)

    def daily(self, response: Response, day: date) -> Iterator[Original]:
        """The changes of a day."""
        yield self._original(response, day)

    def _rest(
        self, response: Response, listed: Listed, cut: Cut, without: int | None = None
    ) -> Iterator[Request]:
        """The other yearly files, then the days after the cut."""
        base = listed.base
        for year, name in sorted(listed.years.items(), reverse=True):
            if year != without and self._wants_year(year):
                yield from self._ask(response, base, name, self.yearly, year=year, cut=cut)
        for day, name in sorted(listed.days.items()):
            if (cut.likely is None or day > cut.likely) and self._wants_day(day):
                yield from self._ask(response, base, name, self.daily, day=day)
            else:
                self.passed_over += 1

    def _ask(
        self,
        response: Response,
        base: str,
        name: str,
        callback: Callable[..., Iterator[Any]],
        **found: Any,
    ) -> Iterator[Request]:
        """The request for a file that the page names."""
        for request in self.file(response, base + quote(name)):
            yield request.replace(
                callback=callback, cb_kwargs=found, meta={**request.meta, _NAME: name}
            )

    def _original(
        self, response: Response, as_of: date | None, year: int | None = None
    ) -> Original:
        """A file with what it stands for; a page in place of a file stands for nothing."""
        self.received.append(response.url)
        original = self.original(response)
        is_file = response.body.startswith(_ZIP)
        if not (is_file or _is_page(response.body)):
            raise LayoutChanged(
                f"expected a zip, or a page that says why there is none, found neither at "
                f"{response.url}"
            )
        hints = replace(
            original.hints,
            name=response.meta[_NAME],
            as_of=as_of.isoformat() if as_of and is_file else None,
            whole_year=year if is_file else None,
        )
        return replace(original, hints=hints)

    def _listed(self, response: Response) -> Listed:
        """The files that the page names; LayoutChanged if it names none, or writes them anew."""
        if not isinstance(response, TextResponse):
            raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
        years: dict[int, str] = {}
        days: dict[date, str] = {}
        for name in dict.fromkeys(re.findall(rf"{self.prefix}\w*\.(?:zip|csv)", response.text)):
            found = re.fullmatch(self.names, name)
            day = _day(found["day"]) if found else None
            if found is None or (day is None and found["year"] is None):
                raise LayoutChanged(
                    f"expected names of files like {self.names}, found {name} at {response.url}"
                )
            if day is None:
                years[int(found["year"])] = name
            else:
                days[day] = name
        if not years:
            raise LayoutChanged(
                f"expected the names of yearly files ({self.names}), found none at {response.url}"
            )
        return Listed(self._base(response), years, days)

    def _base(self, response: TextResponse) -> str:
        """The address to which names are added: as the page's own script states it, else ours."""
        stated = re.search(
            rf"""{self.address_in}["']?\s*(?:[:=,]|\bvalue\s*=)\s*["']([^"']+)["']""", response.text
        )
        base = response.urljoin(_unescaped(stated[1])) if stated else self.endpoint
        if self.endpoint.startswith(base):  # the script adds the names of the parameters itself
            base = self.endpoint
        host = urlsplit(base).hostname
        if host not in self.source.hosts:
            raise LayoutChanged(
                f"expected files on {', '.join(self.source.hosts)} (Source.hosts), found the "
                f"address {base} in {self.address_in} at {response.url}"
            )
        return base

    def _wants_year(self, year: int) -> bool:
        """Whether any day of a fiscal year (April to March) is in the period asked for."""
        begins, ends = date(year, 4, 1), date(year + 1, 3, 31)
        return (self.since or ends) <= ends and begins <= (self.until or begins)

    def _wants_day(self, day: date) -> bool:
        return (self.since or day) <= day <= (self.until or day)


_NAME = "chotatsu_name"


def cut_of(months: Mapping[Month, int], newest: date | None) -> Cut:
    """Until when yearly files tell, by the months of the days in the newest of them.

    ``newest`` is the last day that has a file of its own: the yearly ones stand for the end of a
    month before it (``落札実績オープンデータ``: 前月末時点). A month counts that has a hundredth of
    the days: some are slips. Of a small file nobody can say that it doesn't reach into a month.
    """
    total = sum(months.values())
    ahead = newest + _PAUSE if newest else date.max
    told = max(
        (
            m
            for m, count in months.items()
            if 100 * count >= total and m < (ahead.year, ahead.month)
        ),
        default=None,
    )
    last = _end(*told) if told else None
    before = newest.replace(day=1) - timedelta(days=1) if newest else None
    if last is None or before is None:
        return Cut(last or before, last or before)
    likely = max(last, before)
    return Cut(last if total >= _SURE else likely, likely)


def _unescaped(address: str) -> str:
    """An address as a script or an attribute writes it: ``https:\\/\\/…`` and ``&amp;``."""
    return html.unescape(address.replace("\\/", "/").replace("\\u0026", "&"))


def _is_page(body: bytes) -> bool:
    try:
        return sniff(body) is Format.HTML
    except Unreadable:
        return False


def _end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
