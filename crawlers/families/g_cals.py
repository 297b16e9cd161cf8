"""G-CALS (ぐんま電子入札共同システム): results by body and year, a page a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, ClassVar

from scrapy.http import FormRequest, Request, Response, TextResponse
from twisted.python.failure import Failure

from crawlers.base import ProcurementSpider
from crawlers.families import g_cals_pages as pages
from crawlers.families.entrances import Entrances, is_their_own, what_is_said
from crawlers.families.g_cals_pages import Row
from crawlers.html import text
from crawlers.received import day_of
from pipelines.errors import LayoutChanged
from pipelines.records import Original

KEY = "anken_no"
_MASKED = "cases that are not public yet (***)"


@dataclass
class Asked:
    """One list: the results of a body, of one kind, in one fiscal year; what was found of it."""

    number: str
    name: str
    kind: str
    year: str
    first: bool = False
    again: bool = False
    total: int = 0
    size: int = 0
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def of_body(self) -> str:
        """The lists of all years: ``前橋市 工事``."""
        return f"{self.name} {GCalsSpider.kinds[self.kind][1]}"

    def __str__(self) -> str:
        return f"{self.of_body} {self.year}"


class GCalsSpider(ProcurementSpider):
    """The results of all bodies of a G-CALS; each case's page is an original.

    1. Set ``start_urls`` to the index of the system (``?job=AcDantaiZIndex``), and ``prefecture``.
       The index names the bodies, with the number that each is asked by; there is no session, and
       all that is asked goes to its address.
    2. For each body and kind of ``kinds`` the list of the current fiscal year is asked for, then
       that of every other year that its page offers (``selNendo``); where a page offers none,
       ``years`` around the current one.
    3. N件中 is the total; the pages are counted by it. Winner, price and bidders stand in the page
       of a case only, asked for by its number. What is still ``***`` in the list is masked in its
       page too: it isn't asked for, and told.
    4. A body's lists that can't be entered, also not once more, are told, the others published.
    5. The page of each body is looked at for lists of notices. How they are asked for, nobody has
       shown [unverified]: that they are there is told.

    The prices of a case exclude tax, as its page says below them.
    """

    prefecture: ClassVar[str]
    kinds: ClassVar[Mapping[str, tuple[str, str]]] = {
        "00": ("K", "工事"),
        "01": ("C", "コンサル"),
        "02": ("B", "物品・委託"),
    }
    """By ``shubetsucd``: the letter in the names of its jobs, and what it is called."""
    years: ClassVar[tuple[int, ...]] = (-1, 0, 1)
    """2025, 2026 and 2027 were on offer in September 2026 (a client's code)."""
    size = 100
    """Rows a page, the most that are given (a client's code, 2026)."""
    fields: ClassVar[tuple[str, ...]] = (
        "selectDantai", "prevTitle", "selBukyoku", "selKasho", "selHyojiShubetsu", "selGyoshu",
        "selEigyoHinmoku", "textKenmei", "textNonyuBasho", "startkensu", "endkensu",
    )  # fmt: skip
    """Fields of the search that are left empty: all offices, all kinds of work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._masked: Counter[str] = Counter()
        self._told: dict[str, str] = {}
        self._lists = Entrances(set())

    @property
    def endpoint(self) -> str:
        """The one address of the system."""
        return self.start_urls[0].partition("?")[0]

    def parse(self, response: Response) -> Iterator[Request]:
        """The index: three lists a body, in the fiscal year of the site's own clock."""
        page = pages.page_of(response)
        today = day_of(page)
        year = today.year - (today.month < 4)
        found = pages.bodies(page)
        first = [Asked(number, name, kind, str(year), first=True)
                 for number, name in found.items() for kind in self.kinds]  # fmt: skip
        self._lists = Entrances({asked.of_body for asked in first})
        for number in found:
            yield Request(
                f"{self.endpoint}?job=AcDantaiZTop&kikan_no={number}",
                self.look_for_notices,
                meta={"handle_httpstatus_all": True},
            )
        for asked in first:
            yield self._ask(asked, 1)

    def look_for_notices(self, response: Response) -> None:
        """A body's own page: the lists of notices that it links."""
        if response.status != 200:
            return
        for job, words in pages.notice_links(pages.page_of(response)).items():
            self._tell(job, f"{words} ({job}): how its lists are asked for, nobody has shown")

    def _ask(self, asked: Asked, number: int, page: TextResponse | None = None) -> Request:
        """A page of a list, from 1; with the hidden fields of the page before it."""
        return FormRequest(
            self.endpoint,
            formdata={
                **(pages.hidden(page) if page else {}),
                **self._form(asked),
                "pagecount": str(number),
            },
            encoding=page.encoding if page else "cp932",
            callback=self.read_list,
            errback=self.no_list if asked.first and number == 1 else None,
            cb_kwargs={"asked": asked, "number": number},
            dont_filter=True,
        )

    def no_list(self, failure: Failure) -> Iterator[Request]:
        """The first page of a body's list does not come."""
        error = failure.value
        if error is None or not is_their_own(error):
            failure.raiseException()
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        yield from self._shut(request.cb_kwargs["asked"], error, what_is_said(error))

    def _shut(self, asked: Asked, error: BaseException, said: str) -> Iterator[Request]:
        """A body's list can't be entered: once more, then it is told."""
        if not asked.again:
            asked.again = True
            yield self._ask(asked, 1)
        elif self._lists.shut(asked.of_body, said):
            raise error
        else:
            self._tell("shut", self._lists.sentence())

    def _tell(self, kind: str, sentence: str) -> None:
        """What is out of reach, a sentence for each kind of it."""
        self._told[kind] = sentence
        self.out_of_reach = list(self._told.values())

    def _form(self, asked: Asked) -> dict[str, str]:
        """The search form as it is filled in for a list."""
        return {
            **dict.fromkeys(self.fields, ""),
            **_days("From", self.since),
            **_days("To", self.until),
            "job": f"AcKekka{self.kinds[asked.kind][0]}List",
            "kikan_no": asked.number,
            "shubetsucd": asked.kind,
            "selDantai": asked.number,
            "selDantaiFlg": "true",
            "mode": "normal",
            "selNendo": asked.year,
            "selHyojikensu": str(self.size),
        }

    def read_list(self, response: Response, asked: Asked, number: int) -> Iterator[Request]:
        """A page of a list: its cases, the next page, and the years that are on offer."""
        page = pages.page_of(response)
        rows = pages.rows_of(page)
        try:
            asked.total = max(asked.total, pages.total_of(page, len(rows)))
        except LayoutChanged as error:
            if rows or not asked.first or number > 1:
                raise
            yield from self._shut(asked, error, text(page.selector))
            return
        if asked.first:
            self._lists.enter(asked.of_body)
        self.stated(str(asked), asked.total)
        if number == 1 and asked.first:
            for year in self._others(page, asked):
                yield self._ask(Asked(asked.number, asked.name, asked.kind, year), 1)
        if not asked.total:
            self.said_none = True
            return
        new = [row for row in rows if row.number not in asked.rows]
        asked.rows.update((row.number, row) for row in new)
        asked.size = max(asked.size, len(rows))
        self.found(str(asked), len(new))
        for row in new:
            yield from self._case(page, asked, row)
        if masked := sum(row.masked for row in new):
            self._masked[asked.name] += masked
            counts = "、".join(f"{name} {count}" for name, count in self._masked.items())
            self._tell(_MASKED, f"{_MASKED}: {counts}")
        is_last = number >= ceil(asked.total / max(asked.size, 1))
        if len(asked.rows) < asked.total and new and not is_last:
            yield self._ask(asked, number + 1, page)

    def _others(self, page: TextResponse, asked: Asked) -> list[str]:
        """The fiscal years to ask for besides the one asked for first."""
        told = pages.options(page, "selNendo")
        known = told or [str(int(asked.year) + apart) for apart in self.years]
        return [year for year in known if year != asked.year]

    def _case(self, page: TextResponse, asked: Asked, row: Row) -> Iterator[Request]:
        """The request for the page of a case; none for one that isn't public yet."""
        if row.masked:
            return
        body = pages.body_of(self.prefecture, asked.name)
        form = self._form(asked)
        # nothing says that numbers go on from year to year, or from kind to kind
        kind = self.kinds[asked.kind][1]
        key = f"{asked.number}-{asked.year}-{row.number}"
        told = {"調達区分": kind, "番号の系列": kind, "一覧の年度": asked.year, KEY: key}
        if body is None:
            told["団体名"] = asked.name
        yield from self.detail(
            FormRequest(
                self.endpoint,
                formdata={
                    **pages.hidden(page), **form, "job": pages.detail_job(page, form["job"]),
                    KEY: row.number, "subWin": "true", "mapLinkPushFlg": "false",
                },
                callback=self.keep_case,
                encoding=page.encoding,
            ),
            name=f"{asked.kind} {key}",
            row=row.words,
            settled=pages.is_past(row, day_of(page), self.source.lag_days),
            context={**row.printed, **told},
            stage="result",
            body=body,
        )  # fmt: skip

    def keep_case(self, response: Response, **told: Any) -> Iterator[Original]:
        """The page of a case: it holds one notice."""
        self.received.append(response.url)
        yield self.original(response, holds=1, **told)


def _days(end: str, day: date | None) -> dict[str, str]:
    """The fields for the days of opening, empty without a day."""
    parts = (day.year, f"{day.month:02}", f"{day.day:02}") if day else ("", "", "")
    names = ("Year", "Month", "Day")
    return {
        f"textKaisatsubi{end}{name}": str(part) for name, part in zip(names, parts, strict=True)
    }
