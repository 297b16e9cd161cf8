"""特許庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class JpoContracts(DisclosureSpider):
    """Contracts of the Japan Patent Office."""

    name = "jpo_contracts"
    # both seen in meti-funding-watch, 2026-08
    start_urls = [
        "https://www.jpo.go.jp/news/chotatsu/rakusatu/kyosonyusatu/index.html",
        "https://www.jpo.go.jp/news/chotatsu/rakusatu/zuikeyaku/index.html",
    ]
    source = Source(
        title="特許庁 契約に係る情報の公表",
        bodies=("JP-BODY-jpo",),
        home="https://www.jpo.go.jp/",
        stages=("contract",),
        since=date(2017, 4, 1), lag_days=93, cadence_days=31, hosts=("www.jpo.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
