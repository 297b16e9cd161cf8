"""The search API of 官公需情報ポータルサイト (検索APIガイド V1.1)."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import Request, Response

from crawlers.base import ProcurementSpider
from crawlers.families.kkj_cells import CODES, Cell, Found, Record
from crawlers.families.kkj_hunt import Asking, Terms
from crawlers.families.kkj_plan import Planner
from crawlers.source import Witness
from pipelines.errors import Blocked, LayoutChanged
from pipelines.extract.answers import is_answer
from pipelines.extract.kkj.answer import Answer, Result, day_in, parse
from pipelines.records import Original
from pipelines.times import now

_DEFAULT_COUNT = 10
_LARGEST = 400 * 1024 * 1024
"""Bytes of an answer: a client saw one with a text of 157 MB; 100 MiB is the rule elsewhere."""

TERMS = Witness(
    "Free of charge; show the source and a link to https://www.kkj.go.jp/s/ on every page that "
    "uses the API; no excessive load. A summary adds: no bulk redistribution (terms of "
    "2024-06-25): read the original before publishing a dump.",
    "the notes of a client's repository, 2026; the original was not read",
)


class KkjApiSpider(ProcurementSpider):
    """Every notice that a search of the API reaches, in as few answers as its cap allows.

    1. Set ``start_urls`` to the endpoint. The chain of certificates of https lacks an intermediate
       one (seen by a client in 2026): where TLS is verified and fails, set the guide's http
       address, and never switch checks off. The attributes are facts of the API.
    2. ``crawlers.families.kkj_plan`` says what to ask, after each answer anew. All are taken in two
       parts, what has a prefecture's code and bodies whose names say nothing local; the number of
       all tells whether that is all. Else wholes are taken one after the other: what has a code,
       the national bodies by words of their names, bodies without any of these words, all.
    3. What the wholes state and no filter reaches is told with the run (``out_of_reach``); what is
       cut off within a single day makes the run short.

    Each answer is an original. ``since`` and ``until`` are days of CftIssueDate.
    """

    cap: ClassVar[int] = 1000  # Count: 10 by default, 1,000 at most, and no second page
    categories: ClassVar[Mapping[str, str]] = {"1": "物品", "2": "工事", "3": "役務"}
    procedures: ClassVar[Mapping[str, str]] = {
        "1": "一般競争入札",
        "2": "簡易公募型競争入札",
        "3": "簡易公募型指名競争入札",
    }
    other_days: ClassVar[tuple[str, ...]] = (
        "Tender_Submission_Deadline",
        "Opening_Tenders_Event",
        "Period_End_Time",
    )
    # National bodies have no LgCode: a client finds them by these words (seen in 2026).
    national: ClassVar[tuple[str, ...]] = (
        "省", "庁", "機構", "大学", "法人", "研究所", "センター", "裁判所", "議院",
    )  # fmt: skip
    # Of which the name of a prefecture or municipality has one: those with a code.
    local: ClassVar[tuple[str, ...]] = ("都", "道", "府", "県", "市", "区", "町", "村")
    # Bodies that have neither, for a service that takes no NOT alone. Invented here.
    further: ClassVar[tuple[str, ...]] = (
        "日本", "国立", "公社", "事業団", "基金", "協会", "公庫", "銀行", "院", "委員会", "局",
        "署", "所", "会", "社", "館", "園",
    )  # fmt: skip
    # Words of the notices themselves, to part what no other filter parts.
    words: ClassVar[tuple[str, ...]] = (
        "工事", "業務", "委託", "購入", "調達", "入札", "公告", "契約", "賃貸借", "修繕",
        "令和", "年", "月", "日", "第", "件",
    )  # fmt: skip
    # A word of no notice: NOT of it is all. That NOT may stand alone is not confirmed.
    nowhere: ClassVar[str] = "皆無語句"
    most_hunting: ClassVar[int] = 300

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Terms(
            self.cap,
            self.categories,
            self.procedures,
            self.other_days,
            self.words,
            self.most_hunting,
        )
        self.planner = Planner(terms, self.source.since, now().date())
        self._asking = self._wholes()
        self._asked = 0

    async def start(self) -> AsyncIterator[Request]:
        yield self._request(next(self._asking))

    def parse(self, response: Response, cell: Cell) -> Iterator[Request | Original]:
        """Keep an answer, and ask for what its number says is missing."""
        answer = self._answer(response, cell)
        if answer.error is None:
            yield self.original(response, holds=min(answer.hits or 0, self.cap))
        records = [record_of(result) for result in answer.results]
        self._check(response, cell, answer, records)
        following = self._next(Found(answer.hits or 0, records, answer.error))
        if following and (self.sample is None or self._asked < self.sample):
            yield self._request(following)
        elif following:
            self.passed_over += 1
        else:
            self._tell()

    def _wholes(self) -> Asking:
        """All in parts; where their number doesn't prove that they are all, the wholes in turn.

        Words that the service doesn't join by OR are asked one by one.
        """
        every = self._cell("all", query=(("Query", f"NOT {self.nowhere}"),))
        nameless = (("Organization_Name", f"NOT ({' OR '.join(self.local)})"),)
        parts = (
            self._cell("codes", codes=CODES),
            self._cell("nameless", query=nameless, without=self.local),
        )
        yield from self.planner.whole(every, parts)
        if self.planner.has_all("all"):
            return
        yield from self._whole("codes", codes=CODES)
        yield from self._any_of("national", self.national)
        known = (*self.national, *self.local)
        none = (("Organization_Name", f"NOT ({' OR '.join(known)})"),)
        yield from self._whole("others", query=none, without=known)
        yield from self.planner.whole(every)
        if not self._counts_all():
            yield from self._any_of("further", self.further)
            yield from self._any_of("words", self.words, "Query", is_vague=True)

    def _whole(self, name: str, **of: Any) -> Asking:
        yield from self.planner.whole(self._cell(name, **of))

    def _cell(self, name: str, **of: Any) -> Cell:
        return Cell(name, since=self.since, until=self.until, **of)

    def _any_of(
        self, name: str, words: tuple[str, ...], field: str = "Organization_Name", **of: Any
    ) -> Asking:
        yield from self._whole(name, query=((field, " OR ".join(words)),), words=words, **of)
        whole = self.planner.wholes.get(name)
        if name in self.planner.left_alone or (whole and whole.stated):
            return
        for word in words:
            yield from self._whole(f"{name} {word}", query=((field, word),), words=(word,), **of)

    def _counts_all(self) -> bool:
        """Whether the service said how many notices it has, and not fewer than are held."""
        whole = self.planner.wholes.get("all")
        return whole is not None and whole.stated >= 0.9 * len(self.planner.held.ids)

    def _request(self, cell: Cell) -> Request:
        self._asked += 1
        asked = cell.parameters(self.categories, self.procedures) | {"Count": str(self.cap)}
        url = f"{self.start_urls[0]}?{urlencode(asked)}"
        return Request(
            url,
            self.parse,
            cb_kwargs={"cell": cell},
            meta={"download_maxsize": _LARGEST},
            dont_filter=True,
        )

    def _next(self, found: Found) -> Cell | None:
        try:
            return self._asking.send(found)
        except StopIteration:
            return None

    def _answer(self, response: Response, cell: Cell) -> Answer:
        """The answer in a response. LayoutChanged where it is none, Blocked where it is refused."""
        at = f"at {response.url}"
        if not is_answer(response.body[:65536]):
            raise LayoutChanged(
                f"expected XML with the root Results and SearchResults or Error in it, found "
                f"{response.headers.get('Content-Type')!r} that begins {response.body[:60]!r} {at}"
            )
        answer = parse(response.body)
        if answer.error is None and answer.hits is None:
            raise LayoutChanged(f"expected a number in SearchHits, found none {at}")
        if answer.error is None:
            return answer
        if "disabled" in answer.error or "not exist" in answer.error:
            raise Blocked(f"expected an answer, found the error {answer.error!r} {at}")
        if not (cell.query or cell.more):
            raise LayoutChanged(
                f"expected LG_Code and CFT_Issue_Date to be a search that the API takes, found the "
                f"error {answer.error!r} {at}"
            )
        self.logger.warning("The API refuses a search of words: %s %s", answer.error, at)
        return answer

    def _check(self, response: Response, cell: Cell, answer: Answer, records: list[Record]) -> None:
        """LayoutChanged where an answer contradicts what is taken for known of the API."""
        due, at = min(answer.hits or 0, self.cap), f"at {response.url}"
        if due > _DEFAULT_COUNT == len(records) and not answer.broken:
            raise LayoutChanged(
                f"expected {due} results, as Count=1000 allows, found {len(records)} {at}"
            )
        if records and not any(result.text("Key") for result in answer.results):
            raise LayoutChanged(f"expected an element Key in results, found none {at}")
        for record in records:
            if cell.is_dated and record.day and not cell.has_day(record.day):
                raise LayoutChanged(
                    f"expected CFT_Issue_Date to limit CftIssueDate, found {record.day} {at}"
                )
            if cell.codes and record.code and record.code not in cell.codes:
                raise LayoutChanged(f"expected LG_Code to limit LgCode, found {record.code} {at}")

    def _tell(self) -> None:
        """What the wholes state and what of it is held; what no search reaches, in sentences."""
        wholes = self.planner.wholes
        self.said_none = not any(whole.stated for whole in wholes.values())
        for name, whole in wholes.items():
            where = f"{self.start_urls[0]} ({name})"
            self.stated(where, whole.stated)
            self.found(where, whole.stated - whole.cut)
            if whole.missing:
                self.out_of_reach.append(
                    f"{whole.missing} of the {whole.stated} notices of the search {name!r}: they "
                    "lack what the filters of the API go by (CftIssueDate, LgCode, Category …)"
                )
        for name, size in self.planner.left_alone.items():
            self.out_of_reach.append(
                f"what the {size} notices of the search {name!r} have beyond the other searches: "
                "nobody can tell without going through all of them again"
            )
        if not self._counts_all() and not self.said_none:
            self.out_of_reach.append(
                "notices without LgCode of bodies whose names hold none of the words asked for: "
                "the API doesn't say how many it has in all"
            )


def record_of(result: Result) -> Record:
    """What the planner must know of a result; one without a Key is told by all that it says."""
    day = day_in(result.text("CftIssueDate"))[:10]
    facts = [text for pair in result.fields if pair[0] not in ("ResultId", "Date") for text in pair]
    key = result.text("Key") or hashlib.sha256("\x1f".join(facts).encode()).hexdigest()
    return Record(
        key,
        _date(day),
        result.text("LgCode"),
        result.text("Category"),
        result.text("ProcedureType"),
        result.text("OrganizationName"),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
