"""消費者庁: its contracts, disclosed as 財計第2017号 asks."""

from datetime import date

from crawlers.families.disclosure import DisclosureSpider
from crawlers.source import Expect, Source


class CaaContracts(DisclosureSpider):
    """Contracts of the Consumer Affairs Agency."""

    name = "caa_contracts"
    ways = 3
    # the front page; no client shows where the list is, so it is looked for
    start_urls = ["https://www.caa.go.jp/"]
    source = Source(
        title="消費者庁 契約に係る情報の公表",
        bodies=("JP-JCN-5000012010024",),
        home="https://www.caa.go.jp/",
        stages=("contract",),
        since=date(2024, 4, 1), lag_days=93, cadence_days=31, hosts=("www.caa.go.jp",),
        expect=Expect(items=(1, 200_000), within_days=124, fields={"title": 0.95, "signed": 0.7}),
    )  # fmt: skip
