"""経済産業省: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class MetiContracts(DisclosureSpider):
    """Contracts of the Ministry of Economy, Trade and Industry."""

    name = "meti_contracts"
    # seen in meti-funding-watch's register of sources, 2026-08; below it …/data/r7contract.html
    start_urls = ["https://www.meti.go.jp/information_2/publicoffer/R_00_bid_news_list.html"]
    source = Source(
        title="経済産業省 契約に係る情報の公表",
        bodies=("JP-JCN-4000012090001",),
        home="https://www.meti.go.jp/",
        stages=("contract",),
        since=date(2021, 4, 1), lag_days=93, cadence_days=31, hosts=("www.meti.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
